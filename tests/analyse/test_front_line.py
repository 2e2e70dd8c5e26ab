"""Where the front runs: rules, odd configurations, speed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analyse.control import ControlTimeline, build_timeline
from analyse.front_line import FRONT_COLUMNS, _number, draw_cells, find_pieces, front_geojson, front_line_on
from analyse.front_measures import count_changes, front_days, measure_front
from analyse.front_sites import Site, find_sites
from analyse.neighbours import guess_holder
from analyse.terrain import Ground, read_ground
from tests.analyse.rows import frame
from theatres.pack import ControlStart, Theatre, load_theatre

DAY = date(2019, 4, 10)
FLAT = Ground(32.0)


@pytest.fixture(scope="module")
def theatre() -> Theatre:
    return replace(load_theatre("libya_2019"), control_start=())


@pytest.fixture(scope="module")
def timeline(theatre: Theatre) -> ControlTimeline:
    return build_timeline(frame("claims"), theatre)


def held(theatre: Theatre, **holders: str) -> ControlTimeline:
    """A timeline of reports that give each place to a side, two days before DAY."""
    rows = [{"place_id": p, "holder": h, "day": "2019-04-08"} for p, h in holders.items()]
    return build_timeline(frame("claims", *rows), theatre)


def site(x: float, y: float, side: str, told: bool = True) -> Site:
    return Site(x, y, side, None, 1.0, 0.8, 3 if told else None, (f"{x}_{y}",), ("c",) if told else ())


def made(theatre: Theatre, **places: tuple[float, float, float]) -> Theatre:
    """A theatre whose places are these: latitude, longitude, uncertainty in kilometres."""
    some = next(iter(theatre.places.values()))
    given = {
        i: replace(some, id=i, kind="town", parent=None, latitude=a, longitude=b, uncertainty_km=u)
        for i, (a, b, u) in places.items()
    }
    return replace(theatre, places=given)


def test_no_place_or_one_makes_no_front(theatre: Theatre, timeline: ControlTimeline) -> None:
    assert front_line_on(DAY, timeline).empty
    assert list(front_line_on(DAY, timeline).columns) == FRONT_COLUMNS
    assert front_line_on(DAY, held(theatre, gharyan="LNA")).empty
    assert front_geojson(front_line_on(DAY, timeline), DAY)["features"] == []


def test_two_places_are_parted_halfway(theatre: Theatre) -> None:
    front = front_line_on(DAY, held(theatre, gharyan="LNA", al_aziziya="GNA"))
    row = front.iloc[0]
    assert {*row["place_ids"]} == {"gharyan", "al_aziziya"} and {row["side_a"], row["side_b"]} == {
        "GNA",
        "LNA",
    }
    ground = read_ground(theatre)
    ends = [theatre.places[p] for p in ("gharyan", "al_aziziya")]
    a, b = ground.flatten(np.array([(p.longitude, p.latitude) for p in ends]))
    for line in front["line"]:
        points = ground.flatten(np.array(line))
        assert np.allclose(np.hypot(*(points - a).T), np.hypot(*(points - b).T), atol=0.1)


def test_each_stretch_tells_what_supports_it(theatre: Theatre) -> None:
    timeline = held(theatre, gharyan="LNA", al_aziziya="GNA")
    now, later = front_line_on(DAY, timeline), front_line_on(date(2019, 8, 1), timeline)
    assert set(now["claim_ids"].map(tuple)) == {("c0", "c1")} or set(now["claim_ids"].map(tuple)) == {
        ("c1", "c0")
    }
    assert set(now["age_days"]) == {2} and "supported" not in set(later["support"])
    near = now[now["support"].eq("supported")]
    assert (now[now["support"].eq("far")]["distance_km"] > timeline.rules.near_km).all()
    assert near.empty or (near["distance_km"] <= timeline.rules.reach_km).all()
    start = (
        ControlStart("gharyan", "LNA", "published", "x"),
        ControlStart("al_aziziya", "GNA", "published", "x"),
    )
    alone = front_line_on(DAY, build_timeline(frame("claims"), replace(theatre, control_start=start)))
    assert set(alone["support"]) == {"assumed"} and alone["age_days"].isna().all()


def test_no_line_in_the_desert_nor_at_sea(theatre: Theatre) -> None:
    assert front_line_on(DAY, held(theatre, kufra="LNA", ghadames="GNA")).empty, (
        "farther than the reach of both"
    )
    front = front_line_on(DAY, held(theatre, tripoli="GNA", janzour="LNA"))
    assert max(latitude for line in front["line"] for _, latitude in line) < 33.1, "the coast is at 32.9"


def test_one_side_or_neutral_ground_makes_no_front(theatre: Theatre) -> None:
    assert front_line_on(DAY, held(theatre, gharyan="GNA", al_aziziya="GNA")).empty
    assert front_line_on(DAY, held(theatre, gharyan="armed_groups", al_aziziya="GNA")).empty


def test_places_at_one_point_make_no_line_between_them(theatre: Theatre) -> None:
    twins = made(theatre, a=(32.0, 13.0, 1), b=(32.0, 13.0, 1))
    assert front_line_on(DAY, held(twins, a="GNA", b="LNA")).empty
    agreed = find_sites(held(twins, a="GNA", b="GNA"), DAY, FLAT)
    assert [s.place_ids for s in agreed] == [("a", "b")]


def test_a_place_known_roughly_gives_way_to_one_known_well(theatre: Theatre) -> None:
    places = made(theatre, vague=(32.0, 13.0, 15), sharp=(32.05, 13.05, 1), far=(32.5, 13.5, 1))
    front = front_line_on(DAY, held(places, vague="LNA", sharp="GNA", far="LNA"))
    assert all("vague" not in ids for ids in front["place_ids"]) and len(front)


def test_the_front_runs_through_a_contested_place(theatre: Theatre) -> None:
    timeline = held(theatre, gharyan="LNA", al_aziziya="GNA", al_hira="contested")
    front = front_line_on(DAY, timeline)
    fought = front[front["kind"].eq("contested")]
    place = theatre.places["al_hira"]
    points = np.array([p for line in fought["line"] for p in line])
    # A piece is two kilometres long: a fiftieth of a degree.
    assert np.hypot(*(points - (place.longitude, place.latitude)).T).min() < 0.03
    lonely = front_line_on(DAY, held(theatre, murzuq="contested", sebha="LNA"))
    assert lonely.empty, "a dispute behind the lines is no front"


def test_a_place_nobody_spoke_of_draws_no_ring(theatre: Theatre) -> None:
    places = made(theatre, told=(32.0, 13.0, 1), beside=(32.01, 13.01, 1), other=(32.3, 13.3, 1))
    start = (ControlStart("beside", "GNA", "inferred", "x"),)
    timeline = held(replace(places, control_start=start), told="LNA", other="LNA")
    assert front_line_on(DAY, timeline).empty


def test_neighbours_suggest_a_side_and_say_how_sure(theatre: Theatre) -> None:
    timeline = held(theatre, al_ramla="GNA", swani="GNA", gharyan="LNA")
    guess = guess_holder(timeline, DAY, theatre.places["touicha"])
    assert (
        guess.holder == "GNA"
        and 0 < guess.confidence <= 1
        and set(guess.place_ids[:2]) == {"al_ramla", "swani"}
    )
    assert guess_holder(timeline, DAY, theatre.places["kufra"]).holder is None


def test_measures_count_places_and_kilometres(theatre: Theatre) -> None:
    timeline = held(theatre, gharyan="LNA", al_aziziya="GNA")
    found = measure_front(timeline, (date(2019, 4, 1), DAY))
    west = found[found["view"].eq("west") & found["day"].eq(date(2019, 4, 8))].set_index("side")
    assert west["held"]["LNA"] == 1 and west["held"]["GNA"] == 1
    assert west["length_km"]["LNA"] > 0
    assert front_days(timeline) == [date(2019, 4, 8)]


def test_a_place_first_heard_of_changes_no_hands_one_taken_does(theatre: Theatre) -> None:
    rows = [
        {"place_id": "gharyan", "holder": "LNA", "day": "2019-04-02"},
        {"place_id": "al_aziziya", "holder": "GNA", "day": "2019-04-08"},
        {"place_id": "gharyan", "holder": "GNA", "day": "2019-04-08", "change": "took"},
    ]
    timeline = build_timeline(frame("claims", *rows), theatre)
    assert count_changes(timeline, date(2019, 4, 1), DAY).sum() == 1
    drawn: list[date] = []

    def front_on(day: date) -> pd.DataFrame:
        drawn.append(day)
        return front_line_on(day, timeline)

    found = measure_front(timeline, (date(2019, 4, 1), DAY), front_on=front_on)
    west = found[found["view"].eq("west") & found["day"].eq(date(2019, 4, 8))]
    assert set(west["changed"]) == {1} and drawn == [date(2019, 4, 1), date(2019, 4, 8)]


numbers = st.one_of(st.integers(-5, 5).map(float), st.floats(-200, 200, allow_nan=False))
points = st.lists(st.tuples(numbers, numbers, st.sampled_from(["GNA", "LNA", "armed_groups"])), max_size=8)


@settings(max_examples=60, deadline=None)
@given(points)
def test_no_configuration_breaks_it(given: list[tuple[float, float, str]]) -> None:
    timeline = build_timeline(frame("claims"), load_theatre("libya_2019"))
    sites = [site(*row, told=bool(n % 2)) for n, row in enumerate(given)]
    for piece in find_pieces(sites, timeline, FLAT):
        a, b = piece.sites
        assert a.side != b.side and "armed_groups" not in (a.side, b.side)


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(numbers, numbers), max_size=6), st.booleans())
def test_cells_of_any_points(given: list[tuple[float, float]], on_a_line: bool) -> None:
    rows = [(x, 2 * x) if on_a_line else (x, y) for x, y in given]
    edges = draw_cells(np.array(rows, dtype=float).reshape(-1, 2))
    assert edges.shape[1:] == (2, 2) and np.isfinite(edges).all()


@settings(max_examples=30, deadline=None)
@given(
    st.lists(
        st.tuples(st.sampled_from(["a", "b", "c"]), st.sampled_from(["GNA", "LNA", "contested"])), max_size=5
    )
)
def test_coincident_and_collinear_places(given: list[tuple[str, str]]) -> None:
    base = load_theatre("libya_2019")
    places = made(replace(base, control_start=()), a=(32.0, 13.0, 1), b=(32.0, 13.0, 9), c=(32.0, 13.2, 1))
    rows = [{"place_id": p, "holder": h, "day": "2019-04-08"} for p, h in given]
    front = front_line_on(DAY, build_timeline(frame("claims", *rows), places))
    assert (front["length_km"] >= 0).all()


def test_stretches_between_the_same_places_have_ids_of_their_own() -> None:
    rows: list[dict[str, object]] = [
        {"stretch_id": "a"},
        {"stretch_id": "b"},
        {"stretch_id": "a"},
        {"stretch_id": "a"},
    ]
    assert [r["stretch_id"] for r in _number(rows)] == ["a", "b", "a-2", "a-3"]


def test_every_stretch_of_a_day_has_an_id_of_its_own(theatre: Theatre) -> None:
    timeline = held(theatre, gharyan="LNA", al_aziziya="GNA", touicha="LNA", swani="GNA", ain_zara="LNA")
    front = front_line_on(DAY, timeline)
    assert len(front) and front["stretch_id"].is_unique
