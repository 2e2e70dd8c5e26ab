"""The numbers tolls are read from. In: a Reading. Out: its text with every number masked, and their places.

Besides quantities, "un mort", "une femme" count one, and "autant de", "le double de" repeat the toll before.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from extract.reading import NumberMention, Reading
from extract.records import Count, Span
from extract.toll_grammar import MARK, TollGrammar

_LISTED = 5  # characters between the numbers of a list: ", ", " et " or " and "
_AGED = 12  # characters before a number: "agees de "
_CLITIC = 2  # characters between two words: a space, and a letter written in one with the second


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number that may be a toll; `times` says how often it repeats the toll before it, 0 = not at all."""

    span: Span
    core: Span
    count: Count
    times: int = 0
    kept: bool = False
    """True for a noun that counts by its form alone: it stays in the masked text behind its MARK."""

    @property
    def masked_end(self) -> int:
        """Where the stretch the MARK stands for ends."""
        return self.span.start if self.kept else self.core.end


@dataclass(frozen=True, slots=True)
class Masked:
    """The folded text with each quantity as one MARK; `marks` are their places in it."""

    text: str
    quantities: list[Quantity]
    marks: list[int]

    def original(self, at: int) -> int:
        """The character of the report's text under a place of the masked one (the end of a quantity after
        it).
        """
        i = bisect_right(self.marks, at - 1) - 1
        if i < 0:
            return at
        return self.quantities[i].masked_end + (at - self.marks[i] - 1)


def mask_numbers(reading: Reading, grammar: TollGrammar) -> Masked:
    """Masks the quantities of the text, each with the bound words before it."""
    quantities = sorted(_quantities(reading, grammar), key=lambda q: (q.span.start, -q.core.end))
    pieces: list[str] = []
    kept: list[Quantity] = []
    marks: list[int] = []
    at = length = 0
    for quantity in quantities:
        if quantity.span.start < at or (kept and _doubles(kept[-1], quantity)):
            continue
        pieces += [reading.folded[at : quantity.span.start], MARK]
        length += quantity.span.start - at
        marks.append(length)
        kept.append(quantity)
        length, at = length + 1, quantity.masked_end
    return Masked("".join([*pieces, reading.folded[at:]]), kept, marks)


def _doubles(first: Quantity, second: Quantity) -> bool:
    """True where a noun that counts by its form is told once more: "one dead, a civilian", "one dead"."""
    near = second.core.start - first.core.end <= _CLITIC
    return near and first.kept and first.count == second.count


def _quantities(reading: Reading, grammar: TollGrammar) -> Iterator[Quantity]:
    text = reading.folded
    ages = _ages(reading, grammar)
    for number in reading.numbers:
        if number.core.start in ages:
            continue
        glued = text[number.core.end : number.core.end + 1] == "-"  # "200,000-plus"
        yield Quantity(_left_part(number), number.span if glued else number.core, number.count)
    for found in grammar.single.finditer(text):
        group = "part" if found["part"] else "one"
        span = Span(*found.span(group))
        yield Quantity(span, span, Count(1, 1, "exact"))
    counted = {n.core.end + 1 for n in reading.numbers}
    for count, nouns in grammar.counting_nouns:
        for found in nouns.finditer(text):
            span = Span(*found.span("noun"))
            if found.start() not in counted:
                yield Quantity(span, span, Count(count, count, "exact"), kept=True)
    for times, pattern in grammar.repeats:
        for found in pattern.finditer(text):
            span = Span(found.start(), found.end() - (text[found.end() - 1] == " "))
            yield Quantity(span, span, Count(None, None, "exact"), times)


def _ages(reading: Reading, grammar: TollGrammar) -> set[int]:
    """Where the numbers stand that are years of age, also in a list ("4, 7 et 11 ans", "aged 4 and 7")."""
    text, found = reading.folded, set[int]()
    for numbers in (reading.numbers, reading.numbers[::-1]):
        last: NumberMention | None = None
        for number in numbers:
            near = last is not None and _between(last, number) <= _LISTED
            told = grammar.ages.match(text, number.core.end) or grammar.left_age.search(
                text[max(0, number.core.start - _AGED) : number.core.start]
            )
            if told or (near and last is not None and last.core.start in found):
                found.add(number.core.start)
            last = number
    return found


def _between(one: NumberMention, other: NumberMention) -> int:
    return max(one.core.start, other.core.start) - min(one.core.end, other.core.end)


def _left_part(number: NumberMention) -> Span:
    return Span(min(number.span.start, number.core.start), number.core.end)
