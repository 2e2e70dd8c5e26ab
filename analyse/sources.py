"""Who says what. In: frames of the store. Out: counts by outlet, by claimant, by counter of the dead."""

from __future__ import annotations

import pandas as pd


def count_outlets(reports: pd.DataFrame, events: pd.DataFrame) -> pd.DataFrame:
    """Reports and events per outlet: columns outlet_id, outlet_name, reports, events; most reports first."""
    per_report = events.groupby("report_id").size()
    known = reports.assign(events=reports["report_id"].map(per_report).fillna(0).astype(int))
    groups = known.groupby(["outlet_id", "outlet_name"], dropna=False)
    counted = groups.agg(reports=("report_id", "nunique"), events=("events", "sum")).reset_index()
    return counted.sort_values(["reports", "events"], ascending=False, kind="stable").reset_index(drop=True)


def count_claimants(events: pd.DataFrame, claims: pd.DataFrame) -> pd.DataFrame:
    """What each side asserts: columns claimant, events, claims; only rows with status claimed or denied."""
    said = {"events": events, "claims": claims}
    counts = {name: _asserted(f)["claimant"].value_counts() for name, f in said.items()}
    counted = pd.DataFrame(counts).fillna(0).astype(int).rename_axis("claimant").reset_index()
    return counted.sort_values(["events", "claims"], ascending=False, kind="stable").reset_index(drop=True)


def count_counters(tolls: pd.DataFrame) -> pd.DataFrame:
    """Who counts the victims: columns source, tolls, reports; source None = the text credits nobody."""
    groups = tolls.groupby("source", dropna=False)
    counted = groups.agg(tolls=("toll_id", "size"), reports=("report_id", "nunique")).reset_index()
    return counted.sort_values("tolls", ascending=False, kind="stable").reset_index(drop=True)


def _asserted(frame: pd.DataFrame) -> pd.DataFrame:
    return frame[frame["status"].isin(["claimed", "denied"]) & frame["claimant"].notna()]
