"""The map: what its marks say, that it asks nothing of the network, that no report text runs in it."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import folium
from hypothesis import given
from hypothesis import strategies as st

from analyse.control import control_at
from render.front_layers import MapState, Mark, find_control, lay_marks, legend_rows
from render.front_map import VENDOR, build_map, state_data, state_layer
from render.label_layout import Named, place_labels, thin_points
from render.vendor import SCRIPTS, STYLES, dump_json, install_vendor
from tests.analyse.rows import frame
from tests.render.made import CLAIMS, DAY, EVENTS, HOSTILE, SCENE, STATE, THEATRE, VIEW

MARKS = {m.id: m for m in lay_marks(STATE, SCENE, VIEW)}
# Namespaces of SVG are names, not addresses; Leaflet's own text links its site in an attribution that is off.
ADDRESS = re.compile(r"https?://(?!www\.w3\.org|leafletjs\.com)[^\s\"'<>)]+")


def script_of(built: folium.Map) -> str:
    """The script of a map's page."""
    root: Any = built.get_root()
    root.render()
    return str(root.script.render())


def test_marks_tell_holder_state_and_evidence() -> None:
    contested, claimed = MARKS["ain_zara"], MARKS["al_aziziya"]
    assert (
        contested.state == "contested"
        and contested.event_ids == ["e0", "e1"]
        and contested.claim_ids == ["c0"]
    )
    assert (claimed.state, claimed.holder, claimed.colour) == (
        "claimed_only",
        "LNA",
        THEATRE.sides["LNA"].colour,
    )
    assert MARKS["qasr_bin_ghashir"].state == "held"


def test_places_on_one_point_are_one_mark() -> None:
    points = [(round(m.latitude, 4), round(m.longitude, 4)) for m in MARKS.values()]
    assert len(points) == len(set(points))
    assert any(len(m.place_ids) > 1 for m in MARKS.values())


def test_an_approximate_place_is_never_a_sharp_point() -> None:
    for mark in MARKS.values():
        wide = max(THEATRE.places[p].uncertainty_km for p in mark.place_ids[:1])
        assert bool(mark.radius_km) == (wide > 4.5), mark.id


def test_the_legend_lists_only_what_is_on_the_map() -> None:
    kinds = {r["kind"] for r in legend_rows(list(MARKS.values()), STATE, SCENE)}
    assert {"held", "claimed_only", "contested", "events"} <= kinds
    empty = MapState(
        DAY, control_at(frame("claims"), replace(THEATRE, control_start=()), DAY), CLAIMS, EVENTS.head(0)
    )
    assert legend_rows([], empty, SCENE) == []


def test_the_finding_counts_sides_and_disputes() -> None:
    told = find_control(list(MARKS.values()), STATE, SCENE)
    assert told.startswith("Au 10 mai 2019, lieux tenus : GNA ") and "1 disputé" in told
    assert (
        find_control([], STATE, SCENE) == "Au 10 mai 2019 : aucune information sur les lieux de cette carte"
    )


def test_events_older_than_the_window_are_off_the_map() -> None:
    later = replace(STATE, day=date(2019, 7, 1))
    assert all(not m.event_ids for m in lay_marks(later, SCENE, VIEW))


def test_report_text_is_data_in_the_script_of_the_map() -> None:
    written = dump_json(state_data(STATE, SCENE, VIEW, quotes=True))
    assert "<" not in written and HOSTILE[:40] in json.loads(written)["marks"][0]["quotes"] + [
        q[:40] for m in json.loads(written)["marks"] for q in m["quotes"]
    ]


def test_the_page_loads_from_the_app_alone() -> None:
    built = build_map(VIEW, SCENE)
    links = [url for _, url in (*built.default_js, *built.default_css)]
    assert links and all(url.startswith(VENDOR) for url in links)
    script = script_of(built)
    assert not ADDRESS.findall(script) and "tile_layer" not in script


def test_the_base_of_a_view_never_changes_with_the_day() -> None:
    one, two = (build_map(VIEW, SCENE) for _ in range(2))
    scripts = [re.sub(r"[0-9a-f]{32}", "", script_of(m)) for m in (one, two)]
    assert scripts[0] == scripts[1]


def test_the_state_layer_calls_the_script_with_the_marks() -> None:
    layer = state_layer(STATE, SCENE, VIEW)
    (data,) = [str(vars(c)["data"]) for c in layer._children.values() if c._name == "Kharita"]
    assert '"kind":"contested"' in data and "10/05/2019" in data


def test_vendor_files_are_copied_once(tmp_path: Path) -> None:
    files = install_vendor(tmp_path)
    assert {f.name for f in files} >= {*SCRIPTS, *STYLES, "marker-icon.png"}
    before = {f: f.stat().st_mtime_ns for f in files}
    assert {f: f.stat().st_mtime_ns for f in install_vendor(tmp_path)} == before
    assert (tmp_path / "vendor" / "leaflet.js").stat().st_size > 100_000


def test_marks_are_plain_records() -> None:
    assert isinstance(MARKS["ain_zara"], Mark) and json.dumps(MARKS["ain_zara"].record())


NAMED = st.builds(
    Named,
    x=st.floats(0, 800),
    y=st.floats(0, 600),
    radius=st.floats(3, 8),
    width=st.floats(10, 150),
    height=st.floats(12, 18),
)


@given(st.lists(NAMED, max_size=40))
def test_names_never_cover_one_another(points: list[Named]) -> None:
    spots = place_labels(points, (800, 600))
    boxes = [(s[0], s[1], p.width, p.height) for p, s in zip(points, spots, strict=True) if s]
    for i, (x, y, w, h) in enumerate(boxes):
        for x2, y2, w2, h2 in boxes[i + 1 :]:
            assert abs(x - x2) >= (w + w2) / 2 - 1e-6 or abs(y - y2) >= (h + h2) / 2 - 1e-6


@given(st.lists(NAMED, min_size=1, max_size=40))
def test_the_most_important_mark_is_always_shown(points: list[Named]) -> None:
    assert thin_points(points)[0]
