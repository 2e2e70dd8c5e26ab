"""Fronts drawn once are read back as they were; what they follow from names them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pandas as pd

from analyse.control import build_timeline, changes_of
from analyse.control_rules import Rules
from analyse.front_line import front_line_on
from pages.shared import fronts_kept
from pages.shared.fronts_kept import keep_fronts, name_fronts, read_fronts
from render.labels import Labels
from render.war_front import write_stretches
from tests.analyse.rows import frame
from theatres.pack import load_theatre

DAYS = [date(2019, 4, 8), date(2019, 5, 7)]
CLAIMS = (
    {"place_id": "gharyan", "holder": "LNA", "day": "2019-04-04"},
    {"place_id": "al_aziziya", "holder": "GNA", "day": "2019-04-06"},
)


def test_fronts_come_back_from_the_disk_as_they_were(tmp_path: Path) -> None:
    timeline = build_timeline(frame("claims", *CLAIMS), load_theatre("libya_2019"))
    drawn = {d: front_line_on(d, timeline) for d in DAYS}
    told = {d: write_stretches(f, d, timeline) for d, f in drawn.items()}
    keep_fronts(tmp_path, "one", (drawn, told))
    frames, stretches = read_fronts(tmp_path, "one")
    assert list(frames) == DAYS and len(frames[DAYS[0]])
    for day in DAYS:
        again = write_stretches(frames[day], day, timeline)
        assert again == told[day]
        assert [s["place_ids"] for s in stretches[day]] == [s["place_ids"] for s in told[day]]
        same = ["stretch_id", "support", "claim_ids", "length_km"]
        pd.testing.assert_frame_equal(frames[day][same], drawn[day][same])


def test_what_is_not_there_or_not_sound_is_drawn_anew(tmp_path: Path) -> None:
    assert read_fronts(tmp_path, "none") == ({}, {})
    (tmp_path / "torn.json").write_text('{"2019-04-08": {"rows"', encoding="utf-8")
    assert read_fronts(tmp_path, "torn") == ({}, {})
    (tmp_path / "other.json").write_text("[1]", encoding="utf-8")
    assert read_fronts(tmp_path, "other") == ({}, {})


def test_a_word_or_a_rule_more_asks_for_fronts_of_their_own() -> None:
    theatre = load_theatre("libya_2019")
    one = build_timeline(frame("claims", CLAIMS[0]), theatre)
    same = build_timeline(frame("claims", CLAIMS[0]), theatre)
    more = build_timeline(frame("claims", *CLAIMS), theatre)
    ruled = replace(one, rules=Rules(reach_km=10.0))
    assert name_fronts(one, DAYS) == name_fronts(same, DAYS)
    names = {name_fronts(t, DAYS) for t in (one, more, ruled)} | {name_fronts(one, DAYS[:1])}
    assert len(names) == 4
    assert changes_of(one, theatre.start, theatre.end)["day"].is_monotonic_increasing


def test_only_the_last_files_are_kept(tmp_path: Path) -> None:
    for n in range(fronts_kept.MOST_FILES + 3):
        keep_fronts(tmp_path, f"f{n}", ({}, {}))
    assert len(list(tmp_path.glob("*.json"))) == fronts_kept.MOST_FILES
    assert not list(tmp_path.glob("*.part"))


def test_every_reason_of_a_hold_has_words() -> None:
    rules = {
        *("start", "own", "independent", "admission", "denial", "fighting", "partial", "lost", "whole"),
        *("withdrawal", "repelled", "silence", "lull", "hindsight"),
    }
    for language in ("fr", "en"):
        for rule in rules:
            told = Labels(language).text(f"reason.{rule}", side="A", by="B", day="C")
            assert told and "reason." not in told, rule
