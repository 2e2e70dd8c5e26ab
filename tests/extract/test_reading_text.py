"""Whole reports of any text: nothing raises, every span is exact, a line of any length is read whole."""

from __future__ import annotations

import unicodedata
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extract.lines import UNDATED, parse_published
from extract.pipeline import extract_report
from extract.reading import Spanned
from extract.records import Extraction, Report
from theatres.pack import Theatre, load_theatre

PIECES = [
    "Au moins 12 civils", "ont été tués", " mardi", "à Tripoli", "selon l'OMS", "« ", '"', "\n", " ; ",
    ". ", "1 936", "quarante (40)", "blessés", "et", "dont six enfants", "depuis le 4 avril", "l'ANL",
    "قتيلان", "و١٧ جريحا", "killed", "31 février", "30/02/2019", "\u0301", "\u200f", "des milliers de",
    "par dizaines", "entre 3 et", "99/99/9999",
]  # fmt: skip
TEXTS = st.one_of(
    st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=200),
    st.lists(st.sampled_from(PIECES), max_size=30).map(" ".join),
)


@pytest.fixture(scope="module")
def theatre() -> Theatre:
    return load_theatre("libya_2019")


def read(text: str, language: str = "fr", published: str | None = "2019-05-08") -> Extraction:
    """A text read with the theatre of Libya."""
    return extract_report(Report("r", text, language, parse_published(published)), load_theatre("libya_2019"))


@settings(max_examples=60, deadline=None)
@given(TEXTS, st.sampled_from(["fr", "en", "ar", "xx"]), st.sampled_from(["2019-05-08", "2020-02", None]))
def test_no_text_raises_and_every_span_is_inside(text: str, language: str, published: str | None) -> None:
    found = read(text, language, published)
    assert found.report.text == text
    records: tuple[Spanned, ...] = (*found.tolls, *found.events, *found.claims, *found.places, *found.gaps)
    assert all(0 <= r.span.start < r.span.end <= len(text) for r in records)
    assert found.report.published != UNDATED


SENTENCE = "Au moins 12 civils ont été tués et trente-trois blessés mardi à Aïn Zara, a annoncé l'OMS."


def test_decomposed_accents_are_read_alike() -> None:
    plain, split = read(SENTENCE), read(unicodedata.normalize("NFD", SENTENCE))
    assert [(t.kind, t.count, t.place_id) for t in plain.tolls] == [
        (t.kind, t.count, t.place_id) for t in split.tolls
    ]
    quotes = [t.span.of(split.report.text) for t in split.tolls]
    assert [unicodedata.normalize("NFC", q) for q in quotes] == [t.span.of(SENTENCE) for t in plain.tolls]


def test_the_same_report_gives_the_same_ids() -> None:
    assert read(SENTENCE) == read(SENTENCE)
    other = extract_report(
        replace(Report("other", SENTENCE, "fr", parse_published("2019-05-08"))), load_theatre("libya_2019")
    )
    assert {t.toll_id for t in other.tolls}.isdisjoint(t.toll_id for t in read(SENTENCE).tolls)


@pytest.mark.parametrize(
    "piece", ["12 morts et 33 blessés à Tripoli mardi selon l'OMS ", '« "', "1 234 ", "un mort et "]
)
def test_a_long_line_without_end_is_read_whole(piece: str) -> None:
    text = (piece * (32_000 // len(piece) + 1))[:32_000]
    found = read(text)
    assert found.report.text == text
    records: tuple[Spanned, ...] = (*found.tolls, *found.events, *found.gaps)
    assert all(r.span.end <= len(text) for r in records)
