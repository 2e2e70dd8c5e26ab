"""Bodies no pack knows. In: a Reading with its sentences and actors. Out: the spans of their names.

A body is known by the capital of its first word, one of the language's list: "Coordination des martyrs de
Zliten", "Observatoire libyen des droits de l'homme". It speaks and counts under that name, and the analyst is
shown it as a gap.
"""

from __future__ import annotations

import re

from extract.lexicon import Lexicon
from extract.patterns import compile_pattern
from extract.reading import Reading
from extract.records import Span
from extract.spans import SpanSet

_MOST_WORDS = 12  # words of a name, small ones and joiners counted: twice those of a brigade's
_WORD = re.compile(r"[^\W\d_]+(?:[-'\u2019][^\W\d_]+)*")


def find_bodies(reading: Reading) -> list[Span]:
    """The names of bodies that are no actor of the pack, in order; found once for all who ask."""
    return reading.kept("bodies", _find)


def _find(reading: Reading) -> list[Span]:
    known = SpanSet(a.span for a in reading.actors if not a.anaphor)
    heads: re.Pattern[str] = reading.lexicon.made("bodies", _compile)
    spans = (_body(reading, found) for found in heads.finditer(reading.folded))
    return [s for s in spans if s and not known.overlaps(s)]


def _compile(lexicon: Lexicon) -> re.Pattern[str]:
    forms = lexicon.forms("gaps", "bodies")
    return compile_pattern(rf"(?<![^\W_])(?:{'|'.join(forms)})(?![^\W_])" if forms else "(?!)")


def _body(reading: Reading, head: re.Match[str]) -> Span | None:
    word = reading.text[head.start() : head.end()]
    opens = head.start() == reading.sentence_at(head.start()).span.start
    if opens or not word[0].isupper() or word.isupper():
        return None
    joiners: frozenset[str] = reading.lexicon.made("joiners", _joiners)
    end = _end(reading, head.end(), joiners)
    return Span(head.start(), end) if end is not None else None


def _joiners(lexicon: Lexicon) -> frozenset[str]:
    return frozenset(lexicon.get("gaps", "joiners", ()))


def _end(reading: Reading, start: int, joiners: frozenset[str]) -> int | None:
    """Where a name ends: after each word with a capital, and each small one behind the head or a joiner."""
    end, joined, at = None, True, start
    for _ in range(_MOST_WORDS):
        word = _WORD.match(reading.text, at + 1)
        if word is None or reading.folded[at] not in " '":
            break
        if reading.folded[word.start() : word.end()] in joiners:
            joined = True
        elif joined or word.group()[0].isupper():
            end, joined = word.end(), False
        else:
            break
        at = word.end()
    return end
