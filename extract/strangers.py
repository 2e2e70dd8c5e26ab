"""People and bodies no pack knows. In: a Reading with its sentences, places and actors. Out: the spans of
their names.

A stranger is known by his name alone: two capitalised words or more, or a title and one. Languages that write
no capitals have none.
"""

from __future__ import annotations

import re
from functools import partial

from extract.bodies import find_bodies
from extract.folding import fold
from extract.lexicon import Lexicon
from extract.reading import Reading
from extract.records import Span
from extract.spans import SpanSet

_MOST = 4  # words of a name: "Abdel Rahman al-Ameri el-Tarhouni" with room to spare


def find_strangers(reading: Reading) -> list[Span]:
    """The names of people and bodies that are no actor and no place of the pack, in order."""
    pattern: re.Pattern[str] | None = reading.lexicon.made("strangers", _compile)
    if pattern is None:
        return []
    known = SpanSet([a.span for a in reading.actors if not a.anaphor] + [p.span for p in reading.places])
    spans = (Span(*m.span()) for m in pattern.finditer(reading.text))
    bodies = find_bodies(reading)
    inside = SpanSet(bodies)
    people = [s for s in map(partial(_without_opening, reading), spans) if s and not known.overlaps(s)]
    return sorted([*bodies, *(s for s in people if not inside.overlaps(s))], key=lambda s: s.start)


def _compile(lexicon: Lexicon) -> re.Pattern[str] | None:
    titles = "|".join(re.escape(t) for t in lexicon.get("attribution", "strangers.titles", []))
    particles = "|".join(re.escape(p) for p in lexicon.get("attribution", "strangers.particles", []))
    if not titles:
        return None
    small, letter = "a-z\u00df-\u00ff", r"[^\W\d_]"
    name = rf"[^\W\d_{small}]{letter}*[{small}]{letter}*(?:-{letter}+)*"  # no acronym
    word = rf"(?:(?:{particles})[- ]|[dl]')?{name}"
    rest = rf"(?: {word})"
    return re.compile(rf"(?<!\w)(?:(?:{titles}) {word}{rest}{{0,{_MOST}}}|{word}{rest}{{1,{_MOST}}})(?!\w)")


def _without_opening(reading: Reading, span: Span) -> Span | None:
    """A name without the capital its sentence gives to a word before it ("Dimanche Salem Ramadan")."""
    never = reading.lexicon.made("no_names", _no_names)
    words = span.of(reading.text).split(" ")
    start = span.start
    while words and fold(words[0]) in never:
        start += len(words.pop(0)) + 1
    return Span(start, span.end) if len(words) > 1 else None


def _no_names(lexicon: Lexicon) -> frozenset[str]:
    return frozenset(fold(w) for w in lexicon.get("attribution", "strangers.never", []))
