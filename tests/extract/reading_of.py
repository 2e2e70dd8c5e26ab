"""A Reading of a sentence or two, for tests. In: a text. Out: all the early stages saw in it."""

from __future__ import annotations

from extract.lines import plain_report
from extract.pipeline import read_report
from extract.reading import Reading
from theatres.pack import load_theatre


def reading_of(text: str) -> Reading:
    """The text as read with the theatre of Libya."""
    return read_report(plain_report(text), load_theatre("libya_2019"))
