"""Incidents for the pages. In: a store and its version, the desk.
Out: what several reports tell of one happening, made once for the whole store; what the filters keep of it.

An incident stays when the filters keep one of its mentions, with all that is told of it: what an outlet or a
side says of a happening is judged beside what the others say.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import numpy.typing as npt
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
Mask = npt.NDArray[np.bool_]
Whole = npt.NDArray[np.int64]
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
    if convention == STATED.name:
        return read_incidents(desk).bounds
    return _cut(desk, _bound(*_key(desk), convention))


def asides_of(desk: Desk, kind: str) -> pd.DataFrame:
    """The incidents kept whose figure stands for no single happening (`analyse.asides`), with the reason."""
    return _cut(desk, _set_aside(*_key(desk), kind))


def words_of(desk: Desk, kind: str) -> pd.DataFrame:
    """What each origin says last of each incident kept (`analyse.bounds.list_words`)."""
    words = _cut(desk, _list(*_key(desk)))
    return words[words["kind"] == kind]


def incident_of(desk: Desk, row_id: str) -> str | None:
    """The incident of an event or an incident toll, by its id; None for what is no happening (an order)."""
    owner = _owners(*_key(desk)).get(row_id)
    return None if owner is None else str(all_incidents(desk).found.incidents["incident_id"].iloc[owner])


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


def _cut(desk: Desk, numbered: tuple[pd.DataFrame, Whole]) -> pd.DataFrame:
    """The rows of the incidents the filters keep, of a frame with each row's incident by number."""
    frame, numbers = numbered
    return frame[_mask(*_key(desk), desk.filters)[numbers]]


@st.cache_resource(max_entries=4, show_spinner=False)  # sample and own reports, now and before the last write
def _tell(store: Path, version: str, theatre: Key) -> Told:
    frames, pack = load_frames(store, version), load_theatre(theatre[0])
    found = merge_incidents(frames, pack)
    origins = name_origins(found, frames, pack)
    bounds = bound_incidents(found, frames, origins)
    return Told(found, origins, bounds, grade_incidents(found, bounds, frames["tolls"], origins))


@st.cache_resource(max_entries=16, show_spinner=False)  # three conventions for each of four stores
def _bound(store: Path, version: str, theatre: Key, convention: str) -> tuple[pd.DataFrame, Whole]:
    told, frames = _tell(store, version, theatre), load_frames(store, version)
    return _number(told, bound_incidents(told.found, frames, told.origins, CONVENTIONS[convention]))


@st.cache_resource(max_entries=16, show_spinner=False)  # the kinds of victims of each of four stores
def _set_aside(store: Path, version: str, theatre: Key, kind: str) -> tuple[pd.DataFrame, Whole]:
    told, frames = _tell(store, version, theatre), load_frames(store, version)
    series = cumulative_series(frames["tolls"], frames["reports"], kind)
    return _number(told, find_asides(told.bounds[told.bounds["kind"] == kind], told.found.incidents, series))


@st.cache_resource(max_entries=4, show_spinner=False)
def _list(store: Path, version: str, theatre: Key) -> tuple[pd.DataFrame, Whole]:
    told = _tell(store, version, theatre)
    return _number(told, list_words(told.found, load_frames(store, version), told.origins))


@st.cache_resource(max_entries=4, show_spinner=False)
def _owners(store: Path, version: str, theatre: Key) -> pd.Series:
    """The number of the incident of each event and toll, by its id."""
    told = _tell(store, version, theatre)
    members, numbers = _number(told, told.found.members)
    owned = _explode(members)
    tolls = pd.Series(numbers[owned.to_numpy(dtype=np.int64)], index=owned.index)
    events = pd.Series(numbers, index=members["mention_id"])
    both: pd.Series = pd.concat([events, tolls])
    first: pd.Series = both[~both.index.duplicated()]
    return first


def _explode(members: pd.DataFrame) -> pd.Series:
    """The row of each toll id, by the id."""
    rows = members["toll_ids"].reset_index(drop=True).explode().dropna()
    return pd.Series(rows.index, index=rows.to_numpy())


@st.cache_resource(max_entries=4, show_spinner=False)
def _numbers(store: Path, version: str, theatre: Key) -> dict[str, Whole]:
    """The incident of each row of the frames of `Told`, by number."""
    told = _tell(store, version, theatre)
    return {name: _number(told, frame)[1] for name, frame in _frames(told).items()}


@st.cache_resource(max_entries=64, show_spinner=False)  # the last views of a few readers
def _mask(store: Path, version: str, theatre: Key, filters: Filters) -> Mask:
    """Which incidents, by number, the filters keep a mention of."""
    kept = filter_frames(store, filters, load_theatre(theatre[0]))
    # A toll has no type of deed of its own: where one is asked for, its event tells.
    tables = ["events"] if filters.event_types else list(ID_OF)
    ids = pd.Index(np.concatenate([kept[t][ID_OF[t]].to_numpy(dtype=object) for t in tables]))
    owners = _owners(store, version, theatre)
    found = owners.index.get_indexer(ids)
    mask = np.zeros(len(_tell(store, version, theatre).found.incidents), dtype=bool)
    mask[owners.to_numpy(dtype=np.int64)[found[found >= 0]]] = True
    return mask


@st.cache_resource(max_entries=16, show_spinner=False)  # the last views of a few readers
def _keep(store: Path, version: str, theatre: Key, filters: Filters) -> Told:
    told, mask = _tell(store, version, theatre), _mask(store, version, theatre, filters)
    if mask.all():
        return told
    numbers = _numbers(store, version, theatre)
    cut = {name: frame[mask[numbers[name]]] for name, frame in _frames(told).items()}
    bounds, grades = cut.pop("bounds"), cut.pop("grades")
    return replace(told, found=Incidents(**cut), bounds=bounds, grades=grades)


def _frames(told: Told) -> dict[str, pd.DataFrame]:
    found = told.found
    held = {"incidents": found.incidents, "members": found.members, "merges": found.merges}
    return {**held, "bounds": told.bounds, "grades": told.grades}


def _number(told: Told, frame: pd.DataFrame) -> tuple[pd.DataFrame, Whole]:
    known = pd.Index(told.found.incidents["incident_id"])
    return frame, known.get_indexer(frame["incident_id"]).astype(np.int64)
