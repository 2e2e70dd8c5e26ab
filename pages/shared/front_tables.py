"""The board as tables, for whoever cannot see it and for the record. In: the desk, a Front.
Out: who holds what on the day; what changed lately, or between the two days compared.
"""

from __future__ import annotations

from typing import Any

import pandas as pd
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from pages.shared.board import COMPARE, RECENT, THREE, Front
from pages.shared.desk import Desk
from pages.shared.picked import show_picked
from pages.shared.tables import show_table
from pages.shared.words import labels, plain, say
from render.war import ASSESSED

# Rows read without scrolling beside the board, and the height in pixels of a table that holds more.
MOST_ROWS, TALL = 12, 560


def answer_front(desk: Desk, front: Front) -> str:
    """The answer of the page; it says so where filters left sentences out of the map."""
    found = title_of(front)
    return say("front.narrowed", finding=found) if desk.filters.choosy else found


def title_of(front: Front) -> str:
    """Who holds what, or what changed hands between two days."""
    if front.mode != COMPARE:
        told = front.told_by
        who = labels().faction(front.scene.theatre, told)
        return front.finding if told == ASSESSED else say("front.told", who=who, finding=front.finding)
    first, last = sorted((front.against, front.day))
    words = labels()
    n = words.plural("ui.front.moved", len(compare_days(front)))
    return say("front.compared", start=words.prose_day(first), end=words.prose_day(last), moved=n)


def split_page(front: Front) -> tuple[DeltaGenerator, DeltaGenerator]:
    """Where the board and what was clicked stand: side by side, or below it where maps need the width."""
    if front.mode in (THREE, COMPARE):
        return st.container(), st.container()
    board, beside = st.columns([5, 2], gap="medium")
    return board, beside


def show_beside(desk: Desk, front: Front, picked: dict[str, Any] | None) -> None:
    """What was clicked; else what changed, lately or between the two days compared."""
    if picked:
        show_picked(desk, front, picked)
        return
    st.caption(say("front.click"))
    if front.mode == COMPARE:
        show_moves(desk, compare_days(front), say("front.between_days"))
    elif front.mode == THREE:
        show_moves(desk, list_quarrels(front), say("front.quarrels"))
    else:
        moved = recent_changes(front)
        show_moves(desk, moved, say("front.changes", n=len(moved), days=RECENT.days))


def show_moves(desk: Desk, rows: pd.DataFrame, title: str) -> None:
    """A table under its title, its words wrapped: it stands in a narrow column, and on a phone."""
    st.subheader(plain(title), anchor=False)
    if rows.empty:
        st.caption(say("front.none"))
        return
    with st.container(height=TALL if len(rows) > MOST_ROWS else "content", border=False):
        st.table(word_quarrels(desk, rows) if "told_by" in rows else word_moves(desk, rows))


def word_moves(desk: Desk, rows: pd.DataFrame) -> pd.DataFrame:
    """Who held a place and who holds it now, a change a row, in words; the place is the index."""
    words = labels()
    told = [f"{words.day(r['day'])} : {tell_move(desk, r)}" for r in rows.to_dict("records")]
    places = [plain(words.place(desk.theatre, str(p))) for p in rows["place_id"]]
    return pd.DataFrame({say("front.moving"): told}, index=pd.Index(places, name=say("column.place_id")))


def tell_move(desk: Desk, row: dict[Any, Any]) -> str:
    """A change in words: "GNA → ANL (revendiqué, sans confirmation)"."""
    before, after = (_holder(desk, row[c]) for c in ("holder_before", "holder"))
    state = labels().text(f"state.{row['state']}") if isinstance(row["state"], str) else say("front.nobody")
    if row["state"] in ("contested", "unknown") or before == after:
        return plain(f"{before} → {state}" if row["state"] != "held" else f"{after} ({state})")
    return plain(f"{before} → {after}" + (f" ({state})" if row["state"] != "held" else ""))


def word_quarrels(desk: Desk, rows: pd.DataFrame) -> pd.DataFrame:
    """The places two sides tell differently, one a row; who holds it by whose word across."""
    told = {
        say("front.account", who=labels().faction(desk.theatre, by)): {
            plain(labels().place(desk.theatre, str(r["place_id"]))): _tell_hold(desk, r)
            for r in mine.to_dict("records")
        }
        for by, mine in rows.groupby("told_by")
    }
    return pd.DataFrame(told).fillna(say("front.nobody")).rename_axis(say("column.place_id"))


def _tell_hold(desk: Desk, row: dict[Any, Any]) -> str:
    if row["state"] == "held":
        return _holder(desk, row["holder"])
    state = labels().text(f"state.{row['state']}")
    return plain(f"{_holder(desk, row['holder'])} ({state})" if row["state"] == "claimed_only" else state)


def _holder(desk: Desk, side: object) -> str:
    return plain(labels().faction(desk.theatre, side)) if isinstance(side, str) else say("front.nobody")


def show_control(desk: Desk, front: Front) -> None:
    """The content of the map as a table: each place of the view, its holder, since when, how sure."""
    control = place_rows(front)
    with st.expander(say("front.table", n=len(control))):
        show_table(desk, control, "control")


def place_rows(front: Front) -> pd.DataFrame:
    """The rows of the places inside the view, those disputed or only claimed first."""
    south, west, north, east = front.view.bounds
    places = front.scene.theatre.places
    control = front.state.control
    inside = [
        (p := places.get(str(i))) is not None and south <= p.latitude <= north and west <= p.longitude <= east
        for i in control["place_id"]
    ]
    shown = control[inside].assign(n_claims=control["claim_ids"].map(len))
    order = shown["state"].map({"contested": 0, "claimed_only": 1, "held": 2, "unknown": 3})
    return shown.assign(order=order).sort_values(["order", "place_id"], kind="stable").drop(columns="order")


def recent_changes(front: Front) -> pd.DataFrame:
    """The changes of the fortnight before the day."""
    moves = front.chronicle.moves
    days = pd.to_datetime(moves["day"])
    last = pd.Timestamp(front.day)
    return moves[(days > last - RECENT) & (days <= last)]


def compare_days(front: Front) -> pd.DataFrame:
    """The places whose holder or state differs between the two days compared, the earlier day first."""
    first, last = sorted((front.against, front.day))
    before, after = (front.chronicle.state_on(d).control for d in (first, last))
    columns = ["place_id", "holder", "state"]
    both = before[columns].merge(
        after[[*columns, "since"]], on="place_id", how="outer", suffixes=("_before", "")
    )
    told = both.astype(object).where(both.notna(), None)
    moved = (told["holder_before"] != told["holder"]) | (told["state_before"] != told["state"])
    return (
        told[moved].rename(columns={"since": "day"}).sort_values("day", key=pd.to_datetime, ignore_index=True)
    )


def list_quarrels(front: Front) -> pd.DataFrame:
    """The places two sides tell differently on the day, one row per place and teller."""
    told = {m: front.chronicle.state_on(front.day, m).control for m in front.chronicle.modes if m != ASSESSED}
    rows = pd.concat(
        [f[["place_id", "holder", "state"]].assign(told_by=m) for m, f in told.items()], ignore_index=True
    )
    differing = rows.groupby("place_id")["holder"].transform(lambda h: h.nunique(dropna=False) > 1)
    return rows[differing.astype(bool)].sort_values(["place_id", "told_by"], ignore_index=True)
