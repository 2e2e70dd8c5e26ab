"""Many events as cells. In: counts per stretch, lane and way of knowing, a Scene. Out: one cell per stretch.

A cell is the darker the more events it holds; it is filled as they are known: solid for what is reported,
hatched for what is claimed, dotted for what is denied or only asked.
"""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd
import plotly.graph_objects as go

from render import palette
from render.lanes import AIR, NAME, Lane, colour_lane
from render.scene import Scene

PATTERNS = {"reported": "", "claimed": "/", "denied": "x", "asked": "."}
# The palest cell still shows on paper; the square root keeps a quiet week apart from an empty one.
PALEST = 0.2
DAY = 86_400_000  # plotly measures dates in milliseconds
# Room between cells, as a share of their width.
FULL = 0.94


def add_cells(
    figure: go.Figure, cells: pd.DataFrame, where: tuple[Mapping[str, Lane], int], seen: tuple[Scene, str]
) -> None:
    """Draw the counts of `count_cells` in their lanes, on a row of the figure; `customdata`: the days."""
    (lanes, row), (scene, by) = where, seen
    laid = _lay_cells(cells, lanes)
    colours = {i: colour_lane(i, by, scene) for i in lanes}
    # Plotly fills the numbers in; the braces are doubled for the name's sake.
    of = scene.labels.text("timeline.cell_of", n="%{{customdata[2]}}", total="%{{customdata[3]}}")
    hover = f"<b>%{{{{hovertext}}}}</b> · %{{{{x|%d/%m/%Y}}}}<br>{{name}} : {of}<extra></extra>"
    for known, shape in PATTERNS.items():
        rows = laid[laid["known"].eq(known)]
        if rows.empty:
            continue
        name = scene.labels.text(f"timeline.legend_{known}")
        pattern = {"shape": shape, "size": 5, "solidity": 0.35}
        # For the legend alone: the pattern says how it is known, the colour would say a side.
        sign = {"color": palette.INK, "pattern": pattern}
        figure.add_bar(x=[None], y=[None], name=name, marker=sign, row=row, col=1)
        figure.add_bar(
            x=rows["start"],
            y=rows["high"],
            base=rows["base"],
            width=rows["wide"],
            offset=0,
            name=name,
            showlegend=False,
            marker={
                "color": [colours[lane] for lane in rows["lane"]],
                "opacity": rows["strength"],
                "line": {"width": 0},
                "pattern": pattern,
            },
            customdata=rows[["from", "until", "n", "total"]].to_numpy(),
            hovertext=[lanes[lane].name for lane in rows["lane"]],
            hovertemplate=hover.format(name=name),
            row=row,
            col=1,
        )


def _lay_cells(cells: pd.DataFrame, lanes: Mapping[str, Lane]) -> pd.DataFrame:
    """Where each part of a cell lies: the parts of one stretch and lane fill its height."""
    order = cells["known"].map({known: i for i, known in enumerate(PATTERNS)})
    rows = cells.assign(order=order).sort_values(["start", "lane", "order"], kind="stable")
    groups = rows.groupby(["start", "lane"], sort=False)["n"]
    total = groups.transform("sum")
    room = rows["lane"].map({i: lane.height - NAME - AIR for i, lane in lanes.items()}).astype(float)
    foot = rows["lane"].map({i: lane.foot + AIR / 2 for i, lane in lanes.items()}).astype(float)
    days = (rows["end"] - rows["start"]).dt.days + 1
    return rows.assign(
        total=total,
        high=(rows["n"] / total * room).round(1),
        base=(foot + (groups.cumsum() - rows["n"]) / total * room).round(1),
        wide=days * DAY * FULL,
        strength=(PALEST + (1 - PALEST) * (total / max(int(total.max()), 1)) ** 0.5).round(2),
        **{"from": rows["start"].dt.strftime("%Y-%m-%d"), "until": rows["end"].dt.strftime("%Y-%m-%d")},
    )
