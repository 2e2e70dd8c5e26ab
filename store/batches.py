"""Reports being read, kept until they are written. In: Reports and their origin. Out: rows, the fate of each.

A report already in the store, read by the same rules with the same pack, is not read again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from urllib.parse import urlsplit

import pandas as pd

from extract.documents import Document, Problem
from extract.pipeline import EXTRACTOR_VERSION, extract_report
from extract.records import Report
from store.database import Rows
from store.messages import say
from store.rows import Origin, make_rows
from store.tables import TABLES, TableError, check_frame
from theatres.pack import Theatre

# Reports between two publications: each copies the store, so the stretch grows with it (a quarter of it).
BATCH = 500
Progress = Callable[[int, str], None]
Item = tuple[Document, Origin]


@dataclass(slots=True)
class Ingest:
    """What became of the reports given: ids by fate, and what could not go in."""

    added: list[str] = field(default_factory=list)
    replaced: list[str] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    def sentence(self, language: str = "fr") -> str:
        """The outcome in one line."""
        counts = {k: len(getattr(self, k)) for k in ("added", "replaced", "unchanged")}
        return say("added", language, **counts, failed=len(self.problems))


@dataclass(slots=True)
class Batch:
    """Reports read and not yet written; `known` holds theatre and versions by id of those in the store."""

    theatre: Theatre
    known: dict[str, tuple[str, str, str]]
    done: Ingest = field(default_factory=Ingest)
    _read: list[Rows] = field(default_factory=list)

    @property
    def full(self) -> bool:
        """True when it is time to write."""
        return len(self._read) >= max(BATCH, len(self.known) // 4)

    def add(self, report: Report, origin: Origin) -> None:
        """Read one report, unless the store already holds it as these rules read it."""
        versions = (self.theatre.id, EXTRACTOR_VERSION, self.theatre.version)
        before = self.known.get(report.report_id)
        if before == versions:
            self.done.unchanged.append(report.report_id)
            return
        try:
            found = extract_report(find_outlet(report, self.theatre), self.theatre)
            self._read.append(make_rows(found, self.theatre, origin))
        except Exception as error:  # a fault of the engine on one text must not keep the others out
            self._refuse(origin.file_name or report.report_id, error)
            return
        self.known[report.report_id] = versions
        (self.done.added if before is None else self.done.replaced).append(report.report_id)

    def take(self) -> Rows:
        """The rows to write, checked; a report whose rows no table accepts is a problem, the others go in."""
        read, self._read = self._read, []
        try:
            return _checked(_merge(read))
        except TableError:
            return _merge([rows for rows in read if self._accepts(rows)])

    def _accepts(self, rows: Rows) -> bool:
        report = rows["reports"][0]
        try:
            _checked(rows)
        except TableError as error:
            self._refuse(report["file_name"] or report["report_id"], error)
            for ids in (self.done.added, self.done.replaced):
                if report["report_id"] in ids:
                    ids.remove(report["report_id"])
            return False
        return True

    def _refuse(self, name: str, error: Exception) -> None:
        self.done.problems.append(Problem(name, "rows", {"reason": f"{type(error).__name__}: {error}"}))


def read_all(
    batch: Batch,
    items: Iterable[Item],
    progress: Progress | None = None,
    write: Callable[[], None] | None = None,
) -> None:
    """Read every report into a batch, calling `write` when it is full and `progress` after each report."""
    for count, (document, origin) in enumerate(items, start=1):
        if isinstance(document, Problem):
            batch.done.problems.append(document)
        else:
            batch.add(document, origin)
        if progress:
            progress(count, origin.file_name or "")
        if write and batch.full:
            write()


def find_outlet(report: Report, theatre: Theatre) -> Report:
    """The report with the id of its outlet, told by an id, a name or a domain; others stay as they were."""
    known = {d.lower(): o.id for o in theatre.outlets.values() for d in (o.id, o.name, *o.domains)}
    host = (urlsplit(report.url or "").hostname or "").removeprefix("www.")
    told = [w.lower() for w in (report.outlet_id, host) if w]
    found = next((known[w] for w in told if w in known), None)
    return replace(report, outlet_id=found) if found else report


def _merge(read: list[Rows]) -> Rows:
    names = read[0] if read else ()
    return {name: [row for rows in read for row in rows[name]] for name in names}


def _checked(rows: Rows) -> Rows:
    for name, new in rows.items():
        frame = pd.DataFrame(new, columns=[c.name for c in TABLES[name]])
        if new:
            check_frame(name, frame)
    return rows
