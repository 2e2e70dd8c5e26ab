"""Ground that changed hands, as events. In: the Events and the ControlClaims of a report. Out: Events.

"Syrte lui est revenue" claims a place without a word for the deed: where no event tells it, the claim is one.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from extract.deeds import find_deeds
from extract.events import event_id
from extract.reading import Reading
from extract.records import ControlClaim, Event
from extract.sides import belligerents, enemy_of

_MOVES = ("territorial_gain", "withdrawal")
_NEAR = 120  # characters from a claim to the event that already tells it: a clause or two

_SAME = 20  # characters from a claim to an event of the same words, whatever place it was given


def find_takings(reading: Reading, events: Iterable[Event], claims: Iterable[ControlClaim]) -> list[Event]:
    """The events, with one more for each place said to be taken that none of them tells."""
    told = list(events)
    claims = list(claims)
    unreal = [d.span for d in find_deeds(reading) if d.negated]
    for claim in claims:
        meant = any(s.start < claim.span.end and claim.span.start < s.end for s in unreal)
        if not _is_taken(reading, claim) or meant or any(_repeats(e, claim) for e in told):
            continue
        if not _tells(_near(told, claim), claim, claims):
            told.append(_taking(reading, claim))
    return sorted(told, key=lambda e: (e.span.start, e.span.end))


def _is_taken(reading: Reading, claim: ControlClaim) -> bool:
    return claim.change == "took" and claim.holder in belligerents(reading.theatre)


def _repeats(event: Event, claim: ControlClaim) -> bool:
    """True for a gain of the same place by the same side, wherever the report tells it."""
    same = (event.place_id, event.actor) == (claim.place_id, claim.holder)
    return same and event.event_type == "territorial_gain"


def _tells(near: list[Event], claim: ControlClaim, claims: list[ControlClaim]) -> bool:
    """True where a move beside a claim tells it: at its place the same way, or right there at another."""
    here = [e for e in near if e.place_id == claim.place_id]
    row = {c.place_id for c in claims if c.holder == claim.holder and _overlap(c, claim)} - {claim.place_id}
    if here:
        return any(_agrees(e, claim) for e in here)
    return any(e.place_id not in row and _gap(e, claim) < _SAME for e in near)


def _agrees(event: Event, claim: ControlClaim) -> bool:
    gained = event.event_type == "territorial_gain"
    return event.actor is None or (event.actor == claim.holder) == gained


def _overlap(one: ControlClaim, other: ControlClaim) -> bool:
    return one.span.start < other.span.end and other.span.start < one.span.end


def _near(events: Iterable[Event], claim: ControlClaim) -> list[Event]:
    return [e for e in events if e.event_type in _MOVES and _gap(e, claim) < _NEAR]


def _gap(event: Event, claim: ControlClaim) -> int:
    return max(event.span.start - claim.span.end, claim.span.start - event.span.end)


def _taking(reading: Reading, claim: ControlClaim) -> Event:
    event = Event(
        event_id="",
        report_id=claim.report_id,
        event_type="territorial_gain",
        span=claim.span,
        status=claim.status,
        actor=claim.holder,
        target=claim.previous or enemy_of(claim.holder, reading),
        place_id=claim.place_id,
        when=claim.when,
        claimant=claim.claimant,
    )
    return replace(event, event_id=event_id(event))
