"""The filters of the side bar. In: the frames of a store, the address.
Out: `Filters`, chips, counts beside each choice.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from typing import Any

import pandas as pd
import streamlit as st

from analyse.filters import Filters, FrameIndex, Frames
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


def draw_filters(theatre: Theatre, index: FrameIndex) -> Filters:
    """Draw the filters in the side bar and say what they ask for."""
    asked = {key: tuple(offer(key, list_choices(key, index))) for key in FACETS}
    first, last = period_of(theatre, index.frames)
    days = (offer_day(DAYS[0], first, last, first), offer_day(DAYS[1], first, last, last))
    filters = Filters(start=_unless(days[0], first), end=_unless(days[1], last))
    for key, values in asked.items():
        filters = set_facet(filters, key, values)
    draw = partial(_draw_facet, theatre=theatre, index=index)
    filters = draw("faction", filters=filters)
    start, end = _draw_days((first, last), days)
    filters = replace(filters, start=start, end=end)
    folded = [key for key in FACETS if key != "faction"]
    with st.expander(say("filters.more"), expanded=any(asked[key] for key in folded)):
        for key in folded:
            filters = draw(key, filters=filters)
    return filters


def set_facet(filters: Filters, key: str, values: tuple[str, ...]) -> Filters:
    """The filters with one facet changed."""
    changed: dict[str, Any] = {FACETS[key]: values}
    return replace(filters, **changed)


def list_choices(key: str, index: FrameIndex) -> list[str]:
    """Every value of a filter that some row bears, in the order of its name."""
    return index.choices(FACETS[key])


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
    days = [
        Chip(k, d.isoformat(), f"{say('filters.' + k)} {labels().day(d)}")
        for k, d, p in bounds
        if d and d != p
    ]
    return [*days, *chips]


def drop_filter(chip: Chip) -> None:
    """Take one value out of the filters."""
    held = st.session_state.get(widget_key(chip.key), [])
    choose(chip.key, [v for v in held if v != chip.value] if chip.key in FACETS else [])


def clear_filters() -> None:
    """Ask for everything again."""
    for key in (*FACETS, *DAYS):
        choose(key, [])


def _draw_facet(key: str, *, theatre: Theatre, index: FrameIndex, filters: Filters) -> Filters:
    counts = index.count(FACETS[key], filters)
    chosen = list(getattr(filters, FACETS[key]))
    options = sorted(list_choices(key, index), key=lambda v: (-counts.get(v, 0), name_of(theatre, key, v)))
    write: Callable[[str], str] = lambda v: f"{name_of(theatre, key, v)} · {counts.get(v, 0)}"  # noqa: E731

    def draw(name: str) -> list[str]:
        hint = say("filters.faction_help") if key == "faction" else None
        return st.multiselect(
            say(f"filters.{key}"),
            options,
            format_func=write,
            key=name,
            placeholder=say("filters.all"),
            help=hint,
        )

    picked = bind(key, chosen, draw)
    keep(key, picked)
    return set_facet(filters, key, tuple(picked))


def _draw_days(period: tuple[date, date], days: tuple[date, date]) -> tuple[date | None, date | None]:
    start, end = (_draw_day(k, d, period) for k, d in zip(DAYS, days, strict=True))
    return _unless(start, period[0]), _unless(end, period[1])


def _draw_day(key: str, day: date, period: tuple[date, date]) -> date:
    default = period[DAYS.index(key)]

    def draw(name: str) -> date | None:
        label, (first, last) = say(f"filters.{key}"), period
        return st.date_input(label, min_value=first, max_value=last, key=name, format="DD/MM/YYYY")

    picked = bind(key, day, draw) or default
    keep(key, [] if picked == default else [picked.isoformat()])
    return picked


def _unless(day: date, default: date) -> date | None:
    return None if day == default else day
