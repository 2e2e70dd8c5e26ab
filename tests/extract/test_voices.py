"""Whose voice a text is in: statements, headed paragraphs, quotations over paragraphs, fighters' "we"."""

from __future__ import annotations

from dataclasses import replace

import pytest

from extract.communiques import frame_of
from extract.lines import plain_report
from extract.pipeline import read_report
from extract.reading import Reading
from theatres.pack import load_theatre

TAKEN = "Nos forces ont repris Espiaa. Vingt hommes ont péri."


def read(text: str, outlet: str | None = None, language: str = "fr") -> Reading:
    """A text as read, from an outlet where one is given."""
    report = replace(plain_report(text), outlet_id=outlet, language=language)
    return read_report(report, load_theatre("libya_2019"))


def said_at(reading: Reading, words: str) -> str | None:
    """The side that answers for some words, None for the reporter or a speaker of no side."""
    voice = reading.voice_at(reading.text.index(words))
    return voice.faction if voice else None


@pytest.mark.parametrize(
    ("header", "side"),
    [
        ("Communiqué du Gouvernement d'union nationale", "GNA"),
        ("Armée nationale libyenne – Communiqué n° 7", "LNA"),
        ("Gouvernement d'union nationale\nBureau de presse\nCommuniqué du 3 mars", "GNA"),
        ("Volcan de la colère (page officielle)", "GNA"),
        ("Manul – Rapport trimestriel", "UN"),
        ("Libye : un communiqué du Gouvernement d'union nationale fait débat", None),
        ("L'Armée nationale libyenne et son communiqué", None),
        ("Communiqué de l'Armée nationale libyenne : Haftar refuse", None),
        ("Reprise des combats au sud de Tripoli", None),
        ("NATIONS UNIES, 3 mars – Les raids augmentent par rapport à janvier.", None),
    ],
)
def test_a_header_tells_whose_statement_a_text_is(header: str, side: str | None) -> None:
    frame = frame_of(read(f"{header}\n\n{TAKEN}"))
    assert (frame.faction if frame else None) == side


def test_a_side_s_own_outlet_speaks_for_it_and_another_s_does_not() -> None:
    assert said_at(read(TAKEN, "volcano_of_rage_page"), "Vingt") == "GNA"
    assert said_at(read(TAKEN, "afp"), "Vingt") is None
    assert said_at(read(TAKEN, "who_libya"), "Vingt") is None


def test_a_text_opened_by_we_and_a_name_is_that_one_s() -> None:
    reading = read("Nous, état-major de l'ANL, annonçons la trêve. Vingt hommes ont péri.")
    assert said_at(reading, "Vingt") == "LNA"


def test_a_hashtag_heads_a_post_only_where_it_goes_on_about_our_forces() -> None:
    assert said_at(read("#بركان_الغضب قواتنا تدخل السبيعة. مقتل عشرة.", language="ar"), "مقتل") == "GNA"
    assert frame_of(read("#بركان_الغضب خبر عاجل من طرابلس. مقتل عشرة.", language="ar")) is None


def test_another_quoted_in_a_statement_answers_for_what_he_says() -> None:
    reading = read("Communiqué de l'ANL\n\nLa ville est calme. Six civils sont morts, selon l'OMS.")
    assert (said_at(reading, "La ville"), said_at(reading, "Six")) == ("LNA", "UN")


@pytest.mark.parametrize(
    ("line", "side"),
    [
        ("10h20 – Ahmed al-Mesmari : la base est prise. Dix hommes ont péri.", "LNA"),
        ("- Volcan de la colère : la base est prise. Dix hommes ont péri.", "GNA"),
        ("@BurkanLy, 06:14 — La base est prise. Dix hommes ont péri.", "GNA"),
        ("Turquie : la base est prise. Dix hommes ont péri.", None),
        ("Bilan : la base est prise. Dix hommes ont péri.", None),
    ],
)
def test_who_heads_a_paragraph_speaks_it_to_its_end(line: str, side: str | None) -> None:
    reading = read(f"{line}\nOnze blessés sont arrivés.")
    assert (said_at(reading, "Dix hommes"), said_at(reading, "Onze")) == (side, None)


def test_an_unknown_handle_is_the_speaker_under_its_own_name() -> None:
    voice = read("@Salem_Syrte, 10:02 — Des bombes ici. Cinq morts.").voice_at(34)
    assert voice is not None and (voice.name, voice.faction) == ("Salem_Syrte", None)


@pytest.mark.parametrize(
    "quoted",
    [
        "« La base est prise.\n\nDix hommes ont péri », dit Ahmed al-Mesmari.",
        "« La base est prise.\n\n« Dix hommes ont péri », dit Ahmed al-Mesmari.",
        '"La base est prise.\n\n"Dix hommes ont péri", dit Ahmed al-Mesmari.',
    ],
)
def test_a_quotation_goes_on_in_the_next_paragraph(quoted: str) -> None:
    reading = read(quoted)
    assert (said_at(reading, "La base"), said_at(reading, "Dix")) == ("LNA", "LNA")


def test_a_quotation_never_closed_ends_with_its_paragraph() -> None:
    assert (
        said_at(read('"La base est prise.\n\nDix hommes ont péri, dit Ahmed al-Mesmari.'), "La base") is None
    )


@pytest.mark.parametrize(
    ("text", "side"),
    [
        ("« Nous chasserons Haftar », lance Moad, combattant à Aïn Zara.", "GNA"),
        ("« Nous avons fui les hommes de Haftar », raconte Samira, mère de famille.", None),
        ("« Nous chasserons Haftar et le GNA », lance Moad, combattant à Aïn Zara.", None),
        ("« Haftar recule », lance Moad, combattant à Aïn Zara.", None),
    ],
)
def test_a_fighter_s_we_is_against_the_only_camp_he_names(text: str, side: str | None) -> None:
    assert said_at(read(text), "«") == side


def test_a_hospital_is_named_whole_and_is_not_who_spoke_before() -> None:
    reading = read("L'ANL annonce un assaut. Le directeur de l'hôpital de Zliten parle de six morts.")
    voice = reading.voice_at(reading.text.index("six"))
    assert voice is not None and voice.faction is None
    assert voice.name == "directeur de l'hôpital de Zliten"
