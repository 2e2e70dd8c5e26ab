"""The ground a front may cross. In: a theatre. Out: its country's land as a shape in kilometres.

Kilometres stand on a flat map whose middle is the country's: over Libya distances are off by a tenth at most,
and a line halfway between two places stays halfway. The shape is that of theatres/basemap, simplified.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import lru_cache
from math import cos, radians
from pathlib import Path

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from theatres.pack import PACKS, Theatre

KM_PER_DEGREE = 111.32
# The detail kept of the coast: finer than any place is known.
DETAIL_KM = 0.5
Points = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Ground:
    """A flat map in kilometres: `land` is None where the basemap does not know the country."""

    latitude: float
    land: BaseGeometry | None = None

    def flatten(self, degrees: Points) -> Points:
        """Longitudes and latitudes, one point a row, as kilometres east and north."""
        return degrees * self._scale

    def unflatten(self, km: Points) -> Points:
        """Kilometres back to longitudes and latitudes."""
        return km / self._scale

    @property
    def _scale(self) -> Points:
        return np.array([KM_PER_DEGREE * cos(radians(self.latitude)), KM_PER_DEGREE])


def read_ground(theatre: Theatre) -> Ground:
    """The flat map of a theatre, with the land of the country the pack names."""
    latitudes = [edge for view in theatre.views.values() for edge in (view.bounds[0], view.bounds[2])]
    # The middle of the widest view; a pack without views is drawn as at the equator.
    middle = (min(latitudes) + max(latitudes)) / 2 if latitudes else 0.0
    return _read(str(theatre.settings.get("country", "")), round(middle, 2), PACKS / "basemap")


@lru_cache(maxsize=8)  # one country per theatre on screen
def _read(country: str, latitude: float, folder: Path) -> Ground:
    flat = Ground(latitude)
    features = json.loads((folder / "countries.geojson").read_text(encoding="utf-8"))["features"]
    shapes = [json.dumps(f["geometry"]) for f in features if f["properties"].get("id") == country]
    if not shapes:
        return flat
    drawn = shapely.union_all(shapely.from_geojson(shapes))
    land = shapely.make_valid(shapely.simplify(shapely.transform(drawn, flat.flatten), DETAIL_KM))
    shapely.prepare(land)
    return Ground(latitude, land)
