"""The front over time, below the board. In: the desk, a Front. Out: three panels, their table and files.

Made when the reader opens it: every week of the war has its front, and those drawn for the board serve again.
"""

from __future__ import annotations

from bisect import bisect_right
from datetime import date
from pathlib import Path

import pandas as pd
import streamlit as st

from analyse.filters import Filters
from analyse.front_measures import measure_front
from pages.shared.board import Front
from pages.shared.chronicle import list_ledgers, read_chronicle
from pages.shared.desk import Desk
from pages.shared.exports import offer_figure
from pages.shared.figures import show_figure
from pages.shared.frames import version_of
from pages.shared.words import labels, plain, say
from render.front_measures import describe_measures, draw_measures
from render.war import ASSESSED

SHOWN = ("day", "side", "held", "contested", "changed", "length_km", "supported_km")


def show_measures(desk: Desk, front: Front) -> None:
    """How many places each side holds, how long the front is, how many change hands, week by week."""
    with st.expander(say("front.measures"), key="front_measures", on_change="rerun") as box:
        if not box.open:
            return
        with st.spinner(say("front.measuring")):
            rows = _measure(desk.store, version_of(desk.store), desk.filters, _desk=desk)
        mine = rows[rows["view"].eq(front.view.id)].reset_index(drop=True)
        figure = draw_measures(mine, front.scene, front.view)
        st.markdown(f"**{plain(figure.layout.meta['title'])}**")
        show_figure(figure, "front_measures_chart", describe_measures(mine, front.scene, front.view))
        offer_figure(desk, "front_measures", figure, mine)
        _show_table(desk, mine)


def _show_table(desk: Desk, rows: pd.DataFrame) -> None:
    held = rows[rows["held"].gt(0)]
    shown = held.assign(side=held["side"].map(lambda s: labels().faction(desk.theatre, s)))[list(SHOWN)]
    number, day = (
        st.column_config.NumberColumn(format="localized"),
        st.column_config.DateColumn(format="DD/MM/YYYY"),
    )
    config = {say(f"front.measure_{c}"): number for c in SHOWN[2:]} | {say("front.measure_day"): day}
    named = shown.rename(columns={c: say(f"front.measure_{c}") for c in SHOWN})
    st.dataframe(named, hide_index=True, column_config=config)


@st.cache_resource(max_entries=16, show_spinner=False)  # the last views of a few readers
def _measure(store: Path, version: str, filters: Filters, _desk: Desk) -> pd.DataFrame:
    timeline = read_chronicle(_desk).timelines[ASSESSED]
    period = (filters.start or _desk.theatre.start, filters.end or _desk.theatre.end)
    (ledger,) = list_ledgers(_desk, (ASSESSED,))
    if not ledger.complete:
        return measure_front(timeline, period)
    drawn = sorted(ledger.days)

    def front_on(day: date) -> pd.DataFrame:
        # The front of a day is that of the last change before it.
        return ledger.days[drawn[max(bisect_right(drawn, day) - 1, 0)]]

    return measure_front(timeline, period, front_on=front_on)
