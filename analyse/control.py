"""Who holds what on a day. In: claims (frame of the store), a theatre. Out: one row per place, or one per
change.

Rules, in the order of the days the claims speak of:
1. A place starts with the holder the theatre pack gives it for the first day.
2. What the reporter says, what an outsider says, and what a belligerent admits against itself decides:
   `held`.
3. A belligerent's claim about its own gain makes `claimed_only`; it becomes `held` when an independent word
   or an admission agrees, or when nobody contradicts it for 14 days.
4. Two sides that each claim the place within 7 days, a denial of the claim, a report of fighting over the
   place or of a part of it taken make it `contested`, until a later word of kind 2 or an uncontradicted claim
   settles it.
5. A place lost with no successor named is `unknown`.
6. A hold that was over before its report, and a claim whose day is not known within a month, decide nothing.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

import pandas as pd

from analyse.dates import add_days
from theatres.pack import Theatre

# A rival's answer to a claim comes within days in the reports of this kind of war; later it is a new move.
ANSWER_DAYS = 7
# Two weeks of silence from the other side is taken as consent.
CONSENT_DAYS = 14
# A month: the widest interval at whose end a claim is still news of the front.
WIDEST_DAYS = 31
CONTROL_COLUMNS = ["place_id", "holder", "state", "since", "age_days", "claim_ids", "n_reports", "rival"]
CHANGE_COLUMNS = ["day", "place_id", "holder_before", "state_before", "holder", "state", "claim_ids"]


@dataclass(slots=True)
class Hold:
    """What is known of one place at a point of the story."""

    holder: str | None
    state: str
    since: date
    last: date | None = None
    claim_ids: list[str] = field(default_factory=list)
    report_ids: set[str] = field(default_factory=set)
    rival: str | None = None
    """The other side in a contested place, or the holder before a claim nobody has confirmed."""


@dataclass(frozen=True, slots=True)
class Word:
    """One claim as the rules see it; `weight` is independent, own or denial."""

    day: date
    holder: str | None
    previous: str | None
    weight: str
    change: str
    partial: bool
    claim_id: str
    report_id: str


def control_at(
    claims: pd.DataFrame, theatre: Theatre, day: date, reports: pd.DataFrame | None = None
) -> pd.DataFrame:
    """Who holds each place a claim or the pack speaks of, at the end of a day: columns CONTROL_COLUMNS.

    `state` is held, contested, claimed_only or unknown; `since` the day it became so, `age_days` the days
    since anything was last said of it (None where only the pack says it). `reports` dates the claims no text
    dates.
    """
    words = _words(claims, theatre, reports)
    starts = {c.place_id: c.holder for c in theatre.control_start}
    places = dict.fromkeys((*starts, *words))
    rows = []
    for place_id in places:
        told = [w for w in words.get(place_id, []) if w.day <= day]
        if place_id in starts or told:
            story = tell_story(told, starts.get(place_id), theatre.start, day)
            rows.append(_row(place_id, story[-1], day))
    return pd.DataFrame(rows, columns=CONTROL_COLUMNS)


def changes(  # noqa: PLR0913, PLR0917 — claims, theatre and a period are one question
    claims: pd.DataFrame, theatre: Theatre, start: date, end: date, reports: pd.DataFrame | None = None
) -> pd.DataFrame:
    """Every change of holder or state between two days, both included, in order: columns CHANGE_COLUMNS."""
    words = _words(claims, theatre, reports)
    starts = {c.place_id: c.holder for c in theatre.control_start}
    rows = []
    for place_id, told in words.items():
        known = [w for w in told if w.day <= end]
        story = tell_story(known, starts.get(place_id), theatre.start, end)
        pairs = pairwise(story)
        rows += [_change(place_id, a, b) for a, b in pairs if start <= b.since <= end and _differs(a, b)]
    return pd.DataFrame(rows, columns=CHANGE_COLUMNS).sort_values(["day", "place_id"], ignore_index=True)


def tell_story(words: list[Word], start_holder: str | None, start: date, until: date) -> list[Hold]:
    """The holds of one place from the first day on, the last one being that of `until`."""
    story = [Hold(start_holder, "held" if start_holder else "unknown", start)]
    if start_holder == "contested":
        story = [Hold(None, "contested", start)]
    for word in words:
        _settle_by_silence(story, word.day)
        story.append(_answer(story[-1], word))
    _settle_by_silence(story, until)
    return story


def _settle_by_silence(story: list[Hold], today: date) -> None:
    now = story[-1]
    ripe = now.last is not None and now.state == "claimed_only" and (today - now.last).days > CONSENT_DAYS
    if ripe and now.last is not None:
        day = now.last + timedelta(days=CONSENT_DAYS + 1)
        story.append(Hold(now.holder, "held", day, now.last, now.claim_ids, now.report_ids))


def _answer(now: Hold, word: Word) -> Hold:
    if word.weight == "denial":
        return _deny(now, word)
    if word.holder == "contested" or (word.partial and word.holder != now.holder):
        return _next(now, word, now.holder, "contested")
    if word.holder is None:
        lost = now.holder is None or word.previous in (None, now.holder)
        return _next(now, word, None, "unknown") if lost else _next(now, word, now.holder, now.state)
    return _decide(now, word) if word.weight == "independent" else _claim(now, word)


def _decide(now: Hold, word: Word) -> Hold:
    same_day = now.last == word.day and now.holder != word.holder and now.state == "held" and now.claim_ids
    return _next(now, word, word.holder, "contested" if same_day else "held")


def _claim(now: Hold, word: Word) -> Hold:
    if word.holder == now.holder and now.state in ("held", "claimed_only"):
        return _next(now, word, now.holder, now.state)
    fresh = now.last is not None and (word.day - now.last).days <= ANSWER_DAYS
    if now.state == "contested" and fresh:
        return _next(now, word, now.holder, "contested")
    answered = now.state == "claimed_only" and fresh
    return _next(now, word, word.holder, "contested" if answered else "claimed_only")


def _deny(now: Hold, word: Word) -> Hold:
    aimed = word.holder in (None, now.holder) and now.state == "claimed_only"
    return _next(now, word, now.holder, "contested") if aimed else now


def _next(now: Hold, word: Word, holder: str | None, state: str) -> Hold:
    same = (holder, state) == (now.holder, now.state)
    rival = now.holder if holder != now.holder else now.rival
    if word.holder not in (None, "contested", holder):
        rival = word.holder
    return Hold(
        holder,
        state,
        now.since if same else word.day,
        word.day,
        [*now.claim_ids, word.claim_id] if same or state == "contested" else [word.claim_id],
        now.report_ids | {word.report_id} if same or state == "contested" else {word.report_id},
        rival if state in ("contested", "claimed_only") else None,
    )


def _words(claims: pd.DataFrame, theatre: Theatre, reports: pd.DataFrame | None) -> dict[str, list[Word]]:
    dated = add_days("claims", claims, reports)
    # Known only within more than a month, a claim has no day to stand on the map; it stays in the tables.
    dated = dated[~((dated["day_end"] - dated["day_start"]).dt.days > WIDEST_DAYS)]
    # A claim known to a week or month holds for sure only at its end.
    known = dated["day_start"].where(dated["date_precision"].eq("day"), dated["day_end"])
    dated["day"] = known.fillna(dated["day_end"]).fillna(dated["day_start"])
    # A hold that was over before the report ("held by X until June") says nothing of who holds it since.
    over = dated["change"].eq("holds") & dated["date_precision"].eq("open") & dated["date_start"].isna()
    told = dated["status"].isin(["reported", "claimed", "denied"]) & ~over
    dated = dated[told].dropna(subset=["day"])
    words: dict[str, list[Word]] = {}
    for row in dated.sort_values(["day", "claim_id"], kind="stable").to_dict("records"):
        words.setdefault(str(row["place_id"]), []).append(_word(row, theatre))
    return words


def _word(row: dict[Any, Any], theatre: Theatre) -> Word:
    holder, previous, claimant = (_text(row[c]) for c in ("holder", "previous", "claimant"))
    day = pd.Timestamp(row["day"]).date()
    weight = "denial" if row["status"] == "denied" else _weigh(row, theatre, claimant)
    ids = (str(row["claim_id"]), str(row["report_id"]))
    return Word(day, holder, previous, weight, str(row["change"]), row["partial"] is True, *ids)


def _weigh(row: dict[Any, Any], theatre: Theatre, claimant: str | None) -> str:
    side = theatre.sides.get(claimant or "")
    if row["status"] == "reported" or side is None or not side.belligerent:
        return "independent"
    # What a side says against its own interest weighs as much as an outsider's word.
    return "own" if _text(row["holder"]) in (claimant, "contested") else "independent"


def _text(value: object) -> str | None:
    return value if isinstance(value, str) else None


def _row(place_id: str, hold: Hold, day: date) -> dict[str, object]:
    age = (day - hold.last).days if hold.last else None
    shown = [
        place_id,
        hold.holder,
        hold.state,
        hold.since,
        age,
        hold.claim_ids,
        len(hold.report_ids),
        hold.rival,
    ]
    return dict(zip(CONTROL_COLUMNS, shown, strict=True))


def _change(place_id: str, before: Hold, after: Hold) -> dict[str, object]:
    shown = [after.since, place_id, before.holder, before.state, after.holder, after.state, after.claim_ids]
    return dict(zip(CHANGE_COLUMNS, shown, strict=True))


def _differs(before: Hold, after: Hold) -> bool:
    return (before.holder, before.state) != (after.holder, after.state)
