"""How sure the map is; what events, wholes and hindsight imply: rules 7 to 9 of analyse/control.py."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analyse.control import ControlTimeline, build_claimed, build_timeline, control_on
from analyse.control_rules import Rules, RulesError, read_rules
from tests.analyse.rows import frame
from theatres.pack import ControlStart, Theatre, load_theatre

DAY = date(2019, 4, 10)
REPORTED = {"status": "reported"}
BY_LNA = {"status": "claimed", "claimant": "LNA"}
BY_GNA = {"status": "claimed", "claimant": "GNA"}


@pytest.fixture(scope="module")
def theatre() -> Theatre:
    start = (
        ControlStart("gharyan", "GNA", "published", "test"),
        ControlStart("touicha", "GNA", "inferred", "test"),
    )
    return replace(load_theatre("libya_2019"), control_start=start)


def tell(theatre: Theatre, *rows: dict[str, Any], events: tuple[dict[str, Any], ...] = ()) -> ControlTimeline:
    claims = frame(
        "claims", *({"place_id": "gharyan", "holder": "LNA", "day": "2019-04-10", **r} for r in rows)
    )
    return build_timeline(claims, theatre, frame("events", *events))


def sure(theatre: Theatre, *rows: dict[str, Any], day: date = DAY) -> float:
    found = control_on(day, tell(theatre, *rows))
    return float(found.set_index("place_id")["confidence"]["gharyan"])


def state(timeline: ControlTimeline, place_id: str, day: date) -> tuple[str | None, str]:
    hold = timeline.at(place_id, day)
    assert hold is not None
    return hold.holder, hold.state


def test_who_says_it_decides_how_sure(theatre: Theatre) -> None:
    own, outsider, admitted = (sure(theatre, r) for r in (BY_LNA, REPORTED, BY_GNA))
    agreed = sure(theatre, BY_LNA, BY_GNA)
    assert own < outsider < admitted < agreed <= Rules().highest
    plain = replace(theatre, settings={**theatre.settings, "control": {"trust": 1.0}})
    assert sure(plain, BY_LNA) == pytest.approx(Rules().own, abs=0.01)
    assert sure(theatre, BY_LNA, BY_LNA, BY_LNA) == own, "a side that repeats itself convinces nobody"
    assert outsider < sure(theatre, REPORTED, REPORTED) < sure(theatre, REPORTED, REPORTED, REPORTED)


def test_the_word_of_a_partisan_outlet_is_its_sides(theatre: Theatre) -> None:
    outlet = next(o for o in theatre.outlets.values() if o.voice == "LNA")
    claims = frame("claims", {"place_id": "gharyan", "holder": "LNA", "day": "2019-04-10"})
    reports = frame("reports", {"outlet_id": outlet.id, "day": "2019-04-10"})
    assert state(build_timeline(claims, theatre, reports=reports), "gharyan", DAY) == ("LNA", "claimed_only")
    assert state(build_timeline(claims, theatre), "gharyan", DAY) == ("LNA", "held")


def test_a_word_fades_with_age_at_the_packs_rate(theatre: Theatre) -> None:
    ages = [sure(theatre, REPORTED, day=DAY + timedelta(days=n)) for n in (0, 30, 90, 400)]
    assert ages == sorted(ages, reverse=True) and ages[-1] > 1 / 3 - 0.01
    slow = replace(theatre, settings={**theatre.settings, "control": {"half_life_days": 1000}})
    assert sure(slow, REPORTED, day=DAY + timedelta(days=90)) > ages[2]


def test_every_answer_lists_its_reasons(theatre: Theatre) -> None:
    row = control_on(DAY, tell(theatre, BY_LNA, BY_GNA)).set_index("place_id").loc["gharyan"]
    assert [(r["rule"], r["by"], r["id"]) for r in row["reasons"]] == [
        ("own", "LNA", "c0"),
        ("admission", "GNA", "c1"),
    ]
    start = control_on(date(2019, 4, 5), tell(theatre)).set_index("place_id").loc["gharyan"]
    assert [r["rule"] for r in start["reasons"]] == ["start"] and start["claim_ids"] == []


def test_fighting_told_by_events_disputes_a_place_until_it_is_quiet(theatre: Theatre) -> None:
    timeline = tell(theatre, events=({"place_id": "touicha", "day": "2019-05-01"},))
    assert state(timeline, "touicha", date(2019, 5, 1)) == ("GNA", "contested")
    assert state(timeline, "touicha", date(2019, 5, 16)) == ("GNA", "held")
    raid = tell(theatre, events=({"place_id": "touicha", "day": "2019-05-01", "event_type": "airstrike"},))
    assert state(raid, "touicha", date(2019, 5, 1)) == ("GNA", "held")
    ordered = tell(theatre, events=({"place_id": "touicha", "day": "2019-05-01", "status": "ordered"},))
    assert state(ordered, "touicha", date(2019, 5, 1)) == ("GNA", "held")


def test_a_withdrawal_settles_what_was_only_claimed(theatre: Theatre) -> None:
    claim = {"place_id": "touicha", **BY_LNA}
    gone = {
        "place_id": "touicha",
        "event_type": "withdrawal",
        "actor": "LNA",
        "day": "2019-04-12",
        "report_id": "x",
    }
    assert state(tell(theatre, claim, events=(gone,)), "touicha", date(2019, 4, 12)) == (
        "GNA",
        "claimed_only",
    )
    sound = {"place_id": "touicha", **REPORTED}
    assert state(tell(theatre, sound, events=(gone,)), "touicha", date(2019, 4, 12)) == ("LNA", "held")
    same = {**gone, "report_id": "r0"}
    assert state(tell(theatre, claim, events=(same,)), "touicha", date(2019, 4, 12))[0] == "LNA", (
        "the claim told it"
    )


def test_a_city_taken_takes_its_parts(theatre: Theatre) -> None:
    timeline = tell(theatre, {"place_id": "tripoli", **REPORTED})
    assert state(timeline, "ain_zara", DAY) == ("LNA", "held")
    held = tell(theatre, {"place_id": "tripoli", "change": "holds", **REPORTED})
    assert "ain_zara" not in held.stories
    part = tell(theatre, {"place_id": "tripoli", "partial": True, **REPORTED})
    assert "ain_zara" not in part.stories


def test_a_side_does_not_take_what_it_holds(theatre: Theatre) -> None:
    taken = {"holder": "GNA", "day": "2019-09-01", "date_basis": "stated", **REPORTED}
    timeline = tell(theatre, taken)
    assert state(timeline, "gharyan", date(2019, 8, 31)) == ("GNA", "held"), "a city would have been told"
    village = tell(theatre, {**taken, "place_id": "touicha"})
    assert state(village, "touicha", date(2019, 8, 31)) == ("LNA", "held")
    assert state(village, "touicha", date(2019, 6, 1)) == ("GNA", "held")
    reasons = control_on(date(2019, 8, 31), village).set_index("place_id")["reasons"]["touicha"]
    assert [r["rule"] for r in reasons] == ["hindsight"]


def test_nobody_believes_that_a_city_fell_because_one_side_says_it_holds_it(theatre: Theatre) -> None:
    timeline = tell(theatre, {"change": "holds", **BY_LNA})
    assert state(timeline, "gharyan", DAY) == ("LNA", "claimed_only")
    assert state(timeline, "gharyan", date(2019, 4, 26)) == ("GNA", "held")


def test_a_side_lost_place_goes_back_to_who_held_it_before(theatre: Theatre) -> None:
    lost = {"holder": None, "previous": "LNA", "change": "lost", "day": "2019-04-20", **REPORTED}
    assert state(tell(theatre, REPORTED, lost), "gharyan", date(2019, 4, 20)) == ("GNA", "claimed_only")


def test_the_map_as_one_side_tells_it(theatre: Theatre) -> None:
    claims = frame("claims", {"place_id": "gharyan", "holder": "LNA", "day": "2019-04-10", **BY_LNA},
                   {"place_id": "gharyan", "holder": "GNA", "day": "2019-04-11", **BY_GNA})  # fmt: skip
    last = date(2019, 4, 12)
    told = {s: state(build_claimed(claims, theatre, s), "gharyan", last) for s in ("GNA", "LNA")}
    assert told == {"GNA": ("GNA", "held"), "LNA": ("LNA", "held")}
    assert state(build_timeline(claims, theatre), "gharyan", last)[1] == "contested"


def test_a_rule_the_pack_misspells_is_named(theatre: Theatre) -> None:
    wrong = replace(theatre, settings={"control": {"half_live_days": 3}})
    with pytest.raises(RulesError, match=r"half_live_days.*half_life_days"):
        read_rules(wrong)
    with pytest.raises(RulesError, match="expected a number"):
        read_rules(replace(theatre, settings={"control": {"own": "much"}}))


words = st.fixed_dictionaries(
    {
        "holder": st.sampled_from(["GNA", "LNA", "contested", None]),
        "change": st.sampled_from(["took", "holds", "lost"]),
        "status": st.sampled_from(["reported", "claimed", "denied", "ordered"]),
        "claimant": st.sampled_from(["GNA", "LNA", "UN", None]),
        "partial": st.booleans(),
        "day": st.dates(date(2019, 4, 1), date(2019, 8, 1)).map(date.isoformat),
    }
)


@settings(max_examples=80, deadline=None)
@given(st.lists(words, max_size=8))
def test_any_story_gives_one_answer_a_day(rows: list[dict[str, Any]]) -> None:
    base = load_theatre("libya_2019")
    timeline = tell(replace(base, control_start=base.control_start[:3]), *rows)
    for day in (date(2019, 3, 1), date(2019, 5, 1), date(2019, 9, 1)):
        found = control_on(day, timeline)
        assert found["place_id"].is_unique and found["confidence"].between(0, 1).all()
        assert set(found["state"]) <= {"held", "claimed_only", "contested", "unknown"}
        assert not found[found["state"].isin(["held", "claimed_only"])]["holder"].isna().any()
