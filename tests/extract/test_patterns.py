"""A pattern that looks only where it can match finds what the plain one finds."""

from __future__ import annotations

import gc
import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.lexicon import any_of, known_languages
from extract.literals import heads_of, needs_of
from extract.patterns import Headed, Plain, compile_pattern
from extract.pipeline import extract_report
from extract.records import Report, When
from theatres.pack import load_theatre

FORMS = (
    r"(?<![^\W_])(?:a (?:re)?pris|ont(?: \w+){0,2} pris|[lL]e ?\d+ (?:avril|mai)|l'(?:ann|aim)\w*)(?![^\W_])",
    r"(?:(?:^|[,;(] ?)(?:ce que|comme l[ea]?|comme)|(?<!d')avoir(?: \w+)? et)$",
    r"(?P<killed>tue(?:e|s|es)?|mort)|(?P<injured>bless(?:e|es)) (?=par)|sur un total de plus de",
    r"(?<![^\W_])(?:pas(?>se|sent)|x{2,3}yz|a|une? (?:ou deux|trois)|deux cent trente et un mille)(?!\w)",
)
WORDS = [
    "a",
    "pris",
    "repris",
    "ont",
    "le",
    "2",
    "mai",
    "l'",
    "aime",
    "ce que",
    "comme",
    ", ",
    "(",
    "avoir",
    "et",
]
WORDS += [
    "tues",
    "mort",
    "blesses",
    "par",
    "sur un total de plus de",
    "passe",
    "xxyz",
    "une",
    "trois",
    "\n",
    ".",
    "é",
]
TEXTS = st.lists(st.sampled_from(WORDS), max_size=200).map(" ".join)


def _found(pattern: re.Pattern[str], text: str, *at: int) -> list[tuple[tuple[int, int], str | None]]:
    return [(m.span(), m.lastgroup) for m in pattern.finditer(text, *at)]


@pytest.mark.parametrize("form", FORMS)
@given(text=TEXTS, start=st.integers(0, 300), length=st.integers(0, 900))
def test_a_headed_pattern_finds_what_the_plain_one_finds(
    form: str, text: str, start: int, length: int
) -> None:
    headed, plain = compile_pattern(form), re.compile(form)
    assert isinstance(headed, Headed)
    assert _found(headed, text) == _found(plain, text)
    assert _found(headed, text, start, start + length) == _found(plain, text, start, start + length)
    first, expected = headed.search(text, start), plain.search(text, start)
    assert (first and first.span()) == (expected and expected.span())


def test_beginnings_are_read_off_the_pattern() -> None:
    assert heads_of(r"(?<!x)a (?:re)?pris") == ["a pris", "a repris"]
    assert heads_of(r"\w+ant") == heads_of("") == heads_of(r"(?i:a)") == heads_of("(?!)") == [""]
    assert heads_of(r"vill(?:e|es|age)\b") == ["village", "ville"]


def test_needs_are_the_most_telling_letters() -> None:
    assert needs_of(r"a(?: \w+)? (?:repris|conquis)")[0] == {" repris", " conquis"}
    assert needs_of(r"a(?: deja)? pris")[1] == len("a deja pris")
    assert needs_of(r"\w+(?:a|)")[0] == {""}


def test_short_forms_stay_plain_patterns() -> None:
    found = any_of(["frapp\\w+"])
    assert not isinstance(found, Headed)
    assert found.findall("il frappa") == ["frappa"]


@pytest.mark.parametrize("language", known_languages())
def test_every_pattern_of_a_language_compiles(language: str) -> None:
    day = When(date(2019, 5, 8), date(2019, 5, 8), "day", "stated")
    text = "12 morts, 12 dead, 12"  # a number is enough for every stage to make its grammar
    extract_report(Report("r", text, language, day), load_theatre("libya_2019"))
    made = [p.pattern for p in gc.get_objects() if isinstance(p, Plain)]
    assert made
    assert all(re.compile(source) for source in made)


@pytest.mark.parametrize(
    "form", [r"(?i)mort", r"(?P<a>x+)(?P=a)", r"a(?(1)b|c)", r"mort\1", "a{b}", r"(?x) a b", "x(y"]
)
def test_what_is_not_understood_of_a_pattern_tells_nothing(form: str) -> None:
    assert heads_of(form) == [""]
    assert needs_of(form)[0] == {""}


@given(
    st.lists(
        st.sampled_from(
            ["ab", "c", "(?:de|f?)", "[gh]", "(?=a)", "(?:ab|c){0,2}", "d+", r"\.", "(?:b(?:a|)c)"]
        )
    )
)
def test_every_match_opens_with_a_head_and_holds_a_need(parts: list[str]) -> None:
    form = "".join(parts)
    heads, (needs, reach) = heads_of(form), needs_of(form)
    for text in ("abcdefgh", "cabgabab.cc", "dddababh.fbac", "bcbacgd..abcdeab"):
        for found in re.finditer(form, text):
            assert any(found.group().startswith(h) for h in heads)
            assert any(n in found.group() for n in needs)
            assert len(found.group()) <= reach
