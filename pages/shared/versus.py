"""What is compared with what. In: the address, the desk.
Out: two periods or two factions chosen, each with its days and its name.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pandas as pd
import streamlit as st

from analyse.compare import Part
from analyse.filters import Filters
from pages.shared.address import bind, keep, offer, offer_day
from pages.shared.choices import choose_one
from pages.shared.desk import Desk
from pages.shared.figures import name_outlets, scene_of
from pages.shared.words import labels, say
from render.compare import Pair
from render.scene import Scene

KINDS = ("periods", "sides")
OWN = "own"
HALVES = ("a", "b")


def choose_pair(desk: Desk) -> Pair:
    """Draw the choice of both halves, kept in the address, and say what it asks for."""
    kind = choose_one("compare", {k: say(f"compare.{k}") for k in KINDS})
    columns = st.columns(2)
    chosen = []
    for number, column in enumerate(columns):
        with column:
            chosen.append(_choose_period(desk, number) if kind == "periods" else _choose_side(desk, number))
    (one, first), (other, second) = chosen
    return Pair(_narrow(desk, (one, other)), (one, other), (first, second))


def list_sides(desk: Desk) -> list[str]:
    """The sides that act in some event, the belligerents first, then those that act most."""
    acting = desk.frames["events"]["actor"].dropna().value_counts().index
    fighting = [s.id for s in desk.theatre.sides.values() if s.belligerent]
    return list(dict.fromkeys([*fighting, *(s for s in acting if s in desk.theatre.sides)]))


def filters_of(desk: Desk, pair: Pair) -> Filters:
    """The filters of the side bar without what the halves say themselves: their days, or their side."""
    if pair.by_side:
        return replace(desk.filters, factions=())
    return replace(desk.filters, start=None, end=None)


def widen(desk: Desk, pair: Pair) -> Desk:
    """The desk under those filters alone."""
    return replace(desk, filters=filters_of(desk, pair))


def tell_ignored(desk: Desk, pair: Pair) -> None:
    """Say where a filter of the side bar plays no part, and what is compared with what."""
    days = [labels().plural("words.days", p.days) for p in pair.parts]
    st.caption(say("compare.authors") if pair.by_side else say("compare.rates", left=days[0], right=days[1]))
    if pair.by_side and desk.filters.factions:
        st.caption(say("compare.ignored_side"))
    if not pair.by_side and (desk.filters.start or desk.filters.end):
        st.caption(say("compare.ignored_days"))


def find_empty(pair: Pair, counted: pd.DataFrame) -> str:
    """What is wrong with the halves, if anything: the same twice, or nothing read of one."""
    if pair.parts[0] == pair.parts[1]:
        return say("compare.same")
    names = [name for name, n in zip(pair.names, counted["n"], strict=True) if not n]
    return say("compare.empty", name=names[0]) if names else ""


def _narrow(desk: Desk, parts: tuple[Part, Part]) -> Scene:
    """The scene of both halves: only reports published in one of them count."""
    reports = desk.frames["reports"]
    days = pd.to_datetime(reports["published_end"])
    mine = reports[parts[0].holds(days) | parts[1].holds(days)]
    return replace(scene_of(desk), n_reports=int(mine["report_id"].nunique()), sources=name_outlets(mine))


def _choose_period(desk: Desk, number: int) -> tuple[Part, str]:
    half, words = HALVES[number], labels()
    phases = {p.id: p for p in desk.theatre.phases}
    options = {i: words.name(p.names) for i, p in phases.items()} | {OWN: say("compare.own")}
    picked = _choose(f"{half}_period", options, list(options)[min(number, len(options) - 1)])
    if picked != OWN:
        return Part(phases[picked].start, phases[picked].end), options[picked]
    start, end = sorted(_choose_day(desk, f"{half}_{end}", i) for i, end in enumerate(("from", "to")))
    return Part(start, end), say(
        "compare.span", start=words.day(pd.Timestamp(start)), end=words.day(pd.Timestamp(end))
    )


def _choose_side(desk: Desk, number: int) -> tuple[Part, str]:
    sides = list_sides(desk)
    options = {s: labels().faction(desk.theatre, s) for s in sides}
    picked = _choose(f"{HALVES[number]}_side", options, sides[min(number, len(sides) - 1)])
    start, end = desk.filters.start or desk.period[0], desk.filters.end or desk.period[1]
    return Part(start, end, picked), options[picked]


def _choose(key: str, options: dict[str, str], default: str) -> str:
    ids = list(options)
    asked = offer(key, ids, [default])[0]

    def draw(name: str) -> str | None:
        return st.selectbox(say(f"compare.{key[0]}"), ids, format_func=options.__getitem__, key=name)

    picked = bind(key, asked, draw) or default
    keep(key, [picked], [default])
    return picked


def _choose_day(desk: Desk, key: str, at: int) -> date:
    first, last = desk.period
    default = desk.period[at]
    asked = offer_day(key, first, last, default)

    def draw(name: str) -> date | None:
        label = say(f"compare.{key[2:]}")
        return st.date_input(label, min_value=first, max_value=last, key=name, format="DD/MM/YYYY")

    picked = bind(key, asked, draw) or default
    keep(key, [] if picked == default else [picked.isoformat()])
    return picked
