"""Why a report is dated as it is. In: a row of `reports`.
Out: its publication interval and the clues, in words.
"""

from __future__ import annotations

import pandas as pd

from pages.shared.words import labels, plain, say


def tell_published(report: pd.Series) -> str:
    """The publication interval as Markdown, and the clues behind it where it is inferred."""
    words = labels()
    start, end = report["published_start"], report["published_end"]
    if pd.isna(start) and pd.isna(end):
        return say("reports.undated")
    days = plain(words.days(start, end))
    if report["published_basis"] != "inferred":
        return say("reports.published", days=days)
    reasons = [f"- {plain(tell_reason(r))}" for r in report["published_reasons"]]
    return "\n".join([say("reports.inferred", days=days), "", *reasons])


def tell_reason(code: str) -> str:
    """A clue in words: "hijri:ramadan=2019-05-06..2019-06-03" names its kind, then what it says."""
    kind, _, rest = code.partition(":")
    try:
        return say(f"reason.{kind}", clue=_readable(rest))
    except KeyError:
        return code


def _readable(clue: str) -> str:
    name, _, days = clue.partition("=")
    bounds = [_day(d) for d in days.split("..") if d]
    return f"{name.replace('_', ' ')} ({' – '.join(bounds)})" if bounds else name.replace("_", " ")


def _day(word: str) -> str:
    try:
        return labels().day(pd.Timestamp(word))
    except ValueError:
        return word
