"""What an analyst may want to join or part. In: incidents, their merges. Out: the incidents near one, nearest
first; the merges that hold one together."""

from __future__ import annotations

import numpy as np
import pandas as pd

from analyse.merge_rules import KM_PER_DEGREE

# Two reports of one happening seldom differ by more.
DAYS, KM = 10, 60
MOST = 40


def rank_near(incidents: pd.DataFrame, incident_id: str) -> pd.DataFrame:
    """The incidents within DAYS and KM of one, with `days` and `km` between them, at most MOST; an unplaced
    one counts as far as KM."""
    found = incidents[incidents["incident_id"] == incident_id]
    if found.empty:
        return incidents.head(0).assign(days=0, km=0.0)
    one, others = found.iloc[0], incidents[incidents["incident_id"] != incident_id]
    days = (others["day_end"] - one["day_end"]).abs().dt.days
    scale = np.cos(np.radians(one["latitude"]))
    north, east = others["latitude"] - one["latitude"], (others["longitude"] - one["longitude"]) * scale
    km = (np.hypot(north.astype(float), east.astype(float)) * KM_PER_DEGREE).fillna(KM)
    near = others.assign(days=days, km=km)[(days <= DAYS) & (km <= KM)]
    order = near["km"] / KM + near["days"] / DAYS
    ranked: pd.DataFrame = near.loc[order.sort_values(kind="stable").index].head(MOST)
    return ranked


def keep_strongest(merges: pd.DataFrame) -> pd.DataFrame:
    """Of the merges of an incident, each mention's strongest; those an analyst made are all kept."""
    by_hand = merges["by"].eq("analyst")
    ranked = merges.assign(by_hand=by_hand).sort_values(
        ["by_hand", "points"], ascending=False, kind="stable", ignore_index=True
    )
    once = ranked.drop_duplicates(["left", "right"])
    ends = pd.concat([once["left"], once["right"]]).sort_index(kind="stable").drop_duplicates()
    kept: pd.DataFrame = once[once.index.isin(ends.index) | once["by_hand"]]
    return kept.drop(columns="by_hand")
