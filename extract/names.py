"""Names found in a text, thousands at once. In: (spelling, meaning) pairs. Out: spans of the text and
meanings.

Matching ignores case, accents, apostrophes and hyphens; an acronym ("UN") is found in capitals only. A name
stands alone as a word, save for the particles Arabic writes in one with it. Where two overlap, the longer
wins.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Generic, NamedTuple, TypeVar

from ahocorasick_rs import AhoCorasick, MatchKind

from extract.folding import clean_text, fold, is_clean, original_span
from extract.lexicon import LANGUAGES, fold_pattern, read_table
from extract.records import Span

T = TypeVar("T")
_ARABIC = re.compile(r"[\u0621-\u064a]")
_LETTERS = re.compile(r"[^\W\d_]+$")
_JOINED = read_table(LANGUAGES / "ar" / "names.toml")
_PARTICLES = re.compile(fold_pattern(_JOINED.get("particles", "")) + "$")
_THE, _TO_THE = fold(_JOINED.get("article", "\0")), fold(_JOINED.get("to_article", ""))
_ACRONYM = 6  # letters: the longest all-capital spelling taken for an acronym ("UNSMIL")


class _Entry(NamedTuple, Generic[T]):
    meaning: T
    acronym: bool


def name_key(spelling: str) -> str:
    """A spelling as it is compared: folded, hyphens as spaces, single spaces."""
    return " ".join(fold(clean_text(spelling)[0]).replace("-", " ").split())


class NameMatcher(Generic[T]):
    """Finds the names of a list in texts; built once, then 10 to 20 million characters a second."""

    def __init__(self, entries: Iterable[tuple[str, T]]) -> None:
        self._entries: dict[str, list[_Entry[T]]] = {}
        given = list(entries)
        for key, (spelling, meaning) in zip(_keys([s for s, _ in given]), given, strict=True):
            self._add(key, spelling, meaning)
        self._keys = list(self._entries)
        self._automaton = AhoCorasick(self._keys, matchkind=MatchKind.Standard) if self._keys else None

    def _add(self, key: str, spelling: str, meaning: T) -> None:
        entry = _Entry(meaning, spelling.isupper() and _is_acronym(spelling))
        keys = [key, _TO_THE + key[2:]] if key.startswith(_THE) and len(key) > 3 else [key]
        for k in filter(None, keys):
            self._entries.setdefault(k, []).append(entry)

    def find(self, text: str) -> list[tuple[Span, T]]:
        """The names of a text in order, the longest where several overlap; a spelling of two meanings gives
        both.
        """
        clean, offsets = clean_text(text)
        hits = _longest(self._hits(clean))
        found = [
            (start, end, e.meaning) for start, end, key in hits for e in self._fitting(key, clean[start:end])
        ]
        if offsets is None:
            return [(Span(start, end), meaning) for start, end, meaning in found]
        return [(Span(*original_span(offsets, start, end)), meaning) for start, end, meaning in found]

    def _hits(self, text: str) -> list[tuple[int, int, str]]:
        if self._automaton is None:
            return []
        folded = fold(text).replace("-", " ").replace("\n", " ")
        matches = self._automaton.find_matches_as_indexes(folded, overlapping=True)
        found = ((start, end, self._keys[i]) for i, start, end in matches)
        return [
            h for h in found if _stands_alone(folded, h[0], h[1]) and self._fitting(h[2], text[h[0] : h[1]])
        ]

    def _fitting(self, key: str, written: str) -> list[_Entry[T]]:
        return [e for e in self._entries[key] if not e.acronym or written.isupper()]


def _keys(spellings: list[str]) -> list[str]:
    """The keys of many spellings, folded in one go where they can be."""
    joined = "\n".join(spellings)
    if not is_clean(joined) or joined.count("\n") >= len(spellings):
        return [name_key(s) for s in spellings]
    return [" ".join(key.split()) for key in fold(joined).replace("-", " ").split("\n")]


def _is_acronym(spelling: str) -> bool:
    letters = re.sub(r"\W", "", spelling)
    return letters.isupper() and letters.isascii() and len(letters) <= _ACRONYM


def _stands_alone(text: str, start: int, end: int) -> bool:
    if end < len(text) and text[end].isalnum():
        return False
    if start == 0 or not text[start - 1].isalnum():
        return True
    return bool(_ARABIC.match(text[start])) and _follows_particles(text, start)


def _follows_particles(text: str, start: int) -> bool:
    # Four letters is the longest chain of particles; one more shows whether the word began before them.
    before = _LETTERS.search(text[max(0, start - 5) : start])
    return before is not None and _PARTICLES.fullmatch(before.group()) is not None


def _longest(hits: list[tuple[int, int, str]]) -> list[tuple[int, int, str]]:
    kept: list[tuple[int, int, str]] = []
    for hit in sorted(hits, key=lambda h: (h[0], h[0] - h[1])):
        if not kept or hit[0] >= kept[-1][1]:
            kept.append(hit)
    return kept
