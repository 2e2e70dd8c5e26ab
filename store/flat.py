"""CSV, JSON Lines and Parquet, out and back. In: a frame of the store, or bytes. Out: bytes, or the frame.

CSV: dates as YYYY-MM-DD, lists as JSON, a missing value as nothing and an empty text as "". Columns a table
does not have (what an export adds) are left out on the way back.
"""

from __future__ import annotations

import io
import json
from datetime import date, datetime
from typing import Any

import pandas as pd
import pyarrow as pa
import pyarrow.csv as pa_csv
import pyarrow.parquet as pq

from store.cells import arm, columns_for, disarm, plain_column
from store.kinds import ARROW, as_frame, as_kind
from store.messages import StoreError
from store.tables import Column, columns_of

BOM = "\ufeff".encode()
# JSON allows these inside a string, and some readers of lines end a line there.
_LINE_ENDS = {ord(c): f"\\u{ord(c):04x}" for c in "\u0085\u2028\u2029"}


def write_csv(frame: pd.DataFrame, table: str, delimiter: str = ",", bom: bool = False) -> bytes:
    """A CSV in UTF-8; `bom` puts the mark in front that has spreadsheets read Arabic right."""
    columns = columns_for(frame, table)
    cells = pa.table({c.name: _cells(frame[c.name], c) for c in columns})
    out = io.BytesIO()
    pa_csv.write_csv(cells, out, pa_csv.WriteOptions(delimiter=delimiter, quoting_style="needed"))
    return (BOM if bom else b"") + out.getvalue()


def read_csv(data: bytes, table: str) -> pd.DataFrame:
    """The frame `write_csv` was given, with the columns of its table."""
    data = data.removeprefix(BOM)
    head = data.split(b"\n", 1)[0]
    parse = pa_csv.ParseOptions(
        delimiter=max(",;\t", key=lambda d: head.count(d.encode())), newlines_in_values=True
    )
    # Any text of ours fits in one block: a row must not be longer than one.
    read = pa_csv.ReadOptions(block_size=max(len(data), 1))
    names = [n.strip('"') for n in head.decode("utf-8").rstrip("\r").split(parse.delimiter)]
    convert = pa_csv.ConvertOptions(
        column_types=dict.fromkeys(names, pa.string()),
        null_values=[""],
        strings_can_be_null=True,
        quoted_strings_can_be_null=False,
    )
    found = pa_csv.read_csv(io.BytesIO(data), read, parse, convert)
    cells = {n: found[n].to_pylist() for n in found.column_names}
    return _frame({n: [v if v is None else arm(v) for v in cells[n]] for n in cells}, table)


def write_jsonl(frame: pd.DataFrame, table: str) -> bytes:
    """One JSON object a row."""
    columns = columns_for(frame, table)
    values = zip(*(plain_column(frame[c.name], c) for c in columns), strict=True)
    names = [c.name for c in columns]
    lines = (json.dumps(dict(zip(names, map(_json, row), strict=True)), ensure_ascii=False) for row in values)
    return "".join(line.translate(_LINE_ENDS) + "\n" for line in lines).encode("utf-8")


def read_jsonl(data: bytes, table: str) -> pd.DataFrame:
    """The frame `write_jsonl` was given, with the columns of its table."""
    rows = [json.loads(line) for line in data.decode("utf-8").split("\n") if line.strip()]
    names = [c.name for c in columns_of(table)]
    found = {n: [row.get(n) for row in rows] for n in names if not rows or any(n in row for row in rows)}
    return _frame(found, table)


def write_parquet(frame: pd.DataFrame, table: str, about: dict[str, str]) -> bytes:
    """A Parquet file with typed columns and `about` in its metadata."""
    columns = columns_for(frame, table)
    schema = pa.schema([(c.name, ARROW[c.kind]) for c in columns], metadata=about)
    arrays = [pa.array(plain_column(frame[c.name], c), ARROW[c.kind]) for c in columns]
    out = io.BytesIO()
    pq.write_table(pa.Table.from_arrays(arrays, schema=schema), out, compression="zstd")
    return out.getvalue()


def read_parquet(data: bytes, table: str) -> pd.DataFrame:
    """The frame `write_parquet` was given, with the columns of its table."""
    found = pq.read_table(io.BytesIO(data))
    columns = [c for c in columns_of(table) if c.name in found.column_names]
    return as_frame(found.select([c.name for c in columns]), columns)


def _cells(values: pd.Series, column: Column) -> pa.Array:
    plain = plain_column(values, column)
    if column.kind == "VARCHAR":
        return pa.array([None if v is None else disarm(v) for v in plain], pa.string())
    if column.kind == "VARCHAR[]":
        return pa.array([json.dumps(v, ensure_ascii=False) if v else None for v in plain], pa.string())
    return pa.array(plain, ARROW[column.kind])


def _frame(found: dict[str, list[Any]], table: str) -> pd.DataFrame:
    columns = [c for c in columns_of(table) if c.name in found]
    if not columns:
        raise StoreError("not_table", table=table, found=", ".join(found) or "-")
    frame = pd.DataFrame(
        {c.name: pd.Series([_parse(v, c) for v in found[c.name]], dtype=object) for c in columns}
    )
    for column in columns:
        frame[column.name] = as_kind(frame[column.name], column)
    return frame


def _parse(value: Any, column: Column) -> Any:
    """A value as JSON or a cell holds it, back in its kind."""
    if value is None or not isinstance(value, str):
        return value
    if column.kind == "VARCHAR[]":
        return json.loads(value)
    if column.kind == "VARCHAR":
        return value
    if column.kind == "BOOLEAN":
        return value == "true"
    return pd.Timestamp(value) if column.kind in ("DATE", "TIMESTAMP") else float(value)


def _json(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date | datetime) else value
