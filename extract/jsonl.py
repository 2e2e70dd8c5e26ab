"""Extractions as JSON Lines, the exchange format of the project. In: an Extraction. Out: a dict of plain
values.

Places are named in English, sources and claimants by their neutral names, days as ISO dates; `start` and
`end` are characters of the report's text and `quote` is what stands there.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from extract.names import name_key
from extract.records import ControlClaim, Event, Extraction, Gap, PlaceMention, Span, Toll, When
from theatres.pack import Place, Theatre

Json = dict[str, Any]


def to_json(found: Extraction, theatre: Theatre) -> Json:
    """One report and all that was found in it; `published` is None where the text gives no clue at all."""
    report = found.report
    return {
        "report_id": report.report_id,
        "language": report.language,
        "published": when_json(report.published),
        "tolls": [_toll(t, found, theatre) for t in found.tolls],
        "events": [_event(e, found, theatre) for e in found.events],
        "control": [_claim(c, found, theatre) for c in found.claims],
        "places": [
            _place(p, theatre) for p in found.places if not _outside(theatre.places[p.place_id], theatre)
        ],
        "gaps": [_gap(g, found) for g in found.gaps],
        "extractor_version": found.extractor_version,
        "theatre_version": found.theatre_version,
    }


def when_json(when: When | None) -> Json | None:
    """An interval with its precision, basis and reasons; an open end is None."""
    if when is None or (when.start is None and when.end is None):
        return None
    days = {"start": _day(when.start), "end": _day(when.end)}
    return {**days, "precision": when.precision, "basis": when.basis, "reasons": list(when.reasons)}


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _evidence(span: Span, found: Extraction) -> Json:
    return {"start": span.start, "end": span.end, "quote": span.of(found.report.text)}


def _name(place_id: str | None, theatre: Theatre) -> str | None:
    """The English name of a place, whatever the language of the report."""
    place = theatre.places.get(place_id) if place_id else None
    return place.names.get("en", place.id) if place else None


def source_name(toll: Toll, theatre: Theatre) -> str | None:
    """The neutral name of the one who counts, or the words of the text for a voice no pack knows."""
    said = toll.attribution
    actor = theatre.actors.get(said.source_id) if said.source_id else None
    if actor is None:
        return said.name or said.source_id
    return actor.score_name or actor.side or said.name or next(iter(actor.names.get("en", ())), actor.id)


def _toll(toll: Toll, found: Extraction, theatre: Theatre) -> Json:
    count = toll.count
    return {
        "toll_id": toll.toll_id,
        "kind": toll.kind,
        "low": count.low,
        "high": count.high,
        "qualifier": count.qualifier,
        "scope": toll.scope,
        "since": _day(toll.since.start) if toll.since else None,
        "who": toll.who,
        "source": source_name(toll, theatre),
        "stance": toll.attribution.stance,
        "place": _name(toll.place_id, theatre),
        "as_of": _day(toll.as_of.end) if toll.as_of else None,
        **_evidence(toll.span, found),
    }


def _dates(when: When | None) -> Json:
    return {"date_start": _day(when.start) if when else None, "date_end": _day(when.end) if when else None}


def _event(event: Event, found: Extraction, theatre: Theatre) -> Json:
    return {
        "event_id": event.event_id,
        "event_type": event.event_type,
        "actor": event.actor,
        "actor_detail": event.actor_detail,
        "target": event.target,
        "place": _name(event.place_id, theatre),
        **_dates(event.when),
        "status": event.status,
        "claimant": event.claimant,
        "toll_ids": list(event.toll_ids),
        **_evidence(event.span, found),
    }


def _claim(claim: ControlClaim, found: Extraction, theatre: Theatre) -> Json:
    return {
        "claim_id": claim.claim_id,
        "place": _name(claim.place_id, theatre),
        "holder": claim.holder,
        "change": claim.change,
        "partial": claim.partial,
        "previous": claim.previous,
        "status": claim.status,
        **_dates(claim.when),
        "claimant": claim.claimant,
        **_evidence(claim.span, found),
    }


def _outside(place: Place, theatre: Theatre) -> bool:
    return place.kind in theatre.settings.get("kinds_outside", ())


def _place(mention: PlaceMention, theatre: Theatre) -> Json:
    place = theatre.places[mention.place_id]
    return {
        "place_id": place.id,
        "name": _named(mention, place),
        "latitude": place.latitude,
        "longitude": place.longitude,
        "start": mention.span.start,
        "end": mention.span.end,
        "written": mention.name,
        "candidates": list(mention.candidates),
    }


def _named(mention: PlaceMention, place: Place) -> str:
    """The name the report gives it, or the pack's where the report only points to it ("the capital")."""
    known = {name_key(s) for s in (*place.names.values(), *place.spellings, *place.context_spellings)}
    proper = name_key(mention.name) in known or any(c.isupper() for c in mention.name)
    return mention.name if proper else place.names.get("en", place.id)


def _gap(gap: Gap, found: Extraction) -> Json:
    return {"gap_id": gap.gap_id, "kind": gap.kind, "note": gap.note, **_evidence(gap.span, found)}
