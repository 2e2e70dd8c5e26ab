"""Who is behind what is told. In: `Incidents`, the store's frames, a theatre. Out: `Origins`.

An origin counts once however many outlets carry it: a side and all who speak for it, an agency that counts,
or else the report itself and its near-copies. Words no pack knows ("a doctor", "officials") are no origin of
their own: two reports may name the same person, or not.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from analyse.incidents import Incidents
from analyse.near_copies import group_copies
from theatres.pack import Theatre

REPORT = "report:"
# A sentence this long is not written twice by chance.
SAME_WORDS = 8
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Origins:
    """The origin of each mention (by mention_id) and toll (by toll_id), and the sides at war.

    An origin is a side's id, an agency's name, or "report:" and the id of the first report with that text.
    """

    mentions: pd.Series
    tolls: pd.Series
    belligerents: tuple[str, ...]


def name_origins(
    found: Incidents, frames: Mapping[str, pd.DataFrame], theatre: Theatre | None = None
) -> Origins:
    """The origins of what incidents are told from; the slow step is comparing the reports of one incident."""
    mentions, tolls = found.members, frames["tolls"]
    tolls = tolls[tolls["toll_id"].isin(found.incidents["toll_ids"].explode())]
    own = _own_voices(found, frames["reports"], theatre)
    voiced = mentions["claimant"].where(mentions["status"].ne("reported"))
    named = tolls["source"].where(tolls["source_id"].notna())
    sides = theatre.sides.values() if theatre else ()
    return Origins(
        _name_rows(voiced, mentions, "mention_id", own),
        _name_rows(named, tolls, "toll_id", own),
        tuple(s.id for s in sides if s.belligerent),
    )


def _name_rows(voices: pd.Series, rows: pd.DataFrame, key: str, own: pd.Series) -> pd.Series:
    """Whom each row has it from: the voice it names, or its report."""
    report = pd.Series(own.reindex(rows["report_id"]).to_numpy(), index=rows.index, dtype=object)
    told = _share_sentences(voices.astype(object).where(voices.notna(), report), rows["sentence"])
    return pd.Series(told.to_numpy(), index=rows[key].to_numpy(), dtype=object)


def is_report(origins: pd.Series) -> pd.Series:
    """Which origins are a report that names nobody behind it."""
    return origins.astype("str").str.startswith(REPORT)


def _own_voices(found: Incidents, reports: pd.DataFrame, theatre: Theatre | None) -> pd.Series:
    """What a report says itself is its own, its original's, or the side's whose line its outlet carries.

    Only reports that share an incident with another are compared: alone, a copy counts once anyway.
    """
    ids = reports["report_id"].astype(object)
    shared = found.incidents.loc[found.incidents["n_reports"] > 1, "report_ids"].explode()
    known = group_copies(reports[ids.isin(shared)]).to_dict()
    voices = {o.id: o.voice for o in theatre.outlets.values() if o.voice} if theatre else {}
    line = reports["outlet_id"].map(voices).astype(object)
    own = line.where(
        line.notna(), pd.Series([REPORT + str(known.get(i, i)) for i in ids], index=ids.index, dtype=object)
    )
    return pd.Series(own.to_numpy(), index=ids.to_numpy(), dtype=object)


def _share_sentences(origins: pd.Series, sentences: pd.Series) -> pd.Series:
    """Reports that carry the same sentence have it from one origin."""
    words = sentences.map(lambda s: _WORD.findall(s.casefold()))
    key = words.map(" ".join).where(words.map(len) >= SAME_WORDS)
    shared = key.notna() & is_report(origins)
    first = origins[shared].groupby(key[shared]).transform("first")
    return origins.where(~shared, first)
