"""The words behind a mark. In: ids of rows, the desk.
Out: the sentence, who says it, in which report, opened by a link.

Report text is data: it is escaped, shown, and never obeyed.
"""

from __future__ import annotations

from html import escape
from typing import Any

import pandas as pd
import streamlit as st

from pages.shared.desk import Desk
from pages.shared.menu import link_page
from pages.shared.words import labels, plain, say

ID_OF = {"events": "event_id", "tolls": "toll_id", "claims": "claim_id"}


def show_evidence(desk: Desk, table: str, ids: list[str]) -> None:
    """The sentences of some rows, each with its report."""
    frame = desk.frames[table]
    for row in frame[frame[ID_OF[table]].isin(ids)].to_dict("records"):
        show_row(desk, table, row)


def show_clicked(desk: Desk, table: str, clicked: str | None) -> None:
    """The sentence of the mark clicked, or the words that invite a click."""
    if clicked:
        with st.container(border=True):
            show_evidence(desk, table, [clicked])
    else:
        st.caption(say("evidence.click"))


def show_row(desk: Desk, table: str, row: dict[Any, Any]) -> None:
    """One row: what was understood, the sentence with the words it rests on, the link to its report."""
    st.markdown(f"**{plain(_tell(desk, table, row))}**")
    st.html(quote_html(row))
    reports = desk.frames["reports"]
    report = reports[reports["report_id"] == row["report_id"]].iloc[0]
    link_page("reports", say("evidence.open", report=name_report(report)), report=str(row["report_id"]))


def quote_html(row: dict[Any, Any]) -> str:
    """The sentence as safe HTML, the words of the evidence marked; direction follows the script."""
    sentence, quote = str(row["sentence"]), str(row["quote"])
    before, found, after = sentence.partition(quote)
    marked = f"{escape(before)}<mark>{escape(found)}</mark>{escape(after)}" if found else escape(sentence)
    return f'<div class="evidence" dir="auto">{marked}</div>'


def name_report(report: pd.Series) -> str:
    """A report in a few words: title or first words, outlet, day."""
    words = labels()
    title = report["title"] if isinstance(report["title"], str) else str(report["text"])[:70] + "…"
    outlet = report["outlet_name"] if isinstance(report["outlet_name"], str) else None
    days = words.days(report["published_start"], report["published_end"])
    sample = words.text("words.sample") if report["sample"] else None
    return " · ".join(p for p in (title, outlet, days, sample) if p)


def _tell(desk: Desk, table: str, row: dict[Any, Any]) -> str:
    words, theatre = labels(), desk.theatre
    if table == "tolls":
        count = words.count(row["low"], row["high"], row["qualifier"])
        source = words.faction(theatre, row["source"]) if isinstance(row["source"], str) else ""
        parts = [
            f"{words.text('kind.' + row['kind'])} : {count}",
            words.text(f"scope.{row['scope']}"),
            source,
        ]
        return " · ".join(p for p in parts if p)
    days = words.days(row["date_start"], row["date_end"])
    place = words.place(theatre, row["place_id"])
    status = words.text(f"status.{row['status']}")
    says = f" ({words.faction(theatre, row['claimant'])})" if isinstance(row["claimant"], str) else ""
    return " · ".join((days, _what(desk, table, row), place, status + says))


def _what(desk: Desk, table: str, row: dict[Any, Any]) -> str:
    words, theatre = labels(), desk.theatre
    if table == "claims":
        change = words.text(f"change.{row['change']}")
        return f"{change} : {words.faction(theatre, row['holder'])}"
    target = f" → {words.faction(theatre, row['target'])}" if isinstance(row["target"], str) else ""
    return f"{words.text('event_type.' + row['event_type'])}, {words.faction(theatre, row['actor'])}{target}"
