"""The words: each in French and English, the same places to fill, numbers and dates as a language writes."""

from __future__ import annotations

import re
import string
import tomllib
from collections.abc import Iterator
from datetime import date
from typing import Any, get_args

import pytest

from extract.records import EventType, GapKind, Qualifier, Status, TollKind
from render.labels import FILE, Labels
from theatres.pack import load_theatre

WORDS = tomllib.loads(FILE.read_text(encoding="utf-8"))
FR, EN = Labels("fr"), Labels("en")


def entries(table: dict[str, Any], path: str = "") -> Iterator[tuple[str, dict[str, Any]]]:
    """Every text of labels.toml with its key."""
    for name, value in table.items():
        if "fr" in value and not isinstance(value["fr"], dict):
            yield f"{path}{name}", value
        else:
            yield from entries(value, f"{path}{name}.")


def holes(text: object) -> list[str]:
    """The {places} of a text, or of the longest of its forms."""
    forms = [str(f) for f in (text if isinstance(text, list) else [text])]
    return sorted({n for form in forms for _, n, _, _ in string.Formatter().parse(form) if n})


@pytest.mark.parametrize(
    ("key", "entry"), list(entries(WORDS)), ids=lambda v: v if isinstance(v, str) else ""
)
def test_every_word_is_in_french_and_english_with_the_same_places(key: str, entry: dict[str, Any]) -> None:
    assert {"fr", "en"} <= set(entry) <= {"fr", "en", "ar"}, key
    assert type(entry["fr"]) is type(entry["en"])
    assert holes(entry["fr"]) == holes(entry["en"]), key


def test_every_word_the_code_asks_for_exists() -> None:
    known = {key for key, _ in entries(WORDS)}
    called = re.compile(r'(?:text|plural)\(\s*"([a-z_]+\.[a-z_]+)"')
    asked = {k for p in FILE.parent.glob("*.py") for k in called.findall(p.read_text(encoding="utf-8"))}
    assert len(asked) > 40 and asked <= known, asked - known


@pytest.mark.parametrize(
    ("section", "kind"),
    [
        ("event_type", EventType),
        ("status", Status),
        ("kind", TollKind),
        ("qualifier", Qualifier),
        ("gap", GapKind),
    ],
)
def test_every_value_a_record_may_hold_has_a_name(section: str, kind: Any) -> None:
    assert set(get_args(kind)) <= set(WORDS[section])


def test_a_missing_word_names_the_nearest() -> None:
    with pytest.raises(KeyError, match="nearest: density"):
        FR.text("timeline.densite")


def test_an_unknown_language_is_named() -> None:
    with pytest.raises(ValueError, match="'de'"):
        Labels("de")


def test_numbers_follow_the_language() -> None:
    assert FR.number(1936) == "1\u202f936" and EN.number(1936) == "1,936"
    assert FR.number(4.02, 1) == "4,0" and FR.number(None) == "–" == FR.number(float("nan"))


def test_counts_keep_their_bounds() -> None:
    assert FR.count(392, 392, "exact") == "392"
    assert FR.count(2000, None, "more_than") == "> 2\u202f000"
    assert FR.count(55000, float("nan"), "at_least") == "≥ 55\u202f000"
    assert FR.count(12, 15, "about") == "12–15"
    assert FR.count(None, 20, "up_to") == "≤ 20"
    assert FR.count(392, None, "exact") == "≥ 392", "no ceiling is invented"


def test_dates_follow_the_language() -> None:
    assert FR.prose_day(date(2019, 5, 7)) == "7 mai 2019" and EN.prose_day(date(2019, 5, 7)) == "7 May 2019"
    assert FR.prose_day(date(2019, 6, 1)) == "1er juin 2019"
    assert FR.days(date(2019, 5, 6), date(2019, 6, 3)) == "06/05/2019–03/06/2019"
    assert FR.days(date(2019, 5, 6), date(2019, 5, 6)) == "06/05/2019"
    assert FR.day(None) == "date inconnue"


def test_plurals_follow_the_language() -> None:
    assert FR.plural("words.events", 0) == "0 événement" and EN.plural("words.events", 0) == "0 events"
    assert FR.plural("words.events", 1936) == "1\u202f936 événements"


def test_factions_have_names_agencies_their_initials() -> None:
    theatre = load_theatre("libya_2019")
    assert (FR.faction(theatre, "LNA"), EN.faction(theatre, "LNA")) == ("ANL", "LNA")
    assert (FR.faction(theatre, "WHO"), EN.faction(theatre, "WHO")) == ("OMS", "WHO")
    assert FR.faction(theatre, None) == "non précisé"
    assert FR.faction(theatre, "des témoins") == "des témoins", "the words of the text stay"
