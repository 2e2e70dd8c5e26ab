"""What is said of each place. In: claims and events of a store, a theatre. Out: Words by place, oldest first.

Left out: orders and calls, a hold that was over before its report, and a claim whose day is not known within
a month: it stays in the tables but moves no front.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

import pandas as pd

from analyse.control_rules import Rules
from analyse.dates import add_days
from theatres.pack import Theatre

# A month: the widest interval at whose end a claim is still news of the front.
WIDEST_DAYS = 31
Words = dict[str, list["Word"]]


# What a word is made of; the sentences of many claims would be read for nothing.
TOLD = [
    "claim_id", "report_id", "place_id", "holder", "previous", "claimant", "change", "partial", "status",
    "day", "day_basis",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Word:
    """One statement as the rules see it.

    `kind`: own, independent, admission, denial; implied where only an event tells it.
    `voice` is who speaks: a side, or the report itself.
    """

    day: date
    holder: str | None
    previous: str | None
    kind: str
    weight: float
    voice: str
    change: str
    partial: bool
    id: str
    report_id: str
    taken_from: str | None = None
    """Who must have held the place the day before, where it was taken on a day the text tells."""
    basis: str = ""
    """What it was concluded from where nobody said it of the place itself: whole, fighting, withdrawal."""


def read_words(
    claims: pd.DataFrame, theatre: Theatre, rules: Rules, reports: pd.DataFrame | None = None
) -> Words:
    """The claims as Words by place; `reports` dates those no text dates, and tells partisan outlets."""
    dated = _date(add_days("claims", claims, reports))
    voices = _voices(theatre, reports)
    words: Words = {}
    for row in dated[TOLD].sort_values(["day", "claim_id"], kind="stable").to_dict("records"):
        words.setdefault(str(row["place_id"]), []).append(_word(row, theatre, rules, voices))
    return words


def _date(dated: pd.DataFrame) -> pd.DataFrame:
    dated = dated[~((dated["day_end"] - dated["day_start"]).dt.days > WIDEST_DAYS)]
    # A claim known to a week or month holds for sure only at its end.
    known = dated["day_start"].where(dated["date_precision"].eq("day"), dated["day_end"])
    dated["day"] = known.fillna(dated["day_end"]).fillna(dated["day_start"])
    # A hold that was over before the report ("held by X until June") says nothing of who holds it since.
    over = dated["change"].eq("holds") & dated["date_precision"].eq("open") & dated["date_start"].isna()
    told = dated["status"].isin(["reported", "claimed", "denied"]) & ~over
    return dated[told].dropna(subset=["day"])


def _voices(theatre: Theatre, reports: pd.DataFrame | None) -> dict[str, str]:
    """The belligerent whose line a report's outlet carries, by report."""
    if reports is None:
        return {}
    by_outlet = {o.id: o.voice for o in theatre.outlets.values() if o.voice}
    found = reports["outlet_id"].map(by_outlet)
    return dict(zip(reports["report_id"][found.notna()], found.dropna(), strict=True))


def _word(row: dict[Any, Any], theatre: Theatre, rules: Rules, voices: dict[str, str]) -> Word:
    holder, previous, claimant = (text_of(row[c]) for c in ("holder", "previous", "claimant"))
    report_id = str(row["report_id"])
    speaker = claimant if row["status"] != "reported" else voices.get(report_id)
    # A side that tells what another lost boasts; one that tells what it lost itself admits.
    told = holder or ("contested" if previous != speaker else None)
    kind = "denial" if row["status"] == "denied" else _kind(told, speaker, theatre)
    return Word(
        day=pd.Timestamp(row["day"]).date(),
        holder=holder,
        previous=previous,
        kind=kind,
        weight=_weight(kind, holder, rules),
        voice=speaker or report_id,
        change=str(row["change"]),
        partial=row["partial"] is True,
        id=str(row["claim_id"]),
        report_id=report_id,
        taken_from=_loser(row, holder, previous, theatre),
    )


def _weight(kind: str, holder: str | None, rules: Rules) -> float:
    weight = rules.own if kind == "denial" else float(getattr(rules, kind))
    return weight if holder else min(weight, rules.lost)


def _loser(row: dict[Any, Any], holder: str | None, previous: str | None, theatre: Theatre) -> str | None:
    """The side a place was taken from: the one the text names, or the only other one at war."""
    if row["change"] != "took" or text_of(row["day_basis"]) in (None, "published") or holder is None:
        return None
    foes = [s.id for s in theatre.sides.values() if s.belligerent and s.id != holder]
    return previous or (foes[0] if len(foes) == 1 else None)


def _kind(holder: str | None, speaker: str | None, theatre: Theatre) -> str:
    side = theatre.sides.get(speaker or "")
    if side is None or not side.belligerent:
        return "independent"
    return "own" if holder in (speaker, "contested") else "admission"


def text_of(value: object) -> str | None:
    """A cell as text, None where it is missing."""
    return value if isinstance(value, str) else None
