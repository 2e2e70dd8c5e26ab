"""Tolls. In: a Reading with its numbers, dates, places, actors and voices. Out: the Tolls its text states.

Every figure the text gives is one Toll, once per value, qualifier and source; a part is a Toll beside its
whole and never added to it. Numbers that count no killed, injured, displaced, captured or missing are none.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import replace

from extract.reading import Reading
from extract.records import Attribution, Count, Span, Toll
from extract.toll_context import TollContext
from extract.toll_grammar import toll_grammar
from extract.toll_kinds import Finding, KindFinder, evidence
from extract.toll_numbers import mask_numbers


def find_tolls(reading: Reading) -> list[Toll]:
    """The tolls of the text in order of position."""
    grammar = toll_grammar(reading.lexicon)
    masked = mask_numbers(reading, grammar)
    if not masked.marks:
        return []
    findings = KindFinder(reading, masked, grammar).find()
    spans = [evidence(masked, f) for f in findings]
    context = TollContext(reading, findings, spans)
    return list(_distinct(_tolls(reading, findings, spans, context)))


def _tolls(
    reading: Reading, findings: list[Finding], spans: list[Span], context: TollContext
) -> Iterator[Toll]:
    before: Count | None = None
    for i, (finding, span) in enumerate(zip(findings, spans, strict=True)):
        count = _count(finding, before)
        if count is None:
            continue
        before = count
        scope = context.scope(i)
        yield Toll(
            toll_id=_toll_id(reading, finding, span),
            report_id=reading.report.report_id,
            kind=finding.kind,
            count=count,
            scope=scope,
            attribution=context.source(i) or Attribution(None, "reports"),
            span=span,
            who=context.who(i),
            since=context.since(i) if scope == "cumulative" else None,
            place_id=context.place(i),
            as_of=context.as_of(i),
        )


def _count(finding: Finding, before: Count | None) -> Count | None:
    """The count of a finding; "autant de" repeats the one before it, up to three times over."""
    times = finding.quantity.times
    if not times:
        return finding.quantity.count
    if before is None:
        return None
    low, high = before.low, before.high
    return replace(before, low=low and low * times, high=high and high * times)


def _toll_id(reading: Reading, finding: Finding, span: Span) -> str:
    place = f"{finding.quantity.core.start} {span.of(reading.text)}"
    parts = f"{reading.report.report_id} toll {finding.kind} {place}"
    return hashlib.sha256(parts.encode("utf-8", "replace")).hexdigest()[:16]


def _distinct(tolls: Iterator[Toll]) -> Iterator[Toll]:
    """Each figure once: the same value, people, scope and source at the same place, or at no place said."""
    seen: dict[tuple[object, ...], set[str | None]] = {}
    for toll in tolls:
        source = toll.attribution.source_id or toll.attribution.name
        places = seen.setdefault((toll.kind, toll.count, toll.who, source, toll.scope), set())
        again = toll.place_id in places or None in places or (toll.place_id is None and bool(places))
        places.add(toll.place_id)
        if not again:
            yield toll
