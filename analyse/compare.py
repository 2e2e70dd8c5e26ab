"""Two periods or two sides beside each other. In: events, changes of control, tolls (frames), two `Part`s.
Out: rows with COLUMNS, one per measure and part; weeks of both on one scale; a table of differences.

Periods differ in length, so that what happens in them is compared per 30 days; two sides are compared over
the same days, by counts. An event belongs to the period of its middle day, once, and only where its day is
known within a month.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import pandas as pd

from analyse.casualties import main_line
from analyse.dates import add_days, middle
from analyse.timeline import floor_days
from analyse.victims import ALL, ARMED, CIVILIAN

COLUMNS = ["name", "part", "n", "value", "low", "high", "open", "told"]
PARTS = ("left", "right")
MONTH = 30  # days: what a rate is given for
WIDEST = pd.Timedelta(days=31)  # an interval longer than a month belongs to no period
TOOK = ("held", "claimed_only")


@dataclass(frozen=True, slots=True)
class Part:
    """One half of a comparison: its days, both included, and the side it is about (None: everyone)."""

    start: date
    end: date
    side: str | None = None

    @property
    def days(self) -> int:
        """How long it lasts."""
        return (self.end - self.start).days + 1

    def holds(self, days: pd.Series) -> pd.Series:
        """Which days lie in it."""
        return days.between(pd.Timestamp(self.start), pd.Timestamp(self.end))

    def rate(self, n: float) -> float:
        """A count as it is compared: per 30 days for a period, as it is for a side."""
        return n * MONTH / self.days if self.side is None else n


def take_events(events: pd.DataFrame, part: Part) -> pd.DataFrame:
    """The events of a part, with `at`, their middle day; of a side, those it is the author of."""
    mine = events if part.side is None else events[events["actor"].eq(part.side)]
    dated = add_days("events", mine)
    dated = dated[(dated["day_end"] - dated["day_start"]) <= WIDEST]
    dated = dated.assign(at=middle(dated))
    return dated[part.holds(dated["at"])]


def count_types(events: pd.DataFrame, parts: Sequence[Part]) -> pd.DataFrame:
    """Events by type in each part, the commonest type first: COLUMNS."""
    taken = [take_events(events, part)["event_type"].value_counts() for part in parts]
    names = taken[0].add(taken[1], fill_value=0).sort_values(ascending=False, kind="stable").index
    return _rows((str(t), i, float(taken[i].get(t, 0)), part) for t in names for i, part in enumerate(parts))


def count_weeks(events: pd.DataFrame, parts: Sequence[Part]) -> pd.DataFrame:
    """Events by week (its Monday): columns part, week, n; weeks without an event are left out."""
    taken = [take_events(events, part) for part in parts]
    weeks = [floor_days(t["at"], "week").value_counts().sort_index() for t in taken]
    frames = [
        pd.DataFrame({"part": PARTS[i], "week": w.index, "n": w.to_numpy()}) for i, w in enumerate(weeks)
    ]
    return pd.concat(frames, ignore_index=True)


def count_moves(changes: pd.DataFrame, parts: Sequence[Part], sides: Sequence[str]) -> pd.DataFrame:
    """Changes of control in each part: COLUMNS; rows gained_<side> and contested, of a side gained and lost.

    `changes` are those of `analyse.control.changes_of`; the first word on a place nobody
    was known to hold takes it from nobody, and is no change here.
    """
    days = pd.to_datetime(changes["day"])
    before, after = (
        changes[c].astype(object).where(changes[c].notna(), "") for c in ("holder_before", "holder")
    )
    left = before.ne("") & before.ne(after)
    moved = left & after.ne("") & changes["state"].isin(TOOK)
    disputed = changes["state"].eq("contested") & changes["state_before"].ne("contested")
    rows = []
    for i, part in enumerate(parts):
        inside = part.holds(days)
        if part.side is None:
            tests = [(f"gained_{s}", moved & changes["holder"].eq(s)) for s in sides]
            tests.append(("contested", disputed))
        else:
            tests = [("gained", moved & changes["holder"].eq(part.side))]
            tests.append(("lost", left & changes["holder_before"].eq(part.side)))
        rows += [(name, i, float((test & inside).sum()), part) for name, test in tests]
    return _rows(sorted(rows, key=lambda r: [t[0] for t in rows].index(r[0])))


def sum_incidents(tolls: pd.DataFrame, parts: Sequence[Part]) -> pd.DataFrame:
    """Victims of the incidents of each part, by whom they are: COLUMNS with the bounds told.

    `tolls` has columns day, victims ("all", a group, a side), actors (list), low, high, open. Of a side, rows
    own (its victims), caused and caused_civilians (of incidents it is told to be the author of).
    """
    rows = []
    for i, part in enumerate(parts):
        inside = tolls[part.holds(tolls["day"])]
        for name, group in _split_victims(inside, part):
            low, high = float(group["low"].sum()), float(group["high"].fillna(group["low"]).sum())
            told = (part.rate(low), part.rate(high), bool(group["open"].astype(bool).any()))
            rows.append((name, PARTS[i], low, told[0], *told, ""))
    frame = pd.DataFrame(rows, columns=COLUMNS)
    some = frame.groupby("name")["high"].transform("sum") > 0
    return frame[some | frame["name"].isin([ALL, "own", "caused"])].reset_index(drop=True)


def read_published(
    series: pd.DataFrame, parts: Sequence[Part], sources: Sequence[Sequence[str]]
) -> pd.DataFrame:
    """The first and last cumulative figure published of each part: COLUMNS, `told` the toll's id.

    `series` is that of `analyse.casualties.cumulative_series`; `sources` names whose figures count for each
    part (none: everyone's). These are totals since the war's start: nothing is added, nothing is a rate.
    """
    line = main_line(series)
    rows = []
    for i, part in enumerate(parts):
        mine = line[line["source"].isin(sources[i])] if sources[i] else line
        # A vague word ("thousands") is no figure to begin or end with where there is one.
        inside = mine[part.holds(mine["as_of"]) & mine["qualifier"].ne("vague")] if len(mine) else mine
        for name, at in (("first", 0), ("last", -1)) if len(inside) else ():
            row = inside.sort_values(["as_of", "low"], kind="stable").iloc[at]
            high = float(row["low"] if row["open"] else row["high"])
            ident = str(row["toll_ids"][0])
            rows.append(
                (name, PARTS[i], row["low"], float(row["low"]), float(row["low"]), high, row["open"], ident)
            )
    return pd.DataFrame(rows, columns=COLUMNS).sort_values("name", kind="stable", ignore_index=True)


def tell_differences(rows: pd.DataFrame) -> pd.DataFrame:
    """Each measure of both parts in a line: name, n_left, n_right, left, right, difference, ratio.

    `difference` is right less left, `ratio` right over left: NaN where left is nothing or either is missing.
    """
    wide = rows.pivot(index="name", columns="part", values=["n", "value"])
    wide = wide.reindex(index=list(dict.fromkeys(rows["name"])))
    columns = {f"{p}": wide.get(("value", p), pd.Series(math.nan, index=wide.index)) for p in PARTS}
    counts = {f"n_{p}": wide.get(("n", p), pd.Series(math.nan, index=wide.index)) for p in PARTS}
    table = pd.DataFrame({**counts, **columns}).astype(float)
    table["difference"] = table["right"] - table["left"]
    table["ratio"] = (table["right"] / table["left"]).where(table["left"] > 0)
    return table.rename_axis("name").reset_index()


def _split_victims(tolls: pd.DataFrame, part: Part) -> list[tuple[str, pd.DataFrame]]:
    if part.side is None:
        groups = dict.fromkeys([ALL, CIVILIAN, ARMED, *sorted(tolls["victims"].unique())])
        return [(str(v), tolls[tolls["victims"].eq(v)]) for v in groups]
    caused = tolls[tolls["actors"].map(lambda who: part.side in who).astype(bool)]
    return [
        ("own", tolls[tolls["victims"].eq(part.side)]),
        ("caused", caused[caused["victims"].eq(ALL)]),
        ("caused_civilians", caused[caused["victims"].eq(CIVILIAN)]),
    ]


def _rows(told: object) -> pd.DataFrame:
    rows = [
        (name, PARTS[i], n, part.rate(n), math.nan, math.nan, False, "")
        for name, i, n, part in told  # type: ignore[attr-defined]
    ]
    return pd.DataFrame(rows, columns=COLUMNS)
