"""How sure a hold is on a day. In: a Hold. Out: a number between 0 and 1.

Without a word, three answers are as likely: one side, the other, or contested. A fresh word alone brings the
answer to its own weight. Several are put together as odds, as if each voice spoke for itself: a side counts
once, with its strongest word; of several reports that say the same, each counts half as much as the one
before, since they often copy one another. Words against count the other way. With age the odds go back to
those of no word at all.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from math import exp, log

from analyse.control_rules import Rules
from analyse.control_story import Hold, Reason

# One answer in three, as log odds.
NO_WORD = log(1 / 2)


def weigh_hold(hold: Hold, day: date, rules: Rules, rear: bool = False) -> float:
    """The chance that the holder and state told of a place are right on a day; 0 where nothing is known.

    `rear` tells that no disputed place is near.
    """
    if hold.state == "unknown":
        return 0.0
    odds = _odds(r for r in hold.reasons if r.agrees) - _odds(r for r in hold.reasons if not r.agrees)
    quiet = rules.rear_half_life_days if rear else rules.quiet_half_life_days
    half_life = rules.half_life_days if hold.disputed else quiet
    age = max((day - (hold.last or hold.since)).days, 0)
    chance = 1 / (1 + exp(-(NO_WORD + max(odds, 0.0) * 0.5 ** (age / half_life))))
    return round(min(chance, rules.highest), 3)


def _odds(reasons: Iterable[Reason]) -> float:
    """Log odds: the strongest word of each voice, halved from one to the next among those of one kind."""
    best: dict[tuple[str, str], float] = {}
    for reason in reasons:
        key = (reason.rule, reason.by or reason.rule)
        best[key] = max(best.get(key, 0.0), log(reason.weight / (1 - reason.weight)) - NO_WORD)
    by_rule: dict[str, list[float]] = {}
    for (rule, _), value in best.items():
        by_rule.setdefault(rule, []).append(value)
    return sum(
        value * 0.5**rank
        for values in by_rule.values()
        for rank, value in enumerate(sorted(values, reverse=True))
    )
