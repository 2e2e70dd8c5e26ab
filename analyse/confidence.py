"""How sure a hold is on a day. In: a Hold. Out: a number between 0 and 1.

Without a word, three answers are as likely: one side, the other, or contested. A fresh word alone brings the
answer to its own weight. Several are put together as odds, as if each voice spoke for itself: a side counts
once, with its strongest word; of several reports that say the same, each counts half as much as the one
before, since they often copy one another. Words against count the other way. With its age a word's odds go
back to those of no word at all, whatever was said since.

All odds are then multiplied by `Rules.trust`, measured against dated facts (`benchmarks/front.py`): words
share sources and errors of reading, so that together they prove less than each by itself would.

A dispute is as sure as the words that tell of it, and as the weaker of the two sides' words on who holds the
place: what one side alone says makes no dispute.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from math import exp, log

from analyse.control_rules import Rules
from analyse.control_story import Hold, Reason

Weighed = tuple[Reason, float]
# One answer in three, as log odds.
NO_WORD = log(1 / 2)
# Words on the dispute itself, whoever holds the place.
OPEN_RULES = ("fighting", "partial")
# What says nothing of a dispute of today: the first day's holder, the quiet before.
CALM_RULES = ("start", "lull", "silence", "lost", "withdrawal")


def weigh_hold(hold: Hold, day: date, rules: Rules, half_life: float) -> float:
    """The chance that the holder and state told of a place are right on a day; 0 where nothing is known.

    `half_life`: days until half of what a word says is gone.
    """
    if hold.state == "unknown":
        return 0.0
    told = [
        (r, _odds_of(r) * 0.5 ** (max((day - (r.day or hold.since)).days, 0) / half_life))
        for r in hold.reasons
    ]
    odds = _odds_disputed(told) if hold.state == "contested" else _odds_held(told)
    return round(min(_chance(rules.trust * max(odds, 0.0)), rules.highest), 3)


def temper(chance: float, trust: float) -> float:
    """A chance brought nearer to that of no word at all: `trust` is the share of its odds that is kept."""
    return round(_chance(trust * (log(chance / (1 - chance)) - NO_WORD)), 3)


def _chance(odds: float) -> float:
    return 1 / (1 + exp(-(NO_WORD + odds)))


def _odds_of(reason: Reason) -> float:
    return log(reason.weight / (1 - reason.weight)) - NO_WORD


def _odds_held(told: Sequence[Weighed]) -> float:
    return _sum_odds(t for t in told if t[0].agrees) - _sum_odds(t for t in told if not t[0].agrees)


def _odds_disputed(told: Sequence[Weighed]) -> float:
    """The words on the dispute, and as much of the two sides' as stands against each other."""
    by_side: dict[str, list[Weighed]] = {}
    for reason, odds in told:
        if reason.rule not in (*OPEN_RULES, *CALM_RULES) and reason.side:
            # A denial speaks for whoever is not the side denied.
            side = "other" if reason.rule == "denial" else reason.side
            by_side.setdefault(side, []).append((reason, odds))
    sides = sorted((_sum_odds(words) for words in by_side.values()), reverse=True)
    return _sum_odds(t for t in told if t[0].rule in OPEN_RULES) + (sides[1] if len(sides) > 1 else 0.0)


def _sum_odds(told: Iterable[Weighed]) -> float:
    """The strongest word of each voice, halved from one to the next among those of one kind."""
    best: dict[tuple[str, str], float] = {}
    for reason, odds in told:
        key = (reason.rule, reason.by or reason.rule)
        best[key] = max(best.get(key, 0.0), odds)
    by_rule: dict[str, list[float]] = {}
    for (rule, _), value in best.items():
        by_rule.setdefault(rule, []).append(value)
    return sum(
        value * 0.5**rank
        for values in by_rule.values()
        for rank, value in enumerate(sorted(values, reverse=True))
    )
