"""Counting events over time, and telling what is recent."""

from __future__ import annotations

from datetime import date

import pytest

from analyse.timeline import (
    are_wide,
    bin_events,
    choose_step,
    count_cells,
    events_in,
    fold_lanes,
    recent_changes,
)
from tests.analyse.rows import frame

EVENTS = frame(
    "events",
    {"actor": "GNA", "day": "2019-05-06"},
    {"actor": "GNA", "day": "2019-05-12", "status": "claimed"},
    {"actor": None, "day": "2019-05-13"},
    {"actor": "LNA"},
)


def test_weeks_start_on_monday_and_count_claims_apart() -> None:
    bins = bin_events(EVENTS, "actor", "week")
    gna = bins[bins["actor"] == "GNA"].iloc[0]
    assert (str(gna["bin"].date()), gna["n"], gna["claimed"]) == ("2019-05-06", 2, 1)
    assert bins["n"].sum() == 3, "the undated event is in no week"
    assert bins["actor"].isna().sum() == 1, "an event with no actor is counted too"


@pytest.mark.parametrize(("days", "step"), [(30, "day"), (200, "week"), (560, "week"), (3000, "month")])
def test_the_step_keeps_bars_wide_enough(days: int, step: str) -> None:
    assert choose_step(days) == step


def test_an_unknown_step_is_named() -> None:
    with pytest.raises(ValueError, match="'year'"):
        bin_events(EVENTS, "actor", "year")


def test_events_in_a_period_say_how_many_have_no_date() -> None:
    shown = events_in(EVENTS, date(2019, 5, 7), date(2019, 5, 12))
    assert list(shown["event_id"]) == ["e1"] and shown.attrs["undated"] == 1


def test_no_events_make_empty_frames() -> None:
    empty = frame("events")
    assert bin_events(empty).empty and events_in(empty, None, None).empty


def test_recent_changes_put_the_latest_first_and_keep_ids() -> None:
    claims = frame("claims", {"place_id": "p", "holder": "LNA", "day": "2019-05-13"})
    told = recent_changes(EVENTS, claims, date(2019, 5, 13), 7)
    assert list(told["id"]) == ["c0", "e2", "e1"]
    assert recent_changes(frame("events"), frame("claims"), date(2019, 5, 1)).empty


def test_what_a_period_holds_is_drawn_inside_it() -> None:
    month = {"date_start": date(2019, 5, 1), "date_end": date(2019, 5, 31)}
    open_end = {"date_start": date(2019, 5, 1), "date_end": None}
    shown = events_in(frame("events", month, open_end), date(2019, 5, 25), date(2019, 5, 28))
    assert shown["at"].between("2019-05-25", "2019-05-28").all() and len(shown) == 1
    assert list(are_wide(shown, "week")) == [True] and list(are_wide(shown, "month")) == [True]


def test_cells_count_every_dated_event_by_how_it_is_known() -> None:
    shown = events_in(EVENTS, None, None)
    cells = count_cells(shown.assign(lane=fold_lanes(shown, "actor", 5)), "week")
    assert cells["n"].sum() == 3 and set(cells["known"]) == {"reported", "claimed"}
    assert all((cells["end"] - cells["start"]).dt.days == 6)
