"""Who withstood an assault. In: a row of an event of fighting. Out: the side still there, None where none is.

The words stand in `extract/languages/*/repelled.toml`: `throws` is said of the defender ("repelled an
attack"), `fails` of the assault ("was repelled", "failed"). The event tells who acted and on whom; its
sentence, which of the two is meant. An event that names nobody tells of nobody.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

from extract.folding import fold
from extract.lexicon import any_of, flatten, fold_pattern, known_languages, read_language

# How far from an assault, in its own clause, the word on how it ended may stand.
BEFORE, AFTER = 40, 110
_CLAUSE_END = re.compile(r"[.;:!?\n؛]")
_CLAUSE_START = re.compile(r"[.;:!?\n؛,،]")


def find_defender(row: dict[Any, Any]) -> str | None:
    """The side that an event's own words tell to have thrown back an assault."""
    quote, sentence = fold(str(row["quote"])), fold(str(row["sentence"]))
    if _pattern("throws").match(quote):
        return _side(row["actor"])
    at = sentence.find(quote)
    if at < 0:
        return None
    before = _CLAUSE_START.split(sentence[:at])[-1][-BEFORE:]
    after = _CLAUSE_END.split(sentence[at + len(quote) :])[0][:AFTER]
    failed = _pattern("fails").search(f"{before}{quote}") or _pattern("fails").search(after)
    # The word that governs the noun needs it in view.
    thrown = any(found.end() <= len(before) for found in _pattern("throws").finditer(f"{before}{quote}"))
    return _side(row["target"]) if failed or thrown else None


def _side(value: object) -> str | None:
    return value if isinstance(value, str) else None


@lru_cache(maxsize=2)  # the two lists
def _pattern(name: str) -> re.Pattern[str]:
    """The forms of a list, of all languages: a store mixes them, and none means another in a second one."""
    forms = [
        f
        for code in known_languages()
        for f in flatten(read_language(code).get("repelled", {}).get(name, []))
    ]
    return any_of(fold_pattern(f) for f in forms)
