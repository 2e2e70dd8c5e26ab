"""Figures of who says what and of comparisons: words are safe, files are drawn without a browser too."""

from __future__ import annotations

from datetime import date

import pandas as pd
import plotly.graph_objects as go
import pytest

from analyse.compare import Part, count_types, count_weeks
from analyse.fates import SHARE_COLUMNS, bound_share
from render.compare import Pair, describe_pairs, draw_pairs, draw_weeks
from render.describe_voices import describe_cells, describe_fates, describe_quarrels
from render.fates import draw_fates, find_fates
from render.images import SIZES, add_caption
from render.plain_figure import draw_plain
from render.sources import draw_carried, draw_quarrels, draw_spoken
from tests.render.made import EVENTS, HOSTILE, SCENE, THEATRE

SHARES = pd.DataFrame(
    [
        (side, "all", fate, n, total, *bound_share(n, total))
        for side, total, counts in (
            ("GNA", 97, (20, 3, 6, 68)),
            ("LNA", 83, (13, 1, 7, 62)),
            ("UAE", 3, (1, 0, 0, 2)),
        )
        for fate, n in zip(("confirmed", "both", "contradicted", "alone"), counts, strict=True)
    ],
    columns=SHARE_COLUMNS,
)
SPOKEN = pd.DataFrame(
    [("GNA", "battle", 3, 2), (HOSTILE, "control", 1, 0), (None, "toll", 5, 0)],
    columns=["voice", "type", "n", "claimed"],
)
CARRIED = pd.DataFrame(
    [(HOSTILE, None, "GNA", 3, 2, 0.75), (HOSTILE, None, "LNA", 1, 1, 0.25), (None, "ar", "LNA", 1, 1, 1.0)],
    columns=["outlet", "language", "side", "n", "n_reports", "share"],
)
WEEKS = pd.DataFrame(
    {
        "place_id": ["ain_zara", "sirte"],
        "week": pd.to_datetime(["2019-05-06", "2020-01-06"]),
        "n_words": [2, 5],
        "quarrel_ids": [["a"], ["b"]],
        "matters": [["control"], ["control", "event"]],
    }
)
PARTS = (Part(date(2019, 5, 1), date(2019, 5, 7)), Part(date(2019, 5, 8), date(2019, 5, 30)))
PAIR = Pair(SCENE, PARTS, ("Offensive <b>", "Enlisement"))
WORDS = {n: n for n in ("battle", "airstrike")}
TYPES = count_types(EVENTS, PARTS)
FIGURES = {
    "fates": lambda: draw_fates(SHARES, SCENE, 10),
    "spoken": lambda: draw_spoken(SPOKEN, SCENE),
    "carried": lambda: draw_carried(CARRIED, SCENE),
    "quarrels": lambda: draw_quarrels(WEEKS, SCENE),
    "pairs": lambda: draw_pairs(TYPES, PAIR, WORDS, "types"),
    "weeks": lambda: draw_weeks(count_weeks(EVENTS, PARTS), PAIR),
    "no_fates": lambda: draw_fates(SHARES.head(0), SCENE, 10),
    "no_spoken": lambda: draw_spoken(SPOKEN.head(0), SCENE),
    "no_carried": lambda: draw_carried(CARRIED.head(0), SCENE),
    "no_quarrels": lambda: draw_quarrels(WEEKS.head(0), SCENE),
    "no_pairs": lambda: draw_pairs(TYPES.head(0), PAIR, WORDS, "types"),
    "no_weeks": lambda: draw_weeks(count_weeks(EVENTS.head(0), PARTS), PAIR),
}


@pytest.mark.parametrize("name", FIGURES)
def test_a_figure_is_safe_and_says_what_it_shows(name: str) -> None:
    figure = FIGURES[name]()
    assert isinstance(figure, go.Figure)
    told = figure.to_json()
    assert "<img" not in told and "<script" not in told and "\\u003cscript" not in told
    meta = figure.layout.meta
    assert meta["title"] and meta["subtitle"]


@pytest.mark.parametrize("name", FIGURES)
def test_a_figure_is_drawn_without_a_browser(name: str) -> None:
    figure = add_caption(FIGURES[name](), "titre\nlégende", SIZES["column"])
    assert draw_plain(figure, "png", 0.5).startswith(b"\x89PNG")
    assert b"<svg" in draw_plain(figure, "svg")[:400]


def test_few_assertions_make_no_share() -> None:
    drawn = {
        s
        for t in draw_fates(SHARES, SCENE, 10).data
        for (s,) in (t.customdata if t.customdata is not None else ())
    }
    assert {w.split("|")[0] for w in drawn} == {"GNA", "LNA"}
    assert "UAE" not in find_fates(SHARES, SCENE)


def test_every_share_is_written_with_what_it_is_out_of() -> None:
    notes = [a.text for a in draw_fates(SHARES, SCENE, 10).layout.annotations if a.name != "source"]
    assert "20 sur 97" in notes and len(notes) == 8
    told = describe_fates(SHARES, SCENE)
    assert "20 sur 97, soit 21 % (entre 14 et 30 %)" in told and "1 sur 3" in told


def test_figures_are_told_in_words() -> None:
    assert "GNA : 3" in describe_cells(draw_spoken(SPOKEN, SCENE), SCENE)
    assert "6 janvier 2020" in describe_quarrels(WEEKS, SCENE)
    assert describe_quarrels(WEEKS.head(0), SCENE) == describe_fates(SHARES.head(0), SCENE)
    assert "battle : " in describe_pairs(TYPES, PAIR, WORDS, "types")


def test_both_halves_share_their_axes() -> None:
    figure = draw_weeks(count_weeks(EVENTS, PARTS), PAIR)
    spans = [
        pd.Timestamp(a.range[1]) - pd.Timestamp(a.range[0])
        for a in (figure.layout.xaxis, figure.layout.xaxis2)
    ]
    assert spans[0] == spans[1] and figure.layout.yaxis.range == figure.layout.yaxis2.range


def test_a_side_keeps_its_colour_and_periods_take_none() -> None:
    days = (date(2019, 5, 1), date(2019, 5, 30))
    sides = Pair(SCENE, (Part(*days, "GNA"), Part(*days, "LNA")), ("GNA", "ANL"))
    assert [sides.colour(p) for p in ("left", "right")] == [THEATRE.sides[s].colour for s in ("GNA", "LNA")]
    assert not {PAIR.colour(p) for p in ("left", "right")} & {s.colour for s in THEATRE.sides.values()}
    assert "par 30 jours" in PAIR.measure("types") and "30 jours" not in sides.measure("types")


def test_the_caption_names_both_halves() -> None:
    meta = FIGURES["pairs"]().layout.meta
    assert "Offensive" in meta["period"] and "Enlisement" in meta["period"] and "07/05/2019" in meta["period"]
