"""Phrases by their first letters: what they find and what they refuse."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.folding import fold
from extract.lexicon import flatten, known_languages, read_language
from extract.phrases import PhraseMatcher


def found(form: str, text: str) -> list[str]:
    folded = fold(text)
    return [h.span.of(folded) for h in PhraseMatcher([(form, 1)]).find(folded)]


def test_a_form_is_a_regular_expression_on_whole_words() -> None:
    assert found("frapp(?:é|e|ent)", "Ils ont frappé. La frappe. Un frappeur.") == ["frappe", "frappe"]


def test_a_form_may_open_with_a_choice() -> None:
    assert found("(?:a|ont) fui", "Ils ont fui, il a fui.") == ["ont fui", "a fui"]


def test_a_form_may_open_with_an_optional_group() -> None:
    assert found("(?:re|de)?prise", "La prise, la reprise.") == ["prise", "reprise"]
    assert found("(?:les |des )?raids", "les raids, des raids, raids") == ["les raids", "des raids", "raids"]


@pytest.mark.parametrize("form", ["(?:a )*fui", "(?:a )+fui", "(?:a ){2}fui"])
def test_a_form_that_opens_with_a_repeated_group_is_refused(form: str) -> None:
    with pytest.raises(ValueError, match="opens with a group read many times"):
        PhraseMatcher([(form, 1)])


def test_an_optional_letter_is_no_part_of_what_must_be_read() -> None:
    assert found("obus?", "un obu, des obus") == ["obu", "obus"]


def test_the_longest_of_one_meaning_is_kept() -> None:
    meaning = "raid"
    matcher = PhraseMatcher([("raid", meaning), ("raid aérien", meaning)])
    assert [h.span.end for h in matcher.find("raid aerien")] == [11]


@pytest.mark.parametrize("form", ["\\w+er", "(?:x|\\w)y", "a|b"])
def test_a_form_without_plain_letters_first_is_refused(form: str) -> None:
    with pytest.raises(ValueError, match="form"):
        PhraseMatcher([(form, 1)])


@pytest.mark.parametrize("language", known_languages())
def test_every_form_of_the_language_files_compiles(language: str) -> None:
    tables = read_language(language)
    said = tables.get("attribution", {})
    named = tables.get("actors", {})
    cues = [
        said.get("cues", {}),
        said.get("speakers", {}),
        named.get("adjectives", {}),
        named.get("anaphors", {}),
    ]
    senses = {k: v for k, v in tables.get("events", {}).items() if k != "context"}
    shapes = ("act", "move", "undergo", "host", "place_act", "noun", "fact")
    forms = [*flatten(cues), *(f for sense in senses.values() for s in shapes for f in sense.get(s, []))]
    matcher = PhraseMatcher((f, f) for f in forms)
    assert all(re.compile(form.written) for form in matcher._forms)


@given(st.text(alphabet="abé 'tirs-", max_size=40))
def test_hits_lie_inside_the_text(text: str) -> None:
    folded = fold(text)
    for hit in PhraseMatcher([("tirs?", 1), ("ab", 2)]).find(folded):
        assert 0 <= hit.span.start < hit.span.end <= len(folded)
