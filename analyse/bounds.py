"""How many an incident cost. In: `Incidents`, their `Origins`, the store's frames, a preset. Out: low, best
and high by incident, kind and victims, with how far the reports disagree.

One origin has one say: its last statement, so that a toll that rises is no disagreement. `best` is the
middle statement (of two, the lower), `low` and `high` the extremes; a floor ("at least") above every ceiling
leaves the high open. A figure beats a vague word. Parts told beside their whole are never added to it; a
whole nobody told is the sum of its parts, and says so.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from typing import Any

import pandas as pd

from analyse.conventions import STATED, Convention
from analyse.dates import add_days
from analyse.incidents import Incidents
from analyse.origins import Origins
from analyse.timeline import floor_days
from analyse.victims import ALL, ARMED, CIVILIAN, PARTS, group_victims

COLUMNS = [
    "incident_id", "kind", "victims", "low", "best", "high", "open", "spread", "differ", "summed",
    "n_sources", "sources", "toll_ids",
]  # fmt: skip
WORDS = [
    "incident_id", "kind", "victims", "origin", "low", "high", "qualifier", "summed", "toll_ids", "report_id",
    "sentence",
]  # fmt: skip
UNSAID = "unsaid"
Row = dict[Hashable, Any]


def bound_incidents(
    found: Incidents,
    frames: Mapping[str, pd.DataFrame],
    origins: Origins,
    convention: Convention | None = None,
) -> pd.DataFrame:
    """One row per incident, kind and victims ("all", "civilians", "combatants", a side's id), with COLUMNS.

    `spread` is (most - least) / most of the origins' figures, 0 where they agree; `differ` where two cannot
    both be right; `high` is NaN and `open` True where no ceiling is told; `summed` where nobody told the
    whole. A convention changes vague words, keeps its kinds, and where it says so the lowest figure alone.
    """
    rule = convention or STATED
    said = _say_once(_collect(found, frames, origins, rule))
    groups: dict[tuple[str, str, str], list[Row]] = {}
    for row in said:
        groups.setdefault((row["incident_id"], row["kind"], row["victims"]), []).append(row)
    bounds = [_bound(key, rows) for key, rows in groups.items()]
    bounds += _sum_sides(bounds)
    rows = pd.DataFrame(bounds, columns=COLUMNS).sort_values(COLUMNS[:3], ignore_index=True)
    return _keep_lowest(rows) if rule.one_number else rows


def list_words(
    found: Incidents,
    frames: Mapping[str, pd.DataFrame],
    origins: Origins,
    convention: Convention | None = None,
) -> pd.DataFrame:
    """What each origin says last of each incident: the rows `bound_incidents` bounds, with WORDS."""
    said = _say_once(_collect(found, frames, origins, convention or STATED))
    return pd.DataFrame(said, columns=WORDS).sort_values(WORDS[:4], ignore_index=True)


def weekly_bounds(bounds: pd.DataFrame, incidents: pd.DataFrame, kind: str) -> pd.DataFrame:
    """Tolls of one kind by week and victims: week (Monday), victims, low, best, high, open, n, incident_ids.

    The victims of a week add up to the whole: what is not told of a side or of civilians is "unsaid".
    Incidents without a day are left out. `high` counts the floor where no ceiling is told; `open` says so.
    """
    rows = _split_whole(bounds[bounds["kind"] == kind])
    days = incidents.set_index("incident_id")["day_end"]
    rows = rows.assign(day=rows["incident_id"].map(days)).dropna(subset=["day"])
    rows = rows.assign(week=floor_days(pd.to_datetime(rows["day"]), "week"))
    weeks = rows.groupby(["week", "victims"], sort=True).agg(
        low=("low", "sum"),
        best=("best", "sum"),
        high=("high", "sum"),
        open=("open", "any"),
        n=("incident_id", "nunique"),
        incident_ids=("incident_id", list),
    )
    return weeks.reset_index()


def _collect(
    found: Incidents, frames: Mapping[str, pd.DataFrame], origins: Origins, rule: Convention
) -> pd.DataFrame:
    """The tolls of incidents, each with its incident, its origin, its victims and its day."""
    listed = found.incidents[["incident_id", "toll_ids"]].explode("toll_ids").dropna()
    owner = dict(zip(listed["toll_ids"], listed["incident_id"], strict=True))
    tolls = frames["tolls"]
    tolls = tolls[tolls["toll_id"].isin(owner.keys()) & tolls["kind"].isin(rule.kinds)]
    tolls = tolls[tolls["stance"].ne("denies")]
    dated = add_days("tolls", tolls, frames["reports"])
    low, vague = pd.to_numeric(dated["low"]).astype(float), dated["qualifier"].eq("vague")
    return dated.assign(
        incident_id=dated["toll_id"].map(owner),
        origin=dated["toll_id"].map(origins.tolls),
        victims=group_victims(dated["who"]),
        part=dated["who"].isin(PARTS),
        vague=vague,
        low=low.where(~vague, low.map(lambda n: float(rule.vague.get(int(n), n)), na_action="ignore")),
        high=pd.to_numeric(dated["high"]).astype(float),
        day=(dated["day_end"] - pd.Timestamp(0)).dt.days.fillna(-1),
    ).dropna(subset=["low"])


def _say_once(tolls: pd.DataFrame) -> list[Row]:
    """The last word of each origin on each kind and victims of an incident, and on the whole."""
    spoken: dict[tuple[str, ...], list[Row]] = {}
    for row in tolls.sort_values(["day", "low"], kind="stable").to_dict("records"):
        spoken.setdefault((row["incident_id"], row["kind"], row["origin"], row["report_id"]), []).append(row)
    last: dict[tuple[str, ...], Row] = {}
    for (incident, kind, origin, _), rows in spoken.items():
        for said in _read_report(rows):
            key = (incident, kind, origin, said["victims"])
            kept = last.get(key, said)
            before = last[key]["toll_ids"] if key in last else []
            if kept["vague"] or not said["vague"]:
                last[key] = {**said, "toll_ids": [*before, *said["toll_ids"]]}
    return list(last.values())


def _read_report(rows: list[Row]) -> list[Row]:
    """One report's word on each group of victims, and on the whole where it can be told from them."""
    groups: dict[str, list[Row]] = {}
    for row in rows:
        groups.setdefault(row["victims"], []).append(row)
    parted = all(r["part"] for r in groups.get(CIVILIAN, ()))
    if parted and ALL in groups:
        groups.pop(CIVILIAN, None)  # "fifty-three, six of them children" does not say how many civilians
    told = [_read_group(g) for g in groups.values()]
    unsided = [t for t in told if t["victims"] in (CIVILIAN, ARMED)]
    if ALL in groups:
        return [_raise_whole(t, told) if t["victims"] == ALL else t for t in told]
    if not unsided:
        return told
    return [*told, {**unsided[0], "victims": ALL, "summed": len(told) > 1, **_add(told)}]


def _raise_whole(whole: Row, told: list[Row]) -> Row:
    """A whole is no smaller than a part of it that the same report tells."""
    most = max(told, key=lambda r: r["low"])
    return {**whole, "low": most["low"], "high": most["high"]} if most["low"] > whole["low"] else whole


def _read_group(rows: list[Row]) -> Row:
    """The last whole of a group of victims; without any, the sum of its different parts."""
    wholes = [r for r in rows if not r["part"]] or None
    firm = [r for r in wholes or rows if not r["vague"]] or wholes or rows
    ids = [r["toll_id"] for r in rows]
    kept: Row = {"toll_ids": ids, "summed": False}
    if wholes:
        last = [r for r in firm if r["day"] == firm[-1]["day"]]
        return {**max(last, key=lambda r: r["low"]), **kept}
    parts = {r["who"]: {**r, "toll_ids": []} for r in firm}
    return {**firm[-1], **_add(list(parts.values())), **kept}


def _add(rows: list[Row]) -> Row:
    ceilings = [r["high"] for r in rows]
    ids = [t for r in rows for t in r["toll_ids"]]
    return {"low": sum(r["low"] for r in rows), "high": sum(ceilings), "toll_ids": ids}


def _bound(key: tuple[str, str, str], rows: list[Row]) -> Row:
    """Low, best and high over the origins' words."""
    firm = [r for r in rows if not r["vague"]] or rows
    lows = sorted(r["low"] for r in firm)
    ceilings = [r["high"] for r in firm if not pd.isna(r["high"])]
    top = max([*lows, *ceilings])
    is_open = any(pd.isna(r["high"]) and r["low"] >= max(ceilings, default=0.0) for r in firm)
    sources = sorted({r["origin"] for r in rows})
    return {
        **dict(zip(COLUMNS[:3], key, strict=True)),
        "low": lows[0],
        "best": lows[(len(lows) - 1) // 2],
        "high": float("nan") if is_open else top,
        "open": is_open,
        "spread": round((lows[-1] - lows[0]) / lows[-1], 3) if lows[-1] else 0.0,
        "differ": lows[-1] > min(ceilings, default=lows[-1]),
        "summed": all(r["summed"] for r in rows),
        "n_sources": len(sources),
        "sources": sources,
        "toll_ids": sorted({t for r in rows for t in r["toll_ids"]}),
    }


def _sum_sides(bounds: list[Row]) -> list[Row]:
    """The whole of incidents of which only sides' losses are told."""
    sides: dict[tuple[str, str], list[Row]] = {}
    for row in bounds:
        sides.setdefault((row["incident_id"], row["kind"]), []).append(row)
    alone = {k: rows for k, rows in sides.items() if all(r["victims"] != ALL for r in rows)}
    return [_sum_up(rows) for rows in alone.values()]


def _sum_up(rows: list[Row]) -> Row:
    sources = sorted({s for r in rows for s in r["sources"]})
    return {
        **rows[0],
        "victims": ALL,
        **{c: sum(r[c] for r in rows) for c in ("low", "best", "high")},
        "open": any(r["open"] for r in rows),
        "spread": max(r["spread"] for r in rows),
        "differ": any(r["differ"] for r in rows),
        "summed": len(rows) > 1,
        "n_sources": len(sources),
        "sources": sources,
        "toll_ids": sorted({t for r in rows for t in r["toll_ids"]}),
    }


def _keep_lowest(rows: pd.DataFrame) -> pd.DataFrame:
    return rows.assign(best=rows["low"], high=rows["low"], open=False)


def _split_whole(rows: pd.DataFrame) -> pd.DataFrame:
    """The groups of each incident, and what its whole has beyond them."""
    filled = rows.assign(high=rows["high"].fillna(rows[["low", "best"]].max(axis=1)))
    whole = filled[filled["victims"] == ALL]
    groups = filled[filled["victims"] != ALL]
    figures = ["low", "best", "high"]
    told = groups.groupby("incident_id")[figures].sum().reindex(whole["incident_id"]).fillna(0.0).to_numpy()
    rest = (whole[figures] - told).clip(lower=0.0)
    unsaid = whole.assign(**{c: rest[c] for c in figures}, victims=UNSAID)
    return pd.concat([groups, unsaid[unsaid["high"] > 0]], ignore_index=True)
