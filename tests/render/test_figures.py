"""Timeline and toll figures: what they show, how they say it, and that no report text ever runs."""

from __future__ import annotations

import re

import pandas as pd
import plotly.graph_objects as go
import pytest

from analyse.casualties import cumulative_series
from render.casualties import TollView, draw_incidents, draw_tolls
from render.describe import describe_incidents, describe_map, describe_timeline, describe_tolls
from render.labels import Labels
from render.scene import Scene, cut, for_screen
from render.timeline import draw_density, draw_timeline
from tests.analyse.rows import frame
from tests.render.made import EVENTS, REPORTS, SCENE, SERIES, STATE, THEATRE, TOLLS, VIEW, WEEKLY

ALLOWED = re.compile(r"</?(b|i|br|br/)>")
FIGURES = {
    "timeline": draw_timeline(EVENTS, SCENE),
    "by type": draw_timeline(EVENTS, SCENE, "event_type"),
    "by place": draw_timeline(EVENTS, SCENE, "place_id"),
    "density": draw_density(EVENTS, SCENE),
    "tolls": draw_tolls(SERIES, SCENE, "killed"),
    "log": draw_tolls(SERIES, SCENE, "killed", TollView(log=True)),
    "incidents": draw_incidents(WEEKLY, SCENE, "killed"),
}
EMPTY = {
    "timeline": draw_timeline(frame("events"), SCENE),
    "density": draw_density(frame("events"), SCENE),
    "tolls": draw_tolls(cumulative_series(frame("tolls"), REPORTS, "killed"), SCENE, "killed"),
    "incidents": draw_incidents(WEEKLY.head(0), SCENE, "killed"),
}


def texts(figure: go.Figure) -> list[str]:
    """Every text of a figure that a browser would read as markup."""
    found = [str(a.text) for a in figure.layout.annotations]
    found += [figure.layout.title.text or "", figure.layout.title.subtitle.text or ""]
    for trace in figure.data:
        found += [str(trace.name or ""), *(str(t) for t in (trace.text if trace.text is not None else ()))]
    for axis in figure.select_yaxes():
        found += [str(t) for t in axis.ticktext or ()]
    return found


def marks(figure: go.Figure, name: str) -> list[go.Scatter]:
    """The traces of marks a reader can click, by the name they bear."""
    return [t for t in figure.data if t.name == name and t.customdata is not None]


@pytest.mark.parametrize("name", FIGURES)
def test_no_report_text_is_markup(name: str) -> None:
    for text in texts(FIGURES[name]):
        assert "<" not in ALLOWED.sub("", text), text


@pytest.mark.parametrize("name", FIGURES)
def test_every_figure_says_its_finding_measure_and_source(name: str) -> None:
    meta = FIGURES[name].layout.meta
    assert all(meta[k] for k in ("title", "subtitle", "source"))
    assert "04/04/2019" in meta["subtitle"] and "ANL &lt;b&gt;" in meta["subtitle"]
    assert "reconstitution" in meta["source"] and "3 articles" in meta["source"]


@pytest.mark.parametrize("name", EMPTY)
def test_an_empty_figure_says_so(name: str) -> None:
    assert "Aucun" in EMPTY[name].layout.meta["title"]


def test_claims_are_hollow_reports_solid_and_each_mark_knows_its_event() -> None:
    labels, figure = SCENE.labels, FIGURES["timeline"]
    (solid,) = marks(figure, labels.text("timeline.legend_reported"))
    (hollow,) = marks(figure, labels.text("timeline.legend_claimed"))
    (denied,) = marks(figure, labels.text("timeline.legend_denied"))
    assert (solid.marker.symbol, hollow.marker.symbol) == ("circle", "circle-open")
    assert denied.marker.symbol == "circle-x-open"
    assert sorted(solid.customdata[:, 0]) == ["e0", "e3"] and list(hollow.customdata[:, 0]) == ["e1"]
    assert hollow.marker.color == (THEATRE.sides["LNA"].colour,)


def test_an_undated_event_is_counted_not_drawn() -> None:
    assert "1 événement sans date" in FIGURES["timeline"].layout.meta["source"]
    drawn = [i for t in FIGURES["timeline"].data if t.customdata is not None for (i,) in t.customdata]
    assert "e4" not in drawn


def test_an_interval_is_drawn_as_wide_as_it_is() -> None:
    (span,) = [t for t in FIGURES["timeline"].data if t.name == "span"]
    assert [str(pd.Timestamp(x).date()) for x in span.x[:2]] == ["2019-05-01", "2019-05-31"]


def test_many_events_are_grouped() -> None:
    many = pd.concat([EVENTS.head(2)] * 2000, ignore_index=True)
    many["event_id"] = [f"m{i}" for i in range(len(many))]
    figure = draw_timeline(many, SCENE)
    assert sum(len(t.x) for t in figure.data if t.type == "scatter") < 100


def test_tolls_are_steps_and_an_open_figure_bears_an_arrow() -> None:
    figure = FIGURES["tolls"]
    lines = [t for t in figure.data if t.mode == "lines"]
    assert lines and all(t.line.shape == "hv" for t in lines)
    arrows = [(list(t.x), list(t.y)) for t in figure.data if t.mode == "text" and len(t.x)]
    assert [y for _, y in arrows] == [[2000.0]], "one figure is open"
    assert "&gt; 2\u202f000" in figure.layout.meta["title"] and "392" in figure.layout.meta["title"]


def test_the_figures_asked_for_are_annotated() -> None:
    figure = draw_tolls(SERIES, SCENE, "killed", TollView(notes=(443, 2000)))
    noted = [a.text for a in figure.layout.annotations if a.name == "note"]
    assert len(noted) == 2 and "443" in noted[0] and "2\u202f000" in noted[1]


def test_incident_bars_start_at_zero_and_say_they_are_not_the_wars_toll() -> None:
    figure = FIGURES["incidents"]
    assert figure.layout.yaxis.rangemode == "tozero"
    assert "ce n'est pas le bilan de la guerre" in figure.layout.meta["subtitle"]
    assert list(figure.data[0].y) == [53, 7]


def test_no_english_stands_in_a_french_figure() -> None:
    english = re.compile(r"\b(the|events|reports|killed|since|from|per week|held)\b")
    for name, figure in FIGURES.items():
        assert not [t for t in texts(figure) if english.search(t) and "img src" not in t], name


def test_an_english_figure_is_english() -> None:
    scene = Scene(THEATRE, Labels("en"), n_reports=3)
    assert "killed" in draw_tolls(SERIES, scene, "killed").layout.meta["title"]
    assert "LNA" in texts(draw_timeline(EVENTS, scene))


def test_a_screen_figure_leaves_title_and_source_to_the_page() -> None:
    bare = for_screen(FIGURES["timeline"])
    assert bare.layout.title.text is None and bare.layout.meta == FIGURES["timeline"].layout.meta
    assert not [a for a in bare.layout.annotations if a.name == "source"]


def test_a_long_sentence_is_cut_at_160_characters() -> None:
    assert len(cut("mot " * 100)) <= 161 and cut("mot " * 100).endswith("…")


def test_figures_are_told_in_words() -> None:
    told = describe_timeline(EVENTS, SCENE)
    assert "4 événements" in told and "GNA : 1" in told
    assert "392" in describe_tolls(SERIES, SCENE, "killed") and "> 2\u202f000" in describe_tolls(
        SERIES, SCENE, "killed"
    )
    assert "53" in describe_incidents(WEEKLY, SCENE, "killed")
    assert "Tripoli" in describe_map(STATE, SCENE, VIEW) and "10 mai 2019" in describe_map(STATE, SCENE, VIEW)
    assert describe_timeline(frame("events"), SCENE) == SCENE.labels.text("describe.empty")
    assert len(TOLLS)
