"""What every figure shares. In: a theatre, a language, a period. Out: titles, phases, axes, source line, safe
hovers.

The finding, the measure and the source line also stand in `figure.layout.meta`, so that a page can show them
as text that wraps (`for_screen`) and an export can draw them into the picture.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from html import escape
from textwrap import wrap
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from render import palette
from render.foot import FONT, fit, legend_foot
from render.labels import Labels
from theatres.pack import Theatre

# Characters of a sentence in a hover: enough to judge it, short enough to read at a glance.
CUT = 160
# Characters per line of a hover box.
HOVER_LINE = 58
# A phase under this share of the axis is too narrow for its name.
NAMED_PHASE = 0.05
# Pixels of a full-width chart.
FULL_WIDTH = 1000
MODE_BAR = {
    "displaylogo": False,
    "modeBarButtonsToRemove": ["select2d", "lasso2d", "autoScale2d", "zoomIn2d", "zoomOut2d", "pan2d"],
}


@dataclass(frozen=True, slots=True)
class Scene:
    """Where a figure stands: theatre, words, period, the filters in words, what it is based on, print or
    screen."""

    theatre: Theatre
    labels: Labels
    start: date | None = None
    end: date | None = None
    filters: str = ""
    n_reports: int = 0
    sources: str = ""
    sample: bool = False
    grey: bool = False

    @property
    def first_day(self) -> date:
        """The first day shown."""
        return self.start or self.theatre.start

    @property
    def last_day(self) -> date:
        """The last day shown."""
        return self.end or self.theatre.end

    def faction(self, ident: object) -> str:
        """The name of a faction, safe to put in a figure."""
        return escape(self.labels.faction(self.theatre, ident), quote=False)

    def place(self, place_id: object) -> str:
        """The name of a place, safe to put in a figure."""
        return escape(self.labels.place(self.theatre, place_id), quote=False)

    def colour(self, ident: object) -> str:
        """The colour of a faction; an agency has its side's."""
        return palette.look_of(self.theatre, palette.side_of(self.theatre, ident), self.grey).colour

    def period(self) -> str:
        """The period in words."""
        days = (self.labels.day(self.first_day), self.labels.day(self.last_day))
        return self.labels.text("words.period", start=days[0], end=days[1])

    def measure(self, text: str) -> str:
        """A subtitle: the measure, the period, the filters."""
        return " · ".join(p for p in (text, self.period(), escape(self.filters, quote=False)) if p)

    def source_line(self, note: str = "") -> str:
        """The line at the foot: reports read, sources, convention, and whether they are reconstructions."""
        based = self.labels.plural("words.reports", self.n_reports) if self.n_reports else ""
        sample = self.labels.text("words.sample") if self.sample else ""
        named = self.labels.text("caption.sources", sources=escape(self.sources, quote=False))
        return " · ".join(p for p in (based, sample, named if self.sources else "", note) if p)


def hover_text(lines: list[str], sentence: object) -> str:
    """A hover box: lines already safe, then the sentence, cut at 160 characters, wrapped and escaped."""
    return "<br>".join(
        [*(ln for ln in lines if ln), f"<i>« {quote_lines(sentence)} »</i>" if sentence else ""]
    )


def quote_lines(sentence: object) -> str:
    """A sentence cut, wrapped at hover width and escaped."""
    return "<br>".join(escape(ln, quote=False) for ln in wrap(cut(str(sentence)), HOVER_LINE))


def cut(sentence: str) -> str:
    """A sentence in one line of at most 160 characters, the last word kept whole."""
    flat = " ".join(sentence.split())
    return flat if len(flat) <= CUT else flat[:CUT].rsplit(" ", 1)[0] + "…"


def dress(figure: go.Figure, finding: str, measure: str, source: str) -> go.Figure:
    """Give a figure its title (the finding), its subtitle (measure, period, filters) and the line at its
    foot."""
    figure.update_layout(
        meta={"title": finding, "subtitle": measure, "source": source},
        font={"family": FONT, "size": 14, "color": palette.INK},
        paper_bgcolor=palette.PAPER,
        plot_bgcolor=palette.PAPER,
        hoverlabel={
            "bgcolor": "#FFFFFF",
            "bordercolor": palette.BORDER,
            "font": {"size": 13, "color": palette.INK},
            "align": "left",
        },
        hovermode="closest",
        dragmode="zoom",
    )
    return fit(figure, 1000)


def for_screen(figure: go.Figure) -> go.Figure:
    """The figure without title and source line, for a page that shows `layout.meta` as text that wraps."""
    bare = go.Figure(figure)
    bare.layout.title = None
    bare.layout.annotations = [a for a in figure.layout.annotations if a.name not in ("source", "caption")]
    # Room for the names of the phases above, the dates and the legend below.
    bare.update_layout(margin={"t": 36, "b": legend_foot(figure, 1000)})
    return bare


def shade_phases(figure: go.Figure, scene: Scene, width: int = FULL_WIDTH) -> None:
    """Shade the phases of the war behind the data, each named at the top where its name has room in a drawing
    of `width` pixels."""
    first, last = pd.Timestamp(scene.first_day), pd.Timestamp(scene.last_day)
    figure.update_layout(separators=scene.labels.separators)
    span = max((last - first).days, 1)
    for i, phase in enumerate(scene.theatre.phases):
        start, end = max(pd.Timestamp(phase.start), first), min(pd.Timestamp(phase.end), last)
        if start > end:
            continue
        share = (end - start).days / span
        label = _name_phase(escape(scene.labels.name(phase.names), quote=False), share, width)
        box = {
            "x0": start,
            "x1": end + pd.Timedelta(days=1),
            "y0": 0,
            "y1": 1,
            "yref": "paper",
            "label": label,
        }
        fill = palette.PHASES[i % 2]
        figure.add_shape(type="rect", **box, fillcolor=fill, line={"width": 0}, layer="below", name="phase")


def _name_phase(name: str, share: float, width: int) -> dict[str, Any]:
    # The name is the shape's own label, which a page can hide where a phone leaves it no room.
    # About 130 characters of 12 pixels fit across a full-width chart; a tighter one breaks names at hyphens.
    letters, tight = max(round(130 * share * width / FULL_WIDTH), 9), width < FULL_WIDTH
    lines = wrap(name, letters, break_on_hyphens=tight, break_long_words=False)
    text = "<br>".join(lines) if share >= NAMED_PHASE else ""
    font = {"size": 12, "color": palette.QUIET}
    return {"text": text, "textposition": "top center", "yanchor": "bottom", "font": font}


def date_axis(scene: Scene) -> dict[str, object]:
    """A time axis over the period, dates in numbers: the same in every language."""
    first, last = pd.Timestamp(scene.first_day), pd.Timestamp(scene.last_day)
    # Half a day on each side keeps the marks of the first and last day whole.
    pad = max((last - first) * 0.01, pd.Timedelta(hours=12))
    long = (last - first).days > 120
    return {
        "type": "date",
        "range": [first - pad, last + pad],
        "tickformat": "%m/%Y" if long else "%d/%m/%Y",
        "hoverformat": "%d/%m/%Y",
        "showgrid": False,
        "ticks": "outside",
        "linecolor": palette.BORDER,
        "tickcolor": palette.BORDER,
    }
