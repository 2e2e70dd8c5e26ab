"""Cells and words of a timeline, drawn without a browser. In: a plotly trace, matplotlib axes. Out: the same
on the axes, and its sign in the legend."""

from __future__ import annotations

from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.colors import LinearSegmentedColormap, to_rgba
from matplotlib.patches import Rectangle

# What a bar's pattern is in matplotlib's letters, dense enough for a cell of ten pixels.
HATCHES = {"/": "/////", "x": "xxxx", ".": "...."}
# Where words begin: right of their point, left of it, below it, else above it (points up from the point).
ASIDES = {
    "middle right": ("left", "center", 0.0),
    "middle left": ("right", "center", 0.0),
    "bottom right": ("left", "top", -2.0),
}
ABOVE = ("center", "bottom", 3.6)
WORD = 9.4  # points: the 13 pixels of a cell's number
Numbers = np.ndarray[Any, Any]


def draw_cells(ax: Axes, trace: Any, box: tuple[Numbers, Numbers, Numbers]) -> None:
    """Bars that stand where they are put (left end, height, width), each with its own strength; a pattern
    leaves them hollow."""
    left, height, width = box
    strengths = np.broadcast_to(np.asarray(trace.marker.opacity, dtype=float), len(left))
    colours = [to_rgba(c, float(s)) for c, s in zip(trace.marker.color, strengths, strict=True)]
    hatch = HATCHES.get(trace.marker.pattern.shape or "")
    filled: dict[str, Any] = {"facecolor": "none", "edgecolor": colours} if hatch else {"color": colours}
    base = np.asarray(trace.base, dtype=float)
    ax.bar(left, height, width, base, align="edge", hatch=hatch, linewidth=0, zorder=2, **filled)


def draw_heat(ax: Axes, trace: Any) -> None:
    """A table of counts: a cell a count, darker is more, its number in the ink that reads best on it."""
    shades = LinearSegmentedColormap.from_list(
        "cells", [(float(at), colour) for at, colour in trace.colorscale]
    )
    strengths = np.asarray(trace.z, dtype=float) / float(trace.zmax or 1)
    for y, line, words in zip(trace.y, strengths, trace.text, strict=True):
        for x, strength, word in zip(trace.x, line, words, strict=True):
            ax.add_patch(Rectangle((x - 0.48, y - 0.46), 0.96, 0.92, color=shades(strength), linewidth=0))
            # Past the middle of the scale white reads better than ink.
            ink = "white" if strength > 0.55 else "#222B33"
            ax.text(x, y, word, ha="center", va="center", fontsize=WORD, color=ink)


def sign_bars(trace: Any) -> Rectangle:
    """The sign of bars in a legend: filled, or hatched as their pattern is."""
    colour, hatch = trace.marker.color, HATCHES.get(trace.marker.pattern.shape or "")
    if not hatch:
        return Rectangle((0, 0), 1, 1, color=colour)
    return Rectangle((0, 0), 1, 1, facecolor="none", edgecolor=colour, hatch=hatch, linewidth=0)


def place_words(trace: Any, n: int) -> list[tuple[str, str, float]]:
    """How each of the words of a trace lies to its point: horizontally, vertically, and how far above it."""
    asides = trace.textposition
    many = asides if isinstance(asides, list | tuple | np.ndarray) else [asides] * n
    return [ASIDES.get(str(a), ABOVE) for a in many]
