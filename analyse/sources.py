"""Who says what. In: frames of the store, statements of `analyse.statements`. Out: counts by outlet, by
claimant, by counter of the dead; who speaks of what; which outlet carries whose claims.
"""

from __future__ import annotations

import pandas as pd

# What a side says on its own account.
CLAIMED = ["claimed", "denied"]


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


def count_spoken(events: pd.DataFrame, claims: pd.DataFrame, tolls: pd.DataFrame) -> pd.DataFrame:
    """Who speaks of what: columns voice, type, n, claimed; voice None = the report names nobody.

    `type` is an event type, "control" for a word on who holds a place, "toll" for a count of victims; `n`
    counts sentences read, `claimed` those a side asserts or denies on its own account.
    """
    told = pd.concat(
        [
            _speak(events["claimant"], events["event_type"], events["status"].isin(CLAIMED)),
            _speak(claims["claimant"], "control", claims["status"].isin(CLAIMED)),
            _speak(tolls["source"], "toll", tolls["stance"].isin(["claims", "denies"])),
        ],
        ignore_index=True,
    )
    groups = told.groupby(["voice", "type"], dropna=False)["claimed"]
    return groups.agg(n="size", claimed="sum").reset_index()


def count_carried(statements: pd.DataFrame, reports: pd.DataFrame) -> pd.DataFrame:
    """Which outlet carries whose claims: columns outlet, language, side, n (statements), n_reports (that
    carry them), and `share` of the outlet's carried statements that are the side's.

    Reports that bear no outlet are told by their language: outlet None.
    """
    said = statements[statements["asserted"]]
    known = reports.drop_duplicates("report_id").set_index("report_id")[["outlet_name", "language"]]
    carried = said.join(known, on="report_id").rename(columns={"outlet_name": "outlet", "voice": "side"})
    # One outlet is one row, in however many languages it writes.
    carried["language"] = carried["language"].astype(object).where(carried["outlet"].isna(), None)
    keys = ["outlet", "language", "side"]
    counted = carried.groupby(keys, dropna=False).agg(n=("id", "size"), n_reports=("report_id", "nunique"))
    rows = counted.reset_index()
    total = rows.groupby(["outlet", "language"], dropna=False)["n"].transform("sum")
    rows = rows.assign(share=rows["n"] / total, total=total)
    ranked = rows.sort_values(["total", "outlet", "n"], ascending=[False, True, False], kind="stable")
    return ranked.drop(columns="total").reset_index(drop=True)


def _speak(voices: pd.Series, kinds: pd.Series | str, claimed: pd.Series) -> pd.DataFrame:
    return pd.DataFrame({"voice": voices.astype(object), "type": kinds, "claimed": claimed})


def _asserted(frame: pd.DataFrame) -> pd.DataFrame:
    return frame[frame["status"].isin(CLAIMED) & frame["claimant"].notna()]
