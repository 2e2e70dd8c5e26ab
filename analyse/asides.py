"""Figures that stand for no single happening. In: incidents, their bounds, cumulative series. Out: which are
set aside, and why.

A sentence may give a count over a period as if it were one blow's. Nothing in its words says so, but the
days, the place or the other counts do; such a figure is shown, and left out of sums by week and of shares.
"""

from __future__ import annotations

from collections.abc import Hashable
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from analyse.casualties import main_line
from analyse.increments import WIDEST
from analyse.victims import ALL

REASONS = ("undated", "wide", "nowhere", "outsized")
COLUMNS = ["incident_id", "kind", "reason", "low", "best", "high", "open", "grown", "source"]
Numbers = npt.NDArray[np.float64]
# A count takes days to hear of a blow: it is looked at a week after it.
HEARD = pd.Timedelta(days=7)


def find_asides(bounds: pd.DataFrame, incidents: pd.DataFrame, series: pd.DataFrame) -> pd.DataFrame:
    """The incidents of one kind of victims set aside, with COLUMNS; `series` and `bounds` are of that kind.

    `reason`: "undated"; "wide", its day known only within more than a month; "nowhere", neither place nor
    deed is told; "outsized", its least is more than `grown`, what `source`, which counted most closely
    around it, added from before it to a week after it: it is not of that count, or no single blow.
    """
    wholes = bounds[bounds["victims"] == ALL]
    told = incidents[["incident_id", "day_start", "day_end", "place_id", "event_type"]]
    rows = wholes.merge(told, on="incident_id")
    growth = _measure_growth(rows, series)
    wide = (rows["day_end"] - rows["day_start"]) > WIDEST
    nowhere = rows["place_id"].isna() & rows["event_type"].isna()
    outsized = rows["low"] > growth["grown"]
    tests = [rows["day_end"].isna(), wide, nowhere, outsized]
    reason = np.select([t.to_numpy(dtype=bool) for t in tests], list(REASONS), default="")
    found = rows.assign(reason=reason, grown=growth["grown"], source=growth["source"])
    found.loc[found["reason"] != "outsized", ["grown", "source"]] = [float("nan"), None]
    return found[found["reason"] != ""][COLUMNS].reset_index(drop=True)


def _measure_growth(rows: pd.DataFrame, series: pd.DataFrame) -> pd.DataFrame:
    """What the source that counted most closely around each row added; NaN where none counted around it."""
    found = pd.DataFrame({"grown": float("nan"), "days": np.inf, "source": None}, index=rows.index)
    found["source"] = found["source"].astype(object)
    line = main_line(series)
    if line.empty or rows.empty:
        return found
    firm = line[line["source"].notna() & ~(line["open"] | line["weaker"]).astype(bool)]
    for name, said in firm.sort_values("as_of", kind="stable").groupby("source"):
        grown, days = _grow(rows, said)
        closer = days < found["days"]
        found.loc[closer, ["grown", "days"]] = np.column_stack([grown, days])[closer]
        found.loc[closer, "source"] = name
    return found


def _grow(rows: pd.DataFrame, said: pd.DataFrame) -> tuple[Numbers, Numbers]:
    """What one source's count grew by from its last figure before each row to its first a week after, and in
    how many days; infinitely many where it has no such figures."""
    figures, days = said[["low", "high"]].to_numpy(dtype=float), said["as_of"].to_numpy()
    before = said["as_of_end"].searchsorted(rows["day_start"], side="left") - 1
    after = said["as_of_start"].searchsorted(rows["day_end"] + HEARD, side="left")
    known = (before >= 0) & (after < len(said)) & rows["day_start"].notna().to_numpy()
    first, last = np.clip(before, 0, len(said) - 1), np.clip(after, 0, len(said) - 1)
    between = (days[last] - days[first]) / np.timedelta64(1, "D")
    return figures[last, 1] - figures[first, 0], np.where(known, between, np.inf)


def leave_out(bounds: pd.DataFrame, asides: pd.DataFrame) -> pd.DataFrame:
    """The bounds without the incidents set aside."""
    return bounds[~bounds["incident_id"].isin(asides["incident_id"])]


def sum_asides(asides: pd.DataFrame) -> dict[Hashable, Any]:
    """How many incidents are set aside, and how many victims at least."""
    return {"n": len(asides), "low": float(asides["low"].sum())}
