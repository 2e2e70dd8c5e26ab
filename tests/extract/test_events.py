"""Events of sentences written for it: turns of the sentence, stances, plans, places, and any text at all."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extract.events import find_events
from extract.lines import plain_report
from extract.pipeline import extract_report
from extract.records import Event
from tests.extract.reading_of import reading_of
from theatres.pack import load_theatre


def events(text: str) -> list[Event]:
    return find_events(reading_of(text))


def told(text: str) -> list[tuple[str, str | None, str | None]]:
    return [(e.event_type, e.actor, e.target) for e in events(text)]


@pytest.mark.parametrize(
    "text",
    [
        "Les forces du GNA ont bombardé par drone une position de l'ANL.",
        "Une position de l'ANL a été bombardée par un drone du GNA.",
        "Raid aérien du GNA contre une position de l'ANL.",
        "C'est l'aviation du GNA qui a frappé les positions de l'ANL.",
    ],
)
def test_the_doer_is_found_whatever_the_turn(text: str) -> None:
    assert ("airstrike", "GNA", "LNA") in told(text)


def test_what_the_text_does_not_say_is_none() -> None:
    assert told("Une frappe aérienne a visé un entrepôt de Zouara.") == [("airstrike", None, None)]


def test_an_accusation_and_its_denial_are_records_beside_the_fact() -> None:
    text = "Un raid aérien a visé Tajoura. Le GNA accuse l'ANL. L'ANL dément."
    stances = [(e.status, e.actor, e.claimant) for e in events(text)]
    assert stances == [("reported", None, None), ("claimed", "LNA", "GNA"), ("denied", "LNA", "LNA")]


def test_camps_that_accuse_each_other_give_one_record_each_way() -> None:
    text = "Des roquettes sont tombées sur Abou Salim. Chaque camp accuse l'autre."
    claimed = {(e.actor, e.claimant) for e in events(text) if e.status == "claimed"}
    assert claimed == {("LNA", "GNA"), ("GNA", "LNA")}


@pytest.mark.parametrize(
    "text",
    [
        "Aucun combat n'a été signalé.",
        "L'ANL n'a pas attaqué Misrata.",
        "La nuit fut calme, sans frappe aérienne.",
    ],
)
def test_what_did_not_happen_is_no_event(text: str) -> None:
    assert told(text) == []


def test_an_order_is_not_the_deed_it_orders() -> None:
    found = events("Le maréchal Haftar a ordonné à ses hommes de bombarder Misrata.")
    assert [(e.event_type, e.actor, e.status) for e in found] == [("order_or_threat", "LNA", "ordered")]


def test_the_narrowest_place_of_the_sentence_is_the_scene() -> None:
    assert [e.place_id for e in events("Des combats ont éclaté à Aïn Zara, au sud de Tripoli.")] == [
        "ain_zara"
    ]


def test_a_place_is_carried_from_the_sentence_before() -> None:
    found = events("Nuit agitée à Zouara. Un raid aérien a détruit un dépôt.")
    assert {e.place_id for e in found} == {"zuwara"}


def test_ids_are_distinct_and_stable() -> None:
    text = "Le GNA a frappé Tarhouna. L'ANL a bombardé Mitiga à l'artillerie."
    first, again = [e.event_id for e in events(text)], [e.event_id for e in events(text)]
    assert first == again
    assert len(set(first)) == len(first)


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet=st.sampled_from("aéGNAL'\"«»,.;: \n1تمو"), max_size=120))
def test_no_text_raises(text: str) -> None:
    assert all(0 <= e.span.start < e.span.end <= len(text) for e in events(text))


def test_a_sentence_without_end_is_read_to_its_end() -> None:
    clause = "Le GNA accuse l'ANL d'avoir bombardé Mitiga, "
    found = events(clause * 2000)
    assert "mitiga_airport" in {e.place_id for e in found}


def extracted(text: str) -> list[tuple[str, str | None, str | None]]:
    found = extract_report(plain_report(text), load_theatre("libya_2019"))
    return [(e.event_type, e.actor, e.place_id) for e in found.events]


def test_a_place_said_to_be_taken_is_a_gain_where_no_word_tells_it() -> None:
    text = "Brega est revenue à l'ANL."
    assert told(text) == []
    assert extracted(text) == [("territorial_gain", "LNA", "brega")]


def test_a_gain_only_foreseen_is_none_though_a_place_is_named() -> None:
    text = "La prise de Tripoli est imminente, assure un général de l'ANL."
    assert "territorial_gain" not in {kind for kind, _, _ in extracted(text)}


def test_an_offensive_that_goes_on_is_told_once() -> None:
    text = "Les forces du GNA poursuivent leur offensive sur Syrte. L'offensive du GNA sur Syrte continue."
    assert told(text) == [("battle", "GNA", "LNA")]


@pytest.mark.parametrize(
    "text",
    [
        "Les habitants de Syrte redoutent une nouvelle bataille.",
        "Le communiqué appelle au retrait des combattants de Syrte.",
        "La ministre plaide pour la reprise de la réconciliation.",
    ],
)
def test_what_is_feared_or_asked_for_is_no_event(text: str) -> None:
    assert told(text) == []


def test_people_who_leave_are_displaced_and_troops_withdraw() -> None:
    assert [k for k, _, _ in told("Les familles quittent Abou Salim.")] == ["displacement"]
    assert [k for k, _, _ in told("Les soldats de l'ANL quittent Abou Salim.")] == ["withdrawal"]
