"""Two periods or two sides on the same axes: what counts in which half, and what is a rate."""

from __future__ import annotations

from datetime import date

import pandas as pd
import pytest

from analyse.casualties import cumulative_series
from analyse.compare import (
    Part,
    count_moves,
    count_types,
    count_weeks,
    read_published,
    sum_incidents,
    take_events,
    tell_differences,
)
from tests.analyse.rows import frame

MAY = Part(date(2019, 5, 1), date(2019, 5, 30))
SUMMER = Part(date(2019, 6, 1), date(2019, 7, 30))
SIDES = tuple(Part(date(2019, 5, 1), date(2019, 7, 30), side) for side in ("GNA", "LNA"))
EVENTS = frame(
    "events",
    {"day": "2019-05-01", "actor": "GNA"},
    {"day": "2019-05-30", "actor": "LNA", "event_type": "airstrike"},
    {"day": "2019-06-01", "actor": "GNA"},
    {"day": "2019-06-12", "actor": "GNA"},
    {"date_start": date(2019, 5, 20), "date_end": date(2019, 6, 10), "actor": "LNA"},
    {"date_start": date(2019, 5, 1), "date_end": date(2019, 8, 10), "actor": "LNA"},
    {"actor": "LNA"},
)


def value(rows: pd.DataFrame, name: str, part: str, column: str = "value") -> float:
    return float(rows[rows["name"].eq(name) & rows["part"].eq(part)][column].iloc[0])


def test_an_event_belongs_to_one_period_by_its_middle_day() -> None:
    assert len(take_events(EVENTS, MAY)) == 3
    assert len(take_events(EVENTS, SUMMER)) == 2


def test_periods_are_compared_per_thirty_days_and_sides_by_counts() -> None:
    rows = count_types(EVENTS, (MAY, SUMMER))
    assert value(rows, "battle", "left") == 2 and value(rows, "battle", "right") == 1
    assert value(rows, "battle", "right", "n") == 2
    sides = count_types(EVENTS, SIDES)
    assert value(sides, "battle", "left") == 3 and value(sides, "airstrike", "right") == 1
    assert count_weeks(EVENTS, (MAY, SUMMER)).groupby("part")["n"].sum().to_dict() == {"left": 3, "right": 2}


def test_a_place_first_spoken_of_has_not_changed_hands() -> None:
    columns = ["day", "holder_before", "state_before", "holder", "state"]
    changes = pd.DataFrame(
        [
            (date(2019, 5, 2), "LNA", "held", "GNA", "held"),
            (date(2019, 5, 3), None, "unknown", "GNA", "held"),
            (date(2019, 5, 4), "GNA", "claimed_only", "GNA", "held"),
            (date(2019, 6, 4), "GNA", "held", "GNA", "contested"),
            (date(2019, 6, 5), "GNA", "held", None, "unknown"),
        ],
        columns=columns,
    )
    rows = count_moves(changes, (MAY, SUMMER), ["GNA", "LNA"])
    assert value(rows, "gained_GNA", "left", "n") == 1 and value(rows, "gained_LNA", "left", "n") == 0
    assert value(rows, "contested", "right", "n") == 1
    sides = count_moves(changes, SIDES, [])
    assert value(sides, "lost", "left") == 1 and value(sides, "lost", "right") == 1
    assert value(sides, "gained", "left") == 1


TOLLS = pd.DataFrame(
    [
        (pd.Timestamp("2019-05-02"), "all", ["GNA"], 10.0, 12.0, False),
        (pd.Timestamp("2019-05-02"), "civilians", ["GNA"], 4.0, float("nan"), True),
        (pd.Timestamp("2019-06-02"), "all", [], 6.0, 6.0, False),
        (pd.Timestamp("2019-06-02"), "LNA", [], 6.0, 6.0, False),
    ],
    columns=["day", "victims", "actors", "low", "high", "open"],
)


def test_incident_tolls_keep_their_bounds() -> None:
    rows = sum_incidents(TOLLS, (MAY, SUMMER))
    assert value(rows, "all", "left", "low") == 10 and value(rows, "all", "left", "high") == 12
    assert value(rows, "all", "right") == 3  # six in sixty days
    assert value(rows, "civilians", "left", "open") and not value(rows, "all", "left", "open")
    sides = sum_incidents(TOLLS, SIDES)
    assert value(sides, "caused", "left") == 10 and value(sides, "caused_civilians", "left") == 4
    assert value(sides, "own", "right") == 6 and value(sides, "caused", "right") == 0
    assert len(sum_incidents(TOLLS.head(0), (MAY, SUMMER))) == 2


def test_published_totals_are_read_and_never_added() -> None:
    tolls = frame(
        "tolls",
        {"source": "WHO", "low": 100, "day": "2019-05-05"},
        {"source": "WHO", "low": 392, "day": "2019-05-20"},
        {"source": "GNA", "low": 200, "high": None, "qualifier": "vague", "day": "2019-05-28"},
        {"source": "UN", "low": 1000, "qualifier": "more_than", "day": "2019-07-05"},
    )
    series = cumulative_series(tolls, frame("reports"), "killed")
    rows = read_published(series, (MAY, SUMMER), ([], []))
    assert value(rows, "first", "left") == 100 and value(rows, "last", "left") == 392
    assert value(rows, "last", "right") == 1000 and value(rows, "last", "right", "open")
    assert read_published(series, (MAY, SUMMER), (["LNA"], ["LNA"])).empty


def test_differences_stand_beside_both_numbers() -> None:
    table = tell_differences(count_types(EVENTS, (MAY, SUMMER))).set_index("name")
    assert list(table.loc["battle", ["left", "right", "difference", "ratio"]]) == [2, 1, -1, 0.5]
    assert table.loc["airstrike", "difference"] == -1
    lone = tell_differences(pd.DataFrame({"name": ["x"], "part": ["right"], "n": [3.0], "value": [3.0]}))
    assert lone["left"].isna().all() and lone["ratio"].isna().all()


def test_a_period_of_one_day_is_a_day_long() -> None:
    assert Part(date(2019, 5, 1), date(2019, 5, 1)).rate(2) == pytest.approx(60)
