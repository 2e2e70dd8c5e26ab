"""The incidents section of Bilan humain. In: the desk, a kind of victims.
Out: bars by week, then one of four closer looks: incidents one by one, disagreements, growth, share.
"""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd
import streamlit as st

from analyse.conventions import Convention
from pages.shared.address import keep, offer
from pages.shared.choices import choose_one
from pages.shared.desk import Desk
from pages.shared.incident_charts import choose_convention, show_weeks
from pages.shared.incident_frames import read_incidents
from pages.shared.incident_jobs import are_ready, show_waiting
from pages.shared.incident_panel import show_incident
from pages.shared.incident_quarrels import show_quarrels
from pages.shared.incident_table import export_incidents, keep_week, list_incidents, show_incident_table
from pages.shared.toll_growth import show_growth, show_share
from pages.shared.words import labels, plain, say

LOOKS: dict[str, Callable[[Desk, str], None]] = {
    "quarrels": show_quarrels,
    "growth": show_growth,
    "share": show_share,
}


def show_incidents(desk: Desk, kind: str) -> None:
    """Heading, bars and closer looks; the reader cannot take them for the cumulative tolls above."""
    st.divider()
    st.subheader(say("incident.heading"), anchor=False)
    st.caption(say("incident.apart"))
    if not are_ready(desk):
        show_waiting(desk)
        return
    convention = choose_convention()
    if kind not in convention.kinds:
        st.info(plain(say("incident.kind_not_counted", kind=labels().text(f"kind.{kind}"))))
        return
    week = show_weeks(desk, kind, convention)
    look = choose_one("look", {n: say(f"incident.look_{n}") for n in ("list", *LOOKS)})
    if look == "list":
        show_list(desk, (kind, week), convention)
    else:
        LOOKS[look](desk, kind)


def show_list(desk: Desk, asked: tuple[str, str | None], convention: Convention) -> None:
    """The incidents of a week, or all; the one picked, or the one of the address, opened below."""
    kind, week = asked
    rows = keep_week(list_incidents(desk, kind, convention), week)
    told = labels().plural("words.incidents", len(rows))
    title = say("incident.of_week", day=labels().day(pd.Timestamp(week)), n=told) if week else told
    st.markdown(f"**{plain(title)}**")
    picked = show_incident_table(desk, rows, f"{kind}_{convention.name}_{week or ''}")
    known = list(read_incidents(desk).found.incidents["incident_id"])
    opened = picked or next(iter(offer("incident", known)), None)
    keep("incident", [opened] if opened else [])
    if opened:
        show_incident(desk, opened)
    else:
        st.caption(say("incident.pick"))
    if len(rows):
        export_incidents(desk, rows)
