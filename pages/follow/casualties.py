"""Bilan humain. In: the tolls the filters keep. Out: published cumulative tolls, and apart from them incident tolls."""

import streamlit as st

from analyse.casualties import cumulative_series, incident_tolls, weekly_incidents
from pages.shared.choices import choose_one
from pages.shared.desk import read_desk
from pages.shared.empty import explain_empty
from pages.shared.evidence import show_evidence
from pages.shared.exports import offer_figure
from pages.shared.figures import scene_of, show_figure
from pages.shared.heading import head_page
from pages.shared.tables import show_table
from pages.shared.words import labels, say
from render.casualties import TollView, draw_incidents, draw_tolls

KINDS = ("killed", "injured", "displaced")
SCALES = ("linear", "log")

desk = read_desk()
scene = scene_of(desk)
tolls, reports = desk.kept["tolls"], desk.kept["reports"]


@st.fragment
def show_cumulative(kind: str) -> None:
    """The published cumulative tolls as steps, and the sentence of the one clicked."""
    series = cumulative_series(tolls, desk.frames["reports"], kind)
    log = choose_one("scale", {name: say(f"switch.scale_{name}") for name in SCALES}) == "log"
    figure = draw_tolls(series, scene, kind, TollView(log=log))
    clicked = show_figure(figure, f"tolls_{kind}_{log}", say("casualties.alt_cumulative"))
    offer_figure(desk, f"tolls_{kind}", figure, series)
    if clicked:
        show_evidence(desk, "tolls", [clicked])
    with st.expander(say("casualties.table")):
        show_table(desk, series, "cumulative")


@st.fragment
def show_incidents(kind: str) -> None:
    """The tolls of single incidents by week, never added to the cumulative ones."""
    incidents = incident_tolls(tolls, desk.frames["reports"])
    figure = draw_incidents(weekly_incidents(incidents, kind), scene, kind)
    st.subheader(figure.layout.meta["title"], anchor=False)
    show_figure(figure, f"incidents_{kind}", say("casualties.alt_incidents"))
    offer_figure(desk, f"incidents_{kind}", figure, incidents)
    with st.expander(say("casualties.table")):
        show_table(desk, incidents, "incidents")


top = st.container()
chosen = choose_one("kind", {k: labels().text(f"kind.{k}") for k in KINDS})
main = draw_tolls(cumulative_series(tolls, desk.frames["reports"], chosen), scene, chosen)
with top:
    head_page(desk, say("menu.casualties"), main.layout.meta["title"])
if tolls.empty:
    explain_empty(desk, "tolls")
else:
    show_cumulative(chosen)
    show_incidents(chosen)
