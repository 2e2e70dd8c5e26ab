"""Finds nothing yet. In: a Reading. Out: an empty list."""

from __future__ import annotations

from extract.reading import Reading
from extract.records import ControlClaim


def find_claims(reading: Reading) -> list[ControlClaim]:
    """None so far."""
    return []
