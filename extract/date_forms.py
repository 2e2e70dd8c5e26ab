"""The time expressions of a language, compiled. In: dates.toml. Out: one pattern and the rule of each form.

A form is a regular expression with slots; each slot becomes a named group of its form. The forms that share a
slot make one pattern, tried only around a word that fills the slot; the first form that fits wins.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from extract.lexicon import Lexicon, fold_pattern
from extract.number_grammar import Grammar, grammar_of
from extract.patterns import compile_pattern

_SLOT = re.compile(r"\{([a-z]+)(\d?)\}")
_TABLES = ("month", "weekday", "unit", "part", "season")
_KINDS = ("words", "month", "weekday", "unit", "season", "year")
_AROUND = 48  # characters around a trigger: "entre le 10 avril et le ", "au cours de ces deux dernieres "
_OPEN, _SHUT = r"(?<![^\W_])", r"(?![^\W_])"
_BEFORE = 40  # characters: the longest words that open a period ("depuis le declenchement de ")
# One word in front of a slot may be written in one with it (Arabic).
_PLAIN = {"day": r"\d{1,2}", "mm": r"\d{1,2}", "year": r"(?:19|20)\d\d"}
Values = tuple[tuple[re.Pattern[str], str], ...]


@dataclass(frozen=True, slots=True)
class Form:
    """One expression: the rule that resolves it, its parameters, and the groups its slots became."""

    rule: str
    parameters: dict[str, Any]
    slots: dict[str, list[str]]


@dataclass(frozen=True, slots=True)
class DateGrammar:
    """All forms of a language over folded text, by the word that gives them away."""

    triggers: re.Pattern[str]
    patterns: dict[str, re.Pattern[str]]
    forms: tuple[Form, ...]
    values: dict[str, Values]
    background: re.Pattern[str]
    background_first: re.Pattern[str]
    future: re.Pattern[str]
    numbers: Grammar

    def matches(self, text: str) -> Iterator[re.Match[str]]:
        """The expressions of a text in order, none over another."""
        at = 0
        for trigger in self.triggers.finditer(text):
            if trigger.end() <= at:
                continue
            pattern, start = self.patterns[trigger.lastgroup or "words"], max(at, trigger.start() - _AROUND)
            found = pattern.search(text, start, trigger.end() + _AROUND)
            while found is not None and found.end() <= trigger.start():
                found = pattern.search(text, found.end(), trigger.end() + _AROUND)
            if found is not None:
                yield found
                at = found.end()

    def form_of(self, found: re.Match[str]) -> Form:
        """The form a match is of."""
        return self.forms[int((found.lastgroup or "form0")[4:])]

    def opens_period(self, text: str, start: int) -> bool:
        """True where a word before `start`, or the first of the expression, opens or closes a period."""
        before = text[max(0, start - _BEFORE) : start]
        return bool(self.background.search(before) or self.background_first.match(text, start))

    def slot(self, form: Form, found: re.Match[str], name: str) -> str | None:
        """What stands in a slot: the key of a month, weekday or unit, the digits of a day, the number of
        {n}.
        """
        written = next((w for group in form.slots[name] if (w := found[group]) is not None), None)
        if written is None:
            return None
        kind = name.rstrip("23")
        if kind == "n":
            return str(self._number(written))
        if kind == "day":
            return re.sub(r"\D", "", written) or self._key("day", written)
        return self._key(kind, written)

    def _key(self, kind: str, written: str) -> str:
        return next(
            (key for pattern, key in self.values.get(kind, ()) if pattern.fullmatch(written)), written
        )

    def _number(self, written: str) -> int:
        if written.isdigit():
            return int(written)
        return self.numbers.read_words(written, 0, len(written))[0] or 1


def date_grammar(lexicon: Lexicon) -> DateGrammar:
    """The time expressions of a lexicon's language, compiled once."""
    grammar: DateGrammar = lexicon.made("date_grammar", _compile)
    return grammar


def _compile(lexicon: Lexicon) -> DateGrammar:
    numbers = grammar_of(lexicon)
    slots = _slots(lexicon)
    rows = lexicon.get("dates", "forms", [])
    compiled = [_form(i, row, slots) for i, row in enumerate(rows)]
    lead = fold_pattern(lexicon.get("dates", "lead", ""))
    background = "|".join(lexicon.forms("dates", "background")) or "(?!)"
    return DateGrammar(
        triggers=compile_pattern(_triggers(compiled, slots, lead)),
        patterns={kind: _pattern(compiled, kind, lead) for kind in _KINDS},
        forms=tuple(f for _, f in compiled),
        values={kind: _values(lexicon, kind + "s") for kind in (*_TABLES, "day")},
        background=compile_pattern(f"{_OPEN}(?:{background}) ?$"),
        background_first=re.compile(f"(?:{background}) "),
        future=lexicon.pattern("dates", "future"),
        numbers=numbers,
    )


def _kinds(form: tuple[str, Form]) -> set[str]:
    """The slots a form is found by; one without any, or whose slots only go along, is found by its own
    words.
    """
    found = {kind for kind in _KINDS if any(name.rstrip("23") == kind for name in form[1].slots)}
    return found | {"words"} if not found or form[1].rule == "shift" else found


def _pattern(compiled: list[tuple[str, Form]], kind: str, lead: str) -> re.Pattern[str]:
    forms = "|".join(p for p, f in compiled if kind in _kinds((p, f))) or "(?!)"
    return compile_pattern(f"{_OPEN}{lead}(?:{forms}){_SHUT}")


def _triggers(compiled: list[tuple[str, Form]], slots: dict[str, str], lead: str) -> str:
    """A word that fills a slot, or the words of a form without slots, its groups unnamed."""
    groups = [f"(?P<{kind}>{slots[kind]})" for kind in _KINDS if kind != "words"]
    words = "|".join(p for p, f in compiled if "words" in _kinds((p, f))) or "(?!)"
    plain = re.sub(r"\(\?P<\w+>", "(?:", words)
    return f"{_OPEN}{lead}(?:(?P<words>{plain})|{'|'.join(groups)}){_SHUT}"


def _slots(lexicon: Lexicon) -> dict[str, str]:
    found = {kind: _any(lexicon.forms("dates", kind + "s")) for kind in _TABLES}
    words = _any([*lexicon.forms("numbers", "words"), *lexicon.forms("numbers", "multipliers")])
    joins = fold_pattern(lexicon.get("numbers", "joins", " "))
    first = [*lexicon.forms("dates", "first_day"), *lexicon.forms("dates", "days")]
    day = _any([*first, _PLAIN["day"] + r"(?:er|st|nd|rd|th)?"])
    return {**found, "n": rf"(?:\d{{1,3}}|{words}(?:{joins}{words})*)", **_PLAIN, "day": day}


def _any(forms: list[str]) -> str:
    return "(?:" + ("|".join(sorted(set(forms), key=len, reverse=True)) or "(?!)") + ")"


def _values(lexicon: Lexicon, table: str) -> Values:
    rows = lexicon.get("dates", table, {})
    return tuple((re.compile(_any([fold_pattern(f) for f in forms])), key) for key, forms in rows.items())


def _form(index: int, row: dict[str, Any], slots: dict[str, str]) -> tuple[str, Form]:
    groups: dict[str, list[str]] = {}

    def open_slot(found: re.Match[str]) -> str:
        kind, figure = found.groups()
        name = f"{kind}{figure}"
        group = f"{name}_{index}_{len(groups.setdefault(name, []))}"
        groups[name].append(group)
        return f"(?P<{group}>{slots[kind]})"

    parts = re.split(r"(\{[a-z]+\d?\})", row["form"])
    pattern = "".join(p if _SLOT.fullmatch(p) else fold_pattern(p) for p in parts)
    pattern = _SLOT.sub(open_slot, pattern)
    parameters = {k: v for k, v in row.items() if k not in ("form", "rule")}
    return f"(?P<form{index}>{pattern})", Form(row["rule"], parameters, groups)
