"""Incidents of a large store, made beside the page. In: the desk.
Out: whether they are made; else how long it takes, and a page that looks again.

Merging tens of thousands of events takes a minute: nobody waits for it in front of an empty page, and it is
done once for all readers of a store.
"""

from __future__ import annotations

from threading import Lock, Thread

import streamlit as st

from pages.shared.desk import Desk
from pages.shared.frames import version_of
from pages.shared.incident_frames import all_incidents
from pages.shared.words import labels, say

# Events merged while the reader waits: a few seconds.
AT_ONCE = 15_000
# Beyond this many, minutes and gigabytes for each new report: the command line does it when asked.
MOST = 250_000
LOOK_AGAIN = 4  # seconds
Job = tuple[str, str]


def are_ready(desk: Desk) -> bool:
    """Whether the incidents of the store can be shown now; starts making them where they are many."""
    count = len(desk.frames["events"])
    if count <= AT_ONCE:
        return True
    if count > MOST:
        return False
    jobs, lock = _jobs()
    key = (str(desk.store), version_of(desk.store))
    with lock:
        if key not in jobs:
            jobs[key] = Thread(target=all_incidents, args=(desk,), name="incidents", daemon=True)
            jobs[key].start()
    return not jobs[key].is_alive()


def show_waiting(desk: Desk) -> None:
    """Say why there is nothing yet, and look again every few seconds."""
    count = len(desk.frames["events"])
    told = labels().number(count)
    if count > MOST:
        st.info(say("incident.too_many", n=told, most=labels().number(MOST)))
        return
    st.info(say("incident.making", n=told))
    st.fragment(_look_again, run_every=LOOK_AGAIN)(desk)


def _look_again(desk: Desk) -> None:
    if are_ready(desk):
        st.rerun()


@st.cache_resource(show_spinner=False)
def _jobs() -> tuple[dict[Job, Thread], Lock]:
    """What is being made, by store and version."""
    return {}, Lock()
