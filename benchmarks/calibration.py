"""How far stated confidences can be trusted. In: answers to dated facts. Out: tables of stated against right.

One number is fitted, the share of their odds that words keep together (`analyse.control_rules.Rules.trust`).
It is fitted on nine tenths of the places and tried on the tenth left out, ten times over: statements on one
place follow from one another, and would tell the rest what to expect.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain, pairwise
from math import log
from typing import Any

from analyse.confidence import temper

# Below a third no word is left: see analyse.confidence.
BINS = (0.3, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0)
# Steps finer than a twentieth change no confidence that a reader could tell apart.
STEPS = tuple(n / 20 for n in range(4, 25))
FOLDS = 10


@dataclass(frozen=True, slots=True)
class Stated:
    """An answer about a place: how sure it was said to be, whether it was right."""

    place_id: str
    confidence: float
    right: bool

    def tempered(self, trust: float) -> Stated:
        """The same, of so much of its odds."""
        return replace(self, confidence=temper(min(max(self.confidence, 0.01), 0.99), trust))


def calibrate(given: Iterable[Stated]) -> list[dict[str, Any]]:
    """Of the answers given with each confidence, how many were right."""
    rows, answers = [], list(given)
    for low, high in pairwise(BINS):
        inside = [a for a in answers if low <= a.confidence < high]
        mean = sum(a.confidence for a in inside) / len(inside) if inside else None
        rows.append(
            {
                "from": low,
                "to": high,
                "answers": len(inside),
                "right": sum(a.right for a in inside),
                "mean": round(mean, 3) if mean is not None else None,
            }
        )
    return rows


def log_loss(given: Iterable[Stated]) -> float:
    """The mean surprise at what was right: 0 for one who is always sure and right, 0.69 for a tossed coin."""
    losses = [-log(a.confidence if a.right else 1 - a.confidence) for a in given]
    return sum(losses) / len(losses) if losses else 0.0


def pick_trust(given: Sequence[Stated]) -> float:
    """The share of their odds that makes the answers likeliest."""
    return min(STEPS, key=lambda t: log_loss(a.tempered(t) for a in given))


def leave_out(ways: Mapping[str, Sequence[Stated]]) -> dict[str, Any]:
    """The confidences of each way to answer, of places that had no part in fitting them."""
    places = sorted({a.place_id for a in chain(*ways.values())})
    fold_of = {p: n % FOLDS for n, p in enumerate(places)}
    told: dict[str, list[Stated]] = {way: [] for way in ways}
    picked = []
    for fold in range(FOLDS):
        trust = pick_trust([a for a in chain(*ways.values()) if fold_of[a.place_id] != fold])
        picked.append(trust)
        for way, given in ways.items():
            told[way] += [a.tempered(trust) for a in given if fold_of[a.place_id] == fold]
    return {
        "folds": FOLDS,
        "trust": picked,
        "calibration": {way: calibrate(given) for way, given in told.items()},
        "log_loss": {way: _losses(told[way], given) for way, given in ways.items()},
    }


def _losses(left_out: list[Stated], plain: Sequence[Stated]) -> dict[str, float]:
    """Left out; as the words' own weights would have it; and of one who only knows how often it is right."""
    share = sum(a.right for a in plain) / len(plain) if plain else 0.5
    known = [replace(a, confidence=share) for a in plain]
    losses = {"left_out": left_out, "untempered": [a.tempered(1.0) for a in plain], "share_only": known}
    return {name: round(log_loss(answers), 3) for name, answers in losses.items()}
