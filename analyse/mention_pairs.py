"""Which mentions may be one happening. In: mentions, which place lies in which. Out: pairs with points.

Pairs are made in blocks of one neighbourhood and a few days, and where a place is missing, of one figure and
a few days; no mention meets more than `block` others of its block. All comparisons are columns of numbers.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from analyse.mentions import FIGURES
from analyse.merge_rules import KM_PER_DEGREE, NO_TYPE, MergeRules, likeness, type_codes

REASONS = ("place", "date", "type", "actor", "target", "figure", "report")
# Half a cell is as far as a city and its outer suburbs, or two uncertain points, may lie apart.
CELL_DEGREES = 0.4
# Two days either side of a night fall into one bucket or the next.
BUCKET_DAYS = 4
# Below this, everyone's count: "two killed" says nothing of where.
TELLING_FIGURE = 5
Numbers = npt.NDArray[np.float64]
Whole = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Columns:
    """Mentions as arrays of numbers; -1 and NaN are unknown."""

    ids: npt.NDArray[np.object_]
    report: Whole
    place: Whole
    x: Numbers
    y: Numbers
    doubt: Numbers
    start: Whole
    end: Whole
    type: Whole
    side: Whole
    """Who acts, and upon whom: two columns of one code."""
    figures: Numbers
    wide: npt.NDArray[np.bool_]
    """By place code: whether other places lie in it."""
    inside: Whole
    """Sorted codes `place * places + whole` of every place within another."""


def read_columns(mentions: pd.DataFrame, parents: Mapping[str, str | None]) -> Columns:
    """Mentions as arrays; `parents` names the place each place lies in."""
    place, names = pd.factorize(mentions["place_id"].astype(object))
    ids = [str(n) for n in names]
    codes = {name: i for i, name in enumerate(ids)}
    inside = sorted(
        i * len(ids) + codes[w] for i, n in enumerate(ids) for w in _wholes(n, parents) if w in codes
    )
    sides = pd.concat([mentions["actor"].astype(object), mentions["target"].astype(object)])
    whole = {w for n in parents for w in _wholes(n, parents)}
    scale = float(np.nan_to_num(np.cos(np.radians(mentions["latitude"].astype(float).mean())), nan=1.0))
    return Columns(
        ids=mentions["mention_id"].to_numpy(dtype=object),
        report=pd.factorize(mentions["report_id"])[0].astype(np.int64),
        place=place.astype(np.int64),
        x=mentions["longitude"].to_numpy(dtype=float) * KM_PER_DEGREE * scale,
        y=mentions["latitude"].to_numpy(dtype=float) * KM_PER_DEGREE,
        doubt=mentions["uncertainty_km"].fillna(0.0).to_numpy(dtype=float),
        start=_day_numbers(mentions["day_start"]),
        end=_day_numbers(mentions["day_end"]),
        type=type_codes([t if isinstance(t, str) else None for t in mentions["event_type"]]),
        side=np.column_stack(np.split(pd.factorize(sides)[0].astype(np.int64), 2)),
        figures=mentions[list(FIGURES)].to_numpy(dtype=float),
        wide=np.array([n in whole for n in ids], dtype=bool),
        inside=np.array(inside, dtype=np.int64),
    )


def pair_mentions(columns: Columns, rules: MergeRules) -> pd.DataFrame:
    """Pairs that reach the threshold, most points first: left, right (positions), points, each reason."""
    left, right = _candidates(columns, rules)
    scored = score_pairs(columns, left, right, rules)
    total = np.sum(list(scored.values()), axis=0) if scored else np.zeros(0)
    frame = pd.DataFrame({"left": left, "right": right, "points": total, **scored})
    return frame[frame["points"] >= rules.threshold].sort_values(
        ["points", "left", "right"], ascending=[False, True, True], kind="stable"
    )


def score_pairs(columns: Columns, left: Whole, right: Whole, rules: MergeRules) -> dict[str, Numbers]:
    """Points of each reason for pairs of mentions; -inf where the two cannot be one."""
    actor, target = _score_roles(columns, left, right, rules)
    return {
        "place": score_places(columns, left, right, rules),
        "date": _score_days(columns, left, right, rules),
        "type": _score_types(columns, left, right, rules),
        "actor": actor,
        "target": target,
        "figure": _score_figures(columns.figures[left], columns.figures[right], rules),
        "report": np.where(columns.report[left] == columns.report[right], rules.same_report, 0.0),
    }


def score_places(columns: Columns, left: Whole, right: Whole, rules: MergeRules) -> Numbers:
    """Points for place: the same, one in the other, near, unknown (0), or too far (-inf)."""
    a, b = columns.place[left], columns.place[right]
    away = np.hypot(columns.x[left] - columns.x[right], columns.y[left] - columns.y[right])
    reach = rules.reach(np.hypot(columns.doubt[left], columns.doubt[right]))
    near = np.where(away <= reach, rules.near * (1 - away / reach), -np.inf)
    n = len(columns.wide)
    nested = np.isin(a * n + b, columns.inside) | np.isin(b * n + a, columns.inside)
    points = np.where(nested, rules.inside, near)
    wide = columns.wide[np.maximum(a, 0)] if n else np.zeros(len(a), dtype=bool)
    points = np.where(a == b, np.where(wide, rules.wide_place, rules.same_place), points)
    return np.where((a < 0) | (b < 0), 0.0, points)


def _score_days(columns: Columns, left: Whole, right: Whole, rules: MergeRules) -> Numbers:
    first = np.maximum(columns.start[left], columns.start[right])
    last = np.minimum(columns.end[left], columns.end[right])
    lengths = columns.end - columns.start + 1
    longer = np.maximum(lengths[left], lengths[right])
    bounds = [b for b, _ in rules.span_points]
    given = np.array([p for _, p in rules.span_points] + [-np.inf])
    overlap = given[np.searchsorted(bounds, longer)]
    return np.where(first <= last, overlap, np.where(first - last == 1, rules.days_apart, -np.inf))


def _score_types(columns: Columns, left: Whole, right: Whole, rules: MergeRules) -> Numbers:
    a, b = columns.type[left], columns.type[right]
    like = np.where(likeness()[a, b], rules.like_type, -np.inf)
    same = np.where(a == b, rules.same_type, like)
    return np.where(((a == NO_TYPE) | (b == NO_TYPE)) & (same > -np.inf), 0.0, same)


def _score_roles(columns: Columns, left: Whole, right: Whole, rules: MergeRules) -> tuple[Numbers, Numbers]:
    """Points for actor and for target; one's gain and the other's retreat name the same two and agree."""
    actor, target = columns.side[:, 0], columns.side[:, 1]
    a, b, c, d = actor[left], actor[right], target[left], target[right]
    crossed = (a == d) & (b == c) & (a >= 0) & (b >= 0)
    by_actor = _score_sides(a, b, (rules.same_actor, rules.other_actor))
    by_target = _score_sides(c, d, (rules.same_target, rules.other_target))
    return np.where(crossed, rules.same_target, by_actor), np.where(crossed, rules.same_target, by_target)


def _score_sides(a: Whole, b: Whole, points: tuple[float, float]) -> Numbers:
    same, other = points
    return np.where((a < 0) | (b < 0), 0.0, np.where(a == b, same, other))


def _score_figures(a: Numbers, b: Numbers, rules: MergeRules) -> Numbers:
    """The best of the kinds both tell; a conflict counts only where no kind agrees."""
    ratio = np.minimum(a, b) / np.maximum(np.maximum(a, b), 1)
    rare = np.minimum(np.log2(np.maximum(np.maximum(a, b), 1)) / 2, rules.rare_figure)
    points = np.select(
        [np.isnan(ratio), ratio == 1, ratio >= rules.close_ratio, ratio >= rules.far_ratio],
        [
            np.full_like(ratio, -np.inf),
            rules.same_figure + rare,
            np.full_like(ratio, rules.close_figure),
            0.0,
        ],
        rules.far_figure,
    )
    best = points.max(axis=1) if len(points) else np.zeros(0)
    return np.where(best == -np.inf, 0.0, best)


def _candidates(columns: Columns, rules: MergeRules) -> tuple[Whole, Whole]:
    lengths = columns.end - columns.start + 1
    dated = np.flatnonzero((columns.start >= 0) & (lengths <= rules.widest_days))
    pairs = [
        _join(*_place_keys(columns, dated), rules.block),
        _join(*_figure_keys(columns, dated), rules.block),
    ]
    both = np.concatenate(pairs)
    # Sorted, for numpy's own `unique` hashes, several times slower on millions of different numbers.
    codes = np.sort(both[:, 0] * len(columns.ids) + both[:, 1])
    codes = codes[np.append(True, codes[1:] != codes[:-1])] if len(codes) else codes
    return codes // max(len(columns.ids), 1), codes % max(len(columns.ids), 1)


def _place_keys(columns: Columns, rows: Whole) -> tuple[Whole, Whole]:
    """Rows and a key each: the cells around a placed mention, by days."""
    placed = rows[columns.place[rows] >= 0]
    size = CELL_DEGREES * KM_PER_DEGREE
    # A place without a point has a cell of its own.
    x = np.where(np.isnan(columns.x[placed]), columns.place[placed] * size, columns.x[placed])
    y = np.nan_to_num(columns.y[placed])
    key_rows, keys = [], []
    # Half a cell either way, so that two points a short way apart always share a cell.
    for dx in (0.0, 0.5):
        for dy in (0.0, 0.5):
            i = np.floor(x / size + dx).astype(np.int64)
            j = np.floor(y / size + dy).astype(np.int64)
            cell = ((i * 4099 + j) * 2 + int(dx > 0)) * 2 + int(dy > 0)  # 4099: more rows than cells high
            spread, key = _spread_days(columns, placed, cell)
            key_rows.append(spread)
            keys.append(key)
    return np.concatenate(key_rows), np.concatenate(keys)


def _figure_keys(columns: Columns, rows: Whole) -> tuple[Whole, Whole]:
    """Rows and a key each: a telling number, by days; for mentions whose place may be missing."""
    key_rows, keys = [np.zeros(0, dtype=np.int64)], [np.zeros(0, dtype=np.int64)]
    for k in range(columns.figures.shape[1]):
        told = rows[columns.figures[rows, k] >= TELLING_FIGURE]
        number = columns.figures[told, k].astype(np.int64) * len(FIGURES) + k
        spread, key = _spread_days(columns, told, number)
        key_rows.append(spread)
        keys.append(key)
    return np.concatenate(key_rows), np.concatenate(keys)


def _spread_days(columns: Columns, rows: Whole, keys: Whole) -> tuple[Whole, Whole]:
    """Each row once for every bucket of days it touches, a day wider at its end."""
    first, last = columns.start[rows] // BUCKET_DAYS, (columns.end[rows] + 1) // BUCKET_DAYS
    times = last - first + 1
    spread = np.repeat(np.arange(len(rows)), times)
    offset = np.arange(times.sum()) - np.repeat(np.cumsum(times) - times, times)
    days = first[spread] + offset
    return rows[spread], keys[spread] * 100_003 + days  # 100 003: more buckets than four centuries hold


def _join(rows: Whole, keys: Whole, most: int) -> Whole:
    """Pairs of rows of one key, each row with the `most` next at most: columns smaller, larger."""
    order = np.lexsort((rows, keys))
    rows, keys = rows[order], keys[order]
    found = [np.zeros((0, 2), dtype=np.int64)]
    for step in range(1, most + 1):
        same = np.flatnonzero(keys[step:] == keys[:-step]) if step < len(keys) else np.zeros(0, dtype=int)
        if not len(same):
            break
        found.append(np.column_stack([rows[same], rows[same + step]]))
    pairs = np.concatenate(found)
    pairs = pairs[pairs[:, 0] != pairs[:, 1]]
    return np.sort(pairs, axis=1)


def _wholes(place: str, parents: Mapping[str, str | None]) -> list[str]:
    """The places a place lies in, smallest first."""
    found: list[str] = []
    at = parents.get(place)
    while at and at not in found:
        found.append(at)
        at = parents.get(at)
    return found


def _day_numbers(days: pd.Series) -> Whole:
    """Days as whole numbers from 1970 on, -1 where unknown."""
    count = (pd.to_datetime(days) - pd.Timestamp(0)) / pd.Timedelta(days=1)
    return np.asarray(count.fillna(-1), dtype=np.int64)
