"""Bilan humain. In: the tolls and incidents the filters keep.
Out: cumulative tolls as published; apart, what single incidents cost, who disagrees, what the counts grew by.
"""

import streamlit as st

from pages.shared.choices import choose_one
from pages.shared.desk import read_desk
from pages.shared.empty import explain_empty
from pages.shared.heading import answer_page, head_page
from pages.shared.incident_parts import show_incidents
from pages.shared.toll_charts import show_cumulative
from pages.shared.words import labels, say

KINDS = ("killed", "injured", "displaced")

desk = read_desk()
title = head_page(desk, say("menu.casualties"))
if desk.kept["tolls"].empty:
    answer_page(title, say("empty.title"))
    explain_empty(desk, "tolls")
    st.stop()

kind = choose_one("kind", {k: labels().text(f"kind.{k}") for k in KINDS})


@st.fragment
def show_steps() -> None:
    """The published counts; the title says from which figure to which."""
    answer_page(title, show_cumulative(desk, kind))


show_steps()
st.fragment(show_incidents)(desk, kind)
