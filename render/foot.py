"""Room around a chart. In: a figure with its words in `layout.meta`, a width. Out: title, legend and foot,
none overlapping.

Everything is counted in pixels from the width, so that the same figure fits a phone, a column and a slide.
"""

from __future__ import annotations

from html import unescape
from textwrap import wrap

import plotly.graph_objects as go

from render import palette

FONT = "DejaVu Sans, Liberation Sans, Arial, sans-serif"
# Widths of a letter: title at 18 pixels bold, subtitle at 13, foot at 11, legend at 13.
TITLE_LETTER, SUBTITLE_LETTER, FOOT_LETTER, LEGEND_LETTER = 11.4, 7.6, 6.3, 8.0
TITLE_LINE, SUBTITLE_LINE, FOOT_LINE, LEGEND_LINE = 23, 18, 15, 21
# Dates under the axis; names of phases above it, on two lines; the margin a lane's name usually needs.
DATES, PHASES, SIDE = 36, 40, 120


def fit(figure: go.Figure, width: int, caption: str = "") -> go.Figure:
    """Wrap a figure's words to a width in pixels and give each its room; `caption` goes under the source
    line."""
    meta = figure.layout.meta
    title = wrap(meta["title"], int((width - 28) / TITLE_LETTER))
    subtitle = wrap(meta["subtitle"], int((width - 28) / SUBTITLE_LETTER))
    source = wrap_foot(meta["source"], width)
    captioned = [piece for line in caption.splitlines() for piece in wrap_foot(line, width)]
    figure.layout.annotations = [a for a in figure.layout.annotations if a.name not in ("source", "caption")]
    legend = legend_foot(figure, width)
    top = 22 + TITLE_LINE * len(title) + 6 + SUBTITLE_LINE * len(subtitle) + PHASES
    bottom = legend + FOOT_LINE * (len(source) + len(captioned)) + (22 if captioned else 10)
    figure.update_layout(margin={"t": top, "b": bottom, "l": 12, "r": 16})
    _set_title(figure, title, subtitle)
    _write_foot(figure, ("source", palette.QUIET), source, legend)
    _write_foot(figure, ("caption", palette.INK), captioned, legend + FOOT_LINE * len(source) + 10)
    _place_legend(figure, top + bottom)
    return figure


def legend_foot(figure: go.Figure, width: int) -> int:
    """Pixels from the axis to the end of the legend: the dates, then its rows."""
    names = legend_names(figure)
    if not names:
        return DATES
    each = entry_width(names) + 46
    per_row = max(int((width - SIDE) / each), 1)
    return DATES + 6 + LEGEND_LINE * -(-len(names) // per_row)


def legend_names(figure: go.Figure) -> list[str]:
    """The names a legend shows; none when only one trace would be in it."""
    names = [t.name for t in figure.data if t.showlegend is not False and t.name]
    return names if len(names) > 1 else []


def entry_width(names: list[str]) -> float:
    """Pixels of the longest name of a legend."""
    return max(len(unescape(n)) for n in names) * LEGEND_LETTER


def wrap_foot(text: str, width: int) -> list[str]:
    """A line of the foot wrapped to a width in pixels."""
    return wrap(text, max(int((width - SIDE) / FOOT_LETTER), 30))


def _set_title(figure: go.Figure, title: list[str], subtitle: list[str]) -> None:
    figure.update_layout(
        title={
            "text": "<br>".join(title),
            "font": {"size": 18, "color": palette.INK, "weight": 600},
            "subtitle": {"text": "<br>".join(subtitle), "font": {"size": 13, "color": palette.QUIET}},
            "x": 0,
            "xanchor": "left",
            "xref": "container",
            "yref": "container",
            "y": 1,
            "yanchor": "top",
            # plotly hangs a title of n lines by its middle.
            "pad": {"l": 12, "t": 12 + TITLE_LINE * (len(title) - 1) // 2},
        }
    )


def _write_foot(figure: go.Figure, named: tuple[str, str], lines: list[str], below: int) -> None:
    name, colour = named
    if lines:
        figure.add_annotation(
            text="<br>".join(lines),
            name=name,
            x=0,
            y=0,
            xref="paper",
            yref="paper",
            xanchor="left",
            yanchor="top",
            yshift=-below,
            align="left",
            showarrow=False,
            font={"size": 11, "color": colour},
        )


def _place_legend(figure: go.Figure, margins: int) -> None:
    names = legend_names(figure)
    inside = max(int(figure.layout.height or 450) - margins, 100)
    legend = {
        "orientation": "h",
        "traceorder": "normal",
        "x": 0,
        "xanchor": "left",
        "y": -DATES / inside,
        "yanchor": "top",
        "font": {"size": 13},
        "entrywidthmode": "pixels",
        "entrywidth": entry_width(names) if names else 0,
        "itemclick": False,
        "itemdoubleclick": False,
    }
    figure.update_layout(legend=legend, showlegend=bool(names))
