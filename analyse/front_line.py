"""Where the front runs on a day. In: a ControlTimeline, a day. Out: a frame of stretches, or GeoJSON.

1. The ground belongs to the side of the nearest held place (Voronoi cells): the front is the border between
   cells of two belligerents. Ground farther than `reach_km` from both is nobody's, and no line crosses it.
2. The line stops at the coast and at the country's border.
3. It runs through contested places; which places count at all is told in `analyse.front_sites`.
4. Each stretch says what supports it: `supported` where someone spoke lately of a place near it, `old` where
   the last word near it is older than `old_days`, `far` where the nearest place anyone spoke of is more than
   `near_km` away, `assumed` where only the pack speaks. `uncertainty_km` is how far off the line may be: the
   distance to the places it was drawn from and the radius of these.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import sha1
from itertools import pairwise
from typing import Any

import numpy as np
import pandas as pd
import shapely

from analyse.control import ControlTimeline
from analyse.control_rules import Rules
from analyse.front_sites import Site, find_sites, points_of
from analyse.terrain import Ground, Points, read_ground

FRONT_COLUMNS = [
    "stretch_id", "side_a", "side_b", "kind", "support", "place_ids", "claim_ids", "age_days",
    "distance_km", "uncertainty_km", "length_km", "confidence", "line",
]  # fmt: skip
# Support is told for pieces this long: finer than the distance between most places.
PIECE_KM = 2.0
# Four decimals of a degree are eleven metres.
DECIMALS = 4


@dataclass(frozen=True, slots=True)
class Piece:
    """A short straight part of the front, between two sites; points in kilometres."""

    start: tuple[float, float]
    end: tuple[float, float]
    sites: tuple[Site, Site]
    support: str
    distance_km: float | None
    away_km: float

    @property
    def group(self) -> tuple[str, str, str, str]:
        """What the pieces of one stretch have in common."""
        a, b = sorted(str(s.side) for s in self.sites)
        kind = "contested" if any(s.contested for s in self.sites) else "line"
        return a, b, kind, self.support


def front_line_on(day: date, timeline: ControlTimeline) -> pd.DataFrame:
    """The stretches of the front at the end of a day: columns FRONT_COLUMNS, lengths in kilometres."""
    ground = read_ground(timeline.theatre)
    pieces = find_pieces(find_sites(timeline, day, ground), timeline, ground)
    groups: dict[tuple[str, str, str, str], list[Piece]] = {}
    for piece in pieces:
        groups.setdefault(piece.group, []).append(piece)
    rows = [_row(g, chain, ground) for g in sorted(groups) for chain in _chain(groups[g])]
    return pd.DataFrame(_number(rows), columns=FRONT_COLUMNS)


def _number(rows: list[dict[str, object]]) -> list[dict[str, object]]:
    """The rows with ids of their own: stretches between the same places, apart, are told by their order."""
    seen: Counter[object] = Counter()
    for row in rows:
        seen[row["stretch_id"]] += 1
        if (n := seen[row["stretch_id"]]) > 1:
            row["stretch_id"] = f"{row['stretch_id']}-{n}"
    return rows


def front_geojson(front: pd.DataFrame, day: date) -> dict[str, Any]:
    """The stretches as a FeatureCollection of LineStrings (RFC 7946, WGS 84)."""
    features = [
        {
            "type": "Feature",
            "id": row["stretch_id"],
            "geometry": {"type": "LineString", "coordinates": [list(p) for p in row["line"]]},
            "properties": {c: _plain(row[c]) for c in FRONT_COLUMNS if c != "line"},
        }
        for row in front.to_dict("records")
    ]
    return {"type": "FeatureCollection", "day": day.isoformat(), "features": features}


def find_pieces(sites: list[Site], timeline: ControlTimeline, ground: Ground) -> list[Piece]:
    """The pieces of border between cells of two belligerents, on land and within reach."""
    points = points_of(sites)
    edges = draw_cells(points)
    pairs = _nearest_two(edges.mean(axis=1), points)
    fighting = {s.id for s in timeline.theatre.sides.values() if s.belligerent}
    sides = np.array([s.side if s.side in fighting else "" for s in sites], dtype=object)
    opposed = (sides[pairs[:, 0]] != sides[pairs[:, 1]]) & (sides[pairs] != "").all(axis=1)
    cut, of_edge = _cut(edges[opposed])
    middles, claims = cut.mean(axis=1), _Claims(sites, timeline.rules)
    away = _distances(middles, points)
    kept = _on_land(middles, ground)
    if len(points):
        kept &= away.min(axis=1) <= timeline.rules.reach_km
    found = pairs[opposed][of_edge]
    return [_piece(cut[i], [sites[n] for n in found[i]], away[i], claims) for i in np.flatnonzero(kept)]


def draw_cells(points: Points) -> Points:
    """The borders of the points' Voronoi cells as straight edges: an array (n, 2, 2)."""
    if len(points) < 2:
        return np.empty((0, 2, 2))
    # Ten centimetres: points closer than the gazetteer can tell would make cells of no width.
    points = np.round(points, 4)
    # Far enough around the points for every border within reach to be drawn.
    around = shapely.buffer(shapely.envelope(shapely.multipoints(points)), 200)
    drawn = shapely.voronoi_polygons(shapely.multipoints(points), extend_to=around, only_edges=True)
    lines = [c for c in map(shapely.get_coordinates, shapely.get_parts(drawn)) if len(c) > 1]
    return np.concatenate([np.stack([c[:-1], c[1:]], axis=1) for c in lines] or [np.empty((0, 2, 2))])


def _cut(edges: Points) -> tuple[Points, Any]:
    """Edges in pieces of PIECE_KM at most, and the number of the edge each comes from."""
    counts = np.maximum(np.ceil(np.hypot(*(edges[:, 1] - edges[:, 0]).T) / PIECE_KM), 1).astype(int)
    of_edge = np.repeat(np.arange(len(edges)), counts)
    step = np.arange(len(of_edge)) - np.repeat(np.cumsum(counts) - counts, counts)
    share = np.stack([step, step + 1], axis=1) / counts[of_edge][:, None]
    start, end = edges[of_edge, 0][:, None, :], edges[of_edge, 1][:, None, :]
    return start + (end - start) * share[:, :, None], of_edge


def _distances(here: Points, points: Points) -> Any:
    return np.hypot(here[:, 0, None] - points[None, :, 0], here[:, 1, None] - points[None, :, 1])


def _nearest_two(here: Points, points: Points) -> Any:
    """The two points each place lies between, as positions: an array (n, 2)."""
    if not len(here):
        return np.empty((0, 2), dtype=int)
    return np.argpartition(_distances(here, points), 1, axis=1)[:, :2]


def _on_land(points: Points, ground: Ground) -> Any:
    if ground.land is None:
        return np.ones(len(points), dtype=bool)
    return shapely.contains_xy(ground.land, points[:, 0], points[:, 1])


class _Claims:
    """Which sites someone spoke of, and which of them lately."""

    def __init__(self, sites: list[Site], rules: Rules) -> None:
        self.rules = rules
        self.told = np.array([bool(s.claim_ids) for s in sites])
        self.ages = np.array([np.inf if s.age_days is None else s.age_days for s in sites])

    def support(self, away: Any) -> tuple[str, float | None]:
        """What supports a piece, by its distances to all sites, and the nearest claim in kilometres."""
        if not self.told.any():
            return "assumed", None
        nearest = float(away[self.told].min())
        near = self.told & (away <= self.rules.near_km)
        if near.any():
            lately = (self.ages[near] <= self.rules.old_days).any()
            return ("supported" if lately else "old"), nearest
        return ("far" if nearest <= self.rules.reach_km else "assumed"), nearest


def _piece(edge: Points, sites: Sequence[Site], away: Any, claims: _Claims) -> Piece:
    support, distance = claims.support(away)
    (x1, y1), (x2, y2) = edge.round(3)
    return Piece((x1, y1), (x2, y2), (sites[0], sites[1]), support, distance, float(away.min()))


def _chain(pieces: list[Piece]) -> Iterable[tuple[Points, list[Piece]]]:
    """Pieces that follow one another, as one line each."""
    by_ends = {frozenset((p.start, p.end)): p for p in pieces if p.start != p.end}
    if not by_ends:
        return
    drawn = shapely.multilinestrings([[p.start, p.end] for p in by_ends.values()])
    for line in shapely.get_parts(shapely.line_merge(drawn)):
        points = shapely.get_coordinates(line)
        ends = [tuple(p) for p in points]
        yield points, [by_ends[frozenset(pair)] for pair in pairwise(ends)]


def _row(
    group: tuple[str, str, str, str], chain: tuple[Points, list[Piece]], ground: Ground
) -> dict[str, object]:
    points, pieces = chain
    sites = list(dict.fromkeys(s for p in pieces for s in p.sites))
    places = sorted({i for s in sites for i in s.place_ids})
    distances = [p.distance_km for p in pieces if p.distance_km is not None]
    ages = [s.age_days for s in sites if s.age_days is not None]
    steps = np.diff(points, axis=0)
    return {
        "stretch_id": sha1("|".join((*group, *places)).encode()).hexdigest()[:12],
        **dict(zip(("side_a", "side_b", "kind", "support"), group, strict=True)),
        "place_ids": places,
        "claim_ids": list(dict.fromkeys(i for s in sites for i in s.claim_ids)),
        "age_days": min(ages) if ages else None,
        "distance_km": round(float(np.median(distances)), 1) if distances else None,
        "uncertainty_km": round(max(p.away_km + max(s.radius_km for s in p.sites) for p in pieces), 1),
        "length_km": round(float(np.hypot(*steps.T).sum()), 2),
        "confidence": min(s.confidence for s in sites),
        "line": [(round(x, DECIMALS), round(y, DECIMALS)) for x, y in ground.unflatten(points).tolist()],
    }


def _plain(value: Any) -> Any:
    return None if isinstance(value, float) and np.isnan(value) else value
