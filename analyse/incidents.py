"""Happenings several reports share. In: events, tolls, reports, corrections (frames of the store), a theatre.
Out: `Incidents`: one row per incident, one per mention, one per merge with its reasons.

Mentions are joined pair by pair, the surest first; a pair is refused where it would put into one incident two
days, two places, two deeds that cannot be one, or what an analyst has told apart. The analyst's word is a
correction: `join_mentions` makes two mentions one incident, `part_mentions` undoes a merge, and undoing the
correction (`store.corrections.undo`) takes the word back.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import dataclass, field
from math import isnan
from typing import Any

import numpy as np
import pandas as pd

from analyse.mention_pairs import REASONS, Columns, pair_mentions, read_columns, score_pairs
from analyse.mentions import collect_mentions
from analyse.merge_rules import MergeRules, likeness
from extract.records import Correction
from store.corrections import standing
from theatres.pack import Theatre

# No columns of a table, so that `apply_corrections` changes no row by them.
JOIN, PART = "incident_join", "incident_part"
ALIKE = likeness()
LISTED = ("actor", "target", "report_id", "mention_id")
# The days each report gives.
Days = dict[int, tuple[int, int]]
# The least and most told of each kind of figure.
Counts = dict[int, tuple[float, float]]


@dataclass(frozen=True, slots=True)
class Incidents:
    """What was merged.

    `incidents`: incident_id, event_type, place_id, latitude, longitude, day_start, day_end, actors, targets,
    n_mentions, n_reports, report_ids, mention_ids, toll_ids. `members`: the mentions (COLUMNS of
    analyse.mentions) with incident_id. `merges`: incident_id, left, right (mention ids), points, by ("points"
    or "analyst"), and the points of each of REASONS.
    """

    incidents: pd.DataFrame
    members: pd.DataFrame
    merges: pd.DataFrame


def merge_incidents(
    frames: Mapping[str, pd.DataFrame], theatre: Theatre | None = None, rules: MergeRules | None = None
) -> Incidents:
    """The incidents of the frames "events", "tolls", "reports" and, where given, "corrections".

    `theatre` tells which place lies in which; without it only names and distances count.
    """
    rules = rules or MergeRules()
    mentions = collect_mentions(frames["events"], frames["tolls"], frames["reports"], rules)
    parents = {p.id: p.parent for p in theatre.places.values()} if theatre else {}
    columns = read_columns(mentions, parents)
    joined, parted = _read_words(frames.get("corrections"), mentions)
    union = _Union(columns, parted, rules)
    by_hand = [(a, b) for a, b in joined if union.force(a, b)]
    pairs = pair_mentions(columns, rules)
    kept = [union.join(a, b) for a, b in zip(pairs["left"], pairs["right"], strict=True)]
    roots = np.array([union.find(i) for i in range(len(mentions))], dtype=np.int64)
    wide = np.append(columns.wide, True)[columns.place]
    members = mentions.assign(incident_id=_name_incidents(mentions, roots))
    merges = pd.concat([_by_analyst(by_hand, columns, rules), pairs[kept].assign(by="points")])
    return Incidents(_sum_up(members.assign(wide=wide)), members, _name_merges(merges, members))


def join_mentions(first: str, second: str, by: str, at: str) -> Correction:
    """The analyst's word that two mentions (event or toll ids) tell of one incident; `at` in ISO 8601."""
    return Correction("", first, JOIN, None, second, "amend", by, at)


def part_mentions(first: str, second: str, by: str, at: str) -> Correction:
    """The analyst's word that two mentions tell of two incidents: a merge undone."""
    return Correction("", first, PART, None, second, "amend", by, at)


def explain_merge(merge: Mapping[Hashable, Any]) -> list[tuple[str, float]]:
    """The reasons of one row of `merges` that weighed, the heaviest first: (reason, points)."""
    weighed = [(r, float(merge[r])) for r in REASONS]
    return sorted([w for w in weighed if w[1]], key=lambda w: -abs(w[1]))


def _read_words(
    corrections: pd.DataFrame | None, mentions: pd.DataFrame
) -> tuple[list[tuple[int, int]], dict[int, set[int]]]:
    """What analysts joined and parted, as positions; the last word on two mentions wins."""
    if corrections is None or corrections.empty:
        return [], {}
    at = {m: i for i, m in enumerate(mentions["mention_id"])}
    at |= {t: i for i, ids in enumerate(mentions["toll_ids"]) for t in ids}
    said = standing(corrections)
    said = said[said["field"].isin([JOIN, PART])]
    words: dict[tuple[int, int], str] = {}
    for row in said.to_dict("records"):
        pair = sorted(at[m] for m in (row["target_id"], row["new"]) if m in at)
        if len(set(pair)) == 2:
            words[pair[0], pair[1]] = row["field"]
    parted: dict[int, set[int]] = {}
    for (a, b), word in words.items():
        if word == PART:
            parted.setdefault(a, set()).add(b)
            parted.setdefault(b, set()).add(a)
    return [pair for pair, word in words.items() if word == JOIN], parted


@dataclass(slots=True)
class _Union:
    """Mentions joined so far; each incident knows its days, its closest place, its deeds, its figures."""

    columns: Columns
    parted: dict[int, set[int]]
    rules: MergeRules
    nested: set[int] = field(init=False)
    parent: list[int] = field(init=False)
    members: dict[int, list[int]] = field(init=False)
    first: list[int] = field(init=False)
    last: list[int] = field(init=False)
    anchors: list[list[int]] = field(init=False)
    deeds: list[set[int]] = field(init=False)
    counts: list[Counts] = field(init=False)
    days: list[Days] = field(init=False)

    def __post_init__(self) -> None:
        n = len(self.columns.ids)
        self.nested = set(self.columns.inside.tolist())
        self.parent = list(range(n))
        self.members = {i: [i] for i in range(n)}
        self.first, self.last = self.columns.start.tolist(), self.columns.end.tolist()
        self.anchors = [[i] if p >= 0 else [] for i, p in enumerate(self.columns.place.tolist())]
        self.deeds = [{t} for t in self.columns.type.tolist()]
        spans = zip(self.columns.report.tolist(), self.first, self.last, strict=True)
        self.days = [{report: (first, last)} for report, first, last in spans]
        told = self.columns.figures
        self.counts = [{k: (v, v) for k, v in enumerate(row) if not isnan(v)} for row in told.tolist()]

    def find(self, i: int) -> int:
        """The mention that stands for the incident of a mention."""
        while self.parent[i] != i:
            self.parent[i] = self.parent[self.parent[i]]
            i = self.parent[i]
        return i

    def join(self, i: int, j: int) -> bool:
        """Make two mentions one incident if their incidents agree; False where they do not."""
        a, b = self.find(i), self.find(j)
        if a == b:
            return True
        if not self._agree(a, b) or self._are_parted(a, b):
            return False
        self._unite(a, b)
        return True

    def force(self, i: int, j: int) -> bool:
        """Make two mentions one incident, an analyst says so; False where another word parts them."""
        a, b = self.find(i), self.find(j)
        if a != b and self._are_parted(a, b):
            return False
        if a != b:
            anchors, deeds = self.anchors[a] + self.anchors[b], self.deeds[a]
            self._unite(a, b)
            # What an analyst joined may lie apart: whatever goes with the one or the other still does.
            self.anchors[self.find(a)], self.deeds[self.find(a)] = anchors, deeds
        return True

    def _agree(self, a: int, b: int) -> bool:
        # A night belongs to two days: intervals that only touch are one.
        if max(self.first[a], self.first[b]) - min(self.last[a], self.last[b]) > 1:
            return False
        if not all(ALIKE[s, t] for s in self.deeds[a] for t in self.deeds[b]):
            return False
        one, other = self.anchors[a], self.anchors[b]
        near = not one or not other or any(self._same_ground(i, j) for i in one for j in other)
        return near and self._same_scale(a, b) and self._same_days(a, b)

    def _same_days(self, a: int, b: int) -> bool:
        """A report that gives two days tells of two happenings, whatever others make of the night between."""
        one, other = self.days[a], self.days[b]
        return all(one[r][0] <= other[r][1] and other[r][0] <= one[r][1] for r in one.keys() & other.keys())

    def _same_scale(self, a: int, b: int) -> bool:
        """Figures of one kind within the ratio beyond which two reports do not tell of one thing."""
        one, other = self.counts[a], self.counts[b]
        return all(
            min(one[k][0], other[k][0]) >= self.rules.far_ratio * max(one[k][1], other[k][1])
            for k in one.keys() & other.keys()
        )

    def _same_ground(self, i: int, j: int) -> bool:
        c = self.columns
        if c.place[i] == c.place[j]:
            return True
        n, p, q = len(c.wide), int(c.place[i]), int(c.place[j])
        if p * n + q in self.nested or q * n + p in self.nested:
            return True
        reach = self.rules.reach(np.hypot(c.doubt[i], c.doubt[j]))
        return bool(np.hypot(c.x[i] - c.x[j], c.y[i] - c.y[j]) <= reach)

    def _are_parted(self, a: int, b: int) -> bool:
        return bool(self.parted) and any(
            self.find(other) == b for i in self.members[a] for other in self.parted.get(i, ())
        )

    def _unite(self, a: int, b: int) -> None:
        a, b = (a, b) if len(self.members[a]) >= len(self.members[b]) else (b, a)
        self.parent[b] = a
        self.members[a] += self.members.pop(b)
        low, high = max(self.first[a], self.first[b]), min(self.last[a], self.last[b])
        self.first[a], self.last[a] = min(low, high), max(low, high)
        self.deeds[a] |= self.deeds[b]
        for report, (first, last) in self.days[b].items():
            span = self.days[a].get(report, (first, last))
            self.days[a][report] = (max(first, span[0]), min(last, span[1]))
        for k, (least, most) in self.counts[b].items():
            known = self.counts[a].get(k, (least, most))
            self.counts[a][k] = (min(least, known[0]), max(most, known[1]))
        placed = sorted(self.anchors[a] + self.anchors[b], key=self._vagueness)
        forced = max(len(self.anchors[a]), len(self.anchors[b])) > 1
        self.anchors[a] = placed if forced else placed[:1]

    def _vagueness(self, i: int) -> tuple[bool, float]:
        return bool(self.columns.wide[self.columns.place[i]]), float(self.columns.doubt[i])


def _name_incidents(mentions: pd.DataFrame, roots: np.ndarray) -> pd.Series:
    """An incident is named after the first of its mention ids: the same whatever else is read."""
    names = mentions.groupby(roots)["mention_id"].transform("min")
    return "i" + names.astype(str)


def _by_analyst(pairs: list[tuple[int, int]], columns: Columns, rules: MergeRules) -> pd.DataFrame:
    left, right = (np.array([p[k] for p in pairs], dtype=np.int64) for k in (0, 1))
    scored = score_pairs(columns, left, right, rules)
    weighed = {r: np.where(np.isinf(v), 0.0, v) for r, v in scored.items()}
    points = np.sum(list(weighed.values()), axis=0)
    return pd.DataFrame({"left": left, "right": right, "points": points, **weighed, "by": "analyst"})


def _name_merges(merges: pd.DataFrame, members: pd.DataFrame) -> pd.DataFrame:
    ids, incident = members["mention_id"].to_numpy(), members["incident_id"].to_numpy()
    left, right = merges["left"].to_numpy(dtype=int), merges["right"].to_numpy(dtype=int)
    named = merges.assign(incident_id=incident[left], left=ids[left], right=ids[right])
    return named[["incident_id", "left", "right", "points", "by", *REASONS]].reset_index(drop=True)


def _sum_up(members: pd.DataFrame) -> pd.DataFrame:
    """One row per incident: the day and place told closest, the deed most mentions name."""
    doubt = members["uncertainty_km"].astype(float).fillna(np.inf)
    named = members.groupby(["incident_id", "event_type"])["mention_id"].transform("size").fillna(0)
    ranked = members.assign(width=members["day_end"] - members["day_start"], doubt=doubt, rare=-named)
    closest = ranked.sort_values(["width", "doubt", "mention_id"], kind="stable")
    nearest = ranked.sort_values(["wide", "doubt", "mention_id"], kind="stable").drop_duplicates(
        "incident_id"
    )
    commonest = ranked.sort_values(["rare", "event_type"], kind="stable").drop_duplicates("incident_id")
    groups = closest.groupby("incident_id", sort=True)
    sums = groups.agg(
        day_start=("day_start", "first"),
        day_end=("day_end", "first"),
        n_mentions=("mention_id", "size"),
        n_reports=("report_id", "nunique"),
    )
    deed = commonest.set_index("incident_id")[["event_type"]]
    place = nearest.set_index("incident_id")[["place_id", "latitude", "longitude"]]
    summed = (
        deed.join(place).join(sums).assign(**{f"{c}s": _list_all(closest, c, sums.index) for c in LISTED})
    )
    tolls = closest[["incident_id", "toll_ids"]].explode("toll_ids").rename(columns={"toll_ids": "toll_id"})
    return summed.assign(toll_ids=_list_all(tolls, "toll_id", sums.index)).reset_index()


def _list_all(rows: pd.DataFrame, column: str, incidents: pd.Index) -> pd.Series:
    """The different values of a column, by incident."""
    known = rows[["incident_id", column]].dropna()
    found: dict[str, dict[str, None]] = {}
    for incident, value in zip(known["incident_id"], known[column], strict=True):
        found.setdefault(incident, {})[value] = None
    return pd.Series([list(found.get(i, ())) for i in incidents], index=incidents, dtype=object)
