"""What time expressions mean. In: the slots of a form and the days it is told from. Out: a When, or None.

Every rule gives an interval. Told from a publication interval (a month, an inferred span), "hier" is the day
before each of its days, from the first to the last. A weekday that contradicts its date widens the interval.
"""

from __future__ import annotations

import calendar
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from extract.records import Basis, Precision, When

_DAY = timedelta(days=1)
# Thirds and halves of a month.
_PART_DAYS = {
    "early": (1, 10), "middle": (10, 20), "late": (20, 31), "early_half": (1, 15), "late_half": (16, 31),
}  # fmt: skip
_LATELY = 10  # days: "these last days", where the text gives no number
_AHEAD = 62  # days: what a report announces lies within two months
_UNIT_DAYS = {"day": 1, "week": 7, "month": 30, "year": 365}
Slots = dict[str, str]


@dataclass(frozen=True, slots=True)
class Anchor:
    """What a relative expression is told from: the publication, the last date named, a sentence that
    announces.
    """

    published: When
    last: When | None
    announces: bool


def resolve(rule: str, slots: Slots, options: dict[str, Any], anchor: Anchor) -> When | None:
    """The interval an expression means; None where the report's own date is needed and unknown, or no such
    day.
    """
    try:
        return _RULES[rule](slots, options, anchor)
    except (ValueError, OverflowError, KeyError):
        return None


def span_of(start: date, end: date, basis: Basis, reasons: tuple[str, ...] = ()) -> When:
    """An interval, its precision taken from its width; reversed ends are put in order."""
    first, last = min(start, end), max(start, end)
    days = (last - first).days
    precision: Precision = "day" if days < 3 else "week" if days < 12 else "month" if days < 45 else "year"
    return When(first, last, precision, basis, reasons)


def _known(anchor: Anchor) -> tuple[date, date]:
    start, end = anchor.published.start, anchor.published.end
    if start is None or end is None:
        raise ValueError("the report has no date")
    return start, end


def _year_of(slots: Slots, month: int, day: int, anchor: Anchor) -> int:
    """The year said, or that of the last such day before publication; of the next where it announces."""
    if "year" in slots:
        return int(slots["year"])
    end = _known(anchor)[1]
    if date(end.year, month, min(day, 28)) <= end + _DAY:
        return end.year
    soon = date(end.year, month, min(day, 28)) - end < timedelta(days=_AHEAD)
    return end.year if anchor.announces and soon else end.year - 1


def _day(slots: Slots, _options: dict[str, Any], anchor: Anchor) -> When:
    month, number = int(slots.get("month") or slots["mm"]), int(slots["day"])
    day = date(_year_of(slots, month, number, anchor), month, number)
    return _with_weekday(day, slots.get("weekday"))


def _with_weekday(day: date, weekday: str | None) -> When:
    if weekday is None or int(weekday) == day.weekday():
        return When(day, day, "day", "stated")
    # The nearest day that bears the weekday said: the text means one of the two.
    off = (int(weekday) - day.weekday() + 3) % 7 - 3
    other = day + timedelta(days=off)
    return When(min(day, other), max(day, other), "day", "stated", ("weekday_contradicts_date",))


def _day_of_month(slots: Slots, _options: dict[str, Any], anchor: Anchor) -> When:
    day = _known(anchor)[1].replace(day=int(slots["day"]))
    return When(day, day, "day", "stated")


def _days(slots: Slots, _options: dict[str, Any], anchor: Anchor) -> When:
    month, last = int(slots.get("month") or slots["month2"]), int(slots["day"])
    year = _year_of(slots, month, last, anchor)
    opening = int(slots.get("month2", month))
    first = date(year - (opening > month), opening, int(slots["day2"]))
    return span_of(first, date(year, month, last), "stated")


def _months(slots: Slots, _options: dict[str, Any], anchor: Anchor) -> When:
    """From the first month to the end of the second: "de janvier à mars"."""
    last = int(slots["month"])
    year = _year_of(slots, last, 1, anchor)
    first = int(slots["month2"])
    start = date(int(slots.get("year2", year - (first > last))), first, 1)
    return span_of(start, date(year, last, calendar.monthrange(year, last)[1]), "stated")


def _month(slots: Slots, options: dict[str, Any], anchor: Anchor) -> When:
    month = int(slots["month"])
    if options.get("ahead"):
        end = _known(anchor)[1]
        year = end.year + (date(end.year, month, 1) <= end)
    else:
        year = _year_of(slots, month, 1, anchor)
    last = calendar.monthrange(year, month)[1]
    first_day, last_day = _PART_DAYS.get(slots.get("part", ""), (1, last))
    start, end = date(year, month, first_day), date(year, month, min(last_day, last))
    return When(start, end, "week" if "part" in slots else "month", "stated")


def _year(slots: Slots, _options: dict[str, Any], _anchor: Anchor) -> When:
    year = int(slots["year"])
    first, last = {"early": (1, 4), "middle": (5, 8), "late": (9, 12)}.get(slots.get("part", ""), (1, 12))
    return When(date(year, first, 1), date(year, last, calendar.monthrange(year, last)[1]), "year", "stated")


def _season(slots: Slots, _options: dict[str, Any], anchor: Anchor) -> When:
    first, last = (int(m) for m in slots["season"].split("-"))
    year = _year_of(slots, first, 1, anchor)
    end_year = year + (last < first)
    end = date(end_year, last, calendar.monthrange(end_year, last)[1])
    return When(date(year, first, 1), end, "year", "stated")


def _shift(_slots: Slots, options: dict[str, Any], anchor: Anchor) -> When:
    start, end = _known(anchor)
    by = timedelta(days=options["shift"])
    return span_of(start + by, end + by, "relative")


def _from_last(slots: Slots, options: dict[str, Any], anchor: Anchor) -> When:
    last = anchor.last
    if last is None or last.start is None or last.end is None:
        return _shift(slots, options, anchor)
    by = timedelta(days=options["shift"])
    return span_of(last.start + by, last.end + by, "relative")


def _from_last_back(slots: Slots, options: dict[str, Any], anchor: Anchor) -> When:
    if options.get("ahead") and anchor.last is None:
        raise ValueError("no day was named that it could be later than")
    by = int(slots["n"]) * _UNIT_DAYS.get(slots["unit"], 0)
    return _from_last(slots, {"shift": by if options.get("ahead") else -by}, anchor)


def _weekday(slots: Slots, options: dict[str, Any], anchor: Anchor) -> When:
    start, end = _known(anchor)
    if options.get("ahead"):
        return span_of(_next(start, int(slots["weekday"])), _next(end, int(slots["weekday"])), "relative")
    strictly = bool(options.get("before"))
    days = [_last(day, int(slots["weekday"]), strictly) for day in (start, end)]
    return span_of(days[0], days[1], "relative")


def _weekday_of_week(slots: Slots, _options: dict[str, Any], anchor: Anchor) -> When:
    """A weekday of the calendar week before the one of publication."""
    days = [d - timedelta(days=d.weekday() + 7 - int(slots["weekday"])) for d in _known(anchor)]
    return span_of(days[0], days[1], "relative")


def _last(day: date, weekday: int, strictly: bool) -> date:
    back = (day.weekday() - weekday) % 7
    return day - timedelta(days=back or (7 if strictly else 0))


def _next(day: date, weekday: int) -> date:
    return day + timedelta(days=(weekday - day.weekday()) % 7 or 7)


def _night(slots: Slots, _options: dict[str, Any], anchor: Anchor) -> When:
    if "day" in slots and "month" in slots:
        end = date(
            _year_of(slots, int(slots["month"]), int(slots["day"]), anchor),
            int(slots["month"]),
            int(slots["day"]),
        )
        return span_of(end - _DAY, end, "stated")
    evening = _weekday({"weekday": slots["weekday"]}, {}, anchor)
    start, end = evening.start or date.min, evening.end or date.min
    if start == end == anchor.published.end:
        start = end = start - 7 * _DAY
    return span_of(start, end + _DAY, "relative")


def _night_before(slots: Slots, _options: dict[str, Any], anchor: Anchor) -> When:
    """The night a weekday opens with: its eve and itself."""
    day = _weekday(slots, {}, anchor)
    return span_of((day.start or date.min) - _DAY, day.end or date.min, "relative")


def _ago(slots: Slots, options: dict[str, Any], anchor: Anchor) -> When:
    start, end = _known(anchor)
    count, unit = int(slots["n"]), slots["unit"]
    if unit == "hour":
        by, slack = timedelta(days=count // 24), _DAY * 0
    else:
        by = timedelta(days=count * _UNIT_DAYS[unit])
        # A round number of weeks or months is loose; a number of days is exact up to ten of them.
        loose = {"week": 1, "month": 3, "year": 30}.get(unit, 1 if count > 10 else 0)
        slack = timedelta(days=options.get("loose", loose))
    if options.get("opens"):
        slack = _DAY * 0
    return span_of(start - by - slack, end - by + slack, "relative")


def _window(slots: Slots, _options: dict[str, Any], anchor: Anchor) -> When:
    start, end = _known(anchor)
    count, unit = int(slots.get("n", 0)), slots.get("unit", "day")
    days = count * _UNIT_DAYS.get(unit, 0) if unit != "hour" else -(-count // 24)
    return span_of(start - timedelta(days=days or _LATELY), end, "relative")


def _unit(slots: Slots, options: dict[str, Any], anchor: Anchor) -> When:
    spans = [_around(day, options) for day in _known(anchor)]
    when = When(spans[0][0], spans[1][1], options["unit"], "relative")
    if options.get("part") and when.start:
        first, last = _PART_DAYS[options["part"]]
        return When(when.start.replace(day=first), when.start.replace(day=last), "week", "relative")
    return when


def _around(day: date, options: dict[str, Any]) -> tuple[date, date]:
    shift = options["shift"]
    if options["unit"] == "week":
        monday = day - timedelta(days=day.weekday()) + timedelta(days=7 * shift)
        return monday, monday + 6 * _DAY
    if options["unit"] == "year":
        return date(day.year + shift, 1, 1), date(day.year + shift, 12, 31)
    months = day.year * 12 + day.month - 1 + shift
    year, month = divmod(months, 12)
    return date(year, month + 1, 1), date(year, month + 1, calendar.monthrange(year, month + 1)[1])


def _last_week(_slots: Slots, _options: dict[str, Any], anchor: Anchor) -> When:
    start, end = _known(anchor)
    return When(start - 7 * _DAY, end, "week", "relative")


def _weekend(_slots: Slots, _options: dict[str, Any], anchor: Anchor) -> When:
    saturdays = [_last(day, 5, False) for day in _known(anchor)]
    return span_of(saturdays[0], saturdays[1] + _DAY, "relative")


_RULES: dict[str, Callable[[Slots, dict[str, Any], Anchor], When]] = {
    "day": _day, "days": _days, "month": _month, "year": _year, "season": _season, "shift": _shift,
    "from_last": _from_last, "from_last_back": _from_last_back, "weekday": _weekday, "night": _night,
    "months": _months, "weekday_of_week": _weekday_of_week, "night_before": _night_before,
    "day_of_month": _day_of_month, "ago": _ago, "window": _window, "unit": _unit,
    "last_week": _last_week, "weekend": _weekend,
}  # fmt: skip
