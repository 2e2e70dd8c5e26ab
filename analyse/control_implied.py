"""What is not said of a place, but follows. In: Words, events, a theatre. Out: the Words they imply.

- A larger place that changed hands says so of its parts: a city taken, a whole region held. Areas without
  edges ("south of the capital") and countries say nothing of theirs.
- Fighting at a place, told by an event, disputes it while it lasts.
- An assault thrown back at a place (`analyse.repelled`) leaves it to those who threw it back.
- A side that withdraws from a place it held leaves it.
An event says nothing where a claim of the same report already speaks of the place.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any

import pandas as pd

from analyse.control_rules import Rules
from analyse.control_words import Word, Words, text_of
from analyse.dates import add_days
from analyse.repelled import find_defender
from theatres.pack import Theatre

# What a kind of larger place must have undergone for its parts to follow.
WHOLES = {"city": ("took",), "region": ("took", "holds")}
# A city is fought over at its edges: its own name tells nothing of where.
WIDE_KINDS = ("city", "region", "area", "country", "foreign", "road")
# Whoever throws back an assault on a city holds it, wherever its edges are.
WHOLE_KINDS = ("city",)
FIGHTING = ("battle",)
LEAVING = ("withdrawal",)
# An event known to a week still tells of its front.
WIDEST_DAYS = 7


def add_implied(
    words: Words,
    theatre: Theatre,
    rules: Rules,
    dated_events: pd.DataFrame | None,
) -> Words:
    """All Words by place, oldest first: those said and those implied."""
    found = {place: list(told) for place, told in words.items()}
    for place_id, word in _of_parts(words, theatre, rules):
        found.setdefault(place_id, []).append(word)
    if dated_events is not None:
        for place_id, word in _of_events(dated_events, words, theatre, rules):
            found.setdefault(place_id, []).append(word)
    return {place: sorted(told, key=_in_order) for place, told in found.items()}


def _in_order(word: Word) -> tuple[date, bool, bool, str]:
    """What is said of a day: what is implied after what is told, what is taken after what is held."""
    return word.day, word.basis != "", word.change == "took", word.id


def date_events(events: pd.DataFrame, reports: pd.DataFrame | None) -> pd.DataFrame:
    """The events that may imply something, with the last day they may have happened on."""
    kept = events["event_type"].isin(FIGHTING + LEAVING) & events["status"].isin(["reported", "claimed"])
    dated = add_days("events", events[kept & events["place_id"].notna()], reports)
    narrow = (dated["day_end"] - dated["day_start"]).dt.days <= WIDEST_DAYS
    return dated[narrow].assign(day=dated["day_end"])


def _of_parts(words: Words, theatre: Theatre, rules: Rules) -> Iterator[tuple[str, Word]]:
    for place in theatre.places.values():
        if place.kind in WIDE_KINDS and place.kind != "city":
            continue
        for whole_id in _wholes(place.id, theatre):
            changes = WHOLES.get(theatre.places[whole_id].kind, ())
            for word in words.get(whole_id, ()):
                sound = word.holder in theatre.sides and not word.partial and word.kind != "denial"
                if sound and word.change in changes:
                    yield place.id, replace(word, basis="whole", weight=min(word.weight, rules.whole))


def _wholes(place_id: str, theatre: Theatre) -> Iterator[str]:
    seen = {place_id}
    parent = theatre.places[place_id].parent
    while parent and parent in theatre.places and parent not in seen:
        seen.add(parent)
        yield parent
        parent = theatre.places[parent].parent


def _of_events(
    events: pd.DataFrame, words: Words, theatre: Theatre, rules: Rules
) -> Iterator[tuple[str, Word]]:
    said = {(place, w.report_id) for place, told in words.items() for w in told}
    for row in events.to_dict("records"):
        place_id, report_id = str(row["place_id"]), str(row["report_id"])
        place = theatre.places.get(place_id)
        if place is None or (place_id, report_id) in said:
            continue
        word = _event_word(row, theatre, rules)
        wide = place.kind in WIDE_KINDS and not (
            place.kind in WHOLE_KINDS and word and word.basis == "repelled"
        )
        if word is not None and not wide:
            yield place_id, word


def _event_word(row: dict[Any, Any], theatre: Theatre, rules: Rules) -> Word | None:
    actor, leaving = text_of(row["actor"]), row["event_type"] in LEAVING
    if leaving:
        return None if actor is None else _word(row, None, "withdrawal", rules.implied)
    defender = find_defender(row)
    side = theatre.sides.get(defender or "")
    if side is None or not side.holds_ground:
        return _word(row, "contested", "fighting", rules.implied)
    # A side that says so of itself is believed no more than in what it says it holds.
    told = rules.own if text_of(row["claimant"]) == defender else rules.repelled
    return _word(row, defender, "repelled", min(told, rules.repelled))


def _word(row: dict[Any, Any], holder: str | None, basis: str, weight: float) -> Word:
    day: date = pd.Timestamp(row["day"]).date()
    return Word(
        day=day,
        holder=holder,
        previous=None if holder else text_of(row["actor"]),
        kind="implied",
        weight=weight,
        voice=text_of(row["claimant"]) or str(row["report_id"]),
        change="holds" if holder else "lost",
        partial=False,
        id=str(row["event_id"]),
        report_id=str(row["report_id"]),
        basis=basis,
    )
