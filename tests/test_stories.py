"""The stories the sample must tell, from the reports to the frames, with nothing in between set by hand."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from analyse.casualties import cumulative_series
from store.database import read_table
from store.ingest import ensure_sample_store
from theatres.expectations import find_unmet
from theatres.pack import load_theatre


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return ensure_sample_store(load_theatre("libya_2019"), tmp_path_factory.mktemp("sample"))


def rows(store: Path, table: str) -> list[dict[str, Any]]:
    frame = read_table(store, table)
    return frame.astype(object).where(frame.notna(), None).to_dict("records")  # type: ignore[return-value]


def test_the_sample_meets_what_its_pack_expects(sample: Path) -> None:
    assert find_unmet(load_theatre("libya_2019"), lambda table: rows(sample, table)) == []


def test_every_row_quotes_its_report(sample: Path) -> None:
    texts = {r["report_id"]: r["text"] for r in rows(sample, "reports")}
    for table in ("events", "tolls", "claims", "gaps"):
        found = rows(sample, table)
        assert found, table
        assert all(texts[r["report_id"]][r["start"] : r["end"]] == r["quote"] for r in found), table


def test_the_toll_rises_from_hundreds_to_thousands(sample: Path) -> None:
    series = cumulative_series(read_table(sample, "tolls"), read_table(sample, "reports"), "killed")
    days = pd.to_datetime(series["as_of"])
    may = series[days.between("2019-05-01", "2019-05-31")]
    assert 392 in set(may["low"])
    june = series[days.between("2020-06-01", "2020-06-30") & series["open"]]
    assert 2000 in set(june["low"])
