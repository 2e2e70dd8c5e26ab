"""One choice applied to every table: a faction in any role, a period, a source."""

from __future__ import annotations

from datetime import date

import pytest

from analyse.filters import Filters, apply_filters, count_undated
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
