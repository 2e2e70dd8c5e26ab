"""The words of figures and maps. In: labels.toml, a language. Out: texts, plurals, numbers, dates, names."""

from __future__ import annotations

import math
import re
import tomllib
from datetime import date
from difflib import get_close_matches
from functools import cache
from pathlib import Path
from typing import Any

import pandas as pd

from theatres.pack import Actor, Theatre

FILE = Path(__file__).with_name("labels.toml")
LANGUAGES = ("fr", "en", "ar")
# French typography: U+202F, the narrow no-break space, between thousands.
THOUSANDS = {"fr": "\u202f", "en": ",", "ar": ","}
# A guillemet never ends or begins a line alone.
GUILLEMETS = re.compile("(?<=«) | (?=»)")
DECIMAL = {"fr": ",", "en": ".", "ar": "."}
Day = date | pd.Timestamp


@cache
def _read() -> dict[str, Any]:
    return tomllib.loads(FILE.read_text(encoding="utf-8"))


class Labels:
    """The words of one language."""

    def __init__(self, language: str = "fr") -> None:
        """Raise ValueError for a language labels.toml does not speak."""
        if language not in LANGUAGES:
            raise ValueError(f"language {language!r}: expected one of {', '.join(LANGUAGES)}")
        self.language = language

    def text(self, key: str, **values: object) -> str:
        """The text of "section.name", its {places} filled; KeyError names the nearest key."""
        return GUILLEMETS.sub("\u00a0", str(self._find(key))).format(**values)

    def plural(self, key: str, n: float, **values: object) -> str:
        """The singular or plural text for `n`, which fills {n}: French has "0 mort", English "0 deaths"."""
        one, many = self._find(key)
        singular = abs(n) < 2 if self.language == "fr" else n == 1
        return str(one if singular else many).format(n=self.number(n), **values)

    def number(self, n: float | None, decimals: int = 0) -> str:
        """A number as the reader's language writes it: 1 936 or 1,936; "–" when unknown."""
        if n is None or (isinstance(n, float) and math.isnan(n)):
            return "–"
        written = f"{n:,.{decimals}f}".replace(",", "\0").replace(".", DECIMAL[self.language])
        return written.replace("\0", THOUSANDS[self.language])

    @property
    def separators(self) -> str:
        """Decimal mark and thousands mark, as plotly takes them."""
        return DECIMAL[self.language] + THOUSANDS[self.language]

    def count(self, low: float | None, high: float | None, qualifier: str = "exact") -> str:
        """A toll with its bounds: 392, ≥ 55 000, > 2 000, 12–15; an open bound never gets a ceiling."""
        has_low, has_high = _known(low), _known(high)
        if has_low and has_high and low != high and qualifier not in ("up_to", "vague"):
            return f"{self.number(low)}–{self.number(high)}"
        if qualifier == "exact" and has_low and not has_high:
            qualifier = "at_least"
        figure = high if qualifier == "up_to" and has_high else low if has_low else high
        return self.text(f"qualifier.{qualifier}", n=self.number(figure))

    def day(self, day: Day | None) -> str:
        """A day in a table: 07/05/2019."""
        return self.text("words.no_date") if _no_day(day) else f"{day:%d/%m/%Y}"

    def prose_day(self, day: Day | None) -> str:
        """A day in a sentence: 7 mai 2019, 1er juin 2019, 7 May 2019."""
        if day is None or _no_day(day):
            return self.text("words.no_date")
        number = self.text("calendar.first") if day.day == 1 else str(day.day)
        return f"{number} {self._find('calendar.months')[day.month - 1]} {day.year}"

    def days(self, start: Day | None, end: Day | None) -> str:
        """An interval in a table: 06/05/2019–03/06/2019, or one day."""
        same = not _no_day(start) and not _no_day(end) and start == end
        return self.day(start) if same or _no_day(end) else f"{self.day(start)}–{self.day(end)}"

    def name(self, names: dict[str, str]) -> str:
        """The name in this language, else in French, English, or the first there is."""
        return next(
            (names[k] for k in (self.language, "fr", "en") if names.get(k)), next(iter(names.values()), "")
        )

    def faction(self, theatre: Theatre, ident: object) -> str:
        """The short name of a side, an agency's name, the word for victims, or the words of the text."""
        if not isinstance(ident, str):
            return self.text("who.nobody")
        if ident in theatre.sides:
            return self.name(theatre.sides[ident].short)
        if ident in _read()["who"]:
            return self.text(f"who.{ident}")
        actor = _find_actor(theatre, ident)
        return self.actor(actor) if actor else ident

    def actor(self, actor: Actor) -> str:
        """The short name of an actor: the initials its full name gives in brackets, else the name itself."""
        names = actor.names.get(self.language) or actor.names.get("fr") or next(iter(actor.names.values()))
        bracketed = re.search(r"\(([^()]{2,12})\)$", names[0])
        return bracketed[1] if bracketed else names[0]

    def place(self, theatre: Theatre, place_id: object) -> str:
        """The name of a place, or the words for an unknown one."""
        known = theatre.places.get(place_id) if isinstance(place_id, str) else None
        return self.name(known.names) if known else self.text("words.no_place")

    def _find(self, key: str) -> Any:
        section, _, name = key.rpartition(".")
        table: Any = _read()
        for part in section.split("."):
            table = table.get(part, {})
        if name not in table:
            near = get_close_matches(name, list(table), n=1)
            raise KeyError(f"labels.toml has no {key!r}; nearest: {near[0] if near else 'none'}")
        entry = table[name]
        return entry.get(self.language, entry["fr"])


def _find_actor(theatre: Theatre, ident: str) -> Actor | None:
    if ident in theatre.actors:
        return theatre.actors[ident]
    named = [a for a in theatre.actors.values() if a.score_name == ident]
    # The body itself before the people who speak for it.
    return min(named, key=lambda a: a.kind == "person", default=None)


def _known(value: float | None) -> bool:
    return value is not None and not (isinstance(value, float) and math.isnan(value))


def _no_day(day: Day | None) -> bool:
    return day is None or bool(pd.isna(day))
