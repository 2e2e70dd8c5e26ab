"""A switch between a few named options. In: a key of the address, the options. Out: the one chosen."""

from __future__ import annotations

from typing import Literal

import streamlit as st

from pages.shared.address import bind, keep, offer
from pages.shared.words import say


def choose_one(
    key: str, options: dict[str, str], label: Literal["visible", "collapsed"] = "collapsed"
) -> str:
    """The option chosen, kept in the address; the first is the default, which leaves the address clean."""
    ids = list(options)
    asked = offer(key, ids, ids[:1])[0]

    def draw(name: str) -> str | None:
        words, named = say(f"switch.{key}"), options.__getitem__
        return st.segmented_control(
            words, ids, format_func=named, key=name, required=True, label_visibility=label
        )

    picked = bind(key, asked, draw) or asked
    keep(key, [picked], ids[:1])
    return picked
