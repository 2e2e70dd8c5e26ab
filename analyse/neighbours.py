"""Who holds a place nobody spoke of. In: a timeline, a day, a place. Out: the side its neighbours suggest.

The nearest held places vote, each by its confidence over the square of its distance. What the neighbours say
is a guess: it is told as such, and never stands in the table of control.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np

from analyse.confidence import temper
from analyse.control import ControlTimeline
from analyse.front_sites import find_sites, points_of
from analyse.terrain import read_ground
from theatres.pack import Place

# Enough to see on which side of the front the place lies, few enough to stay near it.
VOTERS = 5
# Two places closer than this are one for the vote: their points are not known better.
CLOSEST_KM = 1.0


@dataclass(frozen=True, slots=True)
class Guess:
    """A side, how sure, and the places it was guessed from, nearest first."""

    holder: str | None
    confidence: float
    place_ids: tuple[str, ...] = ()


def guess_holder(timeline: ControlTimeline, day: date, place: Place) -> Guess:
    """The side that most of the places around hold; None where no held place is within reach."""
    ground = read_ground(timeline.theatre)
    sites = [s for s in find_sites(timeline, day, ground) if place.id not in s.place_ids and s.side]
    if not sites:
        return Guess(None, 0.0)
    here = ground.flatten(np.array([[place.longitude, place.latitude]]))
    away = np.hypot(*(points_of(sites) - here).T)
    nearest = [int(i) for i in np.argsort(away)[:VOTERS] if away[i] <= timeline.rules.reach_km]
    votes: dict[str, float] = {}
    for i in nearest:
        side = sites[i].side or ""
        votes[side] = votes.get(side, 0.0) + sites[i].confidence / max(float(away[i]), CLOSEST_KM) ** 2
    if not votes:
        return Guess(None, 0.0)
    holder = max(votes, key=lambda s: votes[s])
    share = votes[holder] / sum(votes.values())
    sure = share * float(np.mean([sites[i].confidence for i in nearest if sites[i].side == holder]))
    places = tuple(p for i in nearest for p in sites[i].place_ids)
    return Guess(holder, temper(sure, timeline.rules.guess_trust), places)
