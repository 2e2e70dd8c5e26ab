"""Whose word it is. In: rows of events and claims, reports, a theatre. Out: the voice behind each, its camp.

A camp is a belligerent and the sides the pack calls its allies on that day; what no camp says is independent.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import pandas as pd

from theatres.pack import Theatre


@dataclass(frozen=True, slots=True)
class Tie:
    """A side that stands with a belligerent between two days (None: always)."""

    side: str
    camp: str
    start: date | None = None
    end: date | None = None


def list_ties(theatre: Theatre) -> list[Tie]:
    """Who stands with whom: each belligerent with itself, then the allies its pack gives it.

    Only bodies that stand for their whole side tie it (a state), not an armed group within it.
    """
    camps = [s.id for s in theatre.sides.values() if s.belligerent]
    ties = [Tie(c, c) for c in camps]
    for actor in theatre.actors.values():
        for role in actor.roles:
            outside = actor.side is not None and actor.side not in camps and actor.kind == "state"
            if role.relation == "ally_of" and outside and role.of in camps:
                ties.append(Tie(str(actor.side), role.of, role.start, role.end))
    return ties


def name_voices(rows: pd.DataFrame, reports: pd.DataFrame, theatre: Theatre) -> pd.Series:
    """Who speaks in each row: the claimant the text names, else the side whose line the outlet carries."""
    lines = {o.id: o.voice for o in theatre.outlets.values() if o.voice}
    carried = reports.drop_duplicates("report_id").set_index("report_id")["outlet_id"].map(lines)
    own = rows["report_id"].map(carried).astype(object)
    return rows["claimant"].astype(object).where(rows["claimant"].notna(), own)


def name_camps(voices: pd.Series, days: pd.Series, theatre: Theatre) -> pd.Series:
    """The camp of each voice on its day, None for a voice that is in none; without a day, any day's."""
    camps = pd.Series(None, index=voices.index, dtype=object)
    for tie in list_ties(theatre):
        there = voices.eq(tie.side)
        if tie.start is not None:
            there &= ~(days < pd.Timestamp(tie.start))
        if tie.end is not None:
            there &= ~(days > pd.Timestamp(tie.end))
        camps = camps.mask(there.astype(bool), tie.camp)
    return camps
