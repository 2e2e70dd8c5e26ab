"""Finds nothing yet. In: a Reading. Out: an empty list."""

from __future__ import annotations

from extract.reading import Reading, Voice


def find_voices(reading: Reading) -> list[Voice]:
    """None so far."""
    return []
