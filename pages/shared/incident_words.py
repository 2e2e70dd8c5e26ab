"""Incidents in words. In: rows of the incidents, their tolls and grades.
Out: names, figures, grades and reasons in the reader's language.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from typing import Any

import pandas as pd

from analyse.bounds import UNSAID
from analyse.incidents import explain_merge
from analyse.origins import REPORT
from analyse.victims import ALL, ARMED, CIVILIAN
from pages.shared.desk import Desk
from pages.shared.words import labels, say

Row = Mapping[Hashable, Any]
GROUPS = (ALL, CIVILIAN, ARMED, UNSAID)


def name_incident(desk: Desk, row: Row) -> str:
    """A deed, a place and a day: "Frappe aérienne · Tajoura · 02/07/2019"."""
    words = labels()
    deed = row["event_type"]
    parts = [
        words.text(f"event_type.{deed}") if isinstance(deed, str) else say("incident.no_deed"),
        words.place(desk.theatre, row["place_id"]),
        words.days(row["day_start"], row["day_end"]),
    ]
    return " · ".join(parts)


def say_range(row: Row) -> str:
    """Low, best and high: "40–60 (44)", "≥ 43", "12"."""
    words = labels()
    least, best = row["low"], row["best"]
    if row["open"] or pd.isna(row["high"]):
        return words.text("qualifier.at_least", n=words.number(least))
    if row["high"] <= least:
        return words.number(least)
    return say(
        "incident.range", low=words.number(least), high=words.number(row["high"]), best=words.number(best)
    )


def say_victims(desk: Desk, victims: str) -> str:
    """A group of victims."""
    if victims in GROUPS:
        return labels().text(f"victims.{victims}")
    return labels().faction(desk.theatre, victims)


def name_origin(desk: Desk, origin: str) -> str:
    """Who is behind a word: a side, an agency, or the outlet of a report that quotes nobody."""
    if not origin.startswith(REPORT):
        return labels().faction(desk.theatre, origin)
    return name_outlets(desk).get(origin, origin.removeprefix(REPORT))


def name_outlets(desk: Desk) -> dict[str, str]:
    """The outlets of all reports, by the origin that names a report; without one, the day it came out."""
    reports, words = desk.frames["reports"], labels()
    days = reports["published_end"].map(words.day)
    known = reports["outlet_name"].astype(object)
    named = known.where(known.notna(), days.map(lambda d: say("incident.a_report", day=d)))
    return dict(zip(REPORT + reports["report_id"].astype(str), named, strict=True))


def tell_grade(desk: Desk, grade: Row) -> str:
    """Three answers, never one score: independent sources, admitted or not, contested or not."""
    words, sides = labels(), grade["admitted_by"]
    named = ", ".join(name_origin(desk, s) for s in grade["sources"])
    admitted = ", ".join(words.faction(desk.theatre, s) for s in sides)
    parts = [
        words.plural("ui.incident.sources", grade["n_sources"], names=named),
        say("incident.admitted", sides=admitted) if len(sides) else say("incident.not_admitted"),
        tell_contest(grade["contested"]),
    ]
    return " · ".join(parts)


def tell_contest(over: list[str]) -> str:
    """Over what an incident is contested."""
    if not len(over):
        return say("incident.not_contested")
    return say("incident.contested", over=", ".join(say(f"incident.over_{o}") for o in over))


def tell_reasons(merge: Row) -> str:
    """Why two mentions are one: "même jour (+3), même lieu (+3)", or the analyst's word."""
    weighed = explain_merge(merge)
    points = ", ".join(
        say(
            "incident.points",
            reason=say(f"incident.{'for' if n > 0 else 'against'}_{r}"),
            n=labels().number(n, 1),
        )
        for r, n in weighed
    )
    return say("incident.by_analyst") if merge["by"] == "analyst" else points


def tell_aside(desk: Desk, row: Row) -> str:
    """Why an incident's figure is left out of sums."""
    words = labels()
    if pd.isna(row["grown"]):
        return say(f"incident.aside_{row['reason']}")
    grown, source = words.number(row["grown"]), words.faction(desk.theatre, row["source"])
    return say(f"incident.aside_{row['reason']}", grown=grown, source=source)
