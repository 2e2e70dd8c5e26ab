"""The reader's screen. In: what the browser says of itself. Out: whether it is a phone's.

A wide screen made narrow is no phone: there the style sheet alone decides.
"""

from __future__ import annotations

import streamlit as st


def narrow_screen() -> bool:
    """Whether the browser says it runs on a phone; figures then draw fewer lanes, bars and marks."""
    headers = st.context.headers
    return headers.get("Sec-CH-UA-Mobile") == "?1" or "Mobi" in (headers.get("User-Agent") or "")
