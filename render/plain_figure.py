"""A plotly figure drawn without a browser. In: a figure of this project. Out: PNG or SVG by matplotlib.

Reads the figure's own traces, shapes and annotations: bars (stacked, error bars), lines in steps, markers,
text, rectangles, notes; positions are those of the layout, in pixels, so that the picture keeps the screen's
layout.
"""

from __future__ import annotations

import io
from typing import Any

import matplotlib as mpl
import plotly.graph_objects as go
from matplotlib import dates as mdates
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import FuncFormatter, MaxNLocator

from render.foot import DATES
from render.plain_cells import draw_heat, sign_bars
from render.plain_traces import DPI, MARKERS, POINT, day_number, draw_bars, draw_scatter, each, plain

mpl.use("Agg")
FONTS = ["DejaVu Sans", "Liberation Sans", "sans-serif"]


def draw_plain(figure: go.Figure, fmt: str, scale: float = 2.0) -> bytes:
    """A figure as png or svg bytes, `scale` pixels for each pixel of its layout."""
    layout = figure.layout
    width, height = float(layout.width or 1000), float(layout.height or 500)
    with mpl.rc_context({"font.family": FONTS, "svg.fonttype": "none", "hatch.linewidth": 0.6}):
        picture = Figure(figsize=(width / DPI, height / DPI), dpi=DPI, facecolor="white")
        axes = _lay_axes(picture, figure, (width, height))
        _draw_shapes(axes, figure)
        _draw_traces(axes, figure)
        _draw_notes(picture, axes, figure)
        _draw_title(picture, figure, height)
        _draw_legend(picture, axes, figure)
        return _write(picture, fmt, scale)


def _write(picture: Figure, fmt: str, scale: float) -> bytes:
    buffer = io.BytesIO()
    # No date in the file: the same figure gives the same bytes.
    metadata = {"Date": None} if fmt == "svg" else {"Software": None}
    picture.savefig(buffer, format=fmt, dpi=DPI * scale, metadata=metadata)
    return buffer.getvalue()


def _lay_axes(picture: Figure, figure: go.Figure, size: tuple[float, float]) -> dict[str, Axes]:
    width, height = size
    margin = figure.layout.margin
    longest = max((len(plain(t)) for a in _axes_of(figure, "yaxis") for t in (a.ticktext or ())), default=0)
    # Names of lanes need room at the left: seven pixels a letter.
    left = max(float(margin.l or 60), 64.0, 7.0 * longest + 16)
    box = (
        left,
        float(margin.b or 60),
        width - left - float(margin.r or 20),
        height - float(margin.t or 100) - float(margin.b or 60),
    )
    axes = {}
    for i, axis in enumerate(_axes_of(figure, "yaxis")):
        low, high = axis.domain or (0, 1)
        frame = (
            box[0] / width,
            (box[1] + low * box[3]) / height,
            box[2] / width,
            (high - low) * box[3] / height,
        )
        name = "y" if i == 0 else f"y{i + 1}"
        axes[name] = picture.add_axes(frame)
        _set_axis(axes[name], figure, (i, axis))
    return axes


def _axes_of(figure: go.Figure, kind: str) -> list[Any]:
    layout = figure.layout
    return [layout[name] for name in sorted(k for k in layout.to_plotly_json() if k.startswith(kind))] or [
        layout[kind]
    ]


def _set_axis(ax: Axes, figure: go.Figure, axis: tuple[int, Any]) -> None:
    i, y = axis
    x = _axes_of(figure, "xaxis")[min(i, len(_axes_of(figure, "xaxis")) - 1)]
    _set_time(ax, x) if x.type != "linear" else _set_counts(ax, figure, x)
    for side in ("top", "right", "left"):
        ax.spines[side].set_visible(False)
    ax.spines["bottom"].set_color("#B9B4A8")
    ax.tick_params(labelsize=12 * POINT, length=3, color="#B9B4A8", labelcolor="#222B33")
    ax.set_axisbelow(True)
    # Panels that share their days name them once, under the last.
    if i < len(_axes_of(figure, "yaxis")) - 1 and (x.matches or x.showticklabels is False):
        ax.tick_params(labelbottom=False, length=0)
    if y.ticktext:
        ax.set_yticks(list(y.tickvals), [plain(t) for t in y.ticktext])
        ax.set_ylim(*y.range)
        if y.showgrid:
            ax.grid(axis="y", color="#D9DDE0", linewidth=0.8)
    else:
        _set_numbers(ax, figure, y)
    if y.title.text:
        ax.set_ylabel(plain(y.title.text), fontsize=13 * POINT)


def _set_time(ax: Axes, x: Any) -> None:
    if x.range:
        ax.set_xlim(*(day_number(r) for r in x.range))
    ax.xaxis.set_major_locator(mdates.AutoDateLocator(maxticks=10))  # type: ignore[no-untyped-call]
    ax.xaxis.set_major_formatter(mdates.DateFormatter(plain(x.tickformat or "%d/%m/%Y")))  # type: ignore[no-untyped-call]


def _set_counts(ax: Axes, figure: go.Figure, x: Any) -> None:
    thousands = (figure.layout.separators or ".,")[1]
    ax.xaxis.set_major_locator(MaxNLocator(nbins=8, integer=True))
    ax.xaxis.set_major_formatter(FuncFormatter(lambda v, _: f"{v:,.0f}".replace(",", thousands)))
    if x.range:
        ax.set_xlim(*(float(r) for r in x.range))
    if x.showgrid is not False:
        ax.grid(axis="x", color="#D9DDE0", linewidth=0.8)
    if x.ticktext:
        ax.set_xticks(list(x.tickvals), [plain(t) for t in x.ticktext])
    if x.side == "top":
        ax.xaxis.tick_top()
        ax.spines["bottom"].set_visible(False)


def _set_numbers(ax: Axes, figure: go.Figure, y: Any) -> None:
    thousands = (figure.layout.separators or ".,")[1]
    if y.type == "log":
        ax.set_yscale("log")
    else:
        ax.yaxis.set_major_locator(MaxNLocator(nbins=6, integer=True, steps=[1, 2, 5, 10]))
    if y.range:
        ax.set_ylim(*(10 ** float(r) if y.type == "log" else float(r) for r in y.range))
    ax.yaxis.set_major_formatter(FuncFormatter(lambda v, _: f"{v:,.0f}".replace(",", thousands)))
    ax.grid(axis="y", color="#D9DDE0", linewidth=0.8)


def _draw_shapes(axes: dict[str, Axes], figure: go.Figure) -> None:
    for shape in figure.layout.shapes:
        if shape.type == "rect" and shape.yref == "paper":
            x0, x1 = (day_number(v) for v in (shape.x0, shape.x1))
            for ax in axes.values():
                ax.axvspan(x0, x1, color=shape.fillcolor, linewidth=0, zorder=0)
            _name_band(next(iter(axes.values())), (x0 + x1) / 2, shape.label)
        elif shape.type == "line" and shape.yref in axes:
            axes[shape.yref].axhline(float(shape.y0), color=shape.line.color, linewidth=0.8, zorder=0.5)


def _name_band(ax: Axes, middle: float, label: Any) -> None:
    low, high = ax.get_xlim()
    if label.text and low <= middle <= high:
        at, size = (middle, 1), (label.font.size or 12) * POINT
        look: dict[str, Any] = {"ha": "center", "va": "bottom", "fontsize": size, "color": label.font.color}
        ax.annotate(plain(label.text), at, xycoords=("data", "axes fraction"), annotation_clip=False, **look)


def _draw_traces(axes: dict[str, Axes], figure: go.Figure) -> None:
    stacked: dict[tuple[str, float], float] = {}
    for trace in figure.data:
        ax = axes[trace.yaxis or "y"]
        if trace.x is None or len(trace.x) == 0:
            continue
        if trace.type == "bar":
            draw_bars(ax, trace, stacked)
        elif trace.type == "heatmap":
            draw_heat(ax, trace)
        else:
            draw_scatter(ax, trace)
    for ax, y in zip(axes.values(), _axes_of(figure, "yaxis"), strict=True):
        if y.rangemode == "tozero" and not y.range:
            ax.set_ylim(bottom=0)


def _draw_notes(picture: Figure, axes: dict[str, Axes], figure: go.Figure) -> None:
    first, last = next(iter(axes.values())), list(axes.values())[-1]
    for note in figure.layout.annotations:
        text = plain(str(note.text))
        size, colour = (note.font.size or 12) * POINT, note.font.color or "#222B33"
        shift = ((note.xshift or 0) * POINT, (note.yshift or 0) * POINT)
        bold = "bold" if "<b>" in str(note.text) else "normal"
        common: dict[str, Any] = {
            "fontsize": size,
            "color": colour,
            "annotation_clip": False,
            "fontweight": bold,
            "zorder": 6,
        }
        if note.name in ("source", "caption"):
            last.annotate(
                text, (0, 0), shift, xycoords="axes fraction", textcoords="offset points", va="top", **common
            )
        else:
            _draw_arrow_note(axes.get(note.yref or "y", first), note, (text, shift, common))


def _draw_arrow_note(ax: Axes, note: Any, words: tuple[str, tuple[float, float], dict[str, Any]]) -> None:
    text, shift, common = words
    y = 10 ** float(note.y) if ax.get_yscale() == "log" else float(note.y)
    at = (day_number(note.x), y)
    if note.showarrow:
        lift = (float(note.ax or 0) * POINT, -float(note.ay or 0) * POINT)
        arrow = {"arrowstyle": "-", "color": "#5E6B76", "linewidth": 0.8}
        ax.annotate(
            text, at, lift, textcoords="offset points", ha="center", va="center", arrowprops=arrow, **common
        )
    else:
        hung = "center" if note.yanchor == "middle" else "top"
        ax.annotate(text, at, shift, textcoords="offset points", ha="left", va=hung, **common)


def _draw_title(picture: Figure, figure: go.Figure, height: float) -> None:
    title = figure.layout.title
    lines = plain(title.text or "").splitlines()
    y = height - 12.0
    for line in lines:
        picture.text(
            12 / (DPI * picture.get_figwidth()),
            y / height,
            line,
            va="top",
            size=18 * POINT,
            weight="bold",
            color="#222B33",
        )
        y -= 23
    subtitle = plain(title.subtitle.text or "")
    picture.text(
        12 / (DPI * picture.get_figwidth()),
        (y - 4) / height,
        subtitle,
        va="top",
        size=13 * POINT,
        color="#5E6B76",
        linespacing=1.3,
    )


def _draw_legend(picture: Figure, axes: dict[str, Axes], figure: go.Figure) -> None:
    shown = [t for t in figure.data if t.showlegend is not False and t.name]
    if len(shown) < 2:
        return
    box = list(axes.values())[-1].get_position()
    width = DPI * picture.get_figwidth() * box.width
    columns = max(int(width / (figure.layout.legend.entrywidth + 46)), 1)
    rows = [shown[i : i + columns] for i in range(0, len(shown), columns)]
    # matplotlib fills columns downwards, a reader reads rows: reorder so that the rows come out right.
    order = [row[c] for c in range(columns) for row in rows if c < len(row)]
    below = (DATES - 4) / (DPI * picture.get_figheight())
    picture.legend(
        [_sign(t) for t in order], [plain(t.name) for t in order], loc="upper left",
        bbox_to_anchor=(box.x0 - 0.01, box.y0 - below), ncols=min(columns, len(shown)), frameon=False,
        fontsize=13 * POINT, handletextpad=0.5, columnspacing=1.2, labelspacing=0.35,
    )  # fmt: skip


def _sign(trace: Any) -> Any:
    if trace.type == "bar":
        return sign_bars(trace)
    symbol, colour = (
        each(v, 1)[0] for v in (trace.marker.symbol or "circle", trace.marker.color or "#222B33")
    )
    hollow = symbol.endswith("-open") or symbol.startswith("x")
    line = trace.line.color if "lines" in (trace.mode or "") else "none"
    return mpl.lines.Line2D(
        [0], [0], color=line, marker=MARKERS.get(symbol.replace("-open", ""), "o"), markersize=6,
        markerfacecolor="none" if hollow else colour, markeredgecolor=colour,
    )  # fmt: skip
