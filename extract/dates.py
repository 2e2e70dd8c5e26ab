"""Dates. In: a Reading with its sentences. Out: its DateMentions, and the date that governs a stretch of
text.

Words: languages/<lang>/dates.toml. Meaning: extract/date_rules.py. An expression told from a publication
day nobody knows keeps an open interval, which becomes a gap.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from extract.date_forms import DateGrammar, Form, date_grammar
from extract.date_rules import Anchor, resolve
from extract.reading import DateMention, Reading, within
from extract.records import Span, When

UNKNOWN = When(None, None, "open", "relative")
_CLAUSE = re.compile(r"[;:.!?()]|, (?!\d)")
_WINDOWS = ("window",)


def find_dates(reading: Reading) -> list[DateMention]:
    """The time expressions of the text in order, resolved against the report's publication."""
    grammar = date_grammar(reading.lexicon)
    return list(_mentions(reading, grammar))


def _mentions(reading: Reading, grammar: DateGrammar) -> Iterator[DateMention]:
    last: When | None = None
    for found in grammar.matches(reading.folded):
        form = grammar.form_of(found)
        anchor = Anchor(reading.report.published, last, _announces(reading, grammar, found.start()))
        when = _resolve(grammar, form, found, anchor)
        if when is None:
            continue
        opens = bool(form.parameters.get("opens")) or form.rule in _WINDOWS
        background = opens or grammar.opens_period(reading.folded, found.start())
        if when.start is not None and form.rule in ("day", "days", "weekday", "night", "shift"):
            last = when
        yield DateMention(Span(found.start(), found.end()), when, background)


def _resolve(grammar: DateGrammar, form: Form, found: re.Match[str], anchor: Anchor) -> When | None:
    given = {key: str(form.parameters[key]) for key in ("n", "unit") if key in form.parameters}
    slots = given | {name: v for name in form.slots if (v := grammar.slot(form, found, name)) is not None}
    if form.parameters.get("needs") and form.parameters["needs"] not in slots:
        return None
    when = resolve(form.rule, slots, form.parameters, anchor)
    if when is None and anchor.published.start is None and _is_date(slots):
        return UNKNOWN
    return when


def _is_date(slots: dict[str, str]) -> bool:
    day = slots.get("day", "1")
    return day.isdigit() and 1 <= int(day) <= 31


def _announces(reading: Reading, grammar: DateGrammar, at: int) -> bool:
    if not reading.sentences:
        return False
    around = reading.around(at)
    return bool(grammar.future.search(reading.folded, around.start, min(at, around.end)))


def when_for(reading: Reading, span: Span) -> When | None:
    """The date that governs a span: of its clause first, else of its sentence; None where neither has one."""
    dates = [
        d
        for d in within(reading.dates, reading.around(span.start))
        if not d.background and d.when.start is not None
    ]
    if not dates:
        return None
    return min(dates, key=lambda d: _distance(reading, d.span, span)).when


def _distance(reading: Reading, date_span: Span, span: Span) -> tuple[int, int]:
    first, second = sorted((date_span, span), key=lambda s: s.start)
    gap = max(0, second.start - first.end)
    breaks = len(_CLAUSE.findall(reading.folded, first.end, second.start)) if gap else 0
    return breaks, gap
