"""Toll figures: bands that end only where a text ends them, revisions, the reader's notes, stacked bars with
bounds, disagreements; no report text runs, no word of another language."""

from __future__ import annotations

import re

import pandas as pd
import pytest

from analyse.bounds import UNSAID, list_words
from analyse.casualties import cumulative_series
from analyse.disagreement import rival_statements, rival_words
from analyse.incidents import merge_incidents
from analyse.origins import name_origins
from render.casualties import TollView, draw_tolls
from render.describe import describe_incidents, describe_tolls
from render.disagreement import describe_disagreement, draw_disagreement
from render.incidents import draw_incidents, say_bounds
from render.plain_figure import draw_plain
from tests.analyse.rows import frame
from tests.render.made import BASE, BOUNDS, FOUND, HOSTILE, REPORTS, SCENE, THEATRE, WEEKLY
from tests.render.test_figures import ALLOWED, texts

TOLD = cumulative_series(
    frame(
        "tolls",
        {"source": "WHO", "low": 100, "high": 140, "qualifier": "about", "day": "2019-05-01"},
        {"source": "WHO", "low": 200, "qualifier": "at_least", "day": "2019-06-01"},
        {"source": "WHO", "low": 300, "day": "2019-07-01", "sentence": "before"},
        {"source": "WHO", "low": 250, "day": "2019-08-01", "sentence": HOSTILE},
        {"source": "UN", "low": 260, "day": "2019-08-01", "sentence": HOSTILE},
    ),
    REPORTS,
    "killed",
)
STEPS = draw_tolls(TOLD, SCENE, "killed")
QUARREL = draw_disagreement(rival_statements(TOLD), SCENE, "killed")
GROUPS = [("civilians", 40, 44, 60, False), ("LNA", 5, 5, 5, True), (UNSAID, 3, 3, 3, False)]
BARS = pd.DataFrame(GROUPS, columns=["victims", "low", "best", "high", "open"]).assign(
    week=pd.Timestamp("2019-07-01"), n=1, incident_ids=pd.Series([["i1"]] * len(GROUPS))
)


def named(figure: object, name: str) -> list[object]:
    """The traces of a name."""
    return [t for t in figure.data if t.name == name]  # type: ignore[attr-defined]


def test_a_range_is_a_band_and_an_open_figure_fades_without_a_ceiling() -> None:
    closed, *open_ends = named(STEPS, "band")
    assert sorted({v for v in closed.y if v is not None}) == [100, 140]  # type: ignore[attr-defined]
    assert len(open_ends) == 2, "an open figure has two fading edges, none of them a line"
    assert all(t.line.width == 0 for t in open_ends)  # type: ignore[attr-defined]
    strengths = [float(t.fillcolor.rsplit(",", 1)[1].rstrip(")")) for t in open_ends]  # type: ignore[attr-defined]
    assert strengths[0] > strengths[1] > 0


def test_thousands_is_a_mark_and_no_step_of_the_one_who_says_it() -> None:
    rows = (
        {"source": "UN", "low": 1093, "day": "2019-07-19"},
        {"source": "UN", "low": 2000, "qualifier": "vague", "day": "2020-01-12"},
    )
    figure = draw_tolls(cumulative_series(frame("tolls", *rows), REPORTS, "killed"), SCENE, "killed")
    (step,) = named(figure, "step")
    assert list(step.y) == [1093]  # type: ignore[attr-defined]
    assert 2000 in {y for t in figure.data if t.mode == "markers" for y in t.y}


def test_a_lower_figure_of_one_source_is_ringed_and_its_hover_tells_both_sentences() -> None:
    (ring,) = named(STEPS, "révision à la baisse")
    assert list(ring.y) == [250]  # type: ignore[attr-defined]
    (told,) = [t for trace in STEPS.data for t in trace.text or () if "disait 300" in t]
    assert "« before »" in told and "&lt;/script&gt;" in told


def test_the_reader_chooses_what_is_annotated() -> None:
    chosen = tuple(TOLD.loc[TOLD["low"].isin([200, 260]), "toll_ids"].map(lambda ids: ids[0]))
    view = TollView(points=chosen)
    figure = draw_tolls(TOLD, SCENE, "killed", view)
    notes = [a.text for a in figure.layout.annotations if a.name == "note"]
    assert len(notes) == 2 and "200" in notes[0] and "260" in notes[1]
    assert "200" in figure.layout.meta["title"] and "260" in describe_tolls(TOLD, SCENE, "killed", view)


def test_bars_are_stacked_by_victims_with_one_whisker_and_an_arrow_where_open() -> None:
    figure = draw_incidents(BARS, SCENE, "killed")
    bars = [t for t in figure.data if t.type == "bar"]
    assert [t.name for t in bars] == ["civils", "ANL", "victimes non précisées"]
    assert [t.y[0] for t in bars] == [44, 5, 3] and figure.layout.barmode == "stack"
    (whisker,) = named(figure, "du plus bas au plus haut chiffre")
    assert (whisker.error_y.array[0], whisker.error_y.arrayminus[0]) == (16, 4)  # type: ignore[attr-defined]
    assert len(named(figure, "open")) == 1
    assert "≥ 48" in figure.layout.meta["title"] and "≥ 48" in describe_incidents(BARS, SCENE, "killed")


def test_an_open_bound_is_never_written_as_a_range() -> None:
    assert say_bounds({"low": 43, "high": 60, "open": True}, SCENE) == "≥ 43"
    assert say_bounds({"low": 43, "high": float("nan"), "open": False}, SCENE) == "≥ 43"
    assert say_bounds({"low": 40, "high": 60, "open": False}, SCENE) == "40–60"


def test_a_disagreement_is_one_line_with_a_mark_a_source() -> None:
    marks = [t for t in QUARREL.data if t.mode == "markers" and t.customdata]
    assert {t.name for t in marks} == {"OMS", "ONU"} and sorted(t.x[0] for t in marks) == [250, 260]
    assert "250" in QUARREL.layout.meta["title"] and "1 désaccord" in describe_disagreement(
        rival_statements(TOLD), SCENE
    )


def test_nothing_in_conflict_is_an_empty_figure_that_says_so() -> None:
    none = rival_statements(TOLD.head(0))
    assert "Aucun désaccord" in draw_disagreement(none, SCENE, "killed").layout.meta["title"]
    words = list_words(FOUND, BASE, name_origins(FOUND, BASE, THEATRE))
    assert rival_words(words, BOUNDS, merge_incidents(BASE, THEATRE).incidents).empty


@pytest.mark.parametrize("figure", [STEPS, QUARREL, draw_incidents(BARS, SCENE, "killed")])
def test_no_text_runs_and_no_english_stands_in_french(figure: object) -> None:
    english = re.compile(r"\b(the|reports|killed|from|week|said|before this)\b")
    for text in texts(figure):
        assert not re.search(r"<(?!/?(b|i|br)\b)", ALLOWED.sub("", text)), text
        assert not english.search(text) or "img src" in text, text


@pytest.mark.parametrize("figure", [STEPS, QUARREL, draw_incidents(WEEKLY, SCENE, "killed")])
def test_each_is_drawn_without_a_browser_too(figure: object) -> None:
    assert draw_plain(figure, "png", 0.5).startswith(b"\x89PNG")
