"""How well an incident is told. In: `Incidents`, their bounds and `Origins`, tolls. Out: grades.

Three answers, never one score: how many independent sources, whether a belligerent admits it against its own
interest, and whether it is contested, and over what.
"""

from __future__ import annotations

import pandas as pd

from analyse.incidents import Incidents
from analyse.origins import Origins, is_report
from analyse.victims import CIVILIANS

STRIKES = ("airstrike", "shelling", "bombing", "attack_on_civilians")
COLUMNS = ["incident_id", "sources", "n_sources", "n_neutral", "admitted_by", "contested", "grade"]
# Airwars asks two credible sources that nobody contradicts for a fair report.
FAIR_SOURCES = 2
Lists = dict[str, list[str]]


def grade_incidents(
    found: Incidents, bounds: pd.DataFrame, tolls: pd.DataFrame, origins: Origins
) -> pd.DataFrame:
    """One row per incident, with COLUMNS.

    `sources`: independent origins that tell it (a side, an agency, a report), `n_neutral` of them no
    belligerent; a report that quotes others for it counts as those. `admitted_by`: sides that tell it against
    their own interest: own losses, own retreat, a place taken from them, a strike of theirs on civilians.
    `contested`: list of "denied", "blame", "figures". `grade`: confirmed, contested, fair or weak, as Airwars
    names them (see analyse.conventions).
    """
    sides = list(origins.belligerents)
    sources = _find_sources(found, origins)
    admitted = _find_admissions(found, tolls, sides)
    contested = _find_contests(found, bounds, sides)
    rows = [
        _grade(str(i), (sources.get(i, []), admitted.get(i, []), contested.get(i, [])), sides)
        for i in found.incidents["incident_id"]
    ]
    return pd.DataFrame(rows, columns=COLUMNS)


def _grade(
    incident: str, answers: tuple[list[str], list[str], list[str]], sides: list[str]
) -> dict[str, object]:
    sources, admitted, contested = answers
    fair = "fair" if len(sources) >= FAIR_SOURCES else "weak"
    disputed = "contested" if {"denied", "blame"} & set(contested) else fair
    return {
        "incident_id": incident,
        "sources": sources,
        "n_sources": len(sources),
        "n_neutral": sum(s not in sides for s in sources),
        "admitted_by": admitted,
        "contested": contested,
        "grade": "confirmed" if admitted else disputed,
    }


def _find_sources(found: Incidents, origins: Origins) -> Lists:
    """The origins behind what is told, a denial apart."""
    told = found.members[found.members["status"] != "denied"]
    keys = ["incident_id", "report_id"]
    pairs = told[keys].assign(origin=told["mention_id"].map(origins.mentions))
    tolls = told[[*keys, "toll_ids"]].explode("toll_ids").dropna()
    pairs = pd.concat([pairs, tolls.assign(origin=tolls["toll_ids"].map(origins.tolls))], ignore_index=True)
    bare = is_report(pairs["origin"])
    quoting = (~bare).groupby([pairs[k] for k in keys]).transform("any")
    return _list(pairs[~(bare & quoting)].drop_duplicates(["incident_id", "origin"]), "origin")


def _find_admissions(found: Incidents, tolls: pd.DataFrame, sides: list[str]) -> Lists:
    members = found.members
    owner = members[["incident_id", "toll_ids"]].explode("toll_ids").dropna()
    incident = tolls["toll_id"].map(dict(zip(owner["toll_ids"], owner["incident_id"], strict=True)))
    own = tolls[incident.notna() & tolls["who"].isin(sides) & tolls["who"].eq(tolls["source"])]
    losses = pd.DataFrame({"incident_id": incident[own.index], "side": own["who"]})
    civilian = set(incident[tolls["who"].isin(CIVILIANS)].dropna())
    said = members[members["claimant"].isin(sides) & members["status"].isin(["claimed", "reported"])]
    against = _speaks_against(said, civilian)
    words = said[against][["incident_id", "claimant"]].rename(columns={"claimant": "side"})
    return _list(pd.concat([losses, words]).drop_duplicates(), "side")


def _speaks_against(said: pd.DataFrame, civilian: set[str]) -> pd.Series:
    """Where a side speaks against itself: its retreat, its loss of a place, its strike on civilians."""
    itself, hurt = said["claimant"].eq(said["actor"]), said["claimant"].eq(said["target"])
    kind = said["event_type"]
    harmed = said["target"].isin(CIVILIANS) | said["incident_id"].isin(civilian)
    retreat = itself & kind.eq("withdrawal")
    loss = hurt & ~itself & kind.eq("territorial_gain")
    return retreat | loss | (itself & kind.isin(STRIKES) & harmed)


def _find_contests(found: Incidents, bounds: pd.DataFrame, sides: list[str]) -> Lists:
    members = found.members
    denied = members[members["status"] == "denied"][["incident_id"]].assign(over="denied")
    strikes = members[members["event_type"].isin(STRIKES) & members["actor"].isin(sides)]
    strikes = strikes[strikes["status"] != "denied"]
    blamed = strikes.groupby("incident_id")["actor"].nunique()
    blame = pd.DataFrame({"incident_id": blamed[blamed > 1].index, "over": "blame"})
    differ = bounds[bounds["differ"].astype(bool)][["incident_id"]].assign(over="figures")
    return _list(pd.concat([denied, blame, differ]).drop_duplicates(), "over")


def _list(pairs: pd.DataFrame, column: str) -> Lists:
    found: Lists = {}
    for incident, value in zip(pairs["incident_id"], pairs[column], strict=True):
        found.setdefault(str(incident), []).append(str(value))
    return found
