"""What the reader works on. In: the address, the stores, the theatre.
Out: a `Desk`, drawn once for every page.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import cast

import streamlit as st

from analyse.filters import Filters, Frames, Kept
from pages.shared.address import offer
from pages.shared.choices import choose_one
from pages.shared.filters import draw_filters, period_of
from pages.shared.frames import filter_frames, load_frames, load_index, version_of
from pages.shared.stores import prepare_app, store_of
from pages.shared.words import LANGUAGES, language, say
from theatres.pack import Theatre, list_theatres, load_theatre

SOURCES = ("sample", "mine")


@dataclass(frozen=True, slots=True)
class Desk:
    """The theatre, the store, what it holds and what the filters keep of it."""

    theatre: Theatre
    store: Path
    sample: bool
    filters: Filters
    period: tuple[date, date]
    frames: Frames
    kept: Kept

    @property
    def language(self) -> str:
        """The reader's language."""
        return language()

    @property
    def until(self) -> date:
        """The last day of the period asked for."""
        return self.filters.end or self.period[1]


def set_desk() -> Desk:
    """Draw the side bar, and lay out what the pages read with `read_desk`."""
    theatre, source = _draw_theatre(), _draw_source()
    prepare_app(theatre.id, say("app.preparing"))
    store = store_of(theatre.id, source)
    version = version_of(store)
    frames = load_frames(store, version)
    filters = draw_filters(theatre, load_index(store, version, (theatre.id, theatre.version)))
    kept = filter_frames(store, filters, theatre)
    desk = Desk(theatre, store, source == "sample", filters, period_of(theatre, frames), frames, kept)
    st.session_state["desk"] = desk
    return desk


def read_desk() -> Desk:
    """The desk laid out for this run."""
    return cast(Desk, st.session_state["desk"])


def set_language() -> None:
    """Take the reader's language from the address, before any word is drawn."""
    st.session_state["language"] = offer("lang", list(LANGUAGES), ["fr"])[0]


def draw_language() -> None:
    """The switch between languages."""
    choose_one("lang", LANGUAGES, "visible")


def _draw_theatre() -> Theatre:
    titles = {i: load_theatre(i).titles[language()] for i in list_theatres()}
    only = next(iter(titles))
    return load_theatre(choose_one("theatre", titles, "visible") if len(titles) > 1 else only)


def _draw_source() -> str:
    return choose_one("data", {s: say(f"app.data_{s}") for s in SOURCES}, "visible")
