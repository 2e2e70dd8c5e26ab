"""Patterns that look only where they can match. In: a regular expression. Out: the same, found sooner.

An expression of many choices is tried at every letter of a text; one that must open with one of some plain
beginnings is tried here only where they stand, all looked for at once. What it finds is the same, match for
match. Every expression is compiled when it is first asked for: a report needs few of a language's.
"""

from __future__ import annotations

import re
import sys
from bisect import bisect_left
from collections.abc import Callable, Iterator
from typing import Any, cast

from ahocorasick_rs import AhoCorasick, MatchKind

from extract.literals import heads_of

_SHORT = 400  # characters: the beginnings in a longer text are kept for the next question
_END = sys.maxsize
_SIMPLE = 40  # characters of an expression that is tried faster than its beginnings are looked for


def compile_pattern(source: str) -> re.Pattern[str]:
    """A pattern over folded text that is tried only where one of its beginnings stands."""
    heads = heads_of(source) if len(source) > _SIMPLE else [""]
    return cast("re.Pattern[str]", Plain(source) if "" in heads else Headed(source, heads))


class Plain:
    """Answers like a compiled pattern, and is compiled when it first does."""

    match: Callable[..., re.Match[str] | None]

    def __init__(self, source: str) -> None:
        self.pattern = source

    def __getattr__(self, name: str) -> Any:
        # Only what is not there yet comes here: each way to look is kept the first time it is used.
        found = getattr(re.compile(self.pattern), name)
        setattr(self, name, found)
        return found


class Headed(Plain):
    """Answers like a compiled pattern; a match always opens with one of `heads`."""

    def __init__(self, source: str, heads: list[str]) -> None:
        super().__init__(source)
        self._automaton = AhoCorasick(heads, matchkind=MatchKind.Standard)
        self._known: tuple[str, list[int]] = ("", [])

    def search(self, text: str, start: int = 0, end: int = _END) -> re.Match[str] | None:
        """The first match between two places of a text."""
        starts = self._starts(text)
        for index in range(bisect_left(starts, start) if start else 0, len(starts)):
            if starts[index] >= end:
                return None
            if found := self.match(text, starts[index], end):
                return found
        return None

    def finditer(self, text: str, start: int = 0, end: int = _END) -> Iterator[re.Match[str]]:
        """The matches between two places of a text in order, none over another."""
        starts = self._starts(text)
        for index in range(bisect_left(starts, start), len(starts)):
            at = starts[index]
            if at >= end:
                return
            if at >= start and (found := self.match(text, at, end)):
                yield found
                start = found.end()

    def _starts(self, text: str) -> list[int]:
        """Where a match may start, in order."""
        known, starts = self._known
        if known is not text:
            found = self._automaton.find_matches_as_indexes(text, overlapping=True)
            starts = sorted([at for _, at, _ in found]) if found else []
            if len(text) >= _SHORT:
                self._known = (text, starts)  # one assignment: threads share patterns
        return starts
