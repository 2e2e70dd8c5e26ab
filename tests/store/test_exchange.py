"""What leaves opens where it goes, runs nothing there, says where it comes from, and comes back as it was."""

from __future__ import annotations

import csv
import io
import json
import subprocess
import sys
import zipfile
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from extract.records import Count, Extraction, Span
from store.cells import arm, disarm, strip_control
from store.crosswalk import plover_of, read_crosswalk
from store.database import create_store, read_table, writing
from store.exchange import FORMATS, About, export_table, main, read_exchange
from store.messages import StoreError
from store.rows import Origin, make_rows
from store.tables import TABLES, columns_of
from tests.store.made import make_extraction, put
from theatres.pack import Theatre

HOSTILE = [
    "=1+1", "+33 1", "-2", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "  =cmd|'/c calc'!A0", "\u00a0=1", "\u200b=1",
    "\ufeff=1",
    "'=1", "''=1", "＝1", "－1", "＋1", "＠x", "=HYPERLINK(\"http://x\",\"y\")", "=\x001", "\u202e=1",
]  # fmt: skip
MAPPED = ("events", "tolls", "claims", "places")


@pytest.fixture(scope="session")
def hostile(tmp_path_factory: pytest.TempPathFactory, theatre: Theatre) -> Path:
    """A store whose texts are what spreadsheets and browsers should not be given; never written to."""
    words = [*HOSTILE, '"a,b;c"', "\u2028", "", "اشتباكات", "<b>&amp;</b>", "a\x0bb"]
    store = tmp_path_factory.mktemp("hostile")
    read_at = datetime(2026, 1, 2, 3, 4, 5, 678)
    with writing(store) as writer:
        for number, told in enumerate(words, start=1):
            origin = Origin(f"{told}.txt", None, True, read_at)
            writer.write(make_rows(make_hostile(number, told), theatre, origin))
        writer.publish()
    return store


def make_hostile(number: int, words: str) -> Extraction:
    """An extraction with the words as title, as quotation and as the name of a unit."""
    found = make_extraction(number, f"{words or 'x'} puis Tajoura. Au moins 12 morts jeudi.\nLe camp.")
    quote = Span(0, len(words or "x"))
    return replace(
        found,
        report=replace(found.report, title=words or None),
        tolls=(replace(found.tolls[0], span=Span(0, 5)),),
        events=(replace(found.events[0], span=quote, actor_detail=words or None),),
    )


def about(store: Path, theatre: Theatre, **more: Any) -> About:
    notes = {"title": "Événements", "filters": "faction = GNA"}
    return About(notes, read_table(store, "reports"), read_table(store, "tolls"), theatre, **more)


@pytest.mark.parametrize("fmt", ["csv", "jsonl", "parquet"])
@pytest.mark.parametrize("table", TABLES)
def test_our_own_formats_come_back_identical(hostile: Path, theatre: Theatre, table: str, fmt: str) -> None:
    frame = read_table(hostile, table)
    for told in (None, about(hostile, theatre, bom=True, delimiter=";")):
        back = read_exchange(export_table(frame, table, fmt, told), table, fmt)
        pd.testing.assert_frame_equal(back, frame)


@pytest.mark.parametrize("fmt", FORMATS)
@pytest.mark.parametrize("table", MAPPED)
def test_an_empty_table_leaves_in_every_format(tmp_path: Path, table: str, fmt: str) -> None:
    frame = read_table(create_store(tmp_path), table)
    if fmt == "acled" and table != "events":
        with pytest.raises(StoreError, match="acled"):
            export_table(frame, table, fmt)
    else:
        data = export_table(frame, table, fmt)
        if fmt in ("csv", "parquet"):
            pd.testing.assert_frame_equal(read_exchange(data, table, fmt), frame)


def risky(cell: str) -> bool:
    """What a spreadsheet may run: said apart from the code under test."""
    bare = cell.strip("\u200b\u200e\u200f\ufeff\u202e\u2060\x00 \t\r\n\u00a0\u3000\x0b\x0c")
    return (bool(bare) and bare[0] in "=+-@＝＋－＠") or cell.startswith(("\t", "\r"))


@pytest.mark.parametrize("fmt", ["csv", "hxl", "acled"])
def test_no_cell_of_a_csv_can_run(hostile: Path, theatre: Theatre, fmt: str) -> None:
    data = export_table(read_table(hostile, "events"), "events", fmt, about(hostile, theatre))
    rows = list(csv.DictReader(io.StringIO(data.decode(), newline="")))
    assert len(rows) > len(HOSTILE)
    for row in rows:
        assert not [c for c in row.values() if c and c[:1] != "#" and risky(c) and not _is_number(c)]


def _is_number(cell: str) -> bool:
    try:
        return float(cell) is not None
    except ValueError:
        return False


def test_numbers_below_zero_stay_numbers(hostile: Path) -> None:
    frame = read_table(hostile, "events").assign(latitude=-32.5)
    back = read_exchange(export_table(frame, "events", "csv"), "events", "csv")
    assert (back["latitude"] == -32.5).all()


def test_a_workbook_opens_with_kinds_explanations_filters_and_sources(
    hostile: Path, theatre: Theatre
) -> None:
    events = read_table(hostile, "events")
    book = load_workbook(io.BytesIO(export_table(events, "events", "xlsx", about(hostile, theatre))))
    assert book.sheetnames == ["events", "colonnes", "filtres et versions", "sources"]
    rows = book["events"]
    heads = [c.value for c in rows[1]]
    assert rows.freeze_panes == "B2" and rows.max_row == len(events) + 1 and rows["A1"].font.bold
    cell = {h: rows.cell(2, k + 1) for k, h in enumerate(heads)}
    assert (
        cell["date_start"].is_date
        and cell["latitude"].data_type == "n"
        and cell["reconstruction"].value is True
    )
    for row in rows.iter_rows(min_row=2):
        for one in row:
            assert one.data_type != "f"
            assert not (isinstance(one.value, str) and risky(one.value)), one.value
    told = {r[0].value: r[2].value for r in book["colonnes"].iter_rows(min_row=2)}
    assert told["claimant"] == "who asserts it, where it is not the reporter" and set(told) == set(heads)
    assert ("filters", "faction = GNA") in list(book["filtres et versions"].values)
    assert book["sources"].max_row == len(events) + 1


def test_a_workbook_holds_no_control_character_and_no_endless_cell(hostile: Path) -> None:
    frame = read_table(hostile, "reports").assign(text="x" * 40_000, title="a\x00\x08\ufffeb")
    data = export_table(frame, "reports", "xlsx", About(language="en"))
    rows = load_workbook(io.BytesIO(data))["reports"]
    heads = [c.value for c in rows[1]]
    assert rows.cell(2, heads.index("title") + 1).value == "ab"
    assert len(rows.cell(2, heads.index("text") + 1).value) == 32_767
    assert zipfile.ZipFile(io.BytesIO(data)).testzip() is None


@pytest.mark.parametrize("table", MAPPED)
def test_geojson_is_a_feature_collection_in_longitude_and_latitude(
    hostile: Path, theatre: Theatre, table: str
) -> None:
    frame = read_table(hostile, table)
    found = json.loads(export_table(frame, table, "geojson", about(hostile, theatre)))
    place = theatre.places["tajoura"]
    assert found["type"] == "FeatureCollection" and len(found["features"]) == len(frame)
    first = found["features"][0]
    assert first["geometry"] == {"type": "Point", "coordinates": [place.longitude, place.latitude]}
    assert first["properties"]["reconstruction"] is True and found["about"]["filters"] == "faction = GNA"


def test_a_row_without_a_point_is_a_feature_without_geometry(hostile: Path) -> None:
    frame = read_table(hostile, "events").assign(latitude=float("nan"))
    found = json.loads(export_table(frame, "events", "geojson"))
    assert {f["geometry"] for f in found["features"]} == {None}


@pytest.mark.parametrize("fmt", ["geojson", "kml"])
def test_a_table_without_points_says_which_have(hostile: Path, fmt: str) -> None:
    with pytest.raises(StoreError, match="claims"):
        export_table(read_table(hostile, "gaps"), "gaps", fmt)


def test_kml_is_whole_xml_with_dates_and_nothing_that_runs(hostile: Path, theatre: Theatre) -> None:
    data = export_table(read_table(hostile, "events"), "events", "kml", about(hostile, theatre))
    root = ElementTree.fromstring(data)
    space = {"k": "http://www.opengis.net/kml/2.2"}
    marks = root.findall(".//k:Placemark", space)
    assert len(marks) == len(read_table(hostile, "events"))
    assert marks[0].findtext("k:TimeSpan/k:begin", None, space) == "2019-05-09"
    assert b"<b>&amp;" not in data


def test_hxl_has_its_row_of_tags(hostile: Path) -> None:
    lines = (
        export_table(read_table(hostile, "tolls"), "tolls", "hxl", About(bom=True))
        .decode("utf-8-sig")
        .split("\n")
    )
    heads, tags = next(csv.reader([lines[0]])), next(csv.reader([lines[1]]))
    told = dict(zip(heads, tags, strict=True))
    assert (told["low"], told["latitude"], told["as_of_start"]) == (
        "#affected+num+min",
        "#geo+lat",
        "#date+start",
    )
    assert all(t == "" or t.startswith("#") for t in tags)


def acled(store: Path, theatre: Theatre) -> pd.DataFrame:
    data = export_table(read_table(store, "events"), "events", "acled", about(store, theatre))
    return pd.read_csv(io.BytesIO(data))


def test_acled_columns_and_codes_run_existing_scripts(store: Path, theatre: Theatre) -> None:
    frame = acled(store, theatre)
    assert list(frame.columns) == list(read_crosswalk("acled")["columns"])
    row = frame.iloc[0]
    assert (row["event_type"], row["sub_event_type"], row["disorder_type"]) == (
        "Battles", "Armed clash", "Political violence",
    )  # fmt: skip
    assert (row["event_date"], row["year"], row["time_precision"]) == ("2019-05-09", 2019, 1)
    assert row["actor1"] == theatre.sides["GNA"].names["en"] and row["fatalities"] == 12
    assert row["tags"] == "status=claimed; claimant=GNA"


def test_acled_codes_deeds_and_leaves_out_words(tmp_path: Path, theatre: Theatre) -> None:
    base = make_extraction(1)
    event = base.events[0]
    events = (
        replace(event, event_id="gain", event_type="territorial_gain"),
        replace(event, event_id="taken", event_type="territorial_gain", actor="LNA"),
        replace(event, event_id="who", event_type="territorial_gain", actor=None),
        replace(event, event_id="kidnap", event_type="capture_of_persons", target="civilians", toll_ids=()),
        replace(event, event_id="call", event_type="ceasefire_call"),
        replace(event, event_id="denied", status="denied"),
        replace(event, event_id="undated", when=None, event_type="shelling"),
    )
    put(
        tmp_path,
        theatre,
        replace(base, events=events, tolls=(replace(base.tolls[0], count=Count(3, 5, "about")),)),
    )
    frame = acled(tmp_path, theatre).set_index("event_id_cnty")
    assert set(frame.index) == {"gain", "taken", "who", "kidnap", "undated"}
    assert frame.loc["undated", "event_date"] == "2019-05-09" and frame.loc["undated", "time_precision"] == 2
    assert "date=published" in str(frame.loc["undated", "tags"])
    assert list(frame["sub_event_type"].loc[["gain", "taken", "who", "kidnap"]]) == [
        "Government regains territory",
        "Non-state actor overtakes territory",
        "Armed clash",
        "Abduction/forced disappearance",
    ]
    assert frame["fatalities"].isna()["kidnap"] and frame.loc["gain", "fatalities"] == 3
    assert frame.loc["kidnap", "civilian_targeting"] == "Civilian targeting"


def test_every_event_type_stands_in_the_crosswalk() -> None:
    types = next(c.allowed for c in columns_of("events") if c.name == "event_type")
    assert set(read_crosswalk("acled")["event_type"]) == set(types)
    assert plover_of("airstrike") == "ASSAULT" and plover_of("displacement") is None


def test_the_command_filters_and_writes(hostile: Path, tmp_path: Path, capfdbinary: Any) -> None:
    out = tmp_path / "e.csv"
    base = ["events", "--format", "csv", "--store", str(hostile)]
    assert (
        main([*base, "--out", str(out), "--faction", "gna", "--from", "2019-05-01", "--to", "2019-05-31"])
        == 0
    )
    assert len(read_exchange(out.read_bytes(), "events", "csv")) == len(read_table(hostile, "events"))
    assert main([*base, "--out", str(out), "--to", "2019-05-08"]) == 0
    assert read_exchange(out.read_bytes(), "events", "csv").empty
    assert main([*base, "--type", "battle", "--place", "tajoura", "--status", "claimed"]) == 0
    assert read_exchange(capfdbinary.readouterr().out, "events", "csv")["event_id"].notna().all()


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["events", "--format", "csv", "--faction", "GNU"], "GNA"),
        (["events", "--format", "csv", "--type", "batle"], "battle"),
        (["events", "--format", "csv", "--status", "claim"], "claimed"),
        (["gaps", "--format", "csv", "--faction", "GNA"], "--faction"),
        (["gaps", "--format", "csv", "--from", "2019-01-01"], "--from"),
        (["tolls", "--format", "acled"], "acled"),
        (["reports", "--format", "geojson"], "events"),
    ],
)
def test_what_cannot_be_done_is_one_sentence(
    store: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], words: str
) -> None:
    assert main([*arguments, "--store", str(store)]) == 2
    err = capsys.readouterr().err.strip()
    assert words in err and "\n" not in err


def test_the_module_runs_as_a_command(store: Path, tmp_path: Path) -> None:
    command = [sys.executable, "-m", "store.exchange", "claims", "--format", "jsonl", "--store"]
    done = subprocess.run([*command, str(store)], capture_output=True, check=True)
    assert [json.loads(line)["claim_id"] for line in done.stdout.splitlines()] == ["c1", "c2", "c3"]
    gone = subprocess.run([*command, str(tmp_path / "none")], capture_output=True, check=False)
    assert gone.returncode == 2 and b"Traceback" not in gone.stderr and b"store.ingest" in gone.stderr


def test_a_frame_that_is_no_table_leaves_too() -> None:
    frame = pd.DataFrame(
        {
            "place_id": ["a", None],
            "confidence": [0.5, None],
            "since": pd.to_datetime(pd.Series(["2019-05-01", None])),
        }
    )
    frame["claims"] = [["c1", "c2"], []]
    for fmt in ("csv", "xlsx", "parquet", "jsonl", "hxl"):
        assert export_table(frame, "control", fmt)
    row = json.loads(export_table(frame, "control", "jsonl").split(b"\n")[0])
    assert row == {"place_id": "a", "confidence": 0.5, "since": "2019-05-01", "claims": ["c1", "c2"]}


def test_a_file_of_another_table_is_refused() -> None:
    with pytest.raises(StoreError, match="colonnes trouvées"):
        read_exchange(b"a,b\n1,2\n", "events", "csv")
    with pytest.raises(StoreError, match="csv, jsonl, parquet"):
        read_exchange(b"", "events", "kml")


@settings(max_examples=200, deadline=None)
@given(
    st.text(alphabet=st.sampled_from("'=+-@\t\r\n \u200bab１＝") | st.characters(codec="utf-8"), max_size=12)
)
def test_disarming_is_undone_exactly(text: str) -> None:
    assert arm(disarm(text)) == text
    assert not risky(disarm(text))
    assert "\x00" not in strip_control(text)
