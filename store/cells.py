"""Values as a file can hold them. In: a frame of the store. Out: columns of plain values, text disarmed.

A cell of text a spreadsheet could run as a formula gets an apostrophe in front; `arm` takes it away again, so
that a file of our own reads back as it was.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import Any

import pandas as pd

from store.tables import TABLES, Column

# Spreadsheets skip blanks and signs that print nothing before they look for = + - @ or their wide forms.
_BLANK = r"\s\u200b-\u200f\u2060\ufeff\u202a-\u202e\u2066-\u2069\x00-\x1f"
_STARTS = re.compile(f"'*[{_BLANK}]*[=+\\-@\uff1d\uff0b\uff0d\uff20]|'*[\t\r\n]")
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")  # what XML 1.0 has no way to write
# What an export adds to a table's own columns so that a row stands alone.
EXTRA = (
    Column("outlet", "VARCHAR", "outlet of the report"),
    Column("report_title", "VARCHAR", "title of the report"),
    Column("report_url", "VARCHAR", "address of the report"),
    Column("report_published", "DATE", "first day the report may have been published"),
    Column("reconstruction", "BOOLEAN", "true: sample data, written from published facts, no press article"),
)
_INFERRED = {"i": "BIGINT", "u": "BIGINT", "f": "DOUBLE", "b": "BOOLEAN", "M": "DATE"}


def disarm(text: str) -> str:
    """The text with an apostrophe in front where a spreadsheet could take it for a formula."""
    return f"'{text}" if _STARTS.match(text) else text


def arm(text: str) -> str:
    """The text `disarm` was given."""
    return text[1:] if text.startswith("'") and _STARTS.match(text) else text


def strip_control(text: str) -> str:
    """The text without the characters XML cannot hold."""
    return _CONTROL.sub("", text)


def columns_for(frame: pd.DataFrame, table: str) -> list[Column]:
    """What each column of a frame is: as its table says, else told from its values."""
    known = {c.name: c for c in (*TABLES.get(table, ()), *EXTRA)}
    return [known.get(str(name)) or _infer(frame[name]) for name in frame.columns]


def plain_column(values: pd.Series, column: Column) -> list[Any]:
    """The values of a column as None, str, int, float, bool, date, datetime or list."""
    missing = (
        values.isna() if column.kind != "VARCHAR[]" else values.map(lambda v: not isinstance(v, Iterable))
    )
    make = _PLAIN.get(column.kind, str)
    return [None if gone else make(v) for v, gone in zip(values, missing, strict=True)]


def plain_rows(frame: pd.DataFrame, columns: list[Column]) -> list[list[Any]]:
    """The rows of a frame as lists of plain values."""
    return [list(r) for r in zip(*(plain_column(frame[c.name], c) for c in columns), strict=True)]


def add_reports(frame: pd.DataFrame, reports: pd.DataFrame) -> pd.DataFrame:
    """A frame with outlet, title, address and date of each row's report, and whether it is sample data."""
    if "report_id" not in frame or "text" in frame:
        return frame
    known = reports.drop_duplicates("report_id").set_index("report_id")
    sources = ("outlet_name", "title", "url", "published_start", "sample")
    added = {c.name: frame["report_id"].map(known[s]) for c, s in zip(EXTRA, sources, strict=True)}
    return frame.assign(**added)


def _infer(values: pd.Series) -> Column:
    kind = _INFERRED.get(values.dtype.kind, "VARCHAR")
    if kind == "VARCHAR" and len(lists := values.dropna()) and lists.map(lambda v: isinstance(v, list)).all():
        kind = "VARCHAR[]"
    return Column(str(values.name), kind, "")


_PLAIN: dict[str, Callable[[Any], Any]] = {
    "VARCHAR": str,
    "VARCHAR[]": lambda v: [str(x) for x in v],
    "DATE": lambda v: pd.Timestamp(v).date(),
    "TIMESTAMP": lambda v: pd.Timestamp(v).to_pydatetime(),
    "BOOLEAN": bool,
    "INTEGER": int,
    "BIGINT": int,
    "DOUBLE": float,
}
