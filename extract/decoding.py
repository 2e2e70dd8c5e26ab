"""Bytes as text. In: the bytes of a file. Out: its text, in its likeliest encoding, or None.

Tried in order: a byte order mark, the encoding a page declares, UTF-8, UTF-16 without its mark, then the
single-byte code pages press archives still hold: Arabic Windows where it gives Arabic words, else Western.
"""

from __future__ import annotations

import codecs
import re

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_DECLARED = re.compile(rb"<meta[^>]{0,200}charset\s*=\s*[\"']?\s*([A-Za-z0-9_-]{2,20})", re.IGNORECASE)
_HEAD = 4096  # a page must declare its encoding in its first kilobyte; some start with a long comment
_CONTROL = re.compile("[\x00-\x08\x0b\x0e-\x1a\x1c-\x1f\x7f]")
_ARABIC = re.compile("[\u0621-\u064a]{2,}")
_LETTERS = re.compile(r"[^\W\d_]{2,}")
# One control sign in a hundred characters: text has next to none, compressed data one in ten.
_MOST_CONTROL = 0.01
# Half of the words: a Western text read as Arabic gives a stray letter here and there.
_ENOUGH_ARABIC = 0.5


def decode_text(data: bytes) -> str | None:
    """The text of a file with line ends as "\\n", or None where the bytes are no text."""
    text = _decode(data)
    if text is None or looks_binary(text):
        return None
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _decode(data: bytes) -> str | None:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _try(data, encoding)
    declared = _DECLARED.search(data[:_HEAD])
    wide = _wide(data)
    tried = [declared.group(1).decode("ascii") if declared else "utf-8", "utf-8", wide]
    found = next((t for e in tried if e and (t := _try(data, e)) is not None and "\x00" not in t), None)
    return found if found is not None else _one_byte(data)


def _one_byte(data: bytes) -> str | None:
    arabic = _try(data, "cp1256")
    if arabic and _share_of_arabic(arabic) > _ENOUGH_ARABIC:
        return arabic
    return _try(data, "cp1252") or _try(data, "latin-1")


def _wide(data: bytes) -> str | None:
    """UTF-16 told by its zero bytes, on one side of each pair only in text of the West."""
    head = data[:_HEAD]
    even, odd = head[::2].count(0), head[1::2].count(0)
    # Two in five pairs: spaces and digits alone leave as many zeros in other scripts.
    enough = len(head) / 5
    if odd > enough and not even:
        return "utf-16-le"
    return "utf-16-be" if even > enough and not odd else None


def _share_of_arabic(text: str) -> float:
    words = _LETTERS.findall(text[:_HEAD])
    return sum(bool(_ARABIC.fullmatch(w)) for w in words) / len(words) if words else 0.0


def looks_binary(text: str) -> bool:
    """True where the characters are too often control signs to be writing."""
    return "\x00" in text or len(_CONTROL.findall(text)) > _MOST_CONTROL * len(text)


def _try(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except (UnicodeDecodeError, LookupError):
        return None
