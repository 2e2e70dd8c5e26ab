"""How right the reading is. In: docs/accuracy.json, written by `python -m benchmarks.accuracy`.
Out: a table on the page Méthode.

{"day": "2026-11-24", "version": "0.1.0", "reports": 65, "scores": {"fr": {"tolls": 0.9, …}, "blind_fr": …}}
"""

from __future__ import annotations

import json
from typing import Any, cast

import pandas as pd
import streamlit as st

from pages.shared.stores import ROOT
from pages.shared.words import labels, say

FILE = ROOT / "docs" / "accuracy.json"
MEASURES = ("tolls", "tolls_full", "events", "events_full", "control", "control_full", "places")


def show_accuracy() -> None:
    """The measured F1 by measure and language, or the words that nothing is measured yet."""
    measured = read_accuracy()
    if not measured:
        st.markdown(say("method.accuracy_none"))
        return
    day = labels().day(pd.Timestamp(measured["day"]))
    st.markdown(say("method.accuracy", reports=measured["reports"], day=day, version=measured["version"]))
    st.table(table_accuracy(measured["scores"]))


def read_accuracy() -> dict[str, Any]:
    """The measures written down, {} where there are none."""
    return cast(dict[str, Any], json.loads(FILE.read_text(encoding="utf-8"))) if FILE.exists() else {}


def table_accuracy(scores: dict[str, dict[str, float]]) -> pd.DataFrame:
    """Measures down, languages across, numbers as the reader writes them."""
    words = labels()
    rows = {
        say(f"method.{m}_measure"): {
            _title(name): words.number(found.get(m), 2) for name, found in scores.items()
        }
        for m in MEASURES
    }
    return pd.DataFrame.from_dict(rows, orient="index").rename_axis(say("method.measure"))


def _title(name: str) -> str:
    """A set of annotated reports: a language, those nobody read while writing the rules set apart."""
    return say("method.unseen", language=name[6:]) if name.startswith("blind_") else name
