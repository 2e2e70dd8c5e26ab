"""Lines cut by a typewriter's margin. In: a text as it came. Out: the same text, of the same length, where
the line ends that stand inside a sentence are spaces.

Mail, PDF and telex cut lines at a width; a sentence then runs over several of them. A line end was forced
where the next line's first word would not have fitted in the longest line of the text.
"""

from __future__ import annotations

import re

_LINE = re.compile(r"[^\n]*\n?")
_ITEM = re.compile(r"\s*(?:[-\u2013\u2014*\u2022\u00b7>#|]|\d{1,3}[.)]\s)")
_WIDTHS = range(
    30, 161
)  # characters: a narrow newspaper column to a wide terminal; beyond, lines are paragraphs
_FEWEST = 3  # forced ends: two may be chance
_SHARE = 0.5  # of the line ends inside blocks; in lists of headlines chance forces about a fifth


def unwrap(text: str) -> str:
    """The text with the line ends its margin forced turned into spaces; the text itself where it has none."""
    lines = [line for line in _LINE.findall(text) if line]
    width = max((len(line.rstrip()) for line in lines), default=0)
    if width not in _WIDTHS or len(lines) <= _FEWEST:
        return text
    inner = [i for i in range(len(lines) - 1) if lines[i].strip() and lines[i + 1].strip()]
    forced = {i for i in inner if _forced(lines[i], lines[i + 1], width)}
    if len(forced) < max(_FEWEST, _SHARE * len(inner)):
        return text
    return "".join(f"{ln[:-1]} " if i in forced else ln for i, ln in enumerate(lines))


def _forced(line: str, following: str, width: int) -> bool:
    if _ITEM.match(following):
        return False
    return len(line.rstrip()) + 1 + len(following.split(maxsplit=1)[0]) > width
