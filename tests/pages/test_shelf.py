"""What is kept of the last views weighs no more than it may, and the latest is always there."""

from __future__ import annotations

from dataclasses import dataclass

from pages.shared.shelf import Shelf


@dataclass
class Thing:
    """Something with a weight."""

    nbytes: int


def test_the_oldest_go_when_the_rest_weighs_too_much() -> None:
    shelf: Shelf[Thing] = Shelf(100)
    first = shelf.get("a", lambda: Thing(60))
    assert shelf.get("a", lambda: Thing(1)) is first
    shelf.get("b", lambda: Thing(30))
    assert len(shelf) == 2 and shelf.get("a", lambda: Thing(1)) is first
    shelf.get("c", lambda: Thing(30))
    assert len(shelf) == 2, "b was asked for longest ago"
    assert shelf.get("a", lambda: Thing(1)) is first


def test_what_grew_since_counts_and_the_latest_stays() -> None:
    shelf: Shelf[Thing] = Shelf(100)
    grown = shelf.get("a", lambda: Thing(0))
    grown.nbytes = 99
    big = shelf.get("b", lambda: Thing(1_000))
    assert len(shelf) == 1 and shelf.get("b", lambda: Thing(1)) is big
