"""What is behind a mark of the timeline. In: the id of an event, the desk.
Out: its sentence, who says it, the other reports of the same happening.
"""

from __future__ import annotations

from typing import Any

import pandas as pd
import streamlit as st

from analyse.dates import add_days, inside
from analyse.incidents import merge_incidents
from pages.shared.address import bind
from pages.shared.desk import Desk
from pages.shared.evidence import show_evidence, show_row
from pages.shared.incident_frames import others_on
from pages.shared.words import labels, plain, say

# Where the event opened is remembered: a click on a mark and the list write it alike.
OPENED = "timeline_event"
# Other mentions shown; the page of tolls lists them all.
MOST_OTHERS = 8
# Above so many events the incidents of the whole store take seconds: only those around the event are made.
MOST_MERGED = 5000
# Days around an event within which reports of it are looked for: twice what a date's doubt may be (a week).
AROUND = pd.Timedelta(days=14)


def open_mark(desk: Desk, events: pd.DataFrame, invite: str) -> None:
    """The event opened, or the words that invite to open one."""
    opened = st.session_state.get(OPENED)
    rows = events[events["event_id"].eq(str(opened))]
    if rows.empty:
        st.caption(plain(invite))
        return
    with st.container(border=True, key="opened"):
        row = rows.to_dict("records")[0]
        show_row(desk, "events", row)
        st.caption(plain(tell_voice(desk, row)))
        _show_others(desk, str(opened))


def choose_event(desk: Desk, events: pd.DataFrame) -> None:
    """A list of the events drawn, for those who cannot point at a mark."""
    names = {str(row["event_id"]): name_event(desk, row) for row in events.to_dict("records")}
    opened = st.session_state.get(OPENED)

    def draw(name: str) -> None:
        st.selectbox(
            say("timeline.open"),
            list(names),
            format_func=names.__getitem__,
            key=name,
            placeholder=say("timeline.open_none"),
            on_change=_take_event,
            args=(name,),
        )

    bind("event", opened if opened in names else None, draw)


def name_event(desk: Desk, row: dict[Any, Any]) -> str:
    """An event in a line: day, type, actor, place."""
    words, theatre = labels(), desk.theatre
    what = words.text(f"event_type.{row['event_type']}")
    who = words.faction(theatre, row["actor"]) if isinstance(row["actor"], str) else ""
    where = words.place(theatre, row["place_id"])
    return " · ".join(p for p in (words.days(row["day_start"], row["day_end"]), what, who, where) if p)


def tell_voice(desk: Desk, row: dict[Any, Any]) -> str:
    """Who answers for an event: the report itself, or the side that says, denies, orders or asks it."""
    claimant = row["claimant"]
    who = labels().faction(desk.theatre, claimant if isinstance(claimant, str) else None)
    return say(f"timeline.voice_{row['status']}", who=who)


def find_others(desk: Desk, event_id: str) -> list[str]:
    """The other mentions of the same incident, as ids of events and tolls, in order of their days."""
    if len(desk.frames["events"]) <= MOST_MERGED:
        return list(others_on(desk, event_id).sort_values("day_end")["mention_id"])
    members = merge_incidents(_around(desk, event_id), desk.theatre).members
    same = members.loc[members["mention_id"].eq(event_id), "incident_id"]
    rows = members[members["incident_id"].isin(same) & members["mention_id"].ne(event_id)]
    return list(rows.sort_values("day_end")["mention_id"])


def _around(desk: Desk, event_id: str) -> dict[str, pd.DataFrame]:
    """The frames with the events of the days around one, in its place or in none, and what goes with them."""
    frames = desk.frames
    dated = add_days("events", frames["events"])
    one = dated[dated["event_id"].eq(event_id)].iloc[0]
    near = inside(dated, one["day_start"] - AROUND, one["day_end"] + AROUND)
    events = frames["events"][near & (dated["place_id"].eq(one["place_id"]) | dated["place_id"].isna())]
    told = frames["tolls"][frames["tolls"]["report_id"].isin(events["report_id"])]
    return {**frames, "events": events, "tolls": told}


def _show_others(desk: Desk, event_id: str) -> None:
    others = find_others(desk, event_id)
    if not others:
        st.caption(say("timeline.alone"))
        return
    st.markdown(f"**{plain(labels().plural('ui.timeline.others', len(others)))}**")
    for table in ("events", "tolls"):
        show_evidence(desk, table, others[:MOST_OTHERS])
    if len(others) > MOST_OTHERS:
        st.caption(say("timeline.more", n=labels().number(len(others) - MOST_OTHERS)))


def _take_event(key: str) -> None:
    st.session_state[OPENED] = st.session_state.get(key)
