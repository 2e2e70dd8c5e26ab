"""How well and how fast mentions become incidents. In: tests/gold/pairs.jsonl, the sample. Out: lines on the
terminal.

python -m benchmarks.incidents [--errors]

A pair names two reports, words of each, and whether they tell of one incident; it is merged where a mention
on the one's words (or else in their sentence) and one on the other's share an incident. Pairs whose words the
extraction read no mention in are counted apart: merging cannot find them. "annotated" merges what annotators
read in the reports they did: merging measured apart from reading; "extracted", what the program read in all.
"""

from __future__ import annotations

import argparse
import json
import random
import statistics
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pandas as pd

from analyse.incidents import Incidents, merge_incidents
from benchmarks.annotated import annotate_frames
from store.database import read_table
from store.ingest import build_sample_store
from store.tables import TABLES
from theatres.pack import Theatre, load_theatre

PAIRS = Path(__file__).parent.parent / "tests" / "gold" / "pairs.jsonl"
EVENTS = 10_000
PER_DAY = 20  # mentions a day: the busiest weeks of the sample's war
DEEDS = ("battle", "shelling", "airstrike", "bombing", "territorial_gain")
TIMES = (1, 2, 4)
ROUNDS = 3
WORDS = ["start", "end", "sentence"]
Row = dict[str, Any]
Frames = dict[str, pd.DataFrame]


@dataclass(frozen=True, slots=True)
class MergeScore:
    """Pairs told right and wrong; `unread` are pairs of one incident with a side no mention was read in."""

    right: int
    gold: int
    predicted: int
    unread: int
    wrong: tuple[str, ...]

    @property
    def precision(self) -> float:
        """Share of the merged pairs that tell of one incident."""
        return self.right / self.predicted if self.predicted else 0.0

    @property
    def recall(self) -> float:
        """Share of the pairs of one incident that were merged, unread ones counted as missed."""
        return self.right / self.gold if self.gold else 0.0

    @property
    def recall_of_read(self) -> float:
        """The same over the pairs both of whose sides were read."""
        return self.right / (self.gold - self.unread) if self.gold > self.unread else 0.0


def read_pairs(path: Path = PAIRS) -> list[Row]:
    """The annotated pairs: incident, a, a_quote, b, b_quote, same."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line]


def read_frames(theatre: Theatre) -> Frames:
    """The tables of the sample as the extraction reads it now."""
    with tempfile.TemporaryDirectory() as folder:
        build_sample_store(theatre, Path(folder))
        return {name: read_table(folder, name) for name in ("reports", "events", "tolls")}


def score_pairs(pairs: list[Row], found: Incidents, frames: Frames) -> MergeScore:
    """How many pairs the incidents tell right; a toll's words count as its mention's."""
    reports = frames["reports"]
    texts = dict(zip(reports["report_id"], reports["text"], strict=True))
    owned = found.members[["incident_id", "toll_ids"]].explode("toll_ids").dropna()
    tolls = frames["tolls"].merge(owned, left_on="toll_id", right_on="toll_ids")
    words = pd.concat([t[["incident_id", "report_id", *WORDS]] for t in (found.members, tolls)])
    mentions = {k: g.to_dict("records") for k, g in words.groupby("report_id")}
    told = [_tell(p, texts, mentions) for p in pairs]
    merged = [bool(a & b) for a, b in told]
    both = list(zip(pairs, merged, strict=True))
    return MergeScore(
        right=sum(p["same"] and m for p, m in both),
        gold=sum(p["same"] for p in pairs),
        predicted=sum(merged),
        unread=sum(p["same"] and not (a and b) for p, (a, b) in zip(pairs, told, strict=True)),
        wrong=tuple(_say(p, m, t) for (p, m), t in zip(both, told, strict=True) if p["same"] != m),
    )


def _tell(pair: Row, texts: dict[str, str], mentions: dict[Any, list[Any]]) -> tuple[set[str], set[str]]:
    """The incidents either side's words are read into."""
    return tuple(_at(texts[pair[s]], pair[f"{s}_quote"], mentions.get(pair[s], [])) for s in "ab")  # type: ignore[return-value]


def _at(text: str, quote: str, mentions: list[Any]) -> set[str]:
    """The incidents of the mentions on the quoted words, or else in their sentence."""
    start = text.index(quote)
    end = start + len(quote)
    on = {m["incident_id"] for m in mentions if m["start"] < end and start < m["end"]}
    spans = [(text.find(m["sentence"]), m) for m in mentions]
    return on or {
        m["incident_id"] for at, m in spans if at < end and start < at + len(m["sentence"]) and at >= 0
    }


def _say(pair: Row, merged: bool, told: tuple[set[str], set[str]]) -> str:
    why = "merged" if merged else "apart" if all(told) else "unread"
    return f"{why:7} {pair['a']:8} {pair['b']:8} {pair['incident']}"


def make_frames(count: int, theatre: Theatre) -> Frames:
    """`count` made-up mentions of a war of ever the same density: happenings told by one to four reports."""
    draw = random.Random(1)  # the same war in every run
    places = [p for p in theatre.places.values() if p.uncertainty_km <= 5]
    rows: dict[str, list[Row]] = {"events": [], "tolls": [], "reports": []}
    while len(rows["events"]) < count:
        day = date(2014, 1, 1) + timedelta(days=draw.randrange(max(count // PER_DAY, 1)))
        told = {"day": day, "place": draw.choice(places), "dead": draw.randrange(1, 60)}
        told |= {"type": draw.choice(DEEDS), "actor": draw.choice(["GNA", "LNA"])}
        for _ in range(draw.randrange(1, 5)):
            _add_mention(rows, told, draw)
    return {n: pd.DataFrame(r, columns=[c.name for c in TABLES[n]]) for n, r in rows.items()}


def _add_mention(rows: dict[str, list[Row]], told: Row, draw: random.Random) -> None:
    """One report of a happening; every other one tells a toll."""
    i, place = len(rows["events"]), told["place"]
    row = {"report_id": f"r{i}", "place_id": place.id, "sentence": f"s{i}", "start": 0, "end": 1}
    row |= {"latitude": place.latitude, "longitude": place.longitude, "uncertainty_km": place.uncertainty_km}
    event = {"event_id": f"e{i}", "event_type": told["type"], "actor": told["actor"], "status": "reported"}
    rows["reports"].append({"report_id": f"r{i}", "text": f"s{i}"})
    rows["events"].append(row | event | {"date_start": told["day"], "date_end": told["day"]})
    if draw.random() < 0.5:
        toll = {"toll_id": f"t{i}", "kind": "killed", "low": told["dead"], "high": told["dead"], "who": "all"}
        rows["tolls"].append(row | toll | {"scope": "incident", "stance": "reports", "qualifier": "exact"})


def time_growth(theatre: Theatre) -> Iterator[str]:
    """Seconds to merge EVENTS mentions, and how 2 and 4 times as many grow against that."""
    seconds = []
    for times in TIMES:
        frames = make_frames(EVENTS * times, theatre)
        seconds.append(statistics.median(_seconds(frames, theatre) for _ in range(ROUNDS)))
    yield f"merge    {EVENTS} events in {seconds[0]:.2f} s"
    ratios = [f"x{k}: {s / (seconds[0] * k):.2f}" for k, s in zip(TIMES, seconds, strict=True)]
    yield "growth   " + "   ".join(ratios) + "   (1.00 is linear)"


def _seconds(frames: Frames, theatre: Theatre) -> float:
    start = time.perf_counter()
    merge_incidents(frames, theatre)
    return time.perf_counter() - start


def run(errors: bool = False) -> None:
    """Print accuracy over the annotated pairs, then speed and growth."""
    theatre = load_theatre("libya_2019")
    for name, frames in (("annotated", annotate_frames(theatre)), ("extracted", read_frames(theatre))):
        known = set(frames["reports"]["report_id"])
        pairs = [p for p in read_pairs() if {p["a"], p["b"]} <= known]
        score = score_pairs(pairs, merge_incidents(frames, theatre), frames)
        print(f"{name}   precision {score.precision:.3f}   recall {score.recall:.3f}", end="")
        print(f"   of those read {score.recall_of_read:.3f}   pairs {score.gold} of {len(pairs)}", end="")
        print(f", unread {score.unread}")
        if errors:
            print("\n".join(score.wrong))
    print("\n".join(time_growth(theatre)))


if __name__ == "__main__":
    parser = argparse.ArgumentParser(prog="python -m benchmarks.incidents", description=__doc__)
    parser.add_argument("--errors", action="store_true", help="list each pair told wrong")
    run(parser.parse_args().errors)
