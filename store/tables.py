"""The tables of a store. In: nothing. Out: columns, kinds, allowed values of each table, and `check_frame`.

All ids are text; dates are `date` (no time); a missing value is NULL, never a placeholder.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import get_args

import pandas as pd
from rapidfuzz.process import extractOne

from extract import records


@dataclass(frozen=True, slots=True)
class Column:
    """One column: DuckDB kind, whether NULL is allowed, and the sentence that explains it in exports."""

    name: str
    kind: str
    about: str
    null: bool = True
    allowed: tuple[str, ...] = ()


_WHEN = "VARCHAR"
_PRECISIONS = get_args(records.Precision)
_BASES = get_args(records.Basis)
_STATUSES = get_args(records.Status)
_VERDICTS = ("accept", "amend", "reject", "unsure")
_POINT = (
    Column("latitude", "DOUBLE", "degrees north"),
    Column("longitude", "DOUBLE", "degrees east"),
    Column("uncertainty_km", "DOUBLE", "radius within which the point is trusted"),
)
_REVIEW = Column(
    "review",
    "VARCHAR",
    "last verdict of an analyst; NULL: not reviewed",
    allowed=("accept", "amend", "unsure"),
)
_EVIDENCE = (
    Column("start", "INTEGER", "first character of the evidence", null=False),
    Column("end", "INTEGER", "character after the last", null=False),
    Column("quote", "VARCHAR", "the words of the evidence", null=False),
    Column("sentence", "VARCHAR", "the whole sentence around it", null=False),
    _REVIEW,
)

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
        Column(
            "event_type",
            "VARCHAR",
            "type (ACLED and PLOVER codes derive from it)",
            null=False,
            allowed=get_args(records.EventType),
        ),
        Column("actor", "VARCHAR", "faction that acts; NULL: the text does not say"),
        Column("actor_detail", "VARCHAR", "unit or person"),
        Column("target", "VARCHAR", "faction or group acted upon"),
        Column("place_id", "VARCHAR", "place of the gazetteer"),
        Column("place_name", "VARCHAR", "its name in English"),
        *_POINT,
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
        *_EVIDENCE,
    ),
    "tolls": (
        Column("toll_id", "VARCHAR", "id", null=False),
        Column("report_id", "VARCHAR", "report it was read in", null=False),
        Column(
            "kind",
            "VARCHAR",
            "killed, injured, displaced, captured, missing or casualties",
            null=False,
            allowed=get_args(records.TollKind),
        ),
        Column("low", "BIGINT", "lower bound; NULL: none stated"),
        Column("high", "BIGINT", "upper bound; NULL: open"),
        Column(
            "qualifier",
            "VARCHAR",
            "exact, at_least, more_than, about, up_to, vague",
            null=False,
            allowed=get_args(records.Qualifier),
        ),
        Column(
            "scope",
            "VARCHAR",
            "incident, or cumulative over a period",
            null=False,
            allowed=get_args(records.Scope),
        ),
        Column("since_start", "DATE", "start of the period counted, first day possible"),
        Column("since_end", "DATE", "last day possible"),
        Column("who", "VARCHAR", "who the victims are", null=False),
        Column("source", "VARCHAR", "who counts, neutral name"),
        Column("source_id", "VARCHAR", "actor of the theatre pack who counts"),
        Column(
            "stance", "VARCHAR", "reports, claims or denies", null=False, allowed=get_args(records.Stance)
        ),
        Column("place_id", "VARCHAR", "place of the gazetteer"),
        Column("place_name", "VARCHAR", "its name in English"),
        *_POINT,
        Column("as_of_start", "DATE", "day the figure stands for, first possible"),
        Column("as_of_end", "DATE", "last possible"),
        Column("as_of_basis", _WHEN, "how that day is known", allowed=_BASES),
        *_EVIDENCE,
    ),
    "claims": (
        Column("claim_id", "VARCHAR", "id", null=False),
        Column("report_id", "VARCHAR", "report it was read in", null=False),
        Column("place_id", "VARCHAR", "place of the gazetteer", null=False),
        Column("place_name", "VARCHAR", "its name in English", null=False),
        *_POINT,
        Column("holder", "VARCHAR", "side said to hold it; contested; NULL: lost, no successor named"),
        Column("previous", "VARCHAR", "side said to have held it before"),
        Column("change", "VARCHAR", "took, holds or lost", null=False, allowed=get_args(records.Change)),
        Column("partial", "BOOLEAN", "only a part of the place", null=False),
        Column("date_start", "DATE", "first day it may hold from"),
        Column("date_end", "DATE", "last day"),
        Column("date_precision", _WHEN, "day, week, month, year or open", allowed=_PRECISIONS),
        Column("date_basis", _WHEN, "how the date is known", allowed=_BASES),
        Column("status", "VARCHAR", "reported or claimed", null=False, allowed=_STATUSES),
        Column("claimant", "VARCHAR", "who asserts it, where it is not the reporter"),
        *_EVIDENCE,
    ),
    "places": (
        Column("report_id", "VARCHAR", "report it was read in", null=False),
        Column("place_id", "VARCHAR", "place of the gazetteer", null=False),
        Column("place_name", "VARCHAR", "its name in English", null=False),
        Column("written", "VARCHAR", "the name as the report spells it", null=False),
        Column("candidates", "VARCHAR[]", "other places the name may mean"),
        *_POINT,
        Column("start", "INTEGER", "first character", null=False),
        Column("end", "INTEGER", "character after the last", null=False),
    ),
    "gaps": (
        Column("gap_id", "VARCHAR", "id", null=False),
        Column("report_id", "VARCHAR", "report it was seen in", null=False),
        Column("kind", "VARCHAR", "what was not understood", null=False, allowed=get_args(records.GapKind)),
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
        Column("verdict", "VARCHAR", "accept, amend, reject or unsure", null=False, allowed=_VERDICTS),
        Column("by", "VARCHAR", "who corrected", null=False),
        Column("at", "TIMESTAMP", "when (UTC)", null=False),
        Column("note", "VARCHAR", "why"),
    ),
}

IDS = {
    "reports": "report_id",
    "events": "event_id",
    "tolls": "toll_id",
    "claims": "claim_id",
    "gaps": "gap_id",
    "corrections": "correction_id",
}


class TableError(ValueError):
    """A frame that is not the table it claims to be; `faults` holds one sentence per fault."""

    def __init__(self, faults: list[str]) -> None:
        super().__init__(" ".join(faults))
        self.faults = faults


def columns_of(name: str) -> tuple[Column, ...]:
    """The columns of a table; raises TableError naming the nearest table where there is none of that name."""
    if name not in TABLES:
        raise TableError([f"table {name!r}: expected one of {', '.join(TABLES)}{_nearest(name, TABLES)}."])
    return TABLES[name]


def check_frame(name: str, frame: pd.DataFrame) -> None:
    """Raise TableError where a frame lacks a column, holds NULL or a value its table does not allow."""
    faults = [f for column in columns_of(name) for f in _column_faults(name, column, frame)]
    faults += [
        f"{name}.{c}: not a column of the table{_nearest(c, _names(name))}." for c in _strangers(name, frame)
    ]
    if faults:
        raise TableError(faults)


def _names(name: str) -> list[str]:
    return [c.name for c in TABLES[name]]


def _strangers(name: str, frame: pd.DataFrame) -> list[str]:
    return [str(c) for c in frame.columns if c not in _names(name)]


def _column_faults(name: str, column: Column, frame: pd.DataFrame) -> list[str]:
    where = f"{name}.{column.name}"
    if column.name not in frame.columns:
        return [f"{where}: the column is missing; found {', '.join(map(str, frame.columns))}."]
    values = frame[column.name]
    missing = values.isna()
    faults = []
    if not column.null and missing.any():
        faults.append(f"{where}: {int(missing.sum())} rows hold no value; expected {column.about}.")
    if column.kind in _KINDS and not _KINDS[column.kind](values.dropna()):
        faults.append(f"{where}: {_first(values)!r} is not {column.kind}; expected {column.about}.")
    if column.allowed and not values[~missing].isin(column.allowed).all():
        odd = str(_first(values[~missing & ~values.isin(column.allowed)]))
        choices = ", ".join(column.allowed)
        faults.append(f"{where}: {odd!r}; expected one of {choices}{_nearest(odd, column.allowed)}.")
    return faults


def _first(values: pd.Series) -> object:
    return next(iter(values.dropna()), None)


def _nearest(word: str, choices: Iterable[str]) -> str:
    # Under 60 of 100 the two words only share letters by chance.
    found = extractOne(word, list(choices), score_cutoff=60)
    return f" (nearest: {found[0]})" if found else ""


def _whole(values: pd.Series) -> bool:
    return _number(values) and bool((values.astype(float) % 1 == 0).all())


def _number(values: pd.Series) -> bool:
    return values.empty or (pd.api.types.is_numeric_dtype(values) and not pd.api.types.is_bool_dtype(values))


def _day(values: pd.Series) -> bool:
    return values.empty or pd.api.types.is_datetime64_any_dtype(values) or _are(values, "date")


def _are(values: pd.Series, *kinds: str) -> bool:
    return values.empty or pd.api.types.infer_dtype(values, skipna=True) in kinds


_KINDS = {
    "VARCHAR": lambda v: _are(v, "string"),
    "VARCHAR[]": lambda v: all(isinstance(x, list | tuple) for x in v),
    "DATE": _day,
    "TIMESTAMP": lambda v: _day(v) or _are(v, "datetime"),
    "BOOLEAN": lambda v: v.empty or _are(v, "boolean"),
    "INTEGER": _whole,
    "BIGINT": _whole,
    "DOUBLE": _number,
}
