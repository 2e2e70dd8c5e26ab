"""Words of a language, with those of a theatre laid over them. In: languages/<lang>/*.toml. Out: a Lexicon.

Surface forms are regular expressions written in plain spelling; they are compared with the folded text, so
they are folded here (lower case, no accents): "tués?" finds "Tué", "TUES" and "tué" written in two
characters.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

from extract.folding import fold
from extract.patterns import compile_pattern
from theatres.pack import Theatre

LANGUAGES = Path(__file__).parent / "languages"
_ESCAPE = re.compile(r"\\.|\(\?P?<\w+>", re.DOTALL)
# Every alternation stands alone: a form never begins or ends inside a word.
_EDGES = r"(?<![^\W_])(?:{})(?![^\W_])"


@dataclass(slots=True)
class Lexicon:
    """The tables of one language; patterns are compiled once each."""

    language: str
    tables: dict[str, dict[str, Any]]
    _patterns: dict[tuple[str, str], re.Pattern[str]] = field(default_factory=dict)
    _made: dict[Any, Any] = field(default_factory=dict)

    def table(self, stage: str) -> dict[str, Any]:
        """The table of a stage ("tolls"), empty where the language has none."""
        return self.tables.get(stage, {})

    def get(self, stage: str, key: str, default: Any = None) -> Any:
        """The entry under a dotted key ("kinds.killed.nouns") of a stage."""
        entry: Any = self.table(stage)
        for part in key.split("."):
            if not isinstance(entry, dict) or part not in entry:
                return default
            entry = entry[part]
        return entry

    def forms(self, stage: str, key: str) -> list[str]:
        """The surface forms under a dotted key, folded; a table gives the forms of all its entries."""
        return [fold_pattern(f) for f in flatten(self.get(stage, key, []))]

    def pattern(self, stage: str, key: str) -> re.Pattern[str]:
        """All forms under a key as one pattern over folded text; it matches nothing where there are none."""
        found = self._patterns.get((stage, key))
        if found is None:
            found = self._patterns[stage, key] = any_of(self.forms(stage, key))
        return found

    def made(self, key: Any, make: Any) -> Any:
        """What `make(self)` built for a key, built once: a stage keeps its compiled grammar here."""
        if key not in self._made:
            self._made[key] = make(self)
        return self._made[key]


def flatten(entry: Any) -> list[str]:
    """The strings of a nested entry, in order."""
    if isinstance(entry, str):
        return [entry]
    items = entry.values() if isinstance(entry, dict) else entry
    return [s for item in items for s in flatten(item)] if isinstance(items, Iterable) else []


def fold_pattern(form: str) -> str:
    """A regular expression folded like a text: its letters lose case and accents, its escapes stay."""
    if "\\" not in form and "<" not in form:
        return fold(form)
    parts, at = [], 0
    for found in _ESCAPE.finditer(form):
        parts += [fold(form[at : found.start()]), found.group()]
        at = found.end()
    return "".join([*parts, fold(form[at:])])


def any_of(forms: Iterable[str], template: str = _EDGES) -> re.Pattern[str]:
    """One pattern for any of the forms, the longest tried first."""
    ordered = sorted(set(forms), key=len, reverse=True)
    return compile_pattern(template.format("|".join(ordered)) if ordered else r"(?!)")


def load_lexicon(theatre: Theatre, language: str) -> Lexicon:
    """The lexicon of a language, the theatre's own words laid over it; an unknown language has no words."""
    return _load(theatre.id, theatre.version, language) or _keep(theatre, language)


_LOADED: dict[tuple[str, str, str], Lexicon] = {}


def _load(theatre_id: str, version: str, language: str) -> Lexicon | None:
    return _LOADED.get((theatre_id, version, language))


def _keep(theatre: Theatre, language: str) -> Lexicon:
    tables = overlay(read_language(language), theatre.lexicon.get(language, {}))
    return _LOADED.setdefault((theatre.id, theatre.version, language), Lexicon(language, tables))


def read_language(language: str) -> dict[str, dict[str, Any]]:
    """The tables of a language as its files give them, by file name; none for an unknown language."""
    files = sorted((LANGUAGES / language).glob("*.toml")) if language.isalpha() else []
    return {f.stem: read_table(f) for f in files}


@lru_cache(maxsize=64)  # twice the files of three languages
def read_table(path: Path) -> dict[str, Any]:
    """One file of a language."""
    return tomllib.loads(path.read_text(encoding="utf-8"))


def overlay(base: dict[str, Any], over: dict[str, Any]) -> dict[str, Any]:
    """`over` laid upon `base`: lists grow, tables merge, anything else is replaced."""
    merged = dict(base)
    for key, value in over.items():
        old = merged.get(key)
        if isinstance(old, dict) and isinstance(value, dict):
            merged[key] = overlay(old, value)
        elif isinstance(old, list) and isinstance(value, list):
            merged[key] = [*old, *value]
        else:
            merged[key] = value
    return merged


def known_languages() -> list[str]:
    """The languages the package can read, in order of name."""
    return sorted(p.name for p in LANGUAGES.iterdir() if p.is_dir())
