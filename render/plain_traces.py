"""Traces drawn without a browser. In: a plotly trace, matplotlib axes. Out: bars, lines, marks on them."""

from __future__ import annotations

import re
from html import unescape
from itertools import pairwise
from typing import Any

import numpy as np
import pandas as pd
from matplotlib import dates as mdates
from matplotlib.axes import Axes

from render.plain_cells import draw_cells, place_words

# One layout pixel is 0.72 points at matplotlib's 100 dots an inch.
DPI, POINT = 100, 0.72
MARKERS = {
    "circle": "o", "square": "s", "diamond": "D", "triangle-up": "^", "pentagon": "p", "hexagon": "h",
    "star": "*", "cross": "P", "x-thin": "x", "arrow-up": "^", "circle-x": r"$\otimes$",
    "line-ns": "|", "arrow-right": ">",
}  # fmt: skip
HATCHES = {"/": "////", "x": "xxx", ".": ".."}
DASHES = {"solid": "-", "dash": "--", "dot": ":"}
DATE_UNIT = 86_400_000  # plotly measures dates in milliseconds, matplotlib in days


def draw_bars(ax: Axes, trace: Any, stacked: dict[tuple[str, float], float]) -> None:
    x, y = days(trace.x), np.asarray(trace.y, dtype=float)
    width = _bar_widths(trace, x)
    shift = width / 2 if trace.offset is not None else np.zeros(len(x))
    if trace.base is not None:
        return draw_cells(ax, trace, (x, y, width))
    bottom = np.array([stacked.get((trace.yaxis or "y", v), 0.0) for v in x])
    colour = trace.marker.color
    drawn = ax.bar(x + shift, y, width, bottom, color=colour, alpha=trace.marker.opacity or 1, linewidth=0)
    edge = trace.marker.line.color
    for patch in drawn:
        patch.set(zorder=2, hatch=HATCHES.get(trace.marker.pattern.shape or ""), edgecolor=edge or "white")
        if trace.marker.pattern.shape and trace.marker.pattern.fillmode == "replace":
            patch.set_facecolor("none")
        patch.set_linewidth((trace.marker.line.width or 0) * POINT)
    for v, top in zip(x, bottom + y, strict=True):
        stacked[trace.yaxis or "y", v] = float(top)
    if trace.error_y.array is not None:
        more = np.nan_to_num(np.array([v or 0 for v in trace.error_y.array], dtype=float))
        shown = more > 0
        ax.errorbar(
            x[shown],
            y[shown],
            [np.zeros(shown.sum()), more[shown]],
            fmt="none",
            ecolor="#222B33",
            elinewidth=1,
            capsize=2,
        )


def _bar_widths(trace: Any, x: np.ndarray[Any, Any]) -> np.ndarray[Any, Any]:
    if trace.width is not None:
        return np.broadcast_to(np.asarray(trace.width, dtype=float) / DATE_UNIT, len(x)).copy()
    step = float(np.min(np.diff(np.unique(x)))) if len(np.unique(x)) > 1 else 1.0
    return np.full(len(x), step * 0.9)


def draw_scatter(ax: Axes, trace: Any) -> None:
    x, y = days(trace.x), np.array([np.nan if v is None else float(v) for v in trace.y])
    if np.isnan(x).all():
        return
    mode = trace.mode or "markers"
    if trace.fill == "toself":
        return _fill_boxes(ax, trace, (x, y))
    _draw_whiskers(ax, trace, (x, y))
    if "lines" in mode:
        style = {"color": trace.line.color, "linewidth": (trace.line.width or 1) * POINT}
        steps = "steps-post" if trace.line.shape == "hv" else "default"
        ax.plot(
            x, y, drawstyle=steps, linestyle=DASHES.get(trace.line.dash or "solid", "-"), zorder=3, **style
        )
    if trace.error_x.array is not None and trace.error_x.visible is not False:
        unit = 1 if counted(trace.x) else DATE_UNIT
        before, after = (np.asarray(trace.error_x[k], dtype=float) / unit for k in ("arrayminus", "array"))
        ax.errorbar(
            x,
            y,
            xerr=[before, after],
            fmt="none",
            ecolor=trace.error_x.color,
            elinewidth=0.8,
            capsize=1.5,
            zorder=3,
        )
    if "markers" in mode:
        _draw_markers(ax, trace, (x, y))
    if "text" in mode:
        placed = place_words(trace, len(x))
        for px, py, words, (ha, va, up) in zip(x, y, trace.text, placed, strict=True):
            size = (trace.textfont.size or 12) * POINT
            # Off the mark it stands beside, by half the mark's width and a little.
            aside = {"left": 6.0, "right": -6.0}.get(ha, 0.0) if "markers" in mode else 0.0
            lift = (aside, up)
            ax.annotate(
                plain(words),
                (px, py),
                lift,
                textcoords="offset points",
                ha=ha,
                va=va,
                size=size,
                color=trace.textfont.color,
            )


def _fill_boxes(ax: Axes, trace: Any, points: tuple[np.ndarray[Any, Any], np.ndarray[Any, Any]]) -> None:
    """Closed shapes, a gap between each and the next."""
    found = re.match(r"rgba\((\d+),(\d+),(\d+),([\d.]+)\)", trace.fillcolor)
    colour = tuple(float(v) / 255 for v in found.groups()[:3]) if found else trace.fillcolor
    gaps = [-1, *np.flatnonzero(np.isnan(points[0])), len(points[0])]
    for start, end in pairwise(gaps):
        x, y = (p[start + 1 : end] for p in points)
        ax.fill(x, y, color=colour, alpha=float(found[4]) if found else 1, linewidth=0, zorder=1.5)


def _draw_whiskers(ax: Axes, trace: Any, points: tuple[np.ndarray[Any, Any], np.ndarray[Any, Any]]) -> None:
    error = trace.error_y
    if error.array is not None and error.arrayminus is not None:
        sides = [np.asarray(error[k], dtype=float) for k in ("arrayminus", "array")]
        ax.errorbar(*points, yerr=sides, fmt="none", ecolor=error.color, elinewidth=1, capsize=2, zorder=4)


def _draw_markers(ax: Axes, trace: Any, points: tuple[np.ndarray[Any, Any], np.ndarray[Any, Any]]) -> None:
    x, y = points
    marker, n = trace.marker, len(x)
    symbols, colours = each(marker.symbol or "circle", n), each(marker.color or "#222B33", n)
    sizes = np.asarray(each(8 if marker.size is None else marker.size, n), dtype=float)
    if marker.sizemode == "area":
        sizes = np.sqrt(sizes * 2 / marker.sizeref)
    for symbol in dict.fromkeys(symbols):
        at = [i for i in range(n) if symbols[i] == symbol]
        shape, hollow = MARKERS.get(symbol.replace("-open", ""), "o"), symbol.endswith("-open")
        kept = [colours[i] for i in at]
        look = {"facecolors": "none", "edgecolors": kept} if hollow and shape != "x" else {"color": kept}
        width = 1.2 if hollow or shape == "x" else 0.3
        ax.scatter(
            x[at],
            y[at],
            s=(sizes[at] * POINT) ** 2,
            marker=shape,
            linewidths=width,
            alpha=marker.opacity,
            zorder=4,
            **look,
        )


def day_number(value: Any) -> float:
    """A date as matplotlib's number of days, a plain number as it is."""
    if counted([value]):
        return float(value)
    return float(mdates.date2num(pd.Timestamp(value)))  # type: ignore[no-untyped-call]


def counted(values: Any) -> bool:
    """Whether an axis holds plain numbers, and not days."""
    return any(isinstance(v, int | float | np.integer) for v in values if v is not None)


def days(values: Any) -> np.ndarray[Any, Any]:
    """Dates as matplotlib's day numbers, plain numbers as they are; a gap is NaN."""
    if counted(values):
        return np.array([np.nan if v is None else float(v) for v in values])
    stamps = pd.to_datetime(pd.Series(list(values)), errors="coerce")
    return np.array([np.nan if pd.isna(s) else day_number(s) for s in stamps], dtype=float)


def each(value: Any, n: int) -> list[Any]:
    many = isinstance(value, list | tuple | np.ndarray | pd.Series)
    return list(value) if many else [value] * n


def plain(text: str) -> str:
    """Plotly's markup as plain text: breaks as lines, tags gone, entities read."""
    broken = re.sub(r"<br\s*/?>", "\n", text)
    return unescape(re.sub(r"</?(b|i|em|span|sup|sub)[^>]*>", "", broken))
