"""The tables of a store on disk. In: rows of `store.rows`. Out: pandas frames, corrections applied.

Reading never waits and never sees half a report; one program writes at a time (how: `store.snapshots`). A
file found damaged is set aside and the backup takes its place; the sentence that says so stands in `notice`.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar

import duckdb
import pandas as pd
import pyarrow as pa

from store import snapshots
from store.corrections import apply_corrections, corrected_ids, read_corrections
from store.kinds import as_arrow, as_frame
from store.messages import StoreError, say
from store.tables import IDS, TABLES, columns_of

SCHEMA_VERSION = 1
STORED = tuple(t for t in TABLES if t != "corrections")  # corrections stand in a file of their own
Rows = dict[str, list[dict[str, Any]]]
Where = Mapping[str, object]
T = TypeVar("T")
# Nothing is fetched: DuckDB would otherwise look for extensions on the network.
_CONFIG: dict[str, str | bool | int | float | list[str]] = {
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
}
# What a reader of a million rows may hold while it puts them in order; past it DuckDB uses the disk. All
# readers of a file ask alike, for DuckDB opens it once.
_READING = _CONFIG | {
    "memory_limit": "256MB",
    "temp_directory": str(Path(tempfile.gettempdir()) / "kharita-reading"),
}
# A reader that finds its file gone looks again: the writer drops a snapshot two publications later.
_TRIES = 5


def create_store(root: Path | str) -> Path:
    """The folder of a store, made with empty tables where there is none; raises StoreError."""
    root = Path(root)
    if snapshots.current(root) is None:
        with writing(root) as writer:
            writer.publish()
    return open_store(root)


def open_store(root: Path | str) -> Path:
    """The folder of a store that exists, is of this version and can be read; raises StoreError otherwise."""
    root = Path(root)
    read_meta(root)
    return root


def notice(root: Path | str) -> str | None:
    """What happened to the store that its user must know (a backup restored), until the next write."""
    path = Path(root) / snapshots.NOTICE
    return path.read_text(encoding="utf-8") if path.exists() else None


def read_table(root: Path | str, name: str, where: Where | None = None) -> pd.DataFrame:
    """The rows of a table, corrections applied, in order of id or place in the text.

    `where` maps columns to the value, or list of values, to keep; None keeps rows without a value. Text is
    pandas' `str`, missing NaN; days are datetime64, missing NaT; numbers that may be missing are float64.
    """
    root, columns = Path(root), columns_of(name)
    corrections = read_corrections(root)
    if name == "corrections":
        return keep_rows(corrections, where or {})
    touched = corrected_ids(corrections)
    query, values = _select(name, where or {}, touched)
    frame = as_frame(_ask(root, lambda con: con.sql(query, params=values).to_arrow_table()), columns)
    if not touched:
        return frame
    return keep_rows(apply_corrections(name, frame, corrections), where or {})


def read_meta(root: Path | str) -> dict[str, str]:
    """What the store says of itself: its schema's version, the fingerprint of what was read into it."""
    rows = _ask(Path(root), lambda con: con.sql("SELECT key, value FROM meta").fetchall())
    return dict(rows)


def known_reports(root: Path | str) -> dict[str, tuple[str, str, str]]:
    """Theatre, extractor version and theatre version by report id."""
    query = "SELECT report_id, theatre_id, extractor_version, theatre_version FROM reports"
    return {i: (a, b, c) for i, a, b, c in _ask(Path(root), lambda con: con.sql(query).fetchall())}


def keep_rows(frame: pd.DataFrame, where: Where) -> pd.DataFrame:
    """The rows of a frame whose columns hold the values asked for."""
    kept = pd.Series(True, index=frame.index)
    for column, asked in where.items():
        choices = _choices(asked)
        kept &= frame[column].isin([c for c in choices if c is not None]) | (
            frame[column].isna() if None in choices else False
        )
    return frame[kept].reset_index(drop=True)


class Writer:
    """The only program allowed to change a store for now; nothing it writes is seen before `publish`."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self._copy: Path | None = None
        self._con: duckdb.DuckDBPyConnection | None = None

    @property
    def _open(self) -> duckdb.DuckDBPyConnection:
        """The copy being written, made at the first write after each publication."""
        if self._con is None:
            self._copy = snapshots.start_copy(self.root)
            self._con = duckdb.connect(str(self._copy), config=_CONFIG)
            _create_tables(self._con)
        return self._con

    def write(self, rows: Rows) -> None:
        """Put the rows of some reports in the place of all that was known of these reports."""
        con = self._open
        con.begin()
        con.register("written", pa.table({"report_id": [r["report_id"] for r in rows["reports"]]}))
        for name in STORED:
            con.execute(f"DELETE FROM {name} WHERE report_id IN (SELECT report_id FROM written)")
            if rows.get(name):
                con.register("batch", as_arrow(rows[name], TABLES[name]))
                con.execute(f"INSERT INTO {name} BY NAME SELECT * FROM batch")
                con.unregister("batch")
        con.unregister("written")
        con.commit()

    def clear(self) -> None:
        """Empty every table."""
        for name in STORED:
            self._open.execute(f"DELETE FROM {name}")

    def say(self, key: str, value: str) -> None:
        """Note something about the store itself, read back by `read_meta`."""
        self._open.execute("DELETE FROM meta WHERE key = ?", [key])
        self._open.execute("INSERT INTO meta VALUES (?, ?)", [key, value])

    def publish(self) -> None:
        """Show readers all that was written; writing may go on after it."""
        self._open.execute("CHECKPOINT")
        self._open.close()
        if self._copy is not None:
            snapshots.publish(self.root, self._copy)
        (self.root / snapshots.NOTICE).unlink(missing_ok=True)
        self._con = self._copy = None

    def drop(self) -> None:
        """Forget what was not published."""
        if self._con is not None and self._copy is not None:
            self._con.close()
            self._copy.unlink(missing_ok=True)


@contextmanager
def writing(root: Path | str, wait: float = snapshots.WAIT) -> Iterator[Writer]:
    """The writer of a store, made where there is none; waits `wait` seconds for another, then StoreError."""
    root = Path(root)
    with snapshots.locked(root, wait):
        if snapshots.current(root) is not None:
            _mend(root)
            read_meta(root)
        writer = Writer(root)
        try:
            yield writer
        finally:
            writer.drop()


def _create_tables(con: duckdb.DuckDBPyConnection) -> None:
    for name in STORED:
        columns = ", ".join(f'"{c.name}" {c.kind}{"" if c.null else " NOT NULL"}' for c in TABLES[name])
        con.execute(f"CREATE TABLE IF NOT EXISTS {name} ({columns})")
    con.execute("CREATE TABLE IF NOT EXISTS meta (key VARCHAR NOT NULL, value VARCHAR NOT NULL)")
    if not con.execute("SELECT 1 FROM meta WHERE key = 'schema_version'").fetchall():
        con.execute("INSERT INTO meta VALUES ('schema_version', ?)", [str(SCHEMA_VERSION)])


def _select(name: str, where: Where, touched: Sequence[str]) -> tuple[str, list[object]]:
    known = {c.name for c in columns_of(name)}
    tests: list[str] = []
    values: list[object] = []
    for column, asked in where.items():
        if column not in known:
            raise StoreError("no_column", table=name, column=column, known=", ".join(sorted(known)))
        choices = _choices(asked)
        empty = f' OR "{column}" IS NULL' if None in choices else ""
        tests.append(f'("{column}" IN (SELECT unnest(?)){empty})')
        values.append([c for c in choices if c is not None])
    kept = " AND ".join(tests) or "true"
    if touched and name in IDS:
        kept = f"({kept}) OR {IDS[name]} IN (SELECT unnest(?))"
        values.append(list(touched))
    order = ", ".join(f'"{c}"' for c in ("report_id", "start", "end", IDS.get(name)) if c in known)
    return f"SELECT * FROM {name} WHERE {kept} ORDER BY {order}", values


def _choices(asked: object) -> list[object]:
    return list(asked) if isinstance(asked, list | tuple | set | frozenset) else [asked]


def _ask(root: Path, question: Callable[[duckdb.DuckDBPyConnection], T]) -> T:
    """The answer of the current snapshot; a damaged one is replaced by the backup first."""
    error: duckdb.Error | None = None
    for _ in range(_TRIES):
        path = snapshots.current(root)
        if path is None:
            raise StoreError("missing", root=root)
        try:
            return _ask_file(path, question)
        except duckdb.Error as failure:
            error = failure
        if snapshots.current(root) == path:
            _mend_alone(root)
    raise StoreError("store_unreadable", root=root, reason=_reason(error)) from error


def _ask_file(path: Path, question: Callable[[duckdb.DuckDBPyConnection], T]) -> T:
    with duckdb.connect(str(path), read_only=True, config=_READING) as con:
        _check_version(con, path)
        return question(con)


def _check_version(con: duckdb.DuckDBPyConnection, path: Path) -> None:
    try:
        found = con.sql("SELECT value FROM meta WHERE key = 'schema_version'").fetchall()
    except duckdb.CatalogException:
        found = []
    if not found:
        raise StoreError("foreign", file=path)
    version = int(found[0][0])
    if version != SCHEMA_VERSION:
        code = "newer" if version > SCHEMA_VERSION else "older"
        raise StoreError(code, root=path.parent, found=version, expected=SCHEMA_VERSION)


def _mend_alone(root: Path) -> None:
    """Mend as a writer would; a writer already at work mends by itself."""
    with snapshots.locked(root):
        _mend(root)


def _mend(root: Path) -> None:
    """Put the backup in the place of a damaged snapshot, and leave the sentence that says so."""
    path = snapshots.current(root)
    fault = _fault(path) if path else None
    if path is None or fault is None:
        return
    good = next((b for b in snapshots.backups(root) if _fault(b) is None), None)
    if good is None:
        raise StoreError("damaged", file=path, reason=fault, originals=root / "originals")
    aside = snapshots.set_aside(path)
    snapshots.point_at(root, good)
    told = say("restored", file=path.name, reason=fault, aside=aside.name, backup=good.name)
    (root / snapshots.NOTICE).write_text(told, encoding="utf-8")


def _fault(path: Path) -> str | None:
    """Why a file cannot be read to its last block, or None; a whole file of another schema has no fault."""
    try:
        with duckdb.connect(str(path), read_only=True, config=_READING) as con:
            for (name,) in con.sql("SELECT table_name FROM duckdb_tables()").fetchall():
                con.sql(f'SELECT bit_xor(hash(t)) FROM "{name}" t').fetchall()
    except duckdb.Error as error:
        return _reason(error)
    return None


def _reason(error: duckdb.Error | None) -> str:
    """The first line of DuckDB's message, without what it advises."""
    return str(error).splitlines()[0][:150]  # longer is a stack of internals
