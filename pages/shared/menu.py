"""The menu. In: nothing.
Out: the pages by section, and links from one page to another that keep the filters.
"""

from __future__ import annotations

from pathlib import Path

import streamlit as st
from streamlit.navigation.page import Page

from pages.shared.address import carry
from pages.shared.words import plain, say

PAGES = Path(__file__).parents[1]
SECTIONS = {
    "follow": ("overview", "timeline", "front_line", "casualties", "sources", "compare"),
    "read": ("reports", "add"),
    "publish": ("data", "method"),
}


def list_pages() -> dict[str, list[Page]]:
    """The pages under the heading of their section, in the reader's language."""
    return {say(f"menu.{section}"): [_page(n) for n in names] for section, names in SECTIONS.items()}


def link_page(name: str, label: str, **more: str) -> None:
    """A link to a page, the filters of the address carried along; `more` opens it on one report, one day."""
    st.page_link(_path(name), label=plain(label), query_params=carry(**more) or None)


def _path(name: str) -> str:
    return next(str(PAGES / section / f"{name}.py") for section, names in SECTIONS.items() if name in names)


def _page(name: str) -> Page:
    return st.Page(_path(name), title=say(f"menu.{name}"), url_path=name, default=name == "overview")
