"""Ajouter. In: text pasted, files dropped.
Out: the reports read into the reader's own store, and what they gave.
"""

import streamlit as st

from pages.shared.desk import read_desk
from pages.shared.heading import head_page
from pages.shared.intake import TYPES, read_in, show_result
from pages.shared.words import labels, say

desk = read_desk()
head_page(desk, say("menu.add"), say("add.answer"), about_data=False)

with st.form("add", border=False):
    uploads = st.file_uploader(say("add.files"), type=TYPES, accept_multiple_files=True)
    text = st.text_area(say("add.text"), height=180, placeholder=say("add.text_help"))
    title_slot, outlet_slot, day_slot = st.columns([2, 1, 1])
    title = title_slot.text_input(say("add.title"))
    outlets = {o.id: o.name for o in desk.theatre.outlets.values()}
    outlet = outlet_slot.selectbox(
        say("add.outlet"),
        list(outlets),
        index=None,
        format_func=outlets.__getitem__,
        placeholder=say("add.unknown"),
    )
    published = day_slot.date_input(
        say("add.published"), value=None, format="DD/MM/YYYY", help=say("add.date_help")
    )
    sent = st.form_submit_button(say("add.send"), type="primary")

if sent and (uploads or text.strip()):
    day = published.isoformat() if published else None
    pasted = {"text": text, "title": title or None, "outlet": outlet, "published": day}
    st.session_state["ingest"] = read_in(desk, pasted, uploads or [])
elif sent:
    st.warning(say("add.nothing"))

if done := st.session_state.get("ingest"):
    show_result(desk, done)
st.caption(say("add.own_store", period=labels().days(desk.theatre.start, desk.theatre.end)))
