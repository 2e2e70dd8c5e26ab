"""Finds nothing yet. In: a Reading. Out: an empty list."""

from __future__ import annotations

from extract.reading import NumberMention, Reading


def find_numbers(reading: Reading) -> list[NumberMention]:
    """None so far."""
    return []
