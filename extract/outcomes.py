"""What a happening cost. In: the events and tolls of a report. Out: the events, each with its tolls.

An incident's toll belongs to the blow of its own sentence that stands nearest; failing one, to the last blow
of the sentence before. A toll told at another place than the blow's is not its own. Prisoners that are only
counted ("18 prisonniers") were taken: where no event tells it, their toll is one.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from extract.attribution import voice_over
from extract.dates import when_for
from extract.events import event_id
from extract.reading import Reading
from extract.records import Event, EventType, Toll
from extract.sides import belligerents, enemy_of

_BLOWS = ("airstrike", "shelling", "bombing", "battle", "attack_on_civilians", "siege")
_CAPTURE: EventType = "capture_of_persons"
# Kinds of victims that other happenings make besides.
_BESIDES = {"displaced": ("displacement",), "captured": ("capture_of_persons",)}


def tie_tolls(reading: Reading, events: Sequence[Event], tolls: Sequence[Toll]) -> list[Event]:
    """The events with the tolls that tell what they cost."""
    events = [*events, *_captures(reading, events, tolls)]
    events.sort(key=lambda e: (e.span.start, e.span.end))
    owned: dict[str, list[str]] = {}
    sentences = [reading.sentence_at(e.span.start).index for e in events]
    for toll in tolls:
        if toll.scope == "incident" and (owner := _owner(reading, toll, events, sentences)):
            owned.setdefault(owner.event_id, []).append(toll.toll_id)
    return [replace(e, toll_ids=tuple(owned.get(e.event_id, ()))) for e in events]


def _captures(reading: Reading, events: Sequence[Event], tolls: Sequence[Toll]) -> list[Event]:
    """One capture for each incident's toll of prisoners in a sentence where no event tells of it."""
    own = (_CAPTURE, "attack_on_civilians")  # prisoners taken, or killed
    told = {reading.sentence_at(e.span.start).index for e in events if e.event_type in own}
    counted = (t for t in tolls if t.kind == "captured" and t.scope == "incident")
    first = {reading.sentence_at(t.span.start).index: t for t in reversed([*counted])}
    return [_capture(reading, toll) for index, toll in first.items() if index not in told]


def _capture(reading: Reading, toll: Toll) -> Event:
    """The taking of counted prisoners by their enemy, else by the belligerent who counts them."""
    voice, camps = voice_over(reading, toll.span.start), belligerents(reading.theatre)
    speaker = voice.faction if voice and voice.faction in camps else None
    taken = toll.who if toll.who in camps else enemy_of(speaker, reading)
    event = Event(
        event_id="",
        report_id=toll.report_id,
        event_type=_CAPTURE,
        span=toll.span,
        status="claimed" if speaker else "reported",
        actor=enemy_of(taken, reading) or speaker,
        target=taken,
        place_id=toll.place_id,
        when=when_for(reading, toll.span),
        claimant=speaker,
    )
    return replace(event, event_id=event_id(event))


def _owner(reading: Reading, toll: Toll, events: Sequence[Event], sentences: list[int]) -> Event | None:
    told = reading.sentence_at(toll.span.start)
    able = [(e, s) for e, s in zip(events, sentences, strict=True) if _fits(e, toll)]
    own = [e for e, s in able if s == told.index]
    if own:
        return min(own, key=lambda e: _apart(e, toll))
    before = [e for e, s in able if s == told.index - 1 and reading.sentences[s].paragraph == told.paragraph]
    return before[-1] if before else None


def _fits(event: Event, toll: Toll) -> bool:
    if event.status in ("ordered", "called_for", "denied"):
        return False
    if event.place_id and toll.place_id and event.place_id != toll.place_id:
        return False
    return event.event_type in (*_BLOWS, *_BESIDES.get(toll.kind, ()))


def _apart(event: Event, toll: Toll) -> int:
    return max(event.span.start - toll.span.end, toll.span.start - event.span.end, 0)
