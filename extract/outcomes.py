"""What a happening cost. In: the events and tolls of a report. Out: the events, each with its tolls.

An incident's toll belongs to the blow of its own sentence that stands nearest; failing one, to the last blow
of the sentence before. A toll told at another place than the blow's is not its own.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from extract.reading import Reading
from extract.records import Event, Toll

_BLOWS = ("airstrike", "shelling", "bombing", "battle", "attack_on_civilians", "siege")
# Kinds of victims that other happenings make besides.
_BESIDES = {"displaced": ("displacement",), "captured": ("capture_of_persons",)}


def tie_tolls(reading: Reading, events: Sequence[Event], tolls: Sequence[Toll]) -> list[Event]:
    """The events with the tolls that tell what they cost."""
    owned: dict[str, list[str]] = {}
    sentences = [reading.sentence_at(e.span.start).index for e in events]
    for toll in tolls:
        if toll.scope == "incident" and (owner := _owner(reading, toll, events, sentences)):
            owned.setdefault(owner.event_id, []).append(toll.toll_id)
    return [replace(e, toll_ids=tuple(owned.get(e.event_id, ()))) for e in events]


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
