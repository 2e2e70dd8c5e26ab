"""Who holds what: each rule of analyse/control.py, one test or more."""

from __future__ import annotations

from datetime import date
from typing import Any

import pandas as pd
import pytest

from analyse.control import changes, control_at
from tests.analyse.rows import frame
from theatres.pack import ControlStart, Theatre, load_theatre

REPORTED = {"status": "reported"}
BY_LNA = {"status": "claimed", "claimant": "LNA"}
BY_GNA = {"status": "claimed", "claimant": "GNA"}


@pytest.fixture(scope="module")
def theatre() -> Theatre:
    """The theatre of the tests, Gharyan in the GNA's hands on the first day."""
    from dataclasses import replace  # noqa: PLC0415

    start = (ControlStart("gharyan", "GNA", "stated", "test"),)
    return replace(load_theatre("libya_2019"), control_start=start)


def hold(theatre: Theatre, day: str, *rows: dict[str, Any]) -> tuple[Any, Any]:
    """Holder and state of Gharyan on a day, after some claims."""
    claims = frame("claims", *({"place_id": "gharyan", **r} for r in rows))
    row = control_at(claims, theatre, date.fromisoformat(day)).iloc[0]
    return (None if pd.isna(row["holder"]) else row["holder"]), row["state"]


def test_a_place_starts_with_the_packs_holder(theatre: Theatre) -> None:
    assert hold(theatre, "2019-04-05") == ("GNA", "held")


def test_a_claim_of_tomorrow_changes_nothing_today(theatre: Theatre) -> None:
    taken = {"holder": "LNA", "day": "2019-04-04", **REPORTED}
    assert hold(theatre, "2019-04-03", taken) == ("GNA", "held")
    assert hold(theatre, "2019-04-04", taken) == ("LNA", "held")


def test_a_sides_own_gain_is_only_claimed(theatre: Theatre) -> None:
    claims = frame("claims", {"place_id": "gharyan", "holder": "LNA", "day": "2019-04-04", **BY_LNA})
    row = control_at(claims, theatre, date(2019, 4, 10)).iloc[0]
    assert (row["holder"], row["state"], row["rival"], row["age_days"]) == ("LNA", "claimed_only", "GNA", 6)


def test_an_admission_or_an_outsider_confirms_a_claim(theatre: Theatre) -> None:
    claim = {"holder": "LNA", "day": "2019-04-04", **BY_LNA}
    assert hold(theatre, "2019-04-09", claim, {"holder": "LNA", "day": "2019-04-08", **BY_GNA}) == (
        "LNA",
        "held",
    )
    assert hold(theatre, "2019-04-09", claim, {"holder": "LNA", "day": "2019-04-08", **REPORTED}) == (
        "LNA",
        "held",
    )
    by_un = {"holder": "LNA", "day": "2019-04-08", "status": "claimed", "claimant": "UN"}
    assert hold(theatre, "2019-04-09", claim, by_un) == ("LNA", "held")


def test_fourteen_days_of_silence_are_consent(theatre: Theatre) -> None:
    claim = {"holder": "LNA", "day": "2019-04-04", **BY_LNA}
    assert hold(theatre, "2019-04-18", claim) == ("LNA", "claimed_only")
    assert hold(theatre, "2019-04-19", claim) == ("LNA", "held")


def test_rival_claims_or_a_denial_make_it_contested(theatre: Theatre) -> None:
    claim = {"holder": "LNA", "day": "2019-04-04", **BY_LNA}
    answer = {"holder": "GNA", "day": "2019-04-06", **BY_GNA}
    denial = {"holder": "LNA", "day": "2019-04-06", "status": "denied", "claimant": "GNA"}
    assert hold(theatre, "2019-04-07", claim, answer)[1] == "contested"
    assert hold(theatre, "2019-04-07", claim, denial)[1] == "contested"
    assert hold(theatre, "2019-06-30", claim, answer)[1] == "contested", "silence does not settle a dispute"


def test_an_independent_word_settles_a_dispute(theatre: Theatre) -> None:
    claim, answer = (
        {"holder": "LNA", "day": "2019-04-04", **BY_LNA},
        {"holder": "GNA", "day": "2019-04-06", **BY_GNA},
    )
    assert hold(theatre, "2019-04-20", claim, answer, {"holder": "GNA", "day": "2019-04-15", **REPORTED}) == (
        "GNA",
        "held",
    )


def test_a_part_taken_or_fighting_inside_makes_it_contested(theatre: Theatre) -> None:
    assert hold(theatre, "2019-04-05", {"holder": "contested", "day": "2019-04-04"}) == ("GNA", "contested")
    part = {"holder": "LNA", "day": "2019-04-04", "partial": True}
    assert hold(theatre, "2019-04-05", part) == ("GNA", "contested")


def test_lost_with_no_successor_is_unknown(theatre: Theatre) -> None:
    lost = {"holder": None, "previous": "GNA", "change": "lost", "day": "2019-04-04"}
    assert hold(theatre, "2019-04-05", lost) == (None, "unknown")
    not_theirs = {"holder": None, "previous": "LNA", "change": "lost", "day": "2019-04-04"}
    assert hold(theatre, "2019-04-05", not_theirs) == ("GNA", "held"), "they lost what they did not hold"


def test_a_month_counts_from_its_end_and_a_report_dates_what_no_text_does(theatre: Theatre) -> None:
    april = {"date_start": date(2019, 4, 1), "date_end": date(2019, 4, 30), "date_precision": "month"}
    month = {"holder": "LNA", **april}
    assert hold(theatre, "2019-04-15", month) == ("GNA", "held")
    assert hold(theatre, "2019-04-30", month) == ("LNA", "held")
    undated = frame("claims", {"place_id": "gharyan", "holder": "LNA"})
    reports = frame("reports", {"day": "2019-04-10"})
    assert control_at(undated, theatre, date(2019, 4, 10), reports)["holder"].iloc[0] == "LNA"
    assert control_at(undated, theatre, date(2019, 4, 10))["holder"].iloc[0] == "GNA"


def test_orders_and_calls_hold_nothing(theatre: Theatre) -> None:
    ordered = {"holder": "LNA", "day": "2019-04-04", "status": "ordered", "claimant": "LNA"}
    assert hold(theatre, "2019-04-05", ordered) == ("GNA", "held")


def test_every_answer_lists_the_claims_that_made_it(theatre: Theatre) -> None:
    claims = frame(
        "claims",
        {"place_id": "gharyan", "holder": "LNA", "day": "2019-04-04", **BY_LNA},
        {"place_id": "gharyan", "holder": "GNA", "day": "2019-04-06", **BY_GNA},
    )
    row = control_at(claims, theatre, date(2019, 4, 7)).iloc[0]
    assert row["claim_ids"] == ["c0", "c1"] and row["n_reports"] == 2


def test_changes_tell_each_step_once_in_order(theatre: Theatre) -> None:
    claims = frame(
        "claims",
        {"place_id": "gharyan", "holder": "LNA", "day": "2019-04-04", **BY_LNA},
        {"place_id": "gharyan", "holder": "LNA", "day": "2019-06-25", **REPORTED},
        {"place_id": "gharyan", "holder": "GNA", "day": "2019-06-26", **REPORTED},
    )
    told = changes(claims, theatre, date(2019, 4, 1), date(2019, 7, 1))
    assert [(str(d), h, s) for d, h, s in zip(told["day"], told["holder"], told["state"], strict=True)] == [
        ("2019-04-04", "LNA", "claimed_only"),
        ("2019-04-19", "LNA", "held"),
        ("2019-06-26", "GNA", "held"),
    ]
    assert changes(claims, theatre, date(2019, 5, 1), date(2019, 5, 2)).empty
    assert changes(frame("claims"), theatre, date(2019, 5, 1), date(2019, 5, 2)).empty


def test_a_hold_that_is_over_is_not_current(theatre: Theatre) -> None:
    past = {"holder": "LNA", "change": "holds", "date_end": date(2019, 6, 25), "date_precision": "open"}
    assert hold(theatre, "2019-06-26", {**past, **REPORTED}) == ("GNA", "held")
    assert hold(theatre, "2019-06-26", {**past, "change": "took", **REPORTED}) == ("LNA", "held")


def test_a_claim_known_only_to_a_year_moves_no_front(theatre: Theatre) -> None:
    wide = {"holder": "LNA", "date_start": date(2019, 3, 31), "date_precision": "year", **REPORTED}
    assert hold(theatre, "2020-10-20", {**wide, "date_end": date(2020, 10, 18)}) == ("GNA", "held")
    assert hold(theatre, "2020-10-20", {**wide, "date_end": date(2019, 4, 20)}) == ("LNA", "held")
