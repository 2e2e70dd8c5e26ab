"""The reading of one report, stage after stage. In: a Report and a Theatre. Out: a Reading, or its
Extraction.

The stages read a clean text (composed accents, no invisible signs); `extract_report` puts every span back
on the characters of the text as it came. Nothing here raises on text.
"""

from __future__ import annotations

import hashlib
from dataclasses import replace
from pathlib import Path

from extract import (
    actors,
    attribution,
    control,
    dateline,
    dates,
    events,
    gaps,
    numbers,
    places,
    sentences,
    takings,
    tolls,
)
from extract.folding import clean_text
from extract.lexicon import load_lexicon
from extract.line_wraps import unwrap
from extract.outcomes import tie_tolls
from extract.reading import Reading
from extract.records import Extraction, Report
from extract.spans import move_spans
from theatres.pack import Theatre


def _hash_sources() -> str:
    folder = Path(__file__).parent
    files = sorted(p for p in folder.rglob("*") if p.suffix in {".py", ".toml"})
    digest = hashlib.sha256(b"".join(p.read_bytes() for p in files))
    return digest.hexdigest()[:12]  # 48 bits: enough to tell the versions of one program apart


EXTRACTOR_VERSION = _hash_sources()


def read_report(report: Report, theatre: Theatre) -> Reading:
    """Everything the early stages see in a report: its text is the clean one, its date inferred where it
    has none.
    """
    reading = _read(report, theatre)
    if report.published.start is not None or report.published.end is not None:
        return reading
    published = dateline.infer_published(reading, tolls.find_tolls(reading))
    return _read(replace(report, published=published), theatre)


def _read(report: Report, theatre: Theatre) -> Reading:
    clean, _ = clean_text(unwrap(report.text))
    reading = Reading(replace(report, text=clean), theatre, load_lexicon(theatre, report.language))
    reading.sentences = sentences.split_sentences(reading)
    reading.quotes = sentences.find_quotes(reading)
    reading.dates = dates.find_dates(reading)
    reading.numbers = numbers.find_numbers(reading)
    reading.places = places.find_places(reading)
    reading.actors = actors.find_actors(reading)
    reading.voices = attribution.find_voices(reading)
    return reading


def extract_report(report: Report, theatre: Theatre) -> Extraction:
    """All that a report gives, with spans in its own text; an undated report gets an inferred interval."""
    reading = read_report(report, theatre)
    claims = control.find_claims(reading)
    told = takings.find_takings(reading, events.find_events(reading), claims)
    counted = tolls.find_tolls(reading)
    found = Extraction(
        report=reading.report,
        tolls=tuple(counted),
        events=tuple(tie_tolls(reading, told, counted)),
        claims=tuple(claims),
        places=tuple(reading.places),
        extractor_version=EXTRACTOR_VERSION,
        theatre_version=theatre.version,
    )
    found = replace(found, gaps=tuple(gaps.find_gaps(reading, found)))
    return move_spans(found, report)
