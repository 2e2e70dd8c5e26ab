"""Figures on a page. In: the desk, a plotly figure. Out: its scene, the figure drawn, the mark clicked."""

from __future__ import annotations

from html import unescape
from typing import Any

import pandas as pd
import streamlit as st

from pages.shared.desk import Desk
from pages.shared.filters import describe_filters
from pages.shared.words import labels, plain
from render.scene import MODE_BAR, Scene, for_screen

# Outlets named in a source line; more would not be read.
NAMED = 6
SMALL = 280  # pixels: two rows of small views within one screen


def scene_of(desk: Desk) -> Scene:
    """Where a figure of this desk stands: period, filters in words, reports it is based on."""
    reports = desk.kept["reports"]
    return Scene(
        desk.theatre,
        labels(),
        start=desk.filters.start or desk.period[0],
        end=desk.filters.end or desk.period[1],
        filters=describe_filters(desk.theatre, desk.filters),
        n_reports=int(reports["report_id"].nunique()),
        sources=name_outlets(reports),
        sample=desk.sample,
    )


def name_outlets(reports: pd.DataFrame) -> str:
    """The outlets of some reports, those with most reports first."""
    names = reports["outlet_name"].dropna().value_counts().index
    return ", ".join(names[:NAMED]) + (", …" if len(names) > NAMED else "")


def show_figure(figure: Any, key: str, alt: str) -> str | None:
    """Draw a figure under its measure and over its source line; the id of the mark clicked, if one was."""
    meta = figure.layout.meta
    st.caption(plain(unescape(meta["subtitle"])))
    state = st.plotly_chart(
        for_screen(figure),
        key=key,
        theme=None,
        config=MODE_BAR,
        alt=alt,
        on_select="rerun",
        selection_mode="points",
    )
    if meta["source"]:
        st.caption(plain(unescape(meta["source"])))
    return _clicked(state)


def show_small(figure: Any, key: str, alt: str) -> None:
    """Draw a figure small, under its finding, with nothing to click."""
    st.markdown(f"**{plain(unescape(figure.layout.meta['title']))}**")
    bare = for_screen(figure)
    bare.update_shapes(label={"text": ""}, selector={"name": "phase"})
    bare.update_layout(height=SMALL, showlegend=False, margin={"l": 44, "t": 12, "b": 30})
    st.plotly_chart(bare, key=key, theme=None, config={**MODE_BAR, "displayModeBar": False}, alt=alt)


def _clicked(state: Any) -> str | None:
    points = state["selection"]["points"] if state else []
    data = points[0].get("customdata") if points else None
    first = data[0] if isinstance(data, list | tuple) and data else data
    return first if isinstance(first, str) else None
