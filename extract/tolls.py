"""Tolls. In: a Reading with its numbers, dates, places, actors and voices. Out: the Tolls its text states.

Every figure the text gives is one Toll, once per value, qualifier and source; a part is a Toll beside its
whole and never added to it. Numbers that count no killed, injured, displaced, captured or missing are none.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import replace

from extract.numbers import bound_count
from extract.reading import Reading
from extract.records import Attribution, Count, Span, Toll
from extract.toll_context import TollContext
from extract.toll_findings import Finding, evidence
from extract.toll_grammar import toll_grammar
from extract.toll_kinds import KindFinder
from extract.toll_numbers import mask_numbers

_FLOORS = ("at_least", "more_than")
_HEADLINE = 110  # characters: a first paragraph of one sentence as short as this is a headline


def find_tolls(reading: Reading) -> list[Toll]:
    """The tolls of the text in order of position."""
    grammar = toll_grammar(reading.lexicon)
    masked = mask_numbers(reading, grammar)
    if not masked.marks:
        return []
    findings = KindFinder(reading, masked, grammar).find()
    spans = [evidence(masked, f) for f in findings]
    context = TollContext(reading, findings, spans)
    return list(_heads(reading, list(_distinct(_tolls(reading, findings, spans, context)))))


def _tolls(
    reading: Reading, findings: list[Finding], spans: list[Span], context: TollContext
) -> Iterator[Toll]:
    before: Count | None = None
    shared = False
    for i, (finding, span) in enumerate(zip(findings, spans, strict=True)):
        count = _count(finding, before)
        if count is None:
            continue
        if (
            shared
            and not finding.part
            and before
            and before.qualifier in _FLOORS
            and count.qualifier == "exact"
        ):
            count = bound_count(count, before.qualifier)
        before, shared = count, finding.shares
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
    seen: dict[tuple[object, ...], list[tuple[str, str | None]]] = {}
    for toll in tolls:
        source = toll.attribution.source_id or toll.attribution.name
        told = seen.setdefault((toll.kind, toll.count, source, toll.scope), [])
        again = any(_alike(toll.who, who, "all") and _alike(toll.place_id, at, None) for who, at in told)
        told.append((toll.who, toll.place_id))
        if not again:
            yield toll


def _alike(one: str | None, other: str | None, unsaid: str | None) -> bool:
    """True where two answers agree, or one of them is not given."""
    return one == other or unsaid in (one, other)


def _heads(reading: Reading, tolls: list[Toll]) -> Iterator[Toll]:
    """The tolls, less the figures of a headline that the report tells again with their source."""
    head = next((s for s in reading.sentences), None)
    short = head is not None and (head.heading or (_alone(reading) and head.span.end <= _HEADLINE))
    for toll in tolls:
        inside = short and head is not None and toll.span.start < head.span.end
        again = (t for t in tolls if (t.kind, t.count) == (toll.kind, toll.count) and t is not toll)
        if not inside or toll.attribution.source_id or not any(t.attribution.source_id for t in again):
            yield toll


def _alone(reading: Reading) -> bool:
    """True where the first paragraph is one sentence."""
    return len(reading.sentences) > 1 and reading.sentences[1].paragraph != reading.sentences[0].paragraph
