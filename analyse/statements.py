"""What is said of places and happenings, and by which camp. In: events, claims, reports (frames of the
store), a theatre, the incident of each event. Out: one row per statement, with COLUMNS.
"""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from analyse.camps import name_camps, name_voices
from analyse.dates import add_days, as_days
from analyse.merge_rules import VICTIMS
from theatres.pack import Theatre

COLUMNS = [
    "id", "table", "report_id", "status", "voice", "camp", "asserted", "place_id", "type", "actor", "target",
    "holder", "previous", "partial", "day", "vague", "published_first", "published_last", "happening",
]  # fmt: skip
# What can be seen on the ground; an order, a visit, a condemnation is done by being said.
SEEN = VICTIMS | {"arms_or_foreign_fighters"}
# Events that a control claim of the same sentence tells already.
MOVES = ("territorial_gain", "withdrawal", "siege")
SPOKEN = ("reported", "claimed", "denied")
_SHARED = ["report_id", "status", "claimant", "place_id", "day", "vague"]


def collect_statements(
    frames: Mapping[str, pd.DataFrame],
    theatre: Theatre,
    incident_of: Mapping[str, str] | None = None,
    widest: int = 31,
) -> pd.DataFrame:
    """Every statement on who holds a place (table "claims") and on what happened ("events").

    `voice` is who speaks, None where the report itself does; `camp` the belligerent it stands with, None for
    an independent voice. `asserted` marks what a camp affirms: what is judged. `day` is the day spoken of
    (the last of an interval); `vague` says that it is not known within `widest` days. `happening` is what
    events must share to be one: their incident, else place, type and day.
    """
    claims, events = (
        _read_claims(frames["claims"], widest),
        _read_events(frames["events"], incident_of, widest),
    )
    rows = pd.concat([claims, events], ignore_index=True)
    rows["voice"] = name_voices(rows, frames["reports"], theatre)
    rows["camp"] = name_camps(rows["voice"], rows["day"], theatre)
    rows["asserted"] = rows["status"].eq("claimed") & rows["claimant"].notna() & rows["camp"].notna()
    rows = rows[~_told_twice(rows)]
    return _add_published(rows, frames["reports"])[COLUMNS].reset_index(drop=True)


def _date(table: str, frame: pd.DataFrame, widest: int) -> pd.DataFrame:
    dated = add_days(table, frame)
    known = dated["day_start"].where(dated["date_precision"].eq("day"), dated["day_end"])
    day = known.fillna(dated["day_end"]).fillna(dated["day_start"])
    return dated.assign(day=day, vague=(dated["day_end"] - dated["day_start"]).dt.days > widest)


def _read_claims(claims: pd.DataFrame, widest: int) -> pd.DataFrame:
    dated = _date("claims", claims, widest)
    # A hold that was over before the report ("held by X until June") answers nobody.
    over = dated["change"].eq("holds") & dated["date_precision"].eq("open") & dated["date_start"].isna()
    kept = dated[dated["status"].isin(SPOKEN) & ~over]
    named = kept[[*_SHARED, "holder", "previous"]].astype({"holder": object, "previous": object})
    return named.assign(
        id=kept["claim_id"], table="claims", type=kept["change"], partial=kept["partial"].eq(True)
    )


def _read_events(events: pd.DataFrame, incident_of: Mapping[str, str] | None, widest: int) -> pd.DataFrame:
    kept = events[events["status"].isin(SPOKEN) & events["event_type"].isin(SEEN)]
    dated = _date("events", kept, widest)
    named = dated[[*_SHARED, "actor", "target"]].astype({"actor": object, "target": object})
    happening = _name_happenings(dated) if incident_of is None else dated["event_id"].map(incident_of)
    return named.assign(
        id=dated["event_id"],
        table="events",
        type=dated["event_type"],
        partial=False,
        happening=happening.astype(object),
    )


def _name_happenings(dated: pd.DataFrame) -> pd.Series:
    known = dated["place_id"].notna() & dated["day"].notna() & ~dated["vague"]
    key = (
        dated["place_id"].astype(str) + "|" + dated["event_type"].astype(str) + "|" + dated["day"].astype(str)
    )
    return key.astype(object).where(known, None)


def _told_twice(rows: pd.DataFrame) -> pd.Series:
    """Events that move a front where the same voice of the same report also says who holds the place."""
    key = (
        rows["report_id"].astype(str)
        + "|"
        + rows["claimant"].astype(str)
        + "|"
        + rows["place_id"].astype(str)
    )
    told = set(key[rows["table"].eq("claims")])
    return rows["table"].eq("events") & rows["asserted"] & rows["type"].isin(MOVES) & key.isin(told)


def _add_published(rows: pd.DataFrame, reports: pd.DataFrame) -> pd.DataFrame:
    known = reports.drop_duplicates("report_id").set_index("report_id")
    days = {
        f"published_{k}": as_days(known[f"published_{v}"]) for k, v in (("first", "start"), ("last", "end"))
    }
    return rows.assign(**{name: day.reindex(rows["report_id"]).to_numpy() for name, day in days.items()})
