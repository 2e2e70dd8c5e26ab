"""Finds nothing yet. In: a Reading. Out: an empty list."""

from __future__ import annotations

from extract.reading import Reading
from extract.records import PlaceMention


def find_places(reading: Reading) -> list[PlaceMention]:
    """None so far."""
    return []
