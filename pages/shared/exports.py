"""The export bar. In: a figure or a map, its rows, the desk.
Out: files made when asked for, each with its caption.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from html import unescape
from typing import Any

import pandas as pd
import streamlit as st

from pages.shared.desk import Desk
from pages.shared.figures import scene_of
from pages.shared.stores import VERSION
from pages.shared.words import language, say
from render.images import Caption, caption_for, export_figure
from store.exchange import FILES, About, export_table

PICTURES = {
    "png": (".png", "image/png"),
    "svg": (".svg", "image/svg+xml"),
    "html": (".html", "text/html"),
    "gif": (".gif", "image/gif"),
}
Files = dict[str, Callable[[], bytes]]
MAPPED = ("geojson", "kml")
FLAT = ("csv", "xlsx", "jsonl")


def offer_figure(desk: Desk, name: str, figure: Any, rows: pd.DataFrame) -> None:
    """PNG, SVG and CSV of a chart: one click opens the bar, one more saves the file."""
    caption = write_caption(desk, figure.layout.meta["title"], len(rows), figure.layout.meta)
    files: Files = {
        "png": lambda: export_figure(figure, "png", caption=caption),
        "svg": lambda: export_figure(figure, "svg", caption=caption),
        "csv": lambda: write_rows(desk, name, rows, ("csv", caption)),
    }
    draw_bar(name, files, caption)


def offer_table(desk: Desk, name: str, rows: pd.DataFrame) -> None:
    """The rows of a table in every format that has a place for them."""
    formats = ("csv", "xlsx", "jsonl", "parquet", *(MAPPED if "latitude" in rows else ()))
    formats = (*formats, "acled", "hxl") if name == "events" else formats
    offer_rows(desk, (name, say(f"data.{name}")), rows, formats)


def offer_rows(
    desk: Desk, named: tuple[str, str], rows: pd.DataFrame, formats: tuple[str, ...] = FLAT
) -> None:
    """Rows that are no table of the store, as files; `named` is their name in file names and their title."""
    name, title = named
    caption = write_caption(desk, title, len(rows))
    files: Files = {f: partial(write_rows, desk, name, rows, (f, caption)) for f in formats}
    draw_bar(name, files, caption)


def write_caption(desk: Desk, title: str, n_events: int, about: Mapping[str, str] | None = None) -> str:
    """Title, period, filters, base, sources, version, and the word that tells a reconstruction.

    `about` may hold another `period` or `base` than the desk's and its number of events.
    """
    about = about or {}
    scene = scene_of(desk)
    told = Caption(
        unescape(title),
        unescape(about.get("period", "")) or scene.period(),
        filters=scene.filters,
        n_events=n_events,
        n_reports=scene.n_reports,
        sources=scene.sources,
        sample=desk.sample,
        version=VERSION,
        base=unescape(about.get("base", "")),
    )
    return caption_for(told, scene)


def write_rows(desk: Desk, name: str, rows: pd.DataFrame, output: tuple[str, str]) -> bytes:
    """Rows as a file; `output` is the format and the caption, which a CSV carries in its last column."""
    fmt, caption = output
    title, *facts = caption.splitlines()
    about = About(
        notes={"title": title, "provenance": " · ".join(facts)},
        reports=desk.frames["reports"],
        tolls=desk.frames["tolls"],
        theatre=desk.theatre,
        language=language(),
        bom=True,
    )
    told = rows.assign(provenance=" · ".join(facts)) if fmt == "csv" else rows
    return export_table(told, name, fmt, about)


def draw_bar(name: str, files: Files, caption: str) -> None:
    """One button a format, the caption below to copy; a file is made only when its button is pressed."""
    with st.popover(say("export.open"), key=f"export_{name}"):
        with st.container(horizontal=True):
            for kind, make in files.items():
                st.download_button(
                    kind.upper(),
                    data=make,
                    file_name=f"kharita-{name}{ending_of(kind)[0]}",
                    mime=ending_of(kind)[1],
                    key=f"save_{name}_{kind}",
                    on_click="ignore",
                )
        st.caption(say("export.caption"))
        st.code(caption, language=None, wrap_lines=True)


def ending_of(kind: str) -> tuple[str, str]:
    """The end of a file's name and its media type, by format."""
    return FILES.get(kind) or PICTURES[kind]
