"""Who is behind what is told. In: mentions, tolls, reports, a theatre. Out: an origin for each.

An origin counts once however many outlets carry it: a side and all who speak for it, an agency that counts,
or else the report itself and its near-copies. Words no pack knows ("a doctor", "officials") are no origin of
their own: two reports may name the same person, or not.
"""

from __future__ import annotations

import re

import pandas as pd

from analyse.near_copies import group_copies
from theatres.pack import Theatre

REPORT = "report:"
# A sentence this long is not written twice by chance.
SAME_WORDS = 8
_WORD = re.compile(r"\w+")


def name_origins(
    mentions: pd.DataFrame, tolls: pd.DataFrame, reports: pd.DataFrame, theatre: Theatre | None = None
) -> tuple[pd.Series, pd.Series]:
    """The origin of each mention (by mention_id) and of each toll (by toll_id).

    A side's id, the name of an agency, or "report:" and the id of the first report with that text.
    """
    own = _own_voices(reports, theatre)
    told = own.reindex(mentions["report_id"]).to_numpy()
    voiced = mentions["claimant"].where(mentions["status"].ne("reported"))
    spoken = voiced.astype(object).where(voiced.notna(), told)
    spoken = _share_sentences(spoken, mentions["sentence"])
    behind = pd.Series(own.reindex(tolls["report_id"]).to_numpy(), index=tolls.index, dtype=object)
    named = tolls["source"].where(tolls["source_id"].notna()).astype(object)
    counted = _share_sentences(named.where(named.notna(), behind), tolls["sentence"])
    return (
        pd.Series(spoken.to_numpy(), index=mentions["mention_id"].to_numpy(), dtype=object),
        pd.Series(counted.to_numpy(), index=tolls["toll_id"].to_numpy(), dtype=object),
    )


def is_report(origins: pd.Series) -> pd.Series:
    """Which origins are a report that names nobody behind it."""
    return origins.astype("str").str.startswith(REPORT)


def _own_voices(reports: pd.DataFrame, theatre: Theatre | None) -> pd.Series:
    """What a report says itself is its own, its original's, or the side's whose line its outlet carries."""
    copies = REPORT + group_copies(reports)
    voices = {o.id: o.voice for o in theatre.outlets.values() if o.voice} if theatre else {}
    line = reports["outlet_id"].map(voices)
    line.index = pd.Index(reports["report_id"].astype(object))
    return line.astype(object).where(line.notna(), copies)


def _share_sentences(origins: pd.Series, sentences: pd.Series) -> pd.Series:
    """Reports that carry the same sentence have it from one origin."""
    words = sentences.map(lambda s: _WORD.findall(s.casefold()))
    key = words.map(" ".join).where(words.map(len) >= SAME_WORDS)
    shared = key.notna() & is_report(origins)
    first = origins[shared].groupby(key[shared]).transform("first")
    return origins.where(~shared, first)
