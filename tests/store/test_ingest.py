"""Files go in once and whole or not at all; a killed run is finished by the next; the sample is built."""

from __future__ import annotations

import hashlib
import json
import multiprocessing
import os
import random
import signal
import time
import zipfile
from pathlib import Path

import pandas as pd
import pytest

from extract.pipeline import extract_report
from extract.records import Report
from store import batches
from store.batches import find_outlet
from store.database import STORED, read_meta, read_table
from store.ingest import (
    build_sample_store,
    ensure_sample_store,
    ingest_files,
    ingest_reports,
    main,
    read_sample,
)
from store.snapshots import current
from theatres.pack import Theatre, load_theatre

FIGHT = "TRIPOLI, {day} mai 2019. Des combats ont éclaté à Tajoura. Au moins {day} personnes ont été tuées."


def write_lines(path: Path, days: range) -> Path:
    rows = [{"text": FIGHT.format(day=d), "lang": "fr", "published": f"2019-05-{d:02d}"} for d in days]
    path.write_text("".join(json.dumps(r) + "\n" for r in rows), encoding="utf-8")
    return path


def contents(store: Path) -> dict[str, pd.DataFrame]:
    """All that a store holds but the time of reading."""
    return {t: read_table(store, t).drop(columns="ingested_at", errors="ignore") for t in STORED}


def assert_equal(one: Path, other: Path) -> None:
    for name, frame in contents(one).items():
        pd.testing.assert_frame_equal(frame, contents(other)[name])


def test_reading_files_twice_changes_nothing(tmp_path: Path, theatre: Theatre) -> None:
    file = write_lines(tmp_path / "a.jsonl", range(1, 9))
    first = ingest_files([file], theatre, tmp_path / "s")
    before = contents(tmp_path / "s")
    second = ingest_files([file, file], theatre, tmp_path / "s")
    assert (len(first.added), len(second.added), len(second.unchanged)) == (8, 0, 16)
    for name, frame in contents(tmp_path / "s").items():
        pd.testing.assert_frame_equal(frame, before[name])


def test_a_changed_pack_or_engine_reads_again(
    tmp_path: Path, theatre: Theatre, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = write_lines(tmp_path / "a.jsonl", range(1, 4))
    ingest_files([file], theatre, tmp_path / "s")
    monkeypatch.setattr(batches, "EXTRACTOR_VERSION", "next")
    assert len(ingest_files([file], theatre, tmp_path / "s").replaced) == 3
    assert len(read_table(tmp_path / "s", "reports")) == 3


def test_originals_are_kept_under_their_hash(tmp_path: Path, theatre: Theatre) -> None:
    file = write_lines(tmp_path / "a.jsonl", range(1, 3))
    ingest_files([file], theatre, tmp_path / "s")
    digest = hashlib.sha256(file.read_bytes()).hexdigest()
    assert (tmp_path / "s" / "originals" / f"{digest}.jsonl").read_bytes() == file.read_bytes()
    reports = read_table(tmp_path / "s", "reports")
    assert set(reports["file_hash"]) == {digest} and set(reports["file_name"]) == {"a.jsonl"}
    assert reports["ingested_at"].notna().all() and not reports["sample"].any()


def test_bad_files_are_told_one_line_each_and_the_others_go_in(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    write_lines(folder / "a.jsonl", range(1, 3))
    (folder / "empty.txt").write_bytes(b"")
    (folder / "scan.pdf").write_bytes(b"%PDF-1.4 \x00\xff")
    (folder / "broken.docx").write_bytes(b"PK\x03\x04")
    with zipfile.ZipFile(folder / "more.zip", "w") as archive:
        archive.writestr("b.txt", FIGHT.format(day=11))
        archive.writestr("c.exe", b"\x00\x01")
    assert main([str(folder), str(tmp_path / "gone.txt"), "--store", str(tmp_path / "s")]) == 1
    out, err = capsys.readouterr()
    lines = [line for line in err.splitlines() if line]
    assert [line.split(" : ")[0] for line in lines] == [
        "broken.docx",
        "empty.txt",
        "more.zip/c.exe",
        "scan.pdf",
        "gone.txt",
    ]
    assert "abîmé" in lines[0] and "format pas encore lu" in lines[2] and ".txt" in lines[2]
    assert "3 rapports ajoutés" in out and "5 en échec" in out
    assert len(read_table(tmp_path / "s", "reports")) == 3


def test_all_well_is_status_0_and_a_wrong_theatre_2(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = write_lines(tmp_path / "a.jsonl", range(1, 3))
    assert main([str(file), "--store", str(tmp_path / "s")]) == 0
    assert main([str(file), "--store", str(tmp_path / "s"), "--theatre", "none"]) == 2
    assert main([str(file), "--store", str(file)]) == 2
    assert "Traceback" not in capsys.readouterr().err


def test_a_fault_of_the_engine_on_one_report_lets_the_others_in(
    tmp_path: Path, theatre: Theatre, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = extract_report

    def fails(report: Report, pack: Theatre) -> object:
        if "Au moins 2 " in report.text:
            raise KeyError("x")
        return real(report, pack)

    monkeypatch.setattr(batches, "extract_report", fails)
    done = ingest_files([write_lines(tmp_path / "a.jsonl", range(1, 4))], theatre, tmp_path / "s")
    assert (len(done.added), len(done.problems)) == (2, 1)


def test_reports_of_a_page_go_in_with_progress(tmp_path: Path, theatre: Theatre) -> None:
    seen: list[int] = []
    done = ingest_reports(read_sample(theatre)[:3], theatre, tmp_path / "s", lambda n, _: seen.append(n))
    assert len(done.added) == 3 and seen == [1, 2, 3]


def test_the_sample_is_built_once_and_called_a_reconstruction(
    tmp_path: Path, theatre: Theatre, monkeypatch: pytest.MonkeyPatch
) -> None:
    ensure_sample_store(theatre, tmp_path)
    reports, built = read_table(tmp_path, "reports"), current(tmp_path)
    assert len(reports) == len(read_sample(theatre)) and reports["sample"].all()
    ensure_sample_store(theatre, tmp_path)
    assert current(tmp_path) == built
    monkeypatch.setattr("store.ingest.EXTRACTOR_VERSION", "next")
    ensure_sample_store(theatre, tmp_path)
    assert current(tmp_path) != built and read_meta(tmp_path)["sample"].endswith("next")


def test_every_sample_report_is_accepted(tmp_path: Path, theatre: Theatre) -> None:
    assert build_sample_store(theatre, tmp_path).problems == []


def test_an_outlet_is_found_by_name_or_address(theatre: Theatre) -> None:
    outlet = next(o for o in theatre.outlets.values() if o.domains)
    report = Report("r", "x", "fr", read_sample(theatre)[0].published)
    for given in ({"outlet_id": outlet.name}, {"url": f"https://www.{outlet.domains[0]}/a"}):
        named = Report(report.report_id, report.text, report.language, report.published, **given)
        assert find_outlet(named, theatre).outlet_id == outlet.id
    assert find_outlet(report, theatre).outlet_id is None


def ingest_slowly(file: Path, store: Path) -> None:
    """What the killed process does: small batches, so that it is killed between and inside publications."""
    batches.BATCH = 3
    ingest_files([file], load_theatre("libya_2019"), store)


def test_killed_at_any_moment_and_run_again_the_store_is_as_if_written_in_peace(
    tmp_path: Path, theatre: Theatre, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(batches, "BATCH", 3)
    file = write_lines(tmp_path / "a.jsonl", range(1, 16))
    start = time.perf_counter()
    ingest_files([file], theatre, tmp_path / "peace")
    lasts = time.perf_counter() - start
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["store.ingest"])
    draw, killed = random.Random(3), 0
    for number in range(3):
        store = tmp_path / f"killed{number}"
        child = context.Process(target=ingest_slowly, args=(file, store))
        child.start()
        child.join(draw.uniform(0.3, 1.2 + lasts))
        if child.is_alive():
            os.kill(child.pid or 0, signal.SIGKILL)
            killed += 1
        child.join()
        ingest_files([file], theatre, store)
        assert_equal(store, tmp_path / "peace")
        assert not list(store.glob("*.tmp*")) and not list(store.glob("originals/*.part"))
    assert killed  # else the machine was too fast for the draw, and nothing was tested


def test_two_programs_writing_at_once_both_get_their_reports_in(tmp_path: Path) -> None:
    context = multiprocessing.get_context("forkserver")
    files = [write_lines(tmp_path / f"{n}.jsonl", range(n, n + 9)) for n in (1, 10)]
    children = [context.Process(target=ingest_slowly, args=(f, tmp_path / "s")) for f in files]
    for child in children:
        child.start()
    for child in children:
        child.join()
    assert [c.exitcode for c in children] == [0, 0]
    assert len(read_table(tmp_path / "s", "reports")) == 18
