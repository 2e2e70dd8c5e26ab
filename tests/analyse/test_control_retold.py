"""A war retold by some of its claims is the war those claims tell alone."""

from __future__ import annotations

import random

from analyse.control import build_timeline, retell
from analyse.control_rules import read_rules
from analyse.control_words import read_words
from tests.analyse.rows import frame
from theatres.pack import load_theatre

PLACES, SIDES = ("gharyan", "tarhuna", "sirte", "tripoli"), ("GNA", "LNA", None)
CHANGES, STATUSES = ("took", "holds", "lost"), ("reported", "claimed", "denied")


def test_choosing_words_is_reading_the_claims_kept() -> None:
    theatre, draw = load_theatre("libya_2019"), random.Random(7)
    rows = [
        {
            "place_id": draw.choice(PLACES),
            "holder": draw.choice(SIDES),
            "day": f"2019-{draw.randint(4, 12):02}-{draw.randint(1, 28):02}",
            "change": draw.choice(CHANGES),
            "status": draw.choice(STATUSES),
            "claimant": draw.choice(SIDES),
        }
        for _ in range(120)
    ]
    claims = frame("claims", *rows)
    words = read_words(claims, theatre, read_rules(theatre))
    for _ in range(5):
        kept = claims[[draw.random() < 0.5 for _ in range(len(claims))]]
        retold = retell(words, frozenset(kept["claim_id"]), theatre)
        assert retold.stories == build_timeline(kept, theatre).stories
