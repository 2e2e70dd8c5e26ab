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


def find_takings(reading: Reading, events: Iterable[Event], claims: Iterable[ControlClaim]) -> list[Event]:
    """The events, with one more for each place said to be taken that none of them tells."""
    told = list(events)
    unreal = [d.span for d in find_deeds(reading) if d.negated]
    for claim in claims:
        meant = any(s.start < claim.span.end and claim.span.start < s.end for s in unreal)
        if _is_taken(reading, claim) and not meant and not any(_tells(e, claim) for e in told):
            told.append(_taking(reading, claim))
    return sorted(told, key=lambda e: (e.span.start, e.span.end))


def _is_taken(reading: Reading, claim: ControlClaim) -> bool:
    return claim.change == "took" and claim.holder in belligerents(reading.theatre)


def _tells(event: Event, claim: ControlClaim) -> bool:
    gap = max(event.span.start - claim.span.end, claim.span.start - event.span.end)
    return event.event_type in _MOVES and gap < _NEAR


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
