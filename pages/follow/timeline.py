"""Chronologie. In: the events the filters keep.
Out: the timeline; a click opens the sentence and its report.
"""

import streamlit as st

from pages.shared.choices import choose_one
from pages.shared.desk import read_desk
from pages.shared.empty import explain_empty
from pages.shared.evidence import show_clicked
from pages.shared.exports import offer_figure
from pages.shared.figures import scene_of, show_figure
from pages.shared.heading import head_page
from pages.shared.words import say
from render.describe import describe_timeline
from render.timeline import draw_timeline

LANES = ("actor", "event_type", "place_id")

desk = read_desk()
scene = scene_of(desk)
events = desk.kept["events"]


@st.fragment
def show_timeline() -> None:
    """The chart and, above it, what was clicked."""
    by = choose_one("by", {name: say(f"switch.by_{name}") for name in LANES})
    opened = st.container()
    figure = draw_timeline(events, scene, by)
    clicked = show_figure(figure, f"timeline_{by}", describe_timeline(events, scene, by))
    with opened:
        show_clicked(desk, "events", clicked)
    offer_figure(desk, "timeline", figure, events)


head_page(desk, say("menu.timeline"), draw_timeline(events, scene).layout.meta["title"])
if events.empty:
    explain_empty(desk, "events")
else:
    show_timeline()
