"""How others count the same reports. In: conventions.toml. Out: `CONVENTIONS`, presets by name.

"ACLED": one conservative number. Where sources differ or are vague the lowest stands; tens are 10, dozens 12,
hundreds 100; several, where no number is told, 3 (ACLED, "FAQs: ACLED Fatality and Sourcing Methodology" and
"Codebook", fatalities; it codes 10 in open war, which is not the lowest).
"UCDP": low, best and high; the best is what the most reliable sources tell, so neither extreme (Sundberg and
Melander, "Introducing the UCDP Georeferenced Event Dataset", Journal of Peace Research 50(4), 2013; Högbladh,
"UCDP GED Codebook").
"Airwars": civilians only, the least to the most told, with a grade: confirmed where a belligerent admits it,
fair with two sources that nobody contradicts, weak with one, contested where blame is disputed (Airwars,
"Methodology").
"stated": what the texts say, dozens as two dozens, as everywhere in this app.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pandas as pd

from analyse.victims import ALL

FILE = Path(__file__).with_name("conventions.toml")


@dataclass(frozen=True, slots=True)
class Convention:
    """One way to count: what vague words stand for, which figure is kept, whose deaths, graded or not."""

    name: str
    kinds: tuple[str, ...]
    vague: Mapping[int, int] = field(default_factory=dict)
    """The floor `extract` gives a vague word, and what the convention takes instead."""
    one_number: bool = False
    """The lowest figure alone, instead of low, best and high."""
    victims: str = ALL
    graded: bool = False


def _read(name: str, told: dict[str, Any]) -> Convention:
    vague = {int(floor): number for floor, number in told.get("vague", {}).items()}
    return Convention(name, **{**told, "kinds": tuple(told["kinds"]), "vague": vague})


CONVENTIONS: dict[str, Convention] = {
    name: _read(name, told) for name, told in tomllib.loads(FILE.read_text(encoding="utf-8")).items()
}
STATED = next(iter(CONVENTIONS.values()))


def tell_convention(bounds: pd.DataFrame, grades: pd.DataFrame, convention: Convention) -> pd.DataFrame:
    """What a convention would publish: incident_id, kind, low, best, high, open, `grade` where it grades.

    `bounds` must have been made with the same convention.
    """
    rows = bounds[(bounds["victims"] == convention.victims) & bounds["kind"].isin(convention.kinds)]
    kept = rows[["incident_id", "kind", "low", "best", "high", "open"]]
    if convention.graded:
        kept = kept.merge(grades[["incident_id", "grade"]], on="incident_id", how="left")
    return kept.reset_index(drop=True)
