"""The export bar. In: a figure or a map, its rows, the desk. Out: files made when asked for, each with its caption."""

from __future__ import annotations

from collections.abc import Callable
from html import unescape
from typing import Any

import pandas as pd
import streamlit as st

from pages.shared.desk import Desk
from pages.shared.figures import scene_of
from pages.shared.stores import VERSION
from pages.shared.words import say
from render.images import Caption, caption_for, export_figure

MIME = {"png": "image/png", "svg": "image/svg+xml", "html": "text/html", "csv": "text/csv"}


def offer_figure(desk: Desk, name: str, figure: Any, rows: pd.DataFrame) -> None:
    """PNG, SVG and CSV of a chart: one click opens the bar, one more saves the file."""
    caption = write_caption(desk, figure.layout.meta["title"], len(rows))
    files: dict[str, Callable[[], bytes]] = {
        "png": lambda: export_figure(figure, "png", caption=caption),
        "svg": lambda: export_figure(figure, "svg", caption=caption),
        "csv": lambda: write_csv(rows, caption),
    }
    draw_bar(name, files, caption)


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


def offer_map(desk: Desk, front: object) -> None:
    """PNG, SVG, GeoJSON of the map."""
