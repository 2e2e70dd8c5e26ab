"""Names that do not collide. In: points in pixels with names, the important ones first. Out: where each name
goes.

The same order and spots as the browser map's own script, so that picture and screen name the same places.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Named:
    """A point with a name: position and radius of its mark, width and height of its name, in pixels."""

    x: float
    y: float
    radius: float
    width: float
    height: float


def thin_points(points: Sequence[Named]) -> list[bool]:
    """Which marks have room, the first coming first: a mark that would cover another is left out."""
    kept: list[Named] = []
    shown = []
    for p in points:
        free = all(_distance(p, k) > 0.8 * (p.radius + k.radius) for k in kept)
        shown.append(free)
        if free:
            kept.append(p)
    return shown


def place_labels(
    points: Sequence[Named], size: tuple[float, float], kept_free: Sequence[Box] = ()
) -> list[tuple[float, float] | None]:
    """The centre of each name, in the first of eight spots around its mark that is free; None = left out."""
    taken = [*kept_free, *(_box(p.x, p.y, 2 * p.radius, 2 * p.radius) for p in points)]
    placed: list[tuple[float, float] | None] = []
    for p in points:
        spot = next((s for s in _spots(p) if _is_free(_box(*s, p.width, p.height), taken, size)), None)
        if spot:
            taken.append(_box(*spot, p.width, p.height))
        placed.append(spot)
    return placed


def find_quiet(boxes: Sequence[Box], points: Sequence[Named]) -> Box:
    """The box that would cover the fewest marks, the first of equals."""
    return min(boxes, key=lambda b: sum(b[0] < p.x < b[2] and b[1] < p.y < b[3] for p in points))


def _spots(p: Named) -> list[tuple[float, float]]:
    gap = p.radius + 3
    right, left = p.x + gap + p.width / 2, p.x - gap - p.width / 2
    above, below = p.y + gap + p.height / 2, p.y - gap - p.height / 2
    near, far = p.x + p.width / 2 - gap / 2, p.x - p.width / 2 + gap / 2
    corners = [(near, above), (far, above), (near, below), (far, below)]
    return [(right, p.y), (left, p.y), (p.x, above), (p.x, below), *corners]


def _is_free(box: Box, taken: list[Box], size: tuple[float, float]) -> bool:
    inside = box[0] > 2 and box[2] < size[0] - 2 and box[1] > 2 and box[3] < size[1] - 2
    return inside and not any(_hit(box, other) for other in taken)


def _box(x: float, y: float, width: float, height: float) -> Box:
    return (x - width / 2, y - height / 2, x + width / 2, y + height / 2)


def _hit(a: Box, b: Box) -> bool:
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]


def _distance(a: Named, b: Named) -> float:
    return float(((a.x - b.x) ** 2 + (a.y - b.y) ** 2) ** 0.5)
