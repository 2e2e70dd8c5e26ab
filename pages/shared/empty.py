"""When a page has nothing to show. In: the desk, a table. Out: why, and the one filter to loosen."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from analyse.filters import Filters
from pages.shared.address import choose
from pages.shared.desk import Desk
from pages.shared.filters import DAYS, FACETS, describe_filters, set_facet
from pages.shared.frames import filter_frames
from pages.shared.menu import link_page
from pages.shared.words import labels, plain, say


def explain_empty(desk: Desk, table: str) -> None:
    """Say why there is nothing, and offer the filter whose removal brings most back."""
    if desk.frames["reports"].empty:
        st.info(say("empty.nothing_at_all"))
        link_page("add", say("empty.add_first"))
        return
    asked = describe_filters(desk.theatre, desk.filters) or say("empty.no_filter")
    st.info(plain(say("empty.none", filters=asked)))
    key, count = find_loosening(desk, table)
    if count:
        words = {"filter": say(f"filters.{key}"), "count": labels().number(count)}
        st.button(
            plain(say("empty.loosen", **words)), type="primary", on_click=loosen, args=(key,), key="loosen"
        )


def find_loosening(desk: Desk, table: str) -> tuple[str, int]:
    """The filter whose removal brings most rows back, and how many."""
    counts = {
        key: filter_frames(desk.store, f, desk.theatre).count(table)
        for key, f in _looser(desk.filters).items()
    }
    return max(counts.items(), key=lambda kv: kv[1], default=("", 0))


def loosen(key: str) -> None:
    """Take a whole filter away."""
    for name in DAYS if key == "days" else (key,):
        choose(name, [])


def _looser(filters: Filters) -> dict[str, Filters]:
    tried = {k: set_facet(filters, k, ()) for k, f in FACETS.items() if getattr(filters, f)}
    if filters.start or filters.end:
        tried["days"] = replace(filters, start=None, end=None)
    return tried
