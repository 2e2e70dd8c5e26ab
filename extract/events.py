"""Finds nothing yet. In: a Reading. Out: an empty list."""

from __future__ import annotations

from extract.reading import Reading
from extract.records import Event


def find_events(reading: Reading) -> list[Event]:
    """None so far."""
    return []
