"""The head of a page. In: its noun, its answer, the desk.
Out: the title, the active filters, the sample notice.
"""

from __future__ import annotations

from html import escape, unescape
from pathlib import Path

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from pages.shared.desk import Desk
from pages.shared.filters import clear_filters, drop_filter, list_active
from pages.shared.words import labels, plain, say

STYLE = Path(__file__).parent / "style.css"


def head_page(desk: Desk, noun: str, answer: str = "", *, about_data: bool = True) -> DeltaGenerator:
    """The noun small, the answer as the title; where data is shown, its notice and the filters as chips.

    Returns the slot of the title, for pages that write it anew.
    """
    limit = say("add.limit", n=st.get_option("server.maxUploadSize"))
    browse = f':root {{ --browse: "{say("add.browse")}"; --limit: "{limit}"; }}'
    st.html(f"<style>{browse}{STYLE.read_text(encoding='utf-8')}</style>")
    st.html(f'<p class="noun">{escape(noun)}</p>')
    slot = st.empty()
    if answer:
        answer_page(slot, answer)
    if not about_data:
        return slot
    show_notice(desk)
    _draw_chips(desk)
    return slot


def show_notice(desk: Desk) -> None:
    """Say that the sample is made of reconstructions, wherever it is shown."""
    if desk.sample:
        notice = labels().name(desk.theatre.settings["sample_notice"])
        st.html(f'<p class="notice">{escape(notice)}</p>')


def answer_page(slot: DeltaGenerator, answer: str) -> None:
    """Write the title, a sentence from the data; a fragment may write it anew."""
    slot.title(plain(unescape(answer)), anchor=False)


def _draw_chips(desk: Desk) -> None:
    active = list_active(desk.theatre, desk.filters, desk.period)
    if not active:
        return
    with st.container(horizontal=True, key="chips", gap="small"):
        for chip in active:
            name = f"chip_{chip.key}_{chip.value}"
            hint = say("filters.remove")
            st.button(f"{plain(chip.label)} ×", key=name, help=hint, on_click=drop_filter, args=(chip,))
        st.button(say("filters.clear"), key="chip_clear", type="tertiary", on_click=clear_filters)
