"""The front for the browser. In: stretches of a day, a timeline. Out: each stretch once, per day which ones.

A stretch knows the side on its left and on its right, so that its edges can wear their colours.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import pandas as pd

from analyse.control import ControlTimeline

Point = tuple[float, float]


def write_stretches(frame: pd.DataFrame, day: date, timeline: ControlTimeline) -> list[dict[str, Any]]:
    """The stretches of a day as JSON takes them."""
    return [_write(r, day, timeline) for r in frame.to_dict("records")]


def join_days(told: Mapping[date, Sequence[dict[str, Any]]], first: date) -> dict[str, Any]:
    """`stretches`, each told once; `days`, per day its number and the stretches with their age on it."""
    stretches: dict[str, dict[str, Any]] = {}
    numbers: dict[str, int] = {}
    days: list[list[Any]] = []
    for day in sorted(told):
        entry = []
        for stretch in told[day]:
            bare = {k: v for k, v in stretch.items() if k != "age"}
            name = repr(bare)
            stretches.setdefault(name, bare)
            entry.append([numbers.setdefault(name, len(numbers)), stretch["age"]])
        days.append([max((day - first).days, 0), entry])
    return {"stretches": list(stretches.values()), "days": days}


def orient(
    line: Sequence[Point], row: dict[Any, Any], day: date, timeline: ControlTimeline
) -> tuple[Any, Any]:
    """Which side lies left and which right of a line, by where the first side's places stand."""
    middle = max(len(line) // 2, 1)
    (x0, y0), (x1, y1) = line[middle - 1], line[middle]
    turn = 0.0
    for place_id in row["place_ids"]:
        place = timeline.theatre.places.get(place_id)
        hold = timeline.at(place_id, day) if place_id in timeline.stories else None
        if place and hold and hold.holder in (row["side_a"], row["side_b"]):
            across = (x1 - x0) * (place.latitude - y0) - (y1 - y0) * (place.longitude - x0)
            turn += across if hold.holder == row["side_a"] else -across
    # North is up: a positive turn is to the left of the way the line goes.
    return (row["side_a"], row["side_b"]) if turn >= 0 else (row["side_b"], row["side_a"])


def _write(row: dict[Any, Any], day: date, timeline: ControlTimeline) -> dict[str, Any]:
    # Three decimals are a hundred metres: finer than any front is known.
    line = [(round(float(x), 3), round(float(y), 3)) for x, y in row["line"]]
    left, right = orient(line, row, day, timeline)
    age, away = row["age_days"], row["distance_km"]
    return {
        "line": line,
        "left": left,
        "right": right,
        "support": row["support"],
        "km": round(float(row["uncertainty_km"]), 1),
        "age": None if pd.isna(age) else int(age),
        "distance": None if pd.isna(away) else round(float(away)),
        "place_ids": list(row["place_ids"]),
        "claim_ids": list(row["claim_ids"]),
    }
