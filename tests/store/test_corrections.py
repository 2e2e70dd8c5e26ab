"""What analysts correct is kept for ever, applied when reading, undone by another correction."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from extract.records import Correction
from store.corrections import FILE, add_corrections, read_value, undo
from store.database import read_table
from store.messages import StoreError
from store.snapshots import store_version
from store.tables import check_frame
from tests.store.made import make_extraction, put
from theatres.pack import Theatre


def amend(target: str, field: str, new: str | None, verdict: str = "amend") -> Correction:
    return Correction("", target, field, None, new, verdict, "Amina", "2026-11-24T12:00:00", "relu")  # type: ignore[arg-type]


def test_an_amended_field_reads_as_amended_and_says_so(store: Path) -> None:
    add_corrections(
        store,
        [amend("e2", "actor", "LNA"), amend("t1", "low", "14"), amend("t1", "since_start", "2019-04-04")],
    )
    events, tolls = read_table(store, "events"), read_table(store, "tolls")
    assert list(events["actor"]) == ["GNA", "LNA", "GNA"]
    assert list(events["review"].fillna("-")) == ["-", "amend", "-"]
    assert tolls.loc[0, "low"] == 14 and tolls.loc[0, "since_start"] == pd.Timestamp("2019-04-04")
    for name, frame in (
        ("events", events),
        ("tolls", tolls),
        ("corrections", read_table(store, "corrections")),
    ):
        check_frame(name, frame)


def test_a_value_can_be_taken_away(store: Path) -> None:
    add_corrections(store, [amend("e1", "claimant", None)])
    assert read_table(store, "events", {"claimant": None})["event_id"].to_list() == ["e1"]


def test_a_rejected_row_is_no_longer_read_and_comes_back_when_undone(store: Path) -> None:
    rejected, accepted = add_corrections(
        store, [amend("e1", "event_id", None, "reject"), amend("e2", "event_id", None, "accept")]
    )
    assert list(read_table(store, "events")["event_id"]) == ["e2", "e3"]
    undoing = undo(store, rejected.correction_id, "Amina", "2026-11-24T12:01:00")
    assert list(read_table(store, "events")["event_id"]) == ["e1", "e2", "e3"]
    undo(store, undoing.correction_id, "Amina", "2026-11-24T12:02:00")
    assert list(read_table(store, "events")["event_id"]) == ["e2", "e3"]
    assert len(read_table(store, "corrections")) == 4
    assert accepted.correction_id != rejected.correction_id


def test_the_last_amendment_wins(store: Path) -> None:
    add_corrections(store, [amend("e1", "actor", "LNA"), amend("e1", "actor", "Turkey")])
    assert read_table(store, "events").loc[0, "actor"] == "Turkey"


def test_where_looks_at_corrected_values(store: Path) -> None:
    add_corrections(store, [amend("e2", "actor", "LNA")])
    assert list(read_table(store, "events", {"actor": "LNA"})["event_id"]) == ["e2"]
    assert list(read_table(store, "events", {"actor": "GNA"})["event_id"]) == ["e1", "e3"]


def test_corrections_outlive_a_new_reading_of_the_report(store: Path, theatre: Theatre) -> None:
    add_corrections(store, [amend("e2", "actor", "LNA")])
    put(store, theatre, make_extraction(2))
    assert read_table(store, "events").loc[1, "actor"] == "LNA"


def test_a_correction_changes_the_version_of_the_store(store: Path) -> None:
    before = store_version(store)
    add_corrections(store, [amend("e2", "actor", "LNA")])
    assert store_version(store) != before


def test_a_line_cut_by_a_crash_is_left_out_and_does_not_spoil_the_next(store: Path) -> None:
    add_corrections(store, [amend("e1", "actor", "LNA")])
    with (store / FILE).open("ab") as file:
        file.write(b'{"correction_id": "c9", "target')
    assert len(read_table(store, "corrections")) == 1
    add_corrections(store, [amend("e2", "actor", "LNA")])
    assert list(read_table(store, "events")["actor"]) == ["LNA", "LNA", "GNA"]


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("status", "maybe", "denied"),
        ("date_start", "someday", "DATE"),
        ("latitude", "north", "DOUBLE"),
        ("quote", "other words", "event_type"),
        ("sidee", "LNA", "event_type"),
    ],
)
def test_a_value_that_does_not_suit_is_refused_with_what_does(field: str, value: str, words: str) -> None:
    with pytest.raises(StoreError, match=words):
        read_value("events", field, value)


def test_a_correction_no_longer_understood_changes_nothing(store: Path) -> None:
    before = read_table(store, "events")["status"].to_list()
    add_corrections(
        store, [amend("e1", "status", "maybe"), amend("e1", "start", "0"), amend("e1", "gone", "x")]
    )
    assert read_table(store, "events")["status"].to_list() == before
