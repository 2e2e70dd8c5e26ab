"""The overview as anyone would write it in an afternoon: pandas, plotly and folium, what `benchmarks.pages`
is compared with. In: parquet files of the tables in the folder NAIVE_DATA. Out: a Streamlit page.

It reads what the overview reads and shows the same: choices with their counts, events per week and side, who
last held each place and the events of the last fortnight on a map, the deaths published, the latest events.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import Any

import folium
import pandas as pd
import plotly.express as px
import streamlit as st
from streamlit_folium import st_folium

FOLDER = Path(os.environ["NAIVE_DATA"])
FORTNIGHT = pd.Timedelta(days=14)
ROLES = ["actor", "target", "claimant"]
FILTERS = {"type": "event_type", "place": "place_id", "status": "status"}


@st.cache_data(show_spinner=False)
def load() -> dict[str, pd.DataFrame]:
    """The tables, read once."""
    return {name: pd.read_parquet(FOLDER / f"{name}.parquet") for name in ("events", "claims", "tolls")}


def choose(events: pd.DataFrame) -> pd.DataFrame:
    """The side bar, each choice with its count, and the events it keeps."""
    told = pd.concat([events[role] for role in ROLES]).value_counts().to_dict()
    chosen = st.sidebar.multiselect(
        "faction", list(told), format_func=partial(write, told), key="control_faction"
    )
    kept = events[events[ROLES].isin(chosen).any(axis=1)] if chosen else events
    for name, column in FILTERS.items():
        told = events[column].value_counts().to_dict()
        asked = st.sidebar.multiselect(name, list(told), format_func=partial(write, told))
        kept = kept[kept[column].isin(asked)] if asked else kept
    return kept


def write(counts: Mapping[Any, int], value: str) -> str:
    """A choice with its count."""
    return f"{value} · {counts[value]}"


def draw_weeks(events: pd.DataFrame) -> None:
    """Events per week and side."""
    weeks = events.assign(week=events["date_start"].dt.to_period("W").dt.start_time)
    counted = weeks.groupby(["week", "actor"]).size().rename("n").reset_index()
    st.plotly_chart(px.bar(counted, x="week", y="n", color="actor"))


def draw_map(events: pd.DataFrame, claims: pd.DataFrame) -> None:
    """Who last held each place, and the events of the last fortnight."""
    area = folium.Map(location=[29, 17], zoom_start=5, tiles=None)
    for row in claims.sort_values("date_end").groupby("place_id").last().to_dict("records"):
        at = [row["latitude"], row["longitude"]]
        folium.CircleMarker(at, radius=5, tooltip=str(row["holder"])).add_to(area)
    recent = events[events["date_end"] > events["date_end"].max() - FORTNIGHT].dropna(subset=["latitude"])
    for row in recent.to_dict("records"):
        folium.Marker([row["latitude"], row["longitude"]], tooltip=row["sentence"]).add_to(area)
    st_folium(area, height=330, returned_objects=[])


def main() -> None:
    """Draw the page."""
    tables = load()
    kept = choose(tables["events"])
    st.title(f"{len(kept)} events")
    draw_weeks(kept)
    draw_map(kept, tables["claims"][tables["claims"]["report_id"].isin(kept["report_id"])])
    tolls = tables["tolls"][tables["tolls"]["report_id"].isin(kept["report_id"])]
    killed = tolls[(tolls["kind"] == "killed") & (tolls["scope"] == "cumulative")].sort_values("as_of_end")
    st.plotly_chart(px.line(killed, x="as_of_end", y="low", color="source", line_shape="hv"))
    st.dataframe(kept.sort_values("date_end", ascending=False).head(1000))


main()
