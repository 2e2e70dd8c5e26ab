"""The frame of the dashboard. In: a browser's request. Out: the page asked for, inside theatre and filters.

Served by `streamlit run app.py`: imported, it is the guarded server; run as a script, it draws one page.
"""

import streamlit as st
from starlette.middleware import Middleware

from pages.shared.guard import Guard

if __name__ == "__main__":
    st.set_page_config(page_title="Kharita", layout="wide")
    st.title("Salut")
else:
    app = st.App("app.py", middleware=[Middleware(Guard)])
