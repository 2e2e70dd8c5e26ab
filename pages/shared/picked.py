"""What was clicked on the board. In: a place, a stretch of front or a sign of events, by its ids; the desk.
Out: how sure, why, and the sentences behind it, opposed ones side by side.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pandas as pd
import streamlit as st

from pages.shared.board import Front
from pages.shared.desk import Desk
from pages.shared.evidence import show_row
from pages.shared.words import labels, plain, say
from render.front_layers import window_events

# Sentences shown of one sign of events; the table holds them all.
MOST_EVENTS = 12
RECENT = 14  # days: what was said lately of a place counts even where it decided nothing


def show_picked(desk: Desk, front: Front, picked: dict[str, Any]) -> None:
    """The panel of what was clicked."""
    panels: dict[str, Callable[[Desk, Front, dict[str, Any]], None]] = {
        "place": show_place,
        "front": show_stretch,
        "events": show_events,
    }
    panels[str(picked["kind"])](desk, front, picked)


def show_place(desk: Desk, front: Front, picked: dict[str, Any]) -> None:
    """A place: who holds it, how sure, why; who says what, side by side; then the events there."""
    ids = [str(p) for p in picked["place_ids"]]
    st.subheader(plain(", ".join(labels().place(desk.theatre, p) for p in ids)), anchor=False)
    control = front.state.control
    for row in control[control["place_id"].isin(ids)].to_dict("records"):
        st.markdown(plain(tell_state(desk, row)))
        show_reasons(desk, row.get("reasons") or [])
    claims = _rows(desk.kept["claims"], "place_id", ids)
    # What decides the state of the place, and what was said in the fortnight before: never what came later.
    day = pd.Timestamp(front.day)
    said = claims["date_end"].between(day - pd.Timedelta(days=RECENT), day)
    show_opposed(desk, claims[claims["claim_id"].isin(picked["claim_ids"]) | said])
    events = window_events(front.state)
    for row in _rows(events, "place_id", ids).head(MOST_EVENTS).to_dict("records"):
        show_row(desk, "events", row)


def show_stretch(desk: Desk, front: Front, picked: dict[str, Any]) -> None:
    """A stretch of front: between whom, what supports it, the claims on both sides of it."""
    words = labels()
    sides = " / ".join(words.faction(desk.theatre, s) for s in picked["sides"])
    st.subheader(plain(say("front.stretch", sides=sides)), anchor=False)
    st.markdown(plain(words.text(f"board.support_{picked['support']}")))
    near = ", ".join(words.place(desk.theatre, p) for p in picked["place_ids"])
    st.caption(plain(say("front.between", places=near)))
    show_opposed(desk, _rows(desk.kept["claims"], "claim_id", picked["claim_ids"]))


def show_events(desk: Desk, front: Front, picked: dict[str, Any]) -> None:
    """A sign of events: each with its sentence."""
    events = _rows(desk.kept["events"], "event_id", picked["event_ids"])
    st.subheader(plain(labels().plural("words.events", len(events))), anchor=False)
    for row in events.head(MOST_EVENTS).to_dict("records"):
        show_row(desk, "events", row)


def tell_state(desk: Desk, row: dict[Any, Any]) -> str:
    """Who holds a place since when, and how sure, in a line."""
    words = labels()
    held = words.text(f"state.{row['state']}")
    parts = [f"{held} : {words.faction(desk.theatre, row['holder'])}" if row["holder"] else held]
    if row["claim_ids"]:
        parts.append(words.text("map.since", day=words.day(row["since"])))
    if (sure := row.get("confidence")) is not None and row["state"] != "unknown":
        parts.append(words.text("board.sure", n=round(float(sure) * 100)))
    return " · ".join(parts)


def show_reasons(desk: Desk, reasons: list[dict[str, Any]]) -> None:
    """Why a place is told so, one line a reason."""
    told = [tell_reason(desk, r) for r in reasons]
    if told:
        st.markdown("\n".join(f"- {plain(t)}" for t in dict.fromkeys(told)))


def tell_reason(desk: Desk, reason: dict[str, Any]) -> str:
    """One reason in words."""
    words, theatre = labels(), desk.theatre
    named = {k: words.faction(theatre, reason.get(k)) if reason.get(k) else "" for k in ("side", "by")}
    return words.text(f"reason.{reason['rule']}", day=words.day(reason.get("day")), **named)


def show_opposed(desk: Desk, claims: pd.DataFrame) -> None:
    """Claims, one column per side said to hold the place."""
    groups = [rows for _, rows in claims.groupby("holder", dropna=False, sort=False)]
    if not groups:
        st.caption(say("front.no_claim"))
        return
    for column, rows in zip(st.columns(len(groups)), groups, strict=True):
        with column:
            for row in rows.to_dict("records"):
                show_row(desk, "claims", row)


def _rows(frame: pd.DataFrame, column: str, ids: list[str]) -> pd.DataFrame:
    return frame[frame[column].isin(ids)]
