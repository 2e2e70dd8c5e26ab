"""What a regular expression must read. In: a pattern. Out: plain letters one of which every match opens with,
or holds.

Both are read off the expression's own parse tree, so they stay true whatever a form is made of: a set that
grows too large is cut short, never guessed. Patterns are for folded texts: their digits are 0 to 9.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from importlib import import_module
from typing import Any

_PARSER: Any = import_module("re._parser")  # the standard library's own reading of a pattern
_MANY = 200  # beginnings kept of one pattern: the verbs of a table of tolls in their tenses
_FEW = 12  # letters one of which must stand somewhere: more of them tell little
_CUTS = (5, 4, 3)  # letters kept of beginnings that are too many
_LONG = 10  # letters of a beginning: longer ones set no further texts apart
_WORD = 60  # letters: longer than any word, hyphens and all
_SIGNS = 12  # signs of a class that are spelled out one by one ("[,;(]", a digit)
_REPEATS = ("MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT")
_EMPTY = ("AT", "ASSERT", "ASSERT_NOT")  # what reads no letter

# What has been read so far: beginnings that go on, and those past which anything may follow.
Read = tuple[frozenset[str], frozenset[str]]
_ANYTHING: Read = (frozenset(), frozenset({""}))
_NOTHING: Read = (frozenset({""}), frozenset())


def heads_of(pattern: str) -> list[str]:
    """The shortest beginnings one of which every match of a pattern opens with; [""] where there are none."""
    kept: list[str] = []
    for head in sorted(frozenset.union(*_Speller(_MANY).spell(_items(pattern)))):
        if not kept or not head.startswith(kept[-1]):
            kept.append(head)
    return kept


def needs_of(pattern: str) -> tuple[frozenset[str], int]:
    """Letters one of which every match of a pattern holds, the most telling ("" for none), and the most
    letters a match may have in a text of real words.
    """
    items = _items(pattern)
    return _telling(items, _Speller(_FEW)), _reach(items)


def _reach(items: Any) -> int:
    """The most letters a sequence reads, a word of any length counted as the longest there is."""
    total = 0
    for kind, value in items:
        name = str(kind)
        if name in _REPEATS:
            _, most, inner = value
            endless = most == _PARSER.MAXREPEAT
            total += _WORD if endless and len(inner) == 1 and _is_word(inner[0]) else most * _reach(inner)
        elif name == "BRANCH":
            total += max(map(_reach, value[1]))
        elif inner := _inside(name, value):
            total += _reach(inner)
        elif name not in _EMPTY:
            total += 1 if name in ("LITERAL", "NOT_LITERAL", "ANY", "IN") else _PARSER.MAXREPEAT
    return total


def _is_word(item: tuple[Any, Any]) -> bool:
    """True for \\w, and for a class of letters and the signs inside words, which no blank is in."""
    name, value = str(item[0]), item[1]
    signs = [chr(what) for kind, what in value if str(kind) == "LITERAL"] if name == "IN" else []
    others = [str(what) for kind, what in value if str(kind) != "LITERAL"] if name == "IN" else []
    return others == ["CATEGORY_WORD"] and set(signs) <= set("'-\u2019")


def _items(pattern: str) -> Any:
    parsed = _PARSER.parse(pattern)
    plain = not parsed.state.flags & (_PARSER.SRE_FLAG_IGNORECASE | _PARSER.SRE_FLAG_VERBOSE)
    return list(parsed) if plain else [(_PARSER.ANY, None)]


class _Speller:
    """Spells out what a sequence of one parse tree opens with, at most so many ways; each part once."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._known: dict[int, Read] = {}

    def spell(self, items: Iterable[tuple[Any, Any]]) -> Read:
        """The beginnings of what a sequence reads."""
        live, done = _NOTHING
        for item in items:
            more, last = self._read(item)
            grown = frozenset(a + b for a in live for b in more)
            ended = done | {a + b for a in live for b in last}
            if len(grown) + len(ended) > self._most:
                return frozenset(), self._cut(grown | ended) or live | done
            done = ended | {g for g in grown if len(g) >= _LONG}
            live = frozenset(g for g in grown if len(g) < _LONG)
            if not live:
                break
        return live, done

    def _cut(self, found: frozenset[str]) -> frozenset[str]:
        """Beginnings cut short until they are few enough; none where they never are."""
        cuts = (frozenset(f[:letters] for f in found) for letters in _CUTS)
        return next((c for c in cuts if len(c) <= self._most), frozenset())

    def _read(self, item: tuple[Any, Any]) -> Read:
        if id(item) not in self._known:  # the tree outlives its speller, so no two parts share an id
            self._known[id(item)] = self._read_anew(item)
        return self._known[id(item)]

    def _read_anew(self, item: tuple[Any, Any]) -> Read:
        name, value = str(item[0]), item[1]
        if name in _REPEATS:
            return self._repeated(*value)
        if name == "BRANCH":
            return self._branch(value[1])
        if items := _inside(name, value):
            return self.spell(items)
        return _letters(name, value)

    def _repeated(self, least: int, most: int, items: Any) -> Read:
        more, last = self.spell(items)
        if most > 1:  # it may go on with itself or with what follows
            more, last = frozenset(), more | last
        return (more | {""}, last) if least == 0 else (more, last)

    def _branch(self, choices: Any) -> Read:
        read = [self.spell(items) for items in choices]
        live, done = frozenset().union(*(r[0] for r in read)), frozenset().union(*(r[1] for r in read))
        if len(live) + len(done) <= self._most:
            return live, done
        return frozenset(), self._cut(live | done) or _ANYTHING[1]


def _inside(name: str, value: Any) -> Any:
    """What a plain group holds, nothing for anything else or for a group with flags of its own."""
    if name == "SUBPATTERN" and not (value[1] or value[2]):
        return value[3]
    return value if name == "ATOMIC_GROUP" else None


def _letters(name: str, value: Any) -> Read:
    if name == "LITERAL":
        return frozenset({chr(value)}), frozenset()
    if name == "IN":
        return _one_of(value)
    return _NOTHING if name in _EMPTY else _ANYTHING


def _one_of(value: Any) -> Read:
    signs: set[str] = set()
    for kind, what in value:
        if str(kind) == "RANGE":
            signs |= set(map(chr, range(what[0], min(what[1], what[0] + _SIGNS) + 1)))
        elif str(kind) == "LITERAL":
            signs.add(chr(what))
        elif str(what) == "CATEGORY_DIGIT":
            signs |= set("0123456789")
        else:
            return _ANYTHING
    return (frozenset(signs), frozenset()) if len(signs) <= _SIGNS else _ANYTHING


def _telling(items: Any, speller: _Speller) -> frozenset[str]:
    """The best of the sets of letters a sequence must hold one of: the longest, then the fewest."""
    return max(_musts(list(items), speller), key=_worth, default=frozenset({""}))


def _worth(letters: frozenset[str]) -> tuple[int, int]:
    return min(map(len, letters), default=0), -len(letters)


def _musts(items: list[tuple[Any, Any]], speller: _Speller) -> Iterator[frozenset[str]]:
    names = ["", *(str(kind) for kind, _ in items)]
    for at, (_, value) in enumerate(items):
        name = names[at + 1]
        if not name == names[at] == "LITERAL":  # a run of letters is read once, from its first
            yield frozenset.union(*speller.spell(items[at:]))
        if inner := _inside(name, value):
            yield _telling(inner, speller)
        elif name in _REPEATS and value[0]:
            yield _telling(value[2], speller)
        elif name == "BRANCH":
            yield frozenset().union(*(_telling(choice, speller) for choice in value[1]))
