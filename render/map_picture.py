"""One map as a picture, with no browser. In: axes of matplotlib, what stands on the map. Out: the map drawn.

Same marks, names, front and colours as on screen; date, scale and inset in the picture.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.collections import LineCollection
from matplotlib.font_manager import FontProperties
from matplotlib.patches import Circle, Rectangle
from matplotlib.textpath import TextPath

from render import palette
from render.front_layers import MapState, Mark
from render.front_map import base_options, waters_of
from render.ground import Frame, draw_inset, draw_land, draw_scale, to_pixels, write_in_halo
from render.label_layout import Box, Named, find_quiet, place_labels, thin_points
from render.map_events import Ring, Sign, draw_rings, draw_signs
from render.map_signs import STROKES, looks_of, stamp
from render.plain_figure import FONTS
from render.plain_traces import POINT
from render.scene import Scene
from theatres.pack import View

BIG, SMALL = 14 * POINT, 12 * POINT


@dataclass(frozen=True, slots=True)
class Sheet:
    """What a picture is made of."""

    state: MapState
    scene: Scene
    view: View
    marks: list[Mark]
    frame: Frame
    front: list[dict[str, Any]] = field(default_factory=list)
    changed: frozenset[str] = frozenset()
    """The places ringed because they differ from another day."""
    names: str | None = None
    """The language of place names, where it is not the reader's."""
    signs: list[Sign] = field(default_factory=list)
    rings: list[Ring] = field(default_factory=list)


def draw_map(ax: Axes, sheet: Sheet) -> int:
    """Draw the map of a sheet; how many of its places had no room."""
    south, west, north, east = sheet.frame.bounds
    ax.set(xlim=(west, east), ylim=(south, north), xticks=[], yticks=[], facecolor=palette.EDGE)
    for spine in ax.spines.values():
        spine.set_color(palette.BORDER)
    options = base_options(sheet.view, sheet.scene)
    if options["edge"]:
        (s, w), (n, e) = options["edge"]
        ax.add_artist(Rectangle((w, s), e - w, n - s, facecolor=palette.SEA, linewidth=0, zorder=0))
    draw_land(ax, sheet.scene)
    _draw_front(ax, sheet)
    points = [_named(m, sheet.frame) for m in sheet.marks]
    shown = thin_points(points)
    kept = [(m, p) for m, p, s in zip(sheet.marks, points, shown, strict=True) if s]
    for mark, _ in reversed(kept):
        _draw_mark(ax, mark, sheet)
    taken = [*draw_signs(ax, sheet.signs, sheet.frame), *_draw_rings(ax, kept, sheet)]
    dated = find_quiet(_date_boxes(sheet.frame, bool(options["inset"])), [p for _, p in kept])
    _write_date(ax, sheet, dated)
    _write_names(ax, kept, sheet, [dated, *taken])
    draw_scale(ax, sheet.frame, sheet.scene.labels)
    if options["inset"]:
        draw_inset(ax, sheet.frame, sheet.scene, (options["inset"]["bounds"], sheet.view.bounds))
    return len(points) - len(kept)


def _draw_front(ax: Axes, sheet: Sheet) -> None:
    where = {"transform": to_pixels(ax, sheet.frame), "capstyle": "butt"}
    for support, (dash, ink, edging) in STROKES.items():
        rows = [r for r in sheet.front if r["support"] == support]
        lines = [np.array([sheet.frame.pixel(float(y), float(x)) for x, y in r["line"]]) for r in rows]
        # Pixels from the middle: the edge of a line of three.
        edges = [at + sign * 2.6 * _normals(at) for at in lines for sign in (1, -1)]
        colours = [sheet.scene.colour(side) for r in rows for side in (r["left"], r["right"])]
        looks = (
            (edges, {"colors": colours, "linewidths": 2.2, "alpha": edging, "zorder": 2.5}),
            (lines, {"colors": palette.INK, "linewidths": 1.5, "alpha": ink, "linestyles": [dash]}),
        )
        for drawn, look in looks if rows else ():
            ax.add_collection(LineCollection(drawn, **{"zorder": 2.6, **where, **look}), autolim=False)


def _normals(at: Any) -> Any:
    # Left of the way the line goes, one unit long; north is up.
    way = np.gradient(at, axis=0)
    length = np.hypot(way[:, 0], way[:, 1])[:, None]
    return np.column_stack([-way[:, 1], way[:, 0]]) / np.where(length, length, 1)


def _named(mark: Mark, frame: Frame) -> Named:
    x, y = frame.pixel(mark.latitude, mark.longitude)
    size, weight = (BIG, "bold") if mark.tier == 1 else (SMALL, "normal")
    return Named(x, y, radius_of(mark), measure(mark.name, size, weight) + 4, 17 if mark.tier == 1 else 15)


def radius_of(mark: Mark) -> float:
    """The radius of a mark in pixels, by the importance of its place; the same as on screen."""
    return 3.5 if mark.state == "unknown" else {1: 8.0, 2: 7.0}.get(mark.tier, 5.0)


@lru_cache(maxsize=2048)  # the names of a country in two sizes: an animation asks for the same ones each day
def measure(words: str, size: float, weight: str) -> float:
    """The width of some words in pixels."""
    if not words.strip():
        return 0.0
    path = TextPath((0, 0), words, size=size, prop=FontProperties(family=FONTS, weight=weight))
    # The corners of the letters' curves: a little wide, and a hundred times faster than their exact outline.
    across = path.vertices[:, 0]
    return float(across.max() - across.min()) / POINT


def _draw_mark(ax: Axes, mark: Mark, sheet: Sheet) -> None:
    at, r = (mark.longitude, mark.latitude), radius_of(mark)
    if mark.radius_km:
        disc = {"facecolor": mark.colour, "alpha": 0.12, "linewidth": 0, "zorder": 3}
        _circle((ax, sheet.frame), at, mark.radius_km * sheet.frame.pixels_per_km, disc)
    for look in looks_of(mark, sheet.scene):
        stamp(ax, at, r, {"zorder": 5, **look})
    if sheet.changed.intersection(mark.place_ids):
        ring = {"facecolor": "none", "edgecolor": palette.INK, "linewidth": 1.8, "zorder": 5.5}
        _circle((ax, sheet.frame), at, r + 4, ring)


def _draw_rings(ax: Axes, kept: list[tuple[Mark, Named]], sheet: Sheet) -> list[Box]:
    spots = {i: (p.radius, (p.x, p.y)) for m, p in kept for i in m.place_ids}
    drawn = [(r, *spots[r.place_id]) for r in sheet.rings if r.place_id in spots]
    return draw_rings(ax, drawn, (sheet.scene, sheet.frame))


def _circle(on: tuple[Axes, Frame], at: tuple[float, float], radius: float, look: dict[str, Any]) -> None:
    ax, frame = on
    x, y = frame.pixel(at[1], at[0])
    ax.add_artist(Circle((x, y), radius, transform=to_pixels(ax, frame), **look))


def _date_boxes(frame: Frame, inset: bool) -> list[Box]:
    # A date of 22 pixels is 150 wide; the inset has the top right corner, the scale the bottom left one.
    left, right, top = (10, 160), (frame.width - 160, frame.width - 10), (frame.height - 38, frame.height - 8)
    corners = [(left, top), *([] if inset else [(right, top)]), (right, (8, 38))]
    return [(x[0], y[0], x[1], y[1]) for x, y in corners]


def _write_date(ax: Axes, sheet: Sheet, box: Box) -> None:
    date = sheet.scene.labels.day(sheet.state.day)
    place = {"transform": to_pixels(ax, sheet.frame), "ha": "center", "va": "center"}
    middle = ((box[0] + box[2]) / 2, (box[1] + box[3]) / 2)
    write_in_halo(ax, middle, date, {**place, "size": 22 * POINT, "weight": "bold"})


def _write_names(ax: Axes, kept: list[tuple[Mark, Named]], sheet: Sheet, taken: list[Box]) -> None:
    frame = sheet.frame
    named = [(m.name, m.tier == 1, p) for m, p in kept if not (m.tier > 2 and m.state == "unknown")]
    waters = [(w["name"], None, _water(w, frame)) for w in _waters(sheet)]
    both = [*named, *waters]
    spots = place_labels([p for _, _, p in both], (frame.width, frame.height), taken)
    for (name, big, _), spot in zip(both, spots, strict=True):
        look: dict[str, Any] = {"size": BIG, "weight": "bold"} if big else {"size": SMALL}
        if big is None:
            look |= {"style": "italic", "color": "#6F8796"}
        if spot:
            place = {"transform": to_pixels(ax, frame), "ha": "center", "va": "center"}
            write_in_halo(ax, spot, name, place | look)


def _waters(sheet: Sheet) -> list[dict[str, Any]]:
    tongue = sheet.names or ""
    return [{**w, "name": w["names"].get(tongue, w["name"])} for w in waters_of(sheet.scene)]


def _water(water: dict[str, Any], frame: Frame) -> Named:
    x, y = frame.pixel(water["latitude"], water["longitude"])
    return Named(x, y, 0, measure(water["name"], SMALL, "normal") + 6, 16)
