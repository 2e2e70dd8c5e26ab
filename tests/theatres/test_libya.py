"""The Libya pack: complete, legible in three languages, told apart by every reader, on its own ground."""

from __future__ import annotations

import json
from datetime import date, timedelta
from functools import cache
from itertools import combinations, pairwise
from typing import Any

import pytest
import shapely

from extract.names import NameMatcher
from theatres.pack import PACKS, Side, Theatre, load_theatre

BASEMAP = PACKS / "basemap"


@cache
def theatre() -> Theatre:
    return load_theatre("libya_2019")


def matcher(language: str) -> NameMatcher[str]:
    return NameMatcher((s, a.id) for a in theatre().actors.values() for s in a.names[language])


def test_it_loads_once_and_has_a_version() -> None:
    assert load_theatre("libya_2019") is theatre()
    assert len(theatre().version) == 12
    assert theatre().root == PACKS / "libya_2019"


def test_the_sides_of_the_brief_are_there() -> None:
    wanted = {
        "GNA",
        "LNA",
        "UN",
        "EU",
        "US",
        "Turkey",
        "Russia",
        "UAE",
        "Egypt",
        "IS",
        "civilians",
        "armed_groups",
    }
    assert wanted <= set(theatre().sides)
    assert [s.id for s in theatre().sides.values() if s.belligerent] == ["GNA", "LNA"]


def test_it_is_as_large_as_promised() -> None:
    assert len(theatre().actors) >= 130
    assert len(theatre().places) >= 411
    assert len(theatre().outlets) >= 40
    assert len(theatre().control_start) >= 100
    assert sum(len(s) for a in theatre().actors.values() for s in a.names.values()) >= 10_000


def test_every_actor_is_named_in_three_languages() -> None:
    assert not [
        a.id for a in theatre().actors.values() if not all(a.names.get(lang) for lang in ("fr", "en", "ar"))
    ]


@pytest.mark.parametrize(
    ("language", "words", "actor_id"),
    [
        ("fr", "les troupes du maréchal Haftar", "lna"),
        ("fr", "L’ARMÉE NATIONALE LIBYENNE", "lna"),
        ("fr", "les forces pro-Haftar", "lna"),
        ("fr", "l'ALN", "lna"),
        ("fr", "le Gouvernement d'entente nationale", "gna"),
        ("fr", "le gouvernement reconnu par l'ONU", "gna"),
        ("fr", "le GUN", "gna"),
        ("fr", "les forces loyalistes", "gna_forces"),
        ("fr", "l'opération Burkan al-Ghadab", "volcano_of_rage"),
        ("fr", "Muhammad Qanunu", "mohamed_qanunu"),
        ("fr", "Fayez As-Sarraj", "fayez_sarraj"),
        ("fr", "l'OMS", "who"),
        ("fr", "la Manul", "unsmil"),
        ("fr", "l'ambassade des Etats-Unis à Tripoli", "us_embassy"),
        ("fr", 'la "force de protection de Tripoli"', "tripoli_protection_force"),
        ("fr", "la 9e brigade de Tarhouna", "ninth_brigade"),
        ("fr", "des mercenaires russes du groupe Wagner", "wagner"),
        ("en", "the self-styled Libyan National Army", "lna"),
        ("en", "eastern forces", "lna"),
        ("en", "the internationally recognised government", "gna"),
        ("en", "Libya's UN-recognized government", "gna"),
        ("en", "pro-GNA fighters", "gna_forces"),
        ("en", "Operation Volcano of Rage", "volcano_of_rage"),
        ("en", "the WHO said", "who"),
        ("en", "Turkish-backed Syrian fighters", "syrian_fighters"),
        ("en", "Major General Osama al-Juwaili", "osama_juwaili"),
        ("ar", "مليشيات حفتر", "lna"),
        ("ar", "القيادة العامة", "lna"),
        ("ar", "الجيش الوطني الليبي", "lna"),
        ("ar", "قوات حكومة الوفاق", "gna_forces"),
        ("ar", "حكومة الوفاق", "gna"),
        ("ar", "بركان الغضب", "volcano_of_rage"),
        ("ar", "منظمة الصحة العالمية", "who"),
        ("ar", "جهاز الإسعاف والطوارئ", "ambulance_and_emergency_service"),
        ("ar", "البعثة الأممية", "unsmil"),
    ],
)
def test_the_press_spells_it_so(language: str, words: str, actor_id: str) -> None:
    assert actor_id in [found for _, found in matcher(language).find(words)]


@pytest.mark.parametrize(
    ("language", "words"), [("en", "who is it"), ("en", "it hit us"), ("fr", "des gens")]
)
def test_small_words_are_no_actors(language: str, words: str) -> None:
    assert matcher(language).find(words) == []


def test_those_who_count_the_dead_are_known_by_their_neutral_name() -> None:
    names = {a.score_name for a in theatre().actors.values() if a.counts_casualties}
    assert {"WHO", "OCHA", "UNHCR", "IOM", "UNSMIL", "UN", "MSF", "SOHR", "GNA"} <= names


@pytest.mark.parametrize(
    ("spelling", "place_id"),
    [
        ("Khela", "khallat_al_furjan"),
        ("الخلة", "khallat_al_furjan"),
        ("Touicha", "touicha"),
        ("Syrte", "sirte"),
        ("Aïn Zara", "ain_zara"),
        ("Maitigua", "mitiga_airport"),
        ("Al-Wattiya", "al_watiya_air_base"),
        ("sud de Tripoli", "southern_tripoli"),
        ("جنوب طرابلس", "southern_tripoli"),
        ("croissant pétrolier", "oil_crescent"),
        ("Rome", "rome"),
    ],
)
def test_the_gazetteer_knows_the_spelling(spelling: str, place_id: str) -> None:
    place = theatre().places[place_id]
    assert spelling in place.spellings


@pytest.mark.parametrize(
    "place_id", ["badr", "sultan_sirte", "hun", "zahra", "al_siraj", "al_watiya_village"]
)
def test_ordinary_words_need_context(place_id: str) -> None:
    assert theatre().places[place_id].needs_context


def test_places_with_one_point_say_so() -> None:
    points: dict[tuple[float, float], set[str]] = {}
    for place in theatre().places.values():
        if place.kind not in ("foreign", "area") and place.shares_point_with:
            points.setdefault((place.latitude, place.longitude), set()).add(place.id)
    pairs = [ids for ids in points.values() if len(ids) > 1]
    assert {"khallat_al_furjan", "yarmouk_camp"} in pairs
    assert {"hamza_camp", "hadba_project"} in pairs


def test_battles_stand_on_addresses_and_follow_one_another() -> None:
    battles = theatre().battles
    assert len(battles) >= 8
    assert list(battles) == sorted(battles, key=lambda b: (b.start, b.end))
    assert all(s.startswith("http") for b in battles for s in b.sources)


def test_phases_cover_the_war_without_gap() -> None:
    phases = theatre().phases
    assert (phases[0].start, phases[-1].end) == (theatre().start, theatre().end)
    assert all(b.start - a.end == timedelta(days=1) for a, b in pairwise(phases))


def test_the_east_and_the_front_are_held_on_the_first_day() -> None:
    holders = {row.place_id: row.holder for row in theatre().control_start}
    assert {holders[p] for p in ("benghazi", "jufra", "sebha", "es_sider")} == {"LNA"}
    assert {
        holders[p] for p in ("tripoli", "misrata", "gharyan", "sirte", "khallat_al_furjan", "touicha")
    } == {"GNA"}


def test_the_first_seeds_toll_lies_between_two_marks() -> None:
    killed = {m.value: m.as_of for m in theatre().toll_marks if m.kind == "killed" and m.source == "who"}
    assert killed[376] < killed[392] < killed[443]
    assert killed[392] == date(2019, 5, 2)


# ---------------------------------------------------------------- colours

# Machado, Oliveira and Fernandes 2009, severity 1, on linear RGB: what a reader without that cone sees.
SIGHT = {
    "full": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "deuteranopia": ((0.367, 0.861, -0.228), (0.280, 0.673, 0.047), (-0.012, 0.043, 0.969)),
    "protanopia": ((0.152, 1.053, -0.205), (0.115, 0.786, 0.099), (-0.004, -0.048, 1.052)),
}


def linear(colour: str) -> list[float]:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    return [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]


def seen(colour: str, sight: str) -> list[float]:
    rgb = [
        min(max(sum(m * c for m, c in zip(row, linear(colour), strict=True)), 0), 1) for row in SIGHT[sight]
    ]
    return oklab(rgb)


def oklab(rgb: list[float]) -> list[float]:
    """Ottosson's OKLab: distances near what the eye tells apart (0.02 is just visible)."""
    r, g, b = rgb
    long = (0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b) ** (1 / 3)
    medium = (0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b) ** (1 / 3)
    short = (0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b) ** (1 / 3)
    return [
        0.2104542553 * long + 0.7936177850 * medium - 0.0040720468 * short,
        1.9779984951 * long - 2.4285922050 * medium + 0.4505937099 * short,
        0.0259040371 * long + 0.7827717662 * medium - 0.8086757660 * short,
    ]


def distance(a: str, b: str, sight: str) -> float:
    return float(sum((x - y) ** 2 for x, y in zip(seen(a, sight), seen(b, sight), strict=True)) ** 0.5)


def lightness(colour: str) -> float:
    """CIE L* of a colour printed in grey."""
    r, g, b = linear(colour)
    luminance = 0.2126 * r + 0.7152 * g + 0.0722 * b
    return float(116 * luminance ** (1 / 3) - 16)


@pytest.mark.parametrize("sight", SIGHT)
def test_the_belligerents_are_told_apart(sight: str) -> None:
    assert distance(theatre().sides["GNA"].colour, theatre().sides["LNA"].colour, sight) > 0.15


def test_the_belligerents_differ_in_grey() -> None:
    grey = [lightness(theatre().sides[side_id].colour) for side_id in ("GNA", "LNA")]
    # Five steps of lightness show on a screen; on paper a pattern is added, since a fill alone is too thin.
    assert abs(grey[0] - grey[1]) > 5


def test_contested_ground_is_hatched_and_differs_from_both() -> None:
    contested = theatre().settings["contested"]
    assert contested["pattern"] == "hatched"
    for side_id in ("GNA", "LNA"):
        side = theatre().sides[side_id]
        assert side.pattern != contested["pattern"]
        assert distance(side.colour, contested["colour"], "full") > 0.1


PAIRS = list(combinations(load_theatre("libya_2019").sides.values(), 2))


@pytest.mark.parametrize("pair", PAIRS, ids=lambda p: f"{p[0].id}-{p[1].id}")
def test_any_two_sides_differ(pair: tuple[Side, Side]) -> None:
    a, b = pair
    assert distance(a.colour, b.colour, "full") > 0.06
    blind = min(distance(a.colour, b.colour, s) for s in ("deuteranopia", "protanopia"))
    assert blind > 0.05 or a.pattern != b.pattern


# ---------------------------------------------------------------- basemap


@cache
def layer(name: str) -> list[dict[str, Any]]:
    features: list[dict[str, Any]] = json.loads((BASEMAP / f"{name}.geojson").read_text(encoding="utf-8"))[
        "features"
    ]
    return features


@pytest.mark.parametrize("name", ["countries", "districts"])
def test_a_layer_is_valid_and_named(name: str) -> None:
    for feature in layer(name):
        assert shapely.from_geojson(json.dumps(feature["geometry"])).is_valid
        assert {"fr", "en", "ar", "label"} <= set(feature["properties"])


def test_the_basemap_stays_small_and_has_the_home_country() -> None:
    assert sum(p.stat().st_size for p in BASEMAP.glob("*.geojson")) < 350_000
    assert theatre().settings["country"] in [f["properties"]["id"] for f in layer("countries")]
    assert len(layer("districts")) == 22


def test_the_places_stand_on_the_land_of_the_basemap() -> None:
    (home,) = [
        f["geometry"] for f in layer("countries") if f["properties"]["id"] == theatre().settings["country"]
    ]
    land = shapely.from_geojson(json.dumps(home)).buffer(0.02)  # about 2 km: a harbour, a simplified coast
    ground = [p for p in theatre().places.values() if p.kind not in theatre().settings["kinds_outside"]]
    assert not [p.id for p in ground if not land.contains(shapely.Point(p.longitude, p.latitude))]
