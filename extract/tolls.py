"""Finds nothing yet. In: a Reading. Out: an empty list."""

from __future__ import annotations

from extract.reading import Reading
from extract.records import Toll


def find_tolls(reading: Reading) -> list[Toll]:
    """None so far."""
    return []
