"""Small cases of the language and whether the engine reads them right. In: tests/cases. Out: verdicts.

A case is one line of tests/cases/<language>/<stage>.jsonl, described in tests/cases/README.md.
"""

from __future__ import annotations

import calendar
import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from benchmarks.agreement import match_all, overlap
from benchmarks.scoring import find_quote
from extract.jsonl import to_json
from extract.pipeline import extract_report, read_report
from extract.reading import Reading
from extract.records import Report, When
from theatres.pack import Theatre

CASES = Path(__file__).parent.parent / "tests" / "cases"
KEYS = {"id", "phenomenon", "text", "published", "expect", "why"}
TABLES = {"tolls": "tolls", "events": "events", "control": "control"}
Row = dict[str, Any]


class CaseError(ValueError):
    """A case that cannot be judged; the message names its file, its line and what is wrong."""


@dataclass(frozen=True, slots=True)
class Case:
    """One text and what reading it right gives."""

    id: str
    language: str
    stage: str
    phenomenon: str
    text: str
    published: str | None
    expect: tuple[Any, ...]
    why: str

    @property
    def held_out(self) -> bool:
        """True for the half that rules are not tuned on: cases of even number."""
        return int(self.id.rsplit("-", 1)[1]) % 2 == 0


@dataclass(frozen=True, slots=True)
class Verdict:
    """A judged case: `fault` is one sentence, None where the engine read it right."""

    case: Case
    fault: str | None


def read_cases(root: Path = CASES) -> list[Case]:
    """All cases of a folder; raises CaseError on the first line that is not a case."""
    files = sorted(root.glob("*/*.jsonl"))
    return [_read_line(p, n, ln) for p in files for n, ln in enumerate(p.read_text("utf-8").splitlines(), 1)]


def _read_line(path: Path, number: int, line: str) -> Case:
    where = f"{path.parent.name}/{path.name}:{number}"
    try:
        row = json.loads(line)
    except json.JSONDecodeError as error:
        raise CaseError(f"{where}: not JSON ({error})") from error
    if set(row) != KEYS:
        raise CaseError(f"{where}: keys {sorted(row)}, expected {sorted(KEYS)}")
    row["expect"] = tuple(row["expect"])
    return Case(language=path.parent.name, stage=path.stem, **row)


def publish(stated: str | None) -> When:
    """The interval of a stated day ("2019-05-08") or month ("2019-05"); open on both ends for None."""
    if stated is None:
        return When(None, None, "open", "inferred")
    year, month, *day = map(int, stated.split("-"))
    if day:
        return When(date(year, month, day[0]), date(year, month, day[0]), "day", "stated")
    last = calendar.monthrange(year, month)[1]
    return When(date(year, month, 1), date(year, month, last), "month", "stated")


def case_report(case: Case) -> Report:
    """The report a case stands for."""
    return Report(case.id, case.text, case.language, publish(case.published))


def judge_case(case: Case, theatre: Theatre) -> Verdict:
    """Whether the engine reads a case right, and if not, the first thing that differs."""
    if case.stage in _READINGS:
        found, text = _read(case, theatre)
    else:
        found, text = _extract(case, theatre), case.text
    if case.stage == "undated":
        return Verdict(case, _fault_published(case, found[0]))
    if case.stage == "sentences":
        return Verdict(case, _fault_sentences(case, found))
    return Verdict(case, _fault(case, found, text))


def _read(case: Case, theatre: Theatre) -> tuple[list[Row], str]:
    reading = read_report(case_report(case), theatre)
    return _READINGS[case.stage](reading), reading.text


def _extract(case: Case, theatre: Theatre) -> list[Row]:
    found = to_json(extract_report(case_report(case), theatre), theatre)
    if case.stage == "undated":
        return [found["published"] or {}]
    tables = TABLES if case.stage == "attribution" else {case.stage: case.stage}
    return [{**row, "table": key} for key in tables for row in found[key]]


def _numbers(reading: Reading) -> list[Row]:
    return [
        {"low": n.count.low, "high": n.count.high, "qualifier": n.count.qualifier, **_at(n)}
        for n in reading.numbers
    ]


def _dates(reading: Reading) -> list[Row]:
    return [
        {"start": _day(d.when.start), "end": _day(d.when.end), "precision": d.when.precision}
        | {"basis": d.when.basis}
        | _at(d)
        for d in reading.dates
    ]


def _places(reading: Reading) -> list[Row]:
    kinds = {p.place_id: reading.theatre.places[p.place_id].kind for p in reading.places}
    inside = [p for p in reading.places if kinds[p.place_id] not in ("country", "foreign")]
    return [{"name": reading.theatre.places[p.place_id].names["en"], **_at(p)} for p in inside]


def _actors(reading: Reading) -> list[Row]:
    return [{"side": a.side, "anaphor": a.anaphor, **_at(a)} for a in reading.actors]


def _sentences(reading: Reading) -> list[Row]:
    return [{"quote": s.span.of(reading.text).strip()} for s in reading.sentences]


_READINGS: dict[str, Callable[[Reading], list[Row]]] = {
    "numbers": _numbers,
    "dates": _dates,
    "places": _places,
    "actors": _actors,
    "sentences": _sentences,
}


def _at(item: Any) -> Row:
    return {"at": (item.span.start, item.span.end)}


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _fault_published(case: Case, found: Row) -> str | None:
    want = case.expect[0]
    start, end = found.get("start"), found.get("end")
    if start is None or end is None or start < want["start_min"] or end > want["end_max"]:
        return f"published {start}..{end}, expected within {want['start_min']}..{want['end_max']}"
    reasons = " ".join(found.get("reasons", ()))
    if not reasons or want["reason_contains"] not in reasons:
        return f"reasons {reasons!r}, expected one with {want['reason_contains']!r}"
    return None


def _fault_sentences(case: Case, found: list[Row]) -> str | None:
    got = [r["quote"] for r in found]
    return None if got == list(case.expect) else f"{got}, expected {list(case.expect)}"


def _fault(case: Case, found: list[Row], text: str) -> str | None:
    wanted = [{**e, "at": find_quote(text, e.get("quote"))} for e in case.expect]
    rows = [{**r, "at": r.get("at") or (r["start"], r["end"])} for r in found]
    rows = [{**r, "quote": text[slice(*r["at"])]} for r in rows]
    rows = _EXTRAS.get(case.stage, _keep_all)(rows, wanted)
    matched = match_all(wanted, rows)
    missed = [w for i, w in enumerate(wanted) if i not in matched]
    spare = [r for j, r in enumerate(rows) if j not in matched.values()]
    if case.stage == "attribution":
        spare = [r for r in spare if any(_rivals(r, w) for w in wanted)]
    if missed:
        return f"missed {_brief(missed[0], missed[0])}; left over {[_brief(r, missed[0]) for r in spare]}"
    return f"too much: {[_brief(r, r) for r in spare]}" if spare else None


def _keep_all(rows: list[Row], _wanted: list[Row]) -> list[Row]:
    return rows


def _drop_articles(rows: list[Row], wanted: list[Row]) -> list[Row]:
    """Without lone ones nobody expects: in some languages one is the article."""
    expected_one = any(w.get("low") == 1 for w in wanted)
    return rows if expected_one else [r for r in rows if (r["low"], r["high"]) != (1, 1)]


def _merge_actors(rows: list[Row], wanted: list[Row]) -> list[Row]:
    """One row for each expectation's words, and the rows that name a side elsewhere, pronouns left out."""
    named = [r for r in rows if r["side"] is not None]
    kept = []
    for w in wanted:
        over = [r for r in named if overlap(r["at"], w["at"])]
        kept += [r for r in over if r["side"] == w["side"]][:1] or over[:1]
    elsewhere = [r for r in named if not r["anaphor"]]
    return kept + [r for r in elsewhere if not any(overlap(r["at"], w["at"]) for w in wanted)]


def _drop_nested(rows: list[Row], wanted: list[Row]) -> list[Row]:
    """Without names inside a longer name ("Tripoli" in "sud de Tripoli"), unless expected themselves."""
    expected = [w["at"] for w in wanted]
    longer = [r["at"] for r in rows]
    return [r for r in rows if r["at"] in expected or not any(_inside(r["at"], at) for at in longer)]


def _inside(a: tuple[int, int], b: tuple[int, int]) -> bool:
    return a != b and b[0] <= a[0] and a[1] <= b[1]


_EXTRAS: dict[str, Callable[[list[Row], list[Row]], list[Row]]] = {
    "numbers": _drop_articles,
    "places": _drop_nested,
    "actors": _merge_actors,
}


def _rivals(row: Row, want: Row) -> bool:
    """True where an unexpected row says something else of the same happening on the same words."""
    keys = ("table", "kind", "event_type")
    same = all(row.get(k) == want.get(k) for k in keys)
    return same and overlap(row["at"], want["at"])


def _brief(row: Row, like: Row) -> Row:
    """The keys of a row worth showing beside an expectation."""
    hidden = {"at", "alt_types", "gap_id", "toll_id", "event_id", "claim_id", "toll_ids"}
    return {k: v for k, v in row.items() if k not in hidden and (k in like or k == "quote")}


def share_right(verdicts: Iterable[Verdict]) -> float:
    """The share of cases read right, 0 for none."""
    faults = [v.fault for v in verdicts]
    return sum(f is None for f in faults) / len(faults) if faults else 0.0
