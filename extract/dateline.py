"""When an undated report was published. In: its Reading and tolls. Out: an interval with the clues behind
it.

Every clue gives an interval and a reason; the answer is what all of them allow, marked inferred, never a
silent day. A clue that contradicts the ones before it is left out. Without any, the dates of the theatre
remain.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from hijridate import Gregorian, Hijri

from extract.date_forms import DateGrammar, date_grammar
from extract.date_rules import span_of
from extract.lexicon import fold_pattern
from extract.reading import Reading, within
from extract.records import Span, Toll, When
from extract.toll_marks import mark_interval

_HEAD = 120  # characters: a dateline stands before the end of the first line of a dispatch
_WEEK = timedelta(days=6)  # "dimanche" in a report is one of the six days before it, or its own
_MOON = timedelta(days=1)  # the new moon may be seen a day before or after the calendar computes it
_EVE = timedelta(days=45)  # a meeting with a date is announced at most this long before
_PRINTED = timedelta(days=1)  # newspapers print the day after


Days = tuple[date | None, date | None]


@dataclass(frozen=True, slots=True)
class Clue:
    """Intervals one of which the report must fall in (None = open), and why; a reason may end in "="."""

    spans: tuple[Days, ...]
    reason: str

    def narrow(self, start: date, end: date) -> tuple[date, date] | None:
        """What the clue leaves of an interval; None where it leaves nothing."""
        parts = [(max(start, a or start), min(end, b or end)) for a, b in self.spans]
        kept = [(a, b) for a, b in parts if a <= b]
        return (min(a for a, _ in kept), max(b for _, b in kept)) if kept else None

    def why(self, start: date, end: date) -> str:
        """The reason, with the days it left where it ends in "="."""
        return f"{self.reason}{start}..{end}" if self.reason.endswith("=") else self.reason


def infer_published(reading: Reading, tolls: list[Toll]) -> When:
    """The interval a report without a date was published in."""
    grammar = date_grammar(reading.lexicon)
    if header := _header(reading):
        return header
    theatre = reading.theatre
    start, end = theatre.start, theatre.end
    reasons: list[str] = []
    for clue in _clues(reading, grammar, tolls):
        narrowed = clue.narrow(start, end)
        if narrowed is not None and narrowed != (start, end):
            start, end = narrowed
            reasons.append(clue.why(start, end))
    return span_of(start, end, "inferred", tuple(reasons) or (f"theatre:{theatre.id}",))


def _header(reading: Reading) -> When | None:
    """The day of a dateline, and the day after it for a newspaper that prints it then."""
    stated = [
        d.when
        for d in reading.dates
        if d.span.start < _HEAD and d.when.basis == "stated" and not d.background
    ]
    if not stated or not reading.lexicon.pattern("dates", "header").search(reading.folded, 0, _HEAD):
        return None
    when = stated[0]
    if when.start is None or when.end is None or when.precision != "day":
        return None
    return span_of(when.start, when.end + _PRINTED, "dateline", (f"dateline:{when.start}",))


def _clues(reading: Reading, grammar: DateGrammar, tolls: list[Toll]) -> Iterator[Clue]:
    yield from _named_days(reading, grammar)
    yield from _yearless(reading, grammar)
    yield from _worldly(reading, grammar)
    yield from _marked(reading, grammar, tolls)
    yield from _hijri(reading)


def _named_days(reading: Reading, grammar: DateGrammar) -> Iterator[Clue]:
    """Not older than the last day it tells of, not younger than a day it announces."""
    for mention in reading.dates:
        day = mention.when.start
        if day is None or mention.when.basis != "stated":
            continue
        sentence = reading.around(mention.span.start)
        if grammar.future.search(reading.folded, sentence.start, mention.span.start):
            yield from _announced(reading, sentence, day)
        else:
            yield Clue(((day, None),), f"named:{day}")


def _announced(reading: Reading, sentence: Span, day: date) -> Iterator[Clue]:
    found = reading.lexicon.pattern("dates", "days_before").search(
        reading.folded, sentence.start, sentence.end
    )
    if found:
        number = next((n.count.low for n in within(reading.numbers, Span(*found.span()))), None)
        eve = day - timedelta(days=number or 0)
        yield Clue(((eve - _PRINTED, eve + _PRINTED),), f"announced:{day}")
    else:
        yield Clue(((day - _EVE, day),), f"announced:{day}")


def _yearless(reading: Reading, grammar: DateGrammar) -> Iterator[Clue]:
    """The first day of the war named without a year: its anniversary has not come."""
    start = reading.theatre.start
    for found in grammar.matches(reading.folded):
        form = grammar.form_of(found)
        slots = {name: grammar.slot(form, found, name) for name in form.slots}
        if slots.get("year") is None and (slots.get("day"), slots.get("month")) == (
            str(start.day),
            str(start.month),
        ):
            yield Clue(((start, start.replace(year=start.year + 1)),), f"yearless:{start}")


def _worldly(reading: Reading, grammar: DateGrammar) -> Iterator[Clue]:
    """What only a report of a certain time can say; a dated happening with its weekday bounds the week."""
    for row in reading.lexicon.get("dates", "clues", []):
        pattern: re.Pattern[str] = reading.lexicon.made(
            ("clue", row["form"]), lambda _l, r=row: re.compile(fold_pattern(r["form"]))
        )
        found = pattern.search(reading.folded)
        if found is None:
            continue
        yield _dated(reading, grammar, found.start(), row) if "day" in row else _undated(reading, row)


def _undated(reading: Reading, row: dict[str, Any]) -> Clue:
    phase = next((p for p in reading.theatre.phases if p.id == row.get("phase")), None)
    days = (phase.start, phase.end) if phase else (row.get("start"), row.get("end"))
    return Clue((days,), f"{row['name']}:{days[0] or ''}..{days[1] or ''}")


def _dated(reading: Reading, grammar: DateGrammar, at: int, row: dict[str, Any]) -> Clue:
    day: date = row["day"]
    if day.weekday() in _weekdays(reading, grammar, reading.around(at)):
        return Clue(((day + _PRINTED, day + _WEEK),), f"{row['name']}:{day}:weekday")
    return Clue(((day, None),), f"{row['name']}:{day}")


def _weekdays(reading: Reading, grammar: DateGrammar, sentence: Span) -> set[int]:
    found: set[int] = set()
    for match in grammar.matches(sentence.of(reading.folded)):
        form = grammar.form_of(match)
        if "weekday" in form.slots and (slot := grammar.slot(form, match, "weekday")) is not None:
            found.add(int(slot))
    return found


def _hijri(reading: Reading) -> Iterator[Clue]:
    """A word of the Hijri calendar: its days in each year of the war, as one clue of several intervals."""
    for name, row in reading.lexicon.get("dates", "hijri", {}).items():
        if reading.lexicon.pattern("dates", f"hijri.{name}.forms").search(reading.folded):
            yield Clue(tuple(_hijri_spans(reading, row)), f"hijri:{name}=")


def _hijri_spans(reading: Reading, row: dict[str, Any]) -> Iterator[Days]:
    theatre = reading.theatre
    first, last = (Gregorian(d.year, d.month, d.day).to_hijri().year for d in (theatre.start, theatre.end))
    for year in range(first, last + 1):
        day = Hijri(year, row["month"], row["first"]).to_gregorian()
        start = date(day.year, day.month, day.day)
        end = start + timedelta(days=row["last"] - row["first"]) + _PRINTED
        if start <= theatre.end and end >= theatre.start:
            yield start - _MOON, end + _MOON


def _marked(reading: Reading, grammar: DateGrammar, tolls: list[Toll]) -> Iterator[Clue]:
    """A running toll that lies among the dated tolls of the theatre."""
    for toll in tolls:
        marked = mark_interval(toll, reading.theatre)
        if marked is None:
            continue
        start, end, reason = marked
        yield Clue(((start, end + _PRINTED if end else None),), reason)
        if start.weekday() in _weekdays(reading, grammar, reading.around(toll.span.start)):
            yield Clue(((start, start + _WEEK),), reason + ":weekday")
