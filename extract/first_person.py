"""Which side an unknown fighter means by "we". In: a Reading and its voices. Out: the voices, with that side.

A fighter who says "we" of one camp's foe, or "our air force" from a camp's seat, is of that camp. Only those
the text calls fighters or officers: people who flee also say "we".
"""

from __future__ import annotations

from dataclasses import replace

from extract.actors import between
from extract.reading import Reading, Voice, within
from extract.records import Span
from extract.sides import belligerents, rival_of

_BESIDE = 70  # characters behind a cue where the text may say what the speaker is: ", 24 ans, combattant sur"


def tell_sides(reading: Reading, voices: list[Voice]) -> list[Voice]:
    """The voices, those of unknown fighters with the side their own words tell."""
    return [_told(reading, v) if v.faction is None and v.actor_id is None else v for v in voices]


def _told(reading: Reading, voice: Voice) -> Voice:
    first = reading.lexicon.pattern("attribution", "first_person.words")
    if not first.search(reading.folded, voice.span.start, voice.span.end):
        return voice
    sentence = reading.sentence_at(voice.cue.start).span
    beside = Span(voice.cue.start, min(sentence.end, voice.cue.end + _BESIDE))
    fighter = reading.lexicon.pattern("attribution", "first_person.fighters")
    if not fighter.search(reading.folded, beside.start, beside.end):
        return voice
    side = _foe_of(reading, voice) or _seated(reading, beside)
    return replace(voice, faction=side, stance="claims", belligerent=True) if side else voice


def _foe_of(reading: Reading, voice: Voice) -> str | None:
    """The rival of the only camp a speaker names."""
    named = [m for m in between(reading.actors, voice.span.start, voice.span.end) if not m.anaphor]
    camps = {m.side for m in named if m.side in belligerents(reading.theatre)}
    outside = all(not voice.cue.start <= m.span.start < voice.cue.end for m in named)
    return rival_of(camps.pop(), reading.theatre) if len(camps) == 1 and outside else None


def _seated(reading: Reading, beside: Span) -> str | None:
    """The camp that held the town a spokesman speaks in from the first day."""
    seats = reading.lexicon.pattern("attribution", "first_person.seated")
    held = {c.place_id: c.holder for c in reading.theatre.control_start}
    for place in within(reading.places, beside):
        lead = reading.folded[beside.start : place.span.start]
        if seats.search(lead) and held.get(place.place_id) in belligerents(reading.theatre):
            return held[place.place_id]
    return None
