"""What a count grew by: bounds between two statements of one source, and the share any report describes."""

from __future__ import annotations

from datetime import date
from typing import Any

import pandas as pd

from analyse.bounds import bound_incidents
from analyse.casualties import cumulative_series
from analyse.incidents import merge_incidents
from analyse.increments import compare_statements, measure_increments, share_described
from analyse.origins import name_origins
from tests.analyse.rows import frame

EARLY = {"source": "UN", "low": 392, "as_of_start": date(2019, 5, 1), "as_of_end": date(2019, 5, 7)}
LATE = {"source": "UN", "low": 2000, "day": "2020-06-06", "qualifier": "more_than"}


def series(*rows: dict[str, Any]) -> pd.DataFrame:
    """The series of the killed of some tolls."""
    return cumulative_series(frame("tolls", *rows), frame("reports"), "killed")


def test_between_392_and_more_than_2000_at_least_so_many_died_a_day() -> None:
    one = measure_increments(series(EARLY, LATE)).iloc[0]
    assert (one["gain_low"], one["days_most"]) == (2000 - 392, 402)
    assert one["rate_low"] == (2000 - 392) / 402 and pd.isna(one["rate_high"])
    assert one["same_source"] and not one["whole"]


def test_a_floor_before_gives_no_sure_increase() -> None:
    before = {**EARLY, "qualifier": "more_than"}
    assert measure_increments(series(before, LATE)).iloc[0]["gain_low"] == 0


def test_nobody_credited_is_no_source_and_two_sources_are_not_subtracted() -> None:
    assert measure_increments(series({**EARLY, "source": None}, {**LATE, "source": None})).empty
    told = series(EARLY, {**LATE, "source": "GNA"})
    assert measure_increments(told).empty
    pair = compare_statements(*told.to_dict("records"))
    assert not pair["same_source"] and pair["gain_low"] == 1608, "a reader may, and is told what it is"


def test_three_statements_give_two_steps_and_the_whole_way() -> None:
    middle = {"source": "UN", "low": 1000, "day": "2019-07-09"}
    rows = measure_increments(series(EARLY, middle, LATE))
    assert list(rows["whole"]) == [False, False, True]
    assert list(rows["gain_low"]) == [608, 1000, 1608]


def test_a_revision_downwards_is_never_a_negative_gain() -> None:
    rows = measure_increments(series(EARLY, {"source": "UN", "low": 380, "day": "2019-06-01"}))
    assert (rows["gain_low"].iloc[0], rows["gain_high"].iloc[0]) == (0, 0)


def test_the_share_described_sets_incidents_beside_a_statement_and_adds_nothing_to_it() -> None:
    hit = {"event_type": "airstrike", "place_id": "p", "day": "2019-05-02", "sentence": "a"}
    killed = {"report_id": "r0", "sentence": "a", "scope": "incident", "low": 49}
    later = {**killed, "report_id": "r1", "sentence": "b", "day": "2020-01-01", "low": 30}
    frames = {
        "events": frame("events", {**hit, "report_id": "r0"}),
        "tolls": frame("tolls", killed, later),
        "reports": frame("reports", {"report_id": "r0", "text": "one"}, {"report_id": "r1", "text": "two"}),
    }
    found = merge_incidents(frames)
    bounds = bound_incidents(found, frames, name_origins(found, frames))
    one = share_described(series(EARLY), bounds, found.incidents).iloc[0]
    assert (one["told_best"], one["n_incidents"], one["stated_low"]) == (49, 1, 392)
    assert one["share_best"] == 49 / 392
    open_one = share_described(series(LATE), bounds, found.incidents).iloc[0]
    assert pd.isna(open_one["share_low"]) and open_one["n_incidents"] == 1, (
        "a toll of no deed describes nothing"
    )
