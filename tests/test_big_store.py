"""The large store the benchmarks open: as many events as asked, every span on its exact words."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.big_store import SPANNED, make_store
from store.database import read_table
from theatres.pack import load_theatre


@pytest.fixture(scope="module")
def big(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store of the sample, twice."""
    root = tmp_path_factory.mktemp("big")
    make_store(1_100, root, load_theatre("libya_2019"))
    return root


def test_every_span_holds_its_words(big: Path) -> None:
    texts = read_table(big, "reports").set_index("report_id")["text"].to_dict()
    for table in (*SPANNED, "gaps"):
        for row in read_table(big, table).to_dict("records"):
            text = texts[row["report_id"]]
            assert text[row["start"] : row["end"]] == row["quote"]
            assert row["quote"] in row.get("sentence", row["quote"]) and row.get("sentence", "") in text


def test_ids_are_of_one_row_and_links_lead_somewhere(big: Path) -> None:
    events, tolls = read_table(big, "events"), read_table(big, "tolls")
    assert events["event_id"].is_unique and tolls["toll_id"].is_unique
    assert set(events["toll_ids"].explode().dropna()) <= set(tolls["toll_id"])
    assert len(events) >= 1_100 and len(tolls) == pytest.approx(len(events) / 5, rel=0.01)
