"""Who a verb of saying belongs to. In: a Reading and a cue. Out: a Speaker, or None where none is near."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import replace

from extract.folding import fold
from extract.lexicon import Lexicon
from extract.offices import Speaker, find_speakers
from extract.reading import Reading, Sentence
from extract.records import Span
from extract.speech_grammar import SpeechGrammar, speech_grammar
from extract.strangers import find_strangers

# A comma, then no more than the auxiliary and pronouns of a verb.
_COMMA = re.compile(r", (?:[\w']+ ){0,3}$")
_JOINT = 4  # speakers joined by "and" that are looked back through
_FAR = 160  # characters between a speaker and the verb: a long apposition
_NEAR = 90  # characters after an inverted verb or "selon": "mardi à l'AFP le porte-parole du"
_OWNER = 30  # characters between a name and the words that say what he is


class Speakers:
    """The possible speakers of a report, asked for before or after a verb."""

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

    def stranger_before(self, at: int, sentence: Sentence) -> Speaker | None:
        """A stranger right before a verb, or before an aside that stands there."""
        for stranger in self._strangers_in(max(sentence.span.start, at - _FAR), at)[::-1]:
            if self.turns.ready.fullmatch(self._reading.folded, stranger.span.end, at):
                return stranger
        return None

    def apposed_before(self, at: int, sentence: Sentence) -> Speaker | None:
        """The one whom "X, a spokesman for Y," names, right before a verb."""
        floor = max(sentence.span.start, at - _FAR)
        told = self.turns.apposition.search(self._reading.folded[floor:at])
        comma = floor + told.start() if told else -1
        near = [*self._among(floor, at), *self._strangers_in(floor, at)]
        return next((s for s in near if s.span.end == comma), None)

    def set_aside(self, speaker: Speaker, at: int) -> bool:
        """True for one who spoke in an aside that is over."""
        return self._aside(speaker.span, at)

    def before(self, at: int, sentence: Sentence) -> Speaker | None:
        """The one who stands before a verb, in its sentence, outside asides and of the same clause."""
        floor = max(sentence.span.start, at - _FAR)
        cut = max(self._reading.folded.rfind(mark, floor, at) for mark in (";", ": "))
        floor = max(floor, cut)
        fitting = [s for s in self._among(floor, at) if s.span.end <= at]
        nearest = self._joint([s for s in fitting if not self._aside(s.span, at)][::-1])
        nearest = [s for s in nearest if s.span.end <= self._between_commas(floor, at)] or nearest
        return self._choose(nearest[1:] if self._in_apposition(nearest, at) else nearest)

    def _between_commas(self, floor: int, at: int) -> int:
        """Where the stretch between commas right before a verb begins: its subject stands before that."""
        before = self._reading.folded[floor:at]
        closing = _COMMA.search(before)
        opening = before.rfind(",", 0, closing.start()) if closing else -1
        return floor + opening if opening >= 0 else at

    def _joint(self, nearest: list[Speaker]) -> list[Speaker]:
        """For "the EU and the ministers of France and Italy", the first named speaks for all."""
        for index in range(min(len(nearest) - 1, _JOINT), 0, -1):
            chain = self._reading.folded[nearest[index].span.end : nearest[0].span.start]
            if self._grammar.joint.fullmatch(chain):
                return nearest[index:]
        return nearest

    def _in_apposition(self, nearest: list[Speaker], at: int) -> bool:
        """True for the "porte-parole" of "Mohanad Younes, autre porte-parole,"."""
        if len(nearest) < 2 or nearest[0].actor_id or not nearest[1].actor_id:
            return False
        between = self._reading.folded[nearest[1].span.end : nearest[0].span.start]
        return re.fullmatch(r", (?:\w+['’ ]){0,3}", between) is not None and self._closed(nearest[0], at)

    def _closed(self, speaker: Speaker, at: int) -> bool:
        """True where a comma stands between a speaker and the verb: what is not closed is its subject."""
        return "," in self._reading.folded[speaker.span.end : at]

    def named_before(self, at: int, sentence: Sentence) -> Speaker | None:
        """The nearest person named before a verb, whoever governs it."""
        actors = self._reading.theatre.actors
        floor = max(sentence.span.start, at - 2 * _FAR)
        fitting = [s for s in self._among(floor, at) if s.span.end <= at]
        people = [s for s in fitting if s.actor_id and actors[s.actor_id].kind == "person"]
        return people[-1] if people else None

    def named_last(self, sentence: Sentence) -> Speaker | None:
        """The person the sentence before is about."""
        before = self._reading.sentences[max(0, sentence.index - 1)]
        return self.named_before(sentence.span.start, before)

    def points_back(self, speaker: Speaker) -> bool:
        """True for "the agency", "the minister": one named before."""
        if speaker.actor_id or speaker.faction:
            return False
        start = speaker.span.start
        return self.turns.definite.search(self._reading.folded[max(0, start - 8) : start]) is not None

    def meant(self, speaker: Speaker, last: Speaker | None, sentence: Sentence) -> Speaker | None:
        """The one "the agency" or "this official" stands for: who spoke last, or whom the text was about."""
        if not self.points_back(speaker):
            return None
        if last and last.known:
            return last
        start = speaker.span.start
        this = self.turns.this.search(self._reading.folded[max(0, start - 8) : start])  # characters: "cette "
        return self.subject_before(sentence) if this else None

    def before_start(self, sentence: Sentence) -> int:
        """Where the sentence before begins."""
        return self._reading.sentences[max(0, sentence.index - 1)].span.start

    def subject_before(self, sentence: Sentence) -> Speaker | None:
        """The one the sentence before opens with."""
        start = self.before_start(sentence)
        opening = self._among(start, min(sentence.span.start, start + _NEAR))
        return next((s for s in opening if s.actor_id), None)

    def inverted(self, at: int, sentence: Sentence) -> Speaker | None:
        """The one whom nothing but circumstances ("mardi à l'AFP") parts from the verb before him."""
        end = min(sentence.span.end, at + _NEAR)
        near = self._among(at, end)
        found = self._choose([s for s in near if self._grammar.filler.fullmatch(self._between(at, s))])
        strangers = [s for s in self._strangers_in(at, end) if self._fills(at, s)]
        if strangers and (found is None or not found.known or strangers[0].known):
            return self._presented(strangers[0], near)
        if found is None or found.actor_id:
            return found
        # "le commandant loyaliste Oussama Jouili": the name that follows the noun.
        named = [s for s in near if s.actor_id and s.span.start > found.span.end]
        between = self._between(found.span.end, named[0]) if named else ":"
        plain = re.fullmatch(r"[\w' -]*", between) and not self._grammar.stops.search(between)
        return named[0] if plain else found

    def first_name(self, at: int, sentence: Sentence) -> Speaker | None:
        """One of a single name right behind a verb ("lance Moad, combattant du GNA")."""
        alone: re.Pattern[str] = self._reading.lexicon.made("first_name", _compile_first_name)
        found = alone.match(self._reading.text, at, sentence.span.end)
        return self._introduced(Span(*found.span(1))) if found else None

    def _fills(self, at: int, stranger: Speaker) -> bool:
        """True where only circumstances, or what he is, stand between a verb and a stranger."""
        between = self._between(at, stranger)
        nouns = self._among(at, stranger.span.start)
        for noun in nouns[-1:]:
            if self._grammar.filler.fullmatch(self._between(at, noun)):
                between = self._reading.folded[noun.span.end : stranger.span.start]
                return re.fullmatch(r"[\w' ,-]*", between) is not None
        return self._grammar.filler.fullmatch(between) is not None

    def _presented(self, stranger: Speaker, near: list[Speaker]) -> Speaker:
        """A stranger with the side of what he is said to be."""
        if stranger.known:
            return stranger
        what = [s for s in near if s.span.start < stranger.span.start and s.faction and self._is_person(s)]
        return replace(stranger, faction=what[-1].faction, actor_id=what[-1].actor_id) if what else stranger

    def _between(self, at: int, speaker: Speaker) -> str:
        return self._reading.folded[at : speaker.span.start]

    def fronted(self, at: int, sentence: Sentence) -> Speaker | None:
        """The one a clause opens with, right before a verb that else comes first."""
        near = [s for s in self._among(max(sentence.span.start, at - _NEAR), at) if s.span.end == at - 1]
        opening = (self._reading.folded[sentence.span.start : s.span.start] for s in near)
        opens = [
            s for s, lead in zip(near, opening, strict=True) if not lead or self.turns.fronted.search(lead)
        ]
        return next((s for s in opens if s.known), None)

    def opening(self, sentence: Sentence, end: int) -> Speaker | None:
        """The one a sentence opens with, a stranger too, an article and what he is before him."""
        start = sentence.span.start
        near = [
            *self._strangers_in(start, min(end, start + _NEAR)),
            *self._among(start, min(end, start + _NEAR)),
        ]
        first = min(near, key=lambda s: s.span.start, default=None)
        lead = self._reading.folded[start : first.span.start] if first else "?"
        if first is None or self._grammar.filler.fullmatch(lead) is None:
            return None
        behind = [s for s in near if s.span.start > first.span.end and s.known and not first.known]
        named = [
            s
            for s in behind
            if self.turns.apposed.fullmatch(self._reading.folded, first.span.end, s.span.start)
        ]
        return next(iter(named), first)

    def pronoun_opens(self, sentence: Sentence) -> bool:
        """True for a sentence whose subject is a pronoun."""
        opening = self._reading.folded[sentence.span.start : sentence.span.start + _OWNER]
        words = opening.split(" ")
        return any(self.turns.pronoun.search(" ".join(words[:n]) + " ") for n in (1, 2))

    def heads(self, sentence: Sentence) -> Speaker | None:
        """The one a sentence opens with before a colon ("OMS : 392 morts")."""
        for speaker in self._among(sentence.span.start, sentence.span.start + 5):  # "Le ", "- La "
            if re.match(r"\s*:", self._reading.folded[speaker.span.end : speaker.span.end + 3]):
                return speaker
        return None

    def after(self, at: int, sentence: Sentence) -> Speaker | None:
        """The one who follows "selon", before the first comma or in apposition behind it."""
        end = min(sentence.span.end, at + _NEAR)
        for stop in self._grammar.stops.finditer(self._reading.folded, at, end):
            if not self._among(*stop.span()):  # "WHO" is no relative pronoun
                end = stop.start()
                break
        comma = self._reading.folded.find(",", at, end) if self._strict else -1
        return self._first_named(at, end) if comma < 0 else self._first_named(at, comma, end)

    def _first_named(self, at: int, comma: int, end: int | None = None) -> Speaker | None:
        """The one named before a comma; one known behind it, if he is what stands before."""
        found = self._choose(self._among(at, comma))
        strangers = self._strangers_in(at, comma)
        behind = self._among(comma, end) if end is not None else []
        if strangers and (found is None or not found.known):
            return self._presented(strangers[0], [*self._among(at, comma), *behind])
        if found and found.known:
            return found
        start = found.span.end if found else comma
        told = [s for s in behind if s.known and self._is_person(s)]
        near = (s for s in told if self.turns.apposed.fullmatch(self._reading.folded, start, s.span.start))
        return next(near, found)

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


def _compile_first_name(lexicon: Lexicon) -> re.Pattern[str]:
    """A capital behind nothing but a space: only where a language writes capitals, and incises."""
    capital = r" ([^\W\d_a-z\u00df-\u00ff][a-z\u00df-\u00ff'-]{2,})(?!\w)"
    return re.compile(capital if lexicon.get("attribution", "incise") else "(?!)")
