"""Events over time. In: events, tolls, claims (frames of the store). Out: counts per stretch of time, lanes,
and what is recent."""

from __future__ import annotations

from datetime import date, timedelta

import pandas as pd

from analyse.dates import add_days, inside, middle

# More bars than this are hairlines: beside the side bar of a 1440-pixel screen each has nine pixels.
MOST_BINS = 90
STEPS = {"day": "D", "week": "W-MON", "month": "MS"}
DAYS_IN = {"day": 1, "week": 7, "month": 30}
# How an event is known, by its status: a text reports it, a side claims it, it is denied, it is only asked.
KNOWN = {
    "reported": "reported",
    "claimed": "claimed",
    "denied": "denied",
    "ordered": "asked",
    "called_for": "asked",
}
# The lanes of what is rarer than the rest, and of what the text leaves unsaid.
OTHERS, UNSAID = "__others__", "__unsaid__"


def choose_step(days: int, most: int = MOST_BINS) -> str:
    """The finest of day, week, month that keeps a period of `days` within so many bins."""
    return next((step for step, length in DAYS_IN.items() if days / length <= most), "month")


def step_of(shown: pd.DataFrame, most: int = MOST_BINS) -> str:
    """The step of the bins of some dated events (`events_in`), by the days they span."""
    return choose_step(int((shown["at"].max() - shown["at"].min()).days) + 1, most) if len(shown) else "week"


def end_days(starts: pd.Series, step: str) -> pd.Series:
    """The last day of the stretch each of some first days begins."""
    lengths = starts.dt.days_in_month if step == "month" else pd.Series(DAYS_IN[step], index=starts.index)
    ends: pd.Series = starts + pd.to_timedelta(lengths - 1, unit="D")
    return ends


def are_wide(shown: pd.DataFrame, step: str) -> pd.Series:
    """Which events are known less closely than a stretch is long: theirs may be another one."""
    wide: pd.Series = (shown["day_end"] - shown["day_start"]).dt.days >= DAYS_IN[step]
    return wide


def weigh_events(events: pd.DataFrame, tolls: pd.DataFrame) -> pd.DataFrame:
    """The events with `killed`: the most deaths told with each (at least so many), NaN where none are told.

    Only tolls of the happening itself count, as reported or claimed: no running total, nothing denied.
    """
    kept = tolls[tolls["kind"].eq("killed") & tolls["scope"].eq("incident") & tolls["stance"].ne("denies")]
    told = pd.Series(kept["low"].fillna(kept["high"]).to_numpy(dtype=float), index=kept["toll_id"].to_numpy())
    # A list, an array or nothing: what a store, a test and an empty frame hold.
    bearing = events[
        events["toll_ids"].map(lambda ids: hasattr(ids, "__len__") and len(ids) > 0).astype(bool)
    ]
    each = bearing[["event_id", "toll_ids"]].explode("toll_ids")
    most = each.assign(killed=each["toll_ids"].map(told)).groupby("event_id")["killed"].max()
    return events.assign(killed=events["event_id"].map(most).astype(float))


def fold_lanes(shown: pd.DataFrame, by: str, most: int) -> pd.Series:
    """The lane of each event: its value of `by` where it is among the commonest, else OTHERS or UNSAID."""
    values = shown[by].astype(object)
    counts = values.value_counts()
    # A lane for the rest is worth it only where it holds two kinds at least.
    common = counts.index if len(counts) <= most else counts.index[: most - 1]
    lanes: pd.Series = values.where(values.isin(common), OTHERS).where(values.notna(), UNSAID)
    return lanes


def order_lanes(lanes: pd.Series) -> list[str]:
    """The lanes, the fullest first, what is rare and what is unsaid last."""
    counts = lanes.value_counts()
    last = [lane for lane in (OTHERS, UNSAID) if lane in counts.index]
    return [*(str(lane) for lane in counts.index if lane not in last), *last]


def count_cells(shown: pd.DataFrame, step: str) -> pd.DataFrame:
    """Events of `events_in`, with a `lane`, counted per stretch, lane and how they are known.

    Columns start, end (days), lane, known (values of KNOWN), n; sorted so.
    """
    keys = {
        "start": floor_days(shown["at"], step),
        "lane": shown["lane"],
        "known": shown["status"].map(KNOWN),
    }
    counted = pd.DataFrame(keys).groupby(["start", "lane", "known"], sort=True).size().rename("n")
    cells = counted.reset_index()
    return cells.assign(end=end_days(cells["start"], step))[["start", "end", "lane", "known", "n"]]


def bin_events(events: pd.DataFrame, by: str = "actor", step: str | None = None) -> pd.DataFrame:
    """Events counted per stretch of time and value of `by`: columns bin (its first day), `by`, n, claimed.

    `by` is a column of events (actor, event_type, place_id); a missing value counts under None. Events with
    no date are left out: `events_in` says how many. `step` is day, week or month, chosen by the span when
    None.
    """
    dated = events if "at" in events else events_in(events, None, None)
    if dated.empty:
        return pd.DataFrame(columns=["bin", by, "n", "claimed"])
    span = int((dated["at"].max() - dated["at"].min()).days) + 1
    marked = pd.DataFrame(
        {"bin": floor_days(dated["at"], step or choose_step(span)), by: dated[by].astype(object)}
    )
    marked["claimed"] = dated["status"].eq("claimed")
    groups = marked.groupby(["bin", by], dropna=False, sort=True)
    return groups.agg(n=("claimed", "size"), claimed=("claimed", "sum")).reset_index()


def floor_days(days: pd.Series, step: str) -> pd.Series:
    """The first day of the day, week (Monday) or month each day lies in."""
    if step not in DAYS_IN:
        raise ValueError(f"step {step!r}: expected one of {', '.join(DAYS_IN)}")
    since = {"day": 0 * days.dt.day, "week": days.dt.day_of_week, "month": days.dt.day - 1}[step]
    first: pd.Series = days.dt.normalize() - pd.to_timedelta(since, unit="D")
    return first


def events_in(events: pd.DataFrame, start: date | None, end: date | None) -> pd.DataFrame:
    """The events that may have happened in a period, with day_start, day_end and `at`, in order of time.

    `at` is the middle of what of an event's interval lies in the period: no event of it is drawn outside it.
    The number of events with no date, which no period can hold, stands in `.attrs["undated"]`.
    """
    dated = add_days("events", events)
    undated = int(dated["day_start"].isna().sum())
    kept = dated[inside(dated, start, end)]
    within = {column: _hold(kept[column], start, end) for column in ("day_start", "day_end")}
    kept = kept.assign(at=middle(kept.assign(**within))).sort_values(["at", "event_id"], kind="stable")
    kept.attrs["undated"] = undated
    return kept


def _hold(days: pd.Series, start: date | None, end: date | None) -> pd.Series:
    """Days no earlier than `start`, no later than `end`; an unknown one stays unknown."""
    later = days if start is None else days.mask(days < pd.Timestamp(start), pd.Timestamp(start))
    return later if end is None else later.mask(later > pd.Timestamp(end), pd.Timestamp(end))


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
