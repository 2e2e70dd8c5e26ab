"""What a pack expects of a store filled with its reports. In: a Theatre, a way to read rows. Out: the unmet.

An expectation counts the rows of one table that fit its `where`: a value, a list of values, or a range
({ min = …, max = … }, both ends included). Days may be dates or ISO text; NULL fits nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any

from theatres.pack import Theatre

Row = Mapping[str, Any]
ReadRows = Callable[[str], Iterable[Row]]


def find_unmet(theatre: Theatre, read_rows: ReadRows, language: str = "en") -> list[str]:
    """One sentence per expectation the rows of a store do not meet; `read_rows(table)` gives mappings."""
    tables = {e["table"]: list(read_rows(e["table"])) for e in theatre.expectations}
    sentences = (_unmet(e, tables[e["table"]], language) for e in theatre.expectations)
    return [s for s in sentences if s]


def _unmet(expectation: Row, rows: list[Row], language: str) -> str | None:
    where = expectation["where"]
    missing = [name for name in where if rows and name not in rows[0]]
    if missing:
        return (
            f'{expectation["id"]}: {expectation["table"]} has no column "{missing[0]}"; expected one of its.'
        )
    count = sum(all(fits(row.get(name), wanted) for name, wanted in where.items()) for row in rows)
    most = expectation.get("at_most")
    # Without a number said, one row at least is expected.
    least = expectation.get("at_least", 1 if most is None else 0)
    if count >= least and (most is None or count <= most):
        return None
    bound = f"{least} at least" if count < least else f"{most} at most"
    says = expectation["says"].get(language, expectation["id"])
    return f"{expectation['id']}: {says}: {count} rows of {expectation['table']} fit; expected {bound}."


def fits(value: Any, wanted: Any) -> bool:
    """Whether a value of a table is the one wanted, one of those wanted, or inside the range wanted."""
    found = _plain(value)
    if isinstance(wanted, list):
        return found in [_plain(w) for w in wanted]
    if not isinstance(wanted, dict):
        return bool(found == _plain(wanted))
    if found is None or str(found) in ("nan", "NaT"):  # what pandas puts for NULL
        return False
    low, high = _plain(wanted.get("min")), _plain(wanted.get("max"))
    return (low is None or found >= low) and (high is None or found <= high)


def _plain(value: Any) -> Any:
    # datetime and pandas' Timestamp are dates too; their first ten characters are the day.
    return value.isoformat()[:10] if isinstance(value, date) else value
