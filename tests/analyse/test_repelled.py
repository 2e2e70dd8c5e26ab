"""An assault thrown back leaves the place to those who threw it back; a withdrawal gives it up."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pandas as pd
import pytest

from analyse.control import ControlTimeline, build_timeline, control_on
from analyse.repelled import find_defender
from extract.lines import plain_report
from extract.pipeline import extract_report
from tests.analyse.rows import frame
from theatres.pack import ControlStart, Theatre, load_theatre

DAY = date(2019, 5, 10)
ASSAULT = {"place_id": "touicha", "actor": "LNA", "target": "GNA", "day": "2019-05-10"}
FAILED = {"report_id": "x", "quote": "assaut", "sentence": "Un assaut de l'ANL sur Touicha a été repoussé."}


@pytest.fixture(scope="module")
def theatre() -> Theatre:
    """The theatre of the tests, nobody in Touicha on the first day."""
    return replace(load_theatre("libya_2019"), control_start=())


def tell(theatre: Theatre, *events: dict[str, Any], claims: pd.DataFrame | None = None) -> ControlTimeline:
    return build_timeline(frame("claims") if claims is None else claims, theatre, frame("events", *events))


def state(timeline: ControlTimeline, place_id: str = "touicha", day: date = DAY) -> tuple[str | None, str]:
    hold = timeline.at(place_id, day)
    assert hold is not None
    return hold.holder, hold.state


@pytest.mark.parametrize(
    ("quote", "sentence", "side"),
    [
        ("repoussé une attaque de l'ANL", "Le GNA a repoussé une attaque de l'ANL à Touicha.", "actor"),
        ("mis en échec l'assaut", "Le GNA dit avoir mis en échec l'assaut de l'ANL sur Touicha.", "actor"),
        ("attaque de l'ANL", "Une attaque de l'ANL contre Touicha a été repoussée par le GNA.", "target"),
        ("assaut de l'ANL", "Le GNA a fait échec à un assaut de l'ANL à Touicha.", "target"),
        ("offensive de l'ANL", "L'offensive de l'ANL sur Touicha a échoué.", "target"),
        ("repelled an LNA", "GNA forces repelled an LNA attack on Touicha.", "actor"),
        ("beat back a GNA", "The LNA beat back a GNA assault on Touicha.", "actor"),
        ("attack", "An LNA attack on Touicha was repelled by GNA forces.", "target"),
        ("صدت قوات الوفاق هجوما", "صدت قوات الوفاق هجوما على التويشة.", "actor"),
        ("أحبطت قوات الوفاق محاولة تقدم", "أحبطت قوات الوفاق محاولة تقدم نحو التويشة.", "actor"),
        ("هجوم", "لكن الهجوم أخفق.", "target"),
        ("attaque", "Une attaque de l'ANL a visé Touicha.", None),
        ("contre-attaqué", "Le GNA a contre-attaqué samedi à Touicha.", None),
        ("set out", "His men set out from there on their failed 14-month bid.", None),
    ],
)
def test_the_words_tell_who_withstood_an_assault(quote: str, sentence: str, side: str | None) -> None:
    row = {"quote": quote, "sentence": sentence, "actor": "one", "target": "other"}
    assert find_defender(row) == (row[side] if side else None)


def test_who_throws_back_an_assault_holds_the_place(theatre: Theatre) -> None:
    timeline = tell(theatre, {**ASSAULT, **FAILED})
    assert state(timeline) == ("GNA", "claimed_only")
    reasons = control_on(DAY, timeline).set_index("place_id").loc["touicha"]
    assert [(r["rule"], r["side"]) for r in reasons["reasons"]] == [("repelled", "GNA")]
    assert reasons["event_ids"] == ["e0"] and reasons["claim_ids"] == []
    start = replace(theatre, control_start=(ControlStart("touicha", "GNA", "inferred", "test"),))
    assert state(tell(start, {**ASSAULT, **FAILED})) == ("GNA", "held"), "no longer fought over"
    assert state(tell(start, ASSAULT)) == ("GNA", "contested"), "an assault alone disputes the place"


def test_a_place_told_to_be_the_attackers_is_in_doubt(theatre: Theatre) -> None:
    taken = frame("claims", {"place_id": "touicha", "holder": "LNA", "day": "2019-05-01"})
    assert state(tell(theatre, {**ASSAULT, **FAILED}, claims=taken)) == ("LNA", "contested")
    assert state(tell(theatre, {**ASSAULT, **FAILED, "status": "denied"}, claims=taken)) == ("LNA", "held")


def test_a_claim_nobody_confirmed_falls_when_the_place_withstands(theatre: Theatre) -> None:
    start = replace(theatre, control_start=(ControlStart("gharyan", "GNA", "inferred", "test"),))
    claim = {"place_id": "gharyan", "holder": "LNA", "change": "holds", "day": "2019-05-01"}
    claims = frame("claims", {**claim, "status": "claimed", "claimant": "LNA"})
    timeline = tell(start, {**ASSAULT, **FAILED, "place_id": "gharyan"}, claims=claims)
    assert state(timeline, "gharyan") == ("GNA", "held")
    assert state(timeline, "gharyan", date(2019, 8, 1)) == ("GNA", "held"), "silence gives nothing back"


def test_a_city_that_withstands_is_held_though_fighting_tells_nothing_of_it(theatre: Theatre) -> None:
    timeline = tell(theatre, {**ASSAULT, **FAILED, "place_id": "gharyan", "report_id": "x"})
    assert state(timeline, "gharyan") == ("GNA", "claimed_only")
    assert "gharyan" not in tell(theatre, {**ASSAULT, "place_id": "gharyan"}).stories


def test_the_same_from_a_text(theatre: Theatre) -> None:
    text = "Le 10 mai 2019, les forces du GNA ont repoussé une attaque de l'ANL au camp de Yarmouk."
    event = extract_report(plain_report(text), theatre).events[0]
    told = {"place_id": event.place_id, "actor": event.actor, "target": event.target, "day": "2019-05-10"}
    quote = text[event.span.start : event.span.end]
    timeline = tell(theatre, {**told, "quote": quote, "sentence": text})
    assert state(timeline, "yarmouk_camp") == ("GNA", "claimed_only")


def test_a_boast_that_the_other_left_is_no_admission(theatre: Theatre) -> None:
    start = replace(theatre, control_start=(ControlStart("touicha", "LNA", "inferred", "test"),))
    lost = {"place_id": "touicha", "holder": None, "previous": "LNA", "change": "lost", "day": "2019-05-10"}
    told = {
        by: tell(start, claims=frame("claims", {**lost, "status": "claimed", "claimant": by}))
        for by in ("GNA", "LNA")
    }
    rules = {by: t.stories["touicha"][-1].reasons[-1].weight for by, t in told.items()}
    assert rules["GNA"] < rules["LNA"], "a side is believed sooner of what it lost itself"
    assert all(state(t)[0] is None for t in told.values()), "nobody else was ever there"
