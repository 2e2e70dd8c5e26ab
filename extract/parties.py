"""The factions a deed sets against each other. In: a Reading, a Deed and its Voice. Out: its Parties.

What the grammar of the sentence leaves open is settled by who speaks (one who owns up, one who boasts of a
gain) or by there being two camps only: what one lost the other took. Anything else stays None.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from extract.actors import attacker_of, between
from extract.deeds import Deed, ends_with
from extract.reading import ActorMention, Reading, Voice
from extract.roles import find_roles, side_of
from extract.sides import belligerents, enemy_of, takes_part

# What a speaker does by speaking: he is its actor.
SPEECH = ("condemnation", "ceasefire_call", "order_or_threat")
# What one camp does to the other: where the text names but one of them, the other is meant.
_TAKEN = ("weapons_loss", "capture_of_persons", "territorial_gain")
_OWNED = ("airstrike", "shelling", "bombing", "battle")  # what "revendique" owns up to
_STRIKES = ("airstrike", "shelling")
_FOUGHT = ("battle", "territorial_gain", "withdrawal")
_EVIDENCE = 60  # characters of evidence past a deed: "menée par des drones émiratis"
_WE = 40  # characters from "nous" to its verb
_SENTENCE = 500  # characters that hold the whole of all but the longest sentences


@dataclass(frozen=True, slots=True)
class Parties:
    """Who did it, by which name, and to whom; None where that is not said."""

    actor: str | None = None
    target: str | None = None
    name: str | None = None
    end: int | None = None
    """Where the words that name them end, when they follow the deed."""


def find_parties(reading: Reading, deed: Deed, voice: Voice | None) -> Parties:
    """The factions of a deed."""
    roles = find_roles(reading, deed)
    if deed.event_type == "displacement":
        return _fled(reading, deed, roles.actor)
    speaker = voice.faction if voice else None
    actor, target = side_of(roles.actor, speaker, reading), side_of(roles.target, speaker, reading)
    name = roles.actor.name if roles.actor else None
    if deed.event_type in SPEECH and voice and speaker and voice.cue.start >= deed.sentence.span.start:
        actor, name = speaker, voice.name
    if voice and speaker and (_says_we(reading, deed) or _says_he_did(reading, deed, voice)):
        actor, name = speaker, voice.name
    if actor is None and voice:
        actor = _by_speaker(reading, deed, voice, target)
    ends = [m.span.end for m in (roles.actor, roles.target) if m and m.span.end - deed.span.end < _EVIDENCE]
    return _by_camps(reading, deed, Parties(actor, target, name, max([deed.span.end, *ends])))


def _fled(reading: Reading, deed: Deed, actor: ActorMention | None) -> Parties:
    """Troops that flee withdraw; the people that flee have no side."""
    camps = belligerents(reading.theatre)
    troops = deed.shape == "move" and actor is not None and actor.side in camps
    return Parties(actor.side, None, actor.name) if actor and troops else Parties()


def _says_we(reading: Reading, deed: Deed) -> bool:
    before = reading.folded[max(deed.sentence.span.start, deed.span.start - _WE) : deed.span.start]
    we: re.Pattern[str] = reading.lexicon.made("we", lambda lex: ends_with(lex, "we"))
    inside = reading.lexicon.pattern("events", "context.we_inside").search(deed.span.of(reading.folded))
    verb = deed.shape in ("act", "move") and (inside or we.search(before)) is not None
    return verb or _is_ours(reading, deed)


def _is_ours(reading: Reading, deed: Deed) -> bool:
    """True for "notre artillerie a tiré": what does it is ours, and part of the deed's own words."""
    ours = reading.lexicon.pattern("actors", "anaphors.ours")
    over = between(reading.actors, deed.span.start - _WE, deed.span.start + 1)[-1:]
    return any(m.span.end > deed.span.start and ours.fullmatch(m.span.of(reading.folded)) for m in over)


def _says_he_did(reading: Reading, deed: Deed, voice: Voice) -> bool:
    """True for "dit avoir pris": the one who speaks is the subject of what he says."""
    if not deed.sentence.span.start <= voice.cue.start <= deed.span.start or deed.event_type in SPEECH:
        return False
    before = reading.folded[max(voice.cue.start, deed.span.start - _WE) : deed.span.start]
    key = "own" if deed.shape in ("act", "move") else "own_noun"
    own: re.Pattern[str] = reading.lexicon.made(key, lambda lex: ends_with(lex, key))
    return own.search(before) is not None


def _by_speaker(reading: Reading, deed: Deed, voice: Voice, target: str | None) -> str | None:
    """The doer as the one who speaks of the deed lets it be known."""
    speaker = voice.faction
    if deed.event_type in _OWNED and deed.shape in ("noun", "fact") and _owns_up(reading, voice):
        return speaker
    if speaker not in belligerents(reading.theatre) or _lays_blame(reading, voice):
        return None
    if deed.event_type in _STRIKES:
        return speaker if target != speaker and takes_part(target, reading) else None
    if deed.event_type in _TAKEN:
        return speaker if target != speaker else enemy_of(speaker, reading)
    return speaker if deed.event_type == "withdrawal" and target is None else None


def _lays_blame(reading: Reading, voice: Voice) -> bool:
    """True where the speaker says another did it ("met en cause")."""
    return (
        reading.lexicon.pattern("attribution", "cues.accuses").match(voice.cue.of(reading.folded)) is not None
    )


def _owns_up(reading: Reading, voice: Voice) -> bool:
    """True where the speaker says he did it himself ("revendique")."""
    cue = voice.cue.of(reading.folded)
    return reading.lexicon.pattern("attribution", "cues.claims").match(cue) is not None


def _by_camps(reading: Reading, deed: Deed, said: Parties) -> Parties:
    """The parties, completed by what a war of two camps implies."""
    camps = belligerents(reading.theatre)
    actor, target = said.actor, said.target
    if actor == ", ".join(camps):
        return replace(said, actor=camps[0], target=next(iter(camps[1:]), None))
    if actor is None and deed.event_type == "ceasefire" and _both_near(reading, deed):
        return replace(said, actor=camps[0], target=next(iter(camps[1:]), None))
    if actor is None and target in camps and deed.event_type in (*_TAKEN, "withdrawal"):
        actor = enemy_of(target, reading)
    if deed.event_type == "battle" and deed.shape == "noun" and actor is None and target in camps:
        return replace(said, actor=enemy_of(target, reading))
    if deed.event_type == "battle" and (actor is None or {actor, target} == set(camps)):
        actor, target = _fighter(reading, deed, actor), None
    if target is None and actor in camps and deed.event_type in _FOUGHT:
        target = enemy_of(actor, reading)
    return replace(said, actor=actor, target=target if target != actor else None)


def _fighter(reading: Reading, deed: Deed, actor: str | None) -> str | None:
    """The side that opened the war, where the deed is its offensive already told or both camps fight."""
    mutual = reading.lexicon.pattern("events", "context.mutual").match(deed.span.of(reading.folded))
    if actor:
        return _opener(reading) if mutual else actor
    start = max(deed.sentence.span.start, deed.span.start - _SENTENCE)
    sentence = reading.folded[start : min(deed.sentence.span.end, deed.span.end + _SENTENCE)]
    told = reading.lexicon.pattern("events", "context.background").search(sentence)
    fighting = deed.shape != "act" and (_both_near(reading, deed) or (mutual and _only_camps(reading, deed)))
    return _opener(reading) if told or fighting else None


def _opener(reading: Reading) -> str | None:
    side: str | None = reading.lexicon.made("opener", lambda _: attacker_of(reading.theatre))
    return side


def _only_camps(reading: Reading, deed: Deed) -> bool:
    """True where the report names both camps, and the sentence no one else who fights: the war is theirs."""
    camps = set(belligerents(reading.theatre))
    span = deed.sentence.span
    here = {m.side for m in between(reading.actors, span.start, span.end) if m.actor_id}
    named = reading.kept("sides_named", lambda r: {m.side for m in r.actors})
    return camps <= named and not any(_is_third(reading, side) for side in here - camps)


def _is_third(reading: Reading, side: str | None) -> bool:
    """True for a side with fighters of its own in this war that is neither camp nor a camp's ally."""
    known = reading.theatre.sides.get(side or "")
    return known is not None and known.holds_ground


def _both_near(reading: Reading, deed: Deed) -> bool:
    """True where the sentence or one beside it names both camps: it is they who fight."""
    last = len(reading.sentences) - 1
    start = reading.sentences[max(0, deed.sentence.index - 1)].span.start
    end = reading.sentences[min(last, deed.sentence.index + 1)].span.end
    start, end = max(start, deed.span.start - 2 * _SENTENCE), min(end, deed.span.end + 2 * _SENTENCE)
    sides = {m.side for m in between(reading.actors, start, end)}
    return set(belligerents(reading.theatre)) <= sides
