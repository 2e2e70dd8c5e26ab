"""Extractions as rows. In: an Extraction, its Theatre, its origin. Out: rows of each table.

A row carries what a reader needs beside the id: the place's name and point, the words of the evidence, and
the whole sentence around them, cut where the engine itself ends sentences.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from extract.jsonl import source_name
from extract.lexicon import load_lexicon
from extract.reading import Reading
from extract.records import (
    Attribution,
    ControlClaim,
    Event,
    Extraction,
    Gap,
    PlaceMention,
    Report,
    Span,
    Toll,
    When,
)
from extract.sentences import split_sentences
from store.database import Rows
from theatres.pack import Theatre

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a report came from: a file and its SHA-256, a pack's sample, and when it was read (UTC)."""

    file_name: str | None = None
    file_hash: str | None = None
    sample: bool = False
    ingested_at: datetime | None = None


class Sentences:
    """The sentences of one report, asked by span."""

    def __init__(self, report: Report, theatre: Theatre) -> None:
        reading = Reading(report, theatre, load_lexicon(theatre, report.language))
        self._text = report.text
        self._spans = [s.span for s in split_sentences(reading)]
        self._starts = [s.start for s in self._spans]

    def around(self, span: Span) -> str:
        """The text of every sentence the span touches."""
        first = max(bisect_right(self._starts, span.start) - 1, 0)
        last = max(bisect_right(self._starts, max(span.end - 1, span.start)) - 1, 0)
        if not self._spans:
            return span.of(self._text)
        start = min(self._spans[first].start, span.start)
        return self._text[start : max(self._spans[last].end, span.end)]


def make_rows(found: Extraction, theatre: Theatre, origin: Origin) -> Rows:
    """The rows of every table for one report; raises ValueError where a span lies outside its text."""
    about = Sentences(found.report, theatre)
    return {
        "reports": [_report(found, theatre, origin)],
        "events": [_event(e, theatre) | _evidence(e.span, found, about) for e in found.events],
        "tolls": [_toll(t, theatre) | _evidence(t.span, found, about) for t in found.tolls],
        "claims": [_claim(c, theatre) | _evidence(c.span, found, about) for c in found.claims],
        "places": [_place(p, found, theatre) for p in found.places],
        "gaps": [_gap(g, found) for g in found.gaps],
    }


def _report(found: Extraction, theatre: Theatre, origin: Origin) -> Row:
    report = found.report
    outlet = theatre.outlets.get(report.outlet_id or "")
    return {
        "report_id": report.report_id,
        "theatre_id": theatre.id,
        "outlet_id": report.outlet_id or None,
        "outlet_name": outlet.name if outlet else report.outlet_id or None,
        "language": report.language,
        "title": report.title or None,
        "url": report.url or None,
        **_when("published", report.published),
        "published_reasons": list(report.published.reasons),
        "text": report.text,
        "sample": origin.sample,
        "file_name": origin.file_name,
        "file_hash": origin.file_hash,
        "extractor_version": found.extractor_version,
        "theatre_version": found.theatre_version,
        "ingested_at": origin.ingested_at,
    }


def _event(event: Event, theatre: Theatre) -> Row:
    return {
        "event_id": event.event_id,
        "report_id": event.report_id,
        "event_type": event.event_type,
        "actor": event.actor,
        "actor_detail": event.actor_detail,
        "target": event.target,
        **_point(event.place_id, theatre),
        **_when("date", event.when),
        "status": event.status,
        "claimant": event.claimant,
        "toll_ids": list(event.toll_ids),
    }


def _toll(toll: Toll, theatre: Theatre) -> Row:
    said: Attribution = toll.attribution
    return {
        "toll_id": toll.toll_id,
        "report_id": toll.report_id,
        "kind": toll.kind,
        "low": toll.count.low,
        "high": toll.count.high,
        "qualifier": toll.count.qualifier,
        "scope": toll.scope,
        "since_start": toll.since.start if toll.since else None,
        "since_end": toll.since.end if toll.since else None,
        "who": toll.who,
        "source": source_name(toll, theatre),
        "source_id": said.source_id,
        "stance": said.stance,
        **_point(toll.place_id, theatre),
        **_when("as_of", toll.as_of),
    }


def _claim(claim: ControlClaim, theatre: Theatre) -> Row:
    return {
        "claim_id": claim.claim_id,
        "report_id": claim.report_id,
        **_point(claim.place_id, theatre),
        "holder": claim.holder,
        "previous": claim.previous,
        "change": claim.change,
        "partial": claim.partial,
        **_when("date", claim.when),
        "status": claim.status,
        "claimant": claim.claimant,
    }


def _place(mention: PlaceMention, found: Extraction, theatre: Theatre) -> Row:
    return {
        "report_id": found.report.report_id,
        **_point(mention.place_id, theatre),
        "written": mention.span.of(found.report.text),
        "candidates": list(mention.candidates),
        "start": mention.span.start,
        "end": mention.span.end,
    }


def _gap(gap: Gap, found: Extraction) -> Row:
    return {
        "gap_id": gap.gap_id,
        "report_id": gap.report_id,
        "kind": gap.kind,
        **_quote(gap.span, found.report.text),
        "note": gap.note,
    }


def _point(place_id: str | None, theatre: Theatre) -> Row:
    place = theatre.places.get(place_id or "")
    return {
        "place_id": place_id,
        "place_name": place.names.get("en", place.id) if place else place_id,
        "latitude": place.latitude if place else None,
        "longitude": place.longitude if place else None,
        "uncertainty_km": place.uncertainty_km if place else None,
    }


def _when(prefix: str, when: When | None) -> Row:
    """The columns of an interval; a table that has no precision column never asks for it."""
    return {
        f"{prefix}_start": when.start if when else None,
        f"{prefix}_end": when.end if when else None,
        f"{prefix}_precision": when.precision if when else None,
        f"{prefix}_basis": when.basis if when else None,
    }


def _evidence(span: Span, found: Extraction, about: Sentences) -> Row:
    return _quote(span, found.report.text) | {"sentence": about.around(span)}


def _quote(span: Span, text: str) -> Row:
    if not 0 <= span.start < span.end <= len(text):
        raise ValueError(f"span {span.start}-{span.end}: expected characters of a text of {len(text)}")
    return {"start": span.start, "end": span.end, "quote": span.of(text)}
