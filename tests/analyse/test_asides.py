"""Figures no single happening can have cost, who contradicts whom, and what an analyst may join or part."""

from __future__ import annotations

from typing import Any

import pandas as pd

from analyse.asides import find_asides, leave_out, sum_asides
from analyse.bounds import bound_incidents, list_words
from analyse.casualties import cumulative_series
from analyse.disagreement import rival_statements, rival_words
from analyse.incidents import Incidents, merge_incidents
from analyse.near_incidents import keep_strongest, rank_near
from analyse.origins import Origins, name_origins
from tests.analyse.rows import frame
from theatres.pack import load_theatre

THEATRE = load_theatre("libya_2019")
HERE = {"place_id": "tajoura", "latitude": 32.88, "longitude": 13.35, "uncertainty_km": 3.0}
REPORTS = frame(
    "reports", *({"report_id": f"r{i}", "day": "2019-09-30", "text": f"text {i}"} for i in range(9))
)


def strike(report: str, day: str | None, low: int, **more: Any) -> tuple[dict[str, Any], dict[str, Any]]:
    """A strike and its toll, told in one sentence of a report."""
    said = {"report_id": report, "sentence": f"said in {report}"}
    event = {**said, **HERE, "event_type": "airstrike", **({"day": day} if day else {}), **more}
    return event, {**said, "scope": "incident", "low": low, "toll_id": f"t{report}"}


def read(*told: tuple[dict[str, Any], dict[str, Any]]) -> tuple[Incidents, dict[str, pd.DataFrame], Origins]:
    """The incidents of some strikes."""
    frames = {
        "events": frame("events", *({"event_id": f"e{i}", **e} for i, (e, _) in enumerate(told))),
        "tolls": frame("tolls", *(t for _, t in told)),
        "reports": REPORTS,
    }
    found = merge_incidents(frames, THEATRE)
    return found, frames, name_origins(found, frames, THEATRE)


def counted(*rows: tuple[str, int, str]) -> pd.DataFrame:
    """A series of published counts: source, figure, day."""
    tolls = frame("tolls", *({"source": s, "low": n, "day": d} for s, n, d in rows))
    return cumulative_series(tolls, REPORTS, "killed")


SERIES = counted(
    ("WHO", 100, "2019-05-01"),
    ("WHO", 130, "2019-05-20"),
    ("UN", 27, "2019-04-08"),
    ("UN", 900, "2019-07-09"),
)


def asides(*told: tuple[dict[str, Any], dict[str, Any]], series: pd.DataFrame = SERIES) -> pd.DataFrame:
    """What is set aside of some strikes."""
    found, frames, origins = read(*told)
    return find_asides(bound_incidents(found, frames, origins), found.incidents, series)


def test_a_figure_above_all_that_was_counted_around_it_is_no_single_blow() -> None:
    found = asides(strike("r1", "2019-05-08", 60), strike("r2", "2019-05-10", 25))
    assert found[["reason", "low", "grown", "source"]].to_numpy().tolist() == [["outsized", 60, 30, "WHO"]]


def test_where_nobody_counted_on_both_sides_nothing_is_outsized() -> None:
    assert asides(strike("r1", "2019-08-04", 43)).empty
    assert asides(strike("r1", "2019-05-08", 600), series=counted(("WHO", 100, "2019-05-01"))).empty


def test_a_day_known_to_a_month_only_or_no_place_and_no_deed_is_a_count() -> None:
    wide = strike("r1", None, 9, date_start="2019-08-01", date_end="2019-09-20")
    lone = {"report_id": "r2", "sentence": "lone", "scope": "incident", "low": 5, "day": "2019-08-05"}
    found, frames, origins = read(wide)
    frames["tolls"] = frame("tolls", wide[1], lone)
    found = merge_incidents(frames, THEATRE)
    origins = name_origins(found, frames, THEATRE)
    bounds = bound_incidents(found, frames, origins)
    apart = find_asides(bounds, found.incidents, SERIES)
    assert sorted(apart["reason"]) == ["nowhere", "wide"] and sum_asides(apart) == {"n": 2, "low": 14.0}
    assert leave_out(bounds, apart).empty


def test_two_sources_that_differ_on_one_day_stand_side_by_side_the_widest_first() -> None:
    rows = rival_statements(
        counted(
            ("WHO", 56, "2019-04-12"),
            ("UN", 75, "2019-04-12"),
            ("WHO", 205, "2019-04-17"),
            ("UN", 800, "2019-04-17"),
            ("WHO", 213, "2019-04-19"),
        )
    )
    assert list(rows["group"]) == ["2019-04-17"] * 2 + ["2019-04-12"] * 2
    assert list(rows["who"]) == ["WHO", "UN", "WHO", "UN"]
    assert rival_statements(counted(("WHO", 56, "2019-04-12"))).empty
    assert rival_statements(counted()).empty


def test_two_reports_that_differ_on_one_incident_stand_side_by_side() -> None:
    found, frames, origins = read(strike("r1", "2019-07-02", 40), strike("r2", "2019-07-02", 60))
    words = list_words(found, frames, origins)
    assert sorted(words["low"]) == [40, 60]
    rows = rival_words(words, bound_incidents(found, frames, origins), found.incidents)
    assert list(rows["low"]) == [40, 60] and rows["group"].nunique() == 1
    assert round(rows["spread"].iloc[0], 2) == 0.33


def test_the_nearest_incidents_are_offered_first_and_far_ones_not_at_all() -> None:
    far = {"latitude": 31.0, "longitude": 16.0, "place_id": "sirte"}
    found, _, _ = read(
        strike("r1", "2019-07-02", 1), strike("r2", "2019-07-09", 200), strike("r3", "2019-07-05", 40),
        strike("r4", "2019-07-02", 1, **far), strike("r5", "2019-09-02", 1),
    )  # fmt: skip
    near = rank_near(found.incidents, "ie0")
    assert list(near["incident_id"]) == ["ie2", "ie1"]
    assert rank_near(found.incidents, "inone").empty


def test_of_the_merges_the_strongest_of_each_mention_are_told() -> None:
    pairs = [("a", "b", 9.0), ("a", "c", 5.0), ("b", "c", 7.0), ("b", "c", 7.0)]
    merges = pd.DataFrame(pairs, columns=["left", "right", "points"]).assign(by="points")
    assert keep_strongest(merges)[["left", "right"]].to_numpy().tolist() == [["a", "b"], ["b", "c"]]
