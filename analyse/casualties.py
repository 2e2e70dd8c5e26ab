"""Published tolls side by side. In: tolls, reports (frames of the store). Out: statements per source, never
added up.

Two families that never meet: cumulative statements (`cumulative_series`) and the tolls of incidents
(`analyse.bounds`). What a source adds between two statements: `analyse.increments`.
"""

from __future__ import annotations

from collections.abc import Hashable
from datetime import date
from typing import Any

import pandas as pd

from analyse.dates import add_days, as_days, middle

# Reports that begin the same count a few days apart (the march, the first shot) speak of the same war.
SAME_START = pd.Timedelta(days=7)
# A source that corrects itself takes back a part; a figure under half the one before counts something else.
REVISION_FLOOR = 0.5
# Rival counts of one war differ by two or three; a figure under a third of two others counts something else.
RIVAL_FLOOR = 1 / 3
ROUNDED = ("about", "vague")
COLUMNS = [
    "kind", "source", "source_id", "who", "since", "as_of", "as_of_start", "as_of_end", "as_of_basis",
    "low", "best", "high", "open", "qualifier", "stance", "revision", "weaker", "other_scope", "revises",
    "revised_sentence", "n_reports", "toll_ids", "report_ids", "quote", "sentence", "sample",
]  # fmt: skip
KEY = ["source", "who", "since"]
FLAGS = ("revision", "weaker", "other_scope")

Record = dict[Hashable, Any]


def cumulative_series(tolls: pd.DataFrame, reports: pd.DataFrame, kind: str) -> pd.DataFrame:
    """Cumulative statements of one kind, one row per figure of a source however many outlets repeat it.

    Columns: see COLUMNS. `as_of` is the middle of as_of_start..as_of_end (the toll's day, else its report's
    publication interval), for drawing only. `high` is NaN and `open` True where the text sets no ceiling.
    `best` is the figure itself, the middle of a stated range. `since` is NaT for the count since the war's
    start. `revision`: the source's ceiling is below what it said before, which `revises` and
    `revised_sentence` repeat; `weaker`: its floor is ("more than 200" after 205), which takes nothing back;
    `other_scope`: under half of the figure before, so it must count something else and belongs to no line.
    """
    chosen = tolls[(tolls["scope"] == "cumulative") & (tolls["kind"] == kind) & (tolls["stance"] != "denies")]
    dated = _dated(chosen, reports).dropna(subset=["as_of", "low"])
    if dated.empty:
        return pd.DataFrame(columns=COLUMNS)
    tight = dated.assign(tight=dated["open"].astype(int))
    groups: dict[tuple[object, ...], list[Record]] = {}
    for row in tight.sort_values(["as_of", "tight"], kind="stable").to_dict("records"):
        groups.setdefault(tuple(None if pd.isna(row[c]) else row[c] for c in (*KEY, "low")), []).append(row)
    rows = pd.DataFrame([_merge(group) for group in groups.values()])
    rows = rows.sort_values(["as_of", "low"], kind="stable").reset_index(drop=True)
    return _flag_drops(rows)[COLUMNS]


def latest_toll(
    tolls: pd.DataFrame, reports: pd.DataFrame, kind: str, until: date | None = None
) -> pd.Series | None:
    """`latest_statement` of the tolls of one kind, for those who do not have their series."""
    return latest_statement(cumulative_series(tolls, reports, kind), until)


def latest_statement(series: pd.DataFrame, until: date | None = None) -> pd.Series | None:
    """The last cumulative statement on all victims since the war's start, or None; the highest of a day."""
    line = main_line(series)
    if until is not None:
        line = line[line["as_of_start"] <= pd.Timestamp(until)]
    return None if line.empty else line.sort_values(["as_of", "low"], kind="stable").iloc[-1]


def main_line(series: pd.DataFrame) -> pd.DataFrame:
    """The statements that may stand on one axis: all victims, since the war's start, same scope."""
    if series.empty:
        return series
    return series[(series["who"] == "all") & series["since"].isna() & ~series["other_scope"].astype(bool)]


def _dated(tolls: pd.DataFrame, reports: pd.DataFrame) -> pd.DataFrame:
    start = war_start(tolls)
    dated = add_days("tolls", _drop_first_days(tolls, start), reports)
    samples = reports.drop_duplicates("report_id").set_index("report_id")["sample"]
    high, low = pd.to_numeric(dated["high"]).astype(float), pd.to_numeric(dated["low"]).astype(float)
    return dated.assign(
        as_of=middle(dated),
        as_of_start=dated["day_start"].fillna(dated["day_end"]),
        as_of_end=dated["day_end"].fillna(dated["day_start"]),
        as_of_basis=dated["day_basis"],
        low=low,
        high=high,
        open=high.isna(),
        since=_since(dated, start),
        sample=dated["report_id"].map(samples),
    )


def war_start(tolls: pd.DataFrame) -> pd.Timestamp | None:
    """The day most cumulative tolls count from, None where no text says."""
    first, last = as_days(tolls["since_start"]), as_days(tolls["since_end"])
    exact = first[first == last].dropna()
    named = exact if len(exact) else first.dropna()
    return None if named.empty else pd.Timestamp(named.mode().iloc[0])


def _drop_first_days(tolls: pd.DataFrame, start: pd.Timestamp | None) -> pd.DataFrame:
    # "Since 4 April, 121 dead" does not stand for 4 April: a count never ends on the day it begins.
    if start is None:
        return tolls
    begins = as_days(tolls["since_start"]).fillna(start)
    early = (as_days(tolls["as_of_start"]) <= begins) & tolls["scope"].eq("cumulative")
    return tolls.assign(**{c: as_days(tolls[c]).mask(early) for c in ("as_of_start", "as_of_end")})


def _since(tolls: pd.DataFrame, start: pd.Timestamp | None) -> pd.Series:
    first, last = as_days(tolls["since_start"]), as_days(tolls["since_end"])
    if start is None:
        return first
    same = (first <= start + SAME_START) & (last.fillna(first) >= start - SAME_START)
    return first.mask(same)


def _merge(group: list[Record]) -> Record:
    first = group[0]
    tightest = min(group, key=lambda row: row["tight"])
    taken: Record = {c: first[c] for c in COLUMNS if c in first}
    bounds: Record = {c: tightest[c] for c in ("low", "high", "open", "qualifier")}
    bounds["best"] = bounds["low"] if bounds["open"] else (bounds["low"] + bounds["high"]) // 2
    reports = list(dict.fromkeys(row["report_id"] for row in group))
    return {
        **taken,
        **bounds,
        "toll_ids": [row["toll_id"] for row in group],
        "report_ids": reports,
        "n_reports": len(reports),
    }


def _flag_drops(rows: pd.DataFrame) -> pd.DataFrame:
    flags: list[str | None] = [None] * len(rows)
    taken_back: list[Record] = [{}] * len(rows)
    peaks: dict[tuple[object, ...], Record] = {}
    told: dict[tuple[object, ...], list[float]] = {}
    for at, row in enumerate(rows.to_dict("records")):
        line = (row["who"], None if pd.isna(row["since"]) else row["since"])
        key = (*line, row["source"]) if isinstance(row["source"], str) else None
        peak = peaks.get(key, {}) if key else {}
        flags[at] = flag = _judge(row, peak.get("low", 0.0), told.setdefault(line, []))
        if flag == "revision":
            taken_back[at] = peak
        if key and (flag in (None, "revision")):
            peaks[key] = row
        told[line].append(row["low"])
    flagged = rows.assign(**{name: [flag == name for flag in flags] for name in FLAGS})
    back = pd.DataFrame(taken_back, index=rows.index, columns=["low", "sentence"])
    return flagged.assign(revises=back["low"], revised_sentence=back["sentence"])


def _judge(row: Record, known: float, told: list[float]) -> str | None:
    # Two other figures, since one alone may itself be the stray.
    far_above = sum(row["low"] < figure * RIVAL_FLOOR for figure in told) >= 2
    if far_above or row["low"] < known * REVISION_FLOOR:
        return "other_scope"
    if row["low"] >= known:
        return None
    return "weaker" if row["open"] or row["qualifier"] in ROUNDED else "revision"
