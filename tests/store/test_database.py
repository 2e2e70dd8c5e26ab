"""What is written comes back; a store is read while written, refused when foreign, mended when damaged."""

from __future__ import annotations

import random
import threading
from dataclasses import replace
from pathlib import Path

import duckdb
import pandas as pd
import pytest

from extract.records import Span
from store import database, snapshots
from store.database import create_store, known_reports, notice, open_store, read_table, writing
from store.messages import StoreError
from store.rows import Origin, make_rows
from store.snapshots import current, store_version
from store.tables import TABLES, TableError, check_frame
from tests.store.made import TEXT, make_extraction, put
from theatres.pack import Theatre


@pytest.mark.parametrize("name", TABLES)
def test_every_table_reads_in_its_own_columns_and_kinds(store: Path, name: str) -> None:
    frame = read_table(store, name)
    check_frame(name, frame)
    assert [c.name for c in TABLES[name]] == list(frame.columns)
    assert len(frame) == (0 if name == "corrections" else 3)


@pytest.mark.parametrize("name", TABLES)
def test_an_empty_store_has_every_table(tmp_path: Path, name: str) -> None:
    check_frame(name, read_table(create_store(tmp_path), name))


def test_the_quotation_is_the_text_between_its_ends(store: Path) -> None:
    texts = read_table(store, "reports").set_index("report_id")["text"].to_dict()
    for table in ("events", "tolls", "claims", "gaps"):
        for row in read_table(store, table).to_dict("records"):
            assert row["quote"] == texts[row["report_id"]][row["start"] : row["end"]]


def test_the_sentence_is_the_whole_one_around_the_quotation(store: Path) -> None:
    assert set(read_table(store, "tolls")["sentence"]) == {
        "Au moins 12 personnes ont été tuées jeudi, selon l'OMS."
    }
    assert set(read_table(store, "events")["sentence"]) == {"Combats à Tajoura."}


def test_unknown_is_missing_and_never_a_placeholder(store: Path) -> None:
    toll = read_table(store, "tolls").iloc[0]
    assert toll["low"] == 12
    assert pd.isna(toll["high"]) and pd.isna(toll["as_of_start"]) and pd.isna(toll["review"])


def test_a_row_carries_the_point_and_name_of_its_place(store: Path, theatre: Theatre) -> None:
    place, event = theatre.places["tajoura"], read_table(store, "events").iloc[0]
    assert (event["latitude"], event["longitude"]) == (place.latitude, place.longitude)
    assert event["place_name"] == place.names["en"]


def test_where_keeps_the_rows_asked_for(store: Path) -> None:
    assert len(read_table(store, "events", {"event_id": "e2"})) == 1
    assert len(read_table(store, "events", {"event_id": ["e1", "e3"], "actor": "GNA"})) == 2
    assert read_table(store, "events", {"actor": "LNA"}).empty
    assert len(read_table(store, "events", {"actor_detail": None})) == 3
    assert read_table(store, "events", {"event_id": "x' OR 'a' = 'a"}).empty


def test_where_refuses_a_column_the_table_does_not_have(store: Path) -> None:
    with pytest.raises(StoreError, match="event_type"):
        read_table(store, "events", {"1=1; DROP TABLE events": "x"})
    with pytest.raises(TableError, match="events"):
        read_table(store, "event")


def test_writing_a_report_again_replaces_all_its_rows(store: Path, theatre: Theatre) -> None:
    fewer = replace(make_extraction(2), events=(), extractor_version="v2")
    put(store, theatre, fewer, fewer)
    assert list(read_table(store, "events")["event_id"]) == ["e1", "e3"]
    assert known_reports(store)["r0002"][1] == "v2"


def test_a_span_outside_the_text_is_refused(theatre: Theatre) -> None:
    found = make_extraction(1)
    wrong = replace(found, events=(replace(found.events[0], span=Span(5, len(TEXT) + 1)),))
    with pytest.raises(ValueError, match="expected characters"):
        make_rows(wrong, theatre, Origin())


def test_what_is_not_published_is_never_seen(store: Path, theatre: Theatre) -> None:
    before = store_version(store)
    with writing(store) as writer:
        writer.write(make_rows(make_extraction(9), theatre, Origin()))
    assert store_version(store) == before
    assert len(read_table(store, "reports")) == 3
    assert not list(store.glob("*.tmp*"))


def test_readers_see_whole_reports_while_a_writer_works(store: Path, theatre: Theatre) -> None:
    done = threading.Event()

    def write() -> None:
        for number in range(10, 18):
            put(store, theatre, make_extraction(number))
        done.set()

    writer = threading.Thread(target=write)
    writer.start()
    counts = []
    while not done.is_set():
        events = read_table(store, "events")
        assert set(events["report_id"]) <= set(read_table(store, "reports")["report_id"])
        counts.append(len(events))
    writer.join()
    assert counts == sorted(counts)
    assert len(read_table(store, "reports")) == 11


def test_a_second_writer_waits_then_says_who_is_writing(store: Path) -> None:
    with writing(store), pytest.raises(StoreError) as caught, writing(store, wait=0.2):
        pass
    assert caught.value.code == "busy"
    assert "processus" in str(caught.value) and "process " in caught.value.sentence("en")


def test_a_second_writer_goes_on_when_the_first_is_done(store: Path, theatre: Theatre) -> None:
    inside = threading.Event()

    def hold() -> None:
        with writing(store):
            inside.set()
            threading.Event().wait(0.3)

    first = threading.Thread(target=hold)
    first.start()
    inside.wait()
    put(store, theatre, make_extraction(7))
    first.join()
    assert len(read_table(store, "reports")) == 4


def test_a_missing_store_says_how_to_make_one(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match=r"python -m store\.ingest"):
        read_table(tmp_path / "none", "events")
    assert not (tmp_path / "none").exists()


@pytest.mark.parametrize(("version", "code"), [("99", "newer"), ("0", "older")])
def test_another_version_is_refused_with_what_to_do(store: Path, version: str, code: str) -> None:
    with writing(store) as writer:
        writer.say("schema_version", version)
        writer.publish()
    with pytest.raises(StoreError) as caught:
        open_store(store)
    assert caught.value.code == code and version in str(caught.value)


def test_a_database_of_someone_else_is_left_alone(tmp_path: Path) -> None:
    with duckdb.connect(str(tmp_path / snapshots.LINK)) as con:
        con.execute("CREATE TABLE mine (a INTEGER)")
    for use in (open_store, create_store):
        with pytest.raises(StoreError) as caught:
            use(tmp_path)
        assert caught.value.code == "foreign"
    with duckdb.connect(str(tmp_path / snapshots.LINK)) as con:
        assert con.sql("SELECT count(*) FROM mine").fetchall() == [(0,)]


def damage(path: Path, how: str) -> None:
    data = bytearray(path.read_bytes())
    if how == "truncated":
        data = data[: len(data) // 2]
    elif how == "emptied":
        data = bytearray()
    elif how == "zeroed":
        data = bytearray(len(data))
    else:
        data[12_288::1024] = bytes(255 - b for b in data[12_288::1024])  # past the three headers
    path.write_bytes(data)


@pytest.mark.parametrize("how", ["truncated", "emptied", "zeroed", "spoilt", "removed"])
def test_a_damaged_file_is_told_and_the_backup_restored(store: Path, theatre: Theatre, how: str) -> None:
    put(store, theatre, make_extraction(4))
    path = current(store)
    assert path is not None
    if how == "removed":
        path.unlink()
    else:
        damage(path, how)
    assert len(read_table(store, "reports")) == 3
    told = notice(store)
    assert told and path.name in told and "sauvegarde" in told and "\n" not in told
    put(store, theatre, make_extraction(4))
    assert len(read_table(store, "reports")) == 4
    assert notice(store) is None


def test_a_writer_finds_damage_no_reader_saw_before_the_backup_goes(store: Path, theatre: Theatre) -> None:
    put(store, theatre, make_extraction(4))
    path = current(store)
    assert path is not None
    damage(path, "spoilt")
    put(store, theatre, make_extraction(5))
    assert set(read_table(store, "reports")["report_id"]) == {"r0001", "r0002", "r0003", "r0005"}
    assert list(store.glob("*.damaged"))


def test_damage_without_a_backup_is_one_sentence_with_the_way_out(store: Path) -> None:
    path = current(store)
    assert path is not None
    damage(path, "truncated")
    with pytest.raises(StoreError) as caught:
        read_table(store, "events")
    assert caught.value.code == "damaged" and "originals" in str(caught.value)


def test_bytes_changed_anywhere_never_give_wrong_rows(store: Path, theatre: Theatre) -> None:
    put(store, theatre, make_extraction(4))
    draw = random.Random(7)  # the same places in every run
    path = current(store)
    assert path is not None
    whole, rows = path.read_bytes(), read_table(store, "events")
    for _ in range(12):
        data = bytearray(whole)
        at = draw.randrange(len(data) - 64)
        data[at : at + 64] = draw.randbytes(64)
        path.write_bytes(data)
        now = read_table(store, "events")
        assert now.equals(rows) or now.equals(rows[rows["report_id"] != "r0004"].reset_index(drop=True))
        for aside in store.glob("*.damaged"):
            aside.unlink()
        path.write_bytes(whole)
        snapshots.point_at(store, path)


def test_a_copied_folder_is_a_store_too(store: Path, theatre: Theatre, tmp_path: Path) -> None:
    copy = tmp_path / "copy"
    copy.mkdir()
    (copy / snapshots.LINK).write_bytes(
        (store / snapshots.LINK).read_bytes()
    )  # links followed, as USB keys do
    put(copy, theatre, make_extraction(8))
    assert len(read_table(copy, "reports")) == 4


def test_a_folder_that_cannot_be_written_says_so(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(StoreError) as caught:
        create_store(tmp_path / "file" / "store")
    assert caught.value.code == "unreadable_place"


def test_nothing_is_fetched() -> None:
    assert database._CONFIG["autoinstall_known_extensions"] == "false"
