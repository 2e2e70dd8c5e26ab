"""The clause of a deed: who stands where, and who is its subject. In: a Reading and a Deed. Out: a Clause.

The subject of a verb stands before it, at the head of the verb it is joined to, or behind the comma of a
clause set before it; a pronoun carries it over from an earlier sentence.
"""

from __future__ import annotations

import re
from bisect import bisect_left

from extract.actors import between
from extract.deeds import Deed
from extract.reading import ActorMention, Reading
from extract.records import Span
from extract.role_grammar import role_grammar
from extract.sides import belligerents, takes_part
from theatres.pack import Actor

# A comma, then no more than the auxiliary and pronouns of a verb.
_COMMA = re.compile(r", (?:[\w']+ ){0,3}$")
_SUBJECT = 170  # characters from a verb back to its subject: a long apposition
OBJECT = 90  # characters from a deed on to its doer or target
_CARRY = 600  # characters a pronoun is carried over: three or four sentences
_PRONOUN = 60  # characters from a pronoun to its verb: "il s'est déclaré disposé à"
_AUX = 30  # characters before a participle that may hold its auxiliary
_ASIDE = 110  # and one that words between commas part from it: "ont, dans la nuit de lundi à mardi, pris"
_LISTED = tuple(",;.)")  # what follows one that is only named as part of others
_LEADS = 25  # characters from the comma of a fronted clause to the subject: "les hommes fidèles à "

_WAR = ("battle", "airstrike", "shelling", "bombing", "territorial_gain", "withdrawal", "siege")
# What is not war: the subject of the sentence does it, whatever the turn.
CIVIL = (
    "order_or_threat", "ceasefire", "ceasefire_call", "condemnation", "negotiation", "diplomatic_visit",
    "sanction", "humanitarian", "arms_or_foreign_fighters",
)  # fmt: skip


class Clause:
    """The sentence of a deed, cut before and after it."""

    def __init__(self, reading: Reading, deed: Deed) -> None:
        self.reading, self.deed = reading, deed
        self.grammar = role_grammar(reading.lexicon)
        start, end = deed.sentence.span.start, deed.sentence.span.end
        floor = max(start, deed.span.start - _SUBJECT)
        floor = max(floor, reading.folded.rfind(";", floor, deed.span.start) + 1)
        end = min(end, deed.span.end + 2 * OBJECT)
        self.floor, self.before = floor, reading.folded[floor : deed.span.start]
        near = between(reading.actors, floor, end)
        hidden = [Span(*m.span()) for m in self.grammar.asides.finditer(reading.folded, floor, end)]
        if not self.grammar.told_of.search(self.before):  # "Moscou, que Tripoli accuse d'armer l'ANL, dément"
            hidden = [h for h in hidden if not h.start < deed.span.start < h.end]
        named = {m.span.start for m in near}
        seen = [
            m
            for m in near
            if (m.side or m.anaphor) and not any(h.start < m.span.start < h.end for h in hidden)
            if not (m.anaphor and m.side is None and m.span.end + 1 in named)  # "général putschiste Haftar"
        ]
        first = bisect_left(reading.quotes, floor, key=lambda q: q.start)
        last = bisect_left(reading.quotes, deed.span.start, key=lambda q: q.start)
        quoted = [q for q in reading.quotes[first:last] if q.end <= deed.span.start]
        self.left = [m for m in seen if m.span.end <= deed.span.start and not _in_any(m.span, quoted)]
        self.right = [m for m in seen if m.span.start >= deed.span.start and m.span.end > deed.span.end - 1]
        self.inside = [m for m in seen if deed.span.start <= m.span.start < deed.span.end]

    def passive(self) -> bool:
        """True where the verb is passive: its subject suffers the deed."""
        last = re.split(r"\W", self.deed.span.of(self.reading.text).split(" ")[0])[0]
        if not self.grammar.participle.search(last):
            return False
        if self.grammar.passive_after.match(self.reading.folded, self.deed.span.end):
            return True
        present = self.grammar.present.match(self.reading.folded, self.deed.span.start)
        if present and not self.grammar.passive.search(self.before[-_AUX:]):
            return False
        aux = self.before[-(_ASIDE if self.before.endswith(", ") else _AUX) :]
        return not self.grammar.active.search(aux) and not self.grammar.joined.search(self.before)

    def subject(self) -> ActorMention | None:
        """The subject of the verb, where the sentence has one before it."""
        if ahead := self._ahead():
            return ahead
        pronoun = self.grammar.pronoun.search(self.before[-_PRONOUN:])
        if pronoun and not self._named_after(pronoun):
            return self.carried()
        if enabled := self._enabled():
            return enabled
        fitting = [m for m in self.left if not self._is_object(m)]
        if len(fitting) > 1 and (shared := self._shared(fitting)):
            return shared
        # An adjective ("la capitale italienne") is a subject only where there is no noun but the speaker's.
        nouns = [m for m in fitting if not self._is_adjective(m)]
        fitting = nouns if nouns and not self._only_says(nouns[-1], fitting[-1]) else fitting
        outside = [m for m in fitting if m.span.end <= self._last_aside()]
        return (outside or fitting)[-1] if fitting else None

    def _ahead(self) -> ActorMention | None:
        """The subject a clause without one is set before: "Après avoir pris Syrte, l'ANL…"."""
        if not self.grammar.fronted.fullmatch(self.before) or self.deed.shape in ("noun", "fact"):
            return None
        comma = self.reading.folded.find(",", self.deed.span.end, self.deed.sentence.span.end)
        near = (
            [m for m in self.right if m.span.start > comma and not self._is_object(m)] if comma >= 0 else []
        )
        between = self.reading.folded[comma + 1 : near[0].span.start] if near else ""
        return near[0] if near and len(between) < _LEADS else None

    def _enabled(self) -> ActorMention | None:
        """The one to whom something allows it ("a permis aux loyalistes de reprendre Gharyan")."""
        found = self.grammar.achieved.search(self.before)
        start = self.deed.span.start - len(self.before) + found.start() if found else self.deed.span.start
        return next((m for m in self.left if m.span.start >= start), None)

    def _shared(self, fitting: list[ActorMention]) -> ActorMention | None:
        """The subject of the verb this one is joined to ("ont attaqué l'ANL, puis ont pris Syrte")."""
        joined = self.grammar.goes_on.search(self.before)
        if joined is None:
            return None
        at = self.deed.span.start - len(self.before) + joined.start()
        floor = max((m.end() for m in self.grammar.opens.finditer(self.before)), default=0)
        floor += self.deed.span.start - len(self.before)
        return next((m for m in fitting if floor <= m.span.start < at), None)

    def _only_says(self, one: ActorMention, other: ActorMention) -> bool:
        """True for one who says what another is told to have done ("le GNA affirme que des avions turcs")."""
        voice = self.reading.voice_at(self.deed.span.start)
        return voice is not None and one.span.start < voice.cue.end <= other.span.start

    def _is_adjective(self, mention: ActorMention) -> bool:
        actor = self.reading.theatre.actors.get(mention.actor_id or "")
        return actor is not None and actor.kind == "state" and mention.name.islower()

    def _last_aside(self) -> int:
        """Where the stretch between commas right before the verb begins: its subject stands before that."""
        floor = self.deed.span.start - len(self.before)
        closing = _COMMA.search(self.before)
        opening = self.before.rfind(",", 0, closing.start()) if closing else -1
        return floor + opening if opening >= 0 else self.deed.span.start

    def _named_after(self, pronoun: re.Match[str]) -> bool:
        """True where a name stands between a pronoun and the verb: it is the pronoun that is no subject."""
        start = self.deed.span.start - len(self.before[-_PRONOUN:]) + pronoun.start()
        return bool(self.left) and self.left[-1].span.start > start

    def carried(self) -> ActorMention | None:
        """For "il", "elles": the belligerent the text named last before this sentence."""
        if not (pronoun := self.grammar.pronoun.search(self.before[-_PRONOUN:])):
            return None
        if meant := self._told_next(pronoun):
            return meant
        start = self.deed.sentence.span.start
        earlier = [
            *between(self.reading.actors, max(0, start - _CARRY), self.floor),
            *(m for m in self.left if not self._is_object(m)),
        ]
        camps = belligerents(self.reading.theatre)
        civil = self.deed.event_type in CIVIL
        likely = [m for m in reversed(earlier) if m.side in camps or (civil and self._is_one(m))]
        fitting = [m for m in likely if self.acts(m)]
        many = self.grammar.plural_pronoun.search(pronoun[0]) is not None
        return next((m for m in fitting if self._is_many(m) == many), next(iter(fitting), None))

    def _is_many(self, mention: ActorMention) -> bool:
        return self.grammar.plural.match(mention.span.of(self.reading.folded)) is not None

    def _told_next(self, pronoun: re.Match[str]) -> ActorMention | None:
        """Whom a pronoun stands for who is named only behind its clause ("où il était reçu, Sarraj a…")."""
        before = self.before[-_PRONOUN:][: pronoun.start() + 1]
        comma = self.reading.folded.find(", ", self.deed.span.end, self.deed.sentence.span.end)
        if comma < 0 or not self.grammar.ahead.search(before):
            return None
        return next(
            (m for m in self.right if comma < m.span.start <= comma + _LEADS and self._is_one(m)), None
        )

    def _is_one(self, mention: ActorMention) -> bool:
        actor = self.reading.theatre.actors.get(mention.actor_id or "")
        return actor is not None and actor.kind in ("person", "state")

    def _is_object(self, mention: ActorMention) -> bool:
        start = mention.span.start
        if self.grammar.relative.match(self.reading.folded, mention.span.end):
            return False
        # Read with its accents: "à" makes an object, "a" a verb.
        text = _plain(self.reading.text[max(self.deed.sentence.span.start, start - 40) : start])
        listed = self.reading.folded[mention.span.end : mention.span.end + 1] in _LISTED
        return bool(self.grammar.not_subject.search(text) or (listed and self.grammar.among.search(text)))

    def lead(self, mention: ActorMention) -> str:
        """What stands between the deed and a mention."""
        return self.reading.folded[self.deed.span.end : mention.span.start]

    def since_verb(self, mention: ActorMention) -> str:
        """What stands between the first word of the deed and a mention."""
        verb = re.compile(r"\w*").match(self.reading.folded, self.deed.span.start)
        return self.reading.folded[verb.end() if verb else self.deed.span.end : mention.span.start]

    def written(self, mention: ActorMention) -> str:
        """The same, as written with its accents."""
        return _plain(self.reading.text[self.deed.span.end : mention.span.start])

    def gap(self, mention: ActorMention) -> str:
        """What stands between a mention and the deed."""
        return self.reading.folded[mention.span.end : self.deed.span.start]

    def acts(self, mention: ActorMention | None) -> ActorMention | None:
        """The mention, unless those it names only suffer the war or tell it."""
        actor = self.reading.theatre.actors.get(mention.actor_id or "") if mention else None
        if actor is None:
            return mention
        sides = (actor.side or "").split(", ")
        idle = (actor.kind in ("population", "outlet") and len(sides) == 1) or (
            self.deed.event_type in _WAR and not self._fights(actor)
        )
        return None if idle else mention

    def _fights(self, actor: Actor) -> bool:
        """False for those a war has as witnesses and mediators: they neither attack nor withdraw."""
        armed = actor.kind in ("force", "militia", "armed_group", "state")
        sides = (actor.side or "").split(", ")
        return armed or all(takes_part(side, self.reading) for side in sides)


def _plain(text: str) -> str:
    """Lower case with plain apostrophes, accents kept."""
    return text.lower().replace("\u2019", "'")


def _in_any(span: Span, stretches: list[Span]) -> bool:
    return any(s.start < span.start and span.end <= s.end for s in stretches)
