"""The fields of a pack's tables and what each may hold. In: one row. Out: one sentence per fault of it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from typing import Any

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Field:
    """One field: its form, whether a row must have it, and the values allowed where they are few."""

    name: str
    form: str
    required: bool = True
    allowed: tuple[str, ...] = ()


def _matches(pattern: str) -> Callable[[Any], bool]:
    return lambda value: isinstance(value, str) and re.fullmatch(pattern, value) is not None


def _is_number(value: Any) -> bool:
    try:
        return not isinstance(value, bool) and float(value) == float(value)
    except (TypeError, ValueError):
        return False


def _is_day(value: Any) -> bool:
    try:
        return isinstance(value, str) and bool(date.fromisoformat(value))
    except ValueError:
        return False


def _is_words(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(v, str) and v.strip() for v in value)


def _is_rows(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(v, dict) for v in value)


def _is_named(value: Any) -> bool:
    return isinstance(value, dict) and all(isinstance(v, str) and v.strip() for v in value.values())


def _is_spelled(value: Any) -> bool:
    return isinstance(value, dict) and all(_is_words(v) and v for v in value.values())


FORMS: dict[str, tuple[Callable[[Any], bool], str]] = {
    "text": (_matches(r"(?s).*\S.*"), "words"),
    "id": (_matches(r"[a-z][a-z0-9_]*"), "lower-case ASCII letters, digits and underscores"),
    "side": (_matches(r"[A-Za-z][A-Za-z_]*"), "ASCII letters and underscores"),
    "colour": (_matches(r"#[0-9A-Fa-f]{6}"), "a colour like #1F6FB4"),
    "domain": (_matches(r"[a-z0-9-]+(\.[a-z0-9-]+)+(/\S*)?"), "a domain like afp.com"),
    "number": (_is_number, "a number"),
    "count": (_matches(r"[1-9]\d*"), "a whole number above zero"),
    "day": (_is_day, "a day like 2019-04-04"),
    "date": (lambda value: type(value) is date, "a day like 2019-04-04, without quotes"),
    "words": (_is_words, "a list of words"),
    "names": (_is_named, "a name by language"),
    "spellings": (_is_spelled, "a list of spellings by language"),
    "flag": (lambda value: isinstance(value, bool), "true or false"),
    "table": (lambda value: isinstance(value, dict), "a table"),
    "rows": (_is_rows, "a list of tables"),
    "any": (lambda value: True, "anything"),
}


def find_row_faults(where: str, row: Row, fields: Iterable[Field]) -> list[str]:
    """One sentence per fault of a row: a field unknown, missing, of another form or value."""
    known = {f.name: f for f in fields}
    # Where a row of a CSV is longer than its header, the surplus stands under None.
    strange = [k for k in row if k not in known and k != "_line"]
    faults = [f'{where}: the field "{k}" is unknown; {expected(str(k), known)}.' for k in strange]
    for field in known.values():
        faults += _field_faults(where, row.get(field.name), field)
    return faults


def expected(value: str, allowed: Iterable[str], what: str = "") -> str:
    """ "expected …, nearest …": what was expected of a value, with the nearest valid one."""
    choices = list(allowed)
    near = nearest(value, choices)
    few = len(choices) <= 12  # more would hide the sentence
    said = what or (f"one of {', '.join(choices)}" if few else "a known one")
    return f"expected {said}" + (f', nearest "{near}"' if near else "")


def nearest(value: str, choices: Iterable[str]) -> str | None:
    """The valid value most like one found, None where none is like it."""
    folded = {c.lower(): c for c in choices}
    # 0.5: half of the letters in common, so that a swapped word still finds its like.
    found = get_close_matches(value.lower(), folded, n=1, cutoff=0.5)
    return folded[found[0]] if found else None


def _field_faults(where: str, value: Any, field: Field) -> list[str]:
    if value is None or value == "":
        return [f'{where}: the field "{field.name}" is missing; expected {_say(field)}.'] * field.required
    if field.allowed:
        if isinstance(value, str) and value in field.allowed:
            return []
        return [f'{where}: {field.name} is "{value}"; {expected(str(value), field.allowed)}.']
    test, _ = FORMS[field.form]
    return [] if test(value) else [f'{where}: {field.name} is "{value}"; expected {_say(field)}.']


def _say(field: Field) -> str:
    return f"one of {', '.join(field.allowed)}" if field.allowed else FORMS[field.form][1]
