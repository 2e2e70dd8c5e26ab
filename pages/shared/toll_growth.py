"""What the counts grew by. In: the desk, a kind of victims.
Out: victims a day between two statements, two statements of the reader's choice compared, the share of the
victims that any report describes.
"""

from __future__ import annotations

from typing import Any

import pandas as pd
import streamlit as st

from analyse.asides import leave_out
from analyse.casualties import main_line
from analyse.increments import compare_statements, measure_increments, share_described
from pages.shared.address import bind, keep, offer
from pages.shared.desk import Desk
from pages.shared.exports import offer_rows
from pages.shared.figures import scene_of
from pages.shared.incident_frames import asides_of, read_incidents
from pages.shared.toll_charts import list_statements, read_series
from pages.shared.words import labels, plain, say
from render.toll_words import TollView, ask_notes, pick_notes, say_source

PAIR = ("first", "last")
GROWTH = (
    "source",
    "who",
    "start",
    "end",
    "days",
    "before",
    "after",
    "gain",
    "rate",
    "whole",
    "sentence_after",
)
SHARES = ("as_of", "source", "stated", "told", "n_incidents", "share")


def show_growth(desk: Desk, kind: str) -> None:
    """Two statements compared, then every pair of one source and scope."""
    series = read_series(desk, kind)
    compare_pair(desk, series, kind)
    steps = measure_increments(series)
    st.markdown(f"**{plain(say('growth.steps'))}**")
    st.caption(say("growth.steps_help"))
    if steps.empty:
        st.info(say("growth.none"))
        return
    st.dataframe(word_growth(desk, steps), hide_index=True, column_config=_days("start", "end"))
    offer_rows(desk, (f"increments_{kind}", say("growth.steps")), steps)


def compare_pair(desk: Desk, series: pd.DataFrame, kind: str) -> None:
    """Two statements of the reader's choice, by default those annotated; refused as an increment where their
    sources differ, with what can be said all the same."""
    line = main_line(series)
    if len(line) < len(PAIR):
        return
    view = ask_notes(scene_of(desk), kind, TollView())
    noted = pick_notes(line, view)
    told = list_statements(desk, series)
    columns = st.columns(2)
    picked = [
        _choose(name, told, noted["toll_ids"].iloc[at][0], column)
        for name, at, column in zip(PAIR, (0, -1), columns, strict=True)
    ]
    rows = [r for r in line.to_dict("records") if r["toll_ids"][0] in picked]
    if len(rows) == len(PAIR):
        st.markdown(plain(tell_pair(desk, rows, kind)))


def tell_pair(desk: Desk, rows: list[dict[Any, Any]], kind: str) -> str:
    """What the difference of two statements says, and what it does not."""
    words = labels()
    found = compare_statements(*rows)
    who = [say_source(r["source"], scene_of(desk)) for r in rows]
    told = {"kind": words.text(f"tolls.kind_{kind}"), "days": words.plural("words.days", found["days_most"])}
    told |= {"gain": say_span(found, "gain"), "rate": say_span(found, "rate"), "a": who[0], "b": who[1]}
    if found["same_source"]:
        return say("growth.same", **told)
    return say("growth.floor" if found["gain_low"] else "growth.nothing", **told)


def say_span(row: Any, name: str) -> str:
    """The bounds of a gain or a rate: "1 608–2 010", "≥ 3,9", "0–2"; "–" where nothing bounds it."""
    words, decimals = labels(), 1 if name == "rate" else 0
    low, high = row[f"{name}_low"], row[f"{name}_high"]
    least = words.number(low, decimals)
    if pd.isna(high):
        return words.text("qualifier.at_least", n=least) if low else words.number(None)
    return least if least == words.number(high, decimals) else f"{least}–{words.number(high, decimals)}"


def word_growth(desk: Desk, steps: pd.DataFrame) -> pd.DataFrame:
    """The increments as a table in words, the latest first."""
    words, rows = labels(), steps.sort_values(["whole", "end"], ascending=False, kind="stable")
    told = {c: [say_span(r, c) for r in rows.to_dict("records")] for c in ("gain", "rate")}
    ends = {
        c: [_count(n, o) for n, o in zip(rows[f"low_{c}"], rows[f"open_{c}"], strict=True)]
        for c in ("before", "after")
    }
    spans = [words.days(None, None) if pd.isna(d) else words.number(d) for d in rows["days"]]
    named = {c: rows[c].map(lambda v: words.faction(desk.theatre, v)) for c in ("source", "who")}
    whole = rows["whole"].map(lambda w: say("growth.whole") if w else say("growth.step"))
    shown = rows.assign(**told, **ends, **named, days=spans, whole=whole)
    return shown[list(GROWTH)].rename(columns={c: say(f"toll_column.{c}") for c in GROWTH})


def show_share(desk: Desk, kind: str) -> None:
    """Beside each statement on all victims, the sum of the incidents described until its day."""
    told = read_incidents(desk)
    bounds = leave_out(told.bounds[told.bounds["kind"] == kind], asides_of(desk, kind))
    shares = share_described(read_series(desk, kind), bounds, told.found.incidents)
    st.caption(say("share.help"))
    if shares.empty:
        st.info(say("growth.none"))
        return
    st.markdown(plain(tell_share(desk, shares.iloc[-1], kind)))
    columns = _days("as_of") | {
        say("toll_column.n_incidents"): st.column_config.NumberColumn(format="localized")
    }
    st.dataframe(word_shares(desk, shares), hide_index=True, column_config=columns)
    offer_rows(desk, (f"share_{kind}", say("share.title")), shares)


def tell_share(desk: Desk, row: pd.Series, kind: str) -> str:
    """The last statement and what of it is described."""
    words = labels()
    told = {
        "kind": words.text(f"tolls.kind_{kind}"),
        "told": _range(row["told_low"], row["told_high"]),
        "stated": _count(row["stated_low"], row["open"]),
        "source": say_source(row["source"], scene_of(desk)),
        "day": words.prose_day(row["as_of"]),
        "share": say_share(row),
    }
    return say("share.finding", incidents=words.plural("words.incidents", row["n_incidents"]), **told)


def say_share(row: Any) -> str:
    """The share of 100, with its bounds: "≤ 30 %", "25–28 %"."""
    low, high = (100 * row[f"share_{c}"] for c in ("low", "high"))
    if row["open"] or pd.isna(low):
        return f"≤ {labels().number(high)} %"
    return f"{_range(low, high)} %"


def word_shares(desk: Desk, shares: pd.DataFrame) -> pd.DataFrame:
    """The shares as a table in words, the latest first."""
    rows = shares.iloc[::-1]
    records = rows.to_dict("records")
    shown = rows.assign(
        source=[say_source(r["source"], scene_of(desk)) for r in records],
        stated=[_count(r["stated_low"], r["open"]) for r in records],
        told=[_range(r["told_low"], r["told_high"]) for r in records],
        share=[say_share(r) for r in records],
    )
    return shown[list(SHARES)].rename(columns={c: say(f"toll_column.{c}") for c in SHARES})


def _choose(name: str, told: dict[str, str], default: str, column: Any) -> str:
    asked = offer(name, list(told), [default])[0]

    def draw(key: str) -> str:
        with column:
            return st.selectbox(say(f"growth.{name}"), list(told), format_func=told.__getitem__, key=key)

    picked = bind(name, asked, draw)
    keep(name, [picked], [default])
    return picked


def _count(low: float, is_open: bool) -> str:
    return labels().count(low, None if is_open else low, "at_least" if is_open else "exact")


def _range(low: float, high: float) -> str:
    words = labels()
    least, most = words.number(low), words.number(high)
    return least if least == most else f"{least}–{most}"


def _days(*names: str) -> dict[str, Any]:
    return {say(f"toll_column.{c}"): st.column_config.DateColumn(format="DD/MM/YYYY") for c in names}
