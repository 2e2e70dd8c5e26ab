"""Phrases found in a folded text. In: forms (regular expressions that open with plain letters). Out: hits.

The plain letters a form opens with are looked for all at once; the expression itself is tried only where they
stand at the start of a word, so a thousand forms cost little more than one.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Generic, NamedTuple, TypeVar
from unicodedata import lookup

from ahocorasick_rs import AhoCorasick

from extract.folding import mark_words
from extract.lexicon import fold_pattern
from extract.literals import ENDLESS, needs_of
from extract.records import Span

T = TypeVar("T")
_FEW = 3  # forms of one opening: so few are tried sooner than what else they need is looked for,
_CLEAR = 6  # where their first letters are so many that they say much by themselves
_TELLING = 3  # letters: fewer stand everywhere
_HEAD = re.compile(r"[^\W_][^\W_' -]*(?:[ '-][^\W_]+)*")
_MARKED = re.compile(r"\\.|\[[^\]]*\]")
_GROUP = re.compile(r"\([^()]*\)")
# A letter made optional by what follows it is no part of what must be read.
_OPTIONAL = "?*{"
_ARABIC = re.compile("[\u0600-\u06ff]")
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

    def __init__(self, written: str, meaning: T, origin: tuple[int, bool] = (0, False)) -> None:
        self.written, self.meaning = written, meaning
        # The entry it comes from, and whether it is that one without the group it may open with.
        self.entry, self.bare = origin

    @cached_property
    def match(self) -> Callable[[str, int], re.Match[str] | None]:
        """The form at a place of a text."""
        return re.compile(f"(?:{self.written}){_END}").match


class _Opening(Generic[T]):
    """The forms that open with the same letters, by their numbers."""

    def __init__(self, head: str) -> None:
        self.head, self.forms = head, dict[int, _Form[T]]()

    @cached_property
    def needs(self) -> list[tuple[str, int, int]]:
        """The letters a form holds besides, its number and how far it reaches: for each form that has any."""
        if len(self.forms) < _FEW and len(self.head) >= _CLEAR:
            return []
        found: list[tuple[str, int, int]] = []
        for number, form in self.forms.items():
            needs, reach = needs_of(form.written)
            if reach < ENDLESS and len(min(needs, key=len)) >= _TELLING:
                found += [(need, number, reach) for need in needs]
        return found

    @cached_property
    def anyway(self) -> list[int]:
        """The forms to try wherever their first letters stand."""
        return sorted(self.forms.keys() - {number for _, number, _ in self.needs})


class _Needs(NamedTuple):
    """What the forms of some openings hold besides, looked for in one pass: which openings, and who holds
    each need (its opening, its number, its reach).
    """

    openings: frozenset[int]
    automaton: AhoCorasick
    holders: list[list[tuple[int, int, int]]]


class PhraseMatcher(Generic[T]):
    """Finds the phrases of a list in folded texts; compiled once."""

    def __init__(self, entries: Iterable[tuple[str, T]]) -> None:
        heads: dict[str, list[_Form[T]]] = {}
        for entry, (form, meaning) in enumerate(entries):
            for piece, bare in _alternatives(fold_pattern(form)):
                heads.setdefault(_literal_head(piece), []).append(_Form(piece, meaning, (entry, bare)))
        if "" in heads:
            form = heads[""][0].written
            raise ValueError(f"form {form!r}: opens with no plain letter, expected one such as 'frapp\\w+'")
        self._openings = [_Opening[T](head) for head in sorted(heads, key=len)]
        self._forms: list[_Form[T]] = []
        for opening in self._openings:
            opening.forms.update(enumerate(heads[opening.head], start=len(self._forms)))
            self._forms += heads[opening.head]
        self._words = AhoCorasick([f" {mark_words(o.head)}" for o in self._openings])
        self._needs = _Needs(frozenset(), AhoCorasick([]), [])

    @cached_property
    def _letters(self) -> AhoCorasick:
        """The first letters of the forms, wherever they stand."""
        return AhoCorasick([o.head for o in self._openings])

    def find(self, folded: str) -> list[Hit[T]]:
        """The hits in order of position, at each the longest of each meaning; hits may overlap, but a form
        that opens with an optional group is found once, with it where it stands.
        """
        best: dict[tuple[int, int], Hit[T]] = {}
        ends: set[tuple[int, int]] = set()
        for form, start in self._likely(folded):
            if found := form.match(folded, start):
                key, end = (start, id(form.meaning)), found.end()
                if form.bare and (form.entry, end) in ends:
                    continue
                ends.add((form.entry, end))
                if key not in best or best[key].span.end < end:
                    best[key] = Hit(Span(start, end), form.meaning)
        return sorted(best.values(), key=lambda h: (h.span.start, -h.span.end))

    def _likely(self, folded: str) -> Iterator[tuple[_Form[T], int]]:
        """The forms that may stand in a text, each with the start of a word that opens with its letters."""
        starts = self._starts(folded)
        tries = {(at, n) for index, ats in starts.items() for n in self._openings[index].anyway for at in ats}
        tries.update(self._with_needs(folded, starts))
        for start, number in sorted(tries):
            yield self._forms[number], start

    def _starts(self, folded: str) -> dict[int, list[int]]:
        """Where words open with the first letters of each opening, in order."""
        starts: dict[int, list[int]] = {}
        if not _ARABIC.search(folded):
            for index, at, _ in self._words.find_matches_as_indexes(
                f" {mark_words(folded)}", overlapping=True
            ):
                starts.setdefault(index, []).append(at)
            return starts
        for index, at, _ in self._letters.find_matches_as_indexes(folded, overlapping=True):
            if not (at and folded[at - 1].isalnum()) or _follows_clitics(folded, at):
                starts.setdefault(index, []).append(at)
        return starts

    def _with_needs(self, folded: str, starts: dict[int, list[int]]) -> Iterator[tuple[int, int]]:
        """Starts of forms that have within reach what they need besides, with the numbers of the forms."""
        needs = self._needs
        if not needs.openings >= starts.keys():
            # The first text asks for its own alone, so that one line is read at once; the next, for all.
            wanted = range(len(self._openings)) if needs.openings else starts.keys()
            needs = self._needs = self._gather(frozenset(wanted))
        for index, start, end in needs.automaton.find_matches_as_indexes(folded, overlapping=True):
            for opening, number, reach in needs.holders[index]:
                if ats := starts.get(opening):
                    first = bisect_left(ats, end - reach)
                    for at in ats[first : bisect_right(ats, start, lo=first)]:
                        yield at, number

    def _gather(self, openings: frozenset[int]) -> _Needs:
        holders: dict[str, list[tuple[int, int, int]]] = {}
        for opening in sorted(openings):
            for need, number, reach in self._openings[opening].needs:
                holders.setdefault(need, []).append((opening, number, reach))
        return _Needs(openings, AhoCorasick(list(holders)), list(holders.values()))


def _follows_clitics(text: str, start: int) -> bool:
    # Five letters hold the longest chain of clitics.
    return (
        _ARABIC.match(text, start) is not None
        and _CLITICS.search(text[max(0, start - 5) : start]) is not None
    )


def _alternatives(form: str) -> list[tuple[str, bool]]:
    """A form that opens with a choice, "(?:a|b)c", as one form per choice, and one that opens with an
    optional group, "(?:a )?b", with the group and without, marked; any other form as it is.
    """
    opened = re.match(r"\((\?:)?", form)
    if not opened:
        return [(form, False)]
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
    rest = form[at:]
    if rest[:1] in tuple("*+{"):
        raise ValueError(f"form {form!r}: opens with a group read many times, expected one read once, or '?'")
    if not rest.startswith("?"):
        return [(a, bare) for part in parts for a, bare in _alternatives(part.strip("^") + rest)]
    whole = [(a, False) for part in parts for a, _ in _alternatives(part.strip("^") + rest[1:])]
    return [*whole, *((a, True) for a, _ in _alternatives(rest[1:]))]


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
