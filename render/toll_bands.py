"""The width of a toll. In: the steps of one source, its colour, the height of the chart. Out: a band from the
least to the most a statement allows, while it stands; an open one fades upward and ends nowhere."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd
import plotly.graph_objects as go

from render import palette

# A fading edge of two bands, each a thirtieth of the height: seen as open, too low to be read as a figure.
FADE, STRENGTHS = 1 / 30, (0.22, 0.10)
CLOSED = 0.25
# On a log axis the same height is a factor.
FACTOR = 1.16


@dataclass(frozen=True, slots=True)
class Height:
    """The highest figure of the axis, and whether the axis is logarithmic."""

    top: float
    log: bool

    def lift(self, low: pd.Series, steps: int) -> pd.Series:
        """Figures some fading steps higher up the chart."""
        return low * FACTOR**steps if self.log else low + self.top * FADE * steps


def add_bands(figure: go.Figure, firm: pd.DataFrame, colour: str, height: Height) -> None:
    """Bands under the steps of one source; `firm` is sorted by day."""
    until = firm["as_of"].shift(-1)
    steps = firm.assign(until=until).dropna(subset=["until"])
    is_open = steps["open"].astype(bool)
    closed = steps[~is_open & (steps["high"] > steps["low"])]
    _add_boxes(figure, closed, (closed["low"], closed["high"]), palette.fade(colour, CLOSED))
    free = steps[is_open]
    for i, strength in enumerate(STRENGTHS):
        edges = (height.lift(free["low"], i), height.lift(free["low"], i + 1))
        _add_boxes(figure, free, edges, palette.fade(colour, strength))


def _add_boxes(figure: go.Figure, steps: pd.DataFrame, edges: tuple[pd.Series, pd.Series], fill: str) -> None:
    """One trace of boxes, a gap between each and the next."""
    if steps.empty:
        return
    low, high = edges
    x = [v for a, b in zip(steps["as_of"], steps["until"], strict=True) for v in (a, b, b, a, a, None)]
    y = [v for a, b in zip(low, high, strict=True) for v in (a, a, b, b, a, None)]
    figure.add_scatter(
        x=x,
        y=y,
        mode="lines",
        line={"width": 0, "color": fill},
        fill="toself",
        fillcolor=fill,
        hoverinfo="skip",
        showlegend=False,
        name="band",
    )
