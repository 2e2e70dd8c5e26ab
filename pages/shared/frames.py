"""Frames for the pages. In: a store and its version, filters.
Out: its tables, read once; what the filters keep.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from threading import RLock

import pandas as pd
import streamlit as st

from analyse.dates import add_days
from analyse.filters import Filters, FrameIndex, Frames, Kept
from pages.shared.shelf import Shelf
from store.database import read_table
from store.snapshots import store_version
from theatres.pack import Theatre, load_theatre

MONTH = pd.Timedelta(days=31)
# What filters kept for several readers; past it the oldest view is made again when asked for.
KEPT_BYTES = 200_000_000
TABLES = ("reports", "events", "tolls", "claims", "places", "gaps", "corrections")


def version_of(store: Path) -> str:
    """A word that changes with the store."""
    return store_version(store)


class Tables(Frames):
    """The tables of a store, each read when it is first asked for; rows no text dates take their report's."""

    def __init__(self, store: Path) -> None:
        self._store, self._lock = store, RLock()
        self._read: dict[str, pd.DataFrame] = {}

    def __getitem__(self, name: str) -> pd.DataFrame:
        if name not in TABLES:
            raise KeyError(name)
        with self._lock:
            if name not in self._read:
                frame = read_table(self._store, name)
                dated = name in ("events", "claims")
                self._read[name] = date_by_report(name, frame, self["reports"]) if dated else frame
        return self._read[name]

    def __iter__(self) -> Iterator[str]:
        return iter(TABLES)

    def __len__(self) -> int:
        return len(TABLES)


@st.cache_resource(max_entries=4, show_spinner=False)  # sample and own reports, now and before the last write
def load_frames(store: Path, version: str) -> Frames:
    """The tables of a store; shared by all visitors, so nobody changes them in place."""
    return Tables(store)


def date_by_report(table: str, frame: pd.DataFrame, reports: pd.DataFrame) -> pd.DataFrame:
    """Rows no text dates take their report's publication interval, and say so in `date_basis`.

    An interval longer than a month dates nothing: it would put the row in every fortnight of a year.
    """
    known = reports[(reports["published_end"] - reports["published_start"]) <= MONTH]
    undated = frame["date_start"].isna() & frame["date_end"].isna()
    if known.empty or not undated.any():
        return frame
    rows = frame[undated]
    told = add_days(table, rows, known)
    precisions = known.drop_duplicates("report_id").set_index("report_id")["published_precision"]
    taken = {
        "date_start": told["day_start"],
        "date_end": told["day_end"],
        "date_basis": told["day_basis"].astype("str"),
        "date_precision": rows["report_id"].map(precisions).astype("str"),
    }
    return frame.assign(**{c: frame[c].mask(undated, values) for c, values in taken.items()})


def filter_frames(store: Path, filters: Filters, theatre: Theatre) -> Kept:
    """The tables with the rows the filters keep."""
    key, version = (theatre.id, theatre.version), version_of(store)
    return _shelf().get((store, version, filters, key), lambda: load_index(store, version, key).keep(filters))


@st.cache_resource(max_entries=4, show_spinner=False)  # one for each entry of `load_frames`
def load_index(store: Path, version: str, theatre: tuple[str, str]) -> FrameIndex:
    """The tables of a store as numbers, for its filters."""
    return FrameIndex(load_frames(store, version), load_theatre(theatre[0]))


@st.cache_resource(show_spinner=False)
def _shelf() -> Shelf[Kept]:
    """What the filters kept for the last views, for all visitors."""
    return Shelf(KEPT_BYTES)


def dated_closely(events: pd.DataFrame) -> pd.DataFrame:
    """The events known to within a month: those a fortnight can claim as its own."""
    return events[(events["date_end"] - events["date_start"]) <= MONTH]
