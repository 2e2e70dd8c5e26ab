"""Méthode. In: the theatre, the measured accuracies, the versions.
Out: how to read the pages, and how far to trust them.
"""

import streamlit as st

from pages.shared.accuracy import show_accuracy
from pages.shared.desk import read_desk
from pages.shared.front_accuracy import show_front_accuracy
from pages.shared.heading import head_page, show_notice
from pages.shared.words import say

desk = read_desk()
head_page(desk, say("menu.method"), say("method.answer"), about_data=False)
show_notice(desk)

st.subheader(say("method.uncertainty_title"), anchor=False)
st.markdown(say("method.uncertainty"))
st.subheader(say("method.tolls_title"), anchor=False)
st.markdown(say("method.tolls"))
st.subheader(say("method.incidents_title"), anchor=False)
st.markdown(say("method.incidents"))
st.subheader(say("method.control_title"), anchor=False)
st.markdown(say("method.control"))
st.subheader(say("method.dates_title"), anchor=False)
st.markdown(say("method.dates"))
st.subheader(say("method.accuracy_title"), anchor=False)
show_accuracy()
st.subheader(say("method.front_accuracy_title"), anchor=False)
show_front_accuracy()
st.subheader(say("method.limits_title"), anchor=False)
st.markdown(say("method.limits"))

with st.expander(say("method.sources_title")):
    st.markdown((desk.theatre.root / "SOURCES.md").read_text(encoding="utf-8").removeprefix("# "))
reports = desk.frames["reports"]
rules = ", ".join(sorted(set(reports["extractor_version"]))) or "–"
versions = {
    "theatre": desk.theatre.id,
    "version": desk.theatre.version[:12],
    "rules": rules,
    "reports": len(reports),
}
st.caption(f"{say('method.versions_title')}. {say('method.versions', **versions)}")
