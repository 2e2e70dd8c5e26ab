"""Where reports are kept. In: the environment, a theatre.
Out: the folders of the stores, made ready at first start.
"""

from __future__ import annotations

import os
import tomllib
from collections.abc import Callable
from pathlib import Path
from threading import Lock

import streamlit as st

from render.vendor import install_vendor
from store.database import create_store
from store.ingest import ensure_sample_store, read_sample, sample_folder
from theatres.pack import Theatre, load_theatre

ROOT = Path(__file__).parents[2]
VERSION = str(tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"])


def data_folder() -> Path:
    """The folder of all stores: KHARITA_DATA, else data/ beside the app."""
    return Path(os.environ.get("KHARITA_DATA") or ROOT / "data")


def store_of(theatre_id: str, source: str) -> Path:
    """The store of the sample of a theatre, or the reader's own, which `python -m store.ingest` fills too."""
    return data_folder() / (sample_folder(theatre_id) if source == "sample" else "store")


def prepare_app(theatre_id: str, message: str) -> None:
    """Put scripts and stores in place; the first start of all reads the sample, and shows how far it is."""
    theatre = load_theatre(theatre_id)
    known = (theatre.id, theatre.version, str(data_folder()))
    ready, lock = _ready()
    if known in ready:
        return
    bar = st.empty()
    with lock:
        install_vendor(ROOT / "static")
        ensure_sample_store(theatre, store_of(theatre.id, "sample"), _show_progress(bar, theatre, message))
        create_store(store_of(theatre.id, "mine"))
        ready.add(known)
    bar.empty()


@st.cache_resource(show_spinner=False)
def _ready() -> tuple[set[tuple[str, str, str]], Lock]:
    """What this process has made ready; the lock keeps two first visitors from doing it twice."""
    return set(), Lock()


def _show_progress(
    slot: st.delta_generator.DeltaGenerator, theatre: Theatre, message: str
) -> Callable[[int, str], None]:
    total = len(read_sample(theatre))

    def show(done: int, _name: str) -> None:
        slot.progress(min(done / max(total, 1), 1.0), text=message)

    return show
