"""The sample reports: enough of them, spread over the war, well dated, and no sentence of the seeds."""

from __future__ import annotations

import json
import re
from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent.parent
SAMPLE = ROOT / "theatres" / "libya_2019" / "sample" / "reports.jsonl"
SEEDS = ROOT.parent / "shared" / "seeds"
GOLD = sorted((ROOT / "tests" / "gold" / "libya_2019").glob("*.jsonl"))
ANNOTATED = ("figures", "events", "control")
KEYS = {"id", "lang", "published", "outlet", "style", "title", "text"}
STYLES = {"agence", "quotidien", "ONU", "radio", "note"}
MONTHS = [
    f"{year}-{month:02}" for year, months in ((2019, range(4, 13)), (2020, range(1, 11))) for month in months
]
FEWEST = {"fr": 85, "en": 20, "ar": 20}
PER_MONTH = 3
DISPATCH = range(30, 226)  # Words: a flash has 40, the longest annotated text 216.
SENTENCE = re.compile(r"[^.!?…؟\n]+")


def read(path: Path) -> list[dict[str, Any]]:
    """A file of JSON Lines, one dictionary a line."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def reports() -> list[dict[str, Any]]:
    """The sample reports."""
    return read(SAMPLE)


def flat(text: str) -> str:
    """A text with its no-break spaces as ordinary ones: the first annotators typed their quotes so."""
    return text.replace("\u00a0", " ").replace("\u202f", " ")


def sentences(text: str) -> set[tuple[str, ...]]:
    """The sentences of a text, as their words, where long enough to be somebody's own."""
    split = (tuple(re.findall(r"\w+", part.lower())) for part in SENTENCE.findall(text))
    return {words for words in split if len(words) >= 6}


def test_each_report_has_the_same_fields() -> None:
    assert [r["id"] for r in reports() if set(r) != KEYS] == []
    assert [r["id"] for r in reports() if not r["title"] or r["style"] not in STYLES] == []


def test_ids_are_unique() -> None:
    assert [i for i, n in Counter(r["id"] for r in reports()).items() if n > 1] == []


def test_there_are_enough_in_each_language() -> None:
    counts = Counter(r["lang"] for r in reports())
    assert set(counts) == set(FEWEST)
    assert {lang: n for lang, n in counts.items() if n < FEWEST[lang]} == {}


def test_every_month_of_the_war_is_told() -> None:
    counts = Counter(r["published"][:7] for r in reports() if r["published"])
    assert {m: counts[m] for m in MONTHS if counts[m] < PER_MONTH} == {}
    assert set(counts) == set(MONTHS)


def test_dates_are_days_or_months_or_left_to_infer() -> None:
    given = [r["published"] for r in reports() if r["published"]]
    assert [p for p in given if not re.fullmatch(r"\d{4}-\d\d(-\d\d)?", p)] == []
    assert all(date.fromisoformat(p if len(p) == 10 else f"{p}-01") for p in given)
    assert any(len(p) == 7 for p in given) and len(given) < len(reports())


def test_no_text_is_laid_to_an_outlet() -> None:
    assert [r["id"] for r in reports() if r["outlet"] is not None] == []


def test_texts_are_dispatches() -> None:
    lengths = {r["id"]: len(r["text"].split()) for r in reports()}
    assert {i: n for i, n in lengths.items() if n not in DISPATCH} == {}


def test_no_text_comes_twice() -> None:
    seen = Counter(sentence for r in reports() for sentence in sentences(r["text"]))
    assert [" ".join(words) for words, n in seen.items() if n > 1] == []


def test_no_sentence_is_a_seed_s() -> None:
    """Nothing to compare with where ../shared is absent: the sample was checked before it was committed."""
    seeds = {s for path in SEEDS.glob("*.txt") for s in sentences(path.read_text(encoding="utf-8"))}
    assert [r["id"] for r in reports() if sentences(r["text"]) & seeds] == []


def test_gold_texts_are_those_of_the_sample() -> None:
    texts = {r["id"]: r["text"] for r in reports()}
    later = ("more_", "blind_")  # sets written since to measure reading, no part of the sample
    rows = [row for path in GOLD if not path.stem.startswith(later) for row in read(path)]
    assert rows
    assert [r["id"] for r in rows if texts.get(r["id"]) != r["text"]] == []


def test_gold_quotes_stand_in_their_text() -> None:
    rows = [row for path in GOLD for row in read(path)]
    quotes = [(r["id"], x["quote"], r["text"]) for r in rows for k in ANNOTATED for x in r["gold"][k]]
    assert [(i, quote) for i, quote, text in quotes if flat(quote) not in flat(text)] == []
