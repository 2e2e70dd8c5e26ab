"""The map as a picture, with no browser. In: a MapState, a Scene, a View. Out: PNG or SVG bytes for paper.

Same marks, names, legend and colours as on screen; title, date, scale, inset, caption and disclaimer in the
picture.
"""

from __future__ import annotations

import io
import math
from dataclasses import dataclass
from textwrap import wrap
from typing import Any

import matplotlib as mpl
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties
from matplotlib.patches import Circle, Rectangle
from matplotlib.textpath import TextPath

from render import palette
from render.foot import FOOT_LETTER, FOOT_LINE, TITLE_LETTER, TITLE_LINE
from render.front_layers import (
    MapState,
    Mark,
    find_control,
    lay_marks,
    legend_rows,
    write_features,
    write_notes,
)
from render.front_map import base_options, waters_of, write_page
from render.ground import Frame, draw_inset, draw_land, draw_scale, frame_view, to_pixels, write_in_halo
from render.images import SIZES, Size
from render.label_layout import Box, Named, find_quiet, place_labels, thin_points
from render.plain_figure import FONTS
from render.plain_traces import DPI, POINT
from render.scene import Scene
from render.vendor import dump_json
from theatres.pack import View

FORMATS = ("png", "svg", "html", "geojson")
LEGEND_LINE, LEGEND_COLUMN = 20, 290
BIG, SMALL = 14 * POINT, 12 * POINT


@dataclass(frozen=True, slots=True)
class Sheet:
    """What a picture is made of."""

    state: MapState
    scene: Scene
    view: View
    marks: list[Mark]
    frame: Frame


@dataclass(frozen=True, slots=True)
class Output:
    """A file asked for: png, svg, html or geojson; column, page or slide; the caption."""

    format: str
    size: str = "column"
    caption: str = ""


def export_map(state: MapState, scene: Scene, view: View, output: Output) -> bytes:
    """The map as a file; ValueError names a format or a size unknown."""
    if output.format not in FORMATS:
        raise ValueError(f"format {output.format!r}: expected one of {', '.join(FORMATS)}")
    if output.size not in SIZES:
        raise ValueError(f"size {output.size!r}: expected one of {', '.join(SIZES)}")
    if output.format == "html":
        return write_page(state, scene, view, output.caption).encode("utf-8")
    if output.format == "geojson":
        return dump_json(write_features(state, scene, view, output.caption)).encode("utf-8")
    return draw_map_picture(state, scene, view, output)


def draw_map_picture(state: MapState, scene: Scene, view: View, output: Output) -> bytes:
    """The map as png or svg bytes."""
    size = SIZES[output.size]
    marks = lay_marks(state, scene, view)
    title = wrap(find_control(marks, state, scene), int((size.width - 24) / TITLE_LETTER))
    legend = legend_rows(marks, state, scene)
    lines = [*output.caption.splitlines()[1:], " ".join(write_notes(state, scene))]
    foot = [p for ln in lines for p in wrap(ln, int((size.width - 24) / FOOT_LETTER))]
    columns = max(int((size.width - 24) // LEGEND_COLUMN), 1)
    top = 14 + TITLE_LINE * len(title) + 8
    bottom = 14 + LEGEND_LINE * -(-(len(legend) + 1) // columns) + 10 + FOOT_LINE * len(foot) + 10
    frame = frame_view(view, (size.width - 24, _map_height(view, size, top + bottom)))
    height = top + frame.height + bottom
    with mpl.rc_context({"font.family": FONTS, "svg.fonttype": "none", "hatch.linewidth": 1.4}):
        picture = Figure(figsize=(size.width / DPI, height / DPI), dpi=DPI, facecolor="white")
        box = (12 / size.width, bottom / height, frame.width / size.width, frame.height / height)
        ax = picture.add_axes(box)
        hidden = _draw_map(ax, Sheet(state, scene, view, marks, frame))
        if hidden:
            legend.append({"kind": "hidden", "text": scene.labels.plural("map.hidden_print", hidden)})
        _write_words(picture, title, foot, height)
        _draw_legend(picture, legend, (columns, bottom - 14), scene)
        return _save(picture, output.format, size.scale)


def _map_height(view: View, size: Size, words: float) -> float:
    south, west, north, east = view.bounds
    natural = (
        (size.width - 24) * (north - south) / ((east - west) * math.cos(math.radians((south + north) / 2)))
    )
    # A slide keeps its shape; a column may grow as tall as it is wide.
    most = size.height - words if size.width > size.height * 1.7 else size.width
    return max(min(natural, most), 240)


def _draw_map(ax: Axes, sheet: Sheet) -> int:
    south, west, north, east = sheet.frame.bounds
    ax.set(xlim=(west, east), ylim=(south, north), xticks=[], yticks=[], facecolor=palette.EDGE)
    for spine in ax.spines.values():
        spine.set_color(palette.BORDER)
    options = base_options(sheet.view, sheet.scene)
    if options["edge"]:
        (s, w), (n, e) = options["edge"]
        ax.add_artist(Rectangle((w, s), e - w, n - s, facecolor=palette.SEA, linewidth=0, zorder=0))
    draw_land(ax, sheet.scene)
    points = [_named(m, sheet.frame) for m in sheet.marks]
    shown = thin_points(points)
    kept = [(m, p) for m, p, s in zip(sheet.marks, points, shown, strict=True) if s]
    for mark, _ in reversed(kept):
        _draw_mark(ax, mark, sheet)
    dated = find_quiet(_date_boxes(sheet.frame, bool(options["inset"])), [p for _, p in kept])
    _write_date(ax, sheet, dated)
    _write_names(ax, kept, sheet, dated)
    draw_scale(ax, sheet.frame, sheet.scene.labels)
    if options["inset"]:
        draw_inset(ax, sheet.frame, sheet.scene, (options["inset"]["bounds"], sheet.view.bounds))
    return len(points) - len(kept)


def _named(mark: Mark, frame: Frame) -> Named:
    x, y = frame.pixel(mark.latitude, mark.longitude)
    size, weight = (BIG, "bold") if mark.tier == 1 else (SMALL, "normal")
    return Named(x, y, radius_of(mark), measure(mark.name, size, weight) + 4, 17 if mark.tier == 1 else 15)


def radius_of(mark: Mark) -> float:
    """The radius of a mark in pixels, by the importance of its place; the same as on screen."""
    return 3.5 if mark.state == "unknown" else {1: 8.0, 2: 7.0}.get(mark.tier, 5.0)


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
    if mark.event_ids:
        claimed = mark.claimed_events == len(mark.event_ids)
        line = {"linestyle": (0, (3, 3)) if claimed else "-", "linewidth": 0.9 if claimed else 1.3}
        ring = {"facecolor": "none", "edgecolor": palette.INK, "alpha": 0.8, "zorder": 4, **line}
        _circle((ax, sheet.frame), at, r + 3 + 2.5 * math.sqrt(len(mark.event_ids)), ring)
    for look in looks_of(mark, sheet.scene):
        ax.scatter(*at, s=(2 * r * POINT) ** 2, zorder=5, **look)


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
    return [*under, {"facecolor": mark.colour, "edgecolor": "white", "linewidth": 0.7, "alpha": alpha}]


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


def _write_names(ax: Axes, kept: list[tuple[Mark, Named]], sheet: Sheet, dated: Box) -> None:
    frame = sheet.frame
    named = [(m.name, m.tier == 1, p) for m, p in kept if not (m.tier > 2 and m.state == "unknown")]
    waters = [(w["name"], None, _water(w, frame)) for w in waters_of(sheet.scene)]
    both = [*named, *waters]
    spots = place_labels([p for _, _, p in both], (frame.width, frame.height), [dated])
    for (name, big, _), spot in zip(both, spots, strict=True):
        look: dict[str, Any] = {"size": BIG, "weight": "bold"} if big else {"size": SMALL}
        if big is None:
            look |= {"style": "italic", "color": "#6F8796"}
        if spot:
            place = {"transform": to_pixels(ax, frame), "ha": "center", "va": "center"}
            write_in_halo(ax, spot, name, place | look)


def _water(water: dict[str, Any], frame: Frame) -> Named:
    x, y = frame.pixel(water["latitude"], water["longitude"])
    return Named(x, y, 0, measure(water["name"], SMALL, "normal") + 6, 16)


def _write_words(picture: Figure, title: list[str], foot: list[str], height: float) -> None:
    left = 12 / (DPI * picture.get_figwidth())
    for i, line in enumerate(title):
        y = (height - 12 - TITLE_LINE * i) / height
        picture.text(left, y, line, va="top", size=18 * POINT, weight="bold", color=palette.INK)
    for i, line in enumerate(reversed(foot)):
        picture.text(
            left, (8 + FOOT_LINE * i) / height, line, va="bottom", size=11 * POINT, color=palette.QUIET
        )


def _draw_legend(picture: Figure, rows: list[dict[str, Any]], at: tuple[int, float], scene: Scene) -> None:
    columns, top = at
    width, height = DPI * picture.get_figwidth(), DPI * picture.get_figheight()
    board = picture.add_axes((0, 0, 1, 1), facecolor="none", zorder=-1)
    board.set(xlim=(0, width), ylim=(0, height))
    board.axis("off")
    for i, row in enumerate(rows):
        x, y = 24 + LEGEND_COLUMN * (i % columns), top - LEGEND_LINE * (i // columns) - 10
        for look in legend_looks(row, scene):
            board.scatter(x, y, s=(look.pop("r", 12) * POINT) ** 2, **look)
        board.text(x + 14, y, row["text"], va="center", size=12 * POINT, color=palette.INK)


def legend_looks(row: dict[str, Any], scene: Scene) -> list[dict[str, Any]]:
    """How a legend's sign is painted."""
    ring = {"facecolor": "none", "edgecolor": palette.INK, "r": 14}
    plain_looks: dict[str, list[dict[str, Any]]] = {
        "hidden": [],
        "unknown": [{"facecolor": palette.UNKNOWN, "edgecolor": "white", "r": 7}],
        "old": [{"facecolor": palette.QUIET, "alpha": 0.6, "linewidth": 0}],
        "area": [{"facecolor": palette.INK, "alpha": 0.12, "linewidth": 0, "r": 16}],
        "events": [{**ring, "linewidth": 1.3}],
        "events_claimed": [{**ring, "linewidth": 0.9, "linestyle": (0, (3, 3))}],
    }
    if row["kind"] in plain_looks:
        return plain_looks[row["kind"]]
    sign = Mark("", "", 0, 0, 2, 0, row["kind"], None, None, row["colour"], None, row["hatch"], False)
    return looks_of(sign, scene)


def _save(picture: Figure, fmt: str, scale: float) -> bytes:
    buffer = io.BytesIO()
    metadata = {"Date": None} if fmt == "svg" else {"Software": None}
    picture.savefig(buffer, format=fmt, dpi=DPI * scale, metadata=metadata)
    return buffer.getvalue()
