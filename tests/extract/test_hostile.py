"""Texts nobody would print: reading them never raises, never hangs, and every span stays on its words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from datetime import date
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from extract.lexicon import known_languages
from extract.pipeline import extract_report
from extract.records import Report, Span, When
from theatres.pack import load_theatre

DAY = When(date(2019, 5, 8), date(2019, 5, 8), "day", "stated")
THEATRE = load_theatre("libya_2019")
PIECES = [
    "Les forces du GNA ont repris", "Tripoli", "au moins 12 morts", "selon l'OMS", "d'apr\u00e8s l'ANL, ",
    "\u200f", "\u202e", "\u00ab ", '"', "\n", ". ", "; ", "le 4 avril", "1 936", "\u0661\u0662", "e\u0301",
    "\u062a\u0627\u062c\u0648\u0631\u0627\u0621", "\u0000", "\ue000\ue001\ue002", "((((", "'''", "- ",
    "et ", "qui ", "a ", "\U0001f4a3", "\ud800", "\u1161",
]  # fmt: skip
TEXTS = st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=12)), max_size=30).map("".join)
BIG = 20_000  # characters: forty screens; how reading grows with length is shown by `make bench`


def _spans(value: Any) -> Iterator[Span]:
    if isinstance(value, Span):
        yield value
    elif isinstance(value, tuple):
        for item in value:
            yield from _spans(item)
    elif is_dataclass(value) and not isinstance(value, type):
        for f in fields(value):
            yield from _spans(getattr(value, f.name))


def _read(text: str, language: str = "fr") -> list[Span]:
    found = extract_report(Report("r", text, language, DAY), THEATRE)
    assert found.report.text == text
    for place in found.places:
        assert place.span.of(text)
    return list(_spans(found))


@pytest.mark.parametrize("language", known_languages())
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(text=TEXTS)
def test_no_text_raises_and_every_span_is_of_the_text(language: str, text: str) -> None:
    assert all(0 <= s.start <= s.end <= len(text) for s in _read(text, language))


@pytest.mark.parametrize(
    "text",
    [
        "a" * BIG,
        "12 morts " * (BIG // 9),
        "".join(f"{n} " for n in range(BIG // 5)),
        "\u00ab selon l'ANL " * (BIG // 13),
        "\u202b\u200f" * (BIG // 2),
        "Tripoli, " * (BIG // 9),
        "a ete " * (BIG // 6),
        ", qui " * (BIG // 6),
        "e\u0301" * (BIG // 2),
        "a pris le contr\u00f4le de Gharyan " * (BIG // 30),
        "L'ANL a bombard\u00e9 Tripoli \ud800, " * (BIG // 30),
    ],
    ids=[
        *("one word", "tolls", "numbers", "open quotations", "marks", "places", "verbs", "asides", "accents"),
        *("claims", "half pairs"),
    ],
)
def test_a_text_of_one_thing_over_and_over_is_read(text: str) -> None:
    assert all(0 <= s.start <= s.end <= len(text) for s in _read(text))
