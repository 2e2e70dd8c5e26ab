"""Frames built by hand. In: a few columns per row. Out: frames with every column of the store's tables."""

from __future__ import annotations

from datetime import date
from typing import Any

import pandas as pd

from store.tables import TABLES

EVIDENCE = {"start": 0, "end": 1, "quote": "x", "sentence": "x"}
DEFAULTS: dict[str, dict[str, Any]] = {
    "reports": {"theatre_id": "t", "language": "fr", "text": "x", "sample": False},
    "events": {"event_type": "battle", "status": "reported", **EVIDENCE},
    "tolls": {
        "kind": "killed", "qualifier": "exact", "scope": "cumulative", "who": "all", "stance": "reports",
        "start": 0, "end": 1, "quote": "x", "sentence": "x",
    },
    "claims": {
        "change": "took", "partial": False, "date_precision": "day", "status": "reported", "place_name": "x",
        "start": 0, "end": 1, "quote": "x", "sentence": "x",
    },
}  # fmt: skip
IDS = {"reports": "report_id", "events": "event_id", "tolls": "toll_id", "claims": "claim_id"}
DAYS = {"reports": "published", "events": "date", "tolls": "as_of", "claims": "date"}


def frame(table: str, *rows: dict[str, Any]) -> pd.DataFrame:
    """A frame of a table; `day` fills both ends of the row's date, ids are numbered when left out."""
    columns = [c.name for c in TABLES[table]]
    return pd.DataFrame([_fill(table, i, row) for i, row in enumerate(rows)], columns=columns)


def _fill(table: str, number: int, row: dict[str, Any]) -> dict[str, Any]:
    filled = {IDS[table]: f"{table[0]}{number}", "report_id": f"r{number}", **DEFAULTS[table], **row}
    if day := filled.pop("day", None):
        filled |= {
            f"{DAYS[table]}_start": date.fromisoformat(day),
            f"{DAYS[table]}_end": date.fromisoformat(day),
        }
    if table == "tolls" and filled["qualifier"] == "exact":
        filled.setdefault("high", filled.get("low"))
    return filled
