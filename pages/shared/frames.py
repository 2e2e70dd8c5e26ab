"""Frames for the pages. In: a store and its version, filters. Out: its tables, read once; what the filters keep."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from analyse.filters import Filters, Frames, apply_filters
from store.database import read_table
from store.snapshots import store_version
from theatres.pack import Theatre, load_theatre

TABLES = ("reports", "events", "tolls", "claims", "places", "gaps", "corrections")


def version_of(store: Path) -> str:
    """A word that changes with the store."""
    return store_version(store)


@st.cache_resource(max_entries=4, show_spinner=False)  # sample and own reports, now and before the last write
def load_frames(store: Path, version: str) -> Frames:
    """The tables of a store; shared by all visitors, so nobody changes them in place."""
    return {name: read_table(store, name) for name in TABLES}


def filter_frames(store: Path, filters: Filters, theatre: Theatre) -> Frames:
    """The tables with the rows the filters keep."""
    return _filter(store, version_of(store), filters, (theatre.id, theatre.version))


@st.cache_resource(max_entries=64, show_spinner=False)  # the last views of a few readers
def _filter(store: Path, version: str, filters: Filters, theatre: tuple[str, str]) -> Frames:
    return apply_filters(load_frames(store, version), filters, load_theatre(theatre[0]))
