"""The state of the war in a few figures. In: the desk.
Out: the latest toll and its age, what changed in a fortnight.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

import pandas as pd
import streamlit as st

from analyse.casualties import latest_statement
from analyse.timeline import events_in, recent_changes
from pages.shared.desk import Desk
from pages.shared.evidence import show_evidence
from pages.shared.frames import dated_closely
from pages.shared.maps import RECENT, recent_moves
from pages.shared.tables import show_table
from pages.shared.toll_charts import read_series
from pages.shared.words import labels, plain, say
from render.scene import Scene

# What bars of events by actor, and the words beside them, are made of: no text is read for them.
BARS = ("event_id", "date_start", "date_end", "date_basis", "actor", "status")


@dataclass(frozen=True, slots=True)
class Summary:
    """The latest cumulative toll, the events of the last fortnight and of the one before, what changed."""

    toll: pd.Series | None
    recent: int
    before: int
    moves: pd.DataFrame


def read_summary(desk: Desk) -> Summary:
    """What the kept rows say at the end of the period."""
    day, step = desk.until, timedelta(days=RECENT)
    events = _lately(desk, 2 * step)
    return Summary(
        toll=latest_statement(read_series(desk, "killed"), day),
        recent=len(events_in(events, day - step + timedelta(days=1), day)),
        before=len(events_in(events, day - 2 * step + timedelta(days=1), day - step)),
        moves=recent_moves(desk, day),
    )


def date_bars(desk: Desk, scene: Scene) -> pd.DataFrame:
    """The events of the period with what bars and their words ask of them, dated once for both."""
    return events_in(desk.kept["events"][list(BARS)], scene.start, scene.end)


def answer_overview(desk: Desk, summary: Summary) -> str:
    """The answer of the overview in a sentence."""
    words = labels()
    parts = [say("overview.no_toll") if summary.toll is None else _tell_toll(desk, summary.toll)]
    parts.append(words.plural("ui.overview.moves", len(summary.moves), days=RECENT))
    return say("overview.answer", day=words.prose_day(desk.until), parts=" ; ".join(parts))


def show_figures(desk: Desk, summary: Summary) -> None:
    """Three numbers, each with what it means."""
    words = labels()
    toll, events, places = st.columns(3, border=True)
    with toll:
        st.metric(say("overview.toll"), "–" if summary.toll is None else _count(summary.toll))
        if summary.toll is not None:
            st.caption(plain(_age(desk, summary.toll)))
    with events:
        st.metric(say("overview.events", days=RECENT), words.number(summary.recent))
        st.caption(plain(words.plural("ui.overview.before", summary.before)))
    with places:
        st.metric(say("overview.places", days=RECENT), words.number(len(summary.moves)))
        st.caption(say("overview.places_help"))


def show_toll(desk: Desk, summary: Summary) -> None:
    """The sentence of the latest toll."""
    if summary.toll is not None:
        show_evidence(desk, "tolls", list(summary.toll["toll_ids"])[:1])


def show_recent(desk: Desk, summary: Summary) -> None:
    """What was told of the last fortnight: the places that changed, then the sentences."""
    if len(summary.moves):
        show_table(desk, summary.moves, "changes")
    told = recent_changes(_lately(desk), _since(desk.kept["claims"], desk), desk.until, RECENT)
    if told.empty:
        st.caption(say("overview.quiet", days=RECENT))
    else:
        show_table(desk, told, "recent")


def _lately(desk: Desk, span: timedelta = timedelta(days=RECENT)) -> pd.DataFrame:
    """The events dated to within a month that may have happened in the last days of the period."""
    return dated_closely(_since(desk.kept["events"], desk, span))


def _since(rows: pd.DataFrame, desk: Desk, span: timedelta = timedelta(days=RECENT)) -> pd.DataFrame:
    """Rows that may be of the last days of the period: few of many, before anything is made of them."""
    last = rows["date_end"].fillna(rows["date_start"])
    return rows[last > pd.Timestamp(desk.until - span)]


def _count(toll: pd.Series) -> str:
    return labels().count(toll["low"], None if toll["open"] else toll["high"], str(toll["qualifier"]))


def _tell_toll(desk: Desk, toll: pd.Series) -> str:
    return say(
        "overview.told", count=_count(toll), says=_says(desk, toll), day=labels().prose_day(toll["as_of_end"])
    )


def _age(desk: Desk, toll: pd.Series) -> str:
    words = labels()
    days = words.days(toll["as_of_start"], toll["as_of_end"])
    age = max((pd.Timestamp(desk.until) - toll["as_of_end"]).days, 0)
    return say("overview.age", says=_says(desk, toll), day=days, age=words.plural("words.days", age))


def _says(desk: Desk, toll: pd.Series) -> str:
    if not isinstance(toll["source"], str):
        return labels().text("who.no_source")
    return labels().text("words.says", who=labels().faction(desk.theatre, toll["source"]))
