"""Who said what of the same day or the same incident. In: the desk, a kind of victims.
Out: the figures in conflict, drawn, listed and exported.
"""

from __future__ import annotations

import pandas as pd
import streamlit as st

from analyse.disagreement import rival_statements, rival_words
from pages.shared.choices import choose_one
from pages.shared.desk import Desk
from pages.shared.evidence import show_clicked
from pages.shared.exports import offer_figure
from pages.shared.figures import scene_of, show_figure
from pages.shared.incident_frames import read_incidents, words_of
from pages.shared.incident_words import name_incident, name_outlets, say_victims
from pages.shared.toll_charts import read_series
from pages.shared.words import labels, plain, say
from render.disagreement import describe_disagreement, draw_disagreement, name_group, name_sources

OVER = ("incident", "day")
COLUMNS = ("what", "source", "low", "high", "victims", "spread", "sentence")


def show_quarrels(desk: Desk, kind: str) -> None:
    """The widest disagreements, on incidents or on the cumulative figures of one day."""
    over = choose_one("over", {o: say(f"quarrel.over_{o}") for o in OVER})
    rows, names = read_quarrels(desk, kind, over)
    scene = scene_of(desk)
    figure = draw_disagreement(rows, scene, kind, names)
    st.markdown(f"**{plain(figure.layout.meta['title'])}**")
    if rows.empty:
        return
    clicked = show_figure(figure, f"quarrels_{over}_{kind}", describe_disagreement(rows, scene, names))
    show_clicked(desk, "tolls", clicked)
    offer_figure(desk, f"disagreement_{kind}", figure, rows)
    with st.expander(say("casualties.table")):
        number = st.column_config.NumberColumn(format="localized")
        columns = {say(f"toll_column.{c}"): number for c in ("low", "high")}
        st.dataframe(
            word_quarrels(desk, rows, names), hide_index=True, column_config=columns, placeholder="–"
        )


def read_quarrels(desk: Desk, kind: str, over: str) -> tuple[pd.DataFrame, dict[str, str]]:
    """The figures in conflict, and the words for incidents and for reports that quote nobody."""
    if over == "day":
        return rival_statements(read_series(desk, kind)), {}
    told = read_incidents(desk)
    bounds = told.bounds[told.bounds["kind"] == kind]
    rows = rival_words(words_of(desk, kind), bounds, told.found.incidents)
    mine = told.found.incidents[told.found.incidents["incident_id"].isin(rows["group"])]
    named = {r["incident_id"]: name_incident(desk, r) for r in mine.to_dict("records")}
    return rows, {**name_outlets(desk), **named}


def word_quarrels(desk: Desk, rows: pd.DataFrame, names: dict[str, str]) -> pd.DataFrame:
    """The figures as a table in words."""
    scene = scene_of(desk)
    shown = rows.assign(
        what=rows["group"].map(lambda g: name_group(g, rows, scene, names)),
        source=name_sources(rows, scene, names),
        victims=rows["victims"].map(lambda v: say_victims(desk, v)),
        spread=rows["spread"].map(lambda s: f"{labels().number(100 * s)} %"),
        high=rows["high"].mask(rows["open"].astype(bool)),
    )
    heads = {c: say(f"toll_column.{c}") for c in COLUMNS}
    return shown[list(heads)].rename(columns=heads)
