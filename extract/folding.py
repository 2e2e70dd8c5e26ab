"""Texts made comparable. In: a text as the press wrote it. Out: the same text cleaned, or folded one to
one.

`clean_text` composes accents, drops characters that print nothing (vowel signs, tatweel, bidi marks), marks
half characters, and says where each character stood. `fold` lower-cases and strips accents, one character
for one, so offsets hold.
"""

from __future__ import annotations

import re
import unicodedata
from array import array
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import lru_cache
from io import StringIO

# Punctuation of print and of other scripts, by the plain sign it stands for.
_SPACES = "\t\u00a0\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000"
_APOSTROPHES = "\u2018\u2019\u02bc\u2032\u00b4`"
_QUOTES = "\u201c\u201d\u201e\u00ab\u00bb\u201f\u2033"
_DASHES = "\u2010\u2011\u2012\u2013\u2014\u2015\u2212"
_STOPS = {"\u060c": ",", "\u061b": ";", "\u061f": "?", "\u066c": ",", "\u066b": ".", "\u2026": "."}
_SIGNS = ((_SPACES, " "), (_APOSTROPHES, "'"), (_QUOTES, '"'), (_DASHES, "-"))
_PLAIN = {char: plain for signs, plain in _SIGNS for char in signs} | _STOPS
_ALEFS = {"\u0623": "\u0627", "\u0625": "\u0627", "\u0622": "\u0627", "\u0671": "\u0627"}
_ARABIC = {**_ALEFS, "\u0649": "\u064a", "\u0629": "\u0647", "\u0624": "\u0648", "\u0626": "\u064a"}
# Letters of Persian and Urdu keyboards that stand for an Arabic one.
_KEYBOARD = {"\u06cc": "\u064a", "\u06a9": "\u0643", "\u06c1": "\u0647", "\u06d5": "\u0647"}
_INVISIBLE = {
    *map(chr, range(0x064B, 0x0660)), "\u0640", "\u0670", "\u00ad",
    *map(chr, range(0x200B, 0x2010)), *map(chr, range(0x202A, 0x202F)), *map(chr, range(0x2066, 0x206A)),
    "\ufeff",
}  # fmt: skip
_HALVES = range(0xD800, 0xE000)  # halves of a pair cut in two: no encoding has them
_DROP: dict[int, str | None] = {ord(c): None for c in _INVISIBLE} | dict.fromkeys(_HALVES, "\ufffd")
_UNCLEAN = re.compile(f"[{''.join(map(chr, _DROP))}]")


class _Folds(dict[int, str]):
    """Fold of a character by its code, worked out once each."""

    def __missing__(self, code: int) -> str:
        folded = self[code] = _fold_char(chr(code))
        return folded


def _fold_char(char: str) -> str:
    if plain := _PLAIN.get(char):
        return plain
    if char.isdecimal():
        return str(unicodedata.decimal(char))
    if ord(char) in _HALVES:
        return "\ufffd"
    char = _KEYBOARD.get(char, char)
    base = _ARABIC.get(char) or unicodedata.normalize("NFD", char.lower())[0]
    return base if not unicodedata.combining(base) else char


_FOLDS = _Folds()


@lru_cache(maxsize=8)  # The stages of one report all fold the same text; a report is read by one process.
def fold(text: str) -> str:
    """The text in lower case, without accents, of the same length."""
    return text.translate(_FOLDS)


class _Marks(dict[int, str]):
    """A sign by its code: a letter or digit itself, a space for any other; worked out once each."""

    def __missing__(self, code: int) -> str:
        marked = self[code] = chr(code) if chr(code).isalnum() else " "
        return marked


_MARKS = _Marks()


@lru_cache(maxsize=8)  # the stages of one report look for their phrases in the same text
def mark_words(folded: str) -> str:
    """The text with a space for every sign that is no letter or digit, of the same length."""
    return folded.translate(_MARKS)


def is_clean(text: str) -> bool:
    """True where `clean_text` would change nothing."""
    return text.isascii() or (unicodedata.is_normalized("NFC", text) and not _UNCLEAN.search(text))


def clean_text(text: str) -> tuple[str, Sequence[int] | None]:
    """The text composed and rid of signs that print nothing, with the offset each character had (None: its
    own).
    """
    if is_clean(text):
        return text, None
    pieces, offsets = StringIO(), array("q")  # five million characters fit in fifty megabytes
    for start, end in _clusters(text):
        piece = unicodedata.normalize("NFC", text[start:end]).translate(_DROP)
        pieces.write(piece)
        offsets.extend([start] * len(piece))
    offsets.append(len(text))
    return pieces.getvalue(), offsets


def _clusters(text: str) -> Iterator[tuple[int, int]]:
    """Each character with the marks that belong to it."""
    start = 0
    for at in range(1, len(text)):
        if not (unicodedata.combining(text[at]) or _joins(text[at])):
            yield start, at
            start = at
    yield start, len(text)


def _joins(char: str) -> bool:
    # Vowel and final jamo compose with the letter before them though they do not count as combining.
    return "\u1160" <= char <= "\u11ff"


def original_span(offsets: Sequence[int], start: int, end: int) -> tuple[int, int]:
    """Where a stretch of the cleaned text stood in the text as written, its trailing signs included."""
    if start >= end:
        return offsets[start], offsets[start]
    first = offsets[start]
    return first, offsets[bisect_left(offsets, offsets[end - 1] + 1)]
