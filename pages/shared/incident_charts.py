"""Incidents by week, apart from the cumulative tolls. In: the desk, a kind of victims, a convention.
Out: bars with their bounds, drawn and exported; how the convention counts; what is left out.
"""

from __future__ import annotations

from typing import Any

import pandas as pd
import streamlit as st

from analyse.asides import leave_out, sum_asides
from analyse.bounds import weekly_bounds
from analyse.conventions import CONVENTIONS, Convention
from analyse.victims import ALL
from pages.shared.choices import choose_one
from pages.shared.desk import Desk
from pages.shared.exports import offer_figure
from pages.shared.figures import scene_of, show_figure
from pages.shared.incident_frames import asides_of, bounds_of, read_incidents
from pages.shared.incident_words import say_victims
from pages.shared.words import labels, plain, say
from render.describe import describe_incidents
from render.incidents import draw_incidents


def choose_convention() -> Convention:
    """How to count: as the texts do, or as ACLED, UCDP or Airwars would; with a plain explanation."""
    name = choose_one("convention", {n: say(f"incident.convention_{n}") for n in CONVENTIONS}, "visible")
    st.caption(say(f"incident.explain_{name}"))
    return CONVENTIONS[name]


def read_bounds(desk: Desk, kind: str, convention: Convention) -> pd.DataFrame:
    """The tolls of the incidents kept, of one kind and of the victims the convention counts."""
    bounds = bounds_of(desk, convention.name)
    mine = bounds[bounds["kind"] == kind]
    return mine if convention.victims == ALL else mine[mine["victims"] == convention.victims]


def show_weeks(desk: Desk, kind: str, convention: Convention) -> str | None:
    """The bars, the asides left out of them, the exports and the table; the Monday of the bar clicked."""
    incidents, asides = read_incidents(desk).found.incidents, asides_of(desk, kind)
    weekly = weekly_bounds(leave_out(read_bounds(desk, kind, convention), asides), incidents, kind)
    scene = scene_of(desk)
    figure = draw_incidents(weekly, scene, kind, incidents)
    clicked = show_figure(figure, f"weeks_{kind}_{convention.name}", describe_incidents(weekly, scene, kind))
    show_asides(asides)
    offer_figure(desk, f"incidents_{kind}", figure, weekly)
    with st.expander(say("casualties.table")):
        st.dataframe(word_weeks(desk, weekly), hide_index=True, column_config=_columns(), placeholder="–")
    return clicked


def show_asides(asides: pd.DataFrame) -> None:
    """How many figures stand for no single happening, and how many victims they tell of."""
    if len(asides):
        told = sum_asides(asides)
        st.caption(plain(labels().plural("ui.incident.asides", told["n"], low=labels().number(told["low"]))))


def word_weeks(desk: Desk, weekly: pd.DataFrame) -> pd.DataFrame:
    """The weeks as a table in words."""
    shown = weekly.assign(
        victims=weekly["victims"].map(lambda v: say_victims(desk, v)),
        high=weekly["high"].mask(weekly["open"].astype(bool)),
    )
    names = {c: say(f"toll_column.{c}") for c in ("week", "victims", "low", "best", "high", "n")}
    return shown[list(names)].rename(columns=names)


def _columns() -> dict[str, Any]:
    number = st.column_config.NumberColumn(format="localized")
    days = st.column_config.DateColumn(format="DD/MM/YYYY")
    return {
        say("toll_column.week"): days,
        **{say(f"toll_column.{c}"): number for c in ("low", "best", "high", "n")},
    }
