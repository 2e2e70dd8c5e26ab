"""Who held what, and the front, as files. In: a store, a day. Out: CSV, JSON Lines or GeoJSON.

python -m store.exchange control --at DAY --format csv|jsonl|geojson [--store DIR] [--out FILE] [--lang fr|en]
python -m store.exchange front_line --at DAY --format geojson|csv|jsonl …

`control` is one row per place: place, holder (a side, "contested", or nothing where unknown), confidence,
since, claims (ids, the latest last), then state, rival, age_days and place_id. `front_line` is one row per
stretch, as `analyse.front_line` tells it.
"""

from __future__ import annotations

import argparse
import json
import sys
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd

from analyse.control import ControlTimeline, build_timeline, control_on
from analyse.control_rules import RulesError
from analyse.front_line import front_geojson, front_line_on
from store.database import read_table
from store.ingest import DEFAULT_STORE, ensure_sample_store, sample_folder
from store.messages import StoreError, say
from store.snapshots import current
from theatres.pack import PackError, Theatre, list_theatres, load_theatre

FORMATS = ("csv", "jsonl", "geojson")
SHOWN = ["place", "holder", "confidence", "since", "claims", "state", "rival", "age_days", "place_id"]


def main(arguments: list[str] | None = None) -> int:
    """Write the control or the front of a day; 0 when done, 2 when it cannot be."""
    options = _parser().parse_args(arguments)
    try:
        data = _export(options)
        if options.out:
            options.out.write_bytes(data)
    except (StoreError, PackError, RulesError, OSError) as error:
        print(error.sentence(options.lang) if isinstance(error, StoreError) else error, file=sys.stderr)
        return 2
    if not options.out:
        sys.stdout.buffer.write(data)
    return 0


def read_timeline(store: Path, theatre: Theatre | None = None) -> ControlTimeline:
    """The timeline of a store; the theatre is that of its reports where none is given."""
    claims, events, reports = (read_table(store, t) for t in ("claims", "events", "reports"))
    if theatre is None:
        theatre = load_theatre(reports["theatre_id"].iloc[0] if len(reports) else list_theatres()[0])
    return build_timeline(claims, theatre, events, reports)


def table_control(day: date, timeline: ControlTimeline) -> pd.DataFrame:
    """The control of a day as it leaves: columns SHOWN, in order of place."""
    frame = control_on(day, timeline)
    names = {i: p.names["en"] for i, p in timeline.theatre.places.items()}
    contested = frame["state"].eq("contested")
    shown = frame.assign(
        place=frame["place_id"].map(lambda i: names.get(i, i)),
        holder=frame["holder"].mask(contested, "contested"),
        claims=frame["claim_ids"].map(";".join),
        age_days=frame["age_days"].astype("Int64"),
    )
    return shown[SHOWN].sort_values("place", ignore_index=True)


def write_control(day: date, timeline: ControlTimeline, fmt: str) -> bytes:
    """The control of a day in one of FORMATS."""
    table = table_control(day, timeline)
    if fmt == "geojson":
        return _dump(
            {"type": "FeatureCollection", "day": day.isoformat(), "features": _points(table, timeline)}
        )
    return _rows(table, fmt)


def write_front(day: date, timeline: ControlTimeline, fmt: str) -> bytes:
    """The front of a day in one of FORMATS; in a table the line is a WKT LINESTRING."""
    front = front_line_on(day, timeline)
    if fmt == "geojson":
        return _dump(front_geojson(front, day))
    drawn = front["line"].map(lambda line: f"LINESTRING ({', '.join(f'{x} {y}' for x, y in line)})")
    lists = {c: front[c].map(";".join) for c in ("place_ids", "claim_ids")}
    return _rows(front.assign(line=drawn, **lists, age_days=front["age_days"].astype("Int64")), fmt)


def _rows(table: pd.DataFrame, fmt: str) -> bytes:
    if fmt == "csv":
        return table.to_csv(index=False, lineterminator="\n").encode("utf-8")
    lines = (json.dumps(_bare(r), ensure_ascii=False, default=str) for r in table.to_dict("records"))
    return "".join(f"{line}\n" for line in lines).encode("utf-8")


def _points(table: pd.DataFrame, timeline: ControlTimeline) -> list[dict[str, Any]]:
    places = timeline.theatre.places
    return [
        {
            "type": "Feature",
            "id": row["place_id"],
            "geometry": {"type": "Point", "coordinates": [place.longitude, place.latitude]},
            "properties": {**_bare(row), "uncertainty_km": place.uncertainty_km},
        }
        for row in table.to_dict("records")
        if (place := places.get(str(row["place_id"]))) is not None
    ]


def _bare(row: dict[Any, Any]) -> dict[str, Any]:
    """A row without pandas' ways to say that a value is missing."""
    return {str(k): None if pd.isna(v) else v for k, v in row.items()}


def _dump(found: dict[str, Any]) -> bytes:
    return (json.dumps(found, ensure_ascii=False, default=str) + "\n").encode("utf-8")


def _export(options: argparse.Namespace) -> bytes:
    store = choose_store(options.store, options.lang)
    timeline = read_timeline(store)
    write = write_control if options.table == "control" else write_front
    return write(options.at, timeline, options.format)


def choose_store(asked: Path | None, language: str) -> Path:
    """The store asked for, else the reader's own; while that is empty the sample, and it is said so."""
    if asked is not None:
        return asked
    if current(DEFAULT_STORE) is not None and len(read_table(DEFAULT_STORE, "reports")):
        return DEFAULT_STORE
    theatre = load_theatre(list_theatres()[0])
    print(say("reconstruction", language), file=sys.stderr)
    return ensure_sample_store(theatre, DEFAULT_STORE.parent / sample_folder(theatre.id))


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m store.exchange", description="Who held what on a day.")
    parser.add_argument("table", choices=("control", "front_line"))
    parser.add_argument(
        "--at", required=True, type=date.fromisoformat, metavar="DAY", help="as in 2020-06-11"
    )
    parser.add_argument("--format", required=True, choices=FORMATS, help="format of the file")
    about = f"folder of the store ({DEFAULT_STORE}; while that is empty, the sample)"
    parser.add_argument("--store", type=Path, metavar="DIR", help=about)
    parser.add_argument("--out", type=Path, metavar="FILE", help="file to write; standard output without it")
    parser.add_argument("--lang", choices=("fr", "en"), default="fr", help="language of messages")
    return parser
