"""One incident opened. In: the desk, an incident's id.
Out: its tolls and grade, each sentence that tells it with its source, why they are one, and the words that
part or join them.
"""

from __future__ import annotations

from typing import Any

import pandas as pd
import streamlit as st

from analyse.origins import REPORT
from pages.shared.desk import Desk
from pages.shared.evidence import name_report, quote_html
from pages.shared.incident_frames import all_incidents, members_of
from pages.shared.incident_merges import show_joining, show_merges
from pages.shared.incident_words import name_incident, name_origin, say_range, say_victims, tell_grade
from pages.shared.menu import link_page
from pages.shared.words import labels, plain, say

# Sentences shown at once; the rest stands folded below.
MOST = 8


def show_incident(desk: Desk, incident_id: str) -> None:
    """The panel of an incident; of one that a correction renamed, what became of its first mention."""
    told = all_incidents(desk)
    found = told.found.incidents
    rows = found[found["incident_id"] == incident_id].to_dict("records")
    if not rows:
        st.info(say("incident.gone"))
        return
    with st.container(border=True):
        st.subheader(plain(name_incident(desk, rows[0])), anchor=False)
        show_tolls(desk, told.bounds[told.bounds["incident_id"] == incident_id])
        grade = told.grades[told.grades["incident_id"] == incident_id].to_dict("records")[0]
        st.markdown(plain(tell_grade(desk, grade)))
        show_mentions(desk, members_of(desk, incident_id))
        show_merges(desk, incident_id)
        show_joining(desk, incident_id)


def show_tolls(desk: Desk, bounds: pd.DataFrame) -> None:
    """Low to high by kind and victims, a line each."""
    lines = [f"- {plain(_tell_bound(desk, row))}" for row in bounds.to_dict("records")]
    st.markdown("\n".join(lines) or plain(say("incident.no_toll")))


def show_mentions(desk: Desk, members: pd.DataFrame) -> None:
    """Every sentence once, with who is behind it and its report."""
    ranked = members.assign(bare=members["toll_ids"].map(len).eq(0)).sort_values("bare", kind="stable")
    once = ranked.drop_duplicates(["report_id", "sentence"])
    st.markdown(f"**{plain(labels().plural('ui.incident.sentences', len(once)))}**")
    shown, folded = once.head(MOST), once.iloc[MOST:]
    _show_rows(desk, shown)
    if len(folded):
        with st.expander(labels().plural("ui.incident.more", len(folded))):
            _show_rows(desk, folded)


def _show_rows(desk: Desk, members: pd.DataFrame) -> None:
    reports = desk.frames["reports"].drop_duplicates("report_id").set_index("report_id")
    for row in members.to_dict("records"):
        st.markdown(plain(_tell_mention(desk, row)))
        report = reports.loc[row["report_id"]]
        st.html(quote_html({**row, "quote": report["text"][row["start"] : row["end"]] or row["sentence"]}))
        label = say("evidence.open", report=name_report(report))
        link_page("reports", label, report=str(row["report_id"]))


def _tell_mention(desk: Desk, row: dict[Any, Any]) -> str:
    words = labels()
    deed = words.text(f"event_type.{row['event_type']}") if isinstance(row["event_type"], str) else ""
    figures = [
        words.plural(f"kind_of.{k}", row[k]) for k in ("killed", "injured", "captured") if not pd.isna(row[k])
    ]
    status = words.text(f"status.{row['status']}")
    return " · ".join(p for p in (deed, *figures, status, _tell_voice(desk, row)) if p)


def _tell_voice(desk: Desk, row: dict[Any, Any]) -> str:
    """Who is behind a mention: whoever its figures or its words are credited to, else its report."""
    origins = all_incidents(desk).origins
    told = [origins.mentions.get(row["mention_id"]), *(origins.tolls.get(t) for t in row["toll_ids"])]
    known = list(dict.fromkeys(o for o in told if isinstance(o, str)))
    named = [o for o in known if not o.startswith(REPORT)] or known[:1]
    return ", ".join(name_origin(desk, o) for o in named)


def _tell_bound(desk: Desk, row: dict[Any, Any]) -> str:
    words = labels()
    told = {
        "kind": words.text(f"kind.{row['kind']}"),
        "victims": say_victims(desk, row["victims"]),
        "range": say_range(row),
        "sources": words.plural("words.sources", row["n_sources"]),
    }
    line = say("incident.toll", **told)
    return f"{line} ({say('incident.summed')})" if row["summed"] else line
