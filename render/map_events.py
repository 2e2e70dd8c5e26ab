"""What happened and what is claimed, as signs on paper. In: a MapState, tolls, a Frame. Out: signs in pixels.

The same shapes, sizes and spots as the board's own script (`assets/events.js`): one sign per spot and kind,
its size by the largest toll a report gives, hollow where a side alone says it; claims of the last days as
hatched rings in the colour of the side that would hold the place, dated.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import pandas as pd
from matplotlib.axes import Axes

from analyse.dates import add_days, inside
from render import palette
from render.front_layers import MapState, window_events
from render.ground import Frame, to_pixels, write_in_halo
from render.label_layout import Box
from render.map_signs import MARKERS, stamp
from render.plain_traces import POINT
from render.scene import Scene
from render.war_events import EVENT_KINDS, list_events

# Signs nearer than this would cover one another, in pixels.
CELL = 34
# A spot in pixels, and by kind the toll of each event and whether a side alone claims it.
Cell = tuple[float, float, dict[int, list[tuple[int, int]]]]
# From here each kind has its own sign; farther out one stands for all. Zoom 9.5 of the browser at 32° north.
NEAR_PIXELS_PER_KM = 5.4
# Signs stand right of and below the place, beside its mark and name.
RIGHT, DOWN = 13, 14


@dataclass(frozen=True, slots=True)
class Sign:
    """Events of one kind on one spot: where in pixels, how many, the most dead any report counts."""

    kind: str
    x: float
    y: float
    n: int
    toll: int
    claimed: bool

    @property
    def radius(self) -> float:
        """Half the width of the sign in pixels: 1.6 more for each doubling of the dead."""
        return 4.5 + (1.6 * math.log2(1 + self.toll) if self.toll > 0 else 0.0)


@dataclass(frozen=True, slots=True)
class Ring:
    """A claim of the last days: place, the side that would hold it, who says it, when."""

    place_id: str
    side: str
    by: str
    day: date
    denied: bool


def find_signs(state: MapState, tolls: pd.DataFrame, scene: Scene, frame: Frame) -> list[Sign]:
    """The signs of the events of the days up to the one shown."""
    told = list_events(window_events(state), tolls, scene, quotes=False)
    last = (state.day - scene.first_day).days
    first = last - state.days + 1
    cells: dict[tuple[float, float], Cell] = {}
    for i, site in enumerate(told["site"]):
        if told["from"][i] > last or told["to"][i] < first:
            continue
        y, x, _ = told["sites"][site]
        px, py = frame.pixel(y, x)
        if 0 <= px <= frame.width and 0 <= py <= frame.height:
            cell = cells.setdefault((px // CELL, py // CELL), (px, py, {}))
            cell[2].setdefault(told["kind"][i], []).append((told["toll"][i], told["claimed"][i]))
    near = frame.pixels_per_km >= NEAR_PIXELS_PER_KM
    signs = [sign for at in cells.values() for sign in _lay(at, near)]
    return signs if near else _merge(signs)


def _merge(signs: list[Sign]) -> list[Sign]:
    """One sign for those that would cover one another, the largest first."""
    kept: list[Sign] = []
    for sign in sorted(signs, key=lambda s: (-s.radius, -s.n)):
        met = next(
            (k for k in kept if math.hypot(k.x - sign.x, k.y - sign.y) < k.radius + sign.radius + 8), None
        )
        if met is None:
            kept.append(sign)
        else:
            kept[kept.index(met)] = replace(met, n=met.n + sign.n, claimed=met.claimed and sign.claimed)
    return kept


def _lay(cell: Cell, near: bool) -> Iterable[Sign]:
    x, y, kinds = cell
    groups = [(kind, max(t for t, _ in told), told) for kind, told in kinds.items()]
    groups.sort(key=lambda g: (-g[1], -len(g[2])))
    if not near:
        groups = [(groups[0][0], groups[0][1], [one for _, _, told in groups for one in told])]
    x += RIGHT
    for kind, toll, told in groups:
        sign = Sign(EVENT_KINDS[kind], x, y - DOWN, len(told), toll, all(c for _, c in told))
        # Two figures below a small sign are wider than it.
        half = max(sign.radius, 8) if sign.n > 9 else sign.radius
        yield replace(sign, x=x + half)
        x += 2 * half + 3


def find_rings(state: MapState, scene: Scene, tellers: Iterable[str]) -> list[Ring]:
    """The claims of some sides in the days up to the one shown, the last of each place and side."""
    start = (pd.Timestamp(state.day) - pd.Timedelta(days=state.days - 1)).date()
    dated = add_days("claims", state.claims[state.claims["claimant"].isin(list(tellers))])
    recent = dated[inside(dated, start, state.day) & (dated["day_end"] <= pd.Timestamp(state.day))]
    rings = {
        (str(r["place_id"]), str(r["claimant"])): Ring(
            str(r["place_id"]),
            r["holder"] if r["holder"] in scene.theatre.sides else str(r["claimant"]),
            str(r["claimant"]),
            r["day_end"].date(),
            r["status"] == "denied",
        )
        for r in recent.sort_values("day_end").to_dict("records")
    }
    return list(rings.values())


def draw_signs(ax: Axes, signs: Iterable[Sign], frame: Frame) -> list[Box]:
    """Paint the signs; the boxes they take."""
    boxes = []
    for sign in signs:
        at, r = (sign.x, sign.y), sign.radius
        look = {"facecolor": "white" if sign.claimed else palette.INK, "edgecolor": palette.INK}
        dash = {"linestyle": (0, (2, 1.5))} if sign.claimed else {}
        place = {"marker": MARKERS[sign.kind], "transform": to_pixels(ax, frame)}
        stamp(ax, at, r + 1, {**place, "facecolor": "white", "linewidth": 0, "zorder": 6})
        stamp(ax, at, r, {**place, **look, **dash, "linewidth": 1.0, "zorder": 6.1})
        if sign.n > 1:
            words = {"ha": "center", "va": "center", "size": 10 * POINT, "weight": "bold"}
            write_in_halo(
                ax, (sign.x, sign.y - r - 7), str(sign.n), {**words, "transform": to_pixels(ax, frame)}
            )
        boxes.append((sign.x - r, sign.y - r - (14 if sign.n > 1 else 0), sign.x + r, sign.y + r))
    return boxes


def draw_rings(
    ax: Axes, rings: Iterable[tuple[Ring, float, tuple[float, float]]], on: tuple[Scene, Frame]
) -> list[Box]:
    """Paint the rings, each with its mark's radius and its point in pixels; the boxes their dates take."""
    (scene, frame), boxes = on, []
    for ring, radius, at in rings:
        colour, r = scene.colour(ring.side), radius + 7
        dash = {"linestyle": (0, (2, 3))} if ring.denied else {}
        look = {"facecolor": "white", "edgecolor": colour, "hatch": "//////", "linewidth": 1.1, "alpha": 0.9}
        stamp(ax, at, r, {**look, **dash, "transform": to_pixels(ax, frame), "zorder": 4.5})
        words = {"ha": "center", "va": "center", "size": 11 * POINT, "weight": "bold", "color": colour}
        spot = (at[0], at[1] + r + 8)
        write_in_halo(ax, spot, f"{ring.day:%d/%m}", {**words, "transform": to_pixels(ax, frame)})
        boxes.append((spot[0] - 20, spot[1] - 8, spot[0] + 20, spot[1] + 8))
    return boxes


def sign_rows(signs: Iterable[Sign], rings: Iterable[Ring], scene: Scene) -> list[dict[str, Any]]:
    """Their rows of the legend: claims by side, kinds of events in order, what a hollow sign means."""
    shown, labels = list(signs), scene.labels
    sides = [s for s in scene.theatre.sides if any(r.by == s for r in rings)]
    rows = [
        {
            "kind": "ring",
            "colour": scene.colour(s),
            "text": labels.text("board.claims_of", who=labels.faction(scene.theatre, s)),
        }
        for s in sides
    ]
    for kind in (k for k in EVENT_KINDS if any(s.kind == k for s in shown)):
        rows.append({"kind": "event", "marker": MARKERS[kind], "text": labels.text(f"board.event_{kind}")})
    if any(s.claimed for s in shown):
        rows.append({"kind": "event_claimed", "text": labels.text("board.event_claimed")})
    return rows
