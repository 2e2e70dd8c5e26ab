"""The map on a page. In: the desk, a view, a day.
Out: the map drawn, the place clicked, the sentences behind it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import pandas as pd
import streamlit as st
from streamlit_folium import st_folium

from analyse.control import changes, control_at
from pages.shared.address import bind, keep, offer_day, write_address
from pages.shared.desk import Desk
from pages.shared.evidence import show_row
from pages.shared.frames import dated_closely
from pages.shared.tables import show_table
from pages.shared.words import labels, plain, say
from render.front_layers import MapState, find_control, lay_marks
from render.front_map import build_map, state_layer
from render.scene import Scene
from theatres.pack import View

HEIGHT = 560  # pixels: the map and its slider within one 900-pixel screen
SMALL = 330  # pixels, beside a small chart
LAST_CLAIMS = 20  # enough to tell where the war is
WIDE = 6  # degrees of latitude: the whole country
RECENT = 14  # days: what "lately" means on this page and on the overview


@dataclass(frozen=True, slots=True)
class Front:
    """The front of one day in one view."""

    state: MapState
    scene: Scene
    view: View

    @property
    def finding(self) -> str:
        """Who holds what on this day, in a sentence."""
        return find_control(lay_marks(self.state, self.scene, self.view), self.state, self.scene)


def read_front(desk: Desk, scene: Scene, view: View, day: date) -> Front:
    """Who holds what at the end of a day, with the events of the days before."""
    claims = desk.kept["claims"]
    control = control_at(claims, desk.theatre, day, desk.frames["reports"])
    return Front(MapState(day, control, claims, dated_closely(desk.kept["events"])), scene, view)


def choose_day(desk: Desk) -> date:
    """The slider over the days asked for; arrow keys move it by a day."""
    first, last = desk.filters.start or desk.period[0], desk.until
    asked = offer_day("day", first, last, last)

    def draw(name: str) -> date:
        one = timedelta(days=1)
        return st.slider(
            say("front.day"), first, max(last, first + one), step=one, format="DD/MM/YYYY", key=name
        )

    picked = bind("day", asked, draw)
    keep("day", [] if picked == last else [picked.isoformat()])
    write_address()
    return picked


def show_front(front: Front) -> dict[str, Any] | None:
    """Draw the map; what was clicked, as the properties of its mark."""
    state = st_folium(
        build_map(front.view, front.scene),
        key=f"map_{front.view.id}_{labels().language}",
        height=HEIGHT,
        use_container_width=True,
        returned_objects=["last_active_drawing"],
        feature_group_to_add=state_layer(front.state, front.scene, front.view),
    )
    drawing = (state or {}).get("last_active_drawing")
    return dict(drawing["properties"]) if drawing else None


def show_small_map(desk: Desk, scene: Scene) -> None:
    """The front of the last day, in the view that saw most of the latest claims; nothing to click."""
    view = busiest_view(desk)
    front = read_front(desk, scene, view, desk.until)
    st.markdown(f"**{plain(labels().name(view.names))}. {plain(front.finding)}**")
    layer = state_layer(front.state, scene, view)
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
    last = desk.kept["claims"].sort_values("date_end").tail(LAST_CLAIMS)
    views = sorted(desk.theatre.views.values(), key=lambda v: v.bounds[2] - v.bounds[0])
    return max(views, key=lambda v: _share(last, v))


def _share(claims: pd.DataFrame, view: View) -> int:
    south, west, north, east = view.bounds
    inside = claims["latitude"].between(south, north) & claims["longitude"].between(west, east)
    # The widest view holds everything: it wins only where it holds more than twice as much.
    return int(inside.sum()) // (2 if view.bounds[2] - view.bounds[0] > WIDE else 1)


def show_place(desk: Desk, clicked: dict[str, Any], day: date) -> None:
    """What is said of a place: who says which side holds it, side by side, then the events there."""
    names = [labels().place(desk.theatre, p) for p in clicked.get("place_ids", [])]
    st.subheader(plain(", ".join(names)), anchor=False)
    claims = _rows(desk.kept["claims"], "place_id", clicked.get("place_ids", []))
    # What decides the state of the place, and what was said in the fortnight before: never what came later.
    said = claims["date_end"].between(pd.Timestamp(day) - pd.Timedelta(days=RECENT), pd.Timestamp(day))
    show_opposed(desk, claims[claims["claim_id"].isin(clicked.get("claim_ids", [])) | said])
    for row in _rows(desk.kept["events"], "event_id", clicked.get("event_ids", [])).to_dict("records"):
        show_row(desk, "events", row)


def show_opposed(desk: Desk, claims: pd.DataFrame) -> None:
    """Claims on one place, one column per side said to hold it."""
    groups = [rows for _, rows in claims.groupby("holder", dropna=False, sort=False)]
    if not groups:
        st.caption(say("front.no_claim"))
        return
    for column, rows in zip(st.columns(len(groups)), groups, strict=True):
        with column:
            for row in rows.to_dict("records"):
                show_row(desk, "claims", row)


def show_changes(desk: Desk, day: date) -> None:
    """The places that changed hands in the days before."""
    moved = recent_moves(desk, day)
    st.subheader(plain(say("front.changes", n=len(moved), days=RECENT)), anchor=False)
    if len(moved):
        show_table(desk, moved, "changes")


def recent_moves(desk: Desk, day: date) -> pd.DataFrame:
    """Changes of holder or state in the fortnight before a day."""
    start = day - timedelta(days=RECENT - 1)
    return changes(desk.kept["claims"], desk.theatre, start, day, desk.frames["reports"])


def _rows(frame: pd.DataFrame, column: str, ids: list[str]) -> pd.DataFrame:
    return frame[frame[column].isin(ids)]
