"""What the first page needs, loaded while the browser still loads its own part; then the fronts of the
sample, drawn while nobody asks. In: a server that starts. Out: nothing.
"""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from importlib import import_module
from threading import Thread
from time import sleep

import streamlit as st

from pages.shared.frames import load_index, version_of
from pages.shared.stores import store_of
from store.snapshots import current
from theatres.pack import list_theatres, load_theatre

# Nothing that imports streamlit-folium: a component declared outside a page is never served.
DRAWING = ("render.front_map", "render.timeline", "render.casualties", "render.images", "store.exchange")
# Seconds between two looks whether the first page has read the sample, and how many: ten minutes.
WAIT, TRIES = 5.0, 120


@asynccontextmanager
async def warm_up(_app: st.App) -> AsyncIterator[None]:
    """Read the sample and import what draws, beside the server."""
    Thread(target=_load, name="warm-up", daemon=True).start()
    yield


def _load() -> None:
    for theatre in list_theatres():
        pack = load_theatre(theatre)
        store = store_of(theatre, "sample")
        if current(store):  # else the first page reads the sample, and shows how far it is
            load_index(store, version_of(store), (pack.id, pack.version))
    for name in DRAWING:
        import_module(name)
    for theatre in list_theatres():
        _draw_fronts(theatre)


def _draw_fronts(theatre: str) -> None:
    from pages.shared.chronicle import draw_ahead  # noqa: PLC0415  a second to load: not before the server answers

    store = store_of(theatre, "sample")
    for _ in range(TRIES):
        if current(store):
            draw_ahead(store, load_theatre(theatre))
            return
        sleep(WAIT)
