"""The two articles Kharita was asked for, read as an analyst reads them. They are the user's and stay outside
the project: these tests alone are left out where ../shared is absent.
"""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from extract.jsonl import to_json
from extract.pipeline import extract_report
from extract.records import Report, When
from theatres.pack import load_theatre

SEEDS = sorted((Path(__file__).parents[2] / "shared" / "seeds").glob("*.txt"))
pytestmark = [
    pytest.mark.seeds,
    pytest.mark.skipif(len(SEEDS) != 2, reason="the user's two articles are not beside this clone"),
]
UNKNOWN = When(None, None, "open", "inferred")


@cache
def read(number: int) -> dict[str, Any]:
    theatre = load_theatre("libya_2019")
    report = Report("seed", SEEDS[number].read_text(encoding="utf-8"), "fr", UNKNOWN)
    return to_json(extract_report(report, theatre), theatre)


def has(table: str, number: int, **wanted: Any) -> bool:
    return any(all(row.get(k) == v for k, v in wanted.items()) for row in read(number)[table])


@pytest.mark.parametrize(
    ("number", "first", "last"),
    [(0, date(2019, 5, 6), date(2019, 5, 8)), (1, date(2020, 6, 10), date(2020, 6, 12))],
)
def test_an_undated_article_is_dated_by_its_clues(number: int, first: date, last: date) -> None:
    published = read(number)["published"]
    start, end = (date.fromisoformat(published[k]) for k in ("start", "end"))
    assert published["basis"] == "inferred" and published["reasons"]
    assert start <= first and last <= end and (end - start).days <= 10


@pytest.mark.parametrize(
    ("number", "toll"),
    [
        (0, {"kind": "killed", "low": 392, "high": 392, "scope": "cumulative", "source": "UN"}),
        (0, {"kind": "injured", "low": 1936, "high": 1936, "scope": "cumulative", "source": "UN"}),
        (0, {"kind": "displaced", "low": 55000, "high": None, "scope": "cumulative", "source": "UN"}),
        (1, {"kind": "killed", "low": 2000, "high": None, "scope": "cumulative", "source": None}),
        (1, {"kind": "displaced", "low": 200000, "high": None, "scope": "cumulative", "source": None}),
        (1, {"kind": "displaced", "low": 16000, "high": None, "source": "UNSMIL"}),
    ],
)
def test_the_tolls_are_those_and_no_other(number: int, toll: dict[str, Any]) -> None:
    assert has("tolls", number, **toll)
    assert len(read(number)["tolls"]) == 3


@pytest.mark.parametrize(
    ("number", "event"),
    [
        (
            0,
            {
                "event_type": "territorial_gain",
                "actor": "GNA",
                "place": "Khallat al-Furjan",
                "claimant": "GNA",
            },
        ),
        (0, {"event_type": "territorial_gain", "actor": "GNA", "place": "Touicha", "claimant": "GNA"}),
        (0, {"event_type": "airstrike", "actor": "GNA", "target": "LNA"}),
        (0, {"event_type": "order_or_threat", "actor": "LNA"}),
        (0, {"event_type": "ceasefire_call", "actor": "EU", "status": "called_for"}),
        (0, {"event_type": "diplomatic_visit", "actor": "GNA", "place": "Rome"}),
        (1, {"event_type": "battle", "actor": "GNA", "target": "LNA", "place": "Sirte"}),
        (1, {"event_type": "siege", "actor": "GNA", "place": "Sirte"}),
        (1, {"event_type": "ceasefire_call", "actor": "EU", "status": "called_for"}),
        (1, {"event_type": "condemnation", "actor": "US"}),
        (1, {"event_type": "displacement", "place": "Sirte"}),
    ],
)
def test_the_events_are_found(number: int, event: dict[str, Any]) -> None:
    assert has("events", number, **event)


def test_who_says_to_hold_what() -> None:
    assert has("control", 0, place="Khallat al-Furjan", holder="GNA", previous="LNA", claimant="GNA")
    assert has("control", 0, place="Touicha", holder="GNA", claimant="GNA", status="claimed")
    assert has("control", 1, place="Sirte", holder="LNA")
    assert len(read(0)["control"]) == 2 and len(read(1)["control"]) == 1


@pytest.mark.parametrize("number", [0, 1])
def test_every_item_quotes_the_article(number: int) -> None:
    text = SEEDS[number].read_text(encoding="utf-8")
    rows = [r for table in ("tolls", "events", "control") for r in read(number)[table]]
    assert rows and all(text[r["start"] : r["end"]] == r["quote"] for r in rows)
