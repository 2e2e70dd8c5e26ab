"""The story of one place. In: its Words in order of day, the holder of the first day. Out: its Holds.

The rules are those of `analyse.control`; the story up to a day is the same whatever is said after it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from analyse.control_rules import Rules
from analyse.control_words import Word

DECIDING = ("independent", "admission")


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a place is given to a side: the rule, and the word it was applied to.

    `agrees` is False where it speaks against the holder of the moment.
    """

    rule: str
    side: str | None
    weight: float
    day: date | None = None
    by: str | None = None
    id: str | None = None
    report_id: str | None = None
    agrees: bool = True


@dataclass(frozen=True, slots=True)
class Hold:
    """What is known of one place from the day `told` on, until the next Hold of its story."""

    holder: str | None
    state: str
    since: date
    told: date
    last: date | None = None
    rival: str | None = None
    """The other side in a contested place, or the holder before a claim nobody has confirmed."""
    reasons: tuple[Reason, ...] = ()
    disputed: bool = False
    """More than one side was ever said to hold the place."""


def tell_story(words: Sequence[Word], first: Hold, until: date, rules: Rules) -> list[Hold]:
    """The holds of one place from the first day on, the last one being that of `until`."""
    story = [first]
    for word in words:
        _settle_by_silence(story, word.day, rules)
        story.append(_answer(story[-1], word, rules))
    _settle_by_silence(story, until, rules)
    return story


def first_hold(holder: str | None, day: date, reason: Reason | None = None) -> Hold:
    """The hold a place starts with, where the pack gives one."""
    reasons = (reason,) if reason else ()
    if holder == "contested":
        return Hold(None, "contested", day, date.min, reasons=reasons, disputed=True)
    return Hold(holder, "held" if holder else "unknown", day, date.min, reasons=reasons)


def _settle_by_silence(story: list[Hold], today: date, rules: Rules) -> None:
    now = story[-1]
    if now.last is None or now.state != "claimed_only" or (today - now.last).days <= rules.consent_days:
        return
    day = now.last + timedelta(days=rules.consent_days + 1)
    consent = Reason("silence", now.holder, rules.implied, day, by=now.rival)
    reasons = (*now.reasons, consent)
    story.append(replace(now, state="held", since=day, told=day, rival=None, reasons=reasons))


def _answer(now: Hold, word: Word, rules: Rules) -> Hold:
    if word.kind == "denial":
        return _deny(now, word)
    if word.holder == "contested" or (word.partial and word.holder != now.holder):
        return _next(now, word, now.holder, "contested")
    if word.holder is None:
        lost = now.holder is None or word.previous in (None, now.holder)
        return _next(now, word, None, "unknown") if lost else _next(now, word, now.holder, now.state)
    return _decide(now, word) if word.kind in DECIDING else _claim(now, word, rules)


def _decide(now: Hold, word: Word) -> Hold:
    same_day = now.last == word.day and now.holder != word.holder and now.state == "held"
    return _next(now, word, word.holder, "contested" if same_day else "held")


def _claim(now: Hold, word: Word, rules: Rules) -> Hold:
    if word.holder == now.holder and now.state in ("held", "claimed_only"):
        return _next(now, word, now.holder, now.state)
    fresh = now.last is not None and (word.day - now.last).days <= rules.answer_days
    if now.state == "contested" and fresh:
        return _next(now, word, now.holder, "contested")
    answered = now.state == "claimed_only" and fresh
    return _next(now, word, word.holder, "contested" if answered else "claimed_only")


def _deny(now: Hold, word: Word) -> Hold:
    aimed = word.holder in (None, now.holder) and now.state == "claimed_only"
    return _next(now, word, now.holder, "contested") if aimed else now


def _next(now: Hold, word: Word, holder: str | None, state: str) -> Hold:
    same = (holder, state) == (now.holder, now.state)
    rival = now.holder if holder != now.holder else now.rival
    if word.holder not in (None, "contested", holder):
        rival = word.holder
    kept = now.reasons if same or state == "contested" else _agreeing(now, holder)
    sides = {s for s in (now.holder, holder, word.holder, word.previous) if s}
    return Hold(
        holder,
        state,
        now.since if same else word.day,
        word.day,
        word.day,
        rival if state in ("contested", "claimed_only") else None,
        (*kept, _reason(word, holder, state)),
        now.disputed or len(sides) > 1,
    )


def _agreeing(now: Hold, holder: str | None) -> tuple[Reason, ...]:
    """What was already said for the new holder, where it was claimed or contested before."""
    if now.state not in ("claimed_only", "contested"):
        return ()
    return tuple(r for r in now.reasons if r.side == holder and r.rule != "start")


def _reason(word: Word, holder: str | None, state: str) -> Reason:
    rule = "partial" if word.partial else "lost" if word.holder is None else word.kind
    if word.holder == "contested":
        rule = "fighting"
    agrees = word.kind != "denial" and (state == "contested" or word.holder == holder)
    return Reason(rule, word.holder, word.weight, word.day, word.voice, word.id, word.report_id, agrees)
