"""The two charts of tolls, never one. In: the desk, a kind of victims.
Out: each drawn, exported, opened by a click.
"""

from __future__ import annotations

from html import unescape
from typing import Any

import pandas as pd
import streamlit as st

from analyse.casualties import cumulative_series, incident_tolls, weekly_incidents
from pages.shared.choices import choose_one
from pages.shared.desk import Desk
from pages.shared.evidence import show_clicked
from pages.shared.exports import offer_figure
from pages.shared.figures import scene_of, show_figure
from pages.shared.tables import show_table
from pages.shared.words import plain, say
from render.casualties import TollView, draw_tolls
from render.describe import describe_incidents, describe_tolls
from render.incidents import draw_incidents

SCALES = ("linear", "log")


def read_series(desk: Desk, kind: str) -> pd.DataFrame:
    """The cumulative statements of one kind that the filters keep."""
    return cumulative_series(desk.kept["tolls"], desk.frames["reports"], kind)


def draw_series(desk: Desk, series: pd.DataFrame, kind: str, log: bool = False) -> Any:
    """The steps of one kind; a theatre may name the figures its story is told by (`toll_notes`)."""
    notes = desk.theatre.settings.get("toll_notes", {}).get(kind, ())
    return draw_tolls(series, scene_of(desk), kind, TollView(log, tuple(notes)))


def show_cumulative(desk: Desk, kind: str) -> None:
    """The published cumulative tolls as steps, and the sentence of the one clicked."""
    series = read_series(desk, kind)
    log = choose_one("scale", {name: say(f"switch.scale_{name}") for name in SCALES}) == "log"
    opened = st.container()
    figure = draw_series(desk, series, kind, log)
    clicked = show_figure(figure, f"tolls_{kind}_{log}", describe_tolls(series, scene_of(desk), kind))
    with opened:
        show_clicked(desk, "tolls", clicked)
    offer_figure(desk, f"tolls_{kind}", figure, series)
    with st.expander(say("casualties.table")):
        show_table(desk, series, "cumulative")


def show_incidents(desk: Desk, kind: str) -> None:
    """The tolls of single incidents by week, never added to the cumulative ones."""
    incidents = incident_tolls(desk.kept["tolls"], desk.frames["reports"])
    weekly = weekly_incidents(incidents, kind)
    figure = draw_incidents(weekly, scene_of(desk), kind)
    st.subheader(plain(unescape(figure.layout.meta["title"])), anchor=False)
    show_figure(figure, f"incidents_{kind}", describe_incidents(weekly, scene_of(desk), kind))
    mine = incidents[incidents["kind"] == kind]
    offer_figure(desk, f"incidents_{kind}", figure, mine)
    with st.expander(say("casualties.table")):
        show_table(desk, mine, "incidents")
