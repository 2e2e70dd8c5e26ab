"""The kinds of columns in Arrow and in pandas. In: rows, tables, columns of values. Out: the same, typed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd
import pyarrow as pa

from store.tables import Column

ARROW = {
    "VARCHAR": pa.string(),
    "VARCHAR[]": pa.list_(pa.string()),
    "DATE": pa.date32(),
    "TIMESTAMP": pa.timestamp("us"),
    "BOOLEAN": pa.bool_(),
    "INTEGER": pa.int32(),
    "BIGINT": pa.int64(),
    "DOUBLE": pa.float64(),
}
_DAYS = {"DATE", "TIMESTAMP"}


def as_arrow(rows: Sequence[dict[str, Any]], columns: Sequence[Column]) -> pa.Table:
    """Rows as one Arrow table with the kinds of the columns."""
    return pa.Table.from_pylist(list(rows), pa.schema([(c.name, ARROW[c.kind]) for c in columns]))


def as_frame(table: pa.Table, columns: Sequence[Column]) -> pd.DataFrame:
    """An Arrow table as the pandas frame `read_table` promises."""
    frame: pd.DataFrame = table.to_pandas(date_as_object=False)
    for column in columns:
        frame[column.name] = as_kind(frame[column.name], column)
    return frame


def as_kind(values: pd.Series, column: Column) -> pd.Series:
    """A column of values in the pandas kind of its table's column."""
    if column.kind == "VARCHAR":
        return values.astype("str")
    if column.kind == "VARCHAR[]":
        return values.map(lambda v: [] if v is None else list(v)).astype(object)
    if column.kind in _DAYS:
        return values.astype("datetime64[us]")
    if column.kind == "BOOLEAN":
        return values.astype(bool)
    return values.astype("float64" if column.null else "int64")
