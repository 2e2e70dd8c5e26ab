"""What reports mention. In: events, tolls, reports (frames of the store). Out: one row per mention: an event
with the incident tolls of its sentence, or a lone toll.

Left out: orders, calls, and tolls over a period: these are no happening. A toll goes to the event of its
sentence whose words are nearest.
"""

from __future__ import annotations

import pandas as pd

from analyse.dates import add_days
from analyse.merge_rules import MergeRules
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
    takes its report's, widened by `news_days` before, basis "published".
    """
    rules = rules or MergeRules()
    happened = events[events["status"].isin(TOLD)]
    counted = tolls[tolls["scope"].eq("incident") & ~tolls["stance"].isin(["orders", "calls_for"])]
    owner = _find_owners(happened, counted)
    mentions = pd.concat([_from_events(happened, reports), _from_tolls(counted, owner, reports)])
    mentions = _widen(_add_figures(mentions, counted, owner), rules)[COLUMNS]
    return mentions.sort_values(["place_id", "day_start", "mention_id"], ignore_index=True)


def _find_owners(events: pd.DataFrame, tolls: pd.DataFrame) -> pd.Series:
    """For each toll id, the mention it goes to."""
    keys = ["report_id", "sentence"]
    told = tolls[[*keys, "toll_id", "kind", "start", "place_id"]]
    told = told.merge(events[[*keys, "event_id", "start"]], on=keys, suffixes=("", "_event"))
    away = (told["start"] - told["start_event"]).abs()
    nearest = told.assign(away=away).sort_values(["toll_id", "away", "event_id"], kind="stable")
    found: pd.Series = nearest.drop_duplicates("toll_id").set_index("toll_id")["event_id"]
    ids = tolls["toll_id"]
    alone = _group_alone(tolls[~ids.isin(found.index)])
    owners: pd.Series = pd.concat([found.rename("owner"), alone])
    return owners


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
    ids = owned.groupby("owner")["toll_id"].agg(list)
    lists = mentions["mention_id"].map(ids).map(lambda v: v if isinstance(v, list) else [])
    firm = owned[owned["qualifier"].ne("vague") & ~owned["who"].isin(PARTS)]
    figures = firm.pivot_table(index="owner", columns="kind", values="low", aggfunc="max")
    columns = {k: mentions["mention_id"].map(figures[k]) if k in figures else float("nan") for k in FIGURES}
    return mentions.assign(toll_ids=lists, **columns)


def _widen(mentions: pd.DataFrame, rules: MergeRules) -> pd.DataFrame:
    first = mentions["day_start"].fillna(mentions["day_end"])
    last = mentions["day_end"].fillna(mentions["day_start"])
    published = mentions["day_basis"].eq("published")
    before = first - pd.Timedelta(days=rules.news_days)
    return mentions.assign(day_start=first.mask(published, before), day_end=last)
