"""How right the map is: python -m benchmarks.front. In: the sample, tests/gold/*/control_facts.csv (dated
statements of who took or held a place, with their addresses). Out: docs/front_accuracy.json, for Méthode.

A probe is a place, a day and who held it then: each statement whose day is stated, on that day; and the
holder before it, the day before. Four ways to answer:
read: all that the sample's reports say.
hidden: without the last claim on the place before that day.
neighbours: without anything on the place, from the places around (`analyse.neighbours`).
pack: without any claim, from the theatre pack alone: what the others must beat.

The sample's reports were written from the same published statements, so `read` tells how much of them comes
back through reading and rules, not how the map does on a war nobody has written up. The weights of the rules
were chosen with the same facts in view; `left_out` is of places that had no part in fitting `trust`.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pandas as pd

from analyse.control import ControlTimeline, build_timeline
from analyse.control_rules import read_rules
from analyse.neighbours import guess_holder
from benchmarks.calibration import Stated, calibrate, leave_out
from store.database import read_table
from store.ingest import ensure_sample_store
from theatres.pack import Theatre, load_theatre

ROOT = Path(__file__).parent.parent
PATH = ROOT / "docs" / "front_accuracy.json"
FACTS = ROOT / "tests" / "gold"
THEATRE = "libya_2019"
# Days known only to a month or a year prove nothing about a day.
DATED = ("stated", "inferred", "published")
# The ways whose confidence the map shows: fitted together.
SHOWN = ("read", "hidden")


@dataclass(frozen=True, slots=True)
class Probe:
    """Who held a place on a day: a side or "contested"."""

    place_id: str
    day: date
    holder: str


@dataclass(frozen=True, slots=True)
class Answer:
    """What the map says to a probe; `holder` None where it does not know."""

    probe: Probe
    holder: str | None
    confidence: float

    @property
    def right(self) -> bool:
        """The side or the dispute is the one of the probe."""
        return self.holder == self.probe.holder


@dataclass(frozen=True, slots=True)
class Frames:
    """The sample's tables."""

    claims: pd.DataFrame
    events: pd.DataFrame
    reports: pd.DataFrame


def read_probes(theatre_id: str = THEATRE) -> list[Probe]:
    """The probes of a theatre, oldest first; a day on which statements disagree is left out."""
    with (FACTS / theatre_id / "control_facts.csv").open(encoding="utf-8", newline="") as lines:
        rows = [r for r in csv.DictReader(lines) if r["date_basis"] in DATED and r["status"] == "reported"]
    told: dict[tuple[str, date], set[str]] = {}
    for row in rows:
        day = date.fromisoformat(row["date"])
        told.setdefault((row["place_id"], day), set()).add(row["holder_after"])
    for row in rows:
        eve = (row["place_id"], date.fromisoformat(row["date"]) - timedelta(days=1))
        if row["holder_before"] and eve not in told:
            told[eve] = {row["holder_before"]}
    for before, after in pairwise(sorted(rows, key=lambda r: (r["place_id"], r["date"]))):
        told |= _between(before, after)
    probes = [Probe(p, d, *h) for (p, d), h in told.items() if len(h) == 1]
    return sorted(probes, key=lambda p: (p.day, p.place_id))


def _between(before: dict[str, str], after: dict[str, str]) -> dict[tuple[str, date], set[str]]:
    """The day halfway between two statements that agree on who held the place from one to the other."""
    if before["place_id"] != after["place_id"] or before["holder_after"] != after["holder_before"]:
        return {}
    start, end = (date.fromisoformat(r["date"]) for r in (before, after))
    # Closer together, the day halfway is the eve of one or the day of the other.
    if (end - start).days < 4:
        return {}
    return {(before["place_id"], start + (end - start) // 2): {before["holder_after"]}}


def answer_all(probes: Sequence[Probe], frames: Frames, theatre: Theatre) -> dict[str, list[Answer]]:
    """The answers to every probe, by the way they were found."""
    read = build_timeline(frames.claims, theatre, frames.events, frames.reports)
    pack = build_timeline(frames.claims.head(0), theatre)
    return {
        "read": [_look_up(p, read) for p in probes],
        "hidden": [a for p in probes if (a := _without_last(p, frames, theatre)) is not None],
        "neighbours": [_from_around(p, frames, theatre) for p in probes],
        "pack": [_look_up(p, pack) for p in probes],
    }


def _look_up(probe: Probe, timeline: ControlTimeline) -> Answer:
    hold = timeline.at(probe.place_id, probe.day) if probe.place_id in timeline.stories else None
    if hold is None:
        return Answer(probe, None, 0.0)
    holder = "contested" if hold.state == "contested" else hold.holder
    return Answer(probe, holder, timeline.weigh(probe.place_id, hold, probe.day))


def _without_last(probe: Probe, frames: Frames, theatre: Theatre) -> Answer | None:
    claims = frames.claims
    days = claims["date_end"].fillna(claims["report_id"].map(_published(frames.reports)))
    told = claims["place_id"].eq(probe.place_id) & days.le(pd.Timestamp(probe.day))
    if not told.any():
        return None
    last = days[told].max()
    kept = replace(frames, claims=claims[~(told & days.eq(last))])
    return _look_up(probe, build_timeline(kept.claims, theatre, kept.events, kept.reports))


def _from_around(probe: Probe, frames: Frames, theatre: Theatre) -> Answer:
    others = replace(
        frames,
        claims=frames.claims[frames.claims["place_id"].ne(probe.place_id)],
        events=frames.events[frames.events["place_id"].ne(probe.place_id)],
    )
    starts = tuple(s for s in theatre.control_start if s.place_id != probe.place_id)
    blind = replace(theatre, control_start=starts)
    timeline = build_timeline(others.claims, blind, others.events, others.reports)
    guess = guess_holder(timeline, probe.day, theatre.places[probe.place_id])
    return Answer(probe, guess.holder, guess.confidence)


def _published(reports: pd.DataFrame) -> pd.Series:
    return reports.drop_duplicates("report_id").set_index("report_id")["published_end"]


def tally(answers: Iterable[Answer]) -> dict[str, Any]:
    """How many probes, how many answered, how many right; the same for probes of a side's hold alone."""
    given = list(answers)
    held = [a for a in given if a.probe.holder != "contested"]
    return {
        "probes": len(given),
        "answered": sum(a.holder is not None for a in given),
        "right": sum(a.right for a in given),
        "held_probes": len(held),
        "held_right": sum(a.right for a in held),
    }


def state(answers: Iterable[Answer]) -> list[Stated]:
    """The answers given, as calibration takes them."""
    return [Stated(a.probe.place_id, a.confidence, a.right) for a in answers if a.holder is not None]


def measure() -> dict[str, Any]:
    """The tallies and the calibration of every way to answer."""
    theatre = load_theatre(THEATRE)
    with TemporaryDirectory() as folder:
        store = ensure_sample_store(theatre, Path(folder))
        frames = Frames(*(read_table(store, t) for t in ("claims", "events", "reports")))
    probes, rules = read_probes(), read_rules(theatre)
    answers = answer_all(probes, frames, weigh_plainly(theatre))
    stated = {way: state(given) for way, given in answers.items()}
    return {
        "day": date.today().isoformat(),
        "places": len({p.place_id for p in probes}),
        "ways": {way: tally(given) for way, given in answers.items()},
        "trust": rules.trust,
        "calibration": {
            **{way: calibrate(a.tempered(rules.trust) for a in stated[way]) for way in SHOWN},
            "neighbours": calibrate(
                a.tempered(rules.trust * rules.guess_trust) for a in stated["neighbours"]
            ),
        },
        "left_out": leave_out({way: stated[way] for way in SHOWN}),
        "left_out_neighbours": leave_out({"neighbours": stated["neighbours"]}),
    }


def weigh_plainly(theatre: Theatre) -> Theatre:
    """The theatre, its words weighed as if each spoke for itself: what is fitted must not be in it."""
    rules = {**theatre.settings.get("control", {}), "trust": 1.0, "guess_trust": 1.0}
    return replace(theatre, settings={**theatre.settings, "control": rules})


if __name__ == "__main__":
    found = measure()
    PATH.write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")
    print(json.dumps({k: found[k] for k in ("ways", "left_out")}, indent=1))
