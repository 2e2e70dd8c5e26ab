"""Finds nothing yet. In: a Reading. Out: an empty list."""

from __future__ import annotations

from extract.reading import ActorMention, Reading


def find_actors(reading: Reading) -> list[ActorMention]:
    """None so far."""
    return []
