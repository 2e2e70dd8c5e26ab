"""What sides assert, and who answers. In: the desk.
Out: what the filters keep of it, judged beside all that the store holds.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pandas as pd
import streamlit as st

from analyse.answers import find_answers, read_windows
from analyse.fates import judge_assertions
from analyse.filters import Filters
from analyse.quarrels import list_quarrels
from analyse.statements import collect_statements
from pages.shared.desk import Desk
from pages.shared.frames import filter_frames, load_frames, version_of
from pages.shared.incident_frames import all_incidents
from pages.shared.incident_jobs import are_ready
from theatres.pack import load_theatre

Key = tuple[str, str]
WINDOWS = read_windows()


@dataclass(frozen=True, slots=True)
class Asserted:
    """Statements kept, assertions with their fate, contradictions; `merged`: incidents joined the deeds."""

    statements: pd.DataFrame
    units: pd.DataFrame
    quarrels: pd.DataFrame
    merged: bool


def read_asserted(desk: Desk) -> Asserted:
    """What the filters keep: an assertion stays with one of its statements, and all answers count."""
    # Until the incidents of a large store are made, place, type and day tell which deeds are one.
    return _keep(*_key(desk), desk.filters, are_ready(desk), _desk=desk)


def _key(desk: Desk) -> tuple[Path, str, Key]:
    return desk.store, version_of(desk.store), (desk.theatre.id, desk.theatre.version)


@st.cache_resource(max_entries=4, show_spinner=False)  # sample and own reports, now and before the last write
def _judge(
    store: Path, version: str, theatre: Key, merged: bool, _desk: Desk
) -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]:
    frames, pack = load_frames(store, version), load_theatre(theatre[0])
    owners = None
    if merged:
        members = all_incidents(_desk).found.members
        owners = dict(zip(members["mention_id"], members["incident_id"], strict=True))
    statements = collect_statements(frames, pack, owners, WINDOWS.widest)
    answers = find_answers(statements, WINDOWS)
    last = frames["reports"]["published_end"].max()
    until = None if pd.isna(last) else pd.Timestamp(last).date()
    return statements, answers, judge_assertions(statements, answers, WINDOWS, until)


@st.cache_resource(max_entries=64, show_spinner=False)  # the last views of a few readers
def _keep(  # noqa: PLR0913, PLR0917 — what the judgement depends on
    store: Path, version: str, theatre: Key, filters: Filters, merged: bool, _desk: Desk
) -> Asserted:
    statements, answers, units = _judge(store, version, theatre, merged, _desk=_desk)
    kept = filter_frames(store, filters, load_theatre(theatre[0]))
    # Who asks for a type of event asks for no words on who holds a place.
    claims = kept["claims"].head(0) if filters.event_types else kept["claims"]
    ids = {*kept["events"]["event_id"], *claims["claim_id"]}
    named = (
        units["ids"].explode().isin(ids).groupby(level=0).any() if len(units) else units["ids"].astype(bool)
    )
    mine = answers[answers["id"].isin(ids) | answers["answer"].isin(ids)]
    return Asserted(
        statements[statements["id"].isin(ids)],
        units[named],
        list_quarrels(statements, mine),
        merged,
    )
