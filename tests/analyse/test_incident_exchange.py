"""Incidents and tolls as files: python -m store.exchange incidents|casualties|statements."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

from analyse.conventions import CONVENTIONS
from analyse.incident_exchange import make_tables
from store.database import create_store
from store.exchange import main
from tests.analyse.rows import frame
from tests.store.made import make_extraction, put
from theatres.pack import load_theatre

THEATRE = load_theatre("libya_2019")


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = create_store(tmp_path_factory.mktemp("incidents"))
    put(root, THEATRE, make_extraction(1))
    return root


def run(store: Path, table: str, fmt: str, out: Path) -> str:
    assert main([table, "--format", fmt, "--store", str(store), "--out", str(out)]) == 0
    return out.read_text(encoding="utf-8")


@pytest.mark.parametrize("table", ["incidents", "casualties", "statements"])
def test_each_table_leaves_as_csv_and_json_lines(store: Path, table: str, tmp_path: Path) -> None:
    rows = list(csv.DictReader(io.StringIO(run(store, table, "csv", tmp_path / "a"))))
    lines = [json.loads(line) for line in run(store, table, "jsonl", tmp_path / "b").splitlines()]
    assert len(rows) == len(lines)
    assert not lines or list(rows[0]) == list(lines[0])


def test_incidents_leave_as_points(store: Path, tmp_path: Path) -> None:
    found = json.loads(run(store, "incidents", "geojson", tmp_path / "c"))
    assert found["type"] == "FeatureCollection" and found["features"]


def test_statements_have_no_place_on_a_map(store: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["statements", "--format", "geojson", "--store", str(store), "--lang", "en"]) == 2
    assert "statements" in capsys.readouterr().err


def test_a_count_over_months_is_marked_and_a_convention_counts_in_its_own_way() -> None:
    reports = frame(
        "reports", {"report_id": "r0", "day": "2019-07-10"}, {"report_id": "r1", "day": "2019-07-10"}
    )
    hit = {"event_type": "shelling", "place_id": "tripoli", "latitude": 32.9, "longitude": 13.2}
    month = {"date_start": "2019-04-01", "date_end": "2019-07-09"}
    events = frame(
        "events",
        {**hit, **month, "report_id": "r0", "sentence": "long"},
        {**hit, "day": "2019-07-08", "report_id": "r1", "sentence": "short"},
    )
    tolls = frame(
        "tolls",
        {"report_id": "r0", "scope": "incident", "low": 24, "qualifier": "vague", "sentence": "long"},
        {"report_id": "r1", "scope": "incident", "low": 24, "qualifier": "vague", "sentence": "short"},
    )
    frames = {"events": events, "tolls": tolls, "reports": reports}
    incidents = make_tables(frames, THEATRE)["incidents"].set_index("report_ids")
    assert sorted(incidents["left_out"].dropna()) == ["wide"] and set(incidents["killed_low"]) == {24.0}
    counted = make_tables(frames, THEATRE, CONVENTIONS["ACLED"])["casualties"]
    assert set(counted["low"]) == {12.0} and not counted["open"].any()
