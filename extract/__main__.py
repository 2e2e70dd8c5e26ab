"""Reads reports at the command line. In: files. Out: a table for people, or JSON Lines for programs.

python -m extract [--jsonl] [--theatre ID] [--published DATE] [--reports FILE.jsonl] FILE...
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator
from pathlib import Path

from extract.jsonl import to_json
from extract.lines import parse_published, plain_report, read_lines
from extract.pipeline import extract_report
from extract.records import Report, When
from extract.table import draw_table
from theatres.pack import PackError, load_theatre

Read = tuple[str, Report | Exception]


def main(arguments: list[str] | None = None) -> int:
    """Reads what the arguments name; 0 when all could be read, 1 when some could not, 2 if wrong."""
    options = _parser().parse_args(arguments)
    if not options.files and not options.reports:
        _parser().error("name at least one file, or --reports FILE.jsonl")
    try:
        theatre = load_theatre(options.theatre)
        published = parse_published(options.published)
    except (PackError, ValueError, OSError) as error:
        print(error, file=sys.stderr)
        return 2
    failed = 0
    for name, report in _reports(options.files, options.reports, published):
        if isinstance(report, Exception):
            failed += 1
            print(f"{name}: {report}", file=sys.stderr)
            continue
        found = extract_report(report, theatre)
        row = to_json(found, theatre)
        print(json.dumps(row, ensure_ascii=False) if options.jsonl else draw_table(name, row, found))
    return 1 if failed else 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m extract", description="Tolls, events and control of reports."
    )
    parser.add_argument("files", nargs="*", metavar="FILE", help="a report")
    parser.add_argument(
        "--reports", action="append", default=[], metavar="FILE.jsonl", help="many reports, one a line"
    )
    parser.add_argument("--jsonl", action="store_true", help="one JSON object per report instead of a table")
    parser.add_argument("--theatre", default="libya_2019", metavar="ID", help="folder of theatres/")
    parser.add_argument(
        "--published", metavar="DATE", help="when the files were published: 2019, 2019-05, 2019-05-08"
    )
    return parser


def _reports(files: list[str], lists: list[str], published: When) -> Iterator[Read]:
    for name in files:
        yield name, _read_file(Path(name), published)
    for name in lists:
        try:
            yield from ((r.report_id, r) for r in read_lines(Path(name)))
        except (OSError, ValueError) as error:
            yield name, error


def _read_file(path: Path, published: When) -> Report | Exception:
    try:
        return plain_report(path.read_text(encoding="utf-8"), published)
    except (OSError, ValueError) as error:
        return error


if __name__ == "__main__":
    sys.exit(main())
