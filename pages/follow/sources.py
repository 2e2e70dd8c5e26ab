"""Acteurs et sources. In: what the filters keep of what sides assert.
Out: what became of it, where two sides contradict each other, who speaks of what, which outlet carries whom.
"""

import streamlit as st

from pages.shared.assertions import read_asserted
from pages.shared.desk import read_desk
from pages.shared.empty import explain_empty
from pages.shared.heading import head_page
from pages.shared.voices import answer_sources, show_carried, show_fates, show_quarrels, show_spoken
from pages.shared.words import say

desk = read_desk()
told = read_asserted(desk)
head_page(desk, say("menu.sources"), answer_sources(desk, told))
if desk.kept["events"].empty and desk.kept["claims"].empty:
    explain_empty(desk, "events")
    st.stop()

if told.units.empty:
    explain_empty(desk, "events")
else:
    st.fragment(show_fates)(desk, told)
    st.fragment(show_quarrels)(desk, told)
st.fragment(show_spoken)(desk)
if not told.units.empty:
    st.fragment(show_carried)(desk, told)
