"""What was found in a report as lines for a terminal. In: its JSON row and Extraction. Out: one text.

Words come from console.toml of the report's language; where it has none, the keys themselves are shown.
"""

from __future__ import annotations

from typing import Any

from extract.lexicon import Lexicon, read_language
from extract.records import Extraction

Row = dict[str, Any]
_QUOTE = 70  # characters of evidence shown: with the columns before it, a line of a wide terminal


def draw_table(name: str, row: Row, found: Extraction) -> str:
    """The report's name, its date, then its tolls, events, control claims and gaps, one a line."""
    words = Lexicon(row["language"], read_language(row["language"])).table("console")
    parts = [f"{name}  {_days(row['published'], words)}"]
    for key, columns in _COLUMNS.items():
        parts += [f"\n{words.get(key, key)} ({len(row[key])})"]
        parts += ["  " + _line([_cell(item, c, words) for c in columns], item["quote"]) for item in row[key]]
    places = ", ".join(dict.fromkeys(p["name"] for p in row["places"]))
    return "\n".join([*parts, f"\n{words.get('places', 'places')}: {places}", ""])


_COLUMNS = {
    "tolls": ("kind", "count", "scope", "source", "place"),
    "events": ("event_type", "actor", "status", "place"),
    "control": ("place", "holder", "change", "claimant"),
    "gaps": ("kind",),
}


def _line(cells: list[str], quote: str) -> str:
    shown = quote if len(quote) <= _QUOTE else quote[: _QUOTE - 3] + "..."
    return "".join(f"{c:<18}" for c in cells) + "| " + " ".join(shown.split())


def _cell(item: Row, column: str, words: Row) -> str:
    if column == "count":
        return _count(item, words)
    value = item.get(column)
    return str(words.get(value, value)) if value is not None else "-"


def _count(item: Row, words: Row) -> str:
    low, high = item["low"], item["high"]
    shown = (
        str(low) if low == high else f"{low if low is not None else ''}..{high if high is not None else ''}"
    )
    sign = words.get(item["qualifier"], item["qualifier"])
    return shown if item["qualifier"] == "exact" else f"{sign} {low if low is not None else high}"


def _days(when: Row | None, words: Row) -> str:
    if when is None:
        return str(words.get("undated", "undated"))
    days = when["start"] if when["start"] == when["end"] else f"{when['start'] or ''}..{when['end'] or ''}"
    reasons = f" ({'; '.join(when['reasons'])})" if when["reasons"] else ""
    return f"{days} [{words.get(when['basis'], when['basis'])}]{reasons}"
