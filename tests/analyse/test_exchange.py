"""Who held what, and the front, as files: python -m store.exchange control|front_line."""

from __future__ import annotations

import csv
import io
import json
import subprocess
import sys
from datetime import date
from pathlib import Path

import pandas as pd
import pytest

from analyse.exchange import SHOWN, read_timeline, table_control
from store.database import create_store
from store.exchange import main
from tests.store.made import make_extraction, put
from theatres.pack import load_theatre

DAY = "2020-06-11"


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = create_store(tmp_path_factory.mktemp("exchange"))
    put(root, load_theatre("libya_2019"), make_extraction(1))
    return root


def run(store: Path, table: str, fmt: str, tmp_path: Path) -> str:
    out = tmp_path / "out"
    assert main([table, "--at", DAY, "--format", fmt, "--store", str(store), "--out", str(out)]) == 0
    return out.read_text(encoding="utf-8")


def test_control_leaves_as_csv(store: Path, tmp_path: Path) -> None:
    rows = list(csv.DictReader(io.StringIO(run(store, "control", "csv", tmp_path))))
    assert list(rows[0])[:5] == ["place", "holder", "confidence", "since", "claims"]
    by_place = {r["place"]: r for r in rows}
    assert by_place["Benghazi"]["holder"] == "LNA" and by_place["Misrata"]["holder"] == "GNA"
    assert all(0 <= float(r["confidence"]) <= 1 for r in rows)


def test_control_leaves_as_json_lines_and_geojson(store: Path, tmp_path: Path) -> None:
    lines = [json.loads(line) for line in run(store, "control", "jsonl", tmp_path).splitlines()]
    assert list(lines[0]) == SHOWN
    found = json.loads(run(store, "control", "geojson", tmp_path))
    assert found["day"] == DAY and len(found["features"]) == len(lines)
    assert found["features"][0]["geometry"]["type"] == "Point"


def test_the_front_leaves_as_geojson_and_csv(store: Path, tmp_path: Path) -> None:
    found = json.loads(run(store, "front_line", "geojson", tmp_path))
    assert found["type"] == "FeatureCollection" and found["features"]
    first = found["features"][0]
    assert first["geometry"]["type"] == "LineString" and len(first["geometry"]["coordinates"]) > 1
    assert {"support", "age_days", "distance_km", "claim_ids"} <= set(first["properties"])
    rows = list(csv.DictReader(io.StringIO(run(store, "front_line", "csv", tmp_path))))
    assert len(rows) == len(found["features"]) and rows[0]["line"].startswith("LINESTRING (")


def test_the_command_answers_and_names_what_is_wrong(store: Path, tmp_path: Path) -> None:
    command = [sys.executable, "-m", "store.exchange", "control", "--format", "csv"]
    told = subprocess.run(
        [*command, "--at", DAY, "--store", str(store)], capture_output=True, text=True, check=True
    )
    assert told.stdout.startswith("place,holder,confidence,since,claims")
    missing = subprocess.run(
        [*command, "--at", DAY, "--store", str(tmp_path / "no")], capture_output=True, text=True, check=False
    )
    assert missing.returncode == 2 and str(tmp_path / "no") in missing.stderr


def test_an_empty_store_tells_what_the_pack_knows(tmp_path: Path) -> None:
    timeline = read_timeline(create_store(tmp_path / "empty"))
    table = table_control(date(2019, 4, 3), timeline)
    assert len(table) and table["claims"].eq("").all()
    assert isinstance(table, pd.DataFrame) and table["place"].is_monotonic_increasing
