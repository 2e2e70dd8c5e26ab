"""A frame that is not its table says what is wrong: column, value, what was expected, what is nearest."""

from __future__ import annotations

from pathlib import Path

import pytest

from store.database import read_table
from store.tables import TableError, check_frame


def test_a_missing_column_and_a_stranger_are_named(store: Path) -> None:
    frame = read_table(store, "events").rename(columns={"status": "statut"})
    with pytest.raises(TableError) as caught:
        check_frame("events", frame)
    assert any("events.status: the column is missing" in f for f in caught.value.faults)
    assert any("statut" in f and "nearest: status" in f for f in caught.value.faults)


def test_a_value_that_is_not_allowed_is_named_with_the_nearest(store: Path) -> None:
    frame = read_table(store, "events").assign(status="claimd")
    with pytest.raises(TableError, match=r"events\.status: 'claimd'.*nearest: claimed"):
        check_frame("events", frame)


def test_a_missing_value_and_a_wrong_kind_are_named(store: Path) -> None:
    frame = read_table(store, "tolls").assign(toll_id=None, low="many", as_of_start="2019")
    with pytest.raises(TableError) as caught:
        check_frame("tolls", frame)
    told = " ".join(caught.value.faults)
    assert "tolls.toll_id: 3 rows hold no value" in told
    assert "tolls.low: 'many' is not BIGINT" in told and "tolls.as_of_start: '2019' is not DATE" in told


def test_an_unknown_table_names_the_nearest() -> None:
    with pytest.raises(TableError, match="nearest: events"):
        check_frame("event", None)  # type: ignore[arg-type]
