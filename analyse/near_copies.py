"""Which reports are one dispatch. In: reports (frame of the store). Out: for each, the first of its copies.

Texts are compared by the runs of five words they share, in long texts by one run in eight (Broder, "On the
resemblance and containment of documents", 1997): a dispatch cut short or lengthened is still the same. Runs
of words know no language.
"""

from __future__ import annotations

import re
from collections import Counter
from zlib import crc32

import pandas as pd

RUN = 5
# One run in so many is kept of a long text; every run of a short one, which has few.
KEPT = 8
SHORT = 400
# Two reports of one happening share names and figures, a few runs in ten; a copy shares most of them.
COPY_SHARE = 0.6
# A run found in so many texts is a heading or a farewell, and makes no pair.
COMMON = 40
_WORD = re.compile(r"\w+")


def group_copies(reports: pd.DataFrame) -> pd.Series:
    """The report id each report is a copy of (its own where it is none), indexed by report id."""
    ids = [str(i) for i in reports["report_id"]]
    marks = [mark_text(t) for t in reports["text"].fillna("")]
    leader = list(range(len(ids)))
    for i, j in _similar(marks):
        a, b = sorted((_lead(leader, i), _lead(leader, j)))
        leader[b] = a
    return pd.Series(
        [ids[_lead(leader, i)] for i in range(len(ids))], index=ids, name="copy_of", dtype=object
    )


def mark_text(text: str) -> frozenset[int]:
    """The numbers of a text's runs of words, thinned where it is long."""
    words = _WORD.findall(text.casefold())
    runs = {crc32(" ".join(words[i : i + RUN]).encode()) for i in range(max(len(words) - RUN + 1, 1))}
    kept = {r for r in runs if r % KEPT == 0} if len(words) > SHORT else runs
    return frozenset(kept if words else ())


def _similar(marks: list[frozenset[int]]) -> list[tuple[int, int]]:
    """Pairs of texts the shorter of which is mostly in the longer."""
    holders: dict[int, list[int]] = {}
    pairs = []
    for i, runs in enumerate(marks):
        shared = Counter(j for r in runs if len(holders.get(r, ())) <= COMMON for j in holders.get(r, ()))
        pairs += [(j, i) for j, n in shared.items() if n >= COPY_SHARE * min(len(runs), len(marks[j]))]
        for r in runs:
            holders.setdefault(r, []).append(i)
    return pairs


def _lead(leader: list[int], i: int) -> int:
    while leader[i] != i:
        i = leader[i]
    return i
