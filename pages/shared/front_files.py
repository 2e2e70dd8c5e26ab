"""The files of the board. In: the desk, a Front.
Out: pictures, data and an offline page, made when asked for, each with its caption.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from pages.shared.board import COMPARE, THREE, Front, hidden_layers, names_shown
from pages.shared.chronicle import front_of, read_chronicle
from pages.shared.desk import Desk
from pages.shared.exports import draw_bar, write_caption
from pages.shared.front_tables import title_of
from render.front_layers import window_events
from render.war import ASSESSED

FORMATS = ("png", "svg", "geojson", "kml", "gif", "html")


def offer_front(desk: Desk, front: Front) -> None:
    """The map of the day, the period as an animation, the war as an offline page."""
    caption = write_caption(desk, title_of(front), len(window_events(front.state)))
    files: dict[str, Callable[[], bytes]] = {f: partial(make_file, desk, front, f, caption) for f in FORMATS}
    draw_bar(f"map-{front.view.id}-{front.mode}-{front.day}", files, caption)


def make_file(desk: Desk, front: Front, form: str, caption: str) -> bytes:
    """One file of the board, with the front of exactly its days."""
    from render.front_export import Asked, export_front  # noqa: PLC0415  a second to load: not before it is asked

    modes = modes_of(front)
    asked = Asked(front.view, modes, front.day, front.against, names_shown(), caption, hidden_layers())
    chronicle = read_chronicle(desk, modes if COMPARE not in modes else (ASSESSED,))
    for mode, days in chronicle.fronts.items():
        days.update({day: front_of(desk, day, mode) for day in {front.day, front.against}})
    return export_front(chronicle, front.scene, asked, form)


def modes_of(front: Front) -> tuple[str, ...]:
    """The maps side by side: the three accounts, the two days, or one."""
    if front.mode == THREE:
        return tuple(front.chronicle.modes)
    return (ASSESSED, COMPARE) if front.mode == COMPARE else (front.told_by,)
