"""What analysts corrected. In: `Correction` records. Out: a file that only grows; tables corrected.

Corrections stand in DIR/corrections.jsonl, one a line, apart from the extracted tables: reading a report
again never touches them. To undo one is to reject it: a correction whose target is another correction,
verdict "reject". The last verdict on a record, and the last amendment of a field, win.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

import pandas as pd

from extract.records import Correction
from store.messages import StoreError
from store.snapshots import locked
from store.tables import IDS, TABLES, Column

FILE = "corrections.jsonl"
# What ties a record to its report is not the analyst's to change: it is where the evidence stands.
FIXED = {"report_id", "start", "end", "quote", "sentence", "review", "text", "toll_ids"}
_TRUE = {"true": True, "false": False}


def add_corrections(root: Path | str, corrections: Sequence[Correction]) -> list[Correction]:
    """Append corrections, each with an id, and return them so; check a new value with `read_value` before."""
    named = [replace(c, correction_id=c.correction_id or _hash(c)) for c in corrections]
    lines = "".join(json.dumps(asdict(c), ensure_ascii=False) + "\n" for c in named).encode("utf-8")
    path = Path(root) / FILE
    with locked(Path(root), name="corrections.lock"), path.open("ab+") as file:
        _drop_torn_line(path)
        file.write(lines)
        file.flush()
        os.fsync(file.fileno())
    return named


def undo(root: Path | str, correction_id: str, by: str, at: str) -> Correction:
    """Take a correction back by a correction of it; an undone undo brings it back."""
    return add_corrections(root, [Correction("", correction_id, "verdict", None, None, "reject", by, at)])[0]


def read_corrections(root: Path | str) -> pd.DataFrame:
    """The table `corrections`, oldest first, with undone ones; a last line cut by a crash is left out."""
    path = Path(root) / FILE
    lines = path.read_bytes().split(b"\n")[:-1] if path.exists() else []
    names = [c.name for c in TABLES["corrections"]]
    frame = pd.DataFrame([json.loads(line) for line in lines], columns=names)
    return frame.astype({n: "str" for n in names if n != "at"}).assign(at=_days(frame["at"]))


def corrected_ids(corrections: pd.DataFrame) -> list[str]:
    """The records some correction speaks of."""
    return sorted(set(corrections["target_id"]))


def standing(corrections: pd.DataFrame) -> pd.DataFrame:
    """The corrections in force: neither undone nor themselves an undoing."""
    undone: set[str] = set()
    for row in reversed(corrections.to_dict("records")):
        if row["verdict"] == "reject" and row["correction_id"] not in undone:
            undone.add(row["target_id"])
    ids = set(corrections["correction_id"])
    return corrections[~corrections["correction_id"].isin(undone) & ~corrections["target_id"].isin(ids)]


def apply_corrections(name: str, frame: pd.DataFrame, corrections: pd.DataFrame) -> pd.DataFrame:
    """A table with fields amended, rejected rows left out, and the last verdict in `review`."""
    if name not in IDS:
        return frame
    mine = standing(corrections)
    mine = mine[mine["target_id"].isin(frame[IDS[name]])]
    for row in mine[mine["verdict"] == "amend"].to_dict("records"):
        _amend(name, frame, row)
    verdicts = mine.groupby("target_id")["verdict"].last()
    told = frame[IDS[name]].map(verdicts)
    if "review" in frame:
        frame["review"] = told.astype("str")
    return frame[told.ne("reject")].reset_index(drop=True)


def read_value(table: str, field: str, text: str | None) -> Any:
    """A correction's text as a value of the column it amends; raises StoreError where it is not one."""
    column = next((c for c in TABLES[table] if c.name == field and field not in FIXED), None)
    if column is None:
        known = ", ".join(c.name for c in TABLES[table] if c.name not in FIXED)
        raise StoreError("no_column", table=table, column=field, known=known)
    return _value(column, text)


def _value(column: Column, text: str | None) -> Any:
    if not isinstance(text, str):  # a missing text reads as NaN from a frame
        return None
    try:
        value = _READ.get(column.kind, str)(text)
    except (ValueError, KeyError) as error:
        raise StoreError("bad_value", column=column.name, value=text, expected=column.kind) from error
    if column.allowed and value not in column.allowed:
        expected = ", ".join(column.allowed)
        raise StoreError("bad_value", column=column.name, value=text, expected=expected)
    return value


_READ: dict[str, Callable[[str], Any]] = {
    "DATE": pd.Timestamp,
    "TIMESTAMP": pd.Timestamp,
    "BIGINT": int,
    "INTEGER": int,
    "DOUBLE": float,
    "BOOLEAN": _TRUE.__getitem__,
}


def _amend(name: str, frame: pd.DataFrame, row: Mapping[Hashable, Any]) -> None:
    """One field of one record; a value this version cannot read changes nothing."""
    try:
        value = read_value(name, row["field"], row["new"])
    except StoreError:
        return
    frame.loc[frame[IDS[name]] == row["target_id"], row["field"]] = value


def _days(texts: pd.Series) -> pd.Series:
    days = pd.to_datetime(texts, errors="coerce", utc=True, format="ISO8601")
    return days.dt.tz_localize(None).astype("datetime64[us]")


def _hash(correction: Correction) -> str:
    told = json.dumps(asdict(correction), ensure_ascii=False)
    return "c" + hashlib.sha256(told.encode("utf-8")).hexdigest()[:15]


def _drop_torn_line(path: Path) -> None:
    """Cut what a crash left of a half-written last line."""
    data = path.read_bytes()
    if data and not data.endswith(b"\n"):
        with path.open("rb+") as file:
            file.truncate(data.rfind(b"\n") + 1)
