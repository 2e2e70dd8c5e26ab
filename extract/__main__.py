"""Reads reports at the command line. In: files. Out: a table for people, or JSON Lines for programs.

python -m extract [--jsonl] [--theatre ID] [--published DATE] [--reports FILE.jsonl] FILE...
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from extract.documents import Problem, read_documents
from extract.jsonl import to_json
from extract.lines import parse_published, read_each
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
        for found in read_documents(Path(name)):
            yield name, _dated(found, published) if isinstance(found, Report) else _error(found)
    for name in lists:
        try:
            yield from ((f.report_id if isinstance(f, Report) else name, f) for f in read_each(Path(name)))
        except OSError as error:
            yield name, error


def _dated(report: Report, published: When) -> Report:
    undated = report.published.start is None and report.published.end is None
    return replace(report, published=published) if undated else report


def _error(problem: Problem) -> ValueError:
    details = ", ".join(f"{key} {value}" for key, value in problem.values.items())
    return ValueError(f"{problem.code}{f' ({details})' if details else ''}")


if __name__ == "__main__":
    sys.exit(main())
