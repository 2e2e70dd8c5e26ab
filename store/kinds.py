"""The kinds of columns in Arrow and in pandas. In: rows, tables, columns of values. Out: the same, typed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa

from store.late_text import LateText, Picked
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
    """An Arrow table as the pandas frame `read_table` promises; text is read where someone looks."""
    rows, given = Picked(table.num_rows), dict(zip(table.column_names, table.columns, strict=True))
    # Of a large table only one column is held twice.
    del table
    frame = pd.DataFrame({c.name: _as_values(given.pop(c.name), c, rows) for c in columns}, copy=False)
    pa.default_memory_pool().release_unused()
    return frame


def _as_values(values: pa.ChunkedArray, column: Column, rows: Picked) -> Any:
    if column.kind == "VARCHAR":
        return LateText.of(values, rows)
    if column.kind == "VARCHAR[]":
        return _as_lists(values.combine_chunks())
    return as_kind(values.to_pandas(date_as_object=False), column)


def _as_lists(values: pa.Array) -> npt.NDArray[np.object_]:
    """Lists of words; the rows without any, nearly all, share one list, which like a frame nobody changes."""
    lists = np.empty(len(values), dtype=object)
    empty: list[str] = []
    lists.fill(empty)
    filled = np.flatnonzero(values.value_lengths().fill_null(0).to_numpy(zero_copy_only=False))
    for at, words in zip(filled, values.take(pa.array(filled)).to_pylist(), strict=True):
        lists[at] = words
    return lists


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
