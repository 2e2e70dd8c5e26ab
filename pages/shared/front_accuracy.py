"""How right the map is. In: docs/front_accuracy.json, written by `python -m benchmarks.front`.
Out: two tables on the page Méthode: right answers by what the map knows, and by the confidence it states.
"""

from __future__ import annotations

import json
from typing import Any, cast

import pandas as pd
import streamlit as st

from pages.shared.stores import ROOT
from pages.shared.words import labels, say

FILE = ROOT / "docs" / "front_accuracy.json"


def show_front_accuracy() -> None:
    """The measured accuracy of who holds what, or the words that nothing is measured yet."""
    measured = read_front_accuracy()
    if not measured:
        st.markdown(say("method.accuracy_none"))
        return
    day = labels().day(pd.Timestamp(measured["day"]))
    probes = measured["ways"]["read"]["probes"]
    st.markdown(say("method.front_accuracy", day=day, probes=probes, places=measured["places"]))
    st.table(table_ways(measured["ways"]))
    st.markdown(say("method.front_calibration"))
    st.table(table_calibration(measured["calibration"]["read"], measured["left_out"]["calibration"]))
    low, high = min(measured["left_out"]["trust"]), max(measured["left_out"]["trust"])
    shares = {
        k: labels().number(v, 2) for k, v in (("trust", measured["trust"]), ("low", low), ("high", high))
    }
    st.caption(say("method.front_tuned", folds=measured["left_out"]["folds"], **shares))


def read_front_accuracy() -> dict[str, Any]:
    """The measures written down, {} where there are none."""
    return cast(dict[str, Any], json.loads(FILE.read_text(encoding="utf-8"))) if FILE.exists() else {}


def table_ways(ways: dict[str, dict[str, int]]) -> pd.DataFrame:
    """What the map knows down; questions, answers and shares of right ones across."""
    rows = {
        say(f"method.front_way_{way}"): {
            say("method.front_probes"): str(found["probes"]),
            say("method.front_answered"): str(found["answered"]),
            say("method.front_right"): _share(found["right"], found["probes"]),
            say("method.front_held_right"): _share(found["held_right"], found["held_probes"]),
        }
        for way, found in ways.items()
    }
    return pd.DataFrame.from_dict(rows, orient="index").rename_axis(say("method.front_way"))


def table_calibration(bins: list[dict[str, Any]], left_out: dict[str, list[dict[str, Any]]]) -> pd.DataFrame:
    """Stated confidence down; across, what was stated on average, how many answers, how many right.

    `left_out`: the same of places that had no part in fitting, all reports read and the last one hidden.
    """
    columns = {"all": bins, **left_out}
    rows = {
        _span(b): {say(f"method.front_told_{way}"): _tell(told[n]) for way, told in columns.items()}
        for n, b in enumerate(bins)
    }
    return pd.DataFrame.from_dict(rows, orient="index").rename_axis(say("method.front_confidence"))


def _span(told: dict[str, Any]) -> str:
    number = labels().number
    return f"{number(told['from'], 1)}–{number(told['to'], 1)}"


def _tell(told: dict[str, Any]) -> str:
    """The mean stated, the share that was right, and of how many answers; a dash where there are none."""
    if not told["answers"]:
        return "–"
    words = {"mean": labels().number(told["mean"], 2), "share": _share(told["right"], told["answers"])}
    return say("method.front_cell", right=told["right"], n=told["answers"], **words)


def _share(right: int, of: int) -> str:
    return labels().number(right / of, 2) if of else "–"
