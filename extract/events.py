"""What happened. In: a Reading with places, actors and voices. Out: Events, one per happening and stance.

A blow someone is accused of, or denies, is one record more beside the bare fact.
"""

from __future__ import annotations

import hashlib
from dataclasses import replace

from extract.actors import attacker_of, between
from extract.blame import blame
from extract.dates import when_for
from extract.deeds import Deed, find_deeds, is_definite
from extract.reading import Reading, Voice
from extract.records import Event, Status
from extract.roles import Roles, find_roles, side_of
from extract.scenes import Scenes
from extract.sides import belligerents, enemy_of

# What a speaker does by speaking: he is its actor, and it is reported even where he is at war.
_SPEECH = ("condemnation", "ceasefire_call", "order_or_threat")
_BACK = 4  # sentences over which "the raid" points back to one already told
_STRIKES = ("airstrike", "shelling")
_HARMLESS = ("civilians", "UN")  # sides nobody boasts of striking
# What one camp does to the other: where the text names but one of them, the other is meant.
_TAKEN = ("weapons_loss", "capture_of_persons", "territorial_gain")


def find_events(reading: Reading) -> list[Event]:
    """The events of a report, in order of position."""
    scenes = Scenes(reading)
    told: list[Event] = []
    kept: list[Deed] = []
    for deed in find_deeds(reading):
        if deed.negated or _told_before(reading, deed, kept):
            continue
        kept.append(deed)
        told += _event(reading, deed, scenes)
    stances, absorbed = blame(reading, told)
    facts = [e for e in told if e.span not in absorbed]
    return sorted(_once([*facts, *stances]), key=lambda e: (e.span.start, e.span.end))


def _told_before(reading: Reading, deed: Deed, kept: list[Deed]) -> bool:
    """True where the same sentence told it, or one just before and this one points back ("le raid")."""
    for other in reversed(kept):
        if other.sentence.index < deed.sentence.index - _BACK:
            return False
        if other.event_type != deed.event_type:
            continue
        if other.sentence.index == deed.sentence.index:
            if not _apart(reading, other, deed):
                return True
        elif deed.event_type != "battle" and is_definite(reading, deed):
            return True
    return False


def _apart(reading: Reading, one: Deed, other: Deed) -> bool:
    """True where a semicolon parts two deeds of a sentence."""
    return reading.folded.find(";", one.span.end, other.span.start) >= 0


def _event(reading: Reading, deed: Deed, scenes: Scenes) -> list[Event]:
    voice = reading.voice_at(deed.span.start)
    roles = find_roles(reading, deed)
    actor, target = _sides(reading, deed, roles, voice)
    status = _status(deed, voice)
    claimant = voice.faction if voice and deed.event_type != "condemnation" else None
    event = Event(
        event_id="",
        report_id=reading.report.report_id,
        event_type=deed.event_type,
        span=deed.span,
        status=status,
        actor=actor,
        actor_detail=roles.actor.name if roles.actor else None,
        target=target if target != actor else None,
        place_id=scenes.of(deed),
        when=when_for(reading, deed.span),
        claimant=claimant if claimant in reading.theatre.sides else None,
    )
    return [event]


def _sides(reading: Reading, deed: Deed, roles: Roles, voice: Voice | None) -> tuple[str | None, str | None]:
    speaker = voice.faction if voice else None
    actor, target = side_of(roles.actor, speaker, reading), side_of(roles.target, speaker, reading)
    if deed.event_type in _SPEECH and voice and speaker and voice.cue.start >= deed.sentence.span.start:
        actor = speaker
    camps = belligerents(reading.theatre)
    if actor is None and deed.shape in ("noun", "fact") and voice and _owns_up(reading, voice):
        actor = speaker
    if actor is None and deed.event_type in _STRIKES and voice and voice.belligerent:
        actor = speaker if target not in (None, speaker, *_HARMLESS) else None
    if actor == ", ".join(camps):
        return camps[0], camps[1] if len(camps) > 1 else None
    if actor is None and deed.event_type in _TAKEN and voice and voice.belligerent:
        actor = speaker if target != speaker else enemy_of(speaker, reading.theatre)
    if actor is None and deed.event_type in (*_TAKEN, "withdrawal") and target in camps:
        actor = enemy_of(target, reading.theatre)
    if actor is None and deed.event_type == "withdrawal" and voice and voice.belligerent:
        actor = speaker
    if deed.event_type == "battle" and (actor is None or {actor, target} == set(camps)):
        actor, target = _opener(reading, deed, actor), None
    if deed.event_type == "displacement":
        return None, None
    if target is None and actor in camps and deed.event_type in ("battle", "territorial_gain", "withdrawal"):
        target = enemy_of(actor, reading.theatre)
    return actor, target


def _owns_up(reading: Reading, voice: Voice) -> bool:
    """True where the speaker says he did it himself ("revendique")."""
    cue = voice.cue.of(reading.folded)
    return reading.lexicon.pattern("attribution", "cues.claims").match(cue) is not None


def _opener(reading: Reading, deed: Deed, actor: str | None) -> str | None:
    """The side that opened the war, where the deed is its offensive already told or both fight."""
    if reading.lexicon.pattern("events", "context.mutual").match(deed.span.of(reading.folded)) and actor:
        return attacker_of(reading.theatre)
    if actor:
        return actor
    sentence = reading.folded[deed.sentence.span.start : deed.sentence.span.end]
    told = reading.lexicon.pattern("events", "context.background").search(sentence)
    return attacker_of(reading.theatre) if told or _both_near(reading, deed) else None


def _both_near(reading: Reading, deed: Deed) -> bool:
    """True where the sentence or one beside it names both camps: it is they who fight."""
    last = len(reading.sentences) - 1
    start = reading.sentences[max(0, deed.sentence.index - 1)].span.start
    end = reading.sentences[min(last, deed.sentence.index + 1)].span.end
    sides = {m.side for m in between(reading.actors, start, end)}
    return set(belligerents(reading.theatre)) <= sides


def _status(deed: Deed, voice: Voice | None) -> Status:
    if deed.event_type == "ceasefire_call":
        return "called_for"
    if voice is None:
        return "reported"
    if voice.stance == "orders" and deed.event_type == "order_or_threat":
        return "ordered"
    if deed.event_type == "condemnation":
        return "reported"
    if voice.stance == "denies":
        return "denied"
    return "claimed" if voice.belligerent else "reported"


def _once(events: list[Event]) -> list[Event]:
    """Each event with its id, those that repeat another left out."""
    found: dict[tuple[object, ...], Event] = {}
    for event in events:
        key = (event.event_type, event.span, event.actor, event.status, event.claimant)
        found.setdefault(key, replace(event, event_id=_event_id(event)))
    return list(found.values())


def _event_id(event: Event) -> str:
    parts = (event.report_id, event.event_type, event.span.start, event.span.end, event.actor, event.status)
    return hashlib.sha256("|".join(map(str, parts)).encode()).hexdigest()[:16]
