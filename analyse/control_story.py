"""The story of one place. In: its Words in order of day, the holder of the first day. Out: its Holds.

The rules are those of `analyse.control`; the story up to a day is the same whatever is said after it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import takewhile

from analyse.control_rules import Rules
from analyse.control_words import Word

DECIDING = ("independent", "admission")
# What is as likely as each of three answers: silence changes what is told of a place, and proves nothing.
PROVES_NOTHING = 1 / 3


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
    event: bool = False
    """`id` is that of an event, and not of a claim."""


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
    former: str | None = None
    """The side that held it before the present one."""
    disputed: bool = False
    """More than one side was ever said to hold the place."""
    loud: bool = False
    """A city or a region: its fall would be told, so that who only says to hold it is not believed."""
    gained: bool = False
    """A claim told that the holder took it."""
    lasting: bool = True
    """False where only fighting, and no statement of control, made it contested."""


def tell_story(words: Sequence[Word], first: Hold, until: date, rules: Rules) -> list[Hold]:
    """The holds of one place from the first day on, the last one being that of `until`."""
    story = [first]
    for word in words:
        _settle_by_silence(story, word.day, rules)
        _look_back(story, word, rules)
        story.append(_answer(story[-1], word, rules))
    _settle_by_silence(story, until, rules)
    return story


def first_hold(holder: str | None, day: date, reason: Reason | None = None, loud: bool = False) -> Hold:
    """The hold a place starts with, where the pack gives one."""
    reasons = (reason,) if reason else ()
    if holder == "contested":
        return Hold(None, "contested", day, date.min, reasons=reasons, disputed=True, loud=loud)
    return Hold(holder, "held" if holder else "unknown", day, date.min, reasons=reasons, loud=loud)


def _settle_by_silence(story: list[Hold], today: date, rules: Rules) -> None:
    now = story[-1]
    if now.last is None or (today - now.last).days <= rules.consent_days:
        return
    day = now.last + timedelta(days=rules.consent_days + 1)
    if now.state == "claimed_only" and now.loud and not now.gained and now.rival:
        story.append(_fall_back(now, day, rules))
    elif now.state == "claimed_only":
        consent = Reason("silence", now.holder, PROVES_NOTHING, day, by=now.rival)
        reasons = (*now.reasons, consent)
        story.append(replace(now, state="held", since=day, told=day, rival=None, reasons=reasons))
    elif now.state == "contested" and not now.lasting:
        story.append(_calm(now, day))


def _calm(now: Hold, day: date) -> Hold:
    """Fighting that brought no claim changed nothing."""
    lull = Reason("lull", now.holder, PROVES_NOTHING, day)
    reasons = (*(r for r in now.reasons if r.side == now.holder), lull) if now.holder else ()
    state = "held" if now.holder else "unknown"
    return replace(now, state=state, since=day, told=day, rival=None, reasons=reasons, lasting=True)


def _fall_back(now: Hold, day: date, rules: Rules) -> Hold:
    """A city nobody says was taken was not."""
    silence = Reason("silence", now.rival, rules.implied, day, by=now.holder)
    return replace(
        now, holder=now.rival, state="held", since=day, told=day, rival=None, reasons=(silence,),
        former=now.holder, disputed=True,
    )  # fmt: skip


def _look_back(story: list[Hold], word: Word, rules: Rules) -> None:
    """A side does not take what it holds: the place was another's before, for how long nobody said."""
    now = story[-1]
    if word.taken_from is None or word.partial or word.kind == "denial" or word.basis:
        return
    blank = now.state == "unknown" and now.last is None
    held = now.state == "held" and now.holder == word.holder and not now.loud
    last = now.last or now.since
    if not blank and not (held and (word.day - last).days > rules.hindsight_days // 2):
        return
    first = max(word.day - timedelta(days=rules.hindsight_days), last + (word.day - last) / 2)
    back = Reason("hindsight", word.taken_from, rules.implied, word.day, word.voice, word.id, word.report_id)
    day = word.day - timedelta(days=rules.hindsight_days) if blank else first
    story.append(Hold(word.taken_from, "held", day, day, None, None, (back,), now.holder, True, now.loud))


def _answer(now: Hold, word: Word, rules: Rules) -> Hold:
    if word.kind == "denial":
        return _deny(now, word)
    if word.holder == "contested" or (word.partial and word.holder != now.holder):
        return _next(now, word, now.holder, "contested")
    if word.holder is None:
        return _leave(now, word)
    if word.basis == "repelled":
        return _withstand(now, word, rules)
    return _decide(now, word) if word.kind in DECIDING else _claim(now, word, rules)


def _withstand(now: Hold, word: Word, rules: Rules) -> Hold:
    """Whoever threw back an assault is there: mere fighting is over, a rival's claim hollow or in doubt."""
    if now.holder == word.holder and (now.state != "contested" or not now.lasting):
        return _next(now, word, now.holder, "held" if now.state == "contested" else now.state)
    if now.state == "claimed_only" and now.rival == word.holder:
        return _next(now, word, word.holder, "held")
    if now.state == "held" and now.last is not None and now.holder != word.holder:
        return _next(now, word, now.holder, "contested")
    return _claim(now, word, rules)


def _leave(now: Hold, word: Word) -> Hold:
    """A place lost with no successor named goes back to the side that held it before, where one did."""
    other = now.holder is not None and word.previous not in (None, now.holder)
    # An event's place may be where they went: it settles what is open, and only casts doubt on what is held.
    if other or (word.kind == "implied" and now.state == "held"):
        return _next(now, word, now.holder, now.state)
    if now.holder is None and now.state != "contested" and now.former in (None, word.previous):
        return _next(now, word, None, "unknown")
    rival = now.rival if now.rival != word.previous else None
    back = rival or (now.former if now.former != word.previous else None)
    return _next(now, word, back, "claimed_only" if back else "unknown")


def _decide(now: Hold, word: Word) -> Hold:
    same_day = now.last == word.day and now.holder != word.holder and now.state == "held"
    # Who is told to take a place the day another is told to hold it took it from them.
    same_day = same_day and now.gained == (word.change == "took")
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
    sides = {s for s in (now.holder, holder, word.holder, word.previous) if s and s != "contested"}
    return Hold(
        holder=holder,
        state=state,
        since=now.since if same else word.day,
        told=word.day,
        last=word.day,
        rival=rival if state in ("contested", "claimed_only") else None,
        reasons=(*kept, _reason(word, holder, state)),
        former=now.holder if now.holder not in (None, holder) else now.former,
        disputed=now.disputed or len(sides) > 1,
        loud=now.loud,
        gained=word.change != "holds" or (same and now.gained),
        lasting=word.kind != "implied" or (now.state == "contested" and now.lasting),
    )


def _agreeing(now: Hold, holder: str | None) -> tuple[Reason, ...]:
    """What was said for the new holder since the last word against it, where the place was open before."""
    if now.state not in ("claimed_only", "contested"):
        return ()
    last = takewhile(lambda r: r.side == holder and r.rule != "start", reversed(now.reasons))
    return tuple(last)[::-1]


def _reason(word: Word, holder: str | None, state: str) -> Reason:
    rule = "partial" if word.partial else "lost" if word.holder is None else word.kind
    if word.holder == "contested":
        rule = "fighting"
    agrees = word.kind != "denial" and (state == "contested" or word.holder in (holder, None))
    return Reason(
        rule=word.basis or rule,
        side=word.holder,
        weight=word.weight,
        day=word.day,
        by=word.voice,
        id=word.id,
        report_id=word.report_id,
        agrees=agrees,
        event=word.kind == "implied",
    )
