"""Whether extracted rows answer what a case expects. In: expectations and rows. Out: a one-to-one matching.

Only the keys a case gives are compared; a row answers an expectation where it stands on the same words (both
carry them as `at`, a range of characters) and no key differs.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

from benchmarks.scoring import fold, split_names
from theatres.pack import load_theatre

Row = dict[str, Any]
NAMES = ("actor", "target", "claimant", "holder", "previous", "source")


def match_all(wanted: Sequence[Row], rows: Sequence[Row]) -> dict[int, int]:
    """The largest one-to-one matching of expectations and rows (augmenting paths): index to index."""
    owner: dict[int, int] = {}

    def place(i: int, seen: set[int]) -> bool:
        for j in range(len(rows)):
            if j not in seen and answers(rows[j], wanted[i]):
                seen.add(j)
                if j not in owner or place(owner[j], seen):
                    owner[j] = i
                    return True
        return False

    for i in range(len(wanted)):
        place(i, set())
    return {i: j for j, i in owner.items()}


def answers(row: Mapping[str, Any], want: Mapping[str, Any]) -> bool:
    """True where a row stands on the expected words and agrees with every key the case gives."""
    here = want["at"] is None or overlap(row["at"], want["at"])
    keys = (k for k in want if k not in ("at", "quote", "alt_types"))
    return here and all(_agrees(k, row, want) for k in keys)


def _agrees(key: str, row: Mapping[str, Any], want: Mapping[str, Any]) -> bool:
    value = want[key]
    if key == "start_min":
        return row["start"] is not None and bool(row["start"] >= value)
    if key == "end_max":
        return row["end"] is not None and bool(row["end"] <= value)
    if key == "event_type":
        return row[key] in (value, *want.get("alt_types", ()))
    if key in ("place", "name"):
        return _same_place(value, row[key])
    if isinstance(value, str) and key in NAMES:
        return bool(split_names(value) & split_names(row.get(key)))
    return bool(row.get(key) == value)


def _same_place(want: str | None, got: str | None) -> bool:
    if want is None or got is None:
        return want == got
    names = place_names()
    return any(names.get(k, {k}) & names.get(fold(got) or "", {fold(got)}) for k in split_names(want))


@lru_cache(maxsize=1)
def place_names(theatre_id: str = "libya_2019") -> dict[str, set[str]]:
    """Every folded spelling of the gazetteer with the ids of the places it may stand for."""
    table: dict[str, set[str]] = {}
    for place in load_theatre(theatre_id).places.values():
        for name in (*place.names.values(), *place.spellings, *place.context_spellings):
            table.setdefault(fold(name) or "", set()).add(place.id)
    return table


def overlap(a: tuple[int, int], b: tuple[int, int] | None) -> bool:
    """True where two ranges share a character."""
    return b is not None and a[0] < b[1] and b[0] < a[1]
