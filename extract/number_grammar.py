"""The grammar of numbers of a language, compiled. In: numbers.toml. Out: patterns and the values they stand
for.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from extract.lexicon import Lexicon, fold_pattern
from extract.patterns import compile_pattern
from extract.records import Count

_DIGITS = r"\d{1,3}(?:[ .,]\d{3})+(?![.,]?\d)|\d+(?:[.,]\d{1,2})?(?![.,]?\d)"
_THOUSANDS = re.compile(r"\d{1,3}(?:[ .,]\d{3})+")
_OPEN = r"(?<![^\W_])(?<!\d[.,])"
_SHUT = r"(?![^\W_])"
_ASIDE = "(?P<aside>(?<=, ))?"  # "on compte, au bas mot, dix morts": a comma closes what a comma opened
_MOST_DIGITS = 12  # a longer run is a telephone or an account number


@dataclass(frozen=True, slots=True)
class Grammar:
    """Patterns over folded text; `core` names its groups round, number, several."""

    core: re.Pattern[str]
    values: tuple[tuple[re.Pattern[str], int], ...]
    scales: tuple[tuple[re.Pattern[str], int], ...]
    rounds: tuple[tuple[re.Pattern[str], int], ...]
    word: re.Pattern[str]
    teens_after: frozenset[int]
    units_first: bool
    articles: re.Pattern[str]
    plural: re.Pattern[str]
    settings: dict[str, str]
    vague: dict[str, int]
    bound_before: re.Pattern[str]
    bound_after: re.Pattern[str]
    range_open: re.Pattern[str]
    range_between: re.Pattern[str]
    never_range: re.Pattern[str]
    range_bare: re.Pattern[str]
    name_before: re.Pattern[str]
    unit_after: re.Pattern[str]

    def read(self, found: re.Match[str], conventions: dict[str, int]) -> tuple[int, Count] | None:
        """Where the number of a match of `core` ends and what it counts; None for a bare article."""
        if found["several"]:
            low = conventions.get("several", self.vague.get("several", 2))
            return found.end("several"), Count(low, None, "vague")
        if found["round"]:
            return found.end("core"), self._round_count(found, conventions)
        return self._number(found)

    def _round_count(self, found: re.Match[str], conventions: dict[str, int]) -> Count:
        value = _value_of(found["round"], self.rounds)
        counted = found["head"] or (str(value) not in self.settings and found["round"])
        if self.plural.fullmatch(counted or ""):
            low = self._vague_low(value, conventions)
            return Count(low * (_value_of(found["of"], self.rounds) if found["of"] else 1), None, "vague")
        return Count(value, value, "about")

    def _vague_low(self, value: int, conventions: dict[str, int]) -> int:
        key = self.settings.get(str(value), "")
        # "des vingtaines": at least two of them, as the grammar says.
        return conventions.get(key, self.vague.get(key, 2 * value))

    def _number(self, found: re.Match[str]) -> tuple[int, Count] | None:
        text, start, end = found.string, found.start("number"), found.end("number")
        if text[start].isdigit():
            value = self._scaled_digits(found)
        else:
            value, end = self.read_words(text, start, end)
            if end == start:
                return None
            if self.articles.fullmatch(text[start:end]) and not found["times"]:
                return None
        if value is None:
            return None
        if found["times"] and end == found.end("number"):
            value, end = value * _value_of(found["times"], self.rounds), found.end("times")
            return end, Count(value, value, "about")
        return end, Count(value, value, "exact")

    def _scaled_digits(self, found: re.Match[str]) -> int | None:
        digits = self.digits_value(found["digits"])
        scale = 1
        for word in self.word.finditer(found["scale"] or ""):
            scale *= _value_of(word.group(), self.scales)
        return None if digits is None else round(digits * scale)

    def digits_value(self, digits: str) -> float | None:
        """The number written in digits with any mark of thousands or decimals; None where it is none."""
        digits = digits.strip()
        if _THOUSANDS.fullmatch(digits):
            digits = re.sub(r"[ .,]", "", digits)
        try:
            return float(digits.replace(",", ".")) if len(digits) <= _MOST_DIGITS else None
        except ValueError:
            return None

    def read_words(self, text: str, start: int, end: int) -> tuple[int, int]:
        """The value of the number words from `start`, and where the words that form one number end."""
        total, current, stop = 0, 0, start
        for word in self.word.finditer(text, start, end):
            value = _value_of(word.group(), self.values)
            if current and value >= 1000:  # a form may be "two thousand" when it stands alone
                value = _value_of(word.group(), self.scales + self.values)
            if value >= 1000:
                total, current = total + (current or 1) * value, 0
            elif value == 100 and current < 100:
                current = (current or 1) * 100
            elif self._joins(current % 100, value):
                current += value
            else:
                break
            stop = word.end()
        return total + current, stop

    def _joins(self, rest: int, value: int) -> bool:
        if rest == 0 or value == 100:
            return value != 100
        if rest < 10:
            return self.units_first and value >= 10 and value % 10 == 0
        return rest % 10 == 0 and value < (20 if rest in self.teens_after else 10)


def _value_of(word: str, values: tuple[tuple[re.Pattern[str], int], ...]) -> int:
    return next((v for pattern, v in values if pattern.fullmatch(word)), 1)


def grammar_of(lexicon: Lexicon) -> Grammar:
    """The grammar of a lexicon's language, compiled once."""
    grammar: Grammar = lexicon.made("number_grammar", _compile)
    return grammar


def _compile(lexicon: Lexicon) -> Grammar:
    vague = lexicon.get("numbers", "vague", {})
    prefix = fold_pattern(lexicon.get("numbers", "prefix", ""))
    one_of = _Forms(lexicon)
    return Grammar(
        core=compile_pattern(_core(one_of, lexicon)),
        values=one_of.valued("words") + one_of.valued("multipliers"),
        scales=one_of.valued("multipliers"),
        rounds=one_of.valued("rounds"),
        word=compile_pattern(_prefixed(lexicon, f"(?:{one_of('words', 'multipliers')})") + _SHUT),
        teens_after=frozenset(lexicon.get("numbers", "teens_after", ())),
        units_first=bool(lexicon.get("numbers", "units_first", False)),
        articles=re.compile(one_of("articles")),
        plural=re.compile(one_of("vague.before_round") + "|"),
        settings=dict(vague.get("settings", {})),
        vague={k: v for k, v in vague.items() if isinstance(v, int)},
        bound_before=compile_pattern(
            _OPEN + _ASIDE + _bounds(lexicon, "before") + r"(?(aside),?)[ ']*(?:\(|\")?" + prefix + "$"
        ),
        bound_after=re.compile(_after(one_of, lexicon)),
        range_open=compile_pattern(f"{_OPEN}(?:{one_of('ranges.open')}) $"),
        never_range=compile_pattern(
            f"{_OPEN}(?:{one_of('ranges.never_after')}) ?(?:{one_of('ranges.open')}) $"
        ),
        range_between=re.compile(f" ?(?:{one_of('ranges.between')}) ?"),
        range_bare=re.compile(f" ?(?:{one_of('ranges.bare')}) ?"),
        name_before=compile_pattern(f"{_OPEN}(?:{one_of('not_numbers.before')}) ?$"),
        unit_after=re.compile(f" ?(?:{one_of('not_numbers.after')}){_SHUT}"),
    )


class _Forms:
    """Alternations of the forms of numbers.toml, the longest first."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon

    def __call__(self, *keys: str) -> str:
        forms = {f for key in keys for f in self._lexicon.forms("numbers", key)}
        return "|".join(sorted(forms, key=len, reverse=True)) or "(?!)"

    def valued(self, key: str) -> tuple[tuple[re.Pattern[str], int], ...]:
        prefix = self._lexicon.get("numbers", "prefix", "")
        table = self._lexicon.get("numbers", key, {})
        return tuple((_any(prefix, forms), int(value)) for value, forms in table.items())


def _any(prefix: str, forms: list[str]) -> re.Pattern[str]:
    return re.compile(fold_pattern(prefix) + "(?:" + "|".join(map(fold_pattern, forms)) + ")")


def _prefixed(lexicon: Lexicon, pattern: str) -> str:
    return fold_pattern(lexicon.get("numbers", "prefix", "")) + pattern


def _core(one_of: _Forms, lexicon: Lexicon) -> str:
    joins = fold_pattern(lexicon.get("numbers", "joins", " "))
    word = f"(?:{one_of('words', 'multipliers')}){_SHUT}"
    scale = f"(?: ?(?P<scale>(?:{one_of('multipliers')})(?: (?:{one_of('multipliers')}))?){_SHUT})?"
    number = f"(?P<number>(?P<digits>{_DIGITS}){scale}|{word}(?:{joins}{word})*)"
    rounds, of = one_of("rounds"), one_of("vague.of_rounds")
    adjective = f"(?:(?:{one_of('vague.adjectives')}) )?"
    head = f"(?P<head>{one_of('vague.before_round', 'vague.one_round')})"
    tail = f"(?: ?(?:{of}) ?(?P<of>{rounds}|{one_of('multipliers')}){_SHUT})?"
    round_core = f"(?:{head} ?{adjective})?(?P<round>{rounds}){_SHUT}{tail}"
    times = f"(?: (?P<times>{rounds}){_SHUT})?"
    several = f"(?P<several>{one_of('vague.several_words')})"
    return _OPEN + _prefixed(lexicon, f"(?P<core>{round_core}|{number}{times}|{several}){_SHUT}")


def _bounds(lexicon: Lexicon, side: str) -> str:
    groups = (
        f"(?P<{q}>{'|'.join(sorted(lexicon.forms('numbers', f'{side}.{q}'), key=len, reverse=True))})"
        for q in ("at_least", "more_than", "about", "up_to")
        if lexicon.forms("numbers", f"{side}.{q}")
    )
    return f"(?:{'|'.join(groups) or '(?!)'})"


def _after(one_of: _Forms, lexicon: Lexicon) -> str:
    leap = int(lexicon.get("numbers", "after.leap", 0))
    word = rf" (?!(?:{one_of('after.never_leap')}){_SHUT})[^\W\d_][^\W\d_'-]*"
    return rf"(?:{word}){{0,{leap}}}?\"?,?(?: |(?=-))\(?{_bounds(lexicon, 'after')}{_SHUT}"
