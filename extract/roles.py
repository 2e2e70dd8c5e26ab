"""Who does it and to whom. In: a Reading and a Deed. Out: its Roles, from the turn of the sentence.

Active verbs have their doer before them, passive ones after "par"; a noun's doer follows "de" or "par", its
target "contre" or "sur". What the text does not say is None.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass

from extract.actors import between
from extract.deeds import Deed
from extract.folding import fold
from extract.reading import ActorMention, Reading
from extract.records import Span
from extract.role_grammar import role_grammar
from extract.sides import belligerents, enemy_of, takes_part
from extract.slant import slant_of
from theatres.pack import Actor

# A comma, then no more than the auxiliary and pronouns of a verb.
_COMMA = re.compile(r", (?:[\w']+ ){0,3}$")
_SUBJECT = 170  # characters from a verb back to its subject: a long apposition
_OBJECT = 90  # characters from a deed on to its doer or target
_CARRY = 600  # characters a pronoun is carried over: three or four sentences
_PRONOUN = 60  # characters from a pronoun to its verb: "il s'est déclaré disposé à"
_AUX = 30  # characters before a participle that may hold its auxiliary
_ASIDE = 110  # and one that words between commas part from it: "ont, dans la nuit de lundi à mardi, pris"
_LEADS = 25  # characters from the comma of a fronted clause to the subject: "les hommes fidèles à "


# Nouns whose "de" names what is taken, not who takes it: "la capture de", "la prise de".
_TAKES = ("capture_of_persons", "weapons_loss", "territorial_gain", "siege", "displacement")
_WAR = ("battle", "airstrike", "shelling", "bombing", "territorial_gain", "withdrawal", "siege")
# What is not war: the subject of the sentence does it, whatever the turn.
_CIVIL = (
    "order_or_threat", "ceasefire", "ceasefire_call", "condemnation", "negotiation", "diplomatic_visit",
    "sanction", "humanitarian", "arms_or_foreign_fighters",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Roles:
    """The doer and the one it is done to, as mentioned."""

    actor: ActorMention | None = None
    target: ActorMention | None = None


def find_roles(reading: Reading, deed: Deed) -> Roles:
    """The doer and the target of a deed; either may be None."""
    return _Sentence(reading, deed).roles()


class _Sentence:
    """The sentence of a deed, cut before and after it."""

    def __init__(self, reading: Reading, deed: Deed) -> None:
        self.reading, self.deed = reading, deed
        self.grammar = role_grammar(reading.lexicon)
        start, end = deed.sentence.span.start, deed.sentence.span.end
        floor = max(start, deed.span.start - _SUBJECT)
        floor = max(floor, reading.folded.rfind(";", floor, deed.span.start) + 1)
        end = min(end, deed.span.end + 2 * _OBJECT)
        self.before = reading.folded[floor : deed.span.start]
        near = between(reading.actors, floor, end)
        hidden = [Span(*m.span()) for m in self.grammar.asides.finditer(reading.folded, floor, end)]
        hidden = [h for h in hidden if not h.start < deed.span.start < h.end]
        seen = [
            m
            for m in near
            if (m.side or m.anaphor) and not any(h.start < m.span.start < h.end for h in hidden)
        ]
        first = bisect_left(reading.quotes, floor, key=lambda q: q.start)
        last = bisect_left(reading.quotes, deed.span.start, key=lambda q: q.start)
        quoted = [q for q in reading.quotes[first:last] if q.end <= deed.span.start]
        self.left = [m for m in seen if m.span.end <= deed.span.start and not _in_any(m.span, quoted)]
        self.right = [m for m in seen if m.span.start >= deed.span.start and m.span.end > deed.span.end - 1]
        self.inside = [m for m in seen if deed.span.start <= m.span.start < deed.span.end]

    def roles(self) -> Roles:
        shape = self.deed.shape
        if shape in ("noun", "fact"):
            found = self._noun()
            if shape == "fact" and found == Roles() and self.deed.event_type in _CIVIL:
                return Roles(self._acts(self._subject()), None)
            return found
        if shape == "host":
            return self._host()
        if shape == "undergo":
            return self._suffered()
        if shape == "act" and self._passive():
            agent = self._agent()
            return Roles(agent, self._subject() or self._object(agent))
        actor = self._acts(self._inverted() or self._subject() or self._carried())
        return Roles(actor, self._object(actor))

    def _suffered(self) -> Roles:
        """Who is driven back withdraws; anyone else is a target."""
        agent, subject = self._agent(), self._subject() or self._carried()
        return Roles(subject, agent) if self.deed.event_type == "withdrawal" else Roles(agent, subject)

    def _inverted(self) -> ActorMention | None:
        """The subject right after its verb (", proteste le GNA")."""
        inverting = self.grammar.inverting.search(self.before)
        if not inverting and (self.deed.shape == "act" or self.left):
            return None
        near = [m for m in self.right if self.grammar.article.fullmatch(self._lead(m))]
        return near[0] if near else None

    def _host(self) -> Roles:
        """A guest does the visiting, whoever receives him."""
        if self._passive():
            return Roles(self._subject(), self._agent())
        host = self._subject()
        return Roles(self._object(host), host)

    def _passive(self) -> bool:
        last = re.split(r"\W", self.deed.span.of(self.reading.text).split(" ")[0])[0]
        if not self.grammar.participle.search(last):
            return False
        if self.grammar.passive_after.match(self.reading.folded, self.deed.span.end):
            return True
        aux = self.before[-(_ASIDE if self.before.endswith(", ") else _AUX) :]
        return not self.grammar.active.search(aux) and not self.grammar.joined.search(self.before)

    def _subject(self) -> ActorMention | None:
        if ahead := self._ahead():
            return ahead
        pronoun = self.grammar.pronoun.search(self.before[-_PRONOUN:])
        if pronoun and not self._named_after(pronoun):
            return self._carried()
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
        if not self.grammar.fronted.fullmatch(self.before):
            return None
        comma = self.reading.folded.find(",", self.deed.span.end, self.deed.sentence.span.end)
        near = [m for m in self.right if m.span.start > comma] if comma >= 0 else []
        between = self.reading.folded[comma + 1 : near[0].span.start] if near else ""
        return near[0] if near and len(between) < _LEADS else None

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

    def _acts(self, mention: ActorMention | None) -> ActorMention | None:
        """The mention, unless those it names only suffer the war or tell it."""
        actor = self.reading.theatre.actors.get(mention.actor_id or "") if mention else None
        if actor is None:
            return mention
        idle = actor.kind in ("population", "outlet") or (
            self.deed.event_type in _WAR and not self._fights(actor)
        )
        return None if idle else mention

    def _fights(self, actor: Actor) -> bool:
        """False for those a war has as witnesses and mediators: they neither attack nor withdraw."""
        armed = actor.kind in ("force", "militia", "armed_group", "state")
        return armed or takes_part(actor.side, self.reading)

    def _named_after(self, pronoun: re.Match[str]) -> bool:
        """True where a name stands between a pronoun and the verb: it is the pronoun that is no subject."""
        start = self.deed.span.start - len(self.before[-_PRONOUN:]) + pronoun.start()
        return bool(self.left) and self.left[-1].span.start > start

    def _carried(self) -> ActorMention | None:
        """For "il", "elles": the belligerent the text named last before this sentence."""
        if not self.grammar.pronoun.search(self.before[-_PRONOUN:]):
            return None
        start = self.deed.sentence.span.start
        earlier = [
            *between(self.reading.actors, max(0, start - _CARRY), start),
            *(m for m in self.left if not self._is_object(m)),
        ]
        camps = belligerents(self.reading.theatre)
        civil = self.deed.event_type in _CIVIL
        fitting = (m for m in reversed(earlier) if m.side in camps or (civil and self._is_one(m)))
        return next((m for m in fitting if self._acts(m)), None)

    def _is_one(self, mention: ActorMention) -> bool:
        actor = self.reading.theatre.actors.get(mention.actor_id or "")
        return actor is not None and actor.kind in ("person", "state")

    def _is_object(self, mention: ActorMention) -> bool:
        start = mention.span.start
        if self.grammar.relative.match(self.reading.folded, mention.span.end):
            return False
        # Read with its accents: "à" makes an object, "a" a verb.
        text = _plain(self.reading.text[max(self.deed.sentence.span.start, start - 40) : start])
        return self.grammar.not_subject.search(text) is not None

    def _lead(self, mention: ActorMention) -> str:
        return self.reading.folded[self.deed.span.end : mention.span.start]

    def _since_verb(self, mention: ActorMention) -> str:
        """What stands between the first word of the deed and a mention."""
        verb = re.compile(r"\w*").match(self.reading.folded, self.deed.span.start)
        return self.reading.folded[verb.end() if verb else self.deed.span.end : mention.span.start]

    def _written(self, mention: ActorMention) -> str:
        return _plain(self.reading.text[self.deed.span.end : mention.span.start])

    def _agent(self) -> ActorMention | None:
        near = [m for m in self.right if m.span.start - self.deed.span.end < _OBJECT]
        return next((m for m in near if self.grammar.agent.search(self._since_verb(m))), None)

    def _object(self, actor: ActorMention | None) -> ActorMention | None:
        near = [m for m in [*self.inside, *self.right] if m.span.start - self.deed.span.end < _OBJECT]
        for mention in near:
            if self.grammar.clause.search(self._lead(mention)):
                return None
            if mention is not actor and (actor is None or mention.side != actor.side):
                return mention
        return None

    def _noun(self) -> Roles:
        near = [m for m in self.right if m.span.start - self.deed.span.end < _OBJECT]
        if self._is_asked():
            return Roles(self._acts(self._subject()), None)
        near = [m for m in near if not self.grammar.clause.search(self._lead(m))]
        target = next((m for m in near if self.grammar.against.search(self._written(m))), None)
        inside = [m for m in self.inside if self._acts(m) and self._of_a_side(m)]
        owners = [m for m in near if m is not target and self._belongs(m)]
        if self.deed.event_type in _TAKES and self.deed.shape == "noun":
            actor = self._agent() or next(iter(self._owner()), None) or self._launcher()
            return Roles(self._acts(actor), target or next(iter([*self.inside, *owners]), None))
        if self.deed.event_type in _TAKES and owners:
            return Roles(self._acts(owners[0]), next(iter(inside), target))
        doers = [*inside, *owners, *self._owner()]
        actor = next(filter(self._acts, doers), None) or self._acts(self._agent() or self._launcher())
        if actor is None and self.deed.event_type in _CIVIL:
            actor = self._acts(self._subject() or self._carried())
        return Roles(actor, target if target is not actor else None)

    def _is_asked(self) -> bool:
        """True for a verb that calls for a truce: those it names are asked, not those who ask."""
        called = self.deed.event_type == "ceasefire_call" and not self.grammar.determined.search(self.before)
        return called and self._subject() is not None

    def _of_a_side(self, mention: ActorMention) -> bool:
        actor = self.reading.theatre.actors.get(mention.actor_id or "")
        return actor is None or actor.kind != "armed_group" or actor.side != "armed_groups"

    def _belongs(self, mention: ActorMention) -> bool:
        return self.grammar.of.fullmatch(self._lead(mention)) is not None

    def _owner(self) -> list[ActorMention]:
        """The one named right before a deed that is his ("Haftar's offensive"), where a language says so."""
        last = self.left[-1:]
        return [m for m in last if self.grammar.owner.fullmatch(self._gap(m))]

    def _gap(self, mention: ActorMention) -> str:
        return self.reading.folded[mention.span.end : self.deed.span.start]

    def _launcher(self) -> ActorMention | None:
        """The subject of the verb that has the deed for object ("a lancé une offensive")."""
        return self._subject() if self.grammar.launch.search(self.before) else None


def _plain(text: str) -> str:
    """Lower case with plain apostrophes, accents kept."""
    return text.lower().replace("\u2019", "'")


def _in_any(span: Span, stretches: list[Span]) -> bool:
    return any(s.start < span.start and span.end <= s.end for s in stretches)


def side_of(mention: ActorMention | None, speaker: str | None, reading: Reading) -> str | None:
    """The faction of a mention; "nos forces" and "l'ennemi" take theirs from who speaks."""
    if mention is None or mention.side is not None:
        return mention.side if mention else None
    ours = reading.lexicon.pattern("actors", "anaphors.ours").fullmatch(fold(mention.name))
    speaker = speaker or slant_of(reading)
    return speaker if ours else enemy_of(speaker, reading)
