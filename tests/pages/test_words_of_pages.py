"""The words of the pages: each key asked for is in labels.toml, in both languages, with the same places."""

from __future__ import annotations

import ast
import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
WORDS = tomllib.loads((ROOT / "render" / "labels.toml").read_text(encoding="utf-8"))["ui"]
ENTRIES = [(f"{section}.{name}", texts) for section, names in WORDS.items() for name, texts in names.items()]
SOURCES = [ROOT / "app.py", *sorted((ROOT / "pages").rglob("*.py"))]


def asked(path: Path) -> set[str]:
    """The keys a file asks for by name."""
    calls = [n for n in ast.walk(ast.parse(path.read_text(encoding="utf-8"))) if isinstance(n, ast.Call)]
    named = [
        c for c in calls if getattr(c.func, "id", getattr(c.func, "attr", "")) in ("say", "plural", "text")
    ]
    keys = [c.args[0].value for c in named if c.args and isinstance(c.args[0], ast.Constant)]
    said = {
        c.args[0].value
        for c in named
        if getattr(c.func, "id", "") == "say" and isinstance(c.args[0], ast.Constant)
    }
    return {str(k) for k in said} | {str(k).removeprefix("ui.") for k in keys if str(k).startswith("ui.")}


@pytest.mark.parametrize("path", SOURCES, ids=lambda p: str(p.relative_to(ROOT)))
def test_every_key_asked_for_is_there(path: Path) -> None:
    assert asked(path) <= {key for key, _ in ENTRIES}


@pytest.mark.parametrize(("key", "texts"), ENTRIES, ids=lambda v: v if isinstance(v, str) else "")
def test_both_languages_say_it_with_the_same_places(key: str, texts: dict[str, str | list[str]]) -> None:
    places = {lang: set(re.findall(r"{(\w+)}", str(text))) for lang, text in texts.items()}
    assert {"fr", "en"} <= set(texts) and places["fr"] == places["en"]


def test_no_entry_is_left_unused() -> None:
    code = "\n".join(p.read_text(encoding="utf-8") for p in SOURCES)
    exact = set().union(*(asked(p) for p in SOURCES))
    # A key put together at run time: say(f"filters.{key}"), say("filters." + key).
    families = set(re.findall(r"""["'](?:ui\.)?(\w+\.(?:\w*_)?)[{"']""", code))
    unused = {k for k, _ in ENTRIES if k not in exact and not any(k.startswith(f) for f in families)}
    assert not unused
