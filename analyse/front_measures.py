"""The front over time. In: a timeline, a period. Out: one row per day, view and side; the days it moved.

Nothing here is an area or a population: the ground between places is not known well enough for either.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, timedelta

import numpy as np
import pandas as pd

from analyse.control import ControlTimeline, changes_of
from analyse.front_line import front_line_on
from analyse.terrain import KM_PER_DEGREE
from theatres.pack import View

MEASURE_COLUMNS = ["day", "view", "side", "held", "contested", "changed", "length_km", "supported_km"]


def measure_front(
    timeline: ControlTimeline,
    period: tuple[date, date],
    every: int = 7,
    front_on: Callable[[date], pd.DataFrame] | None = None,
) -> pd.DataFrame:
    """The measures of every view over a period, both ends included, each `every` days: MEASURE_COLUMNS.

    `front_on` gives the front of a day where fronts were drawn before; without it each is drawn.

    `held` counts the places of the view that a side holds, `contested` those disputed, `changed` those that
    changed hands in the `every` days before; `length_km` is the front in the view, `supported_km` the part
    of it somebody spoke of lately. The last three are those of the view, repeated for each side.
    """
    rows: list[dict[str, object]] = []
    draw = front_on or (lambda day: front_line_on(day, timeline))
    for day in pd.date_range(*period, freq=f"{every}D").date:
        rows += _measure_day(timeline, draw(day), (day, every))
    return pd.DataFrame(rows, columns=MEASURE_COLUMNS)


def front_days(timeline: ControlTimeline) -> list[date]:
    """The days on which a place changed hands or state, oldest first."""
    theatre = timeline.theatre
    return sorted(set(changes_of(timeline, theatre.start, theatre.end)["day"]))


def count_changes(timeline: ControlTimeline, start: date, end: date) -> pd.Series:
    """How many places changed hands on each day from one to another, both included."""
    moved = changes_of(timeline, start, end)
    hands = _of_hands(moved)
    days = pd.date_range(start, end)
    return hands.groupby(pd.to_datetime(hands["day"])).size().reindex(days, fill_value=0)


def _measure_day(
    timeline: ControlTimeline, front: pd.DataFrame, span: tuple[date, int]
) -> Iterator[dict[str, object]]:
    theatre, (day, every) = timeline.theatre, span
    holds = {p: h for p, h in timeline.on(day) if p in theatre.places}
    moved = changes_of(timeline, day - timedelta(days=every - 1), day)
    hands = _of_hands(moved)
    for view in theatre.views.values():
        inside = {p: h for p, h in holds.items() if _contains(view, p, timeline)}
        shared = {
            "day": day,
            "view": view.id,
            "contested": sum(h.state == "contested" for h in inside.values()),
            "changed": int(hands["place_id"].isin(list(inside)).sum()),
            "length_km": round(_length(front, view), 1),
            "supported_km": round(_length(front[front["support"].eq("supported")], view), 1),
        }
        for side in (s.id for s in theatre.sides.values() if s.holds_ground):
            held = sum(h.state != "contested" and h.holder == side for h in inside.values())
            yield {**shared, "side": side, "held": held}


def _of_hands(moved: pd.DataFrame) -> pd.DataFrame:
    """The changes from one known holder to another: a place first heard of changes no hands."""
    known = moved["holder"].notna() & moved["holder_before"].notna()
    return moved[known & moved["holder"].ne(moved["holder_before"])]


def _contains(view: View, place_id: str, timeline: ControlTimeline) -> bool:
    place = timeline.theatre.places[place_id]
    south, west, north, east = view.bounds
    return south <= place.latitude <= north and west <= place.longitude <= east


def _length(front: pd.DataFrame, view: View) -> float:
    """Kilometres of the front inside a view; a piece counts where its middle is inside."""
    south, west, north, east = view.bounds
    total = 0.0
    for line in front["line"]:
        points = np.array(line)
        middles = (points[1:] + points[:-1]) / 2
        inside = (west <= middles[:, 0]) & (middles[:, 0] <= east)
        inside &= (south <= middles[:, 1]) & (middles[:, 1] <= north)
        steps = np.diff(points, axis=0) * KM_PER_DEGREE
        steps[:, 0] *= np.cos(np.radians(middles[:, 1]))
        total += float(np.hypot(*steps[inside].T).sum())
    return total
