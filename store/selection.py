"""The rows someone asks for. In: a frame of the store and a Selection. Out: the rows it keeps.

A faction matches in any role; a row touches a period when its interval does; a row nothing dates may belong
to any period and is kept. A value the table never holds is an error that names the nearest one.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import pandas as pd
from rapidfuzz.process import extractOne

from store.messages import StoreError
from store.tables import columns_of

ROLES = {
    "events": ("actor", "target", "claimant"),
    "claims": ("holder", "previous", "claimant"),
    "tolls": ("who", "source", "source_id"),
}
_DATES = {"events": "date", "claims": "date", "tolls": "as_of", "reports": "published"}
_TYPES = {"events": "event_type", "claims": "change", "tolls": "kind", "gaps": "kind"}
_STATUS = {"events": "status", "claims": "status", "tolls": "stance", "corrections": "verdict"}
_PLACES = ("place_id", "place_name")


@dataclass(frozen=True, slots=True)
class Selection:
    """What to keep; an empty field keeps everything."""

    factions: tuple[str, ...] = ()
    start: date | None = None
    end: date | None = None
    types: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    statuses: tuple[str, ...] = ()

    def told(self) -> dict[str, str]:
        """The filters in words, for what an export says about itself."""
        lists = {"faction": self.factions, "type": self.types, "place": self.places, "status": self.statuses}
        days = {"from": self.start, "to": self.end}
        return {k: ", ".join(v) for k, v in lists.items() if v} | {k: str(v) for k, v in days.items() if v}


def select_rows(frame: pd.DataFrame, table: str, asked: Selection) -> pd.DataFrame:
    """The rows of a table that a selection keeps; raises StoreError on a filter or value it does not have."""
    kept = pd.Series(True, index=frame.index)
    for name, columns, values in (
        ("--faction", ROLES.get(table, ()), asked.factions),
        ("--type", _column(_TYPES, table), asked.types),
        ("--place", [c for c in _PLACES if c in frame], asked.places),
        ("--status", _column(_STATUS, table), asked.statuses),
    ):
        if values:
            kept &= _match(frame, table, (name, columns), values)
    if asked.start or asked.end:
        kept &= _touches(frame, table, asked)
    return frame[kept].reset_index(drop=True)


def _column(columns: dict[str, str], table: str) -> list[str]:
    return [columns[table]] if table in columns else []


def _match(
    frame: pd.DataFrame, table: str, option: tuple[str, list[str] | tuple[str, ...]], values: tuple[str, ...]
) -> pd.Series:
    name, columns = option
    if not columns:
        raise StoreError("no_filter", table=table, option=name)
    known = _known(frame, table, columns)
    for value in values:
        if value.casefold() not in known:
            # Under 50 of 100 no resemblance is left to suggest.
            near = extractOne(value.casefold(), list(known), score_cutoff=50)
            nearest = known[near[0]] if near else ", ".join(sorted(known.values())[:10]) or "-"
            raise StoreError("no_value", option=name, value=value, table=table, nearest=nearest)
    wanted = {v.casefold() for v in values}
    return pd.concat([frame[c].str.casefold().isin(wanted) for c in columns], axis=1).any(axis=1)


def _known(frame: pd.DataFrame, table: str, columns: list[str] | tuple[str, ...]) -> dict[str, str]:
    """Every value of some columns, by its folded form: those found and those the table allows."""
    allowed = [v for c in columns_of(table) if c.name in columns for v in c.allowed]
    found = [str(v) for c in columns for v in frame[c].dropna().unique()]
    return {v.casefold(): v for v in (*allowed, *found)}


def _touches(frame: pd.DataFrame, table: str, asked: Selection) -> pd.Series:
    if table not in _DATES:
        raise StoreError("no_filter", table=table, option="--from, --to")
    start, end = (frame[f"{_DATES[table]}_{edge}"] for edge in ("start", "end"))
    first, last = start.fillna(end), end.fillna(start)
    touches = pd.Series(True, index=frame.index)
    if asked.start:
        touches &= last >= pd.Timestamp(asked.start)
    if asked.end:
        touches &= first <= pd.Timestamp(asked.end)
    return touches | first.isna()
