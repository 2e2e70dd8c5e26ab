"""Finds nothing yet. In: a Reading. Out: an empty list."""

from __future__ import annotations

from extract.reading import DateMention, Reading
from extract.records import Span, When


def find_dates(reading: Reading) -> list[DateMention]:
    """None so far."""
    return []


def when_for(reading: Reading, span: Span) -> When | None:
    """None so far."""
    return None
