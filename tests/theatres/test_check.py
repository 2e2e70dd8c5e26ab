"""Each thing that can be wrong with a pack is said in one sentence, on a small war that never was."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from theatres.check import find_faults, main
from theatres.files import TABLES
from theatres.pack import PackError, load_theatre

PACKS = Path(__file__).parent / "packs"
T, A, S, L, P, C, N = TABLES.values()

# file, words to break, what they become, what the sentence must say
BROKEN = [
    (T, 'id = "river_war"', 'id = "river"', 'id is "river"; expected the name of its folder, "river_war"'),
    (
        T,
        "end = 2031-06-30\n\n[titles]",
        "end = 2031-02-01\n\n[titles]",
        "end is 2031-02-01; expected a day from",
    ),
    (T, "start = 2031-03-01\nend = 2031-06-30", 'start = "2031-03-01"\nend = 2031-06-30', "without quotes"),
    (T, "[titles]\nfr =", "[titles]\nde =", 'titles: there is no name in "fr"'),
    (T, "[titles]", "[title]", 'the field "title" is unknown; expected one of id, start, end, titles'),
    (T, 'colour = "#C8553D"', 'colour = "brick"', 'side "South": colour is "brick"; expected a colour like'),
    (T, 'colour = "#C8553D"', 'colour = "#1F6FB4"', 'side "South" is drawn like "North"'),
    (
        T,
        'pattern = "solid"\nbelligerent',
        'pattern = "sold"\nbelligerent',
        'pattern is "sold"; expected one of',
    ),
    (T, "belligerent = true", 'belligerent = "yes"', 'belligerent is "yes"; expected true or false'),
    (T, 'id = "South"', 'id = "North"', 'side "North" stands there twice'),
    (T, "end = 2031-04-30", "end = 2031-04-20", 'phase "truce" starts on 2031-05-01; expected 2031-04-21'),
    (T, "end = 2031-04-30", "end = 2031-05-10", 'phase "truce" starts on 2031-05-01; expected 2031-05-11'),
    (T, "start = 2031-05-01", "start = 2031-07-01", 'phase "truce" runs from 2031-07-01'),
    (T, "[44.0, 2.0, 48.0, 8.0]", "[48.0, 2.0, 44.0, 8.0]", "expected south, west, north, east"),
    (T, "[44.0, 2.0, 48.0, 8.0]", "[44.0, 2.0, 46.0, 8.0]", 'the place "haute_rive" lies outside its bounds'),
    (
        T,
        'place = "haute_rive"',
        'place = "haute_rivo"',
        'battle "ford": place is "haute_rivo"; expected one of',
    ),
    (
        T,
        "end = 2031-04-03",
        "end = 2031-04-01",
        'battle "ford" runs from 2031-04-02 to 2031-04-01; expected days',
    ),
    (T, ', en = "The ford"', "", 'battle "ford": there is no name in "en"'),
    (T, '["https://example.org/ford"]', "[]", 'battle "ford": there are no sources; expected one address'),
    (T, 'sources = ["https', 'source = ["https', 'the field "source" is unknown; expected one of id, names'),
    (T, '"basse_rive"]', '"base_rive"]', 'a place is "base_rive"; expected one of'),
    (T, 'table = "claims"', 'table = "claim"', 'table is "claim"; expected one of reports, events'),
    (T, "[[phases]]", "[[phase]]", 'the field "phase" is unknown'),
    (A, 'kind = "militia"', 'kind = "milice"', 'kind is "milice"; expected one of state, force, militia'),
    (
        A,
        'side = "South"',
        'side = "Suoth"',
        'side is "Suoth"; expected one of North, South, Relief, nearest "South"',
    ),
    (A, 'parent = "northern_army"', 'parent = "northen_army"', 'nearest "northern_army"'),
    (A, 'parent = "northern_army"', 'parent = "bridge_guard"', 'actor "bridge_guard" is its own ancestor'),
    (A, 'id = "bridge_guard"', 'id = "Bridge Guard"', "expected lower-case ASCII letters"),
    (A, 'id = "bridge_guard"', 'id = "southern_league"', 'actor "southern_league" stands there twice'),
    (A, 'names.en = ["Bridge Guard"]', "", 'actor "bridge_guard": there is no name in "en"'),
    (A, '["Bridge Guard"]', '"Bridge Guard"', "expected a list of spellings by language"),
    (A, '["Bridge Guard"]', '["Northern army"]', '"Northern army" also means "northern_army"'),
    (A, "(forces|troupes) nordistes", "(forces|troupes nordistes", "has a bracket or bar astray"),
    (A, "(forces|troupes) nordistes", "forces|troupes nordistes", "has a bracket or bar astray"),
    (A, "(forces|troupes) nordistes", "(a|b)" * 12, "gives 4096 spellings; expected 1000 at most"),
    (
        A,
        'side = "Relief"\nkind = "ngo"\nscore_name = "River Relief"',
        'kind = "ngo"',
        "has no side and no score_name",
    ),
    (
        A,
        'relation = "ally_of"',
        'relation = "allied_to"',
        'relation is "allied_to"; expected a known one, nearest "ally_of"',
    ),
    (A, 'of = "North"', 'of = "Nort"', 'of is "Nort"; expected one of'),
    (A, "end = 2031-05-01", "end = 2031-02-01", "role ally_of: end is 2031-02-01"),
    (A, "counts_casualties", "count_casualties", 'nearest "counts_casualties"'),
    (A, "[[actors]]", "[[actor]]", "actors.toml: cannot be read"),
    (A, "[[actors]]", "[[actors]", "actors.toml: cannot be read"),
    (P, "46.5,5.0", "146.5,5.0", "expected degrees north, then degrees east"),
    (P, "46.5,5.0", "5.0,46.5", "outside every view; expected one inside"),
    (P, "46.5,5.0", "north,5.0", 'latitude is "north"; expected a number'),
    (P, "exact,3,,Rive,1", "exact,0,,Rive,1", "uncertainty_km is 0; expected kilometres above zero"),
    (P, "exact,3,,Rive,1", "precise,3,,Rive,1", 'precision is "precise"; expected one of exact, approx'),
    (P, "exact,3,,Rive,1", "exact,3,,Rive,9", 'tier is "9"; expected one of 1, 2, 3'),
    (P, ",city,", ",metropolis,", 'kind is "metropolis"'),
    (P, "approx,2,haute_rive", "approx,2,haute_rives", 'parent is "haute_rives"; expected one of'),
    (P, "approx,2,haute_rive", "approx,2,old_bridge", 'place "old_bridge" is its own ancestor'),
    (P, "le Pont,haute_rive,", "la Pont,haute_rive,", 'a context spelling is "la Pont"'),
    (P, "le Pont,haute_rive,", "le Pont,hauterive,", 'shares_point_with is "hauterive"'),
    (P, "basse_rive,Basserive", "haute_rive,Basserive", 'place "haute_rive" stands there twice'),
    (P, "id,name_en", "id,name_eng", 'the field "name_eng" is unknown'),
    (C, "haute_rive,South", "haute_riv,South", 'place_id is "haute_riv"'),
    (
        C,
        "haute_rive,South",
        "haute_rive,Relief",
        'holder is "Relief"; expected one of North, South, contested',
    ),
    (C, "published,imaginary", "published,", 'the field "source" is missing'),
    (C, "basse_rive,South", "haute_rive,North", 'place "haute_rive" stands there twice'),
    (S, 'voice = "North"', 'voice = "north"', 'voice is "north"; expected one of North, South, Relief'),
    (S, 'kind = "newspaper"', 'kind = "paper"', 'kind is "paper"; expected one of agency'),
    (S, 'voice = "North"', 'domains = ["riverpost.example"]', 'is also that of "river_post"'),
    (L, '"northern_army"', '"northern_arm"', 'is "northern_arm"; expected one of'),
    (L, "(maître|seigneur) du fleuve", "ligueurs", 'here and "southern_league" in actors.toml'),
    (L, "[fr.names]", "[it.names]", 'a language is "it"; expected one of fr, en'),
    (L, 'usually = "northern_army"', 'usually = "southern_leage"', 'nearest "southern_league"'),
    (N, "killed,12,river_relief", "killed,12,river_relif", 'source is "river_relif"'),
    (N, "killed,12", "killed,50", 'toll "31" of river_relief falls below 50 of 2031-03-05'),
    (N, "killed,12", "killed,twelve", 'value is "twelve"; expected a whole number above zero'),
    (N, "2031-03-05", "2021-03-05", "as_of is 2021-03-05; expected a day of 2031-03-01"),
    (N, "2031-03-05", "5 March", 'as_of is "5 March"; expected a day like 2019-04-04'),
]


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    return Path(shutil.copytree(PACKS / "river_war", tmp_path / "river_war"))


def test_the_small_war_is_sound(pack: Path) -> None:
    assert find_faults(pack) == []


@pytest.mark.parametrize(("file_name", "old", "new", "said"), BROKEN)
def test_a_broken_pack_says_what_is_wrong(pack: Path, file_name: str, old: str, new: str, said: str) -> None:
    path = pack / file_name
    before = path.read_text(encoding="utf-8")
    assert old in before
    path.write_text(before.replace(old, new, 1), encoding="utf-8")
    faults = find_faults(pack)
    assert any(said in fault and fault.startswith(file_name) for fault in faults), faults
    assert all(fault.endswith(".") and "\n" not in fault for fault in faults)
    with pytest.raises(PackError) as raised:
        load_theatre("river_war", pack.parent)
    assert raised.value.faults == faults


@pytest.mark.parametrize("file_name", TABLES.values())
def test_a_missing_file_is_a_fault(pack: Path, file_name: str) -> None:
    (pack / file_name).unlink()
    assert find_faults(pack) == [f"{file_name}: the file is missing; every pack has one."]


def test_a_file_in_another_encoding_is_a_fault(pack: Path) -> None:
    (pack / P).write_bytes((pack / P).read_bytes() + "Évreux".encode("latin-1"))
    assert find_faults(pack)[0].startswith("places.csv: cannot be read")


def test_an_unknown_pack_names_the_nearest(pack: Path) -> None:
    (sentence,) = find_faults(pack.parent / "river_wars")
    assert (
        sentence == 'theatres: there is no pack "river_wars"; expected one of river_war, nearest "river_war".'
    )


def test_the_command_tells_sound_from_broken(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([]) == 0
    assert "libya_2019: sound" in capsys.readouterr().out
    assert main(["libya_2091"]) == 1
    assert 'nearest "libya_2019"' in capsys.readouterr().out
