"""Groups and bodies no pack knows: each a gap the analyst sees, and a source under its own name."""

from __future__ import annotations

from dataclasses import replace

import pytest

from extract.lines import plain_report
from extract.pipeline import extract_report
from extract.records import Extraction
from theatres.pack import load_theatre


def extracted(text: str, language: str = "fr") -> Extraction:
    report = replace(plain_report(text), language=language)
    return extract_report(report, load_theatre("libya_2019"))


def unknown(text: str, language: str = "fr") -> list[str]:
    return [g.span.of(text) for g in extracted(text, language).gaps if g.kind == "actor_unknown"]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("La brigade des Faucons du désert a attaqué un poste.", ["brigade des Faucons du désert"]),
        ("Un groupe jusque-là inconnu, les Lions du Fezzan, a revendiqué le raid.", ["Lions du Fezzan"]),
        ("Le Front de résistance du Sud a enlevé un ingénieur.", ["Front de résistance du Sud"]),
        ("Des membres du Mouvement du 20-Mars ont tiré.", ["Mouvement du 20-Mars"]),
        ("Un groupe se faisant appeler « Soldats de la vérité » revendique.", ["Soldats de la vérité"]),
        ("La Force mobile de Nalout a repris Tiji.", ["Force mobile de Nalout"]),
        ("La brigade 444 a saisi des armes.", ["brigade 444"]),
    ],
)
def test_a_group_no_pack_knows_is_shown_by_its_name(text: str, names: list[str]) -> None:
    assert unknown(text) == names


@pytest.mark.parametrize(
    "text",
    [
        "Le front de Syrte est calme.",
        "Un groupe de 20 hommes est entré dans Gharyan.",
        "Un groupe de Libyens a fui.",
        "Force est de constater que la trêve tient.",
        "L'Organisation mondiale de la santé compte les morts.",
        "Le Conseil de sécurité se réunit mardi.",
        "LE FRONT DE SYRTE SE STABILISE",
    ],
)
def test_a_front_a_crowd_and_a_body_of_the_pack_are_no_gap(text: str) -> None:
    assert unknown(text) == []


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("An armed group calling itself the Fezzan Lions claimed the raid.", ["Fezzan Lions"]),
        ("A previously unknown group, the Sons of Sabha, claimed it.", ["Sons of Sabha"]),
    ],
)
def test_the_same_in_english(text: str, names: list[str]) -> None:
    assert unknown(text, "en") == names


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("Selon la Coordination des martyrs de Zliten, dix civils sont morts.", "Coordination des martyrs"),
        ("Neuf soldats ont été tués, a annoncé le Comité de crise de Bani Walid.", "Comité de crise"),
        ("Le raid a fait douze morts, d'après l'Observatoire libyen des droits.", "Observatoire libyen"),
    ],
)
def test_a_body_no_pack_knows_counts_under_its_own_name(text: str, source: str) -> None:
    (toll,) = extracted(text).tolls
    assert (toll.attribution.source_id or toll.attribution.name or "").startswith(source)
