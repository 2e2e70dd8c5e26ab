"""How a language names those who speak. In: its attribution.toml. Out: a SpeechGrammar."""

from __future__ import annotations

import re
from dataclasses import dataclass, fields

from extract.lexicon import Lexicon
from extract.patterns import compile_pattern
from extract.phrases import PhraseMatcher


@dataclass(frozen=True, slots=True)
class Turns:
    """What stands right before a verb of saying that has its speaker elsewhere, and after an owned noun."""

    inverted: re.Pattern[str]
    pronoun: re.Pattern[str]
    goes_on: re.Pattern[str]
    owner: re.Pattern[str]
    definite: re.Pattern[str]
    this: re.Pattern[str]
    owned: re.Pattern[str]
    adjacent: re.Pattern[str]
    fronted: re.Pattern[str]
    apposition: re.Pattern[str]
    possessed: re.Pattern[str]
    whose: re.Pattern[str]
    apposed: re.Pattern[str]
    member: re.Pattern[str]
    ready: re.Pattern[str]
    there: re.Pattern[str]
    within: re.Pattern[str]
    oblique: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class SpeechGrammar:
    """The words for speakers, and what may stand between one and his verb."""

    nouns: PhraseMatcher[str]
    asides: re.Pattern[str]
    filler: re.Pattern[str]
    stops: re.Pattern[str]
    joint: re.Pattern[str]
    press: re.Pattern[str]
    press_after: re.Pattern[str]
    turns: Turns
    in_ranks: re.Pattern[str]


def speech_grammar(lexicon: Lexicon) -> SpeechGrammar:
    """The grammar of a language, compiled."""
    nouns = PhraseMatcher((f, "noun") for f in lexicon.get("attribution", "speakers.nouns", []))
    asides = lexicon.forms("attribution", "asides")
    media = f"(?:{'|'.join(lexicon.forms('attribution', 'speakers.media')) or '(?!)'})"
    return SpeechGrammar(
        nouns,
        re.compile("|".join(asides) or r"(?!)"),
        re.compile(rf"(?:[ ,]|{'|'.join(lexicon.forms('attribution', 'inverted')) or '(?!)'})*+"),
        re.compile(rf"[;:]|\. |{'|'.join(lexicon.forms('attribution', 'stops')) or '(?!)'}"),
        re.compile("|".join(lexicon.forms("attribution", "joint")) or r"(?!)"),
        re.compile(rf"(?<![^\W_]){media} (?:[^\W_]+ )?$"),
        re.compile(rf" {media}(?![^\W_])"),
        Turns(*(_ending(lexicon, f.name) for f in fields(Turns))),
        re.compile("|".join(lexicon.forms("attribution", "in_ranks")) or r"(?!)"),
    )


def _ending(lexicon: Lexicon, key: str) -> re.Pattern[str]:
    forms = lexicon.forms("attribution", f"turns.{key}")
    return compile_pattern(rf"(?:{'|'.join(forms)})$" if forms else r"(?!)")
