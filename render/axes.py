"""Axes of counts over time. In: a figure, a Scene. Out: the same, its axes and legend set."""

from __future__ import annotations

import plotly.graph_objects as go

from render import palette
from render.scene import Scene, date_axis


def set_axes(figure: go.Figure, scene: Scene, title: str) -> None:
    """A time axis and a counting axis from zero."""
    figure.update_xaxes(**date_axis(scene))
    named = {"text": title, "font": {"size": 13}}
    figure.update_yaxes(title=named, gridcolor=palette.RULE, zeroline=False, tickformat=",d", automargin=True)
    figure.update_yaxes(rangemode="tozero")
    figure.update_layout(height=520)


def name_arrow(figure: go.Figure, name: str) -> None:
    """Name the arrow of an open bound in the legend."""
    # A mark outside the drawing, for the legend alone.
    marker = {"symbol": "arrow-up", "size": 9, "color": palette.QUIET}
    figure.add_scatter(x=[None], y=[None], mode="markers", marker=marker, name=name, hoverinfo="skip")
