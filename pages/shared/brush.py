"""The period chosen on the chart itself. In: a selection, a phase, a battle or a cell.
Out: the page's own period filter, in the address, taken back by its chips.
"""

from __future__ import annotations

from datetime import date
from typing import Any

import streamlit as st

from analyse.timeline import count_cells
from pages.shared.address import bind, choose
from pages.shared.desk import Desk
from pages.shared.filters import DAYS
from pages.shared.words import labels, say
from render.timeline import Drawing

Days = tuple[date, date]
# Set where a callback inside a fragment changed the period: the whole page is to be drawn anew.
NARROWED = "period_narrowed"


def redraw_narrowed() -> None:
    """Draw the whole page anew where its period was changed from a chart."""
    if st.session_state.pop(NARROWED, False):
        st.rerun()


def narrow_to(days: Days, period: Days) -> None:
    """Make days, first and last, the period of the page, within `period`; for use in callbacks."""
    start, end = max(min(days), period[0]), min(max(days), period[1])
    if start > end:
        return
    for key, day, edge in zip(DAYS, (start, end), period, strict=True):
        choose(key, [] if day == edge else [day.isoformat()])
    st.session_state[NARROWED] = True


def take_brush(key: str, period: Days) -> None:
    """Callback of a strip: the stretch selected on it becomes the period."""
    days = brushed_days(st.session_state.get(key))
    if days:
        narrow_to(days, period)


def brushed_days(state: Any) -> Days | None:
    """The first and last day a selection touches, drawn as a box or as a free line; None where it is none."""
    selection = state["selection"] if state else {}
    drawn = [*selection.get("box", ()), *selection.get("lasso", ())]
    if not drawn or len(drawn[0]["x"]) < 2:
        return None
    days = [read_day(x) for x in drawn[0]["x"]]
    return min(days), max(days)


def read_day(word: object) -> date:
    """The day of a place on the axis: "2019-05-06 13:12:00.5" is 6 May."""
    return date.fromisoformat(str(word)[:10])


def choose_stretch(desk: Desk) -> None:
    """A list of phases and battles, for those who cannot brush: the one chosen becomes the period."""
    stretches = list_stretches(desk)
    shown = (desk.filters.start or desk.period[0], desk.filters.end or desk.period[1])
    now = next((i for i, (_, days) in stretches.items() if _within(days, desk.period) == shown), None)

    def draw(name: str) -> None:
        st.selectbox(
            say("timeline.stretch"),
            list(stretches),
            format_func=lambda i: stretches[i][0],
            key=name,
            placeholder=say("timeline.stretch_none"),
            on_change=_take_stretch,
            args=(name, {i: days for i, (_, days) in stretches.items()}, desk.period),
        )

    bind("stretch", now, draw)


def choose_cells(desk: Desk, drawing: Drawing) -> None:
    """A list of the stretches the cells stand for, for those who cannot click one: it becomes the period."""
    counts = count_cells(drawing.shown, drawing.step).groupby(["start", "end"])["n"].sum().reset_index()
    words = labels()
    told = {
        f"{row['start']:%Y-%m-%d}": (
            f"{words.days(row['start'], row['end'])} · {words.plural('words.events', int(row['n']))}",
            (row["start"].date(), row["end"].date()),
        )
        for row in counts.to_dict("records")
    }

    def draw(name: str) -> None:
        st.selectbox(
            say(f"timeline.cells_{drawing.step}"),
            list(told),
            format_func=lambda i: told[i][0],
            key=name,
            placeholder=say("timeline.stretch_none"),
            on_change=_take_stretch,
            args=(name, {i: days for i, (_, days) in told.items()}, desk.period),
        )

    bind("cells", None, draw)


def list_stretches(desk: Desk) -> dict[str, tuple[str, Days]]:
    """The phases, then the battles, by id: their name and days in words, their days."""
    words, theatre = labels(), desk.theatre
    told = {f"phase.{p.id}": (words.name(p.names), (p.start, p.end)) for p in theatre.phases}
    for b in theatre.battles:
        told[f"battle.{b.id}"] = (
            words.text("timeline.battle", name=words.name(b.names)),
            (b.start, b.end),
        )
    return {i: (f"{name} · {words.days(*days)}", days) for i, (name, days) in told.items()}


def _within(days: Days, period: Days) -> Days:
    return max(days[0], period[0]), min(days[1], period[1])


def _take_stretch(key: str, stretches: dict[str, Days], period: Days) -> None:
    chosen = st.session_state.get(key)
    narrow_to(stretches.get(str(chosen), period), period)
