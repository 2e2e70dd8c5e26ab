"""The filters of the side bar. In: the frames of a store, the address. Out: `Filters`, chips, counts beside each choice."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from functools import partial

import pandas as pd
import streamlit as st

from analyse.filters import ROLES, Filters, Frames, apply_filters
from pages.shared.address import bind, choose, keep, offer, offer_day, widget_key
from pages.shared.words import labels, name_of, say
from theatres.pack import Theatre

FACETS = {
    "faction": "factions",
    "type": "event_types",
    "place": "places",
    "status": "statuses",
    "source": "sources",
}
DAYS = ("from", "to")


@dataclass(frozen=True, slots=True)
class Chip:
    """One active filter: its key and value in the address, its words on screen."""

    key: str
    value: str
    label: str


def draw_filters(theatre: Theatre, frames: Frames) -> Filters:
    """Draw the filters in the side bar and say what they ask for."""
    asked = {key: tuple(offer(key, list_choices(key, frames))) for key in FACETS}
    first, last = period_of(theatre, frames)
    start, end = (offer_day(k, first, last, d) for k, d in zip(DAYS, (first, last), strict=True))
    filters = _to_filters(asked, (start, end), (first, last))
    draw = partial(_draw_facet, theatre=theatre, frames=frames, filters=filters)
    filters = replace(filters, factions=draw("faction"))
    filters = replace(filters, **_draw_days((first, last), (start, end)))
    with st.expander(say("filters.more"), expanded=any(asked[k] for k in list(FACETS)[1:])):
        rest = {FACETS[key]: draw(key) for key in list(FACETS)[1:]}
    return replace(filters, **rest)


def list_choices(key: str, frames: Frames) -> list[str]:
    """Every value of a filter that some row bears, in the order of its name."""
    return sorted({v for column in _columns(key, frames) for v in column.dropna().astype(str)})


def count_choices(key: str, frames: Frames, filters: Filters, theatre: Theatre) -> dict[str, int]:
    """Rows per value of a filter, all other filters applied: the count shown beside each choice."""
    others = replace(filters, **{FACETS[key]: ()})
    kept = apply_filters(frames, others, theatre)
    marks = [c.dropna().astype(str).rename("value").to_frame() for c in _columns(key, kept)]
    rows = pd.concat([m.assign(row=[(n, i) for i in m.index]) for n, m in _by_table(key, marks)])
    return {str(k): int(v) for k, v in rows.drop_duplicates().groupby("value").size().items()}


def period_of(theatre: Theatre, frames: Frames) -> tuple[date, date]:
    """The days a filter may ask for: the theatre's, widened to the reports'."""
    days = frames["reports"]["published_end"].dropna()
    later = [pd.Timestamp(d).date() for d in (days.min(), days.max())] if len(days) else []
    return min([theatre.start, *later]), max([theatre.end, *later])


def describe_filters(theatre: Theatre, filters: Filters) -> str:
    """The filters in words, the period apart: "Faction : ANL, GNA · Lieu : Syrte"."""
    asked = {key: getattr(filters, field) for key, field in FACETS.items() if getattr(filters, field)}
    named = {k: ", ".join(name_of(theatre, k, v) for v in vs) for k, vs in asked.items()}
    return " · ".join(say("filters.named", name=say(f"filters.{k}"), values=v) for k, v in named.items())


def list_active(theatre: Theatre, filters: Filters, period: tuple[date, date]) -> list[Chip]:
    """The active filters as chips."""
    chips = [
        Chip(key, value, name_of(theatre, key, value))
        for key, field in FACETS.items()
        for value in getattr(filters, field)
    ]
    bounds = zip(DAYS, (filters.start, filters.end), period, strict=True)
    days = [Chip(k, d.isoformat(), f"{say('filters.' + k)} {labels().day(d)}") for k, d, p in bounds if d and d != p]
    return [*days, *chips]


def drop_filter(chip: Chip) -> None:
    """Take one value out of the filters."""
    held = st.session_state.get(widget_key(chip.key), [])
    choose(chip.key, [v for v in held if v != chip.value] if chip.key in FACETS else [])


def clear_filters() -> None:
    """Ask for everything again."""
    for key in (*FACETS, *DAYS):
        choose(key, [])


def _to_filters(asked: dict[str, tuple[str, ...]], days: tuple[date, date], period: tuple[date, date]) -> Filters:
    start, end = (None if d == p else d for d, p in zip(days, period, strict=True))
    return Filters(start=start, end=end, **{FACETS[k]: v for k, v in asked.items()})


def _draw_facet(key: str, *, theatre: Theatre, frames: Frames, filters: Filters) -> tuple[str, ...]:
    counts = count_choices(key, frames, filters, theatre)
    chosen = list(getattr(filters, FACETS[key]))
    options = sorted(list_choices(key, frames), key=lambda v: (-counts.get(v, 0), name_of(theatre, key, v)))
    write: Callable[[str], str] = lambda v: f"{name_of(theatre, key, v)} · {counts.get(v, 0)}"  # noqa: E731

    def draw(name: str) -> list[str]:
        hint = say("filters.faction_help") if key == "faction" else None
        return st.multiselect(
            say(f"filters.{key}"), options, format_func=write, key=name, placeholder=say("filters.all"), help=hint
        )

    picked = bind(key, chosen, draw)
    keep(key, picked)
    return tuple(picked)


def _draw_days(period: tuple[date, date], days: tuple[date, date]) -> dict[str, date | None]:
    columns = st.columns(2)
    taken = [_draw_day(c, k, d, period) for c, k, d in zip(columns, DAYS, days, strict=True)]
    start, end = (None if d == p else d for d, p in zip(taken, period, strict=True))
    return {"start": start, "end": end}


def _draw_day(column: st.delta_generator.DeltaGenerator, key: str, day: date, period: tuple[date, date]) -> date:
    def draw(name: str) -> date:
        label, (first, last) = say(f"filters.{key}"), period
        return column.date_input(label, min_value=first, max_value=last, key=name, format="DD/MM/YYYY", required=True)

    picked = bind(key, day, draw)
    keep(key, [] if picked == dict(zip(DAYS, period, strict=True))[key] else [picked.isoformat()])
    return picked


def _columns(key: str, frames: Frames) -> list[pd.Series]:
    if key == "faction":
        return [frames[t][c] for t, columns in ROLES.items() if t != "tolls" for c in columns]
    if key == "type":
        return [frames["events"]["event_type"]]
    if key == "place":
        return [frames[t]["place_id"] for t in ("events", "claims", "tolls")]
    if key == "status":
        return [frames[t]["status"] for t in ("events", "claims")]
    sources = (("reports", "outlet_id"), ("tolls", "source"), ("events", "claimant"), ("claims", "claimant"))
    return [frames[table][column] for table, column in sources]


def _by_table(key: str, marks: list[pd.DataFrame]) -> list[tuple[int, pd.DataFrame]]:
    # The roles of one event are one event: its three faction columns share a number.
    tables = [i // 3 for i in range(len(marks))] if key == "faction" else list(range(len(marks)))
    return list(zip(tables, marks, strict=True))
