"""Reports of a JSON Lines file and dates as people write them. In: lines of JSON, text. Out: Reports,
intervals.

Each line is {"id", "lang", "published", "text"}; `published` may be a day, a month, a year or null.
"""

from __future__ import annotations

import calendar
import hashlib
import json
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from extract.language import detect_language
from extract.records import Report, When

UNDATED = When(None, None, "open", "published")
_DATE = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?(?:[T ].*)?$")


def parse_published(text: str | None) -> When:
    """The interval of "2019", "2019-05" or "2019-05-08" (a time of day is dropped); raises ValueError
    otherwise.
    """
    if not text:
        return UNDATED
    found = _DATE.match(text.strip())
    if not found:
        raise ValueError(f"date {text!r}: expected YYYY, YYYY-MM or YYYY-MM-DD, as in 2019-05-08")
    year, month, day = (int(g) if g else None for g in found.groups())
    return _interval(year or 0, month, day)


def _interval(year: int, month: int | None, day: int | None) -> When:
    if month is None:
        return When(date(year, 1, 1), date(year, 12, 31), "year", "published")
    if day is None:
        last = calendar.monthrange(year, month)[1]
        return When(date(year, month, 1), date(year, month, last), "month", "published")
    return When(date(year, month, day), date(year, month, day), "day", "published")


def hash_report(outlet_id: str | None, text: str) -> str:
    """The id of a report that came without one: the same text of the same outlet is the same report."""
    return hashlib.sha256(f"{outlet_id or ''}\n{text}".encode("utf-8", "replace")).hexdigest()[:16]


def plain_report(text: str, published: When = UNDATED) -> Report:
    """A report of a bare text, its language found from its words."""
    return Report(hash_report(None, text), text, detect_language(text), published)


def read_lines(path: Path) -> Iterator[Report]:
    """The reports of a JSON Lines file; a line that cannot be read raises ValueError naming file and line."""
    for found in read_each(path):
        if isinstance(found, ValueError):
            raise found
        yield found


def read_each(path: Path) -> Iterator[Report | ValueError]:
    """The report of each line, or what is wrong with that line; the others are still read."""
    with path.open(encoding="utf-8", errors="replace") as lines:
        for number, line in enumerate(lines, start=1):
            if line.strip():
                yield _read_line(line, f"{path}, line {number}")


def _read_line(line: str, where: str) -> Report | ValueError:
    try:
        return _report(json.loads(line))
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        what = f"no {error}" if isinstance(error, KeyError) else str(error)
        return ValueError(f"{where}: {what}")


def _report(row: dict[str, Any]) -> Report:
    text = row["text"]
    if not isinstance(text, str):
        raise ValueError(f"text is {type(text).__name__}, expected a string")
    language = row.get("lang") or row.get("language") or detect_language(text)
    report_id = str(row.get("id") or hash_report(row.get("outlet"), text))
    when = parse_published(row.get("published"))
    return Report(report_id, text, language, when, row.get("outlet"), row.get("title"), row.get("url"))
