"""The incidents one by one. In: the desk, a kind of victims, a convention, a week.
Out: a table of date, place, toll, victims, grade and mentions; the incident picked.
"""

from __future__ import annotations

from typing import Any

import pandas as pd
import streamlit as st

from analyse.conventions import Convention
from analyse.timeline import floor_days
from analyse.victims import ALL
from pages.shared.desk import Desk
from pages.shared.exports import offer_rows
from pages.shared.incident_charts import read_bounds
from pages.shared.incident_frames import asides_of, read_incidents
from pages.shared.incident_words import say_victims, tell_aside, tell_contest
from pages.shared.words import labels, say

COLUMNS = (
    "day_start", "day_end", "event_type", "place_id", "low", "best", "high", "victims", "grade", "n_sources",
    "admitted_by", "contested", "n_mentions", "n_reports", "aside",
)  # fmt: skip
# Rows a browser scrolls through without waiting; the files hold them all.
MOST = 2000


def list_incidents(desk: Desk, kind: str, convention: Convention) -> pd.DataFrame:
    """One row per incident with a toll of a kind, the heaviest first, asides last.

    Columns of the incidents, their bounds and grades; `victims`, the groups told of; `aside`, why it is left
    out of sums, or None.
    """
    told, bounds = read_incidents(desk), read_bounds(desk, kind, convention)
    groups = bounds[bounds["victims"] != ALL].groupby("incident_id")["victims"].agg(list)
    wholes = bounds[bounds["victims"] == convention.victims].drop(columns=["victims", "sources", "n_sources"])
    asides = {r["incident_id"]: r for r in asides_of(desk, kind).to_dict("records")}
    rows = wholes.drop(columns="toll_ids").merge(told.found.incidents, on="incident_id")
    rows = rows.merge(told.grades, on="incident_id").assign(
        victims=lambda f: f["incident_id"].map(groups).map(lambda v: v if isinstance(v, list) else [ALL]),
        aside=lambda f: f["incident_id"].map(asides).map(lambda r: _why(desk, r)),
    )
    rows = rows.assign(apart=rows["aside"].notna()).sort_values(
        ["apart", "best", "day_end"], ascending=[True, False, False], kind="stable", ignore_index=True
    )
    return rows.drop(columns="apart")


def keep_week(rows: pd.DataFrame, week: str | None) -> pd.DataFrame:
    """The incidents of the week that begins on a Monday, in ISO 8601; all without one."""
    if not week or rows.empty:
        return rows
    monday = floor_days(rows["day_end"], "week")
    return rows[monday == pd.Timestamp(week)].reset_index(drop=True)


def show_incident_table(desk: Desk, rows: pd.DataFrame, name: str) -> str | None:
    """The table; the id of the incident picked in it."""
    if rows.empty:
        st.info(say("incident.none"))
        return None
    shown = rows.head(MOST)
    if len(shown) < len(rows):
        st.caption(say("incident.first", n=labels().number(MOST), total=labels().number(len(rows))))
    state = st.dataframe(
        word_incidents(desk, shown),
        hide_index=True,
        placeholder="–",
        column_config=_columns(),
        on_select="rerun",
        selection_mode="single-row",
        key=f"incidents_{name}",
        height=min(36 * (len(shown) + 1), 330),  # nine rows: the panel below stays in sight
    )
    picked = state["selection"]["rows"]
    return str(shown["incident_id"].iloc[picked[0]]) if picked and picked[0] < len(shown) else None


def word_incidents(desk: Desk, rows: pd.DataFrame) -> pd.DataFrame:
    """The rows in words; an open ceiling is left blank."""
    words = labels()
    deed = lambda v: words.text(f"event_type.{v}") if isinstance(v, str) else say("incident.no_deed")  # noqa: E731
    shown = rows.assign(
        event_type=rows["event_type"].astype(object).map(deed),
        place_id=rows["place_id"].astype(object).map(lambda v: words.place(desk.theatre, v)),
        high=rows["high"].mask(rows["open"].astype(bool)),
        victims=rows["victims"].map(lambda vs: ", ".join(say_victims(desk, v) for v in vs)),
        grade=rows["grade"].map(lambda g: say(f"incident.grade_{g}")),
        admitted_by=rows["admitted_by"].map(lambda s: ", ".join(words.faction(desk.theatre, i) for i in s)),
        contested=rows["contested"].map(lambda over: tell_contest(over) if len(over) else ""),
    )
    return shown[list(COLUMNS)].rename(columns={c: say(f"toll_column.{c}") for c in COLUMNS})


def export_incidents(desk: Desk, rows: pd.DataFrame) -> None:
    """The table as files."""
    offer_rows(desk, ("incidents", say("incident.list_title")), rows)


def _why(desk: Desk, aside: Any) -> str | None:
    return tell_aside(desk, aside) if isinstance(aside, dict) else None


def _columns() -> dict[str, Any]:
    number = st.column_config.NumberColumn(format="localized")
    day = st.column_config.DateColumn(format="DD/MM/YYYY")
    counts = ("low", "best", "high", "n_sources", "n_mentions", "n_reports")
    named = {say(f"toll_column.{c}"): number for c in counts} | {
        say(f"toll_column.day_{e}"): day for e in ("start", "end")
    }
    named[say("toll_column.high")] = st.column_config.NumberColumn(
        format="localized", help=say("incident.high_help")
    )
    named[say("toll_column.grade")] = st.column_config.TextColumn(help=say("incident.grade_help"))
    return named
