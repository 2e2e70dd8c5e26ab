"""The language of a text. In: a text. Out: "fr", "en", "ar" or any other folder of languages/."""

from __future__ import annotations

import re
from functools import lru_cache

from extract.folding import fold
from extract.lexicon import LANGUAGES, known_languages, read_table

_WORD = re.compile(r"[^\W\d_]+")
_ENOUGH = 5000  # characters: telling words come many times before this


def detect_language(text: str, default: str = "fr") -> str:
    """The language whose everyday words the beginning of the text holds most of; `default` where it holds
    none.
    """
    words = _WORD.findall(fold(text[:_ENOUGH]))
    scores = {lang: sum(w in telling for w in words) for lang, telling in _telling_words().items()}
    best = max(scores, key=lambda lang: scores[lang], default=default)
    return best if scores.get(best) else default


@lru_cache(maxsize=1)  # read once: the words are files of the package
def _telling_words() -> dict[str, frozenset[str]]:
    return {lang: _words(lang) for lang in known_languages()}


def _words(language: str) -> frozenset[str]:
    path = LANGUAGES / language / "sentences.toml"
    table = read_table(path) if path.exists() else {}
    return frozenset(fold(w) for w in table.get("telling", []))
