"""Tables for reading. In: a frame of the store or of analyse.
Out: its columns named, its ids in words, on the page.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pandas as pd
import streamlit as st

from pages.shared.desk import Desk
from pages.shared.words import labels, plain, say
from store.tables import TABLES

# Rows sent to the browser at once: more are not read on one screen, and a million would not arrive.
MOST_ROWS = 1000
# The columns a reader looks at first; an export holds them all.
SHOWN = {
    "reports": ("published_start", "published_end", "title", "outlet_name", "language", "published_basis"),
    "events": (
        "date_start",
        "date_end",
        "event_type",
        "actor",
        "target",
        "place_id",
        "status",
        "claimant",
        "sentence",
    ),
    "tolls": (
        "as_of_start",
        "kind",
        "low",
        "high",
        "qualifier",
        "scope",
        "who",
        "source",
        "place_id",
        "sentence",
    ),
    "claims": ("date_start", "date_end", "place_id", "change", "holder", "status", "claimant", "sentence"),
    "gaps": ("kind", "quote", "note"),
    "corrections": ("at", "target_id", "field", "old", "new", "verdict", "by", "note"),
    "cumulative": ("as_of_start", "as_of_end", "low", "high", "qualifier", "source", "n_reports", "sentence"),
    "revisions": ("as_of_start", "source", "revises", "low", "revised_sentence", "sentence"),
    "recent": ("day", "what", "place_id", "who", "status", "sentence"),
    "changes": ("day", "place_id", "holder_before", "holder", "state"),
    "control": ("place_id", "state", "holder", "rival", "since", "confidence", "n_claims"),
    "quarrels": ("place_id", "told_by", "holder", "state"),
    "shares": ("side", "fate", "n", "total", "told"),
    "assertions": (
        "day",
        "side",
        "what",
        "place_id",
        "fate",
        "confirmed_by",
        "contradicted_by",
        "n_reports",
    ),
    "contradictions": ("week", "place_id", "matter", "first", "second", "n_words", "n_reports"),
    "spoken": ("voice", "about", "n", "claimed"),
    "carried": ("outlet_name", "side", "n", "n_reports"),
}
FACTIONS = {
    *("actor", "target", "claimant", "holder", "holder_before", "previous", "who", "source", "rival"),
    *("told_by", "side", "first", "second", "voice"),
}
WORDS = {
    "event_type": "event_type",
    "status": "status",
    "qualifier": "qualifier_name",
    "scope": "scope",
    "change": "change",
    "state": "state",
    "fate": "fate",
    "matter": "matter",
    "published_basis": "basis",
}
CHANGES = {"took", "holds", "lost"}
DAYS = {
    "date_start",
    "date_end",
    "as_of_start",
    "as_of_end",
    "published_start",
    "published_end",
    "day",
    "since",
    "week",
}


def show_table(desk: Desk, frame: pd.DataFrame, name: str, **more: Any) -> Any:
    """A table with its columns and values in words, its first MOST_ROWS rows; `more` goes to st.dataframe."""
    if len(frame) > MOST_ROWS:
        st.caption(
            plain(say("table.first", shown=labels().number(MOST_ROWS), total=labels().number(len(frame))))
        )
    shown = word_table(desk, frame.head(MOST_ROWS), name)
    columns: dict[str, Any] = {
        say(f"column.{c}"): st.column_config.DateColumn(format="DD/MM/YYYY") for c in SHOWN[name] if c in DAYS
    }
    numbers = st.column_config.NumberColumn(format="localized")
    columns |= {say(f"column.{c}"): numbers for c in ("low", "high") if c in SHOWN[name]}
    return st.dataframe(shown, hide_index=True, column_config=columns, **more)


def turn_pages(frame: pd.DataFrame, name: str) -> pd.DataFrame:
    """The rows of the page of a long table the reader turned to; all of a short one."""
    pages = -(-len(frame) // MOST_ROWS)
    if pages < 2:
        return frame
    label = say("table.page", total=labels().number(pages))
    # Another choice of rows begins on its first page.
    page = int(st.number_input(label, 1, pages, key=f"page_{name}_{len(frame)}", width=220))
    return frame.iloc[(page - 1) * MOST_ROWS : page * MOST_ROWS]


def word_table(desk: Desk, frame: pd.DataFrame, name: str) -> pd.DataFrame:
    """The columns to read, in words."""
    kept = [c for c in SHOWN[name] if c in frame]
    worded = frame[kept].assign(**{c: _words_of(desk, frame[c], (c, name)) for c in kept})
    return worded.rename(columns={c: say(f"column.{c}") for c in kept})


def _words_of(desk: Desk, column: pd.Series, named: tuple[str, str]) -> pd.Series:
    name, table = named
    words = labels()
    if name == "what":
        return column.map(lambda v: words.text(f"change.{v}" if v in CHANGES else f"event_type.{v}"))
    if name in DAYS:
        return pd.to_datetime(column, errors="coerce")
    say_each: Callable[[Any], str] | None = None
    if name in FACTIONS:
        say_each = lambda v: words.faction(desk.theatre, v) if isinstance(v, str) else ""  # noqa: E731
    elif name == "place_id":
        say_each = lambda v: words.place(desk.theatre, v) if isinstance(v, str) else ""  # noqa: E731
    elif name in WORDS or name == "kind":
        section = WORDS.get(name, "gap" if table == "gaps" else "kind")
        say_each = lambda v: words.text(f"{section}.{v}") if isinstance(v, str) else ""  # noqa: E731
    return column if say_each is None else _say_once(column, say_each)


def _say_once(column: pd.Series, say_each: Callable[[Any], str]) -> pd.Series:
    """Each value put in words once, however many rows hold it."""
    values = column.astype(object)
    said = {v: say_each(v) for v in values.unique()}
    return values.map(lambda v: said.get(v, ""))  # what is missing has no words


def kept_table(desk: Desk, name: str) -> pd.DataFrame:
    """A table with the rows the filters keep; gaps follow their report, corrections are kept whole."""
    if name != "gaps":
        return desk.kept[name]
    gaps, reports = desk.frames["gaps"], desk.kept["reports"]
    every = len(reports) == len(desk.frames["reports"])
    return gaps if every else gaps[gaps["report_id"].isin(reports["report_id"])]


def describe_columns(name: str) -> pd.DataFrame:
    """What each column of an exported file holds."""
    rows = [(c.name, c.about) for c in TABLES[name]]
    return pd.DataFrame(rows, columns=[say("data.column"), say("data.meaning")])
