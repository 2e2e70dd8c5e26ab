"""Chronologie. In: the events the filters keep.
Out: the timeline; a click opens the sentence and its report, a brush becomes the period.
"""

from html import unescape

import streamlit as st

from pages.shared.desk import read_desk
from pages.shared.empty import explain_empty
from pages.shared.figures import scene_of
from pages.shared.heading import head_page
from pages.shared.timeline_chart import read_events, show_timeline
from pages.shared.words import say
from render.timeline import find_peak

desk = read_desk()
events = read_events(desk)
head_page(desk, say("menu.timeline"), unescape(find_peak(events, scene_of(desk))))
if events.empty:
    explain_empty(desk, "events")
else:
    st.fragment(show_timeline)(desk, events)
