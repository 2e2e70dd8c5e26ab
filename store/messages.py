"""What the store says to people. In: a code and its values. Out: a sentence of messages.toml."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

from extract.documents import Problem


@lru_cache(maxsize=1)  # a file of the package: read once
def _messages() -> dict[str, dict[str, str]]:
    return tomllib.loads((Path(__file__).parent / "messages.toml").read_text(encoding="utf-8"))


def say(code: str, language: str = "fr", **values: object) -> str:
    """The sentence of a code in "fr" or "en"; an unknown language falls back to French."""
    return _fill(code, language, values)


def _fill(code: str, language: str, values: Mapping[str, object]) -> str:
    texts = _messages()[code]
    return texts.get(language, texts["fr"]).format_map(_Shown(values))


def explain(problem: Problem, language: str = "fr") -> str:
    """The line that tells of a document that could not be read: its name, then the reason."""
    return f"{problem.file} : {_fill(problem.code, language, problem.values)}"


class StoreError(Exception):
    """Something the store cannot do; `code` and `values` name the sentence in messages.toml."""

    def __init__(self, code: str, **values: object) -> None:
        super().__init__(_fill(code, "fr", values))
        self.code, self.values = code, values

    def sentence(self, language: str = "fr") -> str:
        """The reason in the reader's language."""
        return _fill(self.code, language, self.values)


class _Shown(dict[str, object]):
    """Values of a sentence; one that is not given shows as its own name, so that a message never fails."""

    def __missing__(self, key: str) -> str:
        return f"{{{key}}}"
