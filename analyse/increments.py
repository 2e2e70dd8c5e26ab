"""What a count grew by. In: series of `analyse.casualties`, bounds of `analyse.bounds`. Out: victims a day
between two statements, with bounds; the share of the dead that any report describes.

Only two statements of one source on one scope can be subtracted; what else a reader wants to compare is
compared and marked so.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from itertools import pairwise
from typing import Any

import pandas as pd

from analyse.casualties import KEY, main_line
from analyse.merge_rules import VICTIMS
from analyse.victims import ALL

COLUMNS = [
    "kind", "source", "who", "since", "start", "end", "low_before", "low_after", "open_before", "open_after",
    "days", "days_least", "days_most", "gain_low", "gain_high", "rate_low", "rate_high", "same_source",
    "whole", "sentence_before", "sentence_after",
]  # fmt: skip
# Who flees is not killed by it.
FLIGHT = {"displacement"}
# An incident told to a month or more is a sum of happenings, not one.
WIDEST = pd.Timedelta(days=31)
Row = Mapping[Hashable, Any]


def measure_increments(series: pd.DataFrame) -> pd.DataFrame:
    """Victims between successive statements of one source and scope, and from its first to last (`whole`).

    COLUMNS; `gain_low` takes the most before and the least after, `rate_low` divides it by the longest time
    between, and neither is below 0; NaN where an open figure sets no bound.
    """
    # Nobody credited is not one source, and what a source rounds down is not its last word.
    firm = series[series["source"].notna() & ~(series["other_scope"] | series["weaker"]).astype(bool)]
    often = firm.groupby(KEY, dropna=False)["low"].transform("size") > 1
    rows = [r for _, group in firm[often].groupby(KEY, dropna=False) for r in _measure_source(group)]
    return pd.DataFrame(rows, columns=COLUMNS)


def compare_statements(before: Row, after: Row) -> dict[str, Any]:
    """One row of COLUMNS for any two rows of a series, the earlier first.

    `same_source` says whether they are of one source and scope; if not, the difference is of two counts and
    only the reader may draw it.
    """
    least = max(int((after["as_of_start"] - before["as_of_end"]).days), 1)
    most = max(int((after["as_of_end"] - before["as_of_start"]).days), 1)
    # A floor before gives no sure increase; a floor after gives no ceiling.
    low = 0.0 if before["open"] else max(after["low"] - before["high"], 0.0)
    high = float("nan") if after["open"] else max(after["high"] - before["low"], 0.0)
    shared = {c: after[c] for c in ("kind", "source", "who", "since")}
    told = {
        f"{c}_{when}": row[c] for when, row in (("before", before), ("after", after)) for c in ("low", "open")
    }
    return {
        **shared,
        **told,
        "start": before["as_of"],
        "end": after["as_of"],
        "days": int((after["as_of"] - before["as_of"]).days),
        "days_least": least,
        "days_most": most,
        "gain_low": low,
        "gain_high": high,
        "rate_low": low / most,
        "rate_high": high / least,
        "same_source": isinstance(before["source"], str) and all(_same(before[c], after[c]) for c in KEY),
        "whole": False,
        "sentence_before": before["sentence"],
        "sentence_after": after["sentence"],
    }


def share_described(series: pd.DataFrame, bounds: pd.DataFrame, incidents: pd.DataFrame) -> pd.DataFrame:
    """Beside each statement on all victims, the sum of the incidents reports describe until its day.

    Columns kind, source, as_of, open, stated_low, stated_high, told_low, told_best, told_high, n_incidents,
    share_low, share_best, share_high (of 1): told over stated, NaN where a statement sets no ceiling.
    `told_high` counts the floor where no ceiling is told. Incidents with no deed that makes victims, no day,
    or a day not known to a month describe nothing.
    """
    described = _describe(bounds, incidents)
    rows = [
        _share(row, described[described["kind"] == row["kind"]])
        for row in main_line(series).to_dict("records")
    ]
    return pd.DataFrame(rows, columns=[*_STATED, *_TOLD, *_SHARES])


_STATED = ["kind", "source", "as_of", "open", "stated_low", "stated_high"]
_TOLD = ["told_low", "told_best", "told_high", "n_incidents"]
_SHARES = ["share_low", "share_best", "share_high"]


def _measure_source(group: pd.DataFrame) -> list[dict[str, Any]]:
    """The steps of one line, and the way from its first to its last where there are more than two."""
    told = group.sort_values("as_of", kind="stable").to_dict("records")
    pairs = [compare_statements(a, b) for a, b in pairwise(told)]
    if len(told) > 2:
        pairs.append({**compare_statements(told[0], told[-1]), "whole": True})
    return [p for p in pairs if p["days"] >= 1]


def _same(a: object, b: object) -> bool:
    return a == b or (bool(pd.isna(a)) and bool(pd.isna(b)))  # type: ignore[call-overload]


def _describe(bounds: pd.DataFrame, incidents: pd.DataFrame) -> pd.DataFrame:
    """The wholes of the incidents that describe a happening, with the last day it may have been."""
    precise = (incidents["day_end"] - incidents["day_start"]) <= WIDEST
    told = incidents[precise & incidents["event_type"].isin(VICTIMS - FLIGHT)]
    wholes = bounds[bounds["victims"] == ALL]
    return wholes.merge(told[["incident_id", "day_end"]], on="incident_id")


def _share(row: Row, described: pd.DataFrame) -> dict[str, Any]:
    until = described[described["day_end"] <= row["as_of_end"]]
    told = {c: float(until[c].sum()) for c in ("low", "best")}
    told["high"] = float(until["high"].fillna(until["low"]).sum())
    ceiling = row["high"] if row["high"] else float("nan")
    return {
        **{c: row[c] for c in ("kind", "source", "as_of", "open")},
        "stated_low": row["low"],
        "stated_high": row["high"],
        **{f"told_{c}": n for c, n in told.items()},
        "n_incidents": len(until),
        "share_low": told["low"] / ceiling,
        "share_best": told["best"] / row["best"] if row["best"] else float("nan"),
        "share_high": told["high"] / row["low"] if row["low"] else float("nan"),
    }
