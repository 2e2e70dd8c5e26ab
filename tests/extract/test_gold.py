"""The annotated reports of tests/gold, scored: no measure falls below its floor; the measures tested."""

from __future__ import annotations

import json
from typing import Any

import pytest

from benchmarks.score import GOLD, extract_gold, language_of, list_gold, read_gold, score_gold
from benchmarks.scoring import MEASURES, Judge, Score, name_places, same_actor, same_source
from extract.jsonl import to_json
from theatres.pack import Theatre, load_theatre

FLOORS = json.loads((GOLD / "floors.json").read_text(encoding="utf-8"))["gold"]
SETS = list_gold()


@pytest.fixture(scope="module")
def theatre() -> Theatre:
    return load_theatre("libya_2019")


@pytest.fixture(scope="module")
def judge(theatre: Theatre) -> Judge:
    return Judge(name_places(theatre))


@pytest.mark.parametrize("name", SETS)
def test_no_measure_falls_below_its_floor(name: str, theatre: Theatre) -> None:
    tallies = score_gold(name, theatre).tallies
    assert set(FLOORS[name]) == set(MEASURES)
    below = {m: (round(tallies[m].f1, 3), FLOORS[name][m]) for m in MEASURES}
    assert not {m: pair for m, pair in below.items() if pair[0] < pair[1]}


def test_every_set_has_floors() -> None:
    assert sorted(FLOORS) == SETS


@pytest.mark.parametrize("name", SETS)
def test_every_quotation_is_the_text(name: str, theatre: Theatre) -> None:
    for report in read_gold(name):
        found = to_json(extract_gold(report, theatre), theatre)
        for row in (r for table in ("tolls", "events", "control", "gaps") for r in found[table]):
            assert report["text"][row["start"] : row["end"]] == row["quote"], (report["id"], row)


TEXT = "Cinq soldats ont été tués à Syrte, selon l'OMS. Le GNA a bombardé Syrte."
GOLD_TOLL = {
    "kind": "killed",
    "low": 5,
    "high": 5,
    "qualifier": "exact",
    "scope": "incident",
    "source": "WHO",
    "quote": "Cinq soldats",
}
GOLD_EVENT = {"type": "airstrike", "actor": "GNA", "place": "Sirte", "quote": "Le GNA a bombardé Syrte"}
GOLD_CLAIM = {"place": "Sirte", "holder": "LNA", "claimant": None, "quote": "Syrte"}


def score_one(judge: Judge, **predicted: list[dict[str, Any]]) -> Score:
    body = {"figures": [GOLD_TOLL], "events": [GOLD_EVENT], "control": [GOLD_CLAIM], "places": ["Syrte"]}
    score = Score()
    judge.add_report({"id": "x", "text": TEXT, "gold": body}, predicted, score)
    return score


def toll(**changes: object) -> dict[str, Any]:
    return {**GOLD_TOLL, "start": 0, "end": 12, **changes}


@pytest.mark.parametrize(
    ("row", "tolls", "full"),
    [
        (toll(), 1, 1),
        (toll(kind="injured"), 0, 0),
        (toll(low=6), 0, 0),
        (toll(source=None), 1, 0),
        (toll(source="UN"), 1, 1),
        (toll(source="GNA"), 1, 0),
        (toll(scope="cumulative"), 1, 0),
        (toll(high=None), 1, 0),
        (toll(start=900, end=910), 0, 0),
    ],
)
def test_a_toll_agrees_by_kind_number_and_reach(
    judge: Judge, row: dict[str, Any], tolls: int, full: int
) -> None:
    tallies = score_one(judge, tolls=[row]).tallies
    assert (tallies["tolls"].right, tallies["tolls_full"].right) == (tolls, full)


def test_an_event_agrees_by_type_and_fully_by_actor_and_place(judge: Judge) -> None:
    row = {"event_type": "airstrike", "actor": "GNA", "place": "Syrte", "start": 50, "end": 60}
    assert score_one(judge, events=[row]).tallies["events_full"].right == 1
    other = score_one(judge, events=[{**row, "actor": "LNA"}]).tallies
    assert (other["events"].right, other["events_full"].right) == (1, 0)
    assert score_one(judge, events=[{**row, "event_type": "battle"}]).tallies["events"].right == 0


def test_two_rows_never_answer_one(judge: Judge) -> None:
    score = score_one(judge, tolls=[toll(), toll()])
    assert (score.tallies["tolls"].right, score.tallies["tolls"].predicted) == (1, 2)
    assert [what for _, what, _ in score.misses].count("tolls spurious") == 1


def test_control_and_places_are_compared_under_any_spelling(judge: Judge) -> None:
    claim = {"place": "Sirt", "holder": "LNA", "claimant": "GNA", "start": 28, "end": 33}
    tallies = score_one(judge, control=[claim], places=[{"name": "Sirte"}]).tallies
    assert [tallies[m].right for m in ("control", "control_full", "places")] == [1, 0, 1]


def test_unnamed_voices_are_one_and_unknown_is_only_unknown() -> None:
    assert same_source("local official", "officials") and not same_source("local official", "GNA")
    assert same_source("OMS", "UN") and same_source(None, None) and not same_source("WHO", None)
    assert same_actor("GNA; Turkey", "GNA") and same_actor(None, None) and not same_actor(None, "GNA")


def test_a_report_without_annotations_is_named() -> None:
    for name in SETS:
        assert all(r["lang"] == language_of(name) for r in read_gold(name))
    with pytest.raises(FileNotFoundError):
        read_gold("xx")
