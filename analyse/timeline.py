"""Events over time. In: events, claims (frames of the store). Out: counts per stretch of time, and what is
recent."""

from __future__ import annotations

from datetime import date, timedelta

import pandas as pd

from analyse.dates import add_days, inside, middle

# More bars than this are hairlines on a 1440-pixel screen.
MOST_BINS = 80
STEPS = {"day": "D", "week": "W-MON", "month": "MS"}
DAYS_IN = {"day": 1, "week": 7, "month": 30}


def choose_step(days: int) -> str:
    """The finest of day, week, month that keeps a period of `days` within 80 bins."""
    return next((step for step, length in DAYS_IN.items() if days / length <= MOST_BINS), "month")


def bin_events(events: pd.DataFrame, by: str = "actor", step: str | None = None) -> pd.DataFrame:
    """Events counted per stretch of time and value of `by`: columns bin (its first day), `by`, n, claimed.

    `by` is a column of events (actor, event_type, place_id); a missing value counts under None. Events with
    no date are left out: `events_in` says how many. `step` is day, week or month, chosen by the span when
    None.
    """
    dated = add_days("events", events)
    dated = dated.assign(at=middle(dated)).dropna(subset=["at"])
    if dated.empty:
        return pd.DataFrame(columns=["bin", by, "n", "claimed"])
    span = int((dated["at"].max() - dated["at"].min()).days) + 1
    dated["bin"] = floor_days(dated["at"], step or choose_step(span))
    dated["claimed_one"] = dated["status"].eq("claimed")
    groups = dated.groupby(["bin", dated[by].astype(object)], dropna=False, sort=True)
    return groups.agg(n=("event_id", "size"), claimed=("claimed_one", "sum")).reset_index()


def floor_days(days: pd.Series, step: str) -> pd.Series:
    """The first day of the day, week (Monday) or month each day lies in."""
    if step not in DAYS_IN:
        raise ValueError(f"step {step!r}: expected one of {', '.join(DAYS_IN)}")
    since = {"day": 0 * days.dt.day, "week": days.dt.day_of_week, "month": days.dt.day - 1}[step]
    first: pd.Series = days.dt.normalize() - pd.to_timedelta(since, unit="D")
    return first


def events_in(events: pd.DataFrame, start: date | None, end: date | None) -> pd.DataFrame:
    """The events that may have happened in a period, with day_start, day_end and `at`, in order of time.

    The number of events with no date, which no period can hold, stands in `.attrs["undated"]`.
    """
    dated = add_days("events", events)
    undated = int(dated["day_start"].isna().sum())
    kept = dated[inside(dated, start, end)]
    kept = kept.assign(at=middle(kept)).sort_values(["at", "event_id"], kind="stable")
    kept.attrs["undated"] = undated
    return kept


def recent_changes(events: pd.DataFrame, claims: pd.DataFrame, until: date, days: int = 14) -> pd.DataFrame:
    """What was told of the last `days` days before `until`: columns day, table, id, what, place_id, who,
    status, sentence.

    Latest first; control claims and events together, each with the row's id so that a page can open it.
    """
    start = until - timedelta(days=days - 1)
    told = [_tell("claims", claims, start, until), _tell("events", events, start, until)]
    rows = pd.concat([t for t in told if not t.empty] or told[:1], ignore_index=True)
    return rows.sort_values(["day", "table"], ascending=[False, True], kind="stable").reset_index(drop=True)


def _tell(table: str, frame: pd.DataFrame, start: date, end: date) -> pd.DataFrame:
    named = {"claims": ("claim_id", "change", "holder"), "events": ("event_id", "event_type", "actor")}
    id_column, what, who = named[table]
    dated = add_days(table, frame)
    dated = dated[inside(dated, start, end)]
    return pd.DataFrame(
        {
            "day": dated["day_end"].fillna(dated["day_start"]),
            "table": table,
            "id": dated[id_column],
            "what": dated[what],
            "place_id": dated["place_id"],
            "who": dated[who].astype(object),
            "status": dated["status"],
            "claimant": dated["claimant"].astype(object),
            "sentence": dated["sentence"],
        }
    )
