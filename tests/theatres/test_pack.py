"""A pack is read as written: choices expanded, versions hashed, a second war needs no code."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.pipeline import extract_report
from extract.records import Report, When
from theatres.expectations import find_unmet, fits
from theatres.files import expand_spelling, hash_files, split_list
from theatres.pack import PACKS, list_theatres, load_theatre

SECOND = Path(__file__).parent / "packs"


@pytest.mark.parametrize(
    ("pattern", "spellings"),
    [
        ("Haftar", ["Haftar"]),
        (
            "(Ahmed|Ahmad) (al-|)Mismari",
            ["Ahmed al-Mismari", "Ahmed Mismari", "Ahmad al-Mismari", "Ahmad Mismari"],
        ),
        ("chef( de l'(ANL|armée)|)", ["chef de l'ANL", "chef de l'armée", "chef"]),
        ("Agence France-Presse (AFP)", ["Agence France-Presse (AFP)"]),
        ("Commission( (5+5)| 5+5|)", ["Commission (5+5)", "Commission 5+5", "Commission"]),
        ("a (b|b) c", ["a b c"]),
    ],
)
def test_choices_are_spelled_out(pattern: str, spellings: list[str]) -> None:
    assert expand_spelling(pattern) == tuple(spellings)


@given(st.text(alphabet="ab(|) ", max_size=14))
def test_any_pattern_expands_without_error(pattern: str) -> None:
    assert expand_spelling(pattern)


def test_a_list_in_a_cell_is_tidied() -> None:
    assert split_list(" a; b ;;c") == ("a", "b", "c")
    assert split_list(None) == ()


def test_the_second_war_needs_no_code() -> None:
    theatre = load_theatre("river_war", SECOND)
    assert theatre.actors["northern_army"].names["fr"] == (
        "Armée du Nord",
        "forces nordistes",
        "troupes nordistes",
    )
    assert theatre.actors["bridge_guard"].score_name == "North"
    assert theatre.actors["river_relief"].score_name == "River Relief"
    assert theatre.actors["river_relief"].roles[0].end == date(2031, 5, 1)
    assert theatre.places["haute_rive"].spellings == ("Hauterive", "Haute-Rive", "Highbank")
    assert theatre.places["old_bridge"].context_spellings == ("le Pont",)
    assert theatre.places["old_bridge"].shares_point_with == ("haute_rive",)
    assert theatre.views["all"].bounds == (44.0, 2.0, 48.0, 8.0)
    assert theatre.lexicon["fr"]["names"] == {
        "maître du fleuve": "northern_army",
        "seigneur du fleuve": "northern_army",
    }
    assert theatre.toll_marks[1].value == 31
    assert [c.holder for c in theatre.control_start] == ["South", "South"]


def test_reports_of_the_second_war_are_read() -> None:
    theatre = load_theatre("river_war", SECOND)
    text = "La Ligue du Sud a bombardé Hauterive lundi, tuant 12 civils, selon le Secours du Fleuve."
    day = When(date(2031, 3, 6), date(2031, 3, 6), "day", "stated")
    found = extract_report(Report("r1", text, "fr", day), theatre)
    assert [p.place_id for p in found.places] == ["haute_rive"]
    assert found.theatre_version == theatre.version


def test_an_edited_pack_is_read_anew(tmp_path: Path) -> None:
    root = Path(shutil.copytree(SECOND, tmp_path / "packs"))
    before = load_theatre("river_war", root)
    path = root / "river_war" / "theatre.toml"
    path.write_text(
        path.read_text(encoding="utf-8").replace("River War", "War of the River"), encoding="utf-8"
    )
    after = load_theatre("river_war", root)
    assert (before.titles["en"], after.titles["en"]) == ("The River War", "The War of the River")
    assert before.version != after.version


def test_sample_reports_do_not_change_the_version(tmp_path: Path) -> None:
    pack = Path(shutil.copytree(SECOND / "river_war", tmp_path / "river_war"))
    before = hash_files(pack)
    (pack / "sample").mkdir()
    (pack / "sample" / "reports.jsonl").write_text("{}\n", encoding="utf-8")
    assert hash_files(pack) == before


def test_packs_are_listed_by_name() -> None:
    assert list_theatres(SECOND) == ["river_war"]
    assert "libya_2019" in list_theatres(PACKS)


# ---------------------------------------------------------------- expectations


@pytest.mark.parametrize(
    ("value", "wanted", "fitting"),
    [
        ("GNA", "GNA", True),
        ("LNA", ["GNA", "contested"], False),
        (5, {"min": 5}, True),
        (5, {"max": 4}, False),
        (None, {"min": 0}, False),
        (float("nan"), {"min": 0}, False),
        (date(2019, 5, 2), {"min": date(2019, 5, 1), "max": date(2019, 5, 31)}, True),
        ("2019-06-01", {"max": date(2019, 5, 31)}, False),
        (date(2019, 5, 2), date(2019, 5, 2), True),
        (None, "GNA", False),
    ],
)
def test_a_value_fits_what_is_wanted(value: object, wanted: object, fitting: bool) -> None:
    assert fits(value, wanted) is fitting


def test_unmet_expectations_are_sentences() -> None:
    theatre = load_theatre("river_war", SECOND)
    held = {"place_id": "haute_rive", "holder": "North", "date_start": date(2031, 3, 9)}
    rows = {"claims": [held], "tolls": [{"kind": "killed", "low": 12}]}
    assert find_unmet(theatre, lambda table: rows[table]) == []
    rows = {"claims": [{**held, "holder": "South"}], "tolls": [{"kind": "killed", "low": 5000}]}
    assert find_unmet(theatre, lambda table: rows[table], "fr") == [
        "bridge_taken: Hauterive prise en mars: 0 rows of claims fit; expected 1 at least.",
        "few_dead: jamais mille morts: 1 rows of tolls fit; expected 0 at most.",
    ]
    rows = {"claims": [{"place": "haute_rive"}], "tolls": []}
    assert "claims has no column" in find_unmet(theatre, lambda table: rows[table])[0]
