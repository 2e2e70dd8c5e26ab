"""What incidents cost and how well they are told: one origin one say, wholes and parts, grades, presets."""

from __future__ import annotations

from typing import Any

import pandas as pd

from analyse.bounds import bound_incidents, weekly_bounds
from analyse.conventions import CONVENTIONS, tell_convention
from analyse.grades import grade_incidents
from analyse.incidents import Incidents, merge_incidents
from analyse.near_copies import group_copies
from analyse.origins import Origins, name_origins
from tests.analyse.rows import frame
from theatres.pack import load_theatre

THEATRE = load_theatre("libya_2019")
DAY = "2019-07-02"
Frames = dict[str, pd.DataFrame]
Read = tuple[Incidents, Frames, Origins]


def strike(report: str, **more: Any) -> dict[str, Any]:
    """A strike on Tajoura, told in one sentence of a report."""
    point = {"latitude": 32.88, "longitude": 13.35, "uncertainty_km": 3.0}
    told = {"event_type": "airstrike", "place_id": "tajoura", "day": DAY, "sentence": f"s {report}"}
    return {"report_id": report, **told, **point, **more}


def toll(report: str, low: int, **more: Any) -> dict[str, Any]:
    """A figure of that sentence; a named source is one the pack knows."""
    known = {"source_id": more["source"].lower()} if "source" in more else {}
    return {"report_id": report, "sentence": f"s {report}", "scope": "incident", "low": low, **known, **more}


def read(events: list[dict[str, Any]], tolls: list[dict[str, Any]]) -> Read:
    """The incidents of some rows, with their frames and origins."""
    ids = sorted({r["report_id"] for r in (*events, *tolls)})
    texts = [
        {"report_id": r, "text": f"{r} has words of its own", "day": f"2019-07-0{3 + i}"}
        for i, r in enumerate(ids)
    ]
    named = [{"event_id": f"e{i}", **e} for i, e in enumerate(events)]
    frames = {
        "events": frame("events", *named),
        "tolls": frame("tolls", *tolls),
        "reports": frame("reports", *texts),
    }
    found = merge_incidents(frames, THEATRE)
    return found, frames, name_origins(found, frames, THEATRE)


def bound(*tolls: dict[str, Any], convention: str = "stated") -> pd.DataFrame:
    """The bounds of one strike told by the reports of some tolls, by victims."""
    found, frames, origins = read([strike(r) for r in sorted({t["report_id"] for t in tolls})], list(tolls))
    assert len(found.incidents) == 1
    return bound_incidents(found, frames, origins, CONVENTIONS[convention]).set_index("victims")


def test_low_best_and_high_are_those_of_the_origins() -> None:
    one = bound(toll("r0", 40), toll("r1", 44), toll("r2", 53)).loc["all"]
    assert (one["low"], one["best"], one["high"], one["open"]) == (40, 44, 53, False)
    assert one["differ"] and one["spread"] == round(13 / 53, 3) and one["n_sources"] == 3


def test_a_source_quoted_by_three_outlets_has_one_say_its_last() -> None:
    said = [toll(f"r{i}", low, source="UN") for i, low in enumerate((40, 44, 53))]
    one = bound(*said).loc["all"]
    assert (one["low"], one["high"], one["sources"], one["differ"]) == (53, 53, ["UN"], False)


def test_a_floor_above_every_ceiling_leaves_the_high_open() -> None:
    assert bound(toll("r0", 40), toll("r1", 44, qualifier="at_least")).loc["all"]["open"]
    closed = bound(toll("r0", 53), toll("r1", 44, qualifier="at_least")).loc["all"]
    assert (closed["low"], closed["high"], closed["open"], closed["differ"]) == (44, 53, False, False)


def test_parts_are_never_added_to_their_whole_nor_taken_for_all_civilians() -> None:
    rows = bound(toll("r0", 53), toll("r0", 6, who="children"))
    assert list(rows.index) == ["all"] and rows.loc["all"]["high"] == 53


def test_parts_without_a_whole_add_up_and_the_whole_says_so() -> None:
    rows = bound(toll("r0", 9, who="children"), toll("r0", 2, who="women"))
    assert rows.loc["civilians"]["best"] == 11 and rows.loc["all"]["best"] == 11
    sides = bound(toll("r0", 12, who="GNA"), toll("r1", 9, who="LNA"))
    assert (sides.loc["all"]["low"], bool(sides.loc["all"]["summed"])) == (21, True)


def test_figures_beat_vague_words_and_presets_read_those_their_way() -> None:
    dozens = {"qualifier": "vague", "high": None}
    assert bound(toll("r0", 24, **dozens), toll("r1", 43)).loc["all"]["low"] == 43
    assert bound(toll("r0", 24, **dozens)).loc["all"]["low"] == 24
    assert bound(toll("r0", 24, **dozens), convention="ACLED").loc["all"]["best"] == 12


def test_acled_keeps_one_conservative_number_of_the_killed() -> None:
    rows = bound(toll("r0", 40), toll("r1", 53), toll("r1", 80, kind="injured"), convention="ACLED")
    assert rows[["kind", "low", "best", "high"]].to_numpy().tolist() == [["killed", 40, 40, 40]]


def test_airwars_grades_the_civilians_and_counts_nobody_else() -> None:
    found, frames, origins = read(
        [strike("r0"), strike("r1")], [toll("r0", 5, who="civilians"), toll("r1", 9)]
    )
    rule = CONVENTIONS["Airwars"]
    bounds = bound_incidents(found, frames, origins, rule)
    told = tell_convention(bounds, grade_incidents(found, bounds, frames["tolls"], origins), rule)
    assert told[["low", "high", "grade"]].to_numpy().tolist() == [[5, 5, "fair"]]


def test_a_week_is_stacked_by_victims_and_adds_up_to_the_whole() -> None:
    found, frames, origins = read([strike("r0")], [toll("r0", 10), toll("r0", 4, who="civilians")])
    weeks = weekly_bounds(bound_incidents(found, frames, origins), found.incidents, "killed")
    assert weeks[["victims", "best"]].to_numpy().tolist() == [["civilians", 4], ["unsaid", 6]]
    assert weeks["best"].sum() == 10 and str(weeks["week"].iloc[0].date()) == "2019-07-01"


def grade(events: list[dict[str, Any]], tolls: list[dict[str, Any]] | None = None) -> pd.Series:
    """The grades of the one incident of some rows."""
    found, frames, origins = read(events, tolls or [])
    assert len(found.incidents) == 1
    bounds = bound_incidents(found, frames, origins)
    row: pd.Series = grade_incidents(found, bounds, frames["tolls"], origins).iloc[0]
    return row


def test_sources_are_counted_once_and_a_report_that_quotes_counts_as_whom_it_quotes() -> None:
    assert grade([strike("r0"), strike("r1")])[["n_sources", "grade"]].tolist() == [2, "fair"]
    said = {"status": "claimed", "claimant": "GNA", "actor": "LNA"}
    one = grade([strike("r0"), strike("r0", **said), strike("r1", **said)])
    assert one[["sources", "n_neutral", "grade"]].tolist() == [["GNA"], 0, "weak"]


def test_two_outlets_with_one_sentence_are_one_source() -> None:
    same = "A strike hit the hangar of the detention centre shortly before midnight on Tuesday"
    assert grade([strike("r0", sentence=same), strike("r1", sentence=same)])["n_sources"] == 1


def test_a_strike_denied_or_blamed_on_both_is_contested() -> None:
    denied = strike("r1", status="denied", claimant="LNA", actor="LNA")
    assert grade([strike("r0", actor="LNA"), denied])[["contested", "grade"]].tolist() == [
        ["denied"],
        "contested",
    ]
    both = grade([strike("r0", actor="LNA"), strike("r1", actor="GNA")])
    assert both["contested"] == ["blame"]


def test_who_tells_it_against_himself_confirms_it() -> None:
    own = strike("r0", status="claimed", claimant="LNA", actor="LNA")
    assert grade([own], [toll("r0", 3, who="civilians")])[["admitted_by", "grade"]].tolist() == [
        ["LNA"],
        "confirmed",
    ]
    assert grade([own])["admitted_by"] == [], "to claim a strike on fighters is no admission"
    assert grade([strike("r0")], [toll("r0", 9, who="GNA", source="GNA")])["admitted_by"] == ["GNA"]


def test_a_dispatch_cut_short_is_a_copy_and_another_account_is_not() -> None:
    words = (
        "Shells fell on the southern suburbs overnight, killing four people, a health official said on Sunday"
    )
    reports = frame(
        "reports",
        {"report_id": "a", "text": f"{words}. The hospital took in twenty wounded before the morning."},
        {"report_id": "b", "text": f"{words.upper()}."},
        {
            "report_id": "c",
            "text": "Four people died overnight when shells fell on suburbs south of the city.",
        },
        {"report_id": "d", "text": ""},
        {"report_id": "e", "text": ""},
    )
    assert group_copies(reports).to_dict() == {"a": "a", "b": "a", "c": "c", "d": "d", "e": "e"}
