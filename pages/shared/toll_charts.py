"""The published cumulative tolls. In: the desk, a kind of victims.
Out: their steps drawn, annotated where the reader asks, exported, opened by a click; what was revised.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pandas as pd
import streamlit as st

from analyse.casualties import cumulative_series, main_line
from analyse.filters import Filters
from pages.shared.address import bind, keep, offer
from pages.shared.choices import choose_one
from pages.shared.desk import Desk
from pages.shared.evidence import show_clicked
from pages.shared.exports import offer_figure
from pages.shared.figures import scene_of, show_figure
from pages.shared.frames import filter_frames, load_frames, version_of
from pages.shared.tables import show_table
from pages.shared.words import labels, plain, say
from render.casualties import TollView, draw_tolls
from render.describe import describe_tolls
from theatres.pack import load_theatre

SCALES = ("linear", "log")
# Notes that a chart can bear without covering its steps.
MOST_NOTES = 6
# Statements offered for annotation: past that the list is for searching, not for reading.
MOST_OFFERED = 400
HEIGHT = 430  # pixels: the title, the switches and the whole chart within the first 700


def read_series(desk: Desk, kind: str) -> pd.DataFrame:
    """The cumulative statements of one kind that the filters keep."""
    theatre = (desk.theatre.id, desk.theatre.version)
    return _series(desk.store, version_of(desk.store), (desk.filters, theatre), kind)


@st.cache_resource(max_entries=64, show_spinner=False)  # the kinds of the last views of a few readers
def _series(store: Path, version: str, kept: tuple[Filters, tuple[str, str]], kind: str) -> pd.DataFrame:
    filters, theatre = kept
    tolls = filter_frames(store, filters, load_theatre(theatre[0]))["tolls"]
    return cumulative_series(tolls, load_frames(store, version)["reports"], kind)


def draw_series(desk: Desk, series: pd.DataFrame, kind: str, view: TollView | None = None) -> Any:
    """The steps of one kind; a theatre may name the figures its story is told by (`toll_notes`)."""
    return draw_tolls(series, scene_of(desk), kind, view)


def show_cumulative(desk: Desk, kind: str) -> str:
    """The published cumulative tolls as steps, and the sentence of the one clicked; returns the finding."""
    series = read_series(desk, kind)
    with st.container(horizontal=True, vertical_alignment="center"):
        log = choose_one("scale", {name: say(f"switch.scale_{name}") for name in SCALES}) == "log"
        points = choose_notes(desk, series)
    view = TollView(log, points=points)
    opened = st.container()
    figure = draw_series(desk, series, kind, view).update_layout(height=HEIGHT)
    alt = describe_tolls(series, scene_of(desk), kind, view)
    clicked = show_figure(figure, f"tolls_{kind}_{log}_{len(points)}", alt)
    with opened if clicked else st.container():
        show_clicked(desk, "tolls", clicked)
    offer_figure(desk, f"tolls_{kind}", figure, series)
    show_revisions(desk, series)
    with st.expander(say("casualties.table")):
        show_table(desk, series, "cumulative")
    return str(figure.layout.meta["title"])


def choose_notes(desk: Desk, series: pd.DataFrame) -> tuple[str, ...]:
    """The statements the reader wants annotated, by toll id; none: those the theatre names."""
    told = list_statements(desk, series)
    asked = offer("note", list(told))[:MOST_NOTES]

    def draw(name: str) -> list[str]:
        return st.multiselect(
            say("casualties.notes"),
            list(told),
            format_func=told.__getitem__,
            key=name,
            max_selections=MOST_NOTES,
            placeholder=say("casualties.notes_none"),
        )

    with st.popover(say("casualties.annotate")):
        picked = bind("note", asked, draw)
    keep("note", picked)
    return tuple(picked)


def list_statements(desk: Desk, series: pd.DataFrame) -> dict[str, str]:
    """The statements on all victims as choices: the first of their toll ids, and "392 · OMS · 03/05/2019"."""
    rows = main_line(series).head(MOST_OFFERED).to_dict("records")
    return {r["toll_ids"][0]: _tell(desk, r) for r in rows}


def show_revisions(desk: Desk, series: pd.DataFrame) -> None:
    """What a source took back, with the sentence before and the sentence after."""
    back = main_line(series)
    back = back[back["revision"].astype(bool)] if len(back) else back
    if back.empty:
        return
    st.markdown(f"**{plain(labels().plural('ui.casualties.revisions', len(back)))}**")
    show_table(desk, back, "revisions")


def _tell(desk: Desk, row: dict[Any, Any]) -> str:
    words = labels()
    count = words.count(row["low"], None if row["open"] else row["high"], str(row["qualifier"]))
    named = isinstance(row["source"], str)
    source = words.faction(desk.theatre, row["source"]) if named else words.text("who.no_source")
    return f"{count} · {source} · {words.days(row['as_of_start'], row['as_of_end'])}"
