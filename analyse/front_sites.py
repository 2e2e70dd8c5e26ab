"""The places a front runs between. In: a timeline, a day. Out: Sites, points in kilometres with a side.

Places that share a point make one site. A place known to less than the ground around it is left out where a
place better known stands within its radius: it would cut the map where nobody knows. A contested place is a
site of both sides, so that the front runs through it; where one of them holds nothing within reach it is a
dispute behind the lines and makes no front. A place nobody ever spoke of, which only the pack gives to a
side, is left out beside one said to be the other's: the front has passed it or not, and nobody told.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

import numpy as np

from analyse.control import ControlTimeline
from analyse.control_story import Hold
from analyse.terrain import Ground, Points
from theatres.pack import Place

# Within this a place is a point at the scale of a city's districts.
POINT_KM = 4.5
# Kinds of place that are no point: their parts tell where the front runs.
WIDE_KINDS = ("region", "road")
# The places around that may outvote one of the other side.
VOTERS = 5
# Half the width given to a contested place: the front runs through its middle.
HALF_KM = 0.4


@dataclass(frozen=True, slots=True)
class Site:
    """A point of ground and the side that holds it; `other` is the second side of a contested one."""

    x: float
    y: float
    side: str | None
    other: str | None
    radius_km: float
    confidence: float
    age_days: int | None
    place_ids: tuple[str, ...]
    claim_ids: tuple[str, ...]
    contested: bool = False


def find_sites(timeline: ControlTimeline, day: date, ground: Ground) -> list[Site]:
    """The sites of a day, those of contested places doubled."""
    held = _join(_site(p, h, day, (timeline, ground)) for p, h in _placed(timeline, day))
    known = _drop_assumed(_drop_vague(held), timeline.rules.overrule_km)
    return _split(_drop_outvoted(known), timeline.rules.reach_km)


def points_of(sites: Sequence[Site]) -> Points:
    """The sites' points, one a row."""
    return np.array([(s.x, s.y) for s in sites], dtype=float).reshape(-1, 2)


def _placed(timeline: ControlTimeline, day: date) -> Iterable[tuple[Place, Hold]]:
    theatre = timeline.theatre
    outside = {*theatre.settings.get("kinds_outside", ()), *WIDE_KINDS}
    for place_id, hold in timeline.on(day):
        place = theatre.places.get(place_id)
        known = hold.holder is not None or (hold.state == "contested" and hold.lasting)
        if place is not None and known and place.kind not in outside:
            yield place, hold


def _site(place: Place, hold: Hold, day: date, about: tuple[ControlTimeline, Ground]) -> Site:
    timeline, ground = about
    x, y = ground.flatten(np.array([[place.longitude, place.latitude]]))[0]
    # A fight alone draws no line: the place stays with its holder until somebody says otherwise.
    contested = hold.state == "contested" and hold.lasting
    return Site(
        x=float(x),
        y=float(y),
        side=hold.holder,
        other=hold.rival if contested else None,
        radius_km=place.uncertainty_km,
        confidence=timeline.weigh(place.id, hold, day),
        age_days=(day - hold.last).days if hold.last else None,
        place_ids=(place.id,),
        claim_ids=tuple(r.id for r in hold.reasons if r.id and not r.event),
        contested=contested,
    )


def _join(sites: Iterable[Site]) -> list[Site]:
    """One site per point: places at one point that different sides hold are contested ground."""
    joined: dict[tuple[int, int], Site] = {}
    for site in sites:
        # A hundredth of a kilometre: the same point of the gazetteer.
        point = (round(site.x * 100), round(site.y * 100))
        first = joined.get(point)
        joined[point] = _meet(first, site) if first else site
    return list(joined.values())


def _meet(first: Site, second: Site) -> Site:
    better, worse = sorted((first, second), key=lambda s: (s.radius_km, -s.confidence))
    agreed = better.side == worse.side
    ages = [a for a in (first.age_days, second.age_days) if a is not None]
    return replace(
        better,
        other=better.other or worse.other or (None if agreed else worse.side),
        confidence=max(first.confidence, second.confidence) if agreed else 0.5,
        age_days=min(ages) if ages else None,
        place_ids=first.place_ids + second.place_ids,
        claim_ids=tuple(dict.fromkeys(first.claim_ids + second.claim_ids)),
        contested=first.contested or second.contested or not agreed,
    )


def _drop_vague(sites: list[Site]) -> list[Site]:
    points = points_of(sites)
    kept = []
    for number, site in enumerate(sites):
        away = np.hypot(*(points - points[number]).T)
        better = [s.radius_km < site.radius_km for s in sites]
        covered = bool((away[better] <= site.radius_km).any()) if any(better) else False
        if site.radius_km <= POINT_KM or not covered:
            kept.append(site)
    return kept


def _drop_assumed(sites: list[Site], within_km: float) -> list[Site]:
    """Without the places nobody spoke of that stand beside one given to the other side by someone who did."""
    points = points_of(sites)
    told = np.array([bool(s.claim_ids) and not s.contested for s in sites])
    kept = []
    for number, site in enumerate(sites):
        other = np.array([s.side != site.side for s in sites])
        away = np.hypot(*(points - points[number]).T)
        if site.claim_ids or not (told & other & (away <= within_km)).any():
            kept.append(site)
    return kept


def _drop_outvoted(sites: list[Site]) -> list[Site]:
    """Without the places whose word is weaker than that of the places around, nearly all the other side's."""
    points = points_of(sites)
    kept = []
    for number, site in enumerate(sites):
        away = np.hypot(*(points - points[number]).T)
        around = [i for i in np.argsort(away)[1 : VOTERS + 1] if not sites[i].contested]
        same = sum(sites[i].side == site.side for i in around)
        votes = [sites[i].confidence for i in around if sites[i].side != site.side]
        weaker = bool(votes) and site.confidence < float(np.mean(votes))
        if site.contested or same > 1 or not weaker:
            kept.append(site)
    return kept


def _split(sites: list[Site], reach_km: float) -> list[Site]:
    held = [s for s in sites if not s.contested and s.side]
    return held + [half for s in sites if s.contested for half in _halve(s, held, reach_km)]


def _halve(site: Site, held: list[Site], reach_km: float) -> list[Site]:
    """Two sites just beside a contested one, each on the side its side comes from."""
    near = sorted(((_away(site, h), n) for n, h in enumerate(held)), key=lambda pair: pair[0])
    sides = [s for s in (site.side, site.other) if s]
    first: dict[str, Site] = {}
    for away, number in near:
        side = held[number].side or ""
        if away <= reach_km and (len(sides) < 2 or side in sides):
            first.setdefault(side, held[number])
    if len(first) < 2:
        return []
    (one, a), (two, b) = list(first.items())[:2]
    length = _away(a, b) or 1.0
    dx, dy = (a.x - b.x) / length * HALF_KM, (a.y - b.y) / length * HALF_KM
    return [
        replace(site, side=one, x=site.x + dx, y=site.y + dy),
        replace(site, side=two, x=site.x - dx, y=site.y - dy),
    ]


def _away(a: Site, b: Site) -> float:
    return float(np.hypot(a.x - b.x, a.y - b.y))
