"""The timeline: what its marks, cells, lanes and battles show, at fifty events and at thousands."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import pairwise

import pandas as pd
import plotly.graph_objects as go
import pytest

from analyse.timeline import OTHERS, UNSAID, events_in, weigh_events
from render.battles import lay_battles
from render.describe import describe_timeline
from render.images import SIZES, add_caption
from render.labels import Labels
from render.lanes import FEWEST_ROWS, MOST_LANES, MOST_NARROW, MOST_ROWS
from render.plain_figure import draw_plain
from render.scene import Scene
from render.timeline import (
    MOST_MARKS,
    NARROW,
    WIDE,
    Drawing,
    draw_density,
    draw_lanes,
    draw_strip,
    draw_timeline,
    plan_timeline,
)
from tests.analyse.rows import frame
from tests.render.made import EVENTS, HOSTILE, SCENE, THEATRE, TOLLS

STATUSES = ("reported", "claimed", "denied", "ordered", "called_for")


def many(n: int) -> pd.DataFrame:
    """Events of one war, spread over its days, lanes and statuses."""
    kinds = ["battle", "airstrike", "shelling", "siege", "ceasefire"]
    days = [THEATRE.start + pd.Timedelta(days=i % 500) for i in range(n)]
    rows = [
        {
            "event_id": f"m{i}",
            "actor": ("GNA", "LNA", "UN", None)[i % 4],
            "event_type": kinds[i % 5],
            "status": STATUSES[i % 5],
            "date_start": days[i],
            "date_end": days[i],
            "sentence": HOSTILE if i % 50 == 0 else "x",
        }
        for i in range(n)
    ]
    return frame("events", *rows)


FEW, FULL = events_in(many(50), None, None), events_in(many(MOST_MARKS + 800), None, None)


def plan(events: pd.DataFrame, by: str = "actor", narrow: bool = False) -> Drawing:
    return plan_timeline(events, SCENE, by, narrow)


def named(figure: go.Figure, kind: str) -> list[go.Scatter | go.Bar]:
    """The traces of a way of knowing that hold data: marks or cells."""
    name = SCENE.labels.text(f"timeline.legend_{kind}")
    return [t for t in figure.data if t.name == name and t.customdata is not None]


def test_solid_is_reported_hollow_claimed_crossed_denied_a_diamond_asked() -> None:
    figure = draw_lanes(plan(FEW), SCENE)
    symbols = {k: named(figure, k)[0].marker.symbol for k in ("reported", "claimed", "denied", "asked")}
    assert symbols == {
        "reported": "circle",
        "claimed": "circle-open",
        "denied": "circle-x-open",
        "asked": "diamond-open",
    }


def test_every_event_has_one_mark_that_knows_it_at_fifty_events() -> None:
    figure = draw_lanes(plan(FEW), SCENE)
    drawn = [i for t in figure.data if t.customdata is not None for (i,) in t.customdata]
    assert sorted(drawn) == sorted(FEW["event_id"])


def test_marks_of_one_lane_and_day_lie_apart() -> None:
    same = frame("events", *({"actor": "GNA", "day": "2019-05-06"} for _ in range(MOST_ROWS)))
    figure = draw_lanes(plan(same), SCENE)
    heights = list(named(figure, "reported")[0].y)
    assert len(set(heights)) == MOST_ROWS


def test_marks_stay_in_their_lane_below_its_name() -> None:
    drawing = plan(FULL.head(MOST_MARKS))
    figure = draw_lanes(drawing, SCENE)
    tops = {lane.name: lane for lane in drawing.lanes.values()}
    for trace in (t for t in figure.data if t.customdata is not None):
        for y in trace.y:
            assert any(lane.foot < y < lane.foot + lane.height - 18 for lane in tops.values())


def test_the_area_of_a_mark_grows_with_the_deaths_told_with_it() -> None:
    tolls = frame(
        "tolls",
        {"toll_id": "a", "scope": "incident", "low": 53},
        {"toll_id": "b", "scope": "cumulative", "low": 900},
        {"toll_id": "c", "scope": "incident", "kind": "injured", "low": 400},
        {"toll_id": "d", "scope": "incident", "low": None, "high": 12, "qualifier": "up_to"},
        {"toll_id": "e", "scope": "incident", "low": 7, "stance": "denies"},
    )
    told = [["a", "b"], ["b"], ["c"], ["d"], ["e"], None]
    events = frame("events", *({"actor": "GNA", "day": "2019-05-06", "toll_ids": t} for t in told))
    weighed = weigh_events(events, tolls)
    assert list(weighed["killed"].fillna(-1)) == [53, -1, -1, 12, -1, -1]
    figure = draw_lanes(plan(events_in(weighed, None, None)), SCENE)
    trace = named(figure, "reported")[0]
    sizes = dict(zip((i for (i,) in trace.customdata), trace.marker.size, strict=True))
    assert sizes["e0"] > sizes["e3"] > sizes["e1"] == sizes["e2"] == sizes["e4"]
    assert any("53 tués selon le texte" in t for t in trace.text)
    assert "tués" in figure.layout.meta["subtitle"]


def test_thousands_of_events_are_counted_in_cells_that_know_their_days() -> None:
    drawing = plan(FULL)
    figure = draw_lanes(drawing, SCENE)
    assert drawing.binned and not [t for t in figure.data if t.type == "scatter" and t.customdata is not None]
    cells = [row for t in figure.data if t.customdata is not None for row in t.customdata]
    assert sum(int(n) for _, _, n, _ in cells) == len(FULL)
    assert all(date.fromisoformat(a) <= date.fromisoformat(b) for a, b, _, _ in cells)
    assert (
        named(figure, "claimed")[0].marker.pattern.shape
        and not named(figure, "reported")[0].marker.pattern.shape
    )


def test_the_parts_of_a_cell_fill_it_and_the_fullest_is_darkest() -> None:
    figure = draw_lanes(plan(FULL), SCENE)
    heights: dict[tuple[str, float], float] = {}
    for trace in (t for t in figure.data if t.customdata is not None):
        for row, base, high in zip(trace.customdata, trace.base, trace.y, strict=True):
            lane = min(
                (b for b in (lane.foot for lane in plan(FULL).lanes.values()) if b <= base),
                key=lambda b: base - b,
            )
            heights[row[0], lane] = heights.get((row[0], lane), 0) + high
    assert max(heights.values()) - min(heights.values()) < 1
    strengths = [s for t in figure.data if t.customdata is not None for s in t.marker.opacity]
    assert max(strengths) == 1 and min(strengths) >= 0.2


def test_a_figure_of_thousands_is_small() -> None:
    few, full = (draw_lanes(plan(e), SCENE).to_json() for e in (FULL.head(MOST_MARKS), FULL))
    assert len(full) < len(few) / 2


@pytest.mark.parametrize(("narrow", "most"), [(False, MOST_LANES), (True, MOST_NARROW)])
def test_rare_lanes_share_the_last_but_one(narrow: bool, most: int) -> None:
    sides = list(THEATRE.sides)[:14]
    rows = [{"actor": s, "day": "2019-05-06"} for i, s in enumerate(sides) for _ in range(20 - i)]
    drawing = plan(frame("events", *rows, {"actor": None, "day": "2019-05-06"}), narrow=narrow)
    lanes = list(drawing.lanes)
    assert lanes[-2:] == [OTHERS, UNSAID] and len(lanes) == most + 1
    assert lanes[0] == sides[0]


def test_lanes_lie_on_one_another_without_overlap() -> None:
    lanes = list(plan(FEW).lanes.values())
    for upper, lower in pairwise(lanes):
        assert upper.foot == lower.foot + lower.height
    assert all(FEWEST_ROWS <= lane.rows <= MOST_ROWS for lane in lanes)


@pytest.mark.parametrize("width", [WIDE, NARROW])
@pytest.mark.parametrize("language", ["fr", "en", "ar"])
def test_no_battle_lies_on_another(width: int, language: str) -> None:
    placed = lay_battles(replace(SCENE, labels=Labels(language)), width)
    assert [p.battle for p in placed] == list(THEATRE.battles)
    scale = width / ((SCENE.last_day - SCENE.first_day).days + 1)
    taken: dict[int, list[tuple[float, float]]] = {}
    for p in placed:
        start, end = (scale * (d - SCENE.first_day).days for d in (p.battle.start, p.battle.end))
        long = 7 * len(p.name)
        box = (start - long, end) if p.left else (start, end + long)
        assert box[1] <= width
        assert all(box[0] >= b or box[1] <= a for a, b in taken.get(p.row, []))
        taken.setdefault(p.row, []).append(box)


def test_battles_outside_the_period_are_left_out() -> None:
    spring = replace(SCENE, start=date(2019, 4, 4), end=date(2019, 5, 31))
    assert [p.battle.id for p in lay_battles(spring, WIDE)] == ["tripoli_airport"]
    none = replace(SCENE, start=date(2019, 9, 1), end=date(2019, 9, 30))
    figure = draw_strip(plan_timeline(EVENTS, none), none)
    assert not [t for t in figure.data if t.name == SCENE.labels.text("timeline.battles")]


def test_a_strip_is_for_brushing_and_lies_over_the_same_days_as_the_lanes() -> None:
    drawing = plan(FEW)
    strip, lanes = draw_strip(drawing, SCENE), draw_lanes(drawing, SCENE)
    assert (strip.layout.dragmode, strip.layout.selectdirection) == ("select", "h")
    assert strip.layout.xaxis.range == lanes.layout.xaxis.range
    assert [strip.layout.margin[s] for s in "lr"] == [lanes.layout.margin[s] for s in "lr"]


def test_colours_are_named_where_lanes_are_no_actors() -> None:
    gna = SCENE.faction("GNA")
    assert gna in [t.name for t in draw_lanes(plan(FEW, "event_type"), SCENE).data]
    assert gna not in [t.name for t in draw_lanes(plan(FEW), SCENE).data]


@pytest.mark.parametrize("events", [FEW, FULL], ids=["marks", "cells"])
def test_the_figure_is_drawn_without_a_browser_too(events: pd.DataFrame) -> None:
    figure = add_caption(draw_timeline(events, SCENE), "titre\nbase", SIZES["column"])
    assert draw_plain(figure, "png", 0.5).startswith(b"\x89PNG")


@pytest.mark.parametrize("events", [FEW, FULL, frame("events")], ids=["marks", "cells", "none"])
@pytest.mark.parametrize("by", ["actor", "event_type", "place_id"])
def test_a_timeline_says_what_it_shows(events: pd.DataFrame, by: str) -> None:
    figure = draw_timeline(events, SCENE, by)
    assert SCENE.labels.text(f"timeline.lane_{by}") in figure.layout.meta["subtitle"]
    assert describe_timeline(events, SCENE, by)


def test_the_same_timeline_is_english_for_an_english_reader() -> None:
    scene = Scene(THEATRE, Labels("en"))
    lanes = draw_lanes(plan_timeline(FULL, scene), scene)
    (names,) = (t.text for t in lanes.data if t.name == "lanes")
    words = [*(t.name for t in lanes.data), *names, lanes.layout.meta["subtitle"]]
    assert {"LNA", "Actor not said", "claimed by a side", "ordered or called for"} <= set(words)
    assert any("darker where it holds more events" in w for w in words)


def test_density_tells_few_actors_apart() -> None:
    sides = [{"actor": s, "day": "2019-05-06"} for s in list(THEATRE.sides)[:14]]
    figure = draw_density(frame("events", *sides), SCENE)
    assert len(figure.data) == 7 and figure.data[-1].name == SCENE.labels.text("words.others")
    assert sum(sum(t.y) for t in figure.data) == len(sides)


def test_tolls_of_the_made_frames_are_of_no_event() -> None:
    assert weigh_events(EVENTS, TOLLS)["killed"].isna().all()
