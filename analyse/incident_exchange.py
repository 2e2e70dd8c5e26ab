"""Incidents and tolls as files. In: a store. Out: CSV, XLSX, Parquet, JSON Lines, GeoJSON or KML.

python -m store.exchange incidents --format csv|xlsx|parquet|jsonl|geojson|kml [--convention NAME] …
python -m store.exchange casualties --format csv|xlsx|parquet|jsonl [--convention NAME] [--store DIR] …
python -m store.exchange statements --format csv|xlsx|parquet|jsonl [--store DIR] [--out FILE] [--lang fr|en]

`incidents`: one row per incident, with the low, best and high of its killed and injured, its grade and why it
is left out of sums, if it is. `casualties`: one row per incident, kind and victims. `statements`: cumulative
tolls as sources publish them, another measure, which is never added to the others and so has its own file.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

import pandas as pd

from analyse.asides import find_asides
from analyse.bounds import bound_incidents
from analyse.casualties import cumulative_series
from analyse.conventions import CONVENTIONS, STATED, Convention
from analyse.exchange import choose_store
from analyse.grades import grade_incidents
from analyse.incidents import Incidents, merge_incidents
from analyse.origins import name_origins
from analyse.victims import ALL
from store.database import read_table
from store.exchange import About, export_table
from store.ingest import DEFAULT_STORE
from store.messages import StoreError, say
from theatres.pack import PackError, Theatre, list_theatres, load_theatre

TABLES = ("incidents", "casualties", "statements")
FORMATS = ("csv", "xlsx", "parquet", "jsonl", "geojson", "kml")
COUNTED = ("killed", "injured")
STATED_KINDS = ("killed", "injured", "displaced", "captured", "missing", "casualties")
FIGURES = ("low", "best", "high", "open")
Frames = dict[str, pd.DataFrame]


def main(arguments: list[str] | None = None) -> int:
    """Write one of TABLES; 0 when done, 2 when it cannot be."""
    options = _parser().parse_args(arguments)
    try:
        data = _export(options)
        if options.out:
            options.out.write_bytes(data)
    except (StoreError, PackError, OSError) as error:
        print(error.sentence(options.lang) if isinstance(error, StoreError) else error, file=sys.stderr)
        return 2
    if not options.out:
        sys.stdout.buffer.write(data)
    return 0


def make_tables(frames: Frames, theatre: Theatre, convention: Convention = STATED) -> Frames:
    """The TABLES of a store's frames "events", "tolls", "reports", "corrections"; `reconstruction` marks what
    only sample reports tell."""
    found = merge_incidents(frames, theatre)
    origins = name_origins(found, frames, theatre)
    bounds = bound_incidents(found, frames, origins, convention)
    grades = grade_incidents(found, bounds, frames["tolls"], origins).drop(columns="sources")
    statements = {k: cumulative_series(frames["tolls"], frames["reports"], k) for k in STATED_KINDS}
    asides = [
        find_asides(bounds[bounds["kind"] == k], found.incidents, statements[k]).assign(kind=k)
        for k in COUNTED
    ]
    why = pd.concat(asides).drop_duplicates("incident_id").set_index("incident_id")["reason"]
    names = {i: p.names["en"] for i, p in theatre.places.items()}
    rows = found.incidents.assign(place=found.incidents["place_id"].map(names)).merge(
        grades, on="incident_id"
    )
    made = _find_samples(found, frames["reports"])
    rows = rows.assign(left_out=rows["incident_id"].map(why).astype(object))
    rows = rows.assign(reconstruction=rows["incident_id"].map(made))
    told = [s for s in statements.values() if not s.empty]
    return {
        "incidents": rows.join(_spread_figures(bounds), on="incident_id"),
        "casualties": bounds.assign(reconstruction=bounds["incident_id"].map(made)),
        "statements": pd.concat(told, ignore_index=True) if told else statements[COUNTED[0]],
    }


def _find_samples(found: Incidents, reports: pd.DataFrame) -> pd.Series:
    sample = reports.drop_duplicates("report_id").set_index("report_id")["sample"]
    told = found.members["report_id"].map(sample).astype(bool)
    return told.groupby(found.members["incident_id"]).all()


def _spread_figures(bounds: pd.DataFrame) -> pd.DataFrame:
    """The figures of all victims, a column each: killed_low, killed_best, …"""
    wholes = bounds[bounds["victims"] == ALL].set_index("incident_id")
    columns = [wholes.loc[wholes["kind"] == k, list(FIGURES)].add_prefix(f"{k}_") for k in COUNTED]
    return pd.concat(columns, axis=1)


def _export(options: argparse.Namespace) -> bytes:
    store = choose_store(options.store, options.lang)
    frames = {t: read_table(store, t) for t in ("events", "tolls", "reports", "corrections")}
    reports = frames["reports"]
    theatre = load_theatre(reports["theatre_id"].iloc[0] if len(reports) else list_theatres()[0])
    table = make_tables(frames, theatre, CONVENTIONS[options.convention])[options.table]
    notes = {"table": options.table, "rows": str(len(table)), "convention": options.convention}
    notes |= {"reconstruction": say("reconstruction", options.lang)} if reports["sample"].any() else {}
    return export_table(table, options.table, options.format, About(notes=notes, language=options.lang))


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m store.exchange", description="What incidents cost.")
    parser.add_argument("table", choices=TABLES)
    parser.add_argument("--format", required=True, choices=FORMATS, help="format of the file")
    counted = "how vague and rival figures are counted (analyse/conventions.py)"
    parser.add_argument("--convention", choices=tuple(CONVENTIONS), default=STATED.name, help=counted)
    about = f"folder of the store ({DEFAULT_STORE}; while that is empty, the sample)"
    parser.add_argument("--store", type=Path, metavar="DIR", help=about)
    parser.add_argument("--out", type=Path, metavar="FILE", help="file to write; standard output without it")
    parser.add_argument("--lang", choices=("fr", "en"), default="fr", help="language of messages")
    return parser
