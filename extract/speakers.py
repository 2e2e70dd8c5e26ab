"""Who a verb of saying belongs to. In: a Reading and a cue. Out: a Speaker, or None where none is near."""

from __future__ import annotations

import re
from bisect import bisect_left

from extract.candidates import Candidates
from extract.offices import Speaker
from extract.reading import Sentence

# A comma, then no more than the auxiliary and pronouns of a verb.
_COMMA = re.compile(r", (?:[\w']+ ){0,3}$")
_APPOSED = re.compile(r"[^,;:\"]{0,40}, ")  # from what one is to his name: " à Genève, "
_JOINT = 4  # speakers joined by "and" that are looked back through
_FAR = 160  # characters between a speaker and the verb: a long apposition
_NEAR = 90  # characters after an inverted verb or "selon": "mardi à l'AFP le porte-parole du"
_OWNER = 30  # characters between a name and the words that say what he is


class Speakers(Candidates):
    """The possible speakers of a report, asked for before or after a verb."""

    def stranger_before(self, at: int, sentence: Sentence) -> Speaker | None:
        """A stranger right before a verb, or before an aside that stands there."""
        for stranger in self._strangers_in(max(sentence.span.start, at - _FAR), at)[::-1]:
            if self.turns.ready.fullmatch(self._reading.folded, stranger.span.end, at):
                near = self._among(max(sentence.span.start, stranger.span.start - _NEAR), stranger.span.start)
                folded = self._reading.folded
                beside = [s for s in near if _APPOSED.fullmatch(folded, s.span.end, stranger.span.start)]
                return self._presented(stranger, beside)
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
        fitting = [s for s in self._among(floor, at) if s.span.end <= at and not self._there(s)]
        nearest = self._joint([s for s in fitting if not self._aside(s.span, at)][::-1])
        nearest = [s for s in nearest if s.span.end <= self._between_commas(floor, at)] or nearest
        return self._choose(nearest[1:] if self._in_apposition(nearest, at) else nearest)

    def _there(self, speaker: Speaker) -> bool:
        """True for the capital of "in Ankara": it is a place, whatever it may stand for else."""
        start = speaker.span.start
        actor = self._reading.theatre.actors.get(speaker.actor_id or "")
        if actor is None or actor.kind != "state":
            return False
        return self.turns.there.search(self._reading.folded[max(0, start - 12) : start]) is not None

    def oblique(self, speaker: Speaker) -> bool:
        """True for the one of "mené par l'ANL": no subject of what follows."""
        start = speaker.span.start
        return self.turns.oblique.search(self._reading.folded[max(0, start - 12) : start]) is not None

    def _between_commas(self, floor: int, at: int) -> int:
        """Where the stretch between commas right before a verb begins: its subject stands before that."""
        before = self._reading.folded[floor:at]
        closing = _COMMA.search(before)
        if closing and self._among(floor + closing.start(), at):
            return at
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
        if speaker.actor_id or speaker.faction or self._stands_alone(speaker):
            return False
        start = speaker.span.start
        return self.turns.definite.search(self._reading.folded[max(0, start - 8) : start]) is not None

    def _stands_alone(self, speaker: Speaker) -> bool:
        """True for "the hospital", "the head of the ward", and whom a speaker names: no one said before."""
        lexicon, folded, span = self._reading.lexicon, self._reading.folded, speaker.span
        quotes = self._reading.quotes
        opened = bisect_left(quotes, span.start, key=lambda q: q.start) - 1
        quoted = opened >= 0 and span.end <= quotes[opened].end
        carer = lexicon.pattern("attribution", "speakers.carers").match(folded, span.start)
        completed = lexicon.pattern("attribution", "speakers.completed")
        inside = completed.search(folded, span.start, span.end) or completed.match(folded, span.end + 1)
        return quoted or (carer or inside) is not None

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

    def _fills(self, at: int, stranger: Speaker) -> bool:
        """True where only circumstances, or what he is, stand between a verb and a stranger."""
        between = self._between(at, stranger)
        nouns = self._among(at, stranger.span.start)
        for noun in nouns[-1:]:
            if self._grammar.filler.fullmatch(self._between(at, noun)):
                between = self._reading.folded[noun.span.end : stranger.span.start]
                return re.fullmatch(r"[\w' ,-]*", between) is not None
        return self._grammar.filler.fullmatch(between) is not None

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
