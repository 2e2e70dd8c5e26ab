"""Who may speak, and for whom. In: a Reading with its actors. Out: Speakers, each with the side he is of.

A "porte-parole" takes the side of the one beside him: behind "du", before "spokesman", as the adjective of a
camp, through "their" or "whose".
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from extract.folding import fold
from extract.reading import ActorMention, Reading, within
from extract.records import Span
from extract.sides import takes_part
from extract.speech_grammar import SpeechGrammar

_ADJECTIVES = ("adjectives", "anaphors.government")
_OWNER = 60  # characters between a word for a speaker and the one he speaks for: "d'un axe au sud de T. pour"
_PLACED = 24  # characters from an office to its place: " de campagne de la ville de "
_BACK = 250  # characters over which "their commander" points back
_LEAD = 24  # characters before a word for a speaker: "l'un des", "dont le"


@dataclass(frozen=True, slots=True)
class Speaker:
    """Someone who says something, named or not."""

    span: Span
    faction: str | None
    actor_id: str | None
    name: str
    office: bool = False
    """True where the text names him by what he is ("porte-parole")."""

    @property
    def known(self) -> bool:
        """True for one the pack knows, or who speaks for one it knows."""
        return self.actor_id is not None or self.faction is not None

    def at_war(self, reading: Reading) -> bool:
        """True where the speaker takes part in the war."""
        return takes_part(self.faction, reading)


def find_speakers(reading: Reading, grammar: SpeechGrammar) -> list[Speaker]:
    """Those who may speak, in order: the actors of the text, and the words for someone who speaks."""
    return _Offices(reading, grammar).all()


class _Offices:
    """The words for speakers of a report, each looked at with those named beside it."""

    def __init__(self, reading: Reading, grammar: SpeechGrammar) -> None:
        self._reading, self._grammar, self.turns = reading, grammar, grammar.turns
        named = [self._named(m) for m in reading.actors if self._may_speak(m)]
        self._starts = {s.span.start: s for s in named}
        self._named_ones = [self._specified(s) for s in named]

    def all(self) -> list[Speaker]:
        """The speakers in order of position."""
        return sorted([*self._named_ones, *self._whole(self._unnamed())], key=lambda s: s.span.start)

    def _may_speak(self, mention: ActorMention) -> bool:
        actor = self._reading.theatre.actors.get(mention.actor_id or "")
        people = actor is not None and actor.kind == "population"
        return mention.side is not None and not people and not self._of_press(mention.span)

    def _of_press(self, span: Span) -> bool:
        """True for the adjective in "la presse turque": a country's papers are not the country."""
        lexicon, folded = self._reading.lexicon, self._reading.folded
        if not lexicon.pattern("actors", "adjectives").fullmatch(span.of(folded)):
            return False
        before = folded[max(0, span.start - _LEAD) : span.start]
        return self._grammar.press.search(before) is not None or (
            self._grammar.press_after.match(folded, span.end) is not None
        )

    def _named(self, mention: ActorMention) -> Speaker:
        return Speaker(mention.span, mention.side, mention.actor_id, mention.name)

    def _specified(self, named: Speaker) -> Speaker:
        """A speaker; a common word ("source militaire") with the one it belongs to."""
        owned = self._with_owner(named.span) if self._is_common(named) else named
        return owned if owned.known else named

    def _is_common(self, speaker: Speaker) -> bool:
        actor = self._reading.theatre.actors.get(speaker.actor_id or "")
        return actor is not None and actor.side is None and actor.kind == "organisation"

    def _unnamed(self) -> list[Speaker]:
        taken = {i for s in self._named_ones for i in range(s.span.start, s.span.end)}
        hits: list[Span] = []
        for hit in sorted(self._grammar.nouns.find(self._reading.folded), key=lambda h: h.span.start):
            if not hits or hit.span.end > hits[-1].end:  # "hospital" is part of "field hospital"
                hits.append(hit.span)
        return [self._with_owner(s) for s in hits if s.start not in taken and s.end - 1 not in taken]

    def _whole(self, offices: list[Speaker]) -> list[Speaker]:
        """The offices, one within another as one ("le directeur de l'hôpital de Tarhouna")."""
        found: list[Speaker] = []
        for office in sorted(offices, key=lambda s: s.span.start):
            last = found[-1] if found and not found[-1].known and not office.known else None
            joined = last and self.turns.within.fullmatch(
                self._reading.folded, last.span.end, office.span.start
            )
            start = last.span.start if last and joined else office.span.start
            if last and joined:
                found.pop()
            found.append(self._placed(replace(office, span=Span(start, office.span.end))))
        return found

    def _placed(self, office: Speaker) -> Speaker:
        """An office no side owns, with the place it is held in."""
        text, end = self._reading.text, office.span.end
        if office.known:
            return office
        for place in within(self._reading.places, Span(end, end + _PLACED)):
            if self.turns.within.fullmatch(self._reading.folded, end, place.span.start):
                end = place.span.end
        span = Span(office.span.start, end)
        return replace(office, span=span, name=span.of(text))

    def _with_owner(self, span: Span) -> Speaker:
        """A "porte-parole" on his own, or of the one beside him ("porte-parole du GNA", "GNA spokesman")."""
        folded, text = self._reading.folded, self._reading.text
        for at in range(span.end + 1, min(span.end + _OWNER, len(folded))):
            if at in self._starts and self._owns(self._starts[at], span):
                whole = Span(span.start, self._starts[at].span.end)
                return replace(self._starts[at], span=whole, name=whole.of(text), office=True)
        for at in range(span.start - 1, max(-1, span.start - _OWNER - _LEAD), -1):
            if at in self._starts and self.turns.owned.fullmatch(
                folded, self._starts[at].span.end, span.start
            ):
                whole = Span(at, span.end)
                return replace(self._starts[at], span=whole, name=whole.of(text), office=True)
        owner = self._possessor(span) or Speaker(span, None, None, "")
        return replace(owner, span=span, name=span.of(text), office=True)

    def _owns(self, owner: Speaker, office: Span) -> bool:
        """True for the one an office is held for, and for the adjective of his camp ("colonel loyaliste")."""
        lexicon, name = self._reading.lexicon, fold(owner.name)
        folded = self._reading.folded
        media = lexicon.pattern("attribution", "speakers.media").match(office.of(folded))
        if owner.span.start == office.end + 1:
            if self.turns.adjacent.fullmatch(name) or self._is_person(owner):
                return owner.faction in self._reading.theatre.sides
            return not media and any(lexicon.pattern("actors", k).fullmatch(name) for k in _ADJECTIVES)
        if self._is_outlet(owner) and media:
            return re.fullmatch(r"(?: [\w-]+){0,2} ", folded[office.end : owner.span.start]) is not None
        # "un représentant de celui-ci": it may be a thing.
        thing = lexicon.pattern("actors", "anaphors.last").fullmatch(name)
        between = folded[office.end : owner.span.start]
        return not thing and self.turns.owner.fullmatch(between) is not None

    def _is_person(self, speaker: Speaker) -> bool:
        """True for the "colonel" right before his name."""
        actor = self._reading.theatre.actors.get(speaker.actor_id or "")
        return actor is not None and actor.kind == "person" and speaker.name[:1].isupper()

    def _is_outlet(self, speaker: Speaker) -> bool:
        actor = self._reading.theatre.actors.get(speaker.actor_id or "")
        return actor is not None and actor.kind == "outlet"

    def _possessor(self, span: Span) -> Speaker | None:
        """The one meant by "their" before a word for a speaker, or by "whose"."""
        lead = self._reading.folded[max(0, span.start - _LEAD) : span.start]
        whose = self.turns.whose.search(lead)
        own = lead + span.of(self._reading.folded)
        carers = self._reading.lexicon.pattern("attribution", "speakers.carers")
        if carers.match(self._reading.folded, span.start):
            return None  # a hospital's doctors are of no camp
        behind = self._grammar.in_ranks.match(self._reading.folded, span.end)
        if not (whose or behind) and not any(self.turns.possessed.search(words) for words in (lead, own)):
            return None
        end = span.start - len(whose.group()) if whose else span.start
        near = (self._starts[at] for at in range(end - 1, max(-1, end - _BACK), -1) if at in self._starts)
        return next((s for s in near if s.faction in self._reading.theatre.sides), None)
