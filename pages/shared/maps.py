"""The map on a page. In: the desk, a view, a day.
Out: the map drawn, the place clicked, the sentences behind it.
"""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pandas as pd
import streamlit as st
from streamlit_folium import st_folium

from analyse.control import ControlTimeline, changes_of, control_on, retell
from analyse.control_rules import read_rules
from analyse.control_words import Words, read_words
from analyse.filters import Filters
from pages.shared.desk import Desk
from pages.shared.frames import dated_closely, filter_frames, load_frames, version_of
from pages.shared.tables import show_table
from pages.shared.words import labels, plain, say
from render.front_layers import MapState, find_control, lay_marks
from render.front_map import build_map, state_layer
from render.scene import Scene
from theatres.pack import View, load_theatre

HEIGHT = 560  # pixels: the map and its slider within one 900-pixel screen
SMALL = 330  # pixels, beside a small chart
LAST_CLAIMS = 20  # enough to tell where the war is
WIDE = 6  # degrees of latitude: the whole country
RECENT = 14  # days: what "lately" means on this page and on the overview


def read_state(desk: Desk, day: date) -> MapState:
    """Who holds what at the end of a day, with the events of the days before."""
    control = control_on(day, read_account(desk))
    return MapState(day, control, desk.kept["claims"], dated_closely(desk.kept["events"]))


def read_account(desk: Desk) -> ControlTimeline:
    """Who held what when, by the claims the filters keep; told once for what is shown of it."""
    version, theatre = version_of(desk.store), (desk.theatre.id, desk.theatre.version)
    return _tell(desk.store, version, desk.filters, theatre)


@st.cache_resource(max_entries=16, show_spinner=False)  # the last views of a few readers; some MB each
def _tell(store: Path, version: str, filters: Filters, theatre: tuple[str, str]) -> ControlTimeline:
    pack = load_theatre(theatre[0])
    kept = filter_frames(store, filters, pack)["claims"]["claim_id"]
    return retell(_words(store, version, theatre), frozenset(kept), pack)


@st.cache_resource(max_entries=4, show_spinner=False)  # sample and own reports, now and before the last write
def _words(store: Path, version: str, theatre: tuple[str, str]) -> Words:
    """What every claim of a store says, read once: filters choose among them."""
    pack, frames = load_theatre(theatre[0]), load_frames(store, version)
    return read_words(frames["claims"], pack, read_rules(pack), frames["reports"])


def show_small_map(desk: Desk, scene: Scene) -> None:
    """The front of the last day, in the view that saw most of the latest claims; nothing to click."""
    view = busiest_view(desk)
    state = read_state(desk, desk.until)
    finding = find_control(lay_marks(state, scene, view), state, scene)
    st.markdown(f"**{plain(labels().name(view.names))}. {plain(finding)}**")
    layer = state_layer(state, scene, view)
    key = f"small_map_{view.id}_{labels().language}"
    st_folium(
        build_map(view, scene),
        key=key,
        height=SMALL,
        use_container_width=True,
        returned_objects=[],
        feature_group_to_add=layer,
    )


def busiest_view(desk: Desk) -> View:
    """The closest view that holds most of the last claims kept."""
    last = desk.kept["claims"].nlargest(LAST_CLAIMS, "date_end")
    views = sorted(desk.theatre.views.values(), key=lambda v: v.bounds[2] - v.bounds[0])
    return max(views, key=lambda v: _share(last, v))


def _share(claims: pd.DataFrame, view: View) -> int:
    south, west, north, east = view.bounds
    inside = claims["latitude"].between(south, north) & claims["longitude"].between(west, east)
    # The widest view holds everything: it wins only where it holds more than twice as much.
    return int(inside.sum()) // (2 if view.bounds[2] - view.bounds[0] > WIDE else 1)


def show_changes(desk: Desk, day: date) -> None:
    """The places that changed hands in the days before."""
    moved = recent_moves(desk, day)
    st.subheader(plain(say("front.changes", n=len(moved), days=RECENT)), anchor=False)
    if len(moved):
        show_table(desk, moved, "changes")


def recent_moves(desk: Desk, day: date) -> pd.DataFrame:
    """Changes of holder or state in the fortnight before a day."""
    start = day - timedelta(days=RECENT - 1)
    return changes_of(read_account(desk), start, day)
