"""Comparer. In: two periods or two factions, chosen in the address.
Out: events, control and tolls of both on the same axes, and what differs.
"""

import streamlit as st

from pages.shared.compared import (
    answer_compare,
    read_rows,
    show_differences,
    show_moves,
    show_tolls,
    show_types,
)
from pages.shared.desk import read_desk
from pages.shared.empty import explain_empty
from pages.shared.heading import head_page
from pages.shared.versus import choose_pair, find_empty, tell_ignored, widen
from pages.shared.words import plain, say

desk = read_desk()
top = st.container()
pair = choose_pair(desk)
rows = read_rows(desk, pair)
with top:
    known = rows["events"]["n"].any()
    head_page(desk, say("menu.compare"), answer_compare(pair, rows) if known else say("empty.title"))
if not desk.frames["reports"].empty and (lacking := find_empty(pair, rows["events"])):
    st.info(plain(lacking))
if not known:
    explain_empty(widen(desk, pair), "events")
    st.stop()

tell_ignored(desk, pair)
st.fragment(show_types)(desk, pair, rows)
st.fragment(show_moves)(desk, pair, rows)
st.fragment(show_tolls)(desk, pair, rows)
show_differences(desk, pair, rows)
