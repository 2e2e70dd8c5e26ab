"""Tables of a store as numbers, to filter them at once. In: frames of the store, a theatre. Out: columns of
numbers, masks of rows, counts.

Each column a filter looks at is numbered once; a filter is then a look-up, several filters an `and`.
What each filter keeps is said in `analyse.filters`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

import numpy as np
import numpy.typing as npt
import pandas as pd

from analyse.dates import OWN_DATES, as_days

Rows = npt.NDArray[np.bool_]
Codes = npt.NDArray[np.integer]
Days = npt.NDArray[np.datetime64]


@dataclass(frozen=True, slots=True)
class Coded:
    """A column as numbers of its values, -1 where it has none."""

    codes: Codes
    values: tuple[str, ...]

    def among(self, wanted: Iterable[str]) -> Rows:
        """The rows that hold one of some values."""
        asked = set(wanted)
        return np.array([*(v in asked for v in self.values), False], dtype=bool)[self.codes]

    def count(self, rows: Rows | None) -> dict[str, int]:
        """How many of some rows, or of all, hold each value."""
        codes = self.codes if rows is None else self.codes[rows]
        counts = np.bincount(codes + 1, minlength=len(self.values) + 1)[1:]
        return {v: int(n) for v, n in zip(self.values, counts.tolist(), strict=True) if n}


@dataclass(frozen=True, slots=True)
class Dated:
    """The days of a table: the interval of each row, NaT where its text gives none."""

    first: Days
    last: Days
    undated: Rows

    def within(self, start: date | None, end: date | None) -> Rows:
        """The rows that touch a period, both ends included."""
        touches = ~np.isnat(self.first)
        if start is not None:
            touches &= self.last >= np.datetime64(start)
        if end is not None:
            touches &= self.first <= np.datetime64(end)
        return touches


def code_column(column: pd.Series) -> Coded:
    """A column as numbers."""
    codes, values = pd.factorize(column)
    return Coded(_narrow(codes, len(values)), tuple(str(v) for v in values))


def code_roles(frame: pd.DataFrame, roles: tuple[str, ...]) -> list[Coded]:
    """Columns as numbers of one list of values; a value a row holds twice counts in the first column only."""
    coded = [code_column(frame[r]) for r in roles]
    values = tuple(dict.fromkeys(v for c in coded for v in c.values))
    place = {v: i for i, v in enumerate(values)}
    shared = [np.array([*(place[v] for v in c.values), -1], dtype=c.codes.dtype)[c.codes] for c in coded]
    for i, codes in enumerate(shared):
        for before in shared[:i]:
            codes[codes == before] = -1
    return [Coded(_narrow(codes, len(values)), values) for codes in shared]


def date_rows(table: str, frame: pd.DataFrame) -> Dated:
    """The days the rows of a table tell themselves."""
    start, end = (as_days(frame[f"{OWN_DATES[table]}_{edge}"]).to_numpy() for edge in ("start", "end"))
    first, last = np.where(np.isnat(start), end, start), np.where(np.isnat(end), start, end)
    # A report that only ends on a known day has no day of its own.
    return Dated(first, last, np.isnat(start) if table == "reports" else np.isnat(first))


def code_ids(column: pd.Series, ids: pd.Index) -> npt.NDArray[np.int32]:
    """The place of each row's id in a list of ids, -1 where it is not there."""
    codes, values = pd.factorize(column)
    return np.append(ids.get_indexer(pd.Index(values)), -1)[codes].astype(np.int32)


def link_rows(lists: pd.Series, ids: pd.Index) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
    """Rows that list ids, and the place of each id listed: one pair a link."""
    pairs = [(i, str(word)) for i, words in enumerate(lists) for word in list_ids(words)]
    places = ids.get_indexer(pd.Index([word for _, word in pairs], dtype="str"))
    rows = np.array([i for i, _ in pairs], dtype=np.int64)
    return rows[places >= 0], places[places >= 0]


def list_ids(ids: object) -> list[object]:
    """The ids of a list that may be missing."""
    return [] if ids is None or isinstance(ids, float) else list(ids)  # type: ignore[call-overload]


def both(one: Rows | None, other: Rows | None) -> Rows | None:
    """The rows two filters keep; None is all of them."""
    if one is None or other is None:
        return other if one is None else one
    return one & other


def add_counts(counts: Iterable[Mapping[str, int]]) -> dict[str, int]:
    """Counts of the same values over several columns, added up."""
    total: dict[str, int] = {}
    for count in counts:
        for value, n in count.items():
            total[value] = total.get(value, 0) + n
    return total


def _narrow(codes: Codes, size: int) -> Codes:
    # Two bytes a row where they hold every number: a quarter of the memory to read at each filter.
    return codes.astype(np.int16 if size < np.iinfo(np.int16).max else np.int32)
