"""Données. In: the tables the filters keep. Out: the rows to read, and the files to take away."""

import streamlit as st

from pages.shared.choices import choose_one
from pages.shared.desk import read_desk
from pages.shared.empty import explain_empty
from pages.shared.exports import offer_table
from pages.shared.heading import head_page
from pages.shared.tables import describe_columns, kept_table, show_table, turn_pages
from pages.shared.words import labels, say

TABLES = ("events", "tolls", "claims", "reports", "gaps", "corrections")

desk = read_desk()
counts = {t: labels().plural(f"ui.add.{t}", desk.kept.count(t)) for t in ("events", "tolls", "claims")}
head_page(desk, say("menu.data"), say("data.answer", **counts))
name = choose_one("table", {t: say(f"data.{t}") for t in TABLES})
rows = kept_table(desk, name)

if rows.empty and name in ("events", "tolls", "claims", "reports"):
    explain_empty(desk, name)
elif rows.empty:
    st.info(say("data.no_rows"))
else:
    st.caption(f"{labels().number(len(rows))} · {say('data.filtered')}")
    show_table(desk, turn_pages(rows, name), name)
    offer_table(desk, name, rows)
with st.expander(say("data.about")):
    st.dataframe(describe_columns(name), hide_index=True)
