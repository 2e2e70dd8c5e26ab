"""Frames for the pages. In: a store and its version, filters.
Out: its tables, read once; what the filters keep.
"""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import streamlit as st

from analyse.dates import add_days
from analyse.filters import Filters, Frames, apply_filters
from store.database import read_table
from store.snapshots import store_version
from theatres.pack import Theatre, load_theatre

MONTH = pd.Timedelta(days=31)
TABLES = ("reports", "events", "tolls", "claims", "places", "gaps", "corrections")


def version_of(store: Path) -> str:
    """A word that changes with the store."""
    return store_version(store)


@st.cache_resource(max_entries=4, show_spinner=False)  # sample and own reports, now and before the last write
def load_frames(store: Path, version: str) -> Frames:
    """The tables of a store; shared by all visitors, so nobody changes them in place."""
    frames = {name: read_table(store, name) for name in TABLES}
    dated = {name: date_by_report(name, frames[name], frames["reports"]) for name in ("events", "claims")}
    return {**frames, **dated}


def date_by_report(table: str, frame: pd.DataFrame, reports: pd.DataFrame) -> pd.DataFrame:
    """Rows no text dates take their report's publication interval, and say so in `date_basis`.

    An interval longer than a month dates nothing: it would put the row in every fortnight of a year.
    """
    known = reports[(reports["published_end"] - reports["published_start"]) <= MONTH]
    if known.empty:
        return frame
    dated = add_days(table, frame, known)
    taken = frame["date_start"].isna() & frame["date_end"].isna()
    precisions = known.drop_duplicates("report_id").set_index("report_id")["published_precision"]
    return frame.assign(
        date_start=dated["day_start"],
        date_end=dated["day_end"],
        date_basis=dated["day_basis"],
        date_precision=frame["date_precision"].mask(taken, frame["report_id"].map(precisions)),
    )


def filter_frames(store: Path, filters: Filters, theatre: Theatre) -> Frames:
    """The tables with the rows the filters keep."""
    return _filter(store, version_of(store), filters, (theatre.id, theatre.version))


@st.cache_resource(max_entries=64, show_spinner=False)  # the last views of a few readers
def _filter(store: Path, version: str, filters: Filters, theatre: tuple[str, str]) -> Frames:
    return apply_filters(load_frames(store, version), filters, load_theatre(theatre[0]))


def dated_closely(events: pd.DataFrame) -> pd.DataFrame:
    """The events known to within a month: those a fortnight can claim as its own."""
    return events[(events["date_end"] - events["date_start"]) <= MONTH]
