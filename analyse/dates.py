"""When rows happened. In: frames of the store. Out: the same with `day_start`, `day_end`, `day_basis`; NaT =
unknown.

A row with no date of its own takes its report's publication interval, and says so in `day_basis`.
"""

from __future__ import annotations

from datetime import date

import pandas as pd

OWN_DATES = {"events": "date", "claims": "date", "tolls": "as_of", "reports": "published"}


def as_days(column: pd.Series) -> pd.Series:
    """A column of days as timestamps at midnight, whatever kind of date it holds; missing is NaT."""
    read = pd.api.types.is_datetime64_dtype(column.dtype)
    return (column if read else pd.to_datetime(column, errors="coerce")).dt.normalize()


def add_days(table: str, frame: pd.DataFrame, reports: pd.DataFrame | None = None) -> pd.DataFrame:
    """A frame with its days; `reports`, where given, dates the rows whose text gives no date."""
    prefix = OWN_DATES[table]
    dated = frame.copy(deep=False)  # its columns are replaced below, never changed
    dated["day_start"] = as_days(frame[f"{prefix}_start"])
    dated["day_end"] = as_days(frame[f"{prefix}_end"])
    basis = frame[f"{prefix}_basis"]
    dated["day_basis"] = basis if basis.dtype == "str" else basis.astype(object)
    return dated if reports is None or reports.empty else _fall_back(dated, reports)


def inside(frame: pd.DataFrame, start: date | None, end: date | None) -> pd.Series:
    """Which rows of a dated frame touch a period, both ends included; rows without a day do not."""
    first = frame["day_start"].fillna(frame["day_end"])
    last = frame["day_end"].fillna(frame["day_start"])
    touches = first.notna()
    if start is not None:
        touches &= last >= pd.Timestamp(start)
    if end is not None:
        touches &= first <= pd.Timestamp(end)
    return touches


def middle(frame: pd.DataFrame) -> pd.Series:
    """The middle day of each row's interval: where a mark is drawn, never what is told to be its date."""
    first = frame["day_start"].fillna(frame["day_end"])
    last = frame["day_end"].fillna(frame["day_start"])
    return (first + (last - first) / 2).dt.normalize()


def _fall_back(dated: pd.DataFrame, reports: pd.DataFrame) -> pd.DataFrame:
    known = reports.drop_duplicates("report_id").set_index("report_id")
    undated = dated["day_start"].isna() & dated["day_end"].isna()
    ids = dated.loc[undated, "report_id"]
    dated.loc[undated, "day_start"] = as_days(ids.map(known["published_start"])).to_numpy()
    dated.loc[undated, "day_end"] = as_days(ids.map(known["published_end"])).to_numpy()
    found = undated & dated["day_start"].notna()
    dated.loc[found, "day_basis"] = "published"
    return dated
