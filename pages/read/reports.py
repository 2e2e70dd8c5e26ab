"""Rapports. In: the reports the filters keep.
Out: the text of one, what was read in it at its place, what was not.
"""

import streamlit as st

from pages.shared.desk import read_desk
from pages.shared.empty import explain_empty
from pages.shared.heading import head_page
from pages.shared.reading import choose_report, find_reports, show_date, show_gaps, show_report
from pages.shared.screen import narrow_screen
from pages.shared.words import labels, plain, say

desk = read_desk()
head_page(desk, say("menu.reports"), labels().plural("ui.reports.answer", len(desk.kept["reports"])))
if st.session_state.pop("report_saved", False):
    st.success(say("reports.saved"))

if desk.frames["reports"].empty:
    explain_empty(desk, "reports")
    st.stop()

beside, reading = st.columns([2, 3], gap="medium")
with beside:
    words = st.text_input(say("reports.search"), key="search")
    found = find_reports(desk, words)
    if found.empty:
        st.info(plain(say("reports.no_match", words=words)))
    report = choose_report(desk, found)
if report is not None:
    with reading:
        show_report(desk, report)
    # On a phone the text comes before what is told about it.
    with st.container() if narrow_screen() else beside:
        show_date(desk, report)
        show_gaps(desk, report)
