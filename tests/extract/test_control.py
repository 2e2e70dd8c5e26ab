"""Who holds a place: every example of the grammar runs, and what must never become a claim does not."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from extract.control import find_claims
from extract.control_scene import set_scene
from extract.lexicon import read_language
from extract.pipeline import read_report
from extract.records import ControlClaim, Report, When
from theatres.pack import Theatre, load_theatre

LANGUAGES = ("ar", "en", "fr")
SEEDS = Path(__file__).parents[3] / "shared" / "eval" / "seeds.jsonl"
DAY = When(date(2019, 5, 8), date(2019, 5, 8), "day", "stated")


@pytest.fixture(scope="module")
def theatre() -> Theatre:
    return load_theatre("libya_2019")


def claims_of(text: str, theatre: Theatre, language: str = "fr", published: When = DAY) -> list[ControlClaim]:
    return find_claims(read_report(Report("r", text, language, published), theatre))


def told(text: str, theatre: Theatre, language: str = "fr") -> list[tuple[str, str | None, str]]:
    return [(c.place_id, c.holder, c.change) for c in claims_of(text, theatre, language)]


def examples() -> Iterator[Any]:
    for language in LANGUAGES:
        for name, frame in read_language(language)["control"]["frames"].items():
            for example in frame["examples"]:
                yield pytest.param(language, name, example, id=f"{language}-{name}-{example}")


@pytest.mark.parametrize(("language", "name", "example"), list(examples()))
def test_every_example_runs(language: str, name: str, example: str, theatre: Theatre) -> None:
    reading = read_report(Report("r", example, language, DAY), theatre)
    scene = set_scene(reading)
    assert name in {cue.meaning.name for cue in scene.grammar.frames.find(scene.masked)}
    assert find_claims(reading)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_frame_has_an_example(language: str) -> None:
    frames = read_language(language)["control"]["frames"]
    assert not [name for name, frame in frames.items() if not frame.get("examples")]


@pytest.mark.parametrize(
    "text",
    [
        "L'ANL n'a pas pris Syrte.",
        "L'ANL veut prendre Syrte.",
        "Haftar a ordonné à ses troupes de reprendre Syrte.",
        "Le GNA, basé à Tripoli, a protesté.",
        "L'ANL avance vers Syrte.",
        "Le GNA a repoussé l'attaque de l'ANL sur Misrata.",
        "L'ANL s'en est prise à Misrata.",
        "L'ANL a pris une école de Tripoli pour cible.",
        "La reprise des vols à Misrata a réjoui le GNA.",
        "Le GNA jure de poursuivre jusqu'à la reprise de Syrte.",
    ],
)
def test_no_plan_denial_or_direction_is_control(text: str, theatre: Theatre) -> None:
    assert claims_of(text, theatre) == []


def test_several_places_share_one_verb(theatre: Theatre) -> None:
    text = "Le GNA a pris le contrôle d'Aïn Zara, Wadi Rabie et Esbea."
    assert told(text, theatre) == [(p, "GNA", "took") for p in ("ain_zara", "wadi_al_rabie", "esbea")]


def test_a_place_stands_one_sentence_before(theatre: Theatre) -> None:
    text = "Des combats ont secoué Syrte. L'ANL s'est emparée de la ville."
    assert told(text, theatre) == [("sirte", "LNA", "took")]


def test_a_holding_that_is_over_has_no_beginning_and_is_not_current(theatre: Theatre) -> None:
    (claim,) = claims_of("L'ANL occupait Syrte jusqu'en mars.", theatre)
    assert claim.when is not None and claim.when.start is None and claim.when.precision == "open"


def test_a_loss_with_a_winner_is_told_by_the_gain(theatre: Theatre) -> None:
    (claim,) = claims_of("L'ANL tenait Syrte ; les loyalistes l'en ont délogée.", theatre)
    assert (claim.holder, claim.previous, claim.change) == ("GNA", "LNA", "took")


def test_rivals_in_one_text_stay_two_claims(theatre: Theatre) -> None:
    text = "Le GNA dit avoir repris Syrte. L'ANL affirme tenir Syrte."
    found = {(c.holder, c.status, c.claimant) for c in claims_of(text, theatre)}
    assert found == {("GNA", "claimed", "GNA"), ("LNA", "claimed", "LNA")}


def test_an_explanation_is_the_reporters_even_inside_a_claim(theatre: Theatre) -> None:
    text = "Le porte-parole du GNA a annoncé un raid sur Syrte, contrôlée par l'ANL."
    (claim,) = claims_of(text, theatre)
    assert (claim.holder, claim.status, claim.claimant) == ("LNA", "reported", None)


def test_nobody_takes_a_place_from_itself(theatre: Theatre) -> None:
    text = "L'ANL recule. Elle annonce avoir pris le contrôle de Syrte, tenue jusque-là par l'ANL."
    assert next((c.holder, c.claimant) for c in claims_of(text, theatre)) == ("GNA", "GNA")


def test_arabic_names_stand_behind_their_clitics(theatre: Theatre) -> None:
    text = "سيطرت قوات الوفاق على صبراتة وصرمان."
    assert told(text, theatre, "ar") == [("sabratha", "GNA", "took"), ("sorman", "GNA", "took")]


def test_a_text_without_places_or_in_an_unknown_language_claims_nothing(theatre: Theatre) -> None:
    assert claims_of("Rien à signaler.", theatre) == []
    assert claims_of("L'ANL a pris Syrte.", theatre, "xx") == []


@pytest.mark.skipif(not SEEDS.exists(), reason="the user's own articles are not part of the tree")
def test_the_users_articles(theatre: Theatre) -> None:
    undated = When(None, None, "open", "inferred")
    root = SEEDS.parent.parent
    texts = [
        (root / json.loads(ln)["file"]).read_text("utf-8") for ln in SEEDS.read_text("utf-8").splitlines()
    ]
    first, second = (claims_of(text, theatre, published=undated) for text in texts)
    assert [(c.place_id, c.holder, c.claimant, c.previous) for c in first] == [
        ("khallat_al_furjan", "GNA", "GNA", "LNA"),
        ("touicha", "GNA", "GNA", None),
    ]
    assert [(c.place_id, c.holder, c.status, c.claimant) for c in second] == [
        ("sirte", "LNA", "reported", None)
    ]
