"""Annotated reports as the tables the extraction would have filled. In: reports of tests/gold. Out: frames.

What is measured on them is what comes after reading; the sets kept unseen are never read here.
"""

from __future__ import annotations

import calendar
from datetime import date
from typing import Any

import pandas as pd

from benchmarks.agreement import place_names
from benchmarks.score import read_gold
from benchmarks.scoring import find_quote, split_names
from store.tables import TABLES
from theatres.pack import Theatre

LANGUAGES = ("fr", "en", "ar")
Row = dict[str, Any]
Days = tuple[date | None, date | None]


def annotate_frames(theatre: Theatre) -> dict[str, pd.DataFrame]:
    """The tables reports, events and tolls as annotators would have filled them, ids numbered."""
    reports = [r for language in LANGUAGES for r in read_gold(language)]
    rows: dict[str, list[Row]] = {"reports": [_report(r) for r in reports], "events": [], "tolls": []}
    for report in reports:
        text, told = report["text"], report["gold"]
        rows["events"] += [_event(e, text, theatre) | {"report_id": report["id"]} for e in told["events"]]
        rows["tolls"] += [_toll(f, text, theatre) | {"report_id": report["id"]} for f in told["figures"]]
    for key, name in (("event_id", "events"), ("toll_id", "tolls")):
        rows[name] = [{**r, key: f"{name[0]}{i}"} for i, r in enumerate(rows[name])]
    return {n: pd.DataFrame(r, columns=[c.name for c in TABLES[n]]) for n, r in rows.items()}


def read_days(text: str | None) -> Days:
    """The first and last day of an annotated date: a day, a month or a year."""
    if not text:
        return None, None
    year, month, day = ([int(p) for p in text.split("-")] + [0, 0])[:3]
    if day:
        return date(year, month, day), date(year, month, day)
    last = month or 12
    return date(year, month or 1, 1), date(year, last, calendar.monthrange(year, last)[1])


def _report(report: Row) -> Row:
    start, end = read_days(report["published"])
    row = {"report_id": report["id"], "language": report["lang"], "text": report["text"]}
    return row | {"published_start": start, "published_end": end}


def _event(told: Row, text: str, theatre: Theatre) -> Row:
    start, end = read_days(told["date"])
    kept = {k: told[k] for k in ("actor", "target", "status", "claimant")}
    where = _place(told["place"], theatre) | _words(told["quote"], text)
    return {"event_type": told["type"], **kept, "date_start": start, "date_end": end, **where}


def _toll(told: Row, text: str, theatre: Theatre) -> Row:
    start, end = read_days(told["as_of"])
    kept = {k: told[k] for k in ("kind", "low", "high", "qualifier", "scope", "who", "source")}
    where = _place(told["place"], theatre) | _words(told["quote"], text)
    counted = {"source_id": told["source"], "stance": "reports"}
    return {**kept, **counted, "as_of_start": start, "as_of_end": end, **where}


def _place(names: str | None, theatre: Theatre) -> Row:
    """The first place of the pack an annotation names, with its point."""
    known = place_names(theatre.id)
    ids = sorted(i for n in split_names(names) for i in known.get(n, ()))
    if not ids:
        return {"place_id": None}
    place = theatre.places[ids[0]]
    point = {"latitude": place.latitude, "longitude": place.longitude}
    return {"place_id": place.id, **point, "uncertainty_km": place.uncertainty_km}


def _words(quote: str, text: str) -> Row:
    """Where the evidence stands, and its sentence: up to the full stops around it."""
    start, end = find_quote(text, quote) or (0, 0)
    first = max(text.rfind(". ", 0, start), text.rfind("\n", 0, start)) + 1
    stops = [s for s in (text.find(". ", end), text.find("\n", end)) if s >= 0]
    return {"start": start, "end": end, "sentence": text[first : min(stops, default=len(text))].strip()}
