"""The sections of the page Comparer. In: the desk, a pair of halves.
Out: events by type, weeks, control and tolls of both on the same axes, and their differences in a table.
"""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from html import escape, unescape
from pathlib import Path
from typing import Any

import pandas as pd
import streamlit as st

from analyse.casualties import cumulative_series
from analyse.compare import (
    PARTS,
    WIDEST,
    Part,
    count_moves,
    count_types,
    count_weeks,
    read_published,
    sum_incidents,
    take_events,
    tell_differences,
)
from analyse.filters import Filters
from pages.shared.chronicle import read_chronicle
from pages.shared.desk import Desk
from pages.shared.evidence import show_clicked
from pages.shared.exports import draw_bar, offer_figure, write_caption, write_rows
from pages.shared.figures import show_figure
from pages.shared.frames import filter_frames, version_of
from pages.shared.incident_frames import asides_of, read_incidents
from pages.shared.incident_jobs import are_ready
from pages.shared.versus import filters_of
from pages.shared.words import labels, plain, say
from render.compare import Pair, describe_pairs, draw_pairs, draw_weeks
from render.palette import side_of

Rows = dict[str, pd.DataFrame]
Key = tuple[str, str]
KIND = "killed"
INCIDENT_COLUMNS = ["incident_id", "day", "victims", "actors", "low", "high", "open"]
# The charts of pairs, in the order of the page; weeks come after the types.
GROUPS = ("types", "moves", "incidents", "published")


def read_rows(desk: Desk, pair: Pair) -> Rows:
    """The rows of each chart, and the weeks."""
    key = (desk.store, version_of(desk.store), (desk.theatre.id, desk.theatre.version))
    return _compare(*key, filters_of(desk, pair), pair.parts, are_ready(desk), _desk=desk)


@st.cache_resource(max_entries=32, show_spinner=False)  # the last comparisons of a few readers
def _compare(  # noqa: PLR0913, PLR0917 — what the rows depend on
    store: Path,
    version: str,
    theatre: Key,
    filters: Filters,
    parts: tuple[Part, Part],
    ready: bool,
    _desk: Desk,
) -> Rows:
    kept = filter_frames(store, filters, _desk.theatre)
    series = cumulative_series(kept["tolls"], _desk.frames["reports"], KIND)
    sources = [_speakers(_desk, series, p) for p in parts]
    holding = [s.id for s in _desk.theatre.sides.values() if s.belligerent and s.holds_ground]
    wide = replace(_desk, filters=filters)
    return {
        "types": count_types(kept["events"], parts),
        "weeks": count_weeks(kept["events"], parts),
        "moves": count_moves(read_chronicle(wide).moves, parts, holding),
        "incidents": sum_incidents(_read_incidents(wide, ready), parts),
        "published": read_published(series, parts, sources),
        "events": pd.DataFrame({"part": PARTS, "n": [len(take_events(kept["events"], p)) for p in parts]}),
    }


def answer_compare(pair: Pair, rows: Rows) -> str:
    """The answer of the page: events, deaths and changes of control of both halves."""
    halves = [_tell_half(pair, rows, part) for part in PARTS]
    return say(
        "compare.answer_sides" if pair.by_side else "compare.answer_periods", left=halves[0], right=halves[1]
    )


def show_types(desk: Desk, pair: Pair, rows: Rows) -> None:
    """Events by type, then by week."""
    _show_pairs(desk, pair, rows, "types")
    figure = _based(draw_weeks(rows["weeks"], pair), pair, rows)
    st.subheader(plain(unescape(figure.layout.meta["title"])), anchor=False)
    show_figure(
        figure, "versus_weeks", unescape(f"{figure.layout.meta['subtitle']}. {figure.layout.meta['title']}.")
    )
    offer_figure(desk, "compare_weeks", figure, _name_halves(pair, rows["weeks"]))


def show_moves(desk: Desk, pair: Pair, rows: Rows) -> None:
    """Changes of control."""
    _show_pairs(desk, pair, rows, "moves")


def show_tolls(desk: Desk, pair: Pair, rows: Rows) -> None:
    """Tolls of incidents; apart, cumulative tolls as published, with the sentence of the one clicked."""
    _show_pairs(desk, pair, rows, "incidents")
    if not are_ready(desk):
        st.caption(say("compare.unmerged"))
    clicked = _show_pairs(desk, pair, rows, "published")
    if len(rows["published"]):
        show_clicked(desk, "tolls", clicked)


def show_differences(desk: Desk, pair: Pair, rows: Rows) -> None:
    """Every measure of both halves in a table, with the difference, and the table as a file."""
    st.subheader(say("compare.differences"), anchor=False)
    table = _list_differences(desk, pair, rows)
    names = {"left": pair.names[0], "right": pair.names[1]}
    if names["left"] == names["right"]:
        names["right"] += " (2)"
    heads = {c: say(f"column.{c}") for c in ("measure", "difference", "ratio")}
    shown = table.rename(columns={**heads, **names})
    number = st.column_config.NumberColumn(format="localized")
    config = {c: number for c in (*names.values(), heads["difference"], heads["ratio"])}
    st.dataframe(shown[[heads["measure"], *config]], hide_index=True, column_config=config)
    about = {"period": pair.period(), "base": _say_base(pair, rows)}
    caption = write_caption(desk, say("compare.differences"), len(table), about)
    draw_bar("compare_table", {"csv": partial(write_rows, desk, "compare", table, ("csv", caption))}, caption)


def _show_pairs(desk: Desk, pair: Pair, rows: Rows, key: str) -> str | None:
    words = name_rows(desk, rows[key], key)
    figure = _based(draw_pairs(rows[key], pair, words, key), pair, rows)
    st.subheader(plain(unescape(figure.layout.meta["title"])), anchor=False)
    if rows[key].empty:
        return None
    alt = unescape(describe_pairs(rows[key], pair, words, key))
    clicked = show_figure(figure, f"versus_{key}", alt)
    offer_figure(desk, f"compare_{key}", figure, _name_halves(pair, rows[key]))
    return clicked


def _name_halves(pair: Pair, rows: pd.DataFrame) -> pd.DataFrame:
    """The rows of a file: each says whose half it is, and from which day to which."""
    names, parts = dict(zip(PARTS, pair.names, strict=True)), dict(zip(PARTS, pair.parts, strict=True))
    days = {f"half_{k}": [getattr(parts[p], k) for p in rows["part"]] for k in ("start", "end")}
    return rows.assign(half=rows["part"].map(names), **days)


def name_rows(desk: Desk, rows: pd.DataFrame, key: str) -> dict[str, str]:
    """The names of the rows of a chart, safe to put in a figure."""
    words = labels()
    named: dict[str, str] = {}
    for name in dict.fromkeys(rows["name"]):
        if key == "types":
            told = words.text(f"event_type.{name}")
        elif name.startswith("gained_"):
            who = words.faction(desk.theatre, name.removeprefix("gained_"))
            told = words.text("compare.gained_by", who=who)
        elif key == "incidents" and name not in ("all", "own", "caused", "caused_civilians"):
            told = words.faction(desk.theatre, name)
        else:
            told = words.text(f"compare.{name}")
        named[name] = escape(told[0].upper() + told[1:], quote=False)
    return named


def _list_differences(desk: Desk, pair: Pair, rows: Rows) -> pd.DataFrame:
    reports = desk.frames["reports"]
    days = pd.to_datetime(reports["published_end"])
    head = [(say("compare.days"), *(float(p.days) for p in pair.parts))]
    if not pair.by_side:
        head.append((say("compare.reports"), *(float(p.holds(days).sum()) for p in pair.parts)))
    head.append((say("compare.events"), *rows["events"]["n"].astype(float)))
    first = pd.DataFrame(head, columns=["measure", "left", "right"])
    first = first.assign(difference=first["right"] - first["left"], ratio=first["right"] / first["left"])
    parts = [first]
    for key in GROUPS:
        if rows[key].empty:
            continue
        names = name_rows(desk, rows[key], key)
        told = tell_differences(rows[key])
        measure = [say(f"compare.group_{key}", what=unescape(names[n])) for n in told["name"]]
        parts.append(told.assign(measure=measure))
    table = pd.concat(parts, ignore_index=True)
    return table[["measure", "left", "right", "difference", "ratio"]].round(2)


def _tell_half(pair: Pair, rows: Rows, part: str) -> str:
    words, half = labels(), pair.parts[PARTS.index(part)]
    n = half.rate(float(rows["events"]["n"][PARTS.index(part)]))
    toll = _row(rows["incidents"], "caused" if pair.by_side else "all", part)
    low = float(toll["low"]) if toll is not None else 0.0
    numbers = {"events": words.plural("words.events", n), "killed": words.plural("kind_of.killed", low)}
    table, moves = rows["moves"], "taken" if pair.by_side else "changes"
    counted = table["part"].eq(part) & (table["name"].eq("gained") if pair.by_side else table["name"].notna())
    moved = float(table["value"][counted].sum())
    name = pair.names[PARTS.index(part)]
    if part == PARTS[0]:
        return words.text("compare.half", name=name, moved=words.plural(f"compare.{moves}", moved), **numbers)
    return words.text(
        "compare.other_half",
        name=name,
        events=words.number(n),
        killed=words.number(low),
        moved=words.number(moved),
    )


def _row(rows: pd.DataFrame, name: str, part: str) -> pd.Series | None:
    found = rows[rows["name"].eq(name) & rows["part"].eq(part)]
    return None if found.empty else found.iloc[0]


def _based(figure: Any, pair: Pair, rows: Rows) -> Any:
    """The figure with what it rests on, for its caption."""
    figure.layout.meta = {**figure.layout.meta, "base": _say_base(pair, rows)}
    return figure


def _say_base(pair: Pair, rows: Rows) -> str:
    events = [labels().plural("words.events", int(n)) for n in rows["events"]["n"]]
    return say("compare.base", left=pair.names[0], events=events[0], right=pair.names[1], other=events[1])


def _speakers(desk: Desk, series: pd.DataFrame, part: Part) -> list[str]:
    """Whose published figures are a half's: all of a period, those of a side's own bodies."""
    if part.side is None:
        return []
    named = series["source"].dropna().unique()
    return [str(s) for s in named if side_of(desk.theatre, s) == part.side] or [part.side]


def _read_incidents(desk: Desk, ready: bool) -> pd.DataFrame:
    """The dead of incidents, with INCIDENT_COLUMNS; none until the incidents of a large store are made."""
    if not ready:
        return pd.DataFrame({c: [] for c in INCIDENT_COLUMNS}).astype({"day": "datetime64[s]"})
    told = read_incidents(desk)
    incidents = told.found.incidents
    close = incidents[(incidents["day_end"] - incidents["day_start"]) <= WIDEST]
    bounds = told.bounds[told.bounds["kind"].eq(KIND)]
    bounds = bounds[~bounds["incident_id"].isin(asides_of(desk, KIND)["incident_id"])]
    named = bounds.merge(close[["incident_id", "day_end", "actors"]], on="incident_id")
    return pd.DataFrame(named.rename(columns={"day_end": "day"})[INCIDENT_COLUMNS])
