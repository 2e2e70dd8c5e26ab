"""The signs of the map as a picture, and its legend. In: marks, legend rows, a Scene. Out: them painted.

The same signs as on the board in the browser.
"""

from __future__ import annotations

from typing import Any

from matplotlib.axes import Axes
from matplotlib.collections import PathCollection
from matplotlib.figure import Figure
from matplotlib.markers import MarkerStyle
from matplotlib.transforms import IdentityTransform

from render import palette
from render.front_layers import Mark
from render.plain_traces import DPI, POINT
from render.scene import Scene

LEGEND_LINE, LEGEND_COLUMN = 20, 290
# The shapes of events, in matplotlib's words; the same as in the browser.
MARKERS = {"fight": "D", "air": "v", "blast": "s", "people": "o", "ground": "^", "other": "h"}
# How the support of a front is shown: the dashes of its core in line widths, how strong core and edges are
# inked; the same in the browser.
STROKES: dict[str, tuple[Any, float, float]] = {
    "supported": ("-", 1.0, 0.9),
    "old": ((0, (5, 2.5)), 1.0, 0.55),
    "far": ((0, (1.2, 2.2)), 0.9, 0.3),
    "assumed": ((0, (0.8, 4)), 0.6, 0.12),
}


def stamp(ax: Axes, at: tuple[float, float], radius: float, look: dict[str, Any]) -> None:
    """A sign on axes, its radius in pixels, in the words of scatter, which would measure all else again."""
    shape = MarkerStyle(look.pop("marker", "o"))
    where = look.pop("transform", ax.transData)
    path = shape.get_path().transformed(shape.get_transform())
    sign = PathCollection(
        [path], sizes=[(2 * radius * POINT) ** 2], offsets=[at], offset_transform=where, **look
    )
    sign.set_transform(IdentityTransform())
    ax.add_collection(sign, autolim=False)


def looks_of(mark: Mark, scene: Scene) -> list[dict[str, Any]]:
    """How a mark is painted, in matplotlib's words, one layer after the other."""
    alpha = 0.6 if mark.faded else 1.0
    if mark.state == "claimed_only":
        return [{"facecolor": "white", "edgecolor": mark.colour, "linewidth": 2.2, "alpha": alpha}]
    if mark.state == "contested":
        ring = palette.look_of(scene.theatre, "contested", scene.grey).colour
        stripes = {
            "facecolor": mark.rival_colour or "white",
            "edgecolor": mark.colour,
            "hatch": "//////",
            "linewidth": 0,
        }
        return [stripes, {"facecolor": "none", "edgecolor": ring, "linewidth": 1.9}]
    if mark.state == "held" and mark.hatch:
        return [
            {
                "facecolor": "white",
                "edgecolor": mark.colour,
                "hatch": mark.hatch * 2,
                "linewidth": 1.1,
                "alpha": alpha,
            }
        ]
    under = [{"facecolor": "white", "linewidth": 0}] if mark.faded else []
    bar = {"marker": "_", "color": "white", "linewidth": 1.5}
    over = [bar] if mark.state == "held" and palette.is_barred(scene.theatre, mark.holder) else []
    disc = {"facecolor": mark.colour, "edgecolor": "white", "linewidth": 0.7, "alpha": alpha}
    return [*under, disc, *over]


def draw_legend(picture: Figure, rows: list[dict[str, Any]], at: tuple[int, float], scene: Scene) -> None:
    columns, top = at
    width, height = DPI * picture.get_figwidth(), DPI * picture.get_figheight()
    board = picture.add_axes((0, 0, 1, 1), facecolor="none", zorder=-1)
    board.set(xlim=(0, width), ylim=(0, height))
    board.axis("off")
    for i, row in enumerate(rows):
        x, y = 24 + LEGEND_COLUMN * (i % columns), top - LEGEND_LINE * (i // columns) - 10
        if row["kind"] == "front":
            dash, ink, _ = STROKES[row["support"]]
            board.plot([x - 9, x + 9], [y, y], color=palette.INK, linewidth=1.8, linestyle=dash, alpha=ink)
        for look in legend_looks(row, scene):
            stamp(board, (x, y), look.pop("r", 12) / 2, look)
        board.text(x + 14, y, row["text"], va="center", size=12 * POINT, color=palette.INK)


def legend_looks(row: dict[str, Any], scene: Scene) -> list[dict[str, Any]]:
    """How a legend's sign is painted."""
    ring = {"facecolor": "none", "edgecolor": palette.INK, "r": 14}
    plain_looks: dict[str, list[dict[str, Any]]] = {
        "hidden": [],
        "front": [],
        "unknown": [{"facecolor": palette.UNKNOWN, "edgecolor": "white", "r": 7}],
        "old": [{"facecolor": palette.QUIET, "alpha": 0.6, "linewidth": 0}],
        "area": [{"facecolor": palette.INK, "alpha": 0.12, "linewidth": 0, "r": 16}],
        "ring": [{**ring, "edgecolor": row.get("colour"), "hatch": "//////", "linewidth": 1.1}],
        "event": [{"facecolor": palette.INK, "linewidth": 0, "marker": row.get("marker", "o"), "r": 11}],
        "event_claimed": [{**ring, "marker": "D", "linewidth": 1.0, "linestyle": (0, (2, 1.5)), "r": 10}],
    }
    if row["kind"] in plain_looks:
        return plain_looks[row["kind"]]
    holder = row.get("holder")
    sign = Mark("", "", 0, 0, 2, 0, row["kind"], holder, None, row["colour"], None, row["hatch"], False)
    return looks_of(sign, scene)
