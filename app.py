"""The frame of the dashboard. In: a browser's request. Out: the page asked for, inside theatre and filters.

`streamlit run app.py` imports it as the guarded server, then runs it as a script for each view.
"""

import logging

import streamlit as st
from starlette.middleware import Middleware
from streamlit.runtime.pages_manager import PagesManager

from pages.shared.address import open_address, write_address
from pages.shared.desk import draw_language, set_desk, set_language
from pages.shared.guard import Guard
from pages.shared.menu import list_pages
from pages.shared.warm import warm_up
from pages.shared.words import say
from store.messages import StoreError


def show_page() -> None:
    """Draw the page of the address."""
    st.set_page_config(page_title="Kharita", layout="wide")
    open_address()
    set_language()
    page = st.navigation(list_pages(), expanded=True)
    with st.sidebar:
        set_desk()
        draw_language()
    page.run()
    write_address()


def tell_failure(error: Exception) -> bool:
    """Say in plain words that a page failed; the details go to the log, never to the browser."""
    logging.getLogger("kharita").exception("a page failed", exc_info=error)
    st.error(str(error) if isinstance(error, StoreError) else say("app.failed"))
    return True


if __name__ == "__main__":
    show_page()
else:
    # Otherwise the first visitor of a fresh server is told that a deep link's page does not exist.
    PagesManager.uses_pages_directory = False
    app = st.App("app.py", middleware=[Middleware(Guard)], on_script_error=tell_failure, lifespan=warm_up)
