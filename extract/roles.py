"""Who does it and to whom. In: a Reading and a Deed. Out: its Roles, from the turn of the sentence.

Active verbs have their doer before them, passive ones after "par"; a noun's doer follows "de" or "par", its
target "contre" or "sur". What the text does not say is None.
"""

from __future__ import annotations

from dataclasses import dataclass

from extract.clauses import CIVIL, OBJECT, Clause
from extract.deeds import Deed
from extract.folding import fold
from extract.reading import ActorMention, Reading
from extract.sides import enemy_of
from extract.slant import slant_of

# Nouns whose "de" names what is taken, not who takes it: "la capture de", "la prise de".
_TAKES = ("capture_of_persons", "weapons_loss", "territorial_gain", "siege", "displacement")


@dataclass(frozen=True, slots=True)
class Roles:
    """The doer and the one it is done to, as mentioned."""

    actor: ActorMention | None = None
    target: ActorMention | None = None


def find_roles(reading: Reading, deed: Deed) -> Roles:
    """The doer and the target of a deed; either may be None."""
    return _Roles(reading, deed).roles()


class _Roles(Clause):
    """Its subject, agent, target and owner, put together."""

    def roles(self) -> Roles:
        shape = self.deed.shape
        if shape in ("noun", "fact"):
            found = self._noun()
            if shape == "fact" and found == Roles() and self.deed.event_type in CIVIL:
                return Roles(self.acts(self.subject()), None)
            return found
        if shape == "host":
            return self._host()
        if shape == "undergo":
            return self._suffered()
        if shape == "act" and self.passive():
            agent = self._agent()
            return Roles(
                agent, (self._robbed() if agent is None else None) or self.subject() or self._object(agent)
            )
        actor = self.acts(self._inverted() or self.subject() or self.carried())
        return Roles(actor, self._object(actor))

    def _suffered(self) -> Roles:
        """Who is driven back withdraws; anyone else is a target."""
        agent, subject = self._agent(), self.subject() or self.carried()
        return Roles(subject, agent) if self.deed.event_type == "withdrawal" else Roles(agent, subject)

    def _inverted(self) -> ActorMention | None:
        """The subject right after its verb (", proteste le GNA")."""
        inverting = self.grammar.inverting.search(self.before)
        if not inverting and (self.deed.shape == "act" or self.left):
            return None
        near = [m for m in self.right if self.grammar.article.fullmatch(self.lead(m))]
        return near[0] if near else None

    def _host(self) -> Roles:
        """A guest does the visiting, whoever receives him."""
        if self.passive():
            return Roles(self.subject(), self._agent())
        host = self.subject()
        return Roles(self._object(host), host)

    def _agent(self) -> ActorMention | None:
        near = [m for m in self.right if m.span.start - self.deed.span.end < OBJECT]
        return next((m for m in near if self.grammar.agent.search(self.since_verb(m))), None)

    def _robbed(self) -> ActorMention | None:
        """The one a place is taken from ("arrachée aux soldats de Haftar")."""
        if self.deed.event_type != "territorial_gain":
            return None
        return next((m for m in self.right[:1] if self.grammar.robbed.fullmatch(self.written(m))), None)

    def _object(self, actor: ActorMention | None) -> ActorMention | None:
        near = [m for m in [*self.inside, *self.right] if m.span.start - self.deed.span.end < OBJECT]
        for mention in near:
            if self.grammar.clause.search(self.lead(mention)):
                return None
            if mention is not actor and (actor is None or mention.side != actor.side):
                return mention
        return None

    def _noun(self) -> Roles:
        near = [m for m in self.right if m.span.start - self.deed.span.end < OBJECT]
        if self._is_asked():
            return Roles(self.acts(self.subject()), None)
        near = [m for m in near if not self.grammar.clause.search(self.lead(m))]
        target = next((m for m in near if self.grammar.against.search(self.written(m))), None)
        inside = [m for m in self.inside if self.acts(m) and self._of_a_side(m)]
        owners = [m for m in near if m is not target and self._belongs(m)]
        taken = self.deed.event_type in _TAKES and not self._advances()
        if taken and self.deed.shape == "noun":
            actor = self._agent() or next(iter(self._owner()), None) or self._launcher()
            return Roles(self.acts(actor), target or next(iter([*self.inside, *owners]), None))
        if taken and owners:
            return Roles(self.acts(owners[0]), next(iter(inside), target))
        doers = [*inside, *owners, *self._owner()]
        actor = next(filter(self.acts, doers), None) or self.acts(self._agent() or self._launcher())
        if actor is None and self.deed.event_type in CIVIL:
            actor = self.acts(self.subject() or self.carried())
        return Roles(actor, target if target is not actor else None)

    def _is_asked(self) -> bool:
        """True for a verb that calls for a truce: those it names are asked, not those who ask."""
        called = self.deed.event_type == "ceasefire_call" and not self.grammar.determined.search(self.before)
        return called and self.subject() is not None

    def _advances(self) -> bool:
        """True for a noun of taking whose "de" names who does it ("l'entrée des loyalistes")."""
        return self.grammar.advances.match(self.reading.folded, self.deed.span.start) is not None

    def _of_a_side(self, mention: ActorMention) -> bool:
        """False for those a side sends, or that belong to none: another did it."""
        actor = self.reading.theatre.actors.get(mention.actor_id or "")
        sent = self.deed.event_type == "arms_or_foreign_fighters" and actor and actor.side is None
        return actor is None or actor.kind != "armed_group" or (actor.side != "armed_groups" and not sent)

    def _belongs(self, mention: ActorMention) -> bool:
        text, end = self.reading.folded, self.deed.span.end
        return self.grammar.of.fullmatch(text, end, mention.span.start) is not None

    def _owner(self) -> list[ActorMention]:
        """The one named right before a deed that is his ("Haftar's offensive"), where a language says so."""
        last = self.left[-1:]
        return [m for m in last if self.grammar.owner.fullmatch(self.gap(m))]

    def _launcher(self) -> ActorMention | None:
        """The subject of the verb that has the deed for object ("a lancé une offensive")."""
        return self.subject() if self.grammar.launch.search(self.before) else None


def side_of(mention: ActorMention | None, speaker: str | None, reading: Reading) -> str | None:
    """The faction of a mention; "nos forces" and "l'ennemi" take theirs from who speaks."""
    if mention is None or mention.side is not None:
        return mention.side if mention else None
    ours = reading.lexicon.pattern("actors", "anaphors.ours").fullmatch(fold(mention.name))
    speaker = speaker or slant_of(reading)
    return speaker if ours else enemy_of(speaker, reading)
