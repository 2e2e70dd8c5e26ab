"""What happened. In: a Reading with places, actors and voices. Out: Events, one per happening and stance.

A blow someone is accused of, or denies, is one record more beside the bare fact.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import replace

from extract.attribution import voice_over
from extract.blame import blame
from extract.dates import when_for
from extract.deeds import Deed, find_deeds, is_backdrop, is_definite
from extract.lexicon import Lexicon
from extract.parties import find_parties
from extract.reading import Reading, Voice
from extract.records import Event, PlaceMention, Span, Status
from extract.scenes import Scenes

_BLOWS = ("airstrike", "shelling", "bombing", "attack_on_civilians")
_ONGOING = ("battle", "airstrike", "shelling")  # told anew as they go on
_MOVES = ("withdrawal", "arms_or_foreign_fighters", "territorial_gain")  # what others ask of troops
_LOOK = 40  # deeds looked back through: more than five sentences of prose tell
_BACK = 4  # sentences over which an operation that goes on is told anew
_ECHO = 1  # sentences over which "the raid" points back to one already told


def find_events(reading: Reading) -> list[Event]:
    """The events of a report, in order of position."""
    scenes = Scenes(reading)
    told: list[Event] = []
    kept: list[Deed] = []
    at: dict[Span, int] = {}
    for deed in find_deeds(reading):
        before = None if deed.negated else _told_before(reading, deed, kept, scenes)
        if deed.negated or before:
            _complete(reading, told, at.get(before.span) if before else None, (deed, scenes))
            continue
        event = _event(reading, deed, scenes)
        if (deed.shape == "noun" and _only_asked(event)) or _goes_on(reading, event, told):
            continue
        kept.append(deed)
        at[deed.span] = len(told)
        told += _in_a_row(event, scenes.joined(deed))
    stances, absorbed = blame(reading, told)
    facts = [e for e in told if e.span not in absorbed]
    return sorted(_once([*facts, *stances]), key=lambda e: (e.span.start, e.span.end))


def _complete(reading: Reading, told: list[Event], at: int | None, again: tuple[Deed, Scenes]) -> None:
    """Give an event the doer that only a second mention of it in its sentence names."""
    deed, scenes = again
    first = told[at] if at is not None else None
    if at is None or first is None or first.actor or first.event_type != deed.event_type:
        return
    if first.span.start < deed.sentence.span.start:
        return
    more = _event(reading, deed, scenes)
    if more.actor and (more.place_id, more.status) == (first.place_id, first.status):
        told[at] = replace(first, actor=more.actor, actor_detail=more.actor_detail, target=more.target)


def _in_a_row(event: Event, row: list[PlaceMention]) -> list[Event]:
    """Ground gained or left, once in each of the places it is told of: each has its own evidence."""
    if event.event_type not in ("territorial_gain", "withdrawal") or not row:
        return [event]
    start = event.span.start
    rest = [replace(event, place_id=m.place_id, span=Span(start, m.span.end)) for m in row[1:]]
    return [replace(event, place_id=row[0].place_id), *rest]


def _only_asked(event: Event) -> bool:
    """True for what someone wishes troops did: it is no move of theirs."""
    return event.status == "called_for" and event.event_type in _MOVES


def _goes_on(reading: Reading, event: Event, told: list[Event]) -> bool:
    """True for an operation already told just before: same camps, same place, no day of its own."""
    index = reading.sentence_at(event.span.start).index
    floor = reading.sentences[max(0, index - _BACK)].span.start
    return event.event_type in _ONGOING and any(
        e.span.start >= floor and _same(e, event) for e in told[-_LOOK:]
    )


def _same(one: Event, other: Event) -> bool:
    keys = ("event_type", "actor", "target", "place_id", "claimant", "status")
    dated = other.when is not None and other.when.basis in ("stated", "relative")
    return (one.when == other.when or not dated) and all(getattr(one, k) == getattr(other, k) for k in keys)


def _told_before(reading: Reading, deed: Deed, kept: list[Deed], scenes: Scenes) -> Deed | None:
    """The deed of this sentence that told it, or of one just before that it points back to ("le raid")."""
    if deed.event_type == "battle" and is_backdrop(reading, deed):
        return next((other for other in kept if other.event_type == "battle"), None)
    for other in reversed(kept[-_LOOK:]):
        if other.sentence.index < deed.sentence.index - _ECHO:
            return None
        if other.event_type != deed.event_type and not _echoes(reading, other, deed):
            continue
        if other.sentence.index == deed.sentence.index:
            parted = _apart(reading, other, deed) or scenes.differ(other, deed)
            if not parted and not _by_another(reading, other, deed):
                return other
        elif (deed.event_type != "battle" or other.event_type in _BLOWS) and is_definite(reading, deed):
            return other
    return None


def _by_another(reading: Reading, one: Deed, other: Deed) -> bool:
    """True where two verbs of a sentence tell moves of two: one takes a place, the other takes it back."""
    if one.event_type != other.event_type or one.event_type not in ("territorial_gain", "withdrawal"):
        return False
    if {one.shape, other.shape} & {"noun", "fact"}:
        return False
    doers = {find_parties(reading, d, voice_over(reading, d.span.start)).actor for d in (one, other)}
    return len(doers - {None}) > 1


def _echoes(reading: Reading, other: Deed, deed: Deed) -> bool:
    """True for "the attack" after a strike of another kind in an earlier sentence."""
    word = reading.lexicon.pattern("events", "context.echo").fullmatch(deed.span.of(reading.folded))
    return bool(word) and other.event_type in _BLOWS and other.sentence.index < deed.sentence.index


def _apart(reading: Reading, one: Deed, other: Deed) -> bool:
    """True where a semicolon or a word of the language parts two deeds of a sentence."""
    parts: re.Pattern[str] = reading.lexicon.made("apart", _compile_apart)
    return parts.search(reading.folded, one.span.end, other.span.start) is not None


def _compile_apart(lexicon: Lexicon) -> re.Pattern[str]:
    return re.compile("|".join([";", *lexicon.forms("events", "context.apart")]))


def _event(reading: Reading, deed: Deed, scenes: Scenes) -> Event:
    voice = voice_over(reading, deed.span.start)
    parties = find_parties(reading, deed, voice)
    speaker = voice.faction if voice and deed.event_type != "condemnation" else None
    fled = deed.event_type == "displacement" and parties.actor
    return Event(
        event_id="",
        report_id=reading.report.report_id,
        event_type="withdrawal" if fled else deed.event_type,
        span=Span(deed.span.start, parties.end or deed.span.end),
        status=_status(deed, voice),
        actor=parties.actor,
        actor_detail=parties.name,
        target=parties.target,
        place_id=scenes.of(deed),
        when=when_for(reading, deed.span),
        claimant=speaker if speaker in reading.theatre.sides else None,
    )


def _status(deed: Deed, voice: Voice | None) -> Status:
    if deed.event_type == "ceasefire_call":
        return "called_for"
    if voice is None or deed.event_type == "condemnation":
        return "reported"
    if voice.stance in ("orders", "calls_for"):
        return "ordered" if deed.event_type == "order_or_threat" else "called_for"
    if voice.stance == "denies":
        return "denied"
    return "claimed" if voice.belligerent else "reported"


def _once(events: list[Event]) -> list[Event]:
    """Each event with its id, those that repeat another left out."""
    found: dict[tuple[object, ...], Event] = {}
    for event in events:
        key = (event.event_type, event.span, event.actor, event.status, event.claimant)
        found.setdefault(key, replace(event, event_id=event_id(event)))
    return list(found.values())


def event_id(event: Event) -> str:
    """The id of an event: the same at every run."""
    parts = (event.report_id, event.event_type, event.span.start, event.span.end, event.actor, event.status)
    return hashlib.sha256("|".join(map(str, parts)).encode()).hexdigest()[:16]
