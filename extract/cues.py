"""Where the forms of a table stand in a text, each table looked for once. In: a Reading. Out: spans, by
key.
"""

from __future__ import annotations

from bisect import bisect_left

from extract.reading import Reading
from extract.records import Span


class TollCues:
    """The places of the forms of tolls.toml in one text."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        self._found: dict[str, list[Span]] = {}
        self._starts: dict[str, list[int]] = {}

    def inside(self, key: str, span: Span) -> list[Span]:
        """The forms under a dotted key that stand wholly inside a span, in order."""
        if key not in self._found:
            pattern = self._reading.lexicon.pattern("tolls", key)
            self._found[key] = [Span(*m.span()) for m in pattern.finditer(self._reading.folded)]
            self._starts[key] = [s.start for s in self._found[key]]
        starts = self._starts[key]
        first = bisect_left(starts, span.start)
        found = self._found[key][first : bisect_left(starts, span.end, lo=first)]
        return [s for s in found if s.end <= span.end]
