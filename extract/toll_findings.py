"""A toll found in a masked text. In: the quantity and what says it is one. Out: its stretch of the report."""

from __future__ import annotations

from dataclasses import dataclass

from extract.records import Span, TollKind
from extract.toll_numbers import Masked, Quantity


@dataclass(frozen=True, slots=True)
class Finding:
    """A toll found: its quantity, kind, the masked stretch that says so, and whether it is a part of
    another.
    """

    index: int
    quantity: Quantity
    kind: TollKind
    start: int
    end: int
    part: bool = False
    carried: bool = False
    shares: bool = False
    """True where the next number is the other subject of one verb: a floor before both binds both."""


def evidence(masked: Masked, finding: Finding) -> Span:
    """The finding's stretch on the text of the report, from the first to the last word that says it."""
    quantity = finding.quantity
    start = min(masked.original(finding.start), quantity.span.start)
    end = max(masked.original(finding.end), quantity.core.end)
    return Span(start, end)
