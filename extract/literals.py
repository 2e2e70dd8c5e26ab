"""What a regular expression must read. In: a pattern. Out: plain letters one of which every match opens with,
or holds.

The pattern is read group by group, and a group that many forms share (days of the week, adverbs) is read
once for all. A set that grows too large is cut short, never guessed; a pattern that uses more of the language
of expressions than is read here tells nothing. Patterns are for folded texts: their digits are 0 to 9.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

ENDLESS = 1 << 32  # letters: longer than any text
_MANY = 200  # beginnings kept of one pattern: the verbs of a table of tolls in their tenses
_FEW = 12  # letters one of which must stand somewhere: more of them tell little
_CUTS = (5, 4, 3)  # letters kept of beginnings that are too many
_LONG = 10  # letters of a beginning: longer ones set no further texts apart
_WORD = 60  # letters: longer than any word, hyphens and all
_SIGNS = 12  # signs of a class that are spelled out one by one ("[,;(]", a digit)
_GROUPS = 20_000  # different groups of the forms of three languages, twice over

_TOKEN = re.compile(
    r"""(?P<text>[^\\\[(){}|.^$?*+]+(?![?*+{])|[^\\\[(){}|.^$?*+])|(?P<escape>\\.)|(?P<any>\.)|(?P<edge>[\^$])
    |(?P<class>\[\^?\]?(?:\\.|[^\]\\])*\])|(?P<group>\((?:\?(?:[:>]|P<\w+>)|(?!\?)))
    |(?P<look>\(\?<?[=!])|(?P<bar>\|)""",
    re.VERBOSE | re.DOTALL,
)
_COUNT = re.compile(r"(?:(?P<sign>[?*+])|\{(?P<least>\d*)(?P<comma>,?)(?P<most>\d*)\})[?+]?")
_SIGN_COUNTS = {"?": (0, 1), "*": (0, ENDLESS), "+": (1, ENDLESS), "": (1, 1)}
_BRACKETS = re.compile(r"\\.|\[\^?\]?(?:\\.|[^\]\\])*\]|[()]", re.DOTALL)
_IN_CLASS = re.compile(r"\\.|[^\\]-[^\\]|.", re.DOTALL)
# What reads a word when repeated: letters, with the signs inside words or without digits, or one sign alone.
_IN_WORD = re.compile(r"\\w|\[\\w['\u2019-]*\]|\[\^\\W(?:\\d)?_?\]|\[a-z\]|[^\\. ]")
_DIGITS = frozenset("0123456789")
_ESCAPED = {"\\d": _DIGITS, **{f"\\{c}": frozenset[str]() for c in "wWsSD"}}

# What has been read so far: beginnings that go on, and those past which anything may follow.
Read = tuple[frozenset[str], frozenset[str]]
_ANYTHING: Read = (frozenset(), frozenset({""}))
_NOTHING: Read = (frozenset({""}), frozenset())


class _UnreadError(Exception):
    """A pattern holds what is not read here: a flag, a reference to a group."""


class _Item(NamedTuple):
    """A part of a pattern, read so many times: letters, one of some signs (none: any sign), or a group."""

    source: str
    least: int = 1
    most: int = 1
    text: str = ""
    signs: frozenset[str] = frozenset()
    group: bool = False


def heads_of(pattern: str) -> list[str]:
    """The shortest beginnings one of which every match of a pattern opens with; [""] where there are none."""
    try:
        found = frozenset.union(*_spell(pattern, _MANY))
    except _UnreadError:
        return [""]
    kept: list[str] = []
    for head in sorted(found):
        if not kept or not head.startswith(kept[-1]):
            kept.append(head)
    return kept


def needs_of(pattern: str) -> tuple[frozenset[str], int]:
    """Letters one of which every match of a pattern holds, the most telling ("" for none), and the most
    letters a match may have in a text of real words.
    """
    try:
        return _telling(pattern), _reach(pattern)
    except _UnreadError:
        return frozenset({""}), ENDLESS


@lru_cache(maxsize=_GROUPS)
def _choices(source: str) -> tuple[tuple[_Item, ...], ...]:
    """The choices of a pattern or group, each the parts it reads in turn."""
    choices: list[list[_Item]] = [[]]
    at = 0
    while at < len(source):
        token = _TOKEN.match(source, at)
        if not token:
            raise _UnreadError
        if token.lastgroup == "bar":
            choices.append([])
        at = token.end()
        if token.lastgroup in ("group", "look"):
            at = _closing(source, at)
        count = _COUNT.match(source, at)
        least, most = _bounds(count) if count else (1, 1)
        if item := _item(source, token, at):
            choices[-1].append(item._replace(least=least, most=most))
        at = count.end() if count else at
    return tuple(tuple(c) for c in choices)


def _closing(source: str, start: int) -> int:
    """The end of the group whose contents start here, its bracket included."""
    depth = 1
    for found in _BRACKETS.finditer(source, start):
        depth += (found.group() == "(") - (found.group() == ")")
        if not depth:
            return found.end()
    raise _UnreadError


def _bounds(count: re.Match[str]) -> tuple[int, int]:
    if count["sign"]:
        return _SIGN_COUNTS[count["sign"]]
    least = int(count["least"] or 0)
    return least, int(count["most"] or ENDLESS) if count["comma"] else least


def _item(source: str, token: re.Match[str], end: int) -> _Item | None:
    """The part a token opens; nothing for what reads no letter."""
    kind, written = token.lastgroup, token.group()
    if kind == "text":
        return _Item(written, text=written)
    if kind == "group":
        return _Item(source[token.end() : end - 1], group=True)
    if kind == "escape":
        return _escaped(written)
    if kind == "class":
        return _Item(written, signs=_one_of(written))
    return _Item(written) if kind == "any" else None


def _escaped(written: str) -> _Item | None:
    if written in _ESCAPED:
        return _Item(written, signs=_ESCAPED[written])
    if written[1] in "bBAZ":
        return None
    if written[1].isalnum():
        raise _UnreadError
    return _Item(written, text=written[1])


@lru_cache(maxsize=_GROUPS)
def _one_of(written: str) -> frozenset[str]:
    """The signs of a class, none where they are too many to spell out."""
    signs: set[str] = set()
    if written[1] == "^":
        return frozenset()
    for part in _IN_CLASS.findall(written[1:-1]):
        if part == "\\d":
            signs |= _DIGITS
        elif part[0] == "\\":
            if part[1].isalnum():
                return frozenset()
            signs.add(part[1])
        elif len(part) == 3:
            signs |= {chr(c) for c in range(ord(part[0]), min(ord(part[2]), ord(part[0]) + _SIGNS) + 1)}
        else:
            signs.add(part)
    return frozenset(signs) if len(signs) <= _SIGNS else frozenset()


@lru_cache(maxsize=_GROUPS)
def _reach(source: str) -> int:
    """The most letters a pattern reads, a word of any length counted as the longest there is."""
    return max(sum(map(_item_reach, items)) for items in _choices(source))


def _item_reach(item: _Item) -> int:
    if item.most == ENDLESS:
        return _WORD if _IN_WORD.fullmatch(item.source) and not item.group else ENDLESS
    return item.most * (_reach(item.source) if item.group else len(item.text) or 1)


@lru_cache(maxsize=_GROUPS)
def _spell(source: str, limit: int) -> Read:
    """What a pattern opens with, at most `limit` ways."""
    read = [_spell_items(items, limit) for items in _choices(source)]
    if len(read) == 1:
        return read[0]
    live, done = frozenset().union(*(r[0] for r in read)), frozenset().union(*(r[1] for r in read))
    if len(live) + len(done) <= limit:
        return live, done
    return frozenset(), _cut(live | done, limit) or _ANYTHING[1]


def _spell_items(items: tuple[_Item, ...], limit: int) -> Read:
    live, done = _NOTHING
    for item in items:
        more, last = _spell_item(item, limit)
        grown = frozenset(a + b for a in live for b in more)
        ended = done | {a + b for a in live for b in last}
        if len(grown) + len(ended) > limit:
            return frozenset(), _cut(grown | ended, limit) or live | done
        done = ended | {g for g in grown if len(g) >= _LONG}
        live = frozenset(g for g in grown if len(g) < _LONG)
        if not live:
            break
    return live, done


def _spell_item(item: _Item, limit: int) -> Read:
    if item.group:
        more, last = _spell(item.source, limit)
    elif item.text:
        more, last = frozenset({item.text}), frozenset()
    else:
        more, last = (item.signs, frozenset()) if item.signs else _ANYTHING
    if item.most > 1:  # it may go on with itself or with what follows
        more, last = frozenset(), more | last
    return (more | {""}, last) if item.least == 0 else (more, last)


def _cut(found: frozenset[str], limit: int) -> frozenset[str]:
    """Beginnings cut short until they are few enough; none where they never are."""
    cuts = (frozenset(f[:letters] for f in found) for letters in _CUTS)
    return next((c for c in cuts if len(c) <= limit), frozenset())


@lru_cache(maxsize=_GROUPS)
def _telling(source: str) -> frozenset[str]:
    """The best of the sets of letters a pattern must hold one of: the longest, then the fewest."""
    choices = _choices(source)
    best = [max(_musts(items), key=_worth, default=frozenset({""})) for items in choices]
    if len(best) == 1:
        return best[0]
    return max(frozenset.union(*_spell(source, _FEW)), frozenset().union(*best), key=_worth)


def _worth(letters: frozenset[str]) -> tuple[int, int]:
    return min(map(len, letters), default=0), -len(letters)


def _musts(items: tuple[_Item, ...]) -> Iterator[frozenset[str]]:
    for at, item in enumerate(items):
        yield frozenset.union(*_spell_items(items[at:], _FEW))
        if item.group and item.least:
            yield _telling(item.source)
