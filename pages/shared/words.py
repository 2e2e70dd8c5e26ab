"""The words on screen. In: a key of render/labels.toml under `ui`, or an id.
Out: text in the reader's language.
"""

from __future__ import annotations

import re

import streamlit as st

from render.labels import Labels
from theatres.pack import Theatre

LANGUAGES = {"fr": "Français", "en": "English"}
MARKS = re.compile(r"([\\`*_{}\[\]<>()#+\-.!|~$:^=&])")
# Every blank but those that keep a number or a quotation on one line.
BLANKS = re.compile(r"[^\S\u00a0\u202f]+")


def language() -> str:
    """The reader's language, French unless the address or the switch says otherwise."""
    return str(st.session_state.get("language", "fr"))


def labels() -> Labels:
    """The words of the reader's language."""
    return Labels(language())


def say(key: str, **values: object) -> str:
    """The text of `[ui.<section>] <name>`, its {places} filled."""
    return labels().text(f"ui.{key}", **values)


def plain(text: str) -> str:
    """A text safe inside Markdown: whatever it holds is shown, nothing of it is obeyed."""
    return MARKS.sub(r"\\\1", BLANKS.sub(" ", text).strip())


def name_of(theatre: Theatre, key: str, value: str) -> str:
    """The name of one choice of a filter."""
    words = labels()
    if key == "type":
        return words.text(f"event_type.{value}")
    if key == "status":
        return words.text(f"status.{value}")
    if key == "place":
        return words.place(theatre, value)
    outlet = theatre.outlets.get(value) if key == "source" else None
    return outlet.name if outlet else words.faction(theatre, value)
