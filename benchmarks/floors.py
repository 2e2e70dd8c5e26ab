"""Raises the floors: `python -m benchmarks.floors`. In: what is measured today. Out: tests/gold/floors.json.

A floor is never lowered here: where less is measured, the tests fail and the engine is mended.
"""

from __future__ import annotations

import json
import math
from typing import Any

from benchmarks.cases import share_right
from benchmarks.score import GOLD, THEATRE, judge_all, list_gold, score_gold
from theatres.pack import Theatre, load_theatre

PATH = GOLD / "floors.json"
Floors = dict[str, dict[str, dict[str, float]]]


def measure(theatre: Theatre) -> Floors:
    """What the engine reaches today: F1 per set and measure, share of cases right per language and stage."""
    gold = {s: {m: t.f1 for m, t in score_gold(s, theatre).tallies.items()} for s in list_gold()}
    cases: dict[str, dict[str, float]] = {}
    for (language, stage), verdicts in judge_all(theatre).items():
        cases.setdefault(language, {})[stage] = share_right(verdicts)
    return {"cases": cases, "gold": gold}


def raise_floors(floors: dict[str, Any], measured: dict[str, Any]) -> dict[str, Any]:
    """The floors with every one raised that is measured higher, in hundredths rounded down."""
    if not isinstance(next(iter(measured.values())), dict):
        # 1e-9: 0.29 is 28.999… hundredths to a computer.
        return {k: max(floors.get(k, 0), math.floor(v * 100 + 1e-9) / 100) for k, v in measured.items()}
    return {k: raise_floors(floors.get(k, {}), v) for k, v in measured.items()}


def main() -> None:
    """Raise the floors and say which rose."""
    before = json.loads(PATH.read_text(encoding="utf-8"))
    after = raise_floors(before, measure(load_theatre(THEATRE)))
    PATH.write_text(json.dumps(after, indent=1) + "\n", encoding="utf-8")
    for path, value in _flat(after).items():
        if value != _flat(before).get(path):
            print(f"{path}: {_flat(before).get(path)} -> {value}")


def _flat(floors: Floors) -> dict[str, float]:
    return {f"{a} {b} {c}": v for a, x in floors.items() for b, y in x.items() for c, v in y.items()}


if __name__ == "__main__":
    main()
