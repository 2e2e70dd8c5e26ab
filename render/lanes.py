"""Lanes of a timeline. In: ids of lanes, how many rows of marks each needs. Out: where each lies, its name.

Heights are pixels and so is the axis of the lanes: a mark keeps its distance to the next on every screen. A
lane's name stands inside it, at its top: a phone loses no width to a margin of names.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import plotly.graph_objects as go

from analyse.timeline import OTHERS, UNSAID
from render import palette
from render.scene import Scene

# Lanes a reader can tell apart on a desk's screen, and on a phone's.
MOST_LANES, MOST_NARROW = 10, 6
# Pixels: the name of a lane, one row of marks, air below the marks.
NAME, ROW, AIR = 18, 8, 6
# Fewer rows would not hold a cell a finger can touch; more would push the other lanes off the screen.
FEWEST_ROWS, MOST_ROWS = 3, 7


@dataclass(frozen=True, slots=True)
class Lane:
    """A lane: its id, its name, the pixels below its foot, the rows of marks it holds."""

    id: str
    name: str
    foot: float
    rows: int

    @property
    def height(self) -> float:
        """Pixels from the lane's foot to its top."""
        return float(NAME + ROW * self.rows + AIR)

    @property
    def middle(self) -> float:
        """Where the middle row of marks lies."""
        return self.foot + AIR / 2 + ROW * self.rows / 2


def lay_lanes(names: Mapping[str, str], rows: Mapping[str, int]) -> dict[str, Lane]:
    """Lanes by id, the first of `names` on top; `rows` says how many rows of marks each asks for."""
    laid: dict[str, Lane] = {}
    foot = 0.0
    for ident in reversed(list(names)):
        held = min(max(rows.get(ident, 0), FEWEST_ROWS), MOST_ROWS)
        laid[ident] = Lane(ident, names[ident], foot, held)
        foot += laid[ident].height
    return dict(reversed(list(laid.items())))


def height_of(lanes: Mapping[str, Lane]) -> float:
    """Pixels all lanes take."""
    return sum(lane.height for lane in lanes.values())


def name_lane(lane: str, by: str, scene: Scene) -> str:
    """The name of a lane, safe to put in a figure."""
    if lane == OTHERS:
        return scene.labels.text("words.others")
    if lane == UNSAID:
        return scene.labels.text("timeline.no_actor" if by == "actor" else "words.no_place")
    if by == "event_type":
        return scene.labels.text(f"event_type.{lane}")
    return scene.faction(lane) if by == "actor" else scene.place(lane)


def colour_lane(lane: str, by: str, scene: Scene) -> str:
    """The colour of a lane's cells: the faction's where lanes are factions, else one that is no side's."""
    if by == "actor" and lane != OTHERS:
        return palette.UNSAID if lane == UNSAID else scene.colour(lane)
    return palette.QUIET if by == "actor" else palette.INK


def rule_lanes(figure: go.Figure, lanes: Mapping[str, Lane], row: int) -> None:
    """Name the lanes inside the drawing and part them by lines."""
    tops = [lane.foot + lane.height for lane in lanes.values()]
    # Words of a trace: plotly hides the dates that inside labels of the other axis reach over.
    left = figure.layout.xaxis.range[0]
    figure.add_scatter(
        x=[left] * len(tops),
        # Four pixels off the line above.
        y=[top - 4 for top in tops],
        text=[lane.name for lane in lanes.values()],
        mode="text",
        textposition="bottom right",
        textfont={"size": 13, "color": palette.INK},
        name="lanes",
        # A mark opened dims the others, never the names.
        unselected={"textfont": {"color": palette.INK}},
        hoverinfo="skip",
        showlegend=False,
        row=row,
        col=1,
    )
    figure.update_yaxes(
        tickmode="array",
        tickvals=tops,
        ticktext=[" "] * len(tops),
        ticks="",
        range=[0, max(height_of(lanes), 1)],
        showgrid=True,
        gridcolor=palette.RULE,
        zeroline=False,
        row=row,
        col=1,
    )
