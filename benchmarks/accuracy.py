"""Writes what the page Méthode shows: python -m benchmarks.accuracy. In: tests/gold. Out: accuracy.json."""

from __future__ import annotations

import json
import tomllib
from datetime import date
from pathlib import Path
from typing import Any

from benchmarks.score import THEATRE, read_gold, score_gold
from theatres.pack import load_theatre

ROOT = Path(__file__).parent.parent
PATH = ROOT / "docs" / "accuracy.json"
ORDER = ("fr", "blind_fr", "en", "blind_en", "ar", "blind_ar")


def measure() -> dict[str, Any]:
    """F1 by set of annotated reports and measure, with the day, the version and how many reports."""
    theatre = load_theatre(THEATRE)
    scores = {n: {m: round(t.f1, 3) for m, t in score_gold(n, theatre).tallies.items()} for n in ORDER}
    version = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]
    reports = sum(len(read_gold(n)) for n in ORDER)
    return {"day": date.today().isoformat(), "version": version, "reports": reports, "scores": scores}


if __name__ == "__main__":
    PATH.write_text(json.dumps(measure(), indent=1) + "\n", encoding="utf-8")
