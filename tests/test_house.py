"""The house style, measured: lengths, no knowledge in code, no clock, every dependency pinned by hash."""

from __future__ import annotations

import ast
import re
import statistics
from collections.abc import Iterator
from pathlib import Path

import pytest

from theatres.pack import Theatre, load_theatre

ROOT = Path(__file__).parent.parent
STAGES = ("theatres", "extract", "store", "analyse", "render", "pages")
SOURCES = sorted([ROOT / "app.py", *(p for s in STAGES for p in (ROOT / s).rglob("*.py"))])
MAY_READ_CLOCK = ("app.py", "pages/shared/", "store/ingest.py")
CLOCK = re.compile(r"\b(datetime\.now|datetime\.utcnow|date\.today|time\.time|os\.environ|os\.getenv)\b")
# Names the code may hold: the languages, the outlets of exchange formats and the product's own.
NEUTRAL = {"libya", "tunis"}


def functions(path: Path) -> Iterator[tuple[str, int]]:
    """Name and length in lines of every function of a file."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield f"{path.relative_to(ROOT)}:{node.name}", (node.end_lineno or node.lineno) - node.lineno + 1


def literals(path: Path) -> Iterator[str]:
    """The string literals of a file that are not docstrings."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    bare = {id(n.value) for n in ast.walk(tree) if isinstance(n, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in bare:
            yield node.value


def test_functions_stay_short() -> None:
    lengths = dict(f for p in SOURCES for f in functions(p))
    too_long = {n: k for n, k in lengths.items() if k > 50}
    assert not too_long, too_long
    assert statistics.median(lengths.values()) <= 8
    assert statistics.quantiles(lengths.values(), n=10)[-1] <= 25


@pytest.mark.parametrize("path", SOURCES, ids=lambda p: str(p.relative_to(ROOT)))
def test_files_stay_short(path: Path) -> None:
    limit = 60 if path.parent.parent.name == "pages" and path.parent.name != "shared" else 300
    assert len(path.read_text(encoding="utf-8").splitlines()) <= limit


@pytest.mark.parametrize("path", SOURCES, ids=lambda p: str(p.relative_to(ROOT)))
def test_nothing_is_left_undone(path: Path) -> None:
    assert not re.search(r"\b(TODO|FIXME|XXX)\b|NotImplementedError", path.read_text(encoding="utf-8"))


def names_of(theatre: Theatre) -> set[str]:
    """The spellings of the pack long enough to be told from code: actors and places, folded to lower case."""
    actors = {s for a in theatre.actors.values() for ss in a.names.values() for s in ss}
    places = {s for p in theatre.places.values() for s in (*p.spellings, *p.names.values())}
    return {n.lower() for n in actors | places if len(n) >= 5} - NEUTRAL


def test_no_actor_or_place_stands_in_code() -> None:
    names = names_of(load_theatre("libya_2019"))
    found = {(str(p.relative_to(ROOT)), s) for p in SOURCES for s in literals(p) if s.lower() in names}
    assert not found, found


def test_no_word_of_a_language_stands_in_the_engine() -> None:
    letters = re.compile("[à-öø-ÿœÀ-ÖØ-Þ\u0621-\u064a]{2,}|[a-zA-Z][à-öø-ÿœ]")
    found = {
        (p.name, s) for p in sorted((ROOT / "extract").glob("*.py")) for s in literals(p) if letters.search(s)
    }
    assert not found, found


def test_only_the_edges_read_the_clock_and_the_environment() -> None:
    inside = [p for p in SOURCES if not str(p.relative_to(ROOT)).startswith(MAY_READ_CLOCK)]
    found = [str(p.relative_to(ROOT)) for p in inside if CLOCK.search(p.read_text(encoding="utf-8"))]
    assert not found, found


@pytest.mark.parametrize("name", ["requirements.txt", "requirements-dev.txt"])
def test_every_dependency_is_pinned_by_hash(name: str) -> None:
    lines = [ln for ln in (ROOT / name).read_text().splitlines() if ln and ln[0].isalnum()]
    assert lines and all(re.match(r"[\w.\[\]-]+==\S+ .*\\$", ln) for ln in lines)
    assert (ROOT / name).read_text().count("--hash=sha256:") >= len(lines)
