"""The timeline on its page. In: the events the filters keep.
Out: a strip to brush a period on, lanes whose marks open, lists for the keyboard, tables, files.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from html import unescape
from pathlib import Path
from typing import Any

import pandas as pd
import streamlit as st

from analyse.filters import Filters
from analyse.timeline import events_in, weigh_events
from pages.shared.brush import (
    Days,
    choose_cells,
    choose_stretch,
    narrow_to,
    read_day,
    redraw_narrowed,
    take_brush,
)
from pages.shared.choices import choose_one
from pages.shared.desk import Desk
from pages.shared.exports import draw_bar, write_caption, write_rows
from pages.shared.figures import scene_of
from pages.shared.frames import filter_frames, load_frames, version_of
from pages.shared.screen import narrow_screen
from pages.shared.timeline_panel import OPENED, choose_event, open_mark
from pages.shared.timeline_tables import show_drawn, show_stretches
from pages.shared.words import labels, plain, say
from render.describe import describe_timeline
from render.images import export_figure
from render.scene import MODE_BAR, Scene
from render.timeline import Drawing, draw_lanes, draw_strip, draw_timeline, find_peak, plan_timeline
from theatres.pack import load_theatre

Store = tuple[Path, str]
LANES = ("actor", "event_type", "place_id")


@dataclass(frozen=True, slots=True)
class Drawn:
    """A timeline drawn: what it draws, the figure to brush, the figure to click."""

    drawing: Drawing
    strip: Any
    lanes: Any


def read_events(desk: Desk) -> pd.DataFrame:
    """The events of the period with their days and the deaths told with them (`killed`), in order of time."""
    return _read(*_key_of(desk))


def _key_of(desk: Desk) -> tuple[Store, Filters, tuple[str, str], Days]:
    days = (desk.filters.start or desk.period[0], desk.filters.end or desk.period[1])
    store = (desk.store, version_of(desk.store))
    return store, desk.filters, (desk.theatre.id, desk.theatre.version), days


@st.cache_resource(max_entries=32, show_spinner=False)  # the last views of a few readers
def _read(store: Store, filters: Filters, theatre: tuple[str, str], days: Days) -> pd.DataFrame:
    kept = filter_frames(store[0], filters, load_theatre(theatre[0]))["events"]
    return events_in(weigh_events(kept, load_frames(*store)["tolls"]), *days)


@st.cache_resource(max_entries=32, show_spinner=False)  # a click redraws the page, never its figures
def _draw(key: object, look: tuple[str, bool, str], _events: pd.DataFrame, _scene: Scene) -> Drawn:
    drawing = plan_timeline(_events, _scene, look[0], look[1])
    return Drawn(drawing, draw_strip(drawing, _scene), draw_lanes(drawing, _scene))


def show_timeline(desk: Desk, events: pd.DataFrame) -> None:
    """The chart and what it opens: side by side on a desk, one under the other on a phone."""
    redraw_narrowed()
    narrow = narrow_screen()
    by = choose_one("by", {name: say(f"switch.by_{name}") for name in LANES})
    scene = scene_of(desk)
    drawn = _draw(_key_of(desk), (by, narrow, desk.language), events, scene)
    drawing = drawn.drawing
    chart, beside = (st.container(), st.container()) if narrow else st.columns([8, 3], gap="medium")
    with chart:
        _show_strip(desk, drawn)
        opened = st.container() if narrow else None
        _show_lanes(desk, drawn, scene)
    invite = _invite(drawing, narrow)
    with opened or beside.container(key="beside"):
        open_mark(desk, events, invite)
    with beside:
        choose_stretch(desk)
        if drawing.binned:
            choose_cells(desk, drawing)
        else:
            choose_event(desk, events)
    _offer_files(desk, events, scene, by)
    show_drawn(desk, drawing)
    show_stretches(desk)


def _invite(drawing: Drawing, narrow: bool) -> str:
    """What a click does; on a phone a first touch shows, a second opens."""
    words = {"n": labels().number(drawing.most)}
    if narrow:
        return say("timeline.touch_cell", **words) if drawing.binned else say("timeline.touch")
    return say("timeline.cell", **words) if drawing.binned else say("evidence.click")


def _describe_strip(drawing: Drawing) -> str:
    """The strip in words: what it is for, the battles on it."""
    names = ", ".join(p.name for p in drawing.placed) or labels().text("words.none")
    return say("timeline.strip_alt", battles=names)


def _show_strip(desk: Desk, drawn: Drawn) -> None:
    figure = drawn.strip
    st.caption(plain(unescape(figure.layout.meta["subtitle"])))
    key = _key("strip", desk)
    st.plotly_chart(
        figure,
        key=key,
        theme=None,
        config={**MODE_BAR, "displayModeBar": False},
        alt=_describe_strip(drawn.drawing),
        on_select=partial(take_brush, key, desk.period),
        selection_mode=["box", "lasso"],
    )
    st.caption(say("timeline.brush"))


def _show_lanes(desk: Desk, drawn: Drawn, scene: Scene) -> None:
    drawing, figure = drawn.drawing, drawn.lanes
    key = _key(f"lanes_{drawing.by}", desk)
    st.plotly_chart(
        figure,
        key=key,
        theme=None,
        config={**MODE_BAR, "displayModeBar": False},
        alt=describe_timeline(drawing.shown, scene, drawing.by),
        on_select=partial(_take_click, key, desk.period),
        selection_mode="points",
    )
    st.caption(plain(unescape(figure.layout.meta["source"])))


def _take_click(key: str, period: Days) -> None:
    """Callback of the lanes: a mark opens, a cell becomes the period."""
    points = st.session_state[key]["selection"]["points"]
    data = points[0].get("customdata") if points else None
    if not data:
        return
    if len(data) > 1:
        narrow_to((read_day(data[0]), read_day(data[1])), period)
    else:
        st.session_state[OPENED] = str(data[0])


def _key(name: str, desk: Desk) -> str:
    # Another period is another chart: the selection that made it is not the next one's.
    return f"{name}_{desk.filters.start}_{desk.filters.end}"


def _offer_files(desk: Desk, events: pd.DataFrame, scene: Scene, by: str) -> None:
    """PNG and SVG of strip and lanes in one figure, drawn when asked for, and the events as CSV."""
    # The figure is for paper whoever asks: no phone's.
    draw = partial(draw_timeline, events, scene, by)
    caption = write_caption(desk, unescape(find_peak(events, scene)), len(events))
    rows = events.drop(columns=["day_start", "day_end", "day_basis", "at"])
    files = {
        "png": lambda: export_figure(draw(), "png", caption=caption),
        "svg": lambda: export_figure(draw(), "svg", caption=caption),
        "csv": lambda: write_rows(desk, "timeline", rows, ("csv", caption)),
    }
    draw_bar("timeline", files, caption)
