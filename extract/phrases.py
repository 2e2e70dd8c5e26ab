"""Phrases found in a folded text. In: forms (regular expressions that open with plain letters). Out: hits.

The plain letters a form opens with are looked for all at once; the expression itself is tried only where they
stand at the start of a word, so a thousand forms cost little more than one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Generic, TypeVar
from unicodedata import lookup

from ahocorasick_rs import AhoCorasick, MatchKind

from extract.lexicon import fold_pattern
from extract.literals import needs_of
from extract.records import Span

T = TypeVar("T")
_FEW = 3  # forms of one opening: so few are tried sooner than what else they need is looked for
_REACH = 240  # characters: all but a few forms read less, with two adverbs of any length
_HEAD = re.compile(r"[^\W_][^\W_' -]*(?:[ '-][^\W_]+)*")
_MARKED = re.compile(r"\\.|\[[^\]]*\]")
_GROUP = re.compile(r"\([^()]*\)")
# A letter made optional by what follows it is no part of what must be read.
_OPTIONAL = "?*{"
# A form that ends in a letter or digit ends with its word.
_END = r"(?:(?<![^\W_])|(?![^\W_]))"
# Arabic writes "and", "in", "to" and "the" in one word with what follows: a form may begin after them.
_LAM, _ALEF = lookup("ARABIC LETTER LAM"), lookup("ARABIC LETTER ALEF")
_AND = lookup("ARABIC LETTER WAW") + lookup("ARABIC LETTER FEH")
_TO = lookup("ARABIC LETTER BEH") + _LAM + lookup("ARABIC LETTER KAF") + lookup("ARABIC LETTER SEEN")
_CLITICS = re.compile(rf"(?<![^\W\d_])[{_AND}]?[{_TO}]?(?:{_ALEF}{_LAM}|{_LAM}{_LAM})?$")


@dataclass(frozen=True, slots=True)
class Hit(Generic[T]):
    """A form found: where it stands and what it means."""

    span: Span
    meaning: T


class _Form(Generic[T]):
    """A form, compiled when a text may hold it: a report meets few of a language's forms."""

    def __init__(self, written: str, meaning: T) -> None:
        self.written, self.meaning = written, meaning

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        return re.compile(f"(?:{self.written}){_END}")


class _Opening(Generic[T]):
    """The forms that open with the same letters."""

    def __init__(self, forms: list[_Form[T]]) -> None:
        self.forms = forms

    @cached_property
    def _more(self) -> tuple[AhoCorasick, list[list[int]], frozenset[int]]:
        """The letters the forms hold besides, which forms hold each, and the forms to try without any."""
        holders: dict[str, list[int]] = {}
        anyway: set[int] = set()
        for index, form in enumerate(self.forms):
            needs, reach = needs_of(form.written)
            if "" in needs or reach > _REACH:
                anyway.add(index)
            else:
                for need in needs:
                    holders.setdefault(need, []).append(index)
        return AhoCorasick(list(holders)), list(holders.values()), frozenset(anyway)

    def likely(self, folded: str, start: int) -> Iterable[_Form[T]]:
        """The forms that may stand at a place of a text, in the order written."""
        if len(self.forms) < _FEW:
            return self.forms
        automaton, holders, anyway = self._more
        held = automaton.find_matches_as_indexes(folded[start : start + _REACH], overlapping=True)
        likely = anyway.union(*(holders[index] for index, _, _ in held)) if held else anyway
        return [self.forms[i] for i in sorted(likely)]


class PhraseMatcher(Generic[T]):
    """Finds the phrases of a list in folded texts; compiled once."""

    def __init__(self, entries: Iterable[tuple[str, T]]) -> None:
        heads: dict[str, list[_Form[T]]] = {}
        for form, meaning in entries:
            for piece in _alternatives(fold_pattern(form)):
                heads.setdefault(_literal_head(piece), []).append(_Form(piece, meaning))
        if "" in heads:
            form = heads[""][0].written
            raise ValueError(f"form {form!r}: opens with no plain letter, expected one such as 'frapp\\w+'")
        self._openings = [_Opening(forms) for forms in heads.values()]
        self._automaton = AhoCorasick(list(heads), matchkind=MatchKind.Standard) if heads else None

    def find(self, folded: str) -> list[Hit[T]]:
        """The hits in order of position, at each the longest of each meaning; hits may overlap."""
        best: dict[tuple[int, int], Hit[T]] = {}
        for form, start in self._likely(folded):
            if found := form.pattern.match(folded, start):
                key, end = (start, id(form.meaning)), found.end()
                if key not in best or best[key].span.end < end:
                    best[key] = Hit(Span(start, end), form.meaning)
        return sorted(best.values(), key=lambda h: (h.span.start, -h.span.end))

    def _likely(self, folded: str) -> Iterator[tuple[_Form[T], int]]:
        """The forms that may stand in a text, each with the start of a word that opens with its letters."""
        if self._automaton is None:
            return
        for index, start, _ in self._automaton.find_matches_as_indexes(folded, overlapping=True):
            if start and folded[start - 1].isalnum() and not _follows_clitics(folded, start):
                continue
            for form in self._openings[index].likely(folded, start):
                yield form, start


def _follows_clitics(text: str, start: int) -> bool:
    # Five letters hold the longest chain of clitics.
    return text[start] > "\u0600" and _CLITICS.search(text[max(0, start - 5) : start]) is not None


def _alternatives(form: str) -> list[str]:
    """A form that opens with a choice, "(?:a|b)c", as one form per choice; any other form as it is."""
    opened = re.match(r"\((\?:)?", form)
    if not opened:
        return [form]
    depth, parts, at = 1, [""], opened.end()
    while at < len(form) and depth:
        letter = form[at]
        depth += (letter == "(") - (letter == ")")
        if letter == "\\":
            parts[-1] += form[at : at + 2]
            at += 1
        elif depth and not (letter == "|" and depth == 1):
            parts[-1] += letter
        elif depth:
            parts.append("")
        at += 1
    return [a for part in parts for a in _alternatives(part.strip("^") + form[at:])]


def _literal_head(form: str) -> str:
    found = _HEAD.match(form)
    if not found:
        return ""
    head, after = found.group(), form[found.end() : found.end() + 1]
    if "|" in form and _top_level_bar(form):
        raise ValueError(f"form {form!r}: a bar outside brackets, expected two forms")
    return (head[:-1] if after and after in _OPTIONAL else head).rstrip(" '-")


def _top_level_bar(form: str) -> bool:
    bare, inner = _MARKED.sub("", form), ""
    while bare != inner:  # groups go from the innermost out
        inner, bare = bare, _GROUP.sub("", bare)
    return "|" in bare
