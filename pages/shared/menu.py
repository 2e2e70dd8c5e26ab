"""The menu. In: nothing. Out: the pages by section, and links from one page to another that keep the filters."""

from __future__ import annotations

from pathlib import Path

import streamlit as st
from streamlit.navigation.page import StreamlitPage

from pages.shared.words import say

PAGES = Path(__file__).parents[1]
SECTIONS = {
    "follow": ("overview", "timeline", "front_line", "casualties"),
    "read": ("reports", "add"),
    "publish": ("data", "method"),
}


def list_pages() -> dict[str, list[StreamlitPage]]:
    """The pages under the heading of their section, in the reader's language."""
    return {say(f"menu.{section}"): [_page(section, n) for n in names] for section, names in SECTIONS.items()}


def link_page(name: str, label: str) -> None:
    """A link to a page, the filters of the address carried along."""
    section = next(s for s, names in SECTIONS.items() if name in names)
    asked = {k: st.query_params.get_all(k) for k in st.query_params}
    st.page_link(str(PAGES / section / f"{name}.py"), label=label, query_params=asked or None)


def _page(section: str, name: str) -> StreamlitPage:
    path = PAGES / section / f"{name}.py"
    return st.Page(path, title=say(f"menu.{name}"), url_path=name, default=name == "overview")
