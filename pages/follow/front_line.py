"""Lignes de front. In: claims and events the filters keep.
Out: the map of a day; a click opens the sentences behind it.
"""

import streamlit as st

from pages.shared.choices import choose_one
from pages.shared.desk import read_desk
from pages.shared.empty import explain_empty
from pages.shared.exports import offer_map
from pages.shared.figures import scene_of
from pages.shared.heading import answer_page, head_page
from pages.shared.maps import choose_day, read_front, show_changes, show_front, show_place
from pages.shared.words import labels, say

desk = read_desk()
scene = scene_of(desk)


@st.fragment
def show_day() -> None:
    """The switch of views, the slider, the map, and beside it what was clicked."""
    views = {v.id: labels().name(v.names) for v in desk.theatre.views.values()}
    view = desk.theatre.views[choose_one("view", views)]
    day = choose_day(desk)
    front = read_front(desk, scene, view, day)
    answer_page(title, front.finding)
    board, beside = st.columns([2, 1], gap="medium")
    with board:
        clicked = show_front(front)
        offer_map(desk, front)
    with beside:
        if clicked:
            show_place(desk, clicked, day)
        else:
            st.caption(say("front.click"))
            show_changes(desk, day)


title = head_page(desk, say("menu.front_line"))
if desk.kept["claims"].empty and desk.kept["events"].empty:
    answer_page(title, say("empty.title"))
    explain_empty(desk, "claims")
else:
    show_day()
