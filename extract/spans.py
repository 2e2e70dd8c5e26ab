"""Spans put back on the text as it came. In: an Extraction of the clean text. Out: the same, on the
original.
"""

from __future__ import annotations

from dataclasses import fields, is_dataclass, replace
from typing import Any

from extract.folding import clean_text, original_span
from extract.records import Extraction, Report, Span


def move_spans(found: Extraction, report: Report) -> Extraction:
    """The extraction with every span moved from the clean text to the text of `report`."""
    _, offsets = clean_text(report.text)
    if offsets is None:
        return found
    moved = {f.name: _move(getattr(found, f.name), offsets) for f in fields(found) if f.name != "report"}
    return replace(found, report=replace(found.report, text=report.text), **moved)


def _move(value: Any, offsets: list[int]) -> Any:
    if isinstance(value, Span):
        return Span(*original_span(offsets, value.start, value.end))
    if isinstance(value, tuple):
        return tuple(_move(v, offsets) for v in value)
    if is_dataclass(value) and not isinstance(value, type):
        return replace(value, **{f.name: _move(getattr(value, f.name), offsets) for f in fields(value)})
    return value
