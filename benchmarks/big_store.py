"""A store as large as asked, made of the sample. In: a number of events, a folder. Out: the store, written.

`python -m benchmarks.big_store 100000 DIR` copies the sample's reports through the store's own writing path,
one toll for five events. Every copy has ids, days, places, sides and figures of its own, and its number
stands before each sentence, so that no two share a sentence and every span still holds its exact words.
"""

from __future__ import annotations

import argparse
import random
from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pandas as pd

from store.database import STORED, Rows, read_table, writing
from store.ingest import build_sample_store
from theatres.pack import Theatre, load_theatre

EVENTS_PER_TOLL = 5  # the aim speaks of 100,000 events and 20,000 tolls
YEARS = 10  # a long war: 100,000 events make 27 a day, as the busiest weeks of the sample
BATCH = 20  # copies of the sample between two writes: 20,000 events, some 300 MB of rows
SEED = 3  # the same store at each run
MARK = "[0000000] "  # replaced by the number of the copied report, of the same width
SPANNED = ("events", "tolls", "claims")
SIDES = {"events": ("actor", "target"), "claims": ("holder", "previous"), "tolls": ("who",)}
IDS = {
    "reports": "report_id",
    "events": "event_id",
    "tolls": "toll_id",
    "claims": "claim_id",
    "gaps": "gap_id",
}
Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Copied:
    """One report of the sample with its rows, marks in its text, spans moved accordingly."""

    rows: Rows


def make_store(events: int, root: Path, theatre: Theatre) -> int:
    """Write a store of at least so many events; returns how many there are."""
    sample = read_copies(theatre)
    per_copy = sum(len(c.rows["events"]) for c in sample)
    copies = -(-events // per_copy)
    draw = random.Random(SEED)
    with writing(root) as writer:
        for first in range(0, copies, BATCH):
            wanted = range(first, min(first + BATCH, copies))
            writer.write(
                join_rows(copy_report(c, (n, i), theatre, draw) for n in wanted for i, c in enumerate(sample))
            )
        writer.publish()
    return copies * per_copy


def read_copies(theatre: Theatre) -> list[Copied]:
    """The sample's reports, each with its rows, tolls thinned to one for EVENTS_PER_TOLL events."""
    with TemporaryDirectory() as folder:
        build_sample_store(theatre, Path(folder))
        frames = {name: read_table(folder, name) for name in STORED}
    tolls = len(frames["events"]) // EVENTS_PER_TOLL
    frames["tolls"] = frames["tolls"].sample(tolls, random_state=SEED).sort_index()
    known = set(frames["tolls"]["toll_id"])
    told = frames["events"]["toll_ids"].map(lambda ids: [i for i in ids if i in known])
    frames["events"] = frames["events"].assign(toll_ids=told)
    rows = {name: _by_report(frame) for name, frame in frames.items()}
    return [mark_report({n: rows[n].get(i, []) for n in STORED}) for i in rows["reports"]]


def _by_report(frame: pd.DataFrame) -> dict[str, list[Row]]:
    plain = frame.astype(object).where(frame.notna(), None)
    days = [
        c
        for c in map(str, frame.columns)
        if pd.api.types.is_datetime64_any_dtype(frame[c]) and c != "ingested_at"
    ]
    found: dict[str, list[Row]] = {}
    for row in plain.to_dict("records"):
        told = {str(k): v for k, v in row.items()}
        told |= {c: told[c].date() for c in days if told[c] is not None}
        found.setdefault(told["report_id"], []).append(told)
    return found


def mark_report(rows: Rows) -> Copied:
    """A report with a mark before each sentence some row rests on."""
    text = rows["reports"][0]["text"]
    starts = {text.find(r["sentence"]) for n in SPANNED for r in rows[n]}
    cuts = sorted(starts - {-1} | {0})
    parts = [text[a:b] for a, b in zip(cuts, [*cuts[1:], len(text)], strict=True)]
    marked = "".join(MARK + p for p in parts)
    moved = {n: [_move(r, cuts, marked) if "start" in r else r for r in rows[n]] for n in STORED}
    for name in SPANNED:
        for row in moved[name]:
            row["sentence"] = _sentence(row["sentence"], text, cuts, marked)
    moved["reports"] = [{**rows["reports"][0], "text": marked}]
    return Copied(moved)


def _move(row: Row, cuts: list[int], text: str) -> Row:
    """A row with its span where the same characters now stand."""
    start, end = _shift(row["start"], cuts), _shift(row["end"] - 1, cuts) + 1
    return {**row, "start": start, "end": end, **({"quote": text[start:end]} if "quote" in row else {})}


def _sentence(sentence: str, text: str, cuts: list[int], marked: str) -> str:
    at = text.find(sentence)
    if at < 0:
        return sentence
    return marked[_shift(at, cuts) - len(MARK) : _shift(at + len(sentence) - 1, cuts) + 1]


def _shift(at: int, cuts: list[int]) -> int:
    return at + len(MARK) * bisect_left(cuts, at + 1)


def join_rows(copies: Iterable[Rows]) -> Rows:
    """The rows of several reports, by table."""
    joined: Rows = {name: [] for name in STORED}
    for rows in copies:
        for name, more in rows.items():
            joined[name] += more
    return joined


def copy_report(copied: Copied, number: tuple[int, int], theatre: Theatre, draw: random.Random) -> Rows:
    """One report under a number of its own, on other days, and half its rows elsewhere and of other sides."""
    tag = f"[{number[0] * 1000 + number[1]:07d}] "  # the sample has fewer than a thousand reports
    shift = timedelta(days=draw.randrange(365 * YEARS))
    return {
        name: [_vary(_copy(row, tag, shift), name, theatre, draw) for row in rows]
        for name, rows in copied.rows.items()
    }


def _copy(row: Row, tag: str, shift: timedelta) -> Row:
    number = tag[1:-2]
    told = dict(row)
    for key, value in row.items():
        if isinstance(value, str) and MARK in value:
            told[key] = value.replace(MARK, tag)
        elif type(value) is date:
            told[key] = value + shift
    for column in IDS.values():
        if column in told:
            told[column] = f"{told[column]}{number}"
    if "toll_ids" in told:
        told["toll_ids"] = [f"{i}{number}" for i in told["toll_ids"]]
    return told


def _vary(row: Row, name: str, theatre: Theatre, draw: random.Random) -> Row:
    if name not in SPANNED or draw.random() < 0.5:
        return row
    if row["place_id"]:
        place = draw.choice(list(theatre.places.values()))
        row |= {"place_id": place.id, "place_name": place.names.get("en", place.id)}
        row |= {
            "latitude": place.latitude,
            "longitude": place.longitude,
            "uncertainty_km": place.uncertainty_km,
        }
    sides = list(theatre.sides)
    row |= {c: draw.choice(sides) for c in SIDES[name] if row[c] in theatre.sides}
    if name == "tolls" and row["low"] and row["high"]:
        more = draw.randrange(1, 5)
        row |= {"low": row["low"] * more, "high": row["high"] * more}
    return row


def main() -> None:
    """Write the store asked for."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.big_store", description=__doc__)
    parser.add_argument("events", type=int, help="events at least")
    parser.add_argument("folder", type=Path, help="folder of the store, made where there is none")
    asked = parser.parse_args()
    print(make_store(asked.events, asked.folder, load_theatre("libya_2019")), "events")


if __name__ == "__main__":
    main()
