"""The ground of the map as a picture. In: matplotlib axes, a Frame, the basemap. Out: land, scale bar, inset
drawn."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

from matplotlib.axes import Axes
from matplotlib.patches import PathPatch, Rectangle
from matplotlib.path import Path
from matplotlib.patheffects import withStroke
from matplotlib.transforms import Affine2D

from render import palette
from render.front_map import HOME_KEY, HOME_STYLE, STYLES_OF, home_of
from render.labels import Labels
from render.plain_traces import POINT
from render.scene import Scene
from render.vendor import read_basemap
from theatres.pack import View

KM_PER_DEGREE = 111.32
# The longest round length under a fifth of the width makes the scale bar.
SCALE_STEPS = (1, 2, 5, 10, 20, 50, 100, 200, 500)
HALO = [withStroke(linewidth=2.6, foreground="white")]


@dataclass(frozen=True, slots=True)
class Frame:
    """The map's rectangle: its bounds in degrees (south, west, north, east) and its size in pixels."""

    bounds: tuple[float, float, float, float]
    width: float
    height: float

    def pixel(self, latitude: float, longitude: float) -> tuple[float, float]:
        """Pixels from the bottom left corner."""
        south, west, north, east = self.bounds
        x = (longitude - west) / (east - west) * self.width
        return x, (latitude - south) / (north - south) * self.height

    @property
    def pixels_per_km(self) -> float:
        """Pixels of a kilometre, north to south."""
        return self.height / ((self.bounds[2] - self.bounds[0]) * KM_PER_DEGREE)


def frame_view(view: View, room: tuple[float, float]) -> Frame:
    """The view's bounds widened to fill a rectangle of pixels without distortion at their middle."""
    south, west, north, east = view.bounds
    shrink = math.cos(math.radians((south + north) / 2))
    degrees_x, degrees_y = (east - west) * shrink, north - south
    scale = min(room[0] / degrees_x, room[1] / degrees_y)
    spare_x = (room[0] / scale - degrees_x) / shrink / 2
    spare_y = (room[1] / scale - degrees_y) / 2
    return Frame((south - spare_y, west - spare_x, north + spare_y, east + spare_x), *room)


def to_pixels(ax: Axes, frame: Frame) -> Any:
    """The transform from pixels of the frame to the axes."""
    return Affine2D().scale(1 / frame.width, 1 / frame.height) + ax.transAxes


def write_in_halo(ax: Axes, at: tuple[float, float], words: str, look: dict[str, Any]) -> None:
    """Words in a white halo; the words themselves stay text in an SVG, only the halo is drawn."""
    ax.text(at[0], at[1], words, zorder=7, **{**look, "color": "white"}, path_effects=HALO)
    ax.text(at[0], at[1], words, zorder=8, **{"color": palette.INK, **look})


def draw_land(ax: Axes, scene: Scene) -> None:
    """Countries and districts of the basemap, the theatre's own country lighter."""
    home = home_of(scene)
    for order, name in enumerate(n for n in STYLES_OF if n in read_basemap()):
        for feature in read_basemap()[name]["features"]:
            style = dict(STYLES_OF[name])
            if feature["properties"].get(HOME_KEY) == home:
                style |= HOME_STYLE
            face = style["fillColor"] if style.get("fill", True) else "none"
            dash = (0, (3, 3)) if style.get("dashArray") else "-"
            look = {
                "facecolor": face,
                "edgecolor": style["color"],
                "linewidth": float(str(style["weight"])) * POINT,
            }
            ax.add_artist(
                PathPatch(to_path(feature["geometry"]), linestyle=dash, zorder=1 + order * 0.1, **look)
            )


def to_path(geometry: dict[str, Any]) -> Path:
    """A GeoJSON polygon, multipolygon or line as one path."""
    kinds = {"Polygon": 1, "MultiPolygon": 2, "MultiLineString": 1, "LineString": 0}
    rings = geometry["coordinates"]
    for _ in range(kinds[geometry["type"]] - 1):
        rings = [ring for part in rings for ring in part]
    rings = [rings] if kinds[geometry["type"]] == 0 else rings
    parts = [
        Path([(p[0], p[1]) for p in ring], closed=geometry["type"].endswith("Polygon")) for ring in rings
    ]
    return Path.make_compound_path(*parts)


def draw_scale(ax: Axes, frame: Frame, labels: Labels) -> None:
    """A scale bar in the bottom left corner."""
    length = max((k for k in SCALE_STEPS if k * frame.pixels_per_km < frame.width / 5), default=1)
    x0, x1, y = 14, 14 + length * frame.pixels_per_km, 14
    ax.plot(
        [x0, x0, x1, x1],
        [y + 5, y, y, y + 5],
        color=palette.INK,
        linewidth=1.4,
        transform=to_pixels(ax, frame),
        zorder=8,
    )
    words = labels.text("map.kilometres", n=labels.number(length))
    place = {"transform": to_pixels(ax, frame), "size": 11 * POINT}
    write_in_halo(ax, (x0 + 4, y + 5), words, place)


def draw_inset(
    ax: Axes,
    frame: Frame,
    scene: Scene,
    bounds: tuple[tuple[float, float, float, float], tuple[float, float, float, float]],
) -> None:
    """Where the view (second bounds) lies in the country (first bounds), in the top right corner."""
    (south, west, north, east), (s, w, n, e) = bounds
    shrink = math.cos(math.radians((south + north) / 2))
    width = min(0.14, 110 / frame.width)
    height = width * frame.width * (north - south) / ((east - west) * shrink) / frame.height
    small = ax.inset_axes((0.988 - width, 0.985 - height, width, height), zorder=8)
    small.set(xlim=(west, east), ylim=(south, north), xticks=[], yticks=[], facecolor="#FFFFFFDD")
    for feature in read_basemap().get("countries", {"features": []})["features"]:
        if feature["properties"].get(HOME_KEY) == home_of(scene):
            small.add_artist(
                PathPatch(
                    to_path(feature["geometry"]), facecolor="white", edgecolor=palette.QUIET, linewidth=0.7
                )
            )
    small.add_artist(Rectangle((w, s), e - w, n - s, fill=False, edgecolor=palette.INK, linewidth=1.2))
