"""Texts made comparable: folding keeps offsets, cleaning says where each character stood, names stand
alone.
"""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.folding import clean_text, fold, original_span
from extract.names import NameMatcher

ANY_TEXT = st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=80)


@given(ANY_TEXT)
def test_folding_keeps_every_offset(text: str) -> None:
    assert len(fold(text)) == len(text)


@given(ANY_TEXT)
def test_cleaning_is_done_once_for_all(text: str) -> None:
    clean, offsets = clean_text(text)
    assert clean_text(clean)[0] == clean
    assert offsets is None or (len(offsets) == len(clean) + 1 and list(offsets) == sorted(offsets))


@given(ANY_TEXT, st.data())
def test_a_span_of_the_clean_text_is_found_in_the_original(text: str, data: st.DataObject) -> None:
    clean, offsets = clean_text(text)
    if offsets is None or not clean:
        return
    start = data.draw(st.integers(0, len(clean) - 1))
    first, last = original_span(offsets, start, start + 1)
    assert first < last <= len(text)
    assert clean[start] in clean_text(text[first:last])[0]


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("Été", "ete"),
        ("l’ANL", "l'anl"),
        ("1\u202f936", "1 936"),
        ("١٢", "12"),
        ("إصابة", "اصابه"),
        ("٠", "0"),
    ],
)
def test_spellings_fold_alike(written: str, folded: str) -> None:
    assert fold(written) == folded


NAMES = NameMatcher(
    [("Aïn Zara", "ain_zara"), ("Tripoli", "tripoli"), ("UN", "un"), ("طرابلس", "tripoli"), ("الجيش", "army"),
     ("Souk al-Jomaa", "souk"), ("Tripoli Protection Force", "force")]
)  # fmt: skip


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("à AIN ZARA, hier", ["ain_zara"]),
        (unicodedata.normalize("NFD", "près d'Aïn-Zara"), ["ain_zara"]),
        ("Tripolitaine", []),
        ("un obus", []),
        ("the UN says", ["un"]),
        ("the Tripoli Protection Force", ["force"]),
        ("وبطرابلس", ["tripoli"]),
        ("للجيش", ["army"]),
        ("طَرَابُلُس", ["tripoli"]),
        ("شطرابلس", []),
        ("Souk al Jomaa", ["souk"]),
    ],
)
def test_names_are_found_whole(text: str, found: list[str]) -> None:
    hits = NAMES.find(text)
    assert [meaning for _, meaning in hits] == found
    assert all(0 <= span.start < span.end <= len(text) for span, _ in hits)
