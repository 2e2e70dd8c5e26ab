"""The cases of tests/cases, judged: the share read right per file is not below its floor (gold/floors.json).

A file without a floor, or a floor without a file, fails; floors are only ever raised.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from pathlib import Path
from typing import Any, get_args

import pytest

from benchmarks.cases import CASES, Case, CaseError, case_report, judge_case, read_cases, share_right
from benchmarks.scoring import find_quote
from extract import records
from extract.pipeline import extract_report
from theatres.pack import Theatre, load_theatre

FLOORS = json.loads((CASES.parent / "gold" / "floors.json").read_text(encoding="utf-8"))["cases"]
READ = read_cases()
FILES = sorted({(c.language, c.stage) for c in READ})
ALLOWED = {
    "qualifier": get_args(records.Qualifier),
    "kind": (*get_args(records.TollKind), *get_args(records.GapKind)),
    "scope": get_args(records.Scope),
    "status": get_args(records.Status),
    "change": get_args(records.Change),
    "event_type": get_args(records.EventType),
    "precision": get_args(records.Precision),
    "basis": get_args(records.Basis),
    "table": ("tolls", "events", "control"),
}
# The keys that single out a row of each stage, besides its words.
NEEDED = {
    "numbers": {"quote"},
    "places": {"name"},
    "actors": {"side"},
    "tolls": {"kind"},
    "events": {"event_type"},
    "control": {"place"},
    "attribution": {"table"},
    "gaps": {"kind"},
}


@pytest.fixture(scope="module")
def theatre() -> Theatre:
    return load_theatre("libya_2019")


def name_file(file: tuple[str, str]) -> str:
    return "-".join(file)


@pytest.mark.parametrize("file", FILES, ids=name_file)
def test_cases_are_read_right(file: tuple[str, str], theatre: Theatre) -> None:
    language, stage = file
    verdicts = [judge_case(c, theatre) for c in READ if (c.language, c.stage) == file]
    wrong = [f"{v.case.id}: {v.case.text}\n  {v.fault}\n  why: {v.case.why}" for v in verdicts if v.fault]
    print(f"{language} {stage}: {share_right(verdicts):.3f} of {len(verdicts)} right", *wrong, sep="\n")
    assert share_right(verdicts) >= FLOORS[language][stage], "\n".join(wrong)


def test_every_file_has_a_floor_and_every_floor_a_file() -> None:
    assert {(lang, stage) for lang, floors in FLOORS.items() for stage in floors} == set(FILES)


def test_every_extraction_quotes_its_text(theatre: Theatre) -> None:
    for case in READ:
        found = extract_report(case_report(case), theatre)
        spans = (
            [r.span for r in found.tolls] + [r.span for r in found.events] + [r.span for r in found.claims]
        )
        spans += [r.span for r in found.places] + [r.span for r in found.gaps]
        assert all(0 <= s.start < s.end <= len(case.text) for s in spans), case.id
        assert found.report.text == case.text
        assert all(fold_spaces(p.name) == fold_spaces(p.span.of(case.text)) for p in found.places), case.id


def fold_spaces(words: str) -> str:
    return " ".join(words.split())


def test_cases_are_many_and_differ() -> None:
    assert sum(c.language == "fr" for c in READ) >= 600
    for key in ("id", "text"):
        seen = Counter((c.language, c.stage, getattr(c, key)) for c in READ)
        assert not [k for k, n in seen.items() if n > 1]


def test_every_line_of_the_language_is_shown_in_five_wordings() -> None:
    french = (c.phenomenon for c in READ if c.language == "fr" and c.stage not in ("numbers", "sentences"))
    lines = Counter(n for p in french for n in re.findall(r"^\w+\.(\d+)", p))
    assert not {n: lines[str(n)] for n in range(1, 23) if lines[str(n)] < 5}


@pytest.mark.parametrize("file", FILES, ids=name_file)
def test_expectations_are_well_formed(file: tuple[str, str]) -> None:
    faults = [f for c in READ if (c.language, c.stage) == file for f in find_faults(c)]
    assert not faults, "\n".join(faults)


def find_faults(case: Case) -> list[str]:
    """What is wrong with the expectations of a case, one sentence each."""
    if case.stage == "sentences":
        return [f"{case.id}: {s!r} is not in the text" for s in case.expect if s not in case.text]
    if case.stage == "undated":
        return (
            [] if case.published is None and len(case.expect) == 1 else [f"{case.id}: one interval expected"]
        )
    return [f"{case.id}: {f}" for row in case.expect for f in _row_faults(case, row)]


def _row_faults(case: Case, row: dict[str, Any]) -> list[str]:
    faults = [] if find_quote(case.text, row.get("quote")) else [f"{row.get('quote')!r} is not in the text"]
    faults += [f"{k} {row[k]!r} is none of {v}" for k, v in ALLOWED.items() if k in row and row[k] not in v]
    faults += [f"{k} is missing from {row}" for k in NEEDED.get(case.stage, set()) - set(row)]
    return faults


def test_a_malformed_case_is_named(tmp_path: Path) -> None:
    (tmp_path / "fr").mkdir()
    path = tmp_path / "fr" / "tolls.jsonl"
    path.write_text('{"id": "fr-tolls-001", "text": "Deux morts."}\n', encoding="utf-8")
    with pytest.raises(CaseError, match=r"fr/tolls\.jsonl:1: keys \['id', 'text'\]"):
        read_cases(tmp_path)
    path.write_text('{"id": \n', encoding="utf-8")
    with pytest.raises(CaseError, match="not JSON"):
        read_cases(tmp_path)
