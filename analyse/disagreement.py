"""Who contradicts whom on one figure. In: series of `analyse.casualties`; words and bounds of incidents. Out:
one row per figure said, in groups of one day or one incident.

Only figures that may be compared stand side by side: of all victims since the war's start, given for one and
the same day; or of one kind and the same victims of one incident.
"""

from __future__ import annotations

import pandas as pd

from analyse.casualties import main_line

COLUMNS = [
    "group", "day", "who", "low", "high", "open", "qualifier", "spread", "toll_ids", "sentence", "victims",
]  # fmt: skip


def rival_statements(series: pd.DataFrame) -> pd.DataFrame:
    """Cumulative figures of days on which two sources differ: COLUMNS; `group` is the day in ISO 8601.

    A source that says two figures on a day is left its last. `spread` is (most - least) / most.
    """
    line = main_line(series)
    if line.empty:
        return pd.DataFrame(columns=COLUMNS)
    exact = line[line["as_of_start"] == line["as_of_end"]].sort_values(["as_of", "low"], kind="stable")
    # Whoever quotes nobody is one voice: "the press".
    said = exact.assign(voice=exact["source"].astype(object).where(exact["source"].notna(), ""))
    said = said[~said["weaker"].astype(bool)].drop_duplicates(["as_of", "voice"], keep="last")
    named = said.assign(
        group=said["as_of"].dt.strftime("%Y-%m-%d"),
        day=said["as_of"],
        who=said["source"],
        victims=said["who"],
    )
    return _keep_quarrels(named)


def rival_words(words: pd.DataFrame, bounds: pd.DataFrame, incidents: pd.DataFrame) -> pd.DataFrame:
    """Figures of incidents on which two origins differ: COLUMNS; `group` is the incident's id.

    `words` (`analyse.bounds.list_words`) and `bounds` are of one kind. Of each incident the victims most
    disputed are taken.
    """
    disputed = bounds[(bounds["spread"] > 0) | bounds["differ"].astype(bool)]
    worst = disputed.sort_values(["spread", "n_sources"], ascending=False, kind="stable")
    chosen = worst.drop_duplicates("incident_id")[["incident_id", "victims"]]
    said = words.merge(chosen, on=["incident_id", "victims"])
    days = incidents.set_index("incident_id")["day_end"]
    named = said.assign(
        group=said["incident_id"],
        day=said["incident_id"].map(days),
        who=said["origin"],
        open=said["high"].isna(),
    )
    return _keep_quarrels(named)


def _keep_quarrels(said: pd.DataFrame) -> pd.DataFrame:
    """The groups whose figures differ, the widest apart first."""
    low = said.groupby("group")["low"]
    least, most = low.transform("min"), low.transform("max")
    apart = said.assign(spread=((most - least) / most.where(most > 0)).fillna(0.0))
    kept = apart[(least < most) & (low.transform("size") > 1)]
    ordered = kept.sort_values(["spread", "group", "low"], ascending=[False, True, True], kind="stable")
    return ordered[COLUMNS].reset_index(drop=True)
