"""The files of the board. In: the desk, a Front.
Out: pictures, data and an offline page, made when asked for, each with its caption; the period animated.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

import streamlit as st

from pages.shared.board import COMPARE, THREE, Front, hidden_layers, names_shown
from pages.shared.chronicle import front_of, read_chronicle
from pages.shared.desk import Desk
from pages.shared.exports import draw_bar, write_caption
from pages.shared.front_tables import title_of
from pages.shared.words import say
from render.front_layers import window_events
from render.war import ASSESSED, Chronicle

FORMATS = ("png", "svg", "geojson", "kml", "html")
FILM = "front_film"  # the animation made last, with what it was asked for


def offer_front(desk: Desk, front: Front) -> None:
    """The map of the day, the period as an animation, the war as an offline page."""
    caption = write_caption(desk, title_of(front), len(window_events(front.state)))
    files: dict[str, Callable[[], bytes]] = {f: partial(make_file, desk, front, f, caption) for f in FORMATS}
    with st.container(horizontal=True):
        draw_bar(name_of(front), files, caption)
        offer_film(desk, front, caption)


def make_file(desk: Desk, front: Front, form: str, caption: str) -> bytes:
    """One file of the board, with the front of exactly its days."""
    from render.front_export import export_front  # noqa: PLC0415  a second to load: not before it is asked

    chronicle, asked = _ask(desk, front, caption)
    for mode, days in chronicle.fronts.items():
        days.update({day: front_of(desk, day, mode) for day in {front.day, front.against}})
    return export_front(chronicle, front.scene, asked, form)


def offer_film(desk: Desk, front: Front, caption: str) -> None:
    """The animation: made while a bar tells how far it is, then saved."""
    asked = (name_of(front), str(front.against), hidden_layers(), names_shown(), caption)
    with st.popover(say("front.gif"), key="film"):
        if st.button(say("front.gif_make"), key="film_make"):
            st.session_state[FILM] = (asked, make_film(desk, front, caption))
        made = st.session_state.get(FILM)
        if made and made[0] == asked:
            name = f"kharita-{name_of(front)}.gif"
            st.download_button(
                say("front.gif_save"), made[1], name, "image/gif", on_click="ignore", key="film_save"
            )


def make_film(desk: Desk, front: Front, caption: str) -> bytes:
    """The animation, picture by picture, each with the front of its own day."""
    from render.front_export import animate_period, film_days  # noqa: PLC0415  as above

    chronicle, asked = _ask(desk, front, caption)
    mode = front.told_by
    days = chronicle.fronts.setdefault(mode, {})
    days.update(
        {d: front_of(desk, d, mode) for d in film_days(chronicle, front.scene, asked) if d not in days}
    )
    bar = st.progress(0.0)
    film = animate_period(
        chronicle,
        front.scene,
        asked,
        lambda done, of: bar.progress(done / of, text=say("front.gif_progress", done=done, of=of)),
    )
    bar.empty()
    return film


def name_of(front: Front) -> str:
    """The name of the board's files."""
    return f"map-{front.view.id}-{front.mode}-{front.day}"


def modes_of(front: Front) -> tuple[str, ...]:
    """The maps side by side: the three accounts, the two days, or one."""
    if front.mode == THREE:
        return tuple(front.chronicle.modes)
    return (ASSESSED, COMPARE) if front.mode == COMPARE else (front.told_by,)


def _ask(desk: Desk, front: Front, caption: str) -> tuple[Chronicle, Any]:
    from render.front_export import Asked  # noqa: PLC0415  as above

    modes = modes_of(front)
    chronicle = read_chronicle(desk, modes if COMPARE not in modes else (ASSESSED,))
    return chronicle, Asked(
        front.view, modes, front.day, front.against, names_shown(), caption, hidden_layers()
    )
