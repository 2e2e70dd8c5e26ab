"""The filters as anyone would write them, on whole frames: what the fast ones are compared with."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from analyse.dates import add_days, inside
from analyse.filters import BEARERS, ROLES, Filters
from theatres.pack import Theatre

Frames = dict[str, pd.DataFrame]


def plain_filters(
    frames: Mapping[str, pd.DataFrame], filters: Filters, theatre: Theatre | None = None
) -> Frames:
    """The frames with the rows the filters keep; reports stay when they are in the period and from the
    sources."""
    kept = dict(frames)
    reports = frames["reports"]
    chosen = reports[_from_outlets(reports, filters)]
    for table in ("events", "claims", "tolls"):
        if table in frames:
            frame = frames[table]
            kept[table] = frame[_keep_rows(table, frame, filters) & _from_sources(frame, chosen, filters)]
    if filters.factions:
        kept.update(_keep_factions(kept, filters.factions, theatre))
    kept["reports"] = chosen[_keep_reports(chosen, filters)]
    return kept


def _keep_rows(table: str, frame: pd.DataFrame, filters: Filters) -> pd.Series:
    kept = pd.Series(True, index=frame.index)
    if filters.start is not None or filters.end is not None:
        dated = add_days(table, frame)
        undated = dated["day_start"].isna() & dated["day_end"].isna()
        kept &= inside(dated, filters.start, filters.end) | (undated & filters.unknown_dates)
    if filters.places:
        kept &= frame["place_id"].isin(filters.places)
    if filters.statuses:
        kept &= frame["status" if table != "tolls" else "stance"].isin(_words(table, filters.statuses))
    if filters.event_types and table == "events":
        kept &= frame["event_type"].isin(filters.event_types)
    return kept


def _words(table: str, statuses: tuple[str, ...]) -> list[str]:
    # A toll says "claims" where an event says "claimed".
    stances = {"reported": "reports", "claimed": "claims", "denied": "denies", "ordered": "orders"}
    return [stances.get(s, s) for s in statuses] if table == "tolls" else list(statuses)


def _from_outlets(reports: pd.DataFrame, filters: Filters) -> pd.Series:
    if not filters.sources:
        return pd.Series(True, index=reports.index)
    return reports["outlet_id"].isin(filters.sources)


def _from_sources(frame: pd.DataFrame, chosen: pd.DataFrame, filters: Filters) -> pd.Series:
    kept = frame["report_id"].isin(chosen["report_id"])
    for column in ("source", "source_id", "claimant"):
        if filters.sources and column in frame:
            kept |= frame[column].isin(filters.sources)
    return kept


def _keep_factions(frames: Frames, factions: tuple[str, ...], theatre: Theatre | None) -> Frames:
    kept = {t: f[_plays_role(f, ROLES[t], factions)] for t, f in frames.items() if t in ("events", "claims")}
    if "tolls" in frames:
        tolls = frames["tolls"]
        linked = {
            i for ids in kept.get("events", pd.DataFrame({"toll_ids": []}))["toll_ids"] for i in _list(ids)
        }
        named = _plays_role(tolls, ROLES["tolls"], factions) | tolls["toll_id"].isin(linked)
        kept["tolls"] = tolls[named | _side_of(tolls["source_id"], theatre).isin(factions)]
    return kept


def _plays_role(frame: pd.DataFrame, roles: tuple[str, ...], factions: tuple[str, ...]) -> pd.Series:
    return frame[list(roles)].isin(factions).any(axis=1)


def _side_of(actor_ids: pd.Series, theatre: Theatre | None) -> pd.Series:
    sides = {a.id: a.side for a in theatre.actors.values()} if theatre else {}
    return actor_ids.map(sides)


def _keep_reports(reports: pd.DataFrame, filters: Filters) -> pd.Series:
    if filters.start is None and filters.end is None:
        return pd.Series(True, index=reports.index)
    dated = add_days("reports", reports)
    return inside(dated, filters.start, filters.end) | dated["day_start"].isna()


def _list(ids: object) -> list[str]:
    return [] if ids is None or isinstance(ids, float) else [str(i) for i in ids]  # type: ignore[attr-defined]


def plain_counts(
    frames: Mapping[str, pd.DataFrame], facet: str, filters: Filters, theatre: Theatre | None = None
) -> dict[str, int]:
    """Rows per value of a filter, all other filters applied."""
    kept = plain_filters(frames, filters.without(facet), theatre)
    columns = BEARERS.get(facet) or tuple(("events", role) for role in ROLES["events"])
    marks = [_marks(kept[t][c], t if facet == "factions" else f"{t}.{c}") for t, c in columns]
    counts = pd.concat(marks).drop_duplicates()["value"].value_counts()
    return {str(value): int(n) for value, n in counts.items()}


def _marks(column: pd.Series, table: str) -> pd.DataFrame:
    values = column.dropna().astype(str)
    return pd.DataFrame({"value": values, "table": table, "row": values.index})
