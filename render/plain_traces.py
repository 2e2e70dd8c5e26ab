"""Traces drawn without a browser. In: a plotly trace, matplotlib axes. Out: bars, lines, marks on them."""

from __future__ import annotations

import re
from html import unescape
from typing import Any

import numpy as np
import pandas as pd
from matplotlib import dates as mdates
from matplotlib.axes import Axes

# One layout pixel is 0.72 points at matplotlib's 100 dots an inch.
DPI, POINT = 100, 0.72
MARKERS = {
    "circle": "o", "square": "s", "diamond": "D", "triangle-up": "^", "pentagon": "p", "hexagon": "h",
    "star": "*", "cross": "P", "x-thin": "x", "arrow-up": "^",
}  # fmt: skip
DASHES = {"solid": "-", "dash": "--", "dot": ":"}
DATE_UNIT = 86_400_000  # plotly measures dates in milliseconds, matplotlib in days


def draw_bars(ax: Axes, trace: Any, stacked: dict[tuple[str, float], float]) -> None:
    x, y = days(trace.x), np.asarray(trace.y, dtype=float)
    width = _bar_widths(trace, x)
    shift = width / 2 if trace.offset is not None else np.zeros(len(x))
    bottom = np.array([stacked.get((trace.yaxis or "y", v), 0.0) for v in x])
    colour = trace.marker.color
    ax.bar(x + shift, y, width, bottom, color=colour, alpha=trace.marker.opacity or 1, linewidth=0, zorder=2)
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
    if "lines" in mode:
        style = {"color": trace.line.color, "linewidth": (trace.line.width or 1) * POINT}
        steps = "steps-post" if trace.line.shape == "hv" else "default"
        ax.plot(
            x, y, drawstyle=steps, linestyle=DASHES.get(trace.line.dash or "solid", "-"), zorder=3, **style
        )
    if trace.error_x.array is not None and trace.error_x.visible is not False:
        before, after = (
            np.asarray(trace.error_x[k], dtype=float) / DATE_UNIT for k in ("arrayminus", "array")
        )
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
        for px, py, words in zip(x, y, trace.text, strict=True):
            size = (trace.textfont.size or 12) * POINT
            lift = (0, 5 * POINT)
            ax.annotate(
                plain(words),
                (px, py),
                lift,
                textcoords="offset points",
                ha="center",
                va="bottom",
                size=size,
                color=trace.textfont.color,
            )


def _draw_markers(ax: Axes, trace: Any, points: tuple[np.ndarray[Any, Any], np.ndarray[Any, Any]]) -> None:
    x, y = points
    marker, n = trace.marker, len(x)
    symbols, colours = each(marker.symbol or "circle", n), each(marker.color or "#222B33", n)
    sizes = np.asarray(each(marker.size or 8, n), dtype=float)
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
    """A date as matplotlib's number of days."""
    return float(mdates.date2num(pd.Timestamp(value)))  # type: ignore[no-untyped-call]


def days(values: Any) -> np.ndarray[Any, Any]:
    """Dates as matplotlib's day numbers; a gap is NaN."""
    stamps = pd.to_datetime(pd.Series(list(values)), errors="coerce")
    return np.array([np.nan if pd.isna(s) else day_number(s) for s in stamps], dtype=float)


def each(value: Any, n: int) -> list[Any]:
    many = isinstance(value, list | tuple | np.ndarray | pd.Series)
    return list(value) if many else [value] * n


def plain(text: str) -> str:
    """Plotly's markup as plain text: breaks as lines, tags gone, entities read."""
    broken = re.sub(r"<br\s*/?>", "\n", text)
    return unescape(re.sub(r"</?(b|i|em|span|sup|sub)[^>]*>", "", broken))
