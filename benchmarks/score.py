"""How right reading is: `python -m benchmarks.score [--errors]`. In: tests/gold and tests/cases. Out: tables.

Rules are tuned on cases of odd number; beside it stands the share right of the even ones, tuned on by nobody.
"""

from __future__ import annotations

import argparse
import json
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from benchmarks.cases import Verdict, judge_case, publish, read_cases, share_right
from benchmarks.scoring import MEASURES, Judge, Score, name_places
from extract.jsonl import to_json
from extract.pipeline import extract_report
from extract.records import Extraction, Report
from theatres.pack import Theatre, load_theatre

GOLD = Path(__file__).parent.parent / "tests" / "gold"
THEATRE = "libya_2019"


def list_gold(theatre_id: str = THEATRE) -> list[str]:
    """The names of the sets of annotated reports, each ending in its language.

    "fr": read while the first rules were written; "held_fr" and "more_fr": read since; "blind_fr": read by
    nobody who writes rules.
    """
    return sorted(p.stem for p in (GOLD / theatre_id).glob("*.jsonl"))


def language_of(name: str) -> str:
    """The language of a set."""
    return name.rpartition("_")[2]


def read_gold(name: str, theatre_id: str = THEATRE) -> list[dict[str, Any]]:
    """The annotated reports of a set; raises ValueError on a line without what scoring needs."""
    path = GOLD / theatre_id / f"{name}.jsonl"
    reports = [json.loads(ln) for ln in path.read_text(encoding="utf-8").splitlines()]
    for number, report in enumerate(reports, 1):
        missing = {"id", "lang", "text", "published", "gold"} - set(report)
        missing |= {"figures", "events", "control", "places"} - set(report.get("gold", {}))
        if missing:
            raise ValueError(f"{path.name}:{number}: {sorted(missing)} missing")
    return reports


def extract_gold(report: dict[str, Any], theatre: Theatre) -> Extraction:
    """What the engine finds in an annotated report."""
    published = publish(report["published"])
    return extract_report(Report(report["id"], report["text"], report["lang"], published), theatre)


def score_gold(name: str, theatre: Theatre) -> Score:
    """The seven measures over a set of annotated reports."""
    judge, score = Judge(name_places(theatre)), Score()
    for report in read_gold(name, theatre.id):
        judge.add_report(report, to_json(extract_gold(report, theatre), theatre), score)
    return score


def judge_all(theatre: Theatre) -> dict[tuple[str, str], list[Verdict]]:
    """The verdicts on all cases by language and stage."""
    verdicts = defaultdict(list)
    for case in read_cases():
        verdicts[case.language, case.stage].append(judge_case(case, theatre))
    return dict(verdicts)


def table_gold(gold: str, score: Score) -> Iterator[str]:
    """The lines of the table of a set of reports."""
    yield f"{gold:14}{'P':>7}{'R':>7}{'F1':>7}{'gold':>7}{'pred':>7}"
    for name in MEASURES:
        t = score.tallies[name]
        yield f"{name:14}{t.precision:7.3f}{t.recall:7.3f}{t.f1:7.3f}{t.gold:7}{t.predicted:7}"


def table_cases(verdicts: dict[tuple[str, str], list[Verdict]]) -> Iterator[str]:
    """The lines of the table of cases: how many, share right, of the odd (tuned) and even (held out) half."""
    yield f"{'cases':18}{'n':>6}{'right':>8}{'odd':>8}{'even':>8}"
    for (language, stage), all_ in verdicts.items():
        odd = [v for v in all_ if not v.case.held_out]
        even = [v for v in all_ if v.case.held_out]
        shares = "".join(f"{share_right(part):8.3f}" for part in (all_, odd, even))
        yield f"{language + ' ' + stage:18}{len(all_):6}{shares}"


def list_faults(verdicts: dict[tuple[str, str], list[Verdict]]) -> Iterator[str]:
    """One line per case read wrong, by phenomenon: what differs and why it matters."""
    wrong = [v for all_ in verdicts.values() for v in all_ if v.fault]
    for v in sorted(wrong, key=lambda v: (v.case.language, v.case.phenomenon, v.case.id)):
        yield f"{v.case.phenomenon}\n  {v.case.id}: {v.case.text}\n    {v.fault}\n    why: {v.case.why}"


def main() -> None:
    """Print the tables, with --errors each miss as well."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.score", description=__doc__)
    parser.add_argument("--errors", action="store_true", help="list each miss")
    parser.add_argument("--language", action="append", choices=("fr", "en", "ar"), help="one language only")
    options = parser.parse_args()
    theatre, languages = load_theatre(THEATRE), options.language or ("fr", "en", "ar")
    scores = {s: score_gold(s, theatre) for s in list_gold() if language_of(s) in languages}
    verdicts = {k: v for k, v in judge_all(theatre).items() if k[0] in languages}
    lines = [ln for name, score in scores.items() for ln in (*table_gold(name, score), "")]
    lines += table_cases(verdicts)
    if options.errors:
        seen = [score for name, score in scores.items() if not name.startswith("blind_")]
        lines += ["", *("  ".join(m) for score in seen for m in score.misses)]
        lines += ["", *list_faults(verdicts)]
    print("\n".join(lines))


if __name__ == "__main__":
    main()
