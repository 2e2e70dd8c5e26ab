"""Lignes de front. In: claims and events the filters keep.
Out: the war's map, moved day by day in the browser; a click opens the sentences behind it.
"""

import streamlit as st

from pages.shared.board import choose_front, show_board
from pages.shared.desk import read_desk
from pages.shared.empty import explain_empty
from pages.shared.figures import scene_of
from pages.shared.front_files import offer_front
from pages.shared.front_measures import show_measures
from pages.shared.front_tables import answer_front, show_beside, show_control, split_page
from pages.shared.heading import answer_page, head_page
from pages.shared.words import say

desk = read_desk()
scene = scene_of(desk)


@st.fragment
def show_day() -> None:
    """The switches, the board, beside it what was clicked, below it the same as tables and files."""
    front = choose_front(desk, scene)
    answer_page(title, answer_front(desk, front))
    board, beside = split_page(front)
    with board:
        picked = show_board(desk, front)
        offer_front(desk, front)
    with beside:
        show_beside(desk, front, picked)
    show_control(desk, front)
    show_measures(desk, front)


title = head_page(desk, say("menu.front_line"))
if desk.kept["claims"].empty and desk.kept["events"].empty:
    answer_page(title, say("empty.title"))
    explain_empty(desk, "claims")
else:
    show_day()
