"""The head of a page. In: its noun, its answer, the desk. Out: the title, the active filters, the sample notice."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from pages.shared.desk import Desk
from pages.shared.filters import clear_filters, drop_filter, list_active
from pages.shared.words import plain, say

STYLE = Path(__file__).parent / "style.css"


def head_page(desk: Desk, noun: str, answer: str) -> None:
    """The noun as a small label, the answer as the title, then chips and notice."""
    st.html(f"<style>{STYLE.read_text(encoding='utf-8')}</style>")
    st.caption(plain(noun))
    st.title(plain(answer), anchor=False)
    if desk.sample:
        st.markdown(f":gray-background[{say('app.sample_notice')}]")
    _draw_chips(desk)


def _draw_chips(desk: Desk) -> None:
    active = list_active(desk)
    if not active:
        return
    with st.container(horizontal=True, key="chips", gap="small"):
        for chip in active:
            name = f"chip_{chip.key}_{chip.value}"
            hint = say("filters.remove")
            st.button(f"{plain(chip.label)} ×", key=name, help=hint, on_click=drop_filter, args=(chip,))
        st.button(say("filters.clear"), key="chip_clear", type="tertiary", on_click=clear_filters)
