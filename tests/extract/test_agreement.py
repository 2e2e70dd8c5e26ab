"""How cases are judged: matching is one-to-one and the largest possible, only the keys given are compared."""

from __future__ import annotations

from typing import Any

import pytest

from benchmarks.agreement import answers, match_all
from benchmarks.floors import raise_floors

TOLL = {"kind": "killed", "low": 5, "high": None, "qualifier": "at_least", "source": "WHO", "place": "Sirte"}


def row(**changes: object) -> dict[str, Any]:
    return {**TOLL, "at": (10, 20), **changes}


def want(**keys: object) -> dict[str, Any]:
    return {"at": (15, 30), "quote": "words", **keys}


@pytest.mark.parametrize(
    ("expected", "right"),
    [
        (want(), True),
        (want(kind="killed", low=5), True),
        (want(kind="injured"), False),
        (want(high=None), True),
        (want(high=5), False),
        (want(source="WHO"), True),
        (want(source=None), False),
        (want(place="Syrte"), True),
        (want(place="Misrata;Surt"), True),
        (want(place="Misrata"), False),
        (want(place=None), False),
        (want(at=(20, 30)), False),
    ],
)
def test_only_the_keys_given_are_compared(expected: dict[str, Any], right: bool) -> None:
    assert answers(row(), expected) is right


def test_a_type_as_right_as_another_answers() -> None:
    event = row(event_type="shelling")
    assert answers(event, want(event_type="airstrike", alt_types=["shelling"]))
    assert not answers(event, want(event_type="airstrike"))


def test_loose_dates_must_lie_within() -> None:
    loose = want(start_min="2019-04-01", end_max="2019-04-12")
    assert answers(row(start="2019-04-01", end="2019-04-10"), loose)
    assert not answers(row(start="2019-04-01", end="2019-04-30"), loose)
    assert not answers(row(start=None, end=None), loose)


def test_matching_gives_up_a_pair_to_win_two() -> None:
    # The first expectation could take either row, the second only the first: both are served.
    assert match_all([want(), want(low=5)], [row(), row(low=6)]) == {0: 1, 1: 0}


def test_one_row_answers_one_expectation() -> None:
    assert len(match_all([want(), want()], [row()])) == 1


def test_floors_only_rise() -> None:
    before = {"cases": {"fr": {"tolls": 0.9, "dates": 0.5}}, "gold": {}}
    measured = {"cases": {"fr": {"tolls": 0.8, "dates": 0.789}}, "gold": {"fr": {"tolls": 0.29}}}
    after = {"cases": {"fr": {"tolls": 0.9, "dates": 0.78}}, "gold": {"fr": {"tolls": 0.29}}}
    assert raise_floors(before, measured) == after
