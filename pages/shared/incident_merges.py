"""The analyst's word on what is one happening. In: the desk, an incident.
Out: why its mentions are one, buttons that part or join, and the words given so far, each to be taken back.

A word is a correction in the reader's own store: nothing of the reports changes, and it is undone by another.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pandas as pd
import streamlit as st

from analyse.incidents import JOIN, PART, join_mentions, part_mentions
from analyse.near_incidents import keep_strongest, rank_near
from extract.records import Correction
from pages.shared.desk import Desk
from pages.shared.incident_frames import all_incidents, members_of
from pages.shared.incident_words import name_incident, tell_reasons
from pages.shared.words import labels, plain, say
from render.scene import cut
from store.corrections import add_corrections, standing, undo

BY = "reader"


def show_merges(desk: Desk, incident_id: str) -> None:
    """Each merge: two sentences side by side, the reasons, and the button that undoes it."""
    merges = all_incidents(desk).found.merges
    mine = keep_strongest(merges[merges["incident_id"] == incident_id])
    if mine.empty:
        return
    sentences = _read_sentences(desk, incident_id)
    with st.expander(labels().plural("ui.incident.merges", len(mine))):
        st.caption(say("incident.merges_help"))
        for row in mine.sort_values("points", kind="stable").to_dict("records"):
            _show_merge(desk, row, sentences)


def show_joining(desk: Desk, incident_id: str) -> None:
    """Join another incident to this one; the words given so far; on the sample, why there are none."""
    with st.expander(say("incident.join_title")):
        if desk.sample:
            st.caption(say("incident.sample_closed"))
            return
        near = rank_near(all_incidents(desk).found.incidents, incident_id)
        names = {r["incident_id"]: _name(desk, r) for r in near.to_dict("records")}
        if names:
            other = st.selectbox(say("incident.join_with"), list(names), format_func=names.__getitem__)
            if st.button(say("incident.join"), key=f"join_{incident_id}"):
                _write(desk, join_mentions(_first(desk, incident_id), _first(desk, other), BY, _now()))
        else:
            st.caption(say("incident.nothing_near"))
        show_given(desk)


def show_given(desk: Desk) -> None:
    """The words given so far that still stand."""
    given = standing(desk.frames["corrections"])
    for row in given[given["field"].isin([JOIN, PART])].to_dict("records"):
        _show_given(desk, row)


def _show_merge(desk: Desk, row: dict[Any, Any], sentences: dict[str, str]) -> None:
    for column, side in zip(st.columns(2), ("left", "right"), strict=True):
        column.caption(plain(f"« {cut(sentences.get(row[side], ''))} »"))
    st.markdown(plain(tell_reasons(row)))
    key = f"part_{row['left']}_{row['right']}"
    hint = say("incident.sample_closed") if desk.sample else None
    if st.button(say("incident.part"), key=key, disabled=desk.sample, help=hint):
        _write(desk, part_mentions(row["left"], row["right"], BY, _now()))


def _show_given(desk: Desk, row: dict[Any, Any]) -> None:
    members = all_incidents(desk).found.members.set_index("mention_id")["sentence"]
    told = [cut(str(members.get(m, m))) for m in (row["target_id"], row["new"])]
    st.caption(plain(say(f"incident.said_{row['field'].removeprefix('incident_')}", a=told[0], b=told[1])))
    if st.button(say("incident.undo"), key=f"undo_{row['correction_id']}"):
        undo(desk.store, row["correction_id"], BY, _now())
        st.rerun()


def _read_sentences(desk: Desk, incident_id: str) -> dict[str, str]:
    members = members_of(desk, incident_id)
    return dict(zip(members["mention_id"], members["sentence"].astype(str), strict=True))


def _first(desk: Desk, incident_id: str) -> str:
    """The mention an incident is named after."""
    members = members_of(desk, incident_id)
    return str(members["mention_id"].min())


def _name(desk: Desk, row: dict[Any, Any]) -> str:
    sentence: pd.Series = members_of(desk, row["incident_id"])["sentence"]
    return f"{name_incident(desk, row)} · {cut(str(sentence.iloc[0]))}"


def _write(desk: Desk, correction: Correction) -> None:
    add_corrections(desk.store, [correction])
    st.rerun()


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
