"""One report on a page. In: the desk, its row.
Out: its text with what was read in it, what was not, its date.

The text is data: `render.highlight` escapes every character of it.
"""

from __future__ import annotations

from datetime import UTC, date, datetime

import pandas as pd
import streamlit as st

from extract.records import Correction
from pages.shared.address import choose, offer
from pages.shared.desk import Desk
from pages.shared.evidence import name_report
from pages.shared.reasons import tell_published
from pages.shared.tables import SHOWN, show_table
from pages.shared.words import labels, plain, say
from render.highlight import KINDS, Found, collect_spans, mark_text, write_legend, write_style
from store.corrections import add_corrections


def find_reports(desk: Desk, words: str) -> pd.DataFrame:
    """The kept reports whose title or text holds some words, latest first."""
    reports = desk.kept["reports"].sort_values("published_start", ascending=False, kind="stable")
    if not words.strip():
        return reports
    told = reports["title"].fillna("") + "\n" + reports["text"]
    return reports[told.str.contains(words.strip(), case=False, regex=False)]


def choose_report(desk: Desk, found: pd.DataFrame) -> pd.Series | None:
    """The list of reports; a click opens one. The report of the address comes first, filters or not."""
    ids = list(found["report_id"])

    def open_row() -> None:
        rows = st.session_state["report_list"]["selection"]["rows"]
        if rows and rows[0] < len(ids):
            choose("report", [ids[rows[0]]])

    # The title beside the day: a list is narrow, and what else is known stands to the right.
    first = [say(f"column.{c}") for c in ("published_start", "title")]
    others = [say(f"column.{c}") for c in SHOWN["reports"] if c not in ("published_start", "title")]
    chosen = {"on_select": open_row, "selection_mode": "single-row", "column_order": [*first, *others]}
    show_table(desk, found, "reports", key="report_list", **chosen)
    every = desk.frames["reports"].set_index("report_id", drop=False)
    asked = offer("report", list(every.index), ids[:1])
    choose("report", asked)
    return every[every.index == asked[0]].iloc[0] if asked else None


def show_report(desk: Desk, report: pd.Series) -> None:
    """The head of a report, the kinds to highlight, its text."""
    st.subheader(plain(name_report(report)), anchor=False)
    if report["report_id"] not in set(desk.kept["reports"]["report_id"]):
        st.caption(say("reports.outside"))
    names = {k: labels().text(f"highlight.{k}") for k in KINDS}
    kinds = st.pills(
        say("reports.show"),
        KINDS,
        selection_mode="multi",
        default=[k for k in KINDS if k != "place"],
        format_func=names.__getitem__,
    )
    spans = [s for s in all_spans(desk, str(report["report_id"])) if s.kind in kinds]
    text = mark_text(str(report["text"]), spans, str(report["language"]))
    st.html(write_style() + write_legend(labels(), [k for k in KINDS if k in kinds]) + text)


def all_spans(desk: Desk, report_id: str) -> list[Found]:
    """What was read in a report and where, places included."""
    places = desk.frames["places"]
    mine = places[places["report_id"] == report_id]
    named = zip(mine["start"], mine["end"], mine["place_id"], strict=True)
    return [*collect_spans(report_id, desk.frames), *(Found(int(s), int(e), "place", i) for s, e, i in named)]


def show_gaps(desk: Desk, report: pd.Series) -> None:
    """What was seen in a report and not understood."""
    gaps = desk.frames["gaps"]
    mine = gaps[gaps["report_id"] == report["report_id"]]
    st.subheader(plain(labels().plural("ui.reports.gaps", len(mine))), anchor=False)
    if mine.empty:
        st.caption(say("reports.no_gaps"))
    else:
        show_table(desk, mine, "gaps")


def show_date(desk: Desk, report: pd.Series) -> None:
    """When a report was published and why we think so, and the form that corrects it."""
    st.markdown(tell_published(report))
    if desk.sample:
        st.caption(say("reports.sample_fixed"))
        return
    with st.expander(say("reports.correct")), st.form("correct", border=False):
        first = _ask_day("correct_from", report["published_start"])
        last = _ask_day("correct_to", report["published_end"])
        by = st.text_input(say("reports.by"), max_chars=20, key="correct_by")
        note = st.text_input(say("reports.note"), max_chars=200)
        sent = st.form_submit_button(say("reports.save"))
    if sent and isinstance(first, date) and isinstance(last, date):
        _save(desk, report, (first, last), (by, note))


def _save(desk: Desk, report: pd.Series, days: tuple[date, date], told: tuple[str, str]) -> None:
    if days[1] < days[0]:
        st.warning(say("reports.backwards"))
        return
    fields = ("published_start", "published_end", "published_basis", "published_precision")
    news = (*(d.isoformat() for d in days), "stated", "day" if days[0] == days[1] else "open")
    at = datetime.now(UTC).isoformat(timespec="seconds")
    changed = [
        Correction(
            "", str(report["report_id"]), f, _text(report[f]), new, "amend", told[0] or "–", at, told[1]
        )
        for f, new in zip(fields, news, strict=True)
    ]
    add_corrections(desk.store, changed)
    st.session_state["report_saved"] = True
    st.rerun()


def _ask_day(name: str, known: object) -> date | None:
    return st.date_input(say(f"reports.{name}"), value=_day(known), format="DD/MM/YYYY", key=name)


def _day(value: object) -> date | None:
    return None if pd.isna(value) else pd.Timestamp(value).date()  # type: ignore[call-overload, arg-type]


def _text(value: object) -> str | None:
    if isinstance(value, pd.Timestamp):
        return value.date().isoformat()
    return value if isinstance(value, str) else None
