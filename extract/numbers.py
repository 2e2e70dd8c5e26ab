"""Quantities. In: a Reading with its dates. Out: its NumberMentions: "au moins 12", "une trentaine", "1 936".

A number in a date, an hour, a name or an ordinal counts nothing. Words: languages/<lang>/numbers.toml.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import replace

from extract.number_grammar import Grammar, grammar_of
from extract.reading import NumberMention, Reading
from extract.records import Count, Qualifier, Span

_BEFORE = 45  # characters: the longest bound ("depasse aujourd'hui les ") with room for an article
_AFTER = 60  # characters: three words of a noun and a bound after it
_REPEAT = re.compile(r" ?\( ?([\d .,]+) ?\)")


def find_numbers(reading: Reading) -> list[NumberMention]:
    """The quantities of the text in order, bounds and ranges resolved."""
    grammar = grammar_of(reading.lexicon)
    text = reading.folded
    conventions = reading.theatre.settings.get("conventions", {})
    cores = [m for m in _cores(grammar, text, conventions) if not _in_date(reading, m.core.start)]
    return [_bound(grammar, text, cores, i) for i in _joined_ranges(grammar, text, cores)]


def _in_date(reading: Reading, at: int) -> bool:
    i = bisect_right(reading.dates, at, key=lambda d: d.span.start) - 1
    return i >= 0 and at < reading.dates[i].span.end


def _cores(grammar: Grammar, text: str, conventions: dict[str, int]) -> Iterator[NumberMention]:
    at = 0
    while found := grammar.core.search(text, at):
        read = grammar.read(found, conventions)
        at = max(found.end("core") if read is None else read[0], found.start() + 1)
        if read is not None and not _names_something(grammar, text, found.start("core"), read[0]):
            end = _repeat_end(grammar, text, *read)
            yield NumberMention(Span(found.start("core"), end), Span(found.start("core"), end), read[1])
            at = max(at, end)


def _names_something(grammar: Grammar, text: str, start: int, end: int) -> bool:
    return bool(
        grammar.name_before.search(text[max(0, start - _BEFORE) : start])
        or grammar.unit_after.match(text, end)
    )


def _repeat_end(grammar: Grammar, text: str, end: int, count: Count) -> int:
    found = _REPEAT.match(text, end)
    return found.end() if found and grammar.digits_value(found.group(1)) == count.low else end


def _joined_ranges(grammar: Grammar, text: str, cores: list[NumberMention]) -> list[int]:
    """Merges "entre 20 et 30" in place; the indexes of the mentions that remain."""
    kept: list[int] = []
    for i, mention in enumerate(cores):
        if kept and (span := _range_span(grammar, text, cores[kept[-1]], mention)):
            low, high = _shared_scale(text, cores[kept[-1]], mention), mention.count.low
            cores[kept[-1]] = NumberMention(span, span, Count(low, high, "about"))
        else:
            kept.append(i)
    return kept


def _shared_scale(text: str, first: NumberMention, second: NumberMention) -> int | None:
    """The floor of a range whose ends share their hundreds or thousands: "trois à quatre cents", 300."""
    low, high = first.count.low, second.count.low
    written = text[first.core.start].isdigit() or text[second.core.start].isdigit()
    for scale in (1000,) if written else (1000, 100):
        if low and high and high % scale == 0 and low * scale < high:
            return low * scale
    return low


def _range_span(grammar: Grammar, text: str, first: NumberMention, second: NumberMention) -> Span | None:
    low, high = first.count.low, second.count.low
    between = text[first.core.end : second.core.start]
    if low is None or high is None or low >= high or len(between) > 12 or first.count.high is None:
        return None
    before = text[max(0, first.core.start - _BEFORE) : first.core.start]
    if grammar.never_range.search(before):
        return None
    opened = grammar.range_open.search(before)
    if opened and grammar.range_between.fullmatch(between):
        return Span(first.core.start - len(opened.group()), second.core.end)
    return Span(first.core.start, second.core.end) if grammar.range_bare.fullmatch(between) else None


def _bound(grammar: Grammar, text: str, cores: list[NumberMention], i: int) -> NumberMention:
    mention = cores[i]
    if mention.count.low != mention.count.high and mention.count.qualifier != "vague":
        return mention
    start, end = mention.core.start, mention.core.end
    before = grammar.bound_before.search(text[max(0, start - _BEFORE) : start])
    limit = cores[i + 1].core.start if i + 1 < len(cores) else len(text)
    firm = before is not None and before.lastgroup != "about"
    after = None if firm else grammar.bound_after.match(text, end, min(limit, end + _AFTER))
    if after is not None and i + 1 < len(cores) and _bound_start(grammar, text, cores[i + 1]) < after.end():
        after = None  # the bound belongs to the number that follows it
    found = after if after is not None and after.lastgroup != "about" else before or after
    if found is None or found.lastgroup is None:
        return mention
    first = start - len(before.group()) if before else start
    span = Span(first, end if found is before else found.end())
    return replace(mention, span=span, count=bound_count(mention.count, found.lastgroup))


def _bound_start(grammar: Grammar, text: str, mention: NumberMention) -> int:
    start = mention.core.start
    before = grammar.bound_before.search(text[max(0, start - _BEFORE) : start])
    return start - len(before.group()) if before else start


def bound_count(count: Count, qualifier: str) -> Count:
    """A count under a bound word; a vague count stays vague, its floor being a convention."""
    known: dict[str, Qualifier] = {q: q for q in ("at_least", "more_than", "about", "up_to")}
    if count.qualifier == "vague" or qualifier not in known:
        return count
    low, high = count.low, count.low
    if qualifier in ("at_least", "more_than"):
        high = None
    elif qualifier == "up_to":
        low = None
    return Count(low, high, known[qualifier])
