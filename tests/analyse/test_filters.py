"""One choice applied to every table: a faction in any role, a period, a source."""

from __future__ import annotations

from datetime import date
from typing import Any

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analyse.filters import FACETS, Filters, FrameIndex, apply_filters, count_undated
from tests.analyse.plain_filters import plain_counts, plain_filters
from tests.analyse.rows import frame
from theatres.pack import load_theatre

FRAMES = {
    "reports": frame(
        "reports",
        {"report_id": "r0", "outlet_id": "one", "day": "2019-05-01"},
        {"report_id": "r1", "outlet_id": "two", "day": "2019-06-01"},
    ),
    "events": frame(
        "events",
        {"report_id": "r0", "actor": "GNA", "day": "2019-05-01", "toll_ids": ["t0"]},
        {"report_id": "r0", "target": "LNA", "status": "claimed", "claimant": "GNA"},
        {"report_id": "r1", "actor": "LNA", "day": "2019-06-01", "place_id": "sirte", "event_type": "siege"},
    ),
    "tolls": frame(
        "tolls",
        {"report_id": "r0", "low": 3, "toll_id": "t0"},
        {"report_id": "r1", "low": 9, "who": "LNA", "toll_id": "t1"},
        {"report_id": "r1", "low": 9, "source": "WHO", "source_id": "who", "toll_id": "t2"},
    ),
    "claims": frame("claims", {"report_id": "r1", "place_id": "sirte", "holder": "GNA", "previous": "LNA"}),
}


def kept(filters: Filters) -> dict[str, list[str]]:
    """The ids each table keeps."""
    frames = apply_filters(FRAMES, filters, load_theatre("libya_2019"))
    ids = {"events": "event_id", "tolls": "toll_id", "claims": "claim_id", "reports": "report_id"}
    return {t: list(frames[t][c]) for t, c in ids.items()}


def test_nothing_asked_keeps_everything() -> None:
    assert {t: len(ids) for t, ids in kept(Filters()).items()} == {
        "events": 3, "tolls": 3, "claims": 1, "reports": 2,
    }  # fmt: skip


def test_a_faction_matches_in_any_role() -> None:
    assert kept(Filters(factions=("LNA",)))["events"] == ["e1", "e2"]
    assert kept(Filters(factions=("GNA",)))["events"] == ["e0", "e1"]
    assert kept(Filters(factions=("LNA",)))["claims"] == ["c0"], "the one who lost the place is in it too"


def test_a_faction_keeps_the_tolls_of_its_events_victims_and_counters() -> None:
    assert kept(Filters(factions=("GNA",)))["tolls"] == ["t0"]
    assert kept(Filters(factions=("LNA",)))["tolls"] == ["t1"]
    assert kept(Filters(factions=("UN",)))["tolls"] == ["t2"], "an agency's figure belongs to its side"


def test_an_undated_event_stays_unless_the_reader_says_no() -> None:
    may = Filters(start=date(2019, 5, 1), end=date(2019, 5, 31))
    assert kept(may)["events"] == ["e0", "e1"]
    strict = Filters(start=date(2019, 5, 1), end=date(2019, 5, 31), unknown_dates=False)
    assert kept(strict)["events"] == ["e0"] and kept(strict)["reports"] == ["r0"]


@pytest.mark.parametrize(
    ("filters", "events"),
    [
        (Filters(event_types=("siege",)), ["e2"]),
        (Filters(places=("sirte",)), ["e2"]),
        (Filters(statuses=("claimed",)), ["e1"]),
        (Filters(sources=("two",)), ["e2"]),
        (Filters(sources=("GNA",)), ["e1"]),
    ],
)
def test_each_filter_keeps_what_it_says(filters: Filters, events: list[str]) -> None:
    assert kept(filters)["events"] == events


def test_rows_nobody_dates_are_counted() -> None:
    assert count_undated(FRAMES) == {"events": 0, "claims": 0, "tolls": 0}, "their reports date them"
    nowhere = {**FRAMES, "reports": frame("reports")}
    assert count_undated(nowhere) == {"events": 1, "claims": 1, "tolls": 3}


def test_the_frames_given_are_left_alone() -> None:
    before = {t: f.copy() for t, f in FRAMES.items()}
    kept(Filters(factions=("LNA",), start=date(2019, 5, 2)))
    assert all(before[t].equals(FRAMES[t]) for t in FRAMES)


SIDES = st.sampled_from(["GNA", "LNA", "UN", None])
DAYS = st.sampled_from([None, "2019-05-01", "2019-05-09", "2019-06-01"])
REPORTS = [f"r{i}" for i in range(3)]


def rows_of(table: str, **columns: st.SearchStrategy[Any]) -> st.SearchStrategy[pd.DataFrame]:
    """Up to eight rows of a table, any report, any day; the end of an interval may be all that is known."""
    ends = {"start": DAYS, "end": DAYS} if table != "reports" else {}
    drawn = st.fixed_dictionaries({"report_id": st.sampled_from(REPORTS), **ends, **columns})
    return st.lists(drawn, max_size=8).map(lambda rows: _frame(table, rows))


def _frame(table: str, rows: list[dict[str, Any]]) -> pd.DataFrame:
    prefix = "as_of" if table == "tolls" else "date"
    told = [{k: v for k, v in row.items() if k not in ("start", "end") and v is not None} for row in rows]
    made = frame(table, *told)
    days = {f"{prefix}_{k}": pd.to_datetime(pd.Series([r[k] for r in rows])) for k in ("start", "end")}
    return made.assign(**days) if rows else made


TABLES = st.fixed_dictionaries(
    {
        "reports": st.lists(
            st.fixed_dictionaries({"outlet_id": st.sampled_from(["one", "two"]), "day": DAYS}), max_size=3
        ).map(lambda rows: frame("reports", *({"report_id": f"r{i}", **r} for i, r in enumerate(rows)))),
        "events": rows_of(
            "events",
            actor=SIDES,
            target=SIDES,
            claimant=SIDES,
            place_id=st.sampled_from(["sirte", "tripoli", None]),
            event_type=st.sampled_from(["siege", "battle"]),
            status=st.sampled_from(["reported", "claimed"]),
            toll_ids=st.lists(st.sampled_from(["t0", "t1", "t9"]), max_size=2),
        ),
        "claims": rows_of("claims", holder=SIDES, previous=SIDES, claimant=SIDES),
        "tolls": rows_of(
            "tolls",
            who=st.sampled_from(["all", "LNA"]),
            source=st.sampled_from(["WHO", "GNA", None]),
            source_id=st.sampled_from(["who", None]),
            stance=st.sampled_from(["reports", "claims"]),
        ),
    }
)
ASKED = st.builds(
    Filters,
    factions=st.sampled_from([(), ("GNA",), ("LNA", "UN"), ("nobody",)]),
    start=st.sampled_from([None, date(2019, 5, 5)]),
    end=st.sampled_from([None, date(2019, 5, 1), date(2019, 5, 31)]),
    event_types=st.sampled_from([(), ("siege",)]),
    places=st.sampled_from([(), ("sirte",)]),
    statuses=st.sampled_from([(), ("claimed",), ("reported", "denied")]),
    sources=st.sampled_from([(), ("one",), ("two", "GNA"), ("WHO",)]),
    unknown_dates=st.booleans(),
)


@settings(max_examples=60, deadline=None)
@given(frames=TABLES, filters=ASKED)
def test_filters_on_numbers_keep_and_count_what_plain_ones_do(
    frames: dict[str, pd.DataFrame], filters: Filters
) -> None:
    theatre = load_theatre("libya_2019")
    index = FrameIndex(frames, theatre)
    fast, plain = index.keep(filters), plain_filters(frames, filters, theatre)
    for table, rows in plain.items():
        pd.testing.assert_frame_equal(fast[table], rows)
        assert fast.count(table) == len(rows)
    for facet in FACETS:
        assert index.count(facet, filters) == plain_counts(frames, facet, filters, theatre), facet
        assert set(index.choices(facet)) >= set(plain_counts(frames, facet, Filters(), theatre)), facet


def test_frames_nothing_is_asked_of_are_the_frames_themselves() -> None:
    fast = FrameIndex(FRAMES).keep(Filters())
    assert all(fast[t] is FRAMES[t] for t in FRAMES) and fast.nbytes == 0
