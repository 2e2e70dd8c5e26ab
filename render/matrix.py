"""Counts crossed. In: a table of counts, names of its rows and columns. Out: a figure of cells, each with its
number; darker is more, so that it reads the same in grey.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from textwrap import wrap
from typing import Any

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from render import palette

# From paper to a slate no side bears; the first step is strong enough to tell one from none.
SHADES = [[0.0, palette.PAPER], [0.001, "#E9EDF0"], [1.0, "#3C4A57"]]
ROW = 34  # pixels: a name on two lines with its cell around it
NAME = 20  # letters of a line of a name: longer ones would leave a phone no room for the cells
HEAD = 60  # pixels for the names of the columns


@dataclass(frozen=True, slots=True)
class Cells:
    """Counts by row and column id, the names of both in order, and what each cell says when pointed at."""

    counts: pd.DataFrame
    rows: Mapping[Any, str]
    columns: Mapping[Any, str]
    hovers: pd.DataFrame


def draw_cells(cells: Cells) -> go.Figure:
    """A cell a count, the first row at the top; an empty cell is none."""
    rows, columns = list(cells.rows), list(cells.columns)
    counts = cells.counts.reindex(index=rows, columns=columns).fillna(0).to_numpy(dtype=float)
    words = cells.hovers.reindex(index=rows, columns=columns).fillna("").to_numpy()
    figure = go.Figure()
    figure.add_heatmap(
        x=list(range(len(columns))),
        y=list(range(len(rows)))[::-1],
        # The root keeps ones and twos apart from none where the largest count is a hundred.
        z=np.sqrt(counts),
        text=[[f"{n:,.0f}" if n else "" for n in line] for line in counts],
        texttemplate="%{text}",
        textfont={"size": 13},
        customdata=words,
        hovertemplate="%{customdata}<extra></extra>",
        colorscale=SHADES,
        zmin=0,
        zmax=max(float(np.sqrt(counts).max(initial=0)), 1.0),
        showscale=False,
        xgap=2,
        ygap=2,
    )
    _name_axes(figure, list(cells.rows.values()), list(cells.columns.values()))
    return figure


def wrap_name(name: str) -> str:
    """A name of a row on as many lines as it needs."""
    return "<br>".join(wrap(name, NAME, break_on_hyphens=False))


def _name_axes(figure: go.Figure, rows: list[str], columns: list[str]) -> None:
    shared = {"tickmode": "array", "showgrid": False, "zeroline": False, "automargin": True, "ticks": ""}
    figure.update_xaxes(
        **shared,
        type="linear",
        side="top",
        tickvals=list(range(len(columns))),
        ticktext=columns,
        range=[-0.5, max(len(columns), 1) - 0.5],
        fixedrange=True,
    )
    figure.update_yaxes(
        **shared,
        tickvals=list(range(len(rows)))[::-1],
        ticktext=[wrap_name(r) for r in rows],
        tickfont={"size": 13},
        range=[-0.5, max(len(rows), 1) - 0.5],
        fixedrange=True,
    )
    figure.update_layout(height=HEAD + 60 + ROW * max(len(rows), 2))
