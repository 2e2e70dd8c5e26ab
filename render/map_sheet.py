"""Maps on paper. In: one or more panels (a day, an account of the war), a Scene, a View. Out: PNG or SVG.

Title, legend, caption, disclaimer, date and scale are in the picture; several panels stand side by side.
"""

from __future__ import annotations

import io
import math
from dataclasses import dataclass, field, replace
from textwrap import wrap
from typing import Any

import matplotlib as mpl
import pandas as pd
from matplotlib.figure import Figure

from render import palette
from render.foot import FOOT_LETTER, FOOT_LINE, TITLE_LETTER, TITLE_LINE
from render.front_layers import MapState, Mark, find_control, lay_marks, legend_rows, write_notes
from render.ground import Frame, frame_view
from render.images import SIZES, Size
from render.map_events import Ring, Sign, find_rings, find_signs, sign_rows
from render.map_picture import Sheet, draw_map
from render.map_signs import LEGEND_COLUMN, LEGEND_LINE, draw_legend
from render.plain_figure import FONTS
from render.plain_traces import DPI, POINT
from render.scene import Scene
from theatres.pack import View

# Three maps side by side on a landscape A4 within its margins: 27 cm at 300 dpi.
WIDE = Size(1520, 860, 2.1)
FORMATS = ("png", "svg")
GAP, HEAD = 10, 24  # pixels between panels; height of a panel's own title
ROUGH = 260  # pixels of title, legend and caption around a usual map
Signs = tuple[list[Sign], list[Ring]]


@dataclass(frozen=True, slots=True)
class Panel:
    """One map of the picture; `title` names whose account it is where there are several."""

    state: MapState
    front: list[dict[str, Any]] = field(default_factory=list)
    title: str = ""
    changed: frozenset[str] = frozenset()
    tolls: pd.DataFrame | None = None
    tellers: tuple[str, ...] = ()
    """The sides whose claims of the last days are drawn."""
    hidden: frozenset[str] = frozenset()
    """The layers switched off on screen."""


@dataclass(frozen=True, slots=True)
class Paper:
    """How the picture is made: png or svg, its size, its title, its caption, the language of place names."""

    format: str = "png"
    size: str = "column"
    title: str = ""
    caption: str = ""
    names: str | None = None
    scale: float | None = None


def draw_panels(panels: list[Panel], scene: Scene, view: View, paper: Paper) -> bytes:
    """The maps as png or svg bytes."""
    size = size_of(panels, paper)
    marks = [_name(_lay(p, scene, view), scene, paper.names) for p in panels]
    title = wrap(paper.title or find_control(marks[0], panels[0].state, scene), _letters(size, TITLE_LETTER))
    lines = [*paper.caption.splitlines()[1:], " ".join(write_notes(panels[0].state, scene))]
    foot = [p for ln in lines for p in wrap(ln, _letters(size, FOOT_LETTER))]
    columns = max(int((size.width - 24) // LEGEND_COLUMN), 1)
    width = (size.width - 24 - GAP * (len(panels) - 1)) / len(panels)
    # The legend's height follows from what is drawn, and leaves the map its room: what there is comes first.
    rough = frame_view(view, (width, _map_height(view, (width, size), ROUGH)))
    legend = join_legends(panels, marks, scene, [_lay_signs(p, scene, rough) for p in panels])
    bottom = 14 + LEGEND_LINE * -(-(len(legend) + 1) // columns) + 10 + FOOT_LINE * len(foot) + 10
    top = 14 + TITLE_LINE * len(title) + 8 + (HEAD if len(panels) > 1 else 0)
    frame = frame_view(view, (width, _map_height(view, (width, size), top + bottom)))
    height = top + frame.height + bottom
    with mpl.rc_context({"font.family": FONTS, "svg.fonttype": "none", "hatch.linewidth": 1.4}):
        picture = Figure(figsize=(size.width / DPI, height / DPI), dpi=DPI, facecolor="white")
        hidden = 0
        for i, (panel, kept) in enumerate(zip(panels, marks, strict=True)):
            left = (12 + i * (width + GAP)) / size.width
            ax = picture.add_axes((left, bottom / height, width / size.width, frame.height / height))
            signs = _lay_signs(panel, scene, frame)
            front = [] if "front" in panel.hidden else panel.front
            sheet = Sheet(panel.state, scene, view, kept, frame, front, panel.changed, paper.names, *signs)
            hidden = max(hidden, draw_map(ax, sheet))
            if panel.title:
                ax.set_title(panel.title, size=14 * POINT, weight="bold", loc="left", pad=4)
        if hidden:
            legend.append({"kind": "hidden", "text": scene.labels.plural("map.hidden_print", hidden)})
        _write_words(picture, title, foot, height)
        draw_legend(picture, legend, (columns, bottom - 14), scene)
        return _save(picture, paper.format, paper.scale or size.scale)


def size_of(panels: list[Panel], paper: Paper) -> Size:
    """The size of a picture; ValueError names a format or a size unknown."""
    for word, known, name in ((paper.format, FORMATS, "format"), (paper.size, tuple(SIZES), "size")):
        if word not in known:
            raise ValueError(f"{name} {word!r}: expected one of {', '.join(known)}")
    return SIZES[paper.size] if len(panels) == 1 else WIDE


def join_legends(
    panels: list[Panel], marks: list[list[Mark]], scene: Scene, drawn: list[Signs]
) -> list[dict[str, Any]]:
    """The legend of all panels: what is on one of them, each sign once; places, front, claims, events."""
    rows = [r for p, m in zip(panels, marks, strict=True) for r in legend_rows(m, p.state, scene)]
    # Events have signs of their own on paper.
    rows = [r for r in rows if r["kind"] not in ("events", "events_claimed")]
    support = dict.fromkeys(s["support"] for p in panels for s in p.front if "front" not in p.hidden)
    words = {s: scene.labels.text(f"board.support_{s}") for s in support}
    fronts = [{"kind": "front", "support": s, "text": text} for s, text in words.items()]
    once = {(r["kind"], r["text"]): r for r in rows}
    signs, rings = [s for told in drawn for s in told[0]], [r for told in drawn for r in told[1]]
    return [*once.values(), *fronts, *sign_rows(signs, rings, scene)]


def _lay(panel: Panel, scene: Scene, view: View) -> list[Mark]:
    """The marks of a panel, without what is switched off."""
    control = panel.state.control.head(0) if "control" in panel.hidden else panel.state.control
    marks = lay_marks(replace(panel.state, control=control), scene, view)
    for mark in marks if "halos" in panel.hidden else []:
        mark.radius_km = 0.0
    return marks


def _is_inside(place_id: str, scene: Scene, frame: Frame) -> bool:
    place, (south, west, north, east) = scene.theatre.places.get(place_id), frame.bounds
    return place is not None and south <= place.latitude <= north and west <= place.longitude <= east


def _lay_signs(panel: Panel, scene: Scene, frame: Frame) -> Signs:
    """The events and claims of a panel, without what is switched off."""
    shown = [s for s in panel.tellers if f"claims_{s}" not in panel.hidden]
    rings = [r for r in find_rings(panel.state, scene, shown) if _is_inside(r.place_id, scene, frame)]
    if panel.tolls is None or "events" in panel.hidden:
        return [], rings
    return find_signs(panel.state, panel.tolls, scene, frame), rings


def _letters(size: Size, letter: float) -> int:
    return int((size.width - 24) / letter)


def _name(marks: list[Mark], scene: Scene, names: str | None) -> list[Mark]:
    for mark in marks if names else []:
        known = scene.theatre.places[mark.id].names
        mark.name = known.get(str(names)) or mark.name
    return marks


def _map_height(view: View, room: tuple[float, Size], words: float) -> float:
    (width, size), (south, west, north, east) = room, view.bounds
    natural = width * (north - south) / ((east - west) * math.cos(math.radians((south + north) / 2)))
    # A slide keeps its shape; a column may grow as tall as it is wide.
    most = size.height - words if size.width > size.height * 1.7 else max(width, 400)
    return max(min(natural, most), 240)


def _write_words(picture: Figure, title: list[str], foot: list[str], height: float) -> None:
    left = 12 / (DPI * picture.get_figwidth())
    for i, line in enumerate(title):
        y = (height - 12 - TITLE_LINE * i) / height
        picture.text(left, y, line, va="top", size=18 * POINT, weight="bold", color=palette.INK)
    for i, line in enumerate(reversed(foot)):
        up = (8 + FOOT_LINE * i) / height
        picture.text(left, up, line, va="bottom", size=11 * POINT, color=palette.QUIET)


def _save(picture: Figure, fmt: str, scale: float) -> bytes:
    buffer = io.BytesIO()
    metadata = {"Date": None} if fmt == "svg" else {"Software": None}
    picture.savefig(buffer, format=fmt, dpi=DPI * scale, metadata=metadata)
    return buffer.getvalue()
