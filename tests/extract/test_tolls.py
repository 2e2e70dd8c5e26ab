"""Tolls, numbers and dates where a case of tests/cases cannot say it: parts, carrying over, dates and
clues.
"""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from extract.__main__ import main
from extract.date_rules import Anchor, resolve
from extract.dates import when_for
from extract.lines import UNDATED, parse_published, plain_report
from extract.number_grammar import grammar_of
from extract.pipeline import extract_report, read_report
from extract.records import Count, Extraction, Report, Span, When
from theatres.pack import Theatre, load_theatre

SEEDS = Path(__file__).parents[2].parent / "shared" / "seeds"
needs_seeds = pytest.mark.skipif(not SEEDS.is_dir(), reason="the seed articles of ../shared are not here")


@pytest.fixture(scope="module")
def theatre() -> Theatre:
    return load_theatre("libya_2019")


def read(text: str, published: str | None = "2019-05-08") -> Extraction:
    """A French text read with the theatre of Libya."""
    return extract_report(Report("r", text, "fr", parse_published(published)), load_theatre("libya_2019"))


def told(found: Extraction) -> list[tuple[str, int | None, int | None]]:
    return [(t.kind, t.count.low, t.count.high) for t in found.tolls]


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("quatre-vingt-dix-sept", 97),
        ("soixante et onze", 71),
        ("deux cent quarante-trois", 243),
        ("mille cinq cents", 1500),
    ],
)
def test_number_words_have_their_value(words: str, value: int, theatre: Theatre) -> None:
    reading = read_report(plain_report(words), theatre)
    assert grammar_of(reading.lexicon).read_words(words, 0, len(words)) == (value, len(words))


def test_a_convention_of_the_theatre_sets_the_floor_of_a_vague_number(theatre: Theatre) -> None:
    reading = read_report(Report("r", "Des dizaines de morts.", "fr", UNDATED), theatre)
    assert [n.count for n in reading.numbers] == [Count(24, None, "vague")]


def test_a_part_is_told_beside_its_whole() -> None:
    found = read("Le raid a tué neuf personnes, dont trois enfants, à Mourzouq.")
    assert told(found) == [("killed", 9, 9), ("killed", 3, 3)]
    assert [t.who for t in found.tolls] == ["all", "children"]


def test_a_total_and_a_day_in_one_sentence_keep_their_scopes() -> None:
    found = read("Deux soldats sont morts mardi, ce qui porte à quarante les pertes depuis avril.")
    assert [t.scope for t in found.tolls] == ["incident", "cumulative"]


def test_what_is_not_known_is_no_toll() -> None:
    assert told(read("Aucun mort, aucun blessé ; on ignore combien des 40 passagers sont morts.")) == []


def test_the_date_of_a_clause_governs_it(theatre: Theatre) -> None:
    text = "Lundi, la ville était calme ; mardi, un obus a tué un passant depuis le port."
    reading = read_report(Report("r", text, "fr", parse_published("2019-05-08")), theatre)
    at = text.index("obus")
    when = when_for(reading, Span(at, at + 4))
    assert when is not None and (when.start, when.end) == (date(2019, 5, 7), date(2019, 5, 7))


def test_a_period_does_not_date_what_stands_beside_it(theatre: Theatre) -> None:
    text = "Depuis le 4 avril, la ville est assiégée."
    reading = read_report(Report("r", text, "fr", parse_published("2019-05-08")), theatre)
    assert when_for(reading, Span(20, 25)) is None


@pytest.mark.parametrize("slots", [{"day": "31", "month": "2"}, {"day": "x", "month": "4"}, {"month": "4"}])
def test_no_such_day_is_no_date(slots: dict[str, str]) -> None:
    day = date(2019, 5, 8)
    anchor = Anchor(When(day, day, "day", "published"), None, False)
    assert resolve("day", slots, {}, anchor) is None


def test_a_month_of_publication_keeps_yesterday_an_interval(theatre: Theatre) -> None:
    reading = read_report(Report("r", "Hier, un raid.", "fr", parse_published("2019-05")), theatre)
    assert (reading.dates[0].when.start, reading.dates[0].when.end) == (date(2019, 4, 30), date(2019, 5, 30))


def published(text: str) -> When:
    return read(text, None).report.published


def test_an_undated_text_without_a_clue_keeps_the_whole_war(theatre: Theatre) -> None:
    when = published("Des combats ont eu lieu.")
    assert (when.start, when.end, when.basis) == (theatre.start, theatre.end, "inferred")


def test_each_clue_narrows_and_is_named() -> None:
    when = published("En ce premier jour du ramadan, malgré la pandémie de coronavirus, on se bat à Tripoli.")
    assert when.start is not None and when.start.year == 2020
    assert {r.split(":")[0] for r in when.reasons} >= {"pandemic", "hijri"}


def test_dates_people_write_are_intervals() -> None:
    assert parse_published("2020-02").end == date(2020, 2, 29)
    assert parse_published("2019-05-08T10:00:00Z").start == date(2019, 5, 8)
    with pytest.raises(ValueError, match="hier"):
        parse_published("hier")


@pytest.mark.seeds
@needs_seeds
def test_the_first_seed_gives_its_three_tolls_and_its_week() -> None:
    text = next(SEEDS.glob("000*.txt")).read_text(encoding="utf-8")
    found = read(text, None)
    assert [(t.kind, t.count, t.scope, t.attribution.source_id) for t in found.tolls] == [
        ("killed", Count(392, 392, "exact"), "cumulative", "un"),
        ("injured", Count(1936, 1936, "exact"), "cumulative", "un"),
        ("displaced", Count(55000, None, "at_least"), "cumulative", "un"),
    ]
    when = found.report.published
    assert when.start is not None and when.end is not None and when.basis == "inferred"
    assert date(2019, 5, 4) <= when.start <= date(2019, 5, 6) and date(2019, 5, 9) <= when.end <= date(
        2019, 5, 11
    )


@pytest.mark.seeds
@needs_seeds
def test_the_second_seed_gives_its_three_tolls_and_its_days() -> None:
    text = next(SEEDS.glob("001*.txt")).read_text(encoding="utf-8")
    found = read(text, None)
    assert [(t.kind, t.count, t.attribution.source_id) for t in found.tolls] == [
        ("killed", Count(2000, None, "more_than"), None),
        ("displaced", Count(200000, None, "more_than"), None),
        ("displaced", Count(16000, None, "more_than"), "unsmil"),
    ]
    assert found.tolls[0].since is not None and found.tolls[0].since.start == date(2019, 4, 1)
    when = found.report.published
    assert when.start is not None and when.end is not None
    assert date(2020, 6, 8) <= when.start <= date(2020, 6, 10) and date(2020, 6, 12) <= when.end <= date(
        2020, 6, 16
    )


def test_the_command_line_reads_on_after_a_bad_file(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    good = tmp_path / "a.txt"
    good.write_text("Un obus a tué trois passants à Tajoura.", encoding="utf-8")
    lines = tmp_path / "b.jsonl"
    lines.write_text(
        '{"id": "x", "lang": "fr", "published": "2019-05", "text": "Deux morts."}\nnot json\n', "utf-8"
    )
    assert main(["--jsonl", str(tmp_path / "none.txt"), str(good), "--reports", str(lines)]) == 1
    out, err = capsys.readouterr()
    rows = [json.loads(line) for line in out.splitlines()]
    assert [[t["low"] for t in r["tolls"]] for r in rows] == [[3], [2]]
    assert rows[1]["report_id"] == "x" and "none.txt" in err and "line 2" in err


def test_the_table_of_the_terminal_names_each_part(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "a.txt"
    file.write_text("Un obus a tué au moins trois passants à Tajoura.", encoding="utf-8")
    assert main([str(file)]) == 0
    out = capsys.readouterr().out
    assert "BILANS (1)" in out and "au moins 3" in out and "Tajoura" in out
