"""Tables out of a store, and back. In: a frame and a format. Out: bytes, or the same frame.

python -m store.exchange TABLE --format csv|xlsx|parquet|jsonl|geojson|kml|acled|hxl [--store DIR]
    [--out FILE] [--faction SIDE] [--from DAY] [--to DAY] [--type TYPE] [--place PLACE] [--status STATUS]
python -m store.exchange control|front_line --at DAY --format csv|jsonl|geojson [--store DIR] [--out FILE]
python -m store.exchange incidents|casualties|statements --format FORMAT [--convention NAME] [--store DIR] …

The last five are worked out by a later stage, which `store` must not import: the command finds it by the name
in DERIVED when it is asked for them, and hands the arguments over.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from pkgutil import resolve_name

import pandas as pd

from store import flat
from store.cells import add_reports
from store.crosswalk import Sides, make_acled, write_acled, write_hxl
from store.database import read_table
from store.ingest import DEFAULT_STORE
from store.layers import write_geojson, write_kml
from store.messages import StoreError, say
from store.selection import Selection, select_rows
from store.sheets import write_xlsx
from store.tables import TABLES, TableError
from theatres.pack import PackError, Theatre, load_theatre

DERIVED = {
    **dict.fromkeys(("control", "front_line"), "analyse.exchange:main"),
    **dict.fromkeys(("incidents", "casualties", "statements"), "analyse.incident_exchange:main"),
}
_READERS = {"csv": flat.read_csv, "jsonl": flat.read_jsonl, "parquet": flat.read_parquet}


@dataclass(frozen=True, slots=True)
class About:
    """What a file says about itself, and the frames its rows refer to.

    `notes` are pairs of a word and its value (title, filters, versions, "reconstruction"…), written into the
    formats that can hold them. `bom` and `delimiter` shape the CSV.
    """

    notes: dict[str, str] = field(default_factory=dict)
    reports: pd.DataFrame | None = None
    tolls: pd.DataFrame | None = None
    theatre: Theatre | None = None
    language: str = "fr"
    bom: bool = False
    delimiter: str = ","


# (file ending, media type) by format
FILES = {
    "csv": (".csv", "text/csv"),
    "xlsx": (".xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    "parquet": (".parquet", "application/vnd.apache.parquet"),
    "jsonl": (".jsonl", "application/jsonl"),
    "geojson": (".geojson", "application/geo+json"),
    "kml": (".kml", "application/vnd.google-earth.kml+xml"),
    "acled": (".acled.csv", "text/csv"),
    "hxl": (".hxl.csv", "text/csv"),
}
FORMATS = tuple(FILES)


def export_table(frame: pd.DataFrame, table: str, fmt: str, about: About | None = None) -> bytes:
    """A frame as a file in one of FORMATS; raises StoreError where the format has no place for that table.

    With `about.reports` each row also tells its outlet, its report's date and address, and whether it is a
    reconstruction.
    """
    about = about or About()
    if fmt not in _WRITERS:
        raise StoreError("no_format", found=fmt, known=", ".join(FORMATS))
    if about.reports is not None and fmt != "acled":
        frame = add_reports(frame, about.reports)
    return _WRITERS[fmt](frame, table, about)


def read_exchange(data: bytes, table: str, fmt: str) -> pd.DataFrame:
    """The frame of a file `export_table` wrote as csv, jsonl or parquet, in the kinds of `read_table`."""
    if fmt not in _READERS:
        raise StoreError("no_format", found=fmt, known=", ".join(_READERS))
    return _READERS[fmt](data, table)


def sides_of(theatre: Theatre | None) -> Sides:
    """English names of a theatre's sides, and those whose own actor is a state."""
    if theatre is None:
        return Sides()
    names = {s.id: s.names.get("en", s.id) for s in theatre.sides.values()}
    heads = {s: theatre.actors.get(s.lower()) for s in names}
    return Sides(names, {s for s, actor in heads.items() if actor and actor.kind == "state"})


def _acled(frame: pd.DataFrame, table: str, about: About) -> bytes:
    if table != "events":
        raise StoreError("acled_events", table=table)
    return write_acled(frame, *_beside(about), sides_of(about.theatre))


def _beside(about: About) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Reports and tolls, empty where the caller gave none."""
    given = {"reports": about.reports, "tolls": about.tolls}
    empty = {t: pd.DataFrame(columns=[c.name for c in TABLES[t]]) for t in given}
    reports, tolls = (empty[t] if f is None else f for t, f in given.items())
    return reports, tolls


def _reports(frame: pd.DataFrame, about: About) -> pd.DataFrame:
    """The reports the rows come from."""
    reports, _ = _beside(about)
    return reports[reports["report_id"].isin(frame["report_id"])] if "report_id" in frame else reports


_WRITERS: dict[str, Callable[[pd.DataFrame, str, About], bytes]] = {
    "csv": lambda frame, table, about: flat.write_csv(frame, table, about.delimiter, about.bom),
    "xlsx": lambda frame, table, about: write_xlsx(
        frame, table, (about.notes, _reports(frame, about)), about.language
    ),
    "parquet": lambda frame, table, about: flat.write_parquet(frame, table, about.notes),
    "jsonl": lambda frame, table, about: flat.write_jsonl(frame, table),
    "geojson": lambda frame, table, about: write_geojson(frame, table, about.notes),
    "kml": lambda frame, table, about: write_kml(frame, table, about.notes),
    "acled": _acled,
    "hxl": lambda frame, table, about: write_hxl(frame, table, about.bom),
}


def main(arguments: list[str] | None = None) -> int:
    """Write the table asked for to a file or the standard output; 0 when done, 2 when it cannot be."""
    given = sys.argv[1:] if arguments is None else arguments
    if given and given[0] in DERIVED:
        return int(resolve_name(DERIVED[given[0]])(given))
    options = _parser().parse_args(given)
    try:
        data = _export(options)
        if options.out:
            options.out.write_bytes(data)
    except (StoreError, TableError, PackError, OSError) as error:
        print(error.sentence(options.lang) if isinstance(error, StoreError) else error, file=sys.stderr)
        return 2
    if not options.out:
        sys.stdout.buffer.write(data)
    return 0


def _export(options: argparse.Namespace) -> bytes:
    if options.format in ("xlsx", "parquet") and not options.out and sys.stdout.isatty():
        raise StoreError("needs_out", fmt=options.format)
    asked = Selection(
        tuple(options.faction),
        options.start,
        options.end,
        tuple(options.type),
        tuple(options.place),
        tuple(options.status),
    )
    frame = select_rows(read_table(options.store, options.table), options.table, asked)
    reports, tolls = (read_table(options.store, t) for t in ("reports", "tolls"))
    used = reports[reports["report_id"].isin(frame["report_id"])] if "report_id" in frame else reports
    about = About(
        notes=_notes(options, asked, len(frame), used),
        reports=reports,
        tolls=tolls,
        theatre=load_theatre(used["theatre_id"].iloc[0]) if len(used) else None,
        language=options.lang,
        bom=options.bom,
        delimiter=options.delimiter,
    )
    _warn_left_out(frame, options, about)
    return export_table(frame, options.table, options.format, about)


def _notes(options: argparse.Namespace, asked: Selection, rows: int, reports: pd.DataFrame) -> dict[str, str]:
    versions = {n: ", ".join(sorted(reports[n].unique())) for n in ("extractor_version", "theatre_version")}
    notes = (
        {"table": options.table, "rows": str(rows), "reports": str(len(reports))} | asked.told() | versions
    )
    sample = {"reconstruction": say("reconstruction", options.lang)} if reports["sample"].any() else {}
    return {k: v for k, v in (notes | sample).items() if v}


def _warn_left_out(frame: pd.DataFrame, options: argparse.Namespace, about: About) -> None:
    if options.format == "acled" and options.table == "events":
        left_out = make_acled(frame, *_beside(about), sides_of(about.theatre)).attrs["left_out"]
        if left_out:
            print(say("left_out", options.lang, n=left_out, total=len(frame)), file=sys.stderr)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m store.exchange", description="Write a table of a store.")
    parser.add_argument("table", choices=list(TABLES), metavar="TABLE", help=", ".join([*TABLES, *DERIVED]))
    parser.add_argument("--format", required=True, choices=FORMATS, help="format of the file")
    parser.add_argument(
        "--store", type=Path, default=DEFAULT_STORE, metavar="DIR", help="folder of the store"
    )
    parser.add_argument("--out", type=Path, metavar="FILE", help="file to write; standard output without it")
    for name in ("faction", "type", "place", "status"):
        parser.add_argument(
            f"--{name}", action="append", default=[], help="keep rows with it; may be repeated"
        )
    for name, dest in (("--from", "start"), ("--to", "end")):
        parser.add_argument(name, dest=dest, type=date.fromisoformat, metavar="DAY", help="as in 2019-05-08")
    parser.add_argument("--bom", action="store_true", help="CSV that spreadsheets read as UTF-8")
    parser.add_argument(
        "--delimiter", default=",", choices=(",", ";", "\t"), help="between the cells of a CSV"
    )
    parser.add_argument("--lang", choices=("fr", "en"), default="fr", help="language of messages and sheets")
    return parser


if __name__ == "__main__":
    sys.exit(main())
