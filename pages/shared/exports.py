"""The export bar. In: a figure or a map, its rows, the desk. Out: files made when asked for, each with its caption."""

from __future__ import annotations

import json
from collections.abc import Callable
from html import unescape
from typing import Any

import pandas as pd
import streamlit as st

from pages.shared.desk import Desk
from pages.shared.figures import scene_of
from pages.shared.maps import Front
from pages.shared.stores import VERSION
from pages.shared.words import say
from render.front_layers import lay_marks, window_events
from render.front_map import write_page
from render.images import Caption, caption_for, export_figure
from render.map_picture import draw_map_picture

MARK_FIELDS = (
    "id",
    "name",
    "radius_km",
    "state",
    "holder",
    "rival",
    "quotes",
    "claim_ids",
    "event_ids",
    "place_ids",
)
MIME = {
    "geojson": "application/geo+json",
    "png": "image/png",
    "svg": "image/svg+xml",
    "html": "text/html",
    "csv": "text/csv",
}


def offer_figure(desk: Desk, name: str, figure: Any, rows: pd.DataFrame) -> None:
    """PNG, SVG and CSV of a chart: one click opens the bar, one more saves the file."""
    caption = write_caption(desk, figure.layout.meta["title"], len(rows))
    files: dict[str, Callable[[], bytes]] = {
        "png": lambda: export_figure(figure, "png", caption=caption),
        "svg": lambda: export_figure(figure, "svg", caption=caption),
        "csv": lambda: write_csv(rows, caption),
    }
    draw_bar(name, files, caption)


def offer_map(desk: Desk, front: Front) -> None:
    """PNG, SVG, GeoJSON and an offline page of the map of a day."""
    shown = (front.state, front.scene, front.view)
    caption = write_caption(desk, front.finding, len(window_events(front.state)))
    files: dict[str, Callable[[], bytes]] = {
        "png": lambda: draw_map_picture(*shown, ("png", "column", caption)),
        "svg": lambda: draw_map_picture(*shown, ("svg", "column", caption)),
        "geojson": lambda: write_geojson(front, caption),
        "html": lambda: write_page(*shown, caption).encode("utf-8"),
    }
    draw_bar(f"map-{front.view.id}-{front.state.day}", files, caption)


def write_geojson(front: Front, caption: str) -> bytes:
    """The marks of a map as GeoJSON points: place, state, holder, claims and events behind it."""
    marks = [m.record() for m in lay_marks(front.state, front.scene, front.view)]
    features = [
        {
            "type": "Feature",
            "geometry": {"type": "Point", "coordinates": [m.pop("longitude"), m.pop("latitude")]},
            "properties": {k: m[k] for k in MARK_FIELDS} | {"day": front.state.day.isoformat()},
        }
        for m in marks
    ]
    told = {"type": "FeatureCollection", "caption": caption.splitlines(), "features": features}
    return json.dumps(told, ensure_ascii=False).encode("utf-8")


def offer_table(desk: Desk, name: str, rows: pd.DataFrame) -> None:
    """The rows of a table as CSV and JSON Lines."""
    caption = write_caption(desk, say(f"data.{name}"), len(rows))
    draw_bar(name, {"csv": lambda: write_csv(rows, caption)}, caption)


def write_caption(desk: Desk, title: str, n_events: int) -> str:
    """Title, period, filters, base, sources, version, and the word that tells a reconstruction."""
    scene = scene_of(desk)
    told = Caption(
        unescape(title),
        scene.period(),
        filters=scene.filters,
        n_events=n_events,
        n_reports=scene.n_reports,
        sources=scene.sources,
        sample=desk.sample,
        version=VERSION,
    )
    return caption_for(told, scene)


def write_csv(rows: pd.DataFrame, caption: str) -> bytes:
    """The rows with the caption in a last column, so that no file leaves without saying what it is."""
    told = " · ".join(caption.splitlines()[1:])
    # The byte order mark tells a spreadsheet that the letters are UTF-8: Arabic opens right.
    return b"\xef\xbb\xbf" + rows.assign(provenance=told).to_csv(index=False).encode("utf-8")


def draw_bar(name: str, files: dict[str, Callable[[], bytes]], caption: str) -> None:
    """The bar: one button a format, the caption below to copy; a file is made only when its button is pressed."""
    with st.popover(say("export.open"), key=f"export_{name}"):
        with st.container(horizontal=True):
            for kind, make in files.items():
                st.download_button(
                    kind.upper(),
                    data=make,
                    file_name=f"kharita-{name}.{kind}",
                    mime=MIME.get(kind, "application/octet-stream"),
                    key=f"save_{name}_{kind}",
                    on_click="ignore",
                )
        st.caption(say("export.caption"))
        st.code(caption, language=None, wrap_lines=True)
