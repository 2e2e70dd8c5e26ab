"""Incidents for the pages. In: a store and its version, the desk.
Out: what several reports tell of one happening, made once for the whole store; what the filters keep of it.

An incident stays when the filters keep one of its mentions, with all that is told of it: what an outlet or a
side says of a happening is judged beside what the others say.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

import pandas as pd
import streamlit as st

from analyse.asides import find_asides
from analyse.bounds import bound_incidents, list_words
from analyse.casualties import cumulative_series
from analyse.conventions import CONVENTIONS, STATED
from analyse.filters import Filters
from analyse.grades import grade_incidents
from analyse.incidents import Incidents, merge_incidents
from analyse.origins import Origins, name_origins
from pages.shared.desk import Desk
from pages.shared.frames import filter_frames, load_frames, version_of
from theatres.pack import load_theatre

Key = tuple[str, str]
# Where the filters' own rows of a mention stand: an event, or a toll told alone.
ID_OF = {"events": "event_id", "tolls": "toll_id"}


@dataclass(frozen=True, slots=True)
class Told:
    """The incidents, who is behind each word, their tolls by convention, their grades.

    `found`, `grades` and `bounds` hold the same incidents; `bounds` counts as the texts do, `bounds_of` as
    another convention does.
    """

    found: Incidents
    origins: Origins
    bounds: pd.DataFrame
    grades: pd.DataFrame


def read_incidents(desk: Desk) -> Told:
    """The incidents of which the filters keep a mention."""
    return _keep(*_key(desk), desk.filters)


def all_incidents(desk: Desk) -> Told:
    """Every incident of the store, whatever the filters."""
    return _tell(*_key(desk))


def bounds_of(desk: Desk, convention: str) -> pd.DataFrame:
    """The tolls of the incidents kept, counted as a convention does (`analyse.conventions`)."""
    bounds = _bound(*_key(desk), convention)
    return bounds[bounds["incident_id"].isin(read_incidents(desk).found.incidents["incident_id"])]


def asides_of(desk: Desk, kind: str) -> pd.DataFrame:
    """The incidents kept whose figure stands for no single happening (`analyse.asides`), with the reason."""
    asides = _set_aside(*_key(desk), kind)
    return asides[asides["incident_id"].isin(read_incidents(desk).found.incidents["incident_id"])]


def words_of(desk: Desk, kind: str) -> pd.DataFrame:
    """What each origin says last of each incident kept (`analyse.bounds.list_words`)."""
    words = _list(*_key(desk))
    kept = words["incident_id"].isin(read_incidents(desk).found.incidents["incident_id"])
    return words[kept & words["kind"].eq(kind)]


def incident_of(desk: Desk, row_id: str) -> str | None:
    """The incident of an event or an incident toll, by its id; None for what is no happening (an order)."""
    return _owners(*_key(desk)).get(row_id)


def others_on(desk: Desk, row_id: str) -> pd.DataFrame:
    """The other mentions of the same incident, in any report: COLUMNS of analyse.mentions."""
    members = all_incidents(desk).found.members
    same = members[members["incident_id"] == incident_of(desk, row_id)]
    return same[same["mention_id"].ne(row_id) & ~same["toll_ids"].map(lambda ids: row_id in ids).astype(bool)]


def members_of(desk: Desk, incident_id: str) -> pd.DataFrame:
    """The mentions of one incident, in order of their days."""
    members = all_incidents(desk).found.members
    return members[members["incident_id"] == incident_id].sort_values(["day_end", "mention_id"])


def _key(desk: Desk) -> tuple[Path, str, Key]:
    return desk.store, version_of(desk.store), (desk.theatre.id, desk.theatre.version)


@st.cache_resource(max_entries=4, show_spinner=False)  # sample and own reports, now and before the last write
def _tell(store: Path, version: str, theatre: Key) -> Told:
    frames, pack = load_frames(store, version), load_theatre(theatre[0])
    found = merge_incidents(frames, pack)
    origins = name_origins(found, frames, pack)
    bounds = bound_incidents(found, frames, origins)
    return Told(found, origins, bounds, grade_incidents(found, bounds, frames["tolls"], origins))


@st.cache_resource(max_entries=16, show_spinner=False)  # four conventions for each of four stores
def _bound(store: Path, version: str, theatre: Key, convention: str) -> pd.DataFrame:
    told = _tell(store, version, theatre)
    if convention == STATED.name:
        return told.bounds
    return bound_incidents(told.found, load_frames(store, version), told.origins, CONVENTIONS[convention])


@st.cache_resource(max_entries=16, show_spinner=False)  # the kinds of victims of each of four stores
def _set_aside(store: Path, version: str, theatre: Key, kind: str) -> pd.DataFrame:
    told, frames = _tell(store, version, theatre), load_frames(store, version)
    series = cumulative_series(frames["tolls"], frames["reports"], kind)
    return find_asides(told.bounds[told.bounds["kind"] == kind], told.found.incidents, series)


@st.cache_resource(max_entries=4, show_spinner=False)
def _list(store: Path, version: str, theatre: Key) -> pd.DataFrame:
    told = _tell(store, version, theatre)
    return list_words(told.found, load_frames(store, version), told.origins)


@st.cache_resource(max_entries=4, show_spinner=False)
def _owners(store: Path, version: str, theatre: Key) -> dict[str, str]:
    members = _tell(store, version, theatre).found.members
    owned = members[["incident_id", "toll_ids"]].explode("toll_ids").dropna()
    return {
        **dict(zip(owned["toll_ids"], owned["incident_id"], strict=True)),
        **dict(zip(members["mention_id"], members["incident_id"], strict=True)),
    }


@st.cache_resource(max_entries=64, show_spinner=False)  # the last views of a few readers
def _keep(store: Path, version: str, theatre: Key, filters: Filters) -> Told:
    told = _tell(store, version, theatre)
    kept = filter_frames(store, filters, load_theatre(theatre[0]))
    # A toll has no type of deed of its own: where one is asked for, its event tells.
    tables = ["events"] if filters.event_types else list(ID_OF)
    rows = {i for table in tables for i in kept[table][ID_OF[table]]}
    members = told.found.members
    named = members["mention_id"].isin(rows)
    counted = members["toll_ids"].explode().isin(rows).groupby(level=0).any()
    return keep_incidents(told, set(members.loc[named | counted, "incident_id"]))


def keep_incidents(told: Told, ids: set[str]) -> Told:
    """The incidents named, and what belongs to them."""
    held = [f[f["incident_id"].isin(ids)] for f in (told.found.incidents, told.found.members)]
    merges = told.found.merges[told.found.merges["incident_id"].isin(ids)]
    found = replace(told.found, incidents=held[0], members=held[1], merges=merges)
    bounds, grades = (f[f["incident_id"].isin(ids)] for f in (told.bounds, told.grades))
    return replace(told, found=found, bounds=bounds, grades=grades)
