"""Who holds what on a day. In: claims and events (frames of the store), a theatre. Out: one row per place, or
one per change.

Rules, in the order of the days the statements speak of:
1. A place starts with the holder the theatre pack gives it for the first day.
2. What the reporter says, what an outsider says, and what a belligerent admits against itself decides:
   `held`.
3. A belligerent's claim about its own gain makes `claimed_only`; it becomes `held` when an independent word
   or an admission agrees, or when nobody contradicts it for 14 days.
4. Two sides that each claim the place within 7 days, a denial of the claim, a report of fighting over the
   place or of a part of it taken make it `contested`, until a later word of kind 2 or an uncontradicted claim
   settles it.
5. A place lost with no successor named goes back, as a claim, to the side that held it before; where none did
   it is `unknown`.
6. A hold that was over before its report, and a claim whose day is not known within a month, decide nothing.
7. Events imply (`analyse.control_implied`): fighting at a place disputes it until 14 quiet days have passed;
   a side's withdrawal settles a place that is contested or only claimed; an assault thrown back leaves it to
   those who threw it back, or puts another's hold in doubt. A city taken, a region held, says so
   of its parts.
8. A side does not take what it holds: a place it takes on a day the text tells was another's before
   (hindsight), for at most 60 days back.
9. A city or region that a side only says it holds, and nobody says it took, goes back after 14 days.

Weights, windows and the decay with age stand in `analyse.control_rules`, with their sources, and in the
pack's `[settings.control]`; how they make a confidence, in `analyse.confidence`.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field, fields
from datetime import date, timedelta
from itertools import pairwise

import numpy as np
import pandas as pd

from analyse.confidence import weigh_hold
from analyse.control_implied import add_implied, date_events
from analyse.control_rules import Rules, read_rules
from analyse.control_story import Hold, Reason, first_hold, tell_story
from analyse.control_words import Words, read_words
from analyse.terrain import read_ground
from theatres.pack import ControlStart, Theatre

CONTROL_COLUMNS = [
    "place_id", "holder", "state", "since", "age_days", "claim_ids", "n_reports", "rival",
    "contested", "confidence", "reasons", "event_ids",
]  # fmt: skip
CHANGE_COLUMNS = [
    "day", "place_id", "holder_before", "state_before", "holder", "state", "claim_ids", "confidence",
]  # fmt: skip

# `asdict` would copy each value, ten times slower for thousands of reasons.
REASON = tuple(f.name for f in fields(Reason))
# Kinds of place whose fall nobody keeps silent about.
LOUD_KINDS = ("city", "region")


@dataclass(frozen=True, slots=True)
class ControlTimeline:
    """The stories of all places, told once; any day is then looked up."""

    theatre: Theatre
    rules: Rules
    stories: dict[str, list[Hold]]
    told: dict[str, list[date]] = field(default_factory=dict)
    """The days of each story's holds, for the look-up."""
    half_lives: dict[str, float] = field(default_factory=dict)
    """How fast a word on each place fades, in days."""

    def at(self, place_id: str, day: date) -> Hold | None:
        """What is known of a place at the end of a day; None before anything is."""
        number = bisect_right(self.told[place_id], day)
        return self.stories[place_id][number - 1] if number else None

    def weigh(self, place_id: str, hold: Hold, day: date) -> float:
        """The confidence of a place's hold on a day."""
        fades = self.half_lives.get(place_id, self.rules.half_life_days)
        return weigh_hold(hold, day, self.rules, fades)

    def on(self, day: date) -> Iterator[tuple[str, Hold]]:
        """Every place something is known of at the end of a day."""
        for place_id in self.stories:
            hold = self.at(place_id, day)
            if hold is not None and (hold.reasons or hold.holder):
                yield place_id, hold


def build_timeline(
    claims: pd.DataFrame,
    theatre: Theatre,
    events: pd.DataFrame | None = None,
    reports: pd.DataFrame | None = None,
) -> ControlTimeline:
    """The stories of all places; `events` add what they imply, `reports` date what no text dates."""
    rules = read_rules(theatre)
    words = read_words(claims, theatre, rules, reports)
    dated = None if events is None else date_events(events, reports)
    return make_timeline(add_implied(words, theatre, rules, dated), theatre, rules)


def retell(words: Words, kept: Collection[str], theatre: Theatre) -> ControlTimeline:
    """The stories as only some claims tell them: `words` are those of all, `kept` the ids of the claims kept.

    The same as `build_timeline` of the claims kept, for those who read the words of a whole store once.
    """
    rules = read_rules(theatre)
    chosen = {place: [w for w in told if w.id in kept] for place, told in words.items()}
    few = {place: told for place, told in chosen.items() if told}
    return make_timeline(add_implied(few, theatre, rules, None), theatre, rules)


def make_timeline(words: Words, theatre: Theatre, rules: Rules) -> ControlTimeline:
    """The stories of all places the pack or a word speaks of."""
    starts = {c.place_id: c for c in theatre.control_start}
    # Long enough for the last claim to have been answered, or not.
    days = [w.day for told in words.values() for w in told]
    until = max([theatre.end, *days]) + timedelta(days=rules.consent_days + 1)
    stories = {
        p: tell_story(words.get(p, []), _start(p, starts.get(p), theatre, rules), until, rules)
        for p in dict.fromkeys((*starts, *words))
    }
    told = {p: [h.told for h in s] for p, s in stories.items()}
    return ControlTimeline(theatre, rules, stories, told, _fade(stories, theatre, rules))


def _fade(stories: dict[str, list[Hold]], theatre: Theatre, rules: Rules) -> dict[str, float]:
    """The half-life of words by place: the farther from the places two sides are said to hold, the longer."""
    known = [theatre.places[p] for p in stories if p in theatre.places]
    ground = read_ground(theatre)
    points = ground.flatten(np.array([(p.longitude, p.latitude) for p in known]).reshape(-1, 2))
    disputed = points[[stories[p.id][-1].disputed for p in known]]
    if not len(disputed):
        return dict.fromkeys(stories, rules.rear_half_life_days)
    away = np.hypot(*(points[:, None, :] - disputed[None, :, :]).transpose(2, 0, 1)).min(axis=1)
    return {p.id: rules.fade(float(km)) for p, km in zip(known, away, strict=True)}


def build_claimed(
    claims: pd.DataFrame, theatre: Theatre, side: str, reports: pd.DataFrame | None = None
) -> ControlTimeline:
    """The same as one side tells it: its own words, taken at face value."""
    own = claims[claims["claimant"].eq(side)]
    return build_timeline(own.assign(status="reported"), theatre, reports=reports)


def control_on(day: date, timeline: ControlTimeline) -> pd.DataFrame:
    """Who holds each place at the end of a day: columns CONTROL_COLUMNS.

    `state` is held, contested, claimed_only or unknown; `since` the day it became so; `age_days` the days
    since anything was last said of it (None where only the pack says it); `confidence` between 0 and 1;
    `reasons` the words behind it as records of `Reason`.
    """
    rows = [_row(place_id, hold, day, timeline) for place_id, hold in timeline.on(day)]
    return pd.DataFrame(rows, columns=CONTROL_COLUMNS)


def changes_of(timeline: ControlTimeline, start: date, end: date) -> pd.DataFrame:
    """Every change of holder or state between two days, both included, in order: columns CHANGE_COLUMNS."""
    rows = [
        _change(place_id, a, b, timeline)
        for place_id, story in timeline.stories.items()
        for a, b in pairwise(story)
        if start <= b.since <= end and (a.holder, a.state) != (b.holder, b.state)
    ]
    return pd.DataFrame(rows, columns=CHANGE_COLUMNS).sort_values(["day", "place_id"], ignore_index=True)


def control_at(
    claims: pd.DataFrame, theatre: Theatre, day: date, reports: pd.DataFrame | None = None
) -> pd.DataFrame:
    """`control_on` of one day, for those who ask only once."""
    return control_on(day, build_timeline(claims, theatre, reports=reports))


def changes(  # noqa: PLR0913, PLR0917 — claims, theatre and a period are one question
    claims: pd.DataFrame, theatre: Theatre, start: date, end: date, reports: pd.DataFrame | None = None
) -> pd.DataFrame:
    """`changes_of` of one period, for those who ask only once."""
    return changes_of(build_timeline(claims, theatre, reports=reports), start, end)


def _start(place_id: str, start: ControlStart | None, theatre: Theatre, rules: Rules) -> Hold:
    place = theatre.places.get(place_id)
    loud = place is not None and place.kind in LOUD_KINDS
    if start is None:
        return first_hold(None, theatre.start, loud=loud)
    weight = float(getattr(rules, f"start_{start.basis}", rules.start_inferred))
    return first_hold(start.holder, theatre.start, Reason("start", start.holder, weight, theatre.start), loud)


def _row(place_id: str, hold: Hold, day: date, timeline: ControlTimeline) -> dict[str, object]:
    told = [r for r in hold.reasons if r.id]
    return {
        "place_id": place_id,
        "holder": hold.holder,
        "state": hold.state,
        "since": hold.since,
        "age_days": (day - hold.last).days if hold.last else None,
        "claim_ids": [r.id for r in told if not r.event],
        "n_reports": len({r.report_id for r in told}),
        "rival": hold.rival,
        "contested": hold.state == "contested",
        "confidence": timeline.weigh(place_id, hold, day),
        "reasons": [{name: getattr(r, name) for name in REASON} for r in hold.reasons],
        "event_ids": [r.id for r in told if r.event],
    }


def _change(place_id: str, before: Hold, after: Hold, timeline: ControlTimeline) -> dict[str, object]:
    shown = [
        after.since, place_id, before.holder, before.state, after.holder, after.state,
        [r.id for r in after.reasons if r.id and not r.event], timeline.weigh(place_id, after, after.told),
    ]  # fmt: skip
    return dict(zip(CHANGE_COLUMNS, shown, strict=True))
