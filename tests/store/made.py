"""Extractions made by hand, so that the store is tested apart from the engine."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from extract.records import (
    Attribution,
    ControlClaim,
    Count,
    Event,
    Extraction,
    Gap,
    PlaceMention,
    Report,
    Span,
    Toll,
    When,
)
from store.database import writing
from store.rows import Origin, make_rows
from theatres.pack import Theatre

TEXT = "Combats à Tajoura. Au moins 12 personnes ont été tuées jeudi, selon l'OMS.\nLe camp adverse dément."
DAY = date(2019, 5, 9)
WHEN = When(DAY, DAY, "day", "relative")
ORIGIN = Origin("dossier.txt", "f" * 64)


def make_extraction(number: int, text: str = TEXT) -> Extraction:
    """One report with a row for every table; ids follow from the number."""
    report_id, place = f"r{number:04d}", "tajoura"
    said = Attribution("who", "reports")
    dead, fight = Span(text.find("Au moins"), text.find(" jeudi")), Span(0, text.find("."))
    return Extraction(
        report=Report(report_id, text, "fr", WHEN, title="=1+1", url="https://example.org/a"),
        tolls=(
            Toll(
                f"t{number}",
                report_id,
                "killed",
                Count(12, None, "at_least"),
                "incident",
                said,
                dead,
                place_id=place,
            ),
        ),
        events=(
            Event(
                f"e{number}",
                report_id,
                "battle",
                fight,
                "claimed",
                "GNA",
                None,
                "LNA",
                place,
                WHEN,
                "GNA",
                (f"t{number}",),
            ),
        ),
        claims=(
            ControlClaim(f"c{number}", report_id, place, "GNA", "took", "claimed", fight, WHEN, "GNA", "LNA"),
        ),
        places=(PlaceMention(place, "Tajoura", Span(text.find("Tajoura"), text.find("Tajoura") + 7)),),
        gaps=(Gap(f"g{number}", report_id, "actor_unknown", Span(text.find("Le camp"), len(text)), "qui ?"),),
        extractor_version="v1",
        theatre_version="p1",
    )


def put(store: Path, theatre: Theatre, *found: Extraction, origin: Origin = ORIGIN) -> None:
    """Write extractions and publish them."""
    with writing(store, wait=1) as writer:
        for one in found:
            writer.write(make_rows(one, theatre, origin))
        writer.publish()
