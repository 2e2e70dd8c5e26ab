"""Published tolls: one figure once, open bounds open, nothing added that must not be."""

from __future__ import annotations

from datetime import date

import pandas as pd

from analyse.casualties import cumulative_series, latest_toll, main_line
from tests.analyse.rows import frame

REPORTS = frame("reports", *({"report_id": f"r{i}", "day": f"2019-05-{10 + i}"} for i in range(9)))
NO_REPORTS = frame("reports")


def series(*rows: dict[str, object]) -> pd.DataFrame:
    """The series of the killed of some tolls."""
    return cumulative_series(frame("tolls", *rows), REPORTS, "killed")


def test_one_figure_of_one_source_counts_once_however_often_repeated() -> None:
    rows = [
        {"source": "WHO", "low": 392, "day": "2019-05-05"},
        {"source": "WHO", "low": 392, "day": "2019-05-06"},
    ]
    one = series(*rows).iloc[0]
    assert (len(series(*rows)), one["n_reports"], one["toll_ids"]) == (1, 2, ["t0", "t1"])
    assert one["as_of"] == pd.Timestamp("2019-05-05"), "the day it was first said"


def test_two_sources_with_one_figure_stay_two() -> None:
    assert len(series({"source": "WHO", "low": 392}, {"source": "OCHA", "low": 392})) == 2


def test_an_open_bound_has_no_ceiling() -> None:
    one = series({"source": "UN", "low": 2000, "qualifier": "more_than"}).iloc[0]
    assert one["open"] and pd.isna(one["high"])


def test_a_toll_without_a_day_stands_for_its_reports_interval() -> None:
    reports = frame(
        "reports",
        {"report_id": "r0", "published_start": date(2019, 5, 6), "published_end": date(2019, 6, 3)},
    )
    one = cumulative_series(frame("tolls", {"source": "UN", "low": 392}), reports, "killed").iloc[0]
    assert (one["as_of_start"], one["as_of_end"]) == (pd.Timestamp("2019-05-06"), pd.Timestamp("2019-06-03"))
    assert one["as_of_basis"] == "published"


def test_a_toll_nobody_dates_is_left_out() -> None:
    assert cumulative_series(frame("tolls", {"source": "UN", "low": 392}), NO_REPORTS, "killed").empty


def test_the_day_a_count_begins_is_not_the_day_it_stands_for() -> None:
    since = {"since_start": date(2019, 4, 4), "since_end": date(2019, 4, 4)}
    one = series({"source": "WHO", "low": 121, "day": "2019-04-04", **since}).iloc[0]
    assert one["as_of"] == pd.Timestamp("2019-05-10"), "its report's day instead"


def test_a_lower_figure_is_a_revision_unless_it_only_rounds() -> None:
    said = {"source": "WHO", "low": 205, "day": "2019-05-01"}
    cut = {"source": "WHO", "low": 200, "day": "2019-05-02"}
    assert list(series(said, cut)["revision"]) == [False, True]
    assert list(series(said, cut)["revises"])[1] == 205, "what it takes back stands beside it"
    rounded = series(said, {**cut, "qualifier": "more_than"})
    assert list(rounded["revision"]) == [False, False] and list(rounded["weaker"]) == [False, True]


def test_a_figure_far_below_counts_something_else() -> None:
    told = series(
        {"source": "UN", "low": 2000, "day": "2020-05-01"}, {"source": "UN", "low": 64, "day": "2020-06-01"}
    )
    assert list(told["other_scope"]) == [False, True] and list(main_line(told)["low"]) == [2000]


def test_one_stray_figure_does_not_push_the_others_out() -> None:
    told = series(
        {"source": "UN", "low": 800, "day": "2019-04-17"},
        {"source": "WHO", "low": 205, "day": "2019-04-18"},
        {"source": "WHO", "low": 213, "day": "2019-04-19"},
    )
    assert not told["other_scope"].any()


def test_a_count_since_another_day_is_another_series() -> None:
    war = {"since_start": date(2019, 4, 4), "since_end": date(2019, 4, 4), "source": "WHO"}
    two_days = {"since_start": date(2019, 5, 1), "since_end": date(2019, 5, 1), "source": "WHO"}
    april = {"since_start": date(2019, 4, 1), "since_end": date(2019, 4, 30), "source": "UN"}
    told = series(
        {"low": 300, "day": "2019-05-02", **war},
        {"low": 310, "day": "2019-05-03", **war},
        {"low": 30, "day": "2019-05-03", **two_days},
        {"low": 305, "day": "2019-05-03", **april},
    )
    assert sorted(main_line(told)["low"]) == [300, 305, 310]


def test_parts_of_the_victims_are_never_the_latest_toll() -> None:
    tolls = frame(
        "tolls",
        {"source": "UN", "low": 300, "day": "2019-05-01"},
        {"source": "UN", "low": 40, "who": "civilians", "day": "2019-06-01"},
        {"source": "UN", "low": 500, "day": "2019-07-01", "stance": "denies"},
    )
    latest = latest_toll(tolls, REPORTS, "killed")
    assert latest is not None and latest["low"] == 300
    assert latest_toll(tolls, REPORTS, "killed", date(2019, 4, 1)) is None
