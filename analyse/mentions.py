"""What reports mention. In: events, tolls, reports (frames of the store). Out: one row per mention: an event
with the incident tolls of its sentence, or a lone toll.

Left out: orders, calls, and tolls over a period: these are no happening. A toll goes to the event of its
sentence whose words are nearest; with no day of its own, to the deed told shortly before it.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from analyse.dates import add_days
from analyse.merge_rules import KM_PER_DEGREE, VICTIMS, MergeRules
from analyse.victims import PARTS

# What `MergeRules` compares; the other kinds are counted but do not tell happenings apart.
FIGURES = ("killed", "injured", "casualties", "captured")
TOLD = ("reported", "claimed", "denied")
SHARED = ["report_id", "place_id", "latitude", "longitude", "uncertainty_km", "start", "end", "sentence"]
COLUMNS = [
    "mention_id", *SHARED, "event_type", "actor", "target", "status", "claimant", "day_start", "day_end",
    "day_basis", "toll_ids", *FIGURES,
]  # fmt: skip


def collect_mentions(
    events: pd.DataFrame, tolls: pd.DataFrame, reports: pd.DataFrame, rules: MergeRules | None = None
) -> pd.DataFrame:
    """The mentions of some reports, with COLUMNS; `mention_id` is the event's id, or the lone toll's.

    `toll_ids` lists the tolls told with it; each figure column holds the largest number of that kind told of
    more than a part of the victims, NaN where none is but "several" or "dozens". A mention without a day
    takes its report's, basis "published"; that and the day of a lone toll begin `news_days` earlier.
    """
    rules = rules or MergeRules()
    happened = events[events["status"].isin(TOLD)]
    counted = tolls[tolls["scope"].eq("incident") & ~tolls["stance"].isin(["orders", "calls_for"])]
    owner = _find_owners(happened, counted, rules)
    mentions = pd.concat([_from_events(happened, reports), _from_tolls(counted, owner, reports)])
    mentions = _widen(_add_figures(mentions, counted, owner), rules)[COLUMNS]
    return mentions.sort_values(["place_id", "day_start", "mention_id"], ignore_index=True)


def _find_owners(events: pd.DataFrame, tolls: pd.DataFrame, rules: MergeRules) -> pd.Series:
    """For each toll id, the mention it goes to."""
    keys = ["report_id", "sentence"]
    told = tolls[[*keys, "toll_id", "kind", "start", "place_id"]]
    told = told.merge(events[[*keys, "event_id", "start"]], on=keys, suffixes=("", "_event"))
    away = (told["start"] - told["start_event"]).abs()
    nearest = told.assign(away=away).sort_values(["toll_id", "away", "event_id"], kind="stable")
    found: pd.Series = nearest.drop_duplicates("toll_id").set_index("toll_id")["event_id"]
    alone = tolls[~tolls["toll_id"].isin(found.index)]
    followed = _follow_deeds(events, alone, rules)
    alone = alone[~alone["toll_id"].isin(followed.index)]
    owners: pd.Series = pd.concat([found.rename("owner"), followed, _group_alone(alone)])
    return owners


def _follow_deeds(events: pd.DataFrame, tolls: pd.DataFrame, rules: MergeRules) -> pd.Series:
    """For a toll with no day of its own, the deed told shortly before it, of no other place."""
    deeds = events[events["event_type"].isin(VICTIMS)]
    kept = ["report_id", "start", "latitude", "longitude"]
    told = tolls[tolls["as_of_start"].isna()][[*kept, "toll_id"]]
    told = told.merge(deeds[[*kept, "event_id"]], on="report_id", suffixes=("", "_event"))
    away = told["start"] - told["start_event"]
    km = np.hypot(told["latitude"] - told["latitude_event"], told["longitude"] - told["longitude_event"])
    near = (away > 0) & (away <= rules.follow) & ~(km * KM_PER_DEGREE > rules.widest_km)
    last = told[near].sort_values(["toll_id", "start_event", "event_id"], kind="stable")
    found: pd.Series = last.drop_duplicates("toll_id", keep="last").set_index("toll_id")["event_id"]
    return found.rename("owner")


def _group_alone(tolls: pd.DataFrame) -> pd.Series:
    """Lone tolls of one sentence, place and day are one mention: it is named after the first."""
    keys = ["report_id", "sentence", "place_id", "as_of_start"]
    ordered = tolls.sort_values("start", kind="stable")
    first = ordered.groupby(keys, dropna=False, sort=False)["toll_id"].transform("first")
    return pd.Series(first.to_numpy(), index=ordered["toll_id"].to_numpy(), name="owner", dtype=object)


def _from_events(events: pd.DataFrame, reports: pd.DataFrame) -> pd.DataFrame:
    dated = add_days("events", events, reports)
    kept = [*SHARED, "event_type", "actor", "target", "status", "claimant"]
    return dated[[*kept, "day_start", "day_end", "day_basis"]].assign(mention_id=dated["event_id"])


def _from_tolls(tolls: pd.DataFrame, owner: pd.Series, reports: pd.DataFrame) -> pd.DataFrame:
    alone = tolls[tolls["toll_id"].isin(owner.to_numpy())]
    dated = add_days("tolls", alone, reports)
    empty = {"event_type": None, "actor": None, "target": None, "claimant": None, "status": "reported"}
    kept = dated[[*SHARED, "day_start", "day_end", "day_basis"]]
    return kept.assign(mention_id=dated["toll_id"], **empty)


def _add_figures(mentions: pd.DataFrame, tolls: pd.DataFrame, owner: pd.Series) -> pd.DataFrame:
    owned = tolls.assign(owner=tolls["toll_id"].map(owner), low=pd.to_numeric(tolls["low"]).astype(float))
    ids: dict[str, list[str]] = {}
    for key, toll_id in zip(owned["owner"], owned["toll_id"], strict=True):
        ids.setdefault(key, []).append(toll_id)
    lists = pd.Series([ids.get(m, []) for m in mentions["mention_id"]], index=mentions.index, dtype=object)
    firm = owned[owned["qualifier"].ne("vague") & ~owned["who"].isin(PARTS)]
    figures = firm.pivot_table(index="owner", columns="kind", values="low", aggfunc="max")
    columns = {k: mentions["mention_id"].map(figures[k]) if k in figures else float("nan") for k in FIGURES}
    return mentions.assign(toll_ids=lists, **columns)


def _widen(mentions: pd.DataFrame, rules: MergeRules) -> pd.DataFrame:
    first = mentions["day_start"].fillna(mentions["day_end"])
    last = mentions["day_end"].fillna(mentions["day_start"])
    # A lone toll stands for the day it was counted; what it counts happened in the days before.
    later = mentions["day_basis"].eq("published") | mentions["event_type"].isna()
    before = first - pd.Timedelta(days=rules.news_days)
    return mentions.assign(day_start=first.mask(later, before), day_end=last)
