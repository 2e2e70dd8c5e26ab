"""Reads the files of a pack as plain tables. In: the folder of a pack. Out: `PackFiles`, nothing judged yet.

A file that is missing or cannot be parsed reads as empty and leaves one sentence in `faults`.
"""

from __future__ import annotations

import csv
import hashlib
import tomllib
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import product
from pathlib import Path
from typing import Any

TABLES = {
    "theatre": "theatre.toml",
    "actors": "actors.toml",
    "outlets": "outlets.toml",
    "lexicon": "lexicon.toml",
    "places": "places.csv",
    "control_start": "control_start.csv",
    "tolls": "tolls.csv",
}
Row = dict[str, Any]


@dataclass(slots=True)
class PackFiles:
    """The parsed files of one pack; every row of a CSV knows its line in `_line`."""

    root: Path
    theatre: Row = field(default_factory=dict)
    actors: list[Row] = field(default_factory=list)
    outlets: list[Row] = field(default_factory=list)
    lexicon: Row = field(default_factory=dict)
    places: list[Row] = field(default_factory=list)
    control_start: list[Row] = field(default_factory=list)
    tolls: list[Row] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)


def read_files(root: Path) -> PackFiles:
    """The tables of a pack; raises nothing, a file it cannot read is a fault."""
    files = PackFiles(root)
    for name, file_name in TABLES.items():
        try:
            setattr(files, name, _read(root / file_name))
        except FileNotFoundError:
            files.faults.append(f"{file_name}: the file is missing; every pack has one.")
        except (tomllib.TOMLDecodeError, UnicodeDecodeError, csv.Error) as error:
            files.faults.append(f"{file_name}: cannot be read ({error}); expected UTF-8 {_kind(file_name)}.")
    return files


def hash_files(root: Path) -> str:
    """Version of a pack: 12 hex digits of SHA-256 over its knowledge files, sample reports left out."""
    digest = hashlib.sha256()
    for file_name in TABLES.values():
        path = root / file_name
        digest.update(file_name.encode() + b"\0" + (path.read_bytes() if path.is_file() else b""))
    return digest.hexdigest()[:12]


@lru_cache(maxsize=20_000)  # several packs of 4,000 patterns: the check and the reader ask for each again
def expand_spelling(pattern: str) -> tuple[str, ...]:
    """Every spelling of a pattern: "(Ahmed|Ahmad) (al-|)Mismari" gives four; choices nest, spaces are tidied.

    Brackets that hold no bar are part of the name: "Agence (AFP)" stays as it is.
    """
    return tuple(dict.fromkeys(" ".join(s.split()) for s in _expand(pattern)))


def expand_all(patterns: list[str]) -> tuple[str, ...]:
    """The spellings of several patterns, in order, each once."""
    return tuple(dict.fromkeys(s for p in patterns for s in expand_spelling(p)))


def split_list(cell: str | None) -> tuple[str, ...]:
    """The parts of a CSV cell that holds a list: "a; b" gives ("a", "b")."""
    return tuple(p.strip() for p in (cell or "").split(";") if p.strip())


def _expand(pattern: str) -> list[str]:
    at = pattern.find("(")
    if at < 0:
        return [pattern]
    end = _closing(pattern, at)
    options = _options(pattern[at + 1 : end])
    heads = [f"({inner})" for inner in _expand(pattern[at + 1 : end])]
    if len(options) > 1:
        heads = [s for option in options for s in _expand(option)]
    return [pattern[:at] + head + tail for head, tail in product(heads, _expand(pattern[end + 1 :]))]


def _closing(pattern: str, at: int) -> int:
    """Where the bracket opened at `at` closes; the end of the pattern where it never does."""
    depth = 0
    for i, letter in enumerate(pattern[at:], start=at):
        depth += (letter == "(") - (letter == ")")
        if not depth:
            return i
    return len(pattern)


def _options(inner: str) -> list[str]:
    """The choices between the bars of one level."""
    options, depth = [""], 0
    for letter in inner:
        depth += (letter == "(") - (letter == ")")
        if letter == "|" and not depth:
            options.append("")
        else:
            options[-1] += letter
    return options


def _kind(file_name: str) -> str:
    return "CSV with a header line" if file_name.endswith(".csv") else "TOML 1.0"


def _read(path: Path) -> Any:
    if path.suffix == ".csv":
        with path.open(encoding="utf-8", newline="") as lines:
            # Line 1 is the header.
            return [{**row, "_line": at} for at, row in enumerate(csv.DictReader(lines), start=2)]
    data = tomllib.loads(path.read_text(encoding="utf-8"))
    if path.stem not in ("actors", "outlets"):
        return data
    if not isinstance(rows := data.get(path.stem, []), list) or set(data) - {path.stem}:
        raise tomllib.TOMLDecodeError(f"expected only [[{path.stem}]], found {', '.join(data)}")
    return rows
