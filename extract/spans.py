"""Spans put back on the text as it came. In: an Extraction of the clean text. Out: the same, on the
original.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import fields, is_dataclass, replace
from itertools import accumulate
from typing import Any

from extract.folding import clean_text, original_span
from extract.records import Extraction, Report, Span


def move_spans(found: Extraction, report: Report) -> Extraction:
    """The extraction with every span moved from the clean text to the text of `report`."""
    _, offsets = clean_text(report.text)
    if offsets is None:
        return replace(found, report=replace(found.report, text=report.text))
    moved = {f.name: _move(getattr(found, f.name), offsets) for f in fields(found) if f.name != "report"}
    return replace(found, report=replace(found.report, text=report.text), **moved)


def _move(value: Any, offsets: Sequence[int]) -> Any:
    if isinstance(value, Span):
        return Span(*original_span(offsets, value.start, value.end))
    if isinstance(value, tuple):
        return tuple(_move(v, offsets) for v in value)
    if is_dataclass(value) and not isinstance(value, type):
        return replace(value, **{f.name: _move(getattr(value, f.name), offsets) for f in fields(value)})
    return value


class SpanSet:
    """Spans that answer quickly whether one of them overlaps another."""

    def __init__(self, spans: Iterable[Span]) -> None:
        ordered = sorted(spans, key=lambda s: s.start)
        self._starts = [s.start for s in ordered]
        self._reach = list(accumulate((s.end for s in ordered), max))

    @property
    def empty(self) -> bool:
        """True where the set holds no span."""
        return not self._starts

    def overlaps(self, span: Span) -> bool:
        """True where a span of the set shares a character with `span`."""
        last = bisect_left(self._starts, span.end)
        return last > 0 and self._reach[last - 1] > span.start
