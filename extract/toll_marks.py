"""A toll among the dated tolls of a theatre. In: a Toll and a Theatre. Out: from when to when it was
current.
"""

from __future__ import annotations

from datetime import date

from extract.records import Toll
from theatres.pack import Theatre, TollMark

_FEWEST = 100  # below, a figure comes back in too many reports to date one of them
_ROUND = 1000  # a multiple of it is said for weeks: it gives a first day and no last

Interval = tuple[date, date | None, str]


def mark_interval(toll: Toll, theatre: Theatre) -> Interval | None:
    """From the day the figure was counted to the day the next was, with the reason; None where nothing
    tells.
    """
    value = toll.count.low
    source = theatre.actors.get(toll.attribution.source_id or "")
    if value is None or value < _FEWEST or toll.count.qualifier == "vague":
        return None
    marks = [
        m
        for m in theatre.toll_marks
        if m.kind == toll.kind and _one_series(m, source.id if source else None, theatre)
    ]
    if toll.scope == "cumulative":
        return _among(marks, value, exact=toll.count.qualifier in ("exact", "at_least"))
    same = [m for m in marks if m.value == value and source is not None and m.source == source.id]
    return (same[0].as_of, None, _reason(same[0])) if same else None


def _one_series(mark: TollMark, source: str | None, theatre: Theatre) -> bool:
    """Figures of one family of agencies follow one another; an uncredited figure may be any of them."""
    ours, theirs = theatre.actors.get(source or ""), theatre.actors.get(mark.source)
    return ours is None or mark.source == source or (theirs is not None and ours.side == theirs.side)


def _among(marks: list[TollMark], value: int, exact: bool) -> Interval | None:
    ordered = sorted(marks, key=lambda m: (m.value, m.as_of))
    same = [m for m in ordered if m.value == value]
    below = [m for m in ordered if m.value < value]
    above = [m.as_of for m in ordered if m.value > value]
    if same:
        first = min(same, key=lambda m: m.as_of)
        closed = exact and value % _ROUND != 0
        return first.as_of, _first_after(above, first.as_of) if closed else None, _reason(first)
    if not below or not exact or not above:
        return (below[-1].as_of, None, _reason(below[-1])) if below and value % _ROUND == 0 else None
    return below[-1].as_of, _first_after(above, below[-1].as_of), _reason(below[-1])


def _first_after(days: list[date], day: date) -> date | None:
    return min((d for d in days if d > day), default=None)


def _reason(mark: TollMark) -> str:
    return f"toll:{mark.kind}={mark.value} {mark.source} {mark.as_of}"
