"""When two mentions tell of one happening. In: nothing. Out: `MergeRules`, points for and against; types that
may be one.

Points are added as evidence is in record linkage (Fellegi and Sunter, "A Theory for Record Linkage", JASA 64,
1969); places and days are compared in blocks, as there. An incident is what UCDP calls an event: force used
at one place on one day (Sundberg and Melander, "Introducing the UCDP Georeferenced Event Dataset", Journal of
Peace Research 50(4), 2013), told by however many reports.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import get_args

import numpy as np
import numpy.typing as npt

from extract.records import EventType

# Words for one deed by different reporters; a deed and what it leads to on the same ground.
_ALIKE: tuple[frozenset[str], ...] = (
    frozenset({"airstrike", "shelling", "bombing", "attack_on_civilians"}),
    frozenset({"airstrike", "weapons_loss"}),
    frozenset({"shelling", "bombing", "battle"}),
    frozenset({"battle", "territorial_gain", "siege", "capture_of_persons"}),
    frozenset({"territorial_gain", "withdrawal"}),
    frozenset({"battle", "weapons_loss", "capture_of_persons"}),
    frozenset({"attack_on_civilians", "capture_of_persons"}),
    frozenset({"ceasefire", "ceasefire_call", "negotiation"}),
    frozenset({"displacement", "humanitarian"}),
)
Numbers = npt.NDArray[np.float64]
TYPES: tuple[str, ...] = get_args(EventType)
# A lone figure names no deed; it goes with any that makes victims.
NO_TYPE = len(TYPES)
KM_PER_DEGREE = 111.2
VICTIMS = frozenset().union(*_ALIKE[:7], {"displacement"})


@dataclass(frozen=True, slots=True)
class MergeRules:
    """Points of each agreement or disagreement; two mentions are one incident from `threshold` points on."""

    threshold: float = 4.5
    """More than the place and a week in common, less than place, day and deed."""
    same_place: float = 3.0
    wide_place: float = 1.5
    """A city named for one of its quarters says less than the quarter."""
    inside: float = 1.0
    near: float = 1.5
    near_km: float = 3.0
    """Reporters name the next quarter; beyond the points' own uncertainty, no more than that."""
    widest_km: float = 25.0
    """Two vague points further apart than a city is wide are two places."""
    same_day: float = 3.0
    days_apart: float = -0.5
    """A night belongs to two days: place, deed and author must agree."""
    span_points: tuple[tuple[int, float], ...] = ((1, 3.0), (3, 2.0), (8, 1.0), (31, 0.3))
    """Overlapping intervals, by the days of the longer one: a common month says almost nothing."""
    widest_days: int = 31
    news_days: int = 3
    """A report without a day tells of the last days before it."""
    same_type: float = 1.5
    like_type: float = 0.5
    same_actor: float = 1.0
    other_actor: float = -0.5
    """Camps blame each other for one strike: a doubt, not a refusal."""
    same_target: float = 0.5
    other_target: float = -0.5
    same_figure: float = 1.5
    rare_figure: float = 2.5
    """At most so much more for a large number, which two happenings seldom share."""
    close_figure: float = 1.0
    close_ratio: float = 0.75
    far_figure: float = -3.0
    far_ratio: float = 0.25
    same_report: float = 1.0
    follow: int = 400
    """Characters (two or three sentences) after a deed in which a toll without a day is that deed's."""
    block: int = 60
    """A mention is compared with so many others of its place and days at most: growth stays linear."""

    def reach(self, doubt: Numbers) -> Numbers:
        """Kilometres within which two points so uncertain (km, together) may be one."""
        return np.minimum(self.near_km + doubt, self.widest_km)


def type_codes(types: list[str | None]) -> npt.NDArray[np.int64]:
    """Event types as numbers; None, the lone figure, as NO_TYPE."""
    known = {t: i for i, t in enumerate(TYPES)}
    return np.array([known.get(t or "", NO_TYPE) for t in types], dtype=np.int64)


def likeness() -> npt.NDArray[np.bool_]:
    """Which types (and the lone figure, last) may be one happening."""
    alike = np.eye(NO_TYPE + 1, dtype=bool)
    known = {t: i for i, t in enumerate(TYPES)}
    for group in _ALIKE:
        codes = [known[t] for t in group]
        alike[np.ix_(codes, codes)] = True
    victims = [known[t] for t in VICTIMS]
    alike[victims, NO_TYPE] = alike[NO_TYPE, victims] = True
    return alike
