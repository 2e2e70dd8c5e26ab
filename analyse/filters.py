"""One choice of the reader applied to every table. In: frames of the store by name, `Filters`. Out: the
frames kept.

A faction matches in any role: who acts, who is hit, who asserts; who holds a place or held it; who the
victims are, who counts them, or who took part in the event the toll belongs to. A source is an outlet, or who
counts or asserts. `FrameIndex` is built once for a store and answers every choice of filters.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import reduce
from typing import Any

import numpy as np
import pandas as pd

from analyse.dates import add_days
from analyse.filter_index import (
    Coded,
    Rows,
    add_counts,
    both,
    code_column,
    code_ids,
    code_roles,
    date_rows,
    link_rows,
)
from theatres.pack import Theatre

Frames = Mapping[str, pd.DataFrame]
Masks = dict[str, Rows | None]
ROLES = {
    "events": ("actor", "target", "claimant"),
    "claims": ("holder", "previous", "claimant"),
    "tolls": ("who", "source"),
}
TABLES = ("events", "claims", "tolls")
# What each filter of the side bar counts: the columns that bear its choices.
BEARERS = {
    "event_types": (("events", "event_type"),),
    "places": (("events", "place_id"), ("claims", "place_id")),
    "statuses": (("events", "status"),),
    "sources": (
        ("reports", "outlet_id"), ("tolls", "source"), ("events", "claimant"), ("claims", "claimant"),
    ),
}  # fmt: skip
FACETS = ("factions", *BEARERS)
SPOKEN = {"events": ("claimant",), "claims": ("claimant",), "tolls": ("source", "source_id")}
# A toll says "claims" where an event says "claimed".
STANCES = {"reported": "reports", "claimed": "claims", "denied": "denies", "ordered": "orders"}


@dataclass(frozen=True, slots=True)
class Filters:
    """What the reader asked to see; an empty tuple asks for everything."""

    factions: tuple[str, ...] = ()
    start: date | None = None
    end: date | None = None
    event_types: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    statuses: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    unknown_dates: bool = True
    """Keep rows no text dates: they may belong to the period."""

    @property
    def choosy(self) -> bool:
        """True where rows are chosen by more than their day."""
        return bool(self.factions or self.event_types or self.places or self.statuses or self.sources)

    def without(self, facet: str) -> Filters:
        """The same but for one filter, which asks for everything; "days" is the period."""
        loose: dict[str, Any] = {"start": None, "end": None} if facet == "days" else {facet: ()}
        return replace(self, **loose)


class Kept(Frames):
    """The frames with the rows kept, each made when it is first asked for."""

    def __init__(self, frames: Frames, rows: Masks) -> None:
        self._frames, self._rows = frames, rows
        self._made: dict[str, pd.DataFrame] = {}

    def __getitem__(self, name: str) -> pd.DataFrame:
        if name not in self._made:
            rows = self._rows.get(name)
            self._made[name] = self._frames[name] if rows is None else self._frames[name][rows]
        return self._made[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._frames)

    def __len__(self) -> int:
        return len(self._frames)

    def count(self, name: str) -> int:
        """How many rows of a table are kept."""
        rows = self._rows.get(name)
        return len(self._frames[name]) if rows is None else int(rows.sum())

    @property
    def nbytes(self) -> int:
        """Bytes the frames made so far hold, and what says which rows they are."""
        made = [f for n, f in list(self._made.items()) if self._rows.get(n) is not None]
        rows = sum(r.nbytes for r in self._rows.values() if r is not None)
        return rows + sum(int(f.memory_usage(index=True, deep=False).sum()) for f in made)


class FrameIndex:
    """The frames of a store as numbers; `theatre` tells whose side a toll's source is."""

    def __init__(self, frames: Frames, theatre: Theatre | None = None) -> None:
        self.frames, self.theatre = frames, theatre
        self.tables = tables = [t for t in TABLES if t in frames]
        self.roles = {t: code_roles(frames[t], ROLES[t]) for t in tables}
        self.days = {t: date_rows(t, frames[t]) for t in ("reports", *tables)}
        ids = pd.Index(frames["reports"]["report_id"].unique())
        self.n_ids = len(ids)
        self.report = {t: code_ids(frames[t]["report_id"], ids) for t in ("reports", *tables)}
        tolls = pd.Index(frames["tolls"]["toll_id"]) if "tolls" in frames else pd.Index([])
        self.links = link_rows(frames["events"]["toll_ids"], tolls) if "events" in tables else None
        self._coded: dict[tuple[str, str], Coded] = {}

    def keep(self, filters: Filters) -> Kept:
        """The frames with the rows the filters keep; reports stay when they are in the period and from the
        sources."""
        return Kept(self.frames, self.find(filters))

    def find(self, filters: Filters) -> Masks:
        """Which rows of each table the filters keep; None is all of them."""
        found = {t: self._find_rows(t, filters) for t in self.tables}
        if filters.factions:
            found |= {t: both(found[t], self._in_roles(t, filters)) for t in self.tables if t != "tolls"}
            if "tolls" in self.tables:
                found["tolls"] = both(found["tolls"], self._tolls_of(found.get("events"), filters))
        return found | {"reports": both(self._from_outlets(filters), self._told_in("reports", filters))}

    def count(self, facet: str, filters: Filters) -> dict[str, int]:
        """Rows per choice of a filter, all others applied; a row that bears it in two roles counts once."""
        rows = self.find(filters.without(facet))
        if facet == "factions":
            return add_counts(c.count(rows["events"]) for c in self.roles["events"])
        return add_counts(self.code(t, c).count(rows[t]) for t, c in BEARERS[facet] if t in self.frames)

    def choices(self, facet: str) -> list[str]:
        """Every value of a filter that some row bears, in order."""
        coded = [self.code(t, c) for t, c in BEARERS.get(facet, ()) if t in self.frames]
        return sorted({v for c in coded or self.roles["events"] for v in c.values})

    def code(self, table: str, column: str) -> Coded:
        """A column as numbers, made at the first question."""
        if (table, column) not in self._coded:
            self._coded[table, column] = code_column(self.frames[table][column])
        return self._coded[table, column]

    def _find_rows(self, table: str, filters: Filters) -> Rows | None:
        kept = both(self._told_in(table, filters), self._from_sources(table, filters))
        if filters.places:
            kept = both(kept, self.code(table, "place_id").among(filters.places))
        if filters.statuses:
            kept = both(kept, self._of_status(table, filters))
        if filters.event_types and table == "events":
            kept = both(kept, self.code(table, "event_type").among(filters.event_types))
        return kept

    def _of_status(self, table: str, filters: Filters) -> Rows:
        if table == "tolls":
            return self.code(table, "stance").among(STANCES.get(s, s) for s in filters.statuses)
        return self.code(table, "status").among(filters.statuses)

    def _told_in(self, table: str, filters: Filters) -> Rows | None:
        if filters.start is None and filters.end is None:
            return None
        days = self.days[table]
        inside = days.within(filters.start, filters.end)
        return inside | days.undated if filters.unknown_dates or table == "reports" else inside

    def _from_outlets(self, filters: Filters) -> Rows | None:
        return self.code("reports", "outlet_id").among(filters.sources) if filters.sources else None

    def _from_sources(self, table: str, filters: Filters) -> Rows | None:
        outlets = self._from_outlets(filters)
        known = np.zeros(self.n_ids + 1, dtype=bool)
        known[self.report["reports"] if outlets is None else self.report["reports"][outlets]] = True
        known[-1] = False
        kept = known[self.report[table]]
        if not filters.sources:
            return None if kept.all() else kept
        spoken = [
            self.code(table, c).among(filters.sources) for c in SPOKEN[table] if c in self.frames[table]
        ]
        return reduce(np.logical_or, spoken, kept)

    def _in_roles(self, table: str, filters: Filters) -> Rows:
        return reduce(np.logical_or, [c.among(filters.factions) for c in self.roles[table]])

    def _tolls_of(self, events: Rows | None, filters: Filters) -> Rows:
        """Tolls of a faction: its victims, its counts, and those of its events."""
        kept = self._in_roles("tolls", filters)
        if self.links is not None:
            rows, tolls = self.links
            kept[tolls if events is None else tolls[events[rows]]] = True
        sides = {a.id: a.side for a in self.theatre.actors.values()} if self.theatre else {}
        counting = self.code("tolls", "source_id")
        return kept | counting.among(v for v in counting.values if sides.get(v) in filters.factions)


def apply_filters(frames: Frames, filters: Filters, theatre: Theatre | None = None) -> Frames:
    """The frames with the rows the filters keep, for those who ask only once."""
    return FrameIndex(frames, theatre).keep(filters)


def count_undated(frames: Frames) -> dict[str, int]:
    """How many rows of each table neither their text nor their report dates."""
    tables = [t for t in TABLES if t in frames]
    return {t: int(add_days(t, frames[t], frames["reports"])["day_start"].isna().sum()) for t in tables}
