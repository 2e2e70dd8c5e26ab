"""Finds nothing yet. In: a Reading and its Extraction. Out: an empty list."""

from __future__ import annotations

from extract.reading import Reading
from extract.records import Extraction, Gap


def find_gaps(reading: Reading, found: Extraction) -> list[Gap]:
    """None so far."""
    return []
