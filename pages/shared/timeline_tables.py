"""The timeline as tables, for whoever cannot see it and for the record. In: what it draws, the desk.
Out: its events, or its cells where events are counted; the phases and battles of the pack with their sources.
"""

from __future__ import annotations

from typing import Any

import pandas as pd
import streamlit as st

from analyse.timeline import count_cells
from pages.shared.desk import Desk
from pages.shared.tables import show_table
from pages.shared.words import labels, say
from render.timeline import Drawing


def show_drawn(desk: Desk, drawing: Drawing) -> None:
    """The events drawn, or the cells; made when the reader opens it, so that no page carries it unread."""
    with st.expander(say("casualties.table"), key="timeline_table", on_change="rerun") as box:
        if box.open and drawing.binned:
            _show(word_cells(drawing))
        elif box.open:
            show_table(desk, drawing.shown, "events")


def word_cells(drawing: Drawing) -> pd.DataFrame:
    """One row per stretch and lane: its days, how many events, and how they are known."""
    cells = count_cells(drawing.shown, drawing.step)
    wide = cells.pivot_table(index=["start", "end", "lane"], columns="known", values="n", fill_value=0)
    kinds = [k for k in ("reported", "claimed", "denied", "asked") if k in wide]
    rows = wide[kinds].astype(int).assign(total=wide[kinds].sum(axis=1).astype(int)).reset_index()
    names = {lane: drawing.lanes[lane].name for lane in drawing.lanes}
    words = labels()
    named = {
        "start": say("column.date_start"),
        "end": say("column.date_end"),
        "lane": words.text(f"timeline.lane_{drawing.by}").capitalize(),
        "total": say("timeline.events"),
        **{k: words.text(f"timeline.legend_{k}").capitalize() for k in kinds},
    }
    shown = rows.assign(lane=rows["lane"].map(names))[["start", "end", "lane", "total", *kinds]]
    return shown.rename(columns=named)


def show_stretches(desk: Desk) -> None:
    """The phases and battles of the pack: their days, and the addresses these rest on."""
    with st.expander(say("timeline.stretches"), key="timeline_stretches", on_change="rerun") as box:
        if box.open:
            _show(list_stretches(desk))


def list_stretches(desk: Desk) -> pd.DataFrame:
    """The phases, then the battles; their sources as plain text: nothing here leads off the machine."""
    words, theatre = labels(), desk.theatre
    rows: list[tuple[Any, ...]] = [(words.name(p.names), p.start, p.end, "") for p in theatre.phases]
    for b in theatre.battles:
        rows.append(
            (words.text("timeline.battle", name=words.name(b.names)), b.start, b.end, " ; ".join(b.sources))
        )
    names = (say("timeline.stretch_name"), *(say(f"column.date_{e}") for e in ("start", "end")))
    return pd.DataFrame(rows, columns=[*names, say("timeline.stretch_sources")])


def _show(rows: pd.DataFrame) -> None:
    day = st.column_config.DateColumn(format="DD/MM/YYYY")
    days = {say(f"column.date_{e}"): day for e in ("start", "end")}
    st.dataframe(rows, hide_index=True, column_config=days)
