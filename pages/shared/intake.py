"""Reports brought by the reader. In: pasted text, dropped files.
Out: rows in the reader's own store, and their fate.

What is dropped takes the same way as a file given to `python -m store.ingest`; nothing in it is obeyed.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pandas as pd
import streamlit as st

from analyse.filters import Frames
from extract.documents import FORMATS
from pages.shared.desk import Desk
from pages.shared.evidence import name_report
from pages.shared.frames import load_frames, version_of
from pages.shared.menu import link_page
from pages.shared.reasons import tell_published
from pages.shared.stores import store_of
from pages.shared.words import labels, language, plain, say
from store.batches import Ingest
from store.ingest import ingest_files
from store.messages import explain

TYPES = [f.removeprefix(".") for f in FORMATS]
# One page of results; a larger batch is read in the list of reports.
MOST_SHOWN = 20


def read_in(desk: Desk, pasted: dict[str, str | None], uploads: Sequence[Any]) -> Ingest:
    """Read pasted text and dropped files into the reader's own store, with progress."""
    bar = st.progress(0.0, text=say("add.reading"))
    with TemporaryDirectory() as folder:
        paths = [_save(Path(folder), u.name, u.getvalue()) for u in uploads]
        if (pasted.get("text") or "").strip():
            line = json.dumps(pasted, ensure_ascii=False).encode("utf-8")
            paths.append(_save(Path(folder), f"{say('add.pasted_name')}.jsonl", line))

        def show(done: int, name: str) -> None:
            bar.progress(
                min(done / max(len(paths), done, 1), 1.0), text=say("add.read", n=done, file=plain(name))
            )

        done = ingest_files(paths, desk.theatre, store_of(desk.theatre.id, "mine"), show)
    bar.empty()
    return done


def show_result(desk: Desk, done: Ingest) -> None:
    """What became of the reports: one line, the problems by file, then what each report gave."""
    st.success(plain(done.sentence(language()))) if done.added or done.replaced else st.info(
        plain(done.sentence(language()))
    )
    for problem in done.problems:
        st.warning(plain(explain(problem, language())))
    store = store_of(desk.theatre.id, "mine")
    frames = load_frames(store, version_of(store))
    ids = [*done.added, *done.replaced, *done.unchanged]
    reports = frames["reports"]
    chosen = reports[reports["report_id"].isin(ids)].head(MOST_SHOWN)
    for _, report in chosen.iterrows():
        _show_report(report, frames)


def _show_report(report: pd.Series, frames: Frames) -> None:
    with st.container(border=True):
        st.markdown(f"**{plain(name_report(report))}**")
        st.markdown(tell_published(report))
        st.caption(plain(count_found(str(report["report_id"]), frames)))
        link_page("reports", say("add.open"), data="mine", report=str(report["report_id"]))


def count_found(report_id: str, frames: Frames) -> str:
    """What a report gave, in numbers."""
    words = labels()
    counts = {
        t: int((frames[t]["report_id"] == report_id).sum()) for t in ("tolls", "events", "claims", "gaps")
    }
    return " · ".join(words.plural(f"ui.add.{t}", n) for t, n in counts.items())


def _save(folder: Path, name: str, data: bytes) -> Path:
    path = folder / Path(name).name
    path.write_bytes(data)
    return path
