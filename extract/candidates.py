"""Those of a report who may speak. In: a Reading. Out: Candidates, looked up by where they stand.

Actors of the pack, words for someone who speaks, and strangers with what the words beside their names make of
them.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import replace
from typing import NamedTuple

from extract.folding import fold
from extract.lexicon import Lexicon
from extract.offices import Speaker, find_speakers
from extract.reading import Reading, Sentence
from extract.records import Span
from extract.speech_grammar import SpeechGrammar, speech_grammar
from extract.strangers import find_strangers

_NEAR = 90  # characters before a stranger that may say what he is: "le porte-parole du ministère de"
_PLAIN = re.compile(r"[\w' ,-]*")  # from a verb to a name: what he is, and a comma
_OWNER = 30  # characters between a name and the words that say what he is


class Candidates:
    """The possible speakers of a report, in order of position."""

    def __init__(self, reading: Reading) -> None:
        grammar: SpeechGrammar = reading.lexicon.made("speakers", speech_grammar)
        self._reading, self._grammar, self.turns = reading, grammar, grammar.turns
        self._asides = [Span(*m.span()) for m in grammar.asides.finditer(reading.folded)]
        self._aside_starts = [a.start for a in self._asides]
        self._all = find_speakers(reading, grammar)
        self._starts = [s.span.start for s in self._all]
        self._strict = bool(reading.lexicon.get("attribution", "said_by_words", ()))
        self._strangers = self._known_again([self._introduced(span) for span in find_strangers(reading)])
        self._stranger_starts = [s.span.start for s in self._strangers]

    def _among(self, start: int, end: int) -> list[Speaker]:
        """Those who start inside a stretch of text."""
        return self._all[bisect_left(self._starts, start) : bisect_left(self._starts, end)]

    def starting(self, start: int, end: int) -> list[Speaker]:
        """Those who start inside a stretch of text, strangers among them."""
        both = [*self._among(start, end), *self._strangers_in(start, end)]
        return sorted(both, key=lambda s: s.span.start)

    def _introduced(self, span: Span) -> Speaker:
        """A stranger, of the side the words beside his name give him ("X, porte-parole du GNA")."""
        folded = self._reading.folded
        beside = self._among(span.end, span.end + _OWNER)
        told = [s for s in beside if self.turns.apposed.fullmatch(folded, span.end, s.span.start)]
        before = self._among(max(0, span.start - _NEAR), span.start)
        told += [s for s in before[::-1] if self.turns.apposed.fullmatch(folded, s.span.end, span.start)]
        members = [s for s in beside if self.turns.member.fullmatch(folded, span.end, s.span.start)]
        side = next((s.faction for s in [*members, *filter(self._is_person, told)] if s.faction), None)
        return Speaker(span, side, None, span.of(self._reading.text))

    def _known_again(self, strangers: list[Speaker]) -> list[Speaker]:
        """The strangers, each of the side he was introduced with ("M. Mansouri" after "Adel Mansouri")."""
        sides: dict[str, str] = {}
        found: list[Speaker] = []
        for stranger in strangers:
            surname = fold(stranger.name.split(" ")[-1])
            side = stranger.faction or sides.get(surname)
            found.append(replace(stranger, faction=side))
            if side:
                sides[surname] = side
        return found

    def _is_person(self, speaker: Speaker) -> bool:
        """True for a word for a speaker, and for a person the pack knows by his office."""
        actor = self._reading.theatre.actors.get(speaker.actor_id or "")
        return speaker.office or (actor is not None and actor.kind == "person")

    def _strangers_in(self, start: int, end: int) -> list[Speaker]:
        at = self._stranger_starts
        return self._strangers[bisect_left(at, start) : bisect_left(at, end)]

    def anyone_behind(self, at: int, sentence: Sentence) -> Speaker | None:
        """Whoever is right behind a verb: one name ("lance Moad"), a stranger, plain words for someone."""
        grammar: _Behind = self._reading.lexicon.made("behind", _compile_behind)
        text, folded = self._reading.text, self._reading.folded
        if found := grammar.name.match(text, at, sentence.span.end):
            return self._introduced(Span(*found.span(1)))
        for stranger in self._strangers_in(at, min(sentence.span.end, at + _NEAR))[:1]:
            if _PLAIN.fullmatch(folded, at, stranger.span.start):
                return stranger
        if found := grammar.words.match(folded, at, sentence.span.end):
            span = Span(*found.span(1))
            return Speaker(span, None, None, span.of(text), office=True)
        return None

    def _aside(self, span: Span, at: int) -> bool:
        """True for one named in an aside, or in a quotation closed before the verb."""
        index = bisect_left(self._aside_starts, span.start) - 1
        if index >= 0 and span.end <= self._asides[index].end <= at:
            return True
        quotes = self._reading.quotes
        opened = bisect_left(quotes, span.start, key=lambda q: q.start) - 1
        return opened >= 0 and span.end <= quotes[opened].end <= at

    def _choose(self, nearest: list[Speaker]) -> Speaker | None:
        """The nearest that is no news outlet, else the nearest."""
        actors = self._reading.theatre.actors
        own = [s for s in nearest if not (s.actor_id and actors[s.actor_id].kind == "outlet")]
        return next(iter([*own, *nearest]), None)

    def _presented(self, stranger: Speaker, near: list[Speaker]) -> Speaker:
        """A stranger with the side of what he is said to be."""
        if stranger.known:
            return stranger
        what = [s for s in near if s.span.start < stranger.span.start and s.faction and self._is_person(s)]
        return replace(stranger, faction=what[-1].faction, actor_id=what[-1].actor_id) if what else stranger

    def _between(self, at: int, speaker: Speaker) -> str:
        return self._reading.folded[at : speaker.span.start]


class _Behind(NamedTuple):
    name: re.Pattern[str]
    words: re.Pattern[str]


def _compile_behind(lexicon: Lexicon) -> _Behind:
    """A capital behind nothing but a space: only where a language writes capitals, and incises."""
    capital = r" ([^\W\d_a-z\u00df-\u00ff][a-z\u00df-\u00ff'-]{2,})(?!\w)"
    words = "|".join(lexicon.forms("attribution", "behind")) or "(?!)"
    name = capital if lexicon.get("attribution", "incise") else "(?!)"
    return _Behind(re.compile(name), re.compile(f" (?:{words})"))
