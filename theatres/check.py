"""Everything that can be wrong with a pack. In: the folder of a pack. Out: one sentence per fault.

`python -m theatres.check [ID]` prints those of one pack, or of all, and fails where there is one.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from theatres import schema
from theatres.agreement import find_disagreements
from theatres.fields import Field, Row, expected, find_row_faults
from theatres.files import PackFiles, read_files

HERE = Path(__file__).parent
# One table of a pack: the file it stands in, what one row is called, its rows, its fields.
Table = tuple[str, str, Sequence[Row], tuple[Field, ...]]


def find_faults(path: Path) -> list[str]:
    """One sentence per fault of a pack: the file, the thing, the value, what was expected; [] where sound."""
    return find_table_faults(read_files(path)) if path.is_dir() else [_no_pack(path)]


def find_table_faults(files: PackFiles) -> list[str]:
    """The faults of a pack already read."""
    # Rows are told apart by their ids and dates below, so each must first be well formed by itself.
    return files.faults or _own_faults(files) or find_disagreements(files)


def _no_pack(path: Path) -> str:
    known = sorted(p.parent.name for p in path.parent.glob("*/theatre.toml"))
    return f'theatres: there is no pack "{path.name}"; {expected(path.name, known)}.'


def _own_faults(files: PackFiles) -> list[str]:
    faults = find_row_faults("theatre.toml", files.theatre, schema.THEATRE)
    if faults:
        return faults
    for table in _tables(files):
        faults += _table_faults(table)
    return faults


def _tables(files: PackFiles) -> list[Table]:
    head = files.theatre
    roles = [{**role, "id": actor.get("id")} for actor in files.actors for role in actor.get("roles", [])]
    return [
        ("theatre.toml", "side", head["sides"], schema.SIDE),
        ("theatre.toml", "phase", head["phases"], schema.PHASE),
        ("theatre.toml", "battle", head.get("battles", []), schema.BATTLE),
        ("theatre.toml", "view", head["views"], schema.VIEW),
        ("theatre.toml", "expectation", head.get("expectations", []), schema.EXPECTATION),
        ("actors.toml", "actor", files.actors, schema.ACTOR),
        ("actors.toml", "role of actor", roles, (*schema.ROLE, Field("id", "any"))),
        ("outlets.toml", "outlet", files.outlets, schema.OUTLET),
        ("places.csv", "place", files.places, schema.PLACE),
        ("control_start.csv", "place", files.control_start, schema.CONTROL_START),
        ("tolls.csv", "toll", files.tolls, schema.TOLL),
    ]


def _table_faults(table: Table) -> list[str]:
    file_name, what, rows, fields = table
    faults = [f for row in rows for f in find_row_faults(name_row(file_name, what, row), row, fields)]
    key = "place_id" if file_name == "control_start.csv" else "id"
    if what in (
        "role of actor",
        "toll",
    ):  # Neither has an id: an actor has several roles, a source several tolls.
        return faults
    return faults + [
        f'{file_name}: {what} "{i}" stands there twice; expected once.' for i in _twice(rows, key)
    ]


def name_row(file_name: str, what: str, row: Row) -> str:
    """How a fault names a row: the file, the line where there is one, and the id."""
    at = f" line {row['_line']}" if "_line" in row else ""
    called = row.get("id") or row.get("place_id") or row.get("value") or "without id"
    return f'{file_name}{at}: {what} "{called}"'


def _twice(rows: Iterable[Row], key: str) -> list[Any]:
    return [value for value, n in Counter(row.get(key) for row in rows).items() if n > 1 and value]


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the faults of one pack or of all; 1 where there are any."""
    parser = argparse.ArgumentParser(prog="python -m theatres.check", description=__doc__)
    parser.add_argument("theatre", nargs="*", metavar="ID", help="pack to check; all where none is given")
    known = sorted(p.parent.name for p in HERE.glob("*/theatre.toml"))
    faults = 0
    for theatre_id in parser.parse_args(arguments).theatre or known:
        found = find_faults(HERE / theatre_id)
        faults += len(found)
        print("\n".join(found) or f"{theatre_id}: sound")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
