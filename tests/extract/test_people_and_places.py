"""Places, actors and voices of sentences written for it: guards, anaphora, who answers for what."""

from __future__ import annotations

import pytest

from extract.attribution import voice_over
from tests.extract.reading_of import reading_of


def places(text: str) -> list[str]:
    return [p.place_id for p in reading_of(text).places]


def sides(text: str) -> list[tuple[str, str | None]]:
    return [(a.name, a.side) for a in reading_of(text).actors]


def speaker(text: str, words: str) -> str | None:
    reading = reading_of(text)
    voice = voice_over(reading, text.index(words))
    return voice.faction if voice else None


def test_the_capital_is_the_capital_of_the_theatre() -> None:
    assert places("La capitale est calme.") == ["tripoli"]
    assert places("Il est arrivé dans la capitale italienne.") == []


def test_an_area_named_after_a_town_names_both() -> None:
    assert places("On se bat au sud de Tripoli.") == ["southern_tripoli", "tripoli"]


def test_an_airport_is_not_its_town() -> None:
    assert places("L'aéroport de Misrata a rouvert.")[0] == "misrata_airport"


def test_a_namesake_abroad_is_no_place_of_the_theatre() -> None:
    assert places("Des réfugiés du camp de Yarmouk, en Syrie, ont témoigné.") == []


def test_an_adjective_of_nationality_names_the_state() -> None:
    assert ("émirati", "UAE") in sides("Un missile émirati a frappé la base.")


@pytest.mark.parametrize(
    ("text", "words", "side"),
    [
        ("Le GNA accuse son rival.", "son rival", "LNA"),
        ("Haftar a parlé. Ses troupes avancent.", "Ses troupes", "LNA"),
        ("Le GNA tient la ville. Les assaillants reculent.", "assaillants", "LNA"),
        ("Le GNA et l'ANL ont signé. Les deux camps se félicitent.", "Les deux camps", "GNA, LNA"),
    ],
)
def test_an_anaphor_takes_its_side_from_what_stands_before(text: str, words: str, side: str) -> None:
    assert (words, side) in [(name, s) for name, s in sides(text)]


@pytest.mark.parametrize(
    ("text", "words", "faction"),
    [
        ("Le porte-parole du GNA a affirmé que la base était prise.", "la base", "GNA"),
        ("La base est prise, a affirmé mardi à l'AFP le porte-parole du GNA.", "La base", "GNA"),
        ("Selon l'OMS, la ville compte dix morts.", "dix morts", "UN"),
        ("Le GNA, que reconnaît l'ONU, dit avoir repris la base.", "repris", "GNA"),
        ("Haftar a parlé mardi. La ville est prise, a-t-il ajouté.", "La ville", "LNA"),
        ('"La ville est à nous. Nous avancerons", a promis le porte-parole du GNA.', "La ville", "GNA"),
        ("Le GNA affirme tenir la ville. Des combats ont éclaté mardi.", "Des combats", None),
        ("Le GNA affirme tenir la ville.\nDes combats ont éclaté mardi.", "Des combats", None),
    ],
)
def test_the_one_who_says_it(text: str, words: str, faction: str | None) -> None:
    assert speaker(text, words) == faction


def test_a_voice_is_marked_as_that_of_one_at_war() -> None:
    voices = reading_of("L'ANL affirme avancer. Selon l'ONU, dix mille habitants ont fui.").voices
    assert [(v.faction, v.belligerent) for v in voices] == [("LNA", True), ("UN", False)]


@pytest.mark.parametrize(
    ("text", "side"),
    [
        ("L'État islamique a attaqué al-Foqaha de nuit. Les assaillants ont brûlé le poste.", "IS"),
        ("Daech a frappé Sebha. Les assaillants ont tué dix soldats de l'ANL avant de fuir.", "IS"),
        ("L'ANL avance sur Tripoli. Les assaillants ont atteint Aïn Zara.", "LNA"),
        ("Daech menace le Sud. L'ANL attaque Tripoli ; les assaillants sont à Aïn Zara.", "LNA"),
    ],
)
def test_the_attackers_are_those_last_said_to_fight(text: str, side: str) -> None:
    (found,) = [s for name, s in sides(text) if name.lower().endswith("assaillants")]
    assert found == side
