"""The view kept in the address. In: the query of the URL.
Out: plain words per key, and the URL of the view on screen.

Nothing of the address is used before a control has matched it with the choices it offers.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import TypeVar, cast

import streamlit as st

T = TypeVar("T")
Words = dict[str, list[str]]
LONGEST = 80  # characters of one value: the longest id of a pack is half of that
MOST = 60  # values of one key: more than any list a person picks by hand


def open_address() -> None:
    """Take the view from the URL when this app did not write it: first visit, deep link, step back."""
    asked = {k: st.query_params.get_all(k)[:MOST] for k in st.query_params}
    if asked and asked != st.session_state.get("address_written"):
        st.session_state["address"] = {k: [v[:LONGEST] for v in vs] for k, vs in asked.items()}
        st.session_state["address_fresh"] = True
    else:
        st.session_state["address_fresh"] = False
    st.session_state["address_used"] = set()


def offer(key: str, allowed: Sequence[str], default: Sequence[str] = ()) -> list[str]:
    """The allowed values chosen for a key: the control's own, else the address's, else the default."""
    words = _words().get(key, list(default))
    chosen = words if _fresh() else _listed(st.session_state.get(widget_key(key), words))
    kept = [v for v in chosen if v in allowed]
    return kept if kept or not default else list(default)


def offer_day(key: str, earliest: date, latest: date, default: date) -> date:
    """The day chosen for a key, inside the period; the default where the address holds no day."""
    word = (_words().get(key) or [""])[0]
    held = st.session_state.get(widget_key(key))
    day = held if isinstance(held, date) and not _fresh() else _day(word)
    return min(max(day, earliest), latest) if day else default


def keep(key: str, values: Sequence[str], default: Sequence[str] = ()) -> None:
    """Remember what a control shows, for the URL and for the next page; a default leaves the URL clean."""
    words = dict(_words())
    words.pop(key, None)
    if list(values) != list(default):
        words[key] = list(values)
    st.session_state["address"] = words
    st.session_state.setdefault("address_used", set()).add(key)


def write_address() -> None:
    """Write the controls drawn in this run to the URL."""
    used = st.session_state.get("address_used", set())
    shown = {k: v for k, v in sorted(_words().items()) if k in used}
    st.session_state["address_written"] = shown
    st.session_state["address_fresh"] = False
    if {k: st.query_params.get_all(k) for k in st.query_params} != shown:
        st.query_params.from_dict(shown)


def choose(key: str, values: Sequence[str]) -> None:
    """Change a control from outside it (a chip, a link); for use in callbacks."""
    st.session_state.pop(widget_key(key), None)
    keep(key, values)


def carry(**more: str) -> Words:
    """The address for a link to another page: every choice made so far, and more."""
    return {**_words(), **{k: [v] for k, v in more.items()}}


def widget_key(key: str) -> str:
    """The session key of the control that shows an address key."""
    return f"control_{key}"


def bind(key: str, value: object, draw: Callable[[str], T]) -> T:
    """Draw a control with a value set beforehand; `draw` takes the control's session key."""
    st.session_state[widget_key(key)] = value
    return draw(widget_key(key))


def _words() -> Words:
    return cast(Words, st.session_state.get("address", {}))


def _fresh() -> bool:
    return bool(st.session_state.get("address_fresh", False))


def _listed(value: object) -> list[str]:
    if isinstance(value, list | tuple):
        return [str(v) for v in value]
    return [] if value is None else [str(value)]


def _day(word: str) -> date | None:
    try:
        return date.fromisoformat(word)
    except ValueError:
        return None
