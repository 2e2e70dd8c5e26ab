"""The tables of a store. In: nothing. Out: columns, kinds, allowed values of each table, and `check_frame`.

All ids are text; dates are `date` (no time); a missing value is NULL, never a placeholder.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Column:
    """One column: DuckDB kind, whether NULL is allowed, and the sentence that explains it in exports."""

    name: str
    kind: str
    about: str
    null: bool = True
    allowed: tuple[str, ...] = ()


_WHEN = "VARCHAR"
_PRECISIONS = ("day", "week", "month", "year", "open")
_BASES = ("stated", "relative", "dateline", "published", "inferred")
_STATUSES = ("reported", "claimed", "ordered", "called_for", "denied")

TABLES: dict[str, tuple[Column, ...]] = {
    "reports": (
        Column("report_id", "VARCHAR", "hash of outlet and text", null=False),
        Column("theatre_id", "VARCHAR", "theatre pack the report was read with", null=False),
        Column("outlet_id", "VARCHAR", "outlet of the theatre pack"),
        Column("outlet_name", "VARCHAR", "outlet as displayed"),
        Column("language", "VARCHAR", "ISO 639-1", null=False),
        Column("title", "VARCHAR", "title"),
        Column("url", "VARCHAR", "address the report came from"),
        Column("published_start", "DATE", "first day the report may have been published"),
        Column("published_end", "DATE", "last day"),
        Column("published_precision", _WHEN, "day, week, month, year or open", allowed=_PRECISIONS),
        Column("published_basis", _WHEN, "stated by the source, or inferred", allowed=_BASES),
        Column("published_reasons", "VARCHAR[]", "clues behind an inferred date"),
        Column("text", "VARCHAR", "the full text, as read", null=False),
        Column("sample", "BOOLEAN", "true for a reconstruction shipped with the theatre pack", null=False),
        Column("file_name", "VARCHAR", "file it came from"),
        Column("file_hash", "VARCHAR", "SHA-256 of that file"),
        Column("extractor_version", "VARCHAR", "version of the extraction rules", null=False),
        Column("theatre_version", "VARCHAR", "version of the theatre pack", null=False),
        Column("ingested_at", "TIMESTAMP", "when the report was read (UTC)"),
    ),
    "events": (
        Column("event_id", "VARCHAR", "id, stable for the same text and rules", null=False),
        Column("report_id", "VARCHAR", "report it was read in", null=False),
        Column("event_type", "VARCHAR", "type (ACLED and PLOVER codes derive from it)", null=False),
        Column("actor", "VARCHAR", "faction that acts; NULL: the text does not say"),
        Column("actor_detail", "VARCHAR", "unit or person"),
        Column("target", "VARCHAR", "faction or group acted upon"),
        Column("place_id", "VARCHAR", "place of the gazetteer"),
        Column("place_name", "VARCHAR", "its name in English"),
        Column("latitude", "DOUBLE", "degrees north"),
        Column("longitude", "DOUBLE", "degrees east"),
        Column("uncertainty_km", "DOUBLE", "radius within which the point is trusted"),
        Column("date_start", "DATE", "first day it may have happened"),
        Column("date_end", "DATE", "last day"),
        Column("date_precision", _WHEN, "day, week, month, year or open", allowed=_PRECISIONS),
        Column("date_basis", _WHEN, "how the date is known", allowed=_BASES),
        Column(
            "status",
            "VARCHAR",
            "reported, claimed, ordered, called for or denied",
            null=False,
            allowed=_STATUSES,
        ),
        Column("claimant", "VARCHAR", "who asserts it, where it is not the reporter"),
        Column("toll_ids", "VARCHAR[]", "tolls of the same happening"),
        Column("start", "INTEGER", "first character of the evidence", null=False),
        Column("end", "INTEGER", "character after the last", null=False),
        Column("quote", "VARCHAR", "the words of the evidence", null=False),
        Column("sentence", "VARCHAR", "the whole sentence around it", null=False),
    ),
    "tolls": (
        Column("toll_id", "VARCHAR", "id", null=False),
        Column("report_id", "VARCHAR", "report it was read in", null=False),
        Column("kind", "VARCHAR", "killed, injured, displaced, captured, missing or casualties", null=False),
        Column("low", "BIGINT", "lower bound; NULL: none stated"),
        Column("high", "BIGINT", "upper bound; NULL: open"),
        Column("qualifier", "VARCHAR", "exact, at_least, more_than, about, up_to, vague", null=False),
        Column("scope", "VARCHAR", "incident, or cumulative over a period", null=False),
        Column("since_start", "DATE", "start of the period counted, first day possible"),
        Column("since_end", "DATE", "last day possible"),
        Column("who", "VARCHAR", "who the victims are", null=False),
        Column("source", "VARCHAR", "who counts, neutral name"),
        Column("source_id", "VARCHAR", "actor of the theatre pack who counts"),
        Column("stance", "VARCHAR", "reports, claims or denies", null=False),
        Column("place_id", "VARCHAR", "place of the gazetteer"),
        Column("place_name", "VARCHAR", "its name in English"),
        Column("as_of_start", "DATE", "day the figure stands for, first possible"),
        Column("as_of_end", "DATE", "last possible"),
        Column("as_of_basis", _WHEN, "how that day is known", allowed=_BASES),
        Column("start", "INTEGER", "first character of the evidence", null=False),
        Column("end", "INTEGER", "character after the last", null=False),
        Column("quote", "VARCHAR", "the words of the evidence", null=False),
        Column("sentence", "VARCHAR", "the whole sentence around it", null=False),
    ),
    "claims": (
        Column("claim_id", "VARCHAR", "id", null=False),
        Column("report_id", "VARCHAR", "report it was read in", null=False),
        Column("place_id", "VARCHAR", "place of the gazetteer", null=False),
        Column("place_name", "VARCHAR", "its name in English", null=False),
        Column("latitude", "DOUBLE", "degrees north"),
        Column("longitude", "DOUBLE", "degrees east"),
        Column("uncertainty_km", "DOUBLE", "radius within which the point is trusted"),
        Column("holder", "VARCHAR", "side said to hold it; contested; NULL: lost, no successor named"),
        Column("previous", "VARCHAR", "side said to have held it before"),
        Column("change", "VARCHAR", "took, holds or lost", null=False),
        Column("partial", "BOOLEAN", "only a part of the place", null=False),
        Column("date_start", "DATE", "first day it may hold from"),
        Column("date_end", "DATE", "last day"),
        Column("date_precision", _WHEN, "day, week, month, year or open", allowed=_PRECISIONS),
        Column("date_basis", _WHEN, "how the date is known", allowed=_BASES),
        Column("status", "VARCHAR", "reported or claimed", null=False, allowed=_STATUSES),
        Column("claimant", "VARCHAR", "who asserts it, where it is not the reporter"),
        Column("start", "INTEGER", "first character of the evidence", null=False),
        Column("end", "INTEGER", "character after the last", null=False),
        Column("quote", "VARCHAR", "the words of the evidence", null=False),
        Column("sentence", "VARCHAR", "the whole sentence around it", null=False),
    ),
    "gaps": (
        Column("gap_id", "VARCHAR", "id", null=False),
        Column("report_id", "VARCHAR", "report it was seen in", null=False),
        Column("kind", "VARCHAR", "what was not understood", null=False),
        Column("start", "INTEGER", "first character", null=False),
        Column("end", "INTEGER", "character after the last", null=False),
        Column("quote", "VARCHAR", "the words", null=False),
        Column("note", "VARCHAR", "what the engine made of it", null=False),
    ),
    "corrections": (
        Column("correction_id", "VARCHAR", "id", null=False),
        Column("target_id", "VARCHAR", "report, event, toll or claim corrected", null=False),
        Column("field", "VARCHAR", "column corrected", null=False),
        Column("old", "VARCHAR", "value before"),
        Column("new", "VARCHAR", "value after"),
        Column("verdict", "VARCHAR", "accept, amend, reject or unsure", null=False),
        Column("by", "VARCHAR", "who corrected", null=False),
        Column("at", "TIMESTAMP", "when (UTC)", null=False),
        Column("note", "VARCHAR", "why"),
    ),
}
