"""What became of what each side asserts. In: statements and answers of `analyse.statements` and
`analyse.answers`. Out: one row per assertion with its fate; shares by side, with their denominators.

An assertion counts once however many reports carry it: the same side on the same place and holder within
`control_answer` days, or on the same deed of one incident. Its fate: *confirmed*, an independent report or
the opposed side says the same within the window; *contradicted*, the opposed side or an independent report
denies it or says the contrary; *both*; *alone*, nobody answered. Two more are never part of a share:
*pending*, the reports end before its window does, and *undated*, it cannot be set beside others.
Confirmed does not mean true, nor alone false: a report that repeats a side without saying so confirms it.
"""

from __future__ import annotations

import math
from datetime import date

import numpy as np
import pandas as pd

from analyse.answers import Windows, name_family

JUDGED = ("confirmed", "both", "contradicted", "alone")
FATES = (*JUDGED, "pending", "undated")
KINDS = {"claims": "control", "events": "event"}
COLUMNS = [
    "assertion_id", "side", "kind", "type", "place_id", "holder", "actor", "target", "day", "fate",
    "confirmed_by", "contradicted_by", "n_reports", "ids", "agreeing", "denying",
]  # fmt: skip
SHARE_COLUMNS = ["side", "kind", "fate", "n", "total", "share", "low", "high"]
# Two-sided 95 %: the usual convention of such intervals.
Z = 1.96


def judge_assertions(
    statements: pd.DataFrame, answers: pd.DataFrame, windows: Windows, until: date | None = None
) -> pd.DataFrame:
    """One row per assertion, with COLUMNS; `until` is the last day anything read was published.

    `confirmed_by` and `contradicted_by` are "opposed", "independent", "opposed independent" or ""; `ids` the
    statements that make it, `agreeing` and `denying` the statements that answer.
    """
    said = statements[statements["asserted"]]
    if said.empty:
        return pd.DataFrame(columns=COLUMNS)
    said = said.assign(unit=_name_units(said, windows))
    units = _sum_up(said)
    of = said.set_index("id")["unit"]
    told = answers.assign(unit=answers["id"].map(of))
    for verdict, names in (
        ("agrees", ("agreeing", "confirmed_by")),
        ("denies", ("denying", "contradicted_by")),
    ):
        mine = told[told["verdict"].eq(verdict)].groupby("unit")
        units[names[0]] = mine["answer"].agg(lambda v: list(dict.fromkeys(v))).reindex(units.index)
        units[names[0]] = units[names[0]].map(lambda v: v if isinstance(v, list) else [])
        units[names[1]] = (
            mine["by"].agg(lambda v: " ".join(sorted(set(v), reverse=True))).reindex(units.index)
        )
        units[names[1]] = units[names[1]].fillna("")
    units["fate"] = _name_fates(units, windows, until)
    return units.sort_values(["day", "assertion_id"], ignore_index=True)[COLUMNS]


def share_fates(units: pd.DataFrame, by_kind: bool = False) -> pd.DataFrame:
    """How many assertions of each side met each fate: SHARE_COLUMNS, sides with most assertions first.

    `total` counts the judged ones; `low` and `high` bound the share with Wilson's 95 % interval (Wilson, JASA
    22, 1927; Brown, Cai and DasGupta, "Interval Estimation for a Binomial Proportion", Statistical Science
    16, 2001), which is the chance of reading other reports of the same kind, not of being misread. `kind` is
    "all" unless asked for.
    """
    judged = units[units["fate"].isin(JUDGED)]
    kinds = judged["kind"] if by_kind else pd.Series("all", index=judged.index, dtype=object)
    counted = judged.assign(kind=kinds).groupby(["side", "kind", "fate"]).size()
    wide = counted.unstack("fate").reindex(columns=list(JUDGED)).fillna(0).astype(int)
    rows = wide.assign(total=wide.sum(axis=1)).reset_index()
    long = rows.melt(["side", "kind", "total"], list(JUDGED), "fate", "n")
    bounds = [bound_share(n, total) for n, total in zip(long["n"], long["total"], strict=True)]
    told = long.join(pd.DataFrame(bounds, columns=["share", "low", "high"], index=long.index, dtype=float))
    # melt keeps the fates in their order; the sort is stable.
    ranked = told.sort_values(["total", "side", "kind"], ascending=[False, True, True], kind="stable")
    return ranked[SHARE_COLUMNS].reset_index(drop=True)


def bound_share(n: int, total: int) -> tuple[float, float, float]:
    """A share (0 to 1) and Wilson's 95 % interval around it; NaN of nothing."""
    if not total:
        return math.nan, math.nan, math.nan
    share, spread = n / total, Z**2 / total
    middle = (share + spread / 2) / (1 + spread)
    half = Z / (1 + spread) * math.sqrt(share * (1 - share) / total + spread / (4 * total))
    return share, max(middle - half, 0.0), min(middle + half, 1.0)


def _name_units(said: pd.DataFrame, windows: Windows) -> pd.Series:
    """The assertion each statement belongs to, named after its first statement."""
    control = said["table"].eq("claims") & said["day"].notna() & ~said["vague"]
    value = said["holder"].astype(object).where(said["holder"].notna(), "-" + said["previous"].astype(str))
    place = said["voice"].astype(str) + "|" + said["place_id"].astype(str) + "|" + value.astype(str)
    deed = said["voice"].astype(str) + "|" + said["happening"].astype(str) + "|" + name_family(said["type"])
    happened = said["table"].eq("events") & said["happening"].notna()
    key = np.select([control, happened], [place, deed], said["id"].astype(str))
    ordered = said.assign(key=key).sort_values(["key", "day", "id"], kind="stable")
    gap = ordered.groupby("key")["day"].diff().dt.days
    new = ordered["key"].ne(ordered["key"].shift()) | (
        gap.gt(windows.control_answer) & control[ordered.index]
    )
    return ordered["id"].where(new).ffill().reindex(said.index)


def _sum_up(said: pd.DataFrame) -> pd.DataFrame:
    ordered = said.sort_values(["day", "id"], kind="stable")
    groups = ordered.groupby("unit", sort=False)
    first = ordered.drop_duplicates("unit").set_index("unit")
    kept = first[["type", "place_id", "holder", "actor", "target", "day", "vague", "table", "happening"]]
    return kept.assign(
        assertion_id=first.index.to_numpy(),
        side=first["voice"],
        kind=first["table"].map(KINDS),
        n_reports=groups["report_id"].nunique(),
        ids=groups["id"].agg(list),
        last=groups["day"].max(),
        published_last=groups["published_last"].max(),
    )


def _name_fates(units: pd.DataFrame, windows: Windows, until: date | None) -> pd.Series:
    agreed, denied = units["confirmed_by"].ne(""), units["contradicted_by"].ne("")
    control = units["kind"].eq("control")
    undated = np.where(control, units["day"].isna() | units["vague"].astype(bool), units["happening"].isna())
    waits = units["last"] + pd.Timedelta(days=windows.control_confirm)
    waits = waits.where(control, units["published_last"] + pd.Timedelta(days=windows.event_answer))
    pending = waits > pd.Timestamp(until) if until else pd.Series(False, index=units.index)
    fate = np.select(
        [agreed & denied, agreed, denied, undated, pending],
        ["both", "confirmed", "contradicted", "undated", "pending"],
        "alone",
    )
    return pd.Series(fate, index=units.index)
