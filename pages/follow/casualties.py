"""Bilan humain. In: the tolls the filters keep.
Out: cumulative tolls as published; apart, tolls of incidents.
"""

import streamlit as st

from pages.shared.choices import choose_one
from pages.shared.desk import read_desk
from pages.shared.empty import explain_empty
from pages.shared.heading import head_page
from pages.shared.toll_charts import draw_series, read_series, show_cumulative, show_incidents
from pages.shared.words import labels, say

KINDS = ("killed", "injured", "displaced")

desk = read_desk()
top = st.container()
kind = choose_one("kind", {k: labels().text(f"kind.{k}") for k in KINDS})
with top:
    answer = draw_series(desk, read_series(desk, kind), kind).layout.meta["title"]
    head_page(desk, say("menu.casualties"), answer)
if desk.kept["tolls"].empty:
    explain_empty(desk, "tolls")
else:
    st.fragment(show_cumulative)(desk, kind)
    st.fragment(show_incidents)(desk, kind)
