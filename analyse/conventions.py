"""How others count the same reports. In: nothing. Out: `CONVENTIONS`, presets by name.

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

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Convention:
    """One way to count: what vague words stand for, which figure is kept, whose deaths, graded or not."""

    name: str
    vague: Mapping[int, int] = field(default_factory=dict)
    """The floor `extract` gives a vague word, and what the convention takes instead."""
    one_number: bool = False
    """The lowest figure alone, instead of low, best and high."""
    victims: str = "all"
    kinds: tuple[str, ...] = ("killed",)
    graded: bool = False


CONVENTIONS: dict[str, Convention] = {
    "stated": Convention(
        "stated", kinds=("killed", "injured", "casualties", "captured", "displaced", "missing")
    ),
    "ACLED": Convention("ACLED", {2: 3, 24: 12, 200: 100, 2000: 1000}, one_number=True),
    "UCDP": Convention("UCDP"),
    "Airwars": Convention("Airwars", victims="civilians", graded=True),
}
