"""Pictures: real, not blank, with their caption; with a browser on the machine and without."""

from __future__ import annotations

import io
import re
from xml.etree import ElementTree

import numpy as np
import plotly.graph_objects as go
import pytest
from PIL import Image

from render import images
from render.images import SIZES, Caption, caption_for, export_figure, has_chrome
from render.map_sheet import Panel, Paper, draw_panels
from tests.render.made import EVENTS, SCENE, SERIES, STATE, VIEW, WEEKLY
from tests.render.test_figures import FIGURES

CAPTION = caption_for(
    Caption("Titre", SCENE.period(), "Faction : ANL", 4, 3, "OMS & ONU", sample=True, version="0.1.0"), SCENE
)
LONG = "RECONSTITUTION : dépêches"


def pixels(png: bytes) -> np.ndarray:
    """The picture as an array of RGB."""
    return np.asarray(Image.open(io.BytesIO(png)).convert("RGB"))


def words(svg: bytes) -> str:
    """All text of an SVG, its white space tidied."""
    root = ElementTree.fromstring(svg)
    return " ".join("".join(root.itertext()).replace("\xa0", " ").split())


@pytest.fixture
def no_chrome(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(images, "has_chrome", lambda: False)


def test_a_caption_says_what_the_reader_must_know() -> None:
    for part in (
        "Titre",
        "04/04/2019",
        "Faction : ANL",
        "4 événements",
        "3 articles",
        "OMS & ONU",
        "0.1.0",
        LONG,
    ):
        assert part in CAPTION
    assert "econstitution" not in caption_for(Caption("t", "p"), SCENE), "only for sample data"


@pytest.mark.usefixtures("no_chrome")
@pytest.mark.parametrize("name", FIGURES)
def test_without_chrome_each_figure_is_drawn(name: str) -> None:
    drawn = pixels(export_figure(FIGURES[name], "png", "column", CAPTION))
    assert drawn.shape[1] == round(SIZES["column"].width * SIZES["column"].scale)
    assert (drawn != 255).any(axis=2).mean() > 0.05, "not blank"
    svg = words(export_figure(FIGURES[name], "svg", "column", CAPTION))
    assert LONG in svg and "OMS & ONU" in svg


@pytest.mark.usefixtures("no_chrome")
def test_without_chrome_titles_axes_and_legends_are_in_the_picture() -> None:
    svg = words(export_figure(FIGURES["tolls"], "svg", "page", CAPTION))
    for part in ("392", "2 000", "OMS", "Morts (cumul publié)", "Offensive"):
        assert part in svg, part
    lanes = words(export_figure(FIGURES["timeline"], "svg", "slide", CAPTION))
    assert "GNA" in lanes and "revendiqué par un camp" in lanes


@pytest.mark.skipif(not has_chrome(), reason="no Chrome on this machine")
def test_with_chrome_the_picture_is_the_figure() -> None:
    drawn = pixels(export_figure(FIGURES["tolls"], "png", "column", CAPTION))
    assert drawn.shape[1] == round(SIZES["column"].width * SIZES["column"].scale)
    assert (drawn != 255).any(axis=2).mean() > 0.05
    svg = words(export_figure(FIGURES["tolls"], "svg", "column", CAPTION))
    assert LONG in svg and "392" in svg


def test_an_html_export_holds_its_script_and_asks_nothing() -> None:
    page = export_figure(FIGURES["tolls"], "html", "page", CAPTION).decode()
    assert "Plotly.newPlot" in page and "RECONSTITUTION" in page
    assert not re.search(r"<(script|link|img)[^>]+(src|href)=", page)


@pytest.mark.parametrize("size", SIZES)
def test_the_map_is_drawn_with_caption_scale_and_disclaimer(size: str) -> None:
    svg = words(draw_panels([Panel(STATE)], SCENE, VIEW, Paper("svg", size, caption=CAPTION)))
    for part in ("Tripoli", "10/05/2019", "km", "tenu : GNA", LONG, "aucune reconnaissance", "lieux tenus"):
        assert part in svg, part


def test_the_map_as_png_is_not_blank_and_tells_sides_apart_in_grey() -> None:
    from dataclasses import replace  # noqa: PLC0415

    paper = Paper("png", caption=CAPTION)
    drawn = pixels(draw_panels([Panel(STATE)], SCENE, VIEW, paper))
    assert (drawn != 255).any(axis=2).mean() > 0.4
    grey = pixels(draw_panels([Panel(STATE)], replace(SCENE, grey=True), VIEW, paper))
    red, green, blue = (grey[..., i].astype(int) for i in range(3))
    assert (abs(red - green) < 24).all() and (abs(green - blue) < 24).all(), "no side's colour is left"


def test_an_unknown_format_or_size_is_named() -> None:
    with pytest.raises(ValueError, match="'pdf'"):
        export_figure(go.Figure(), "pdf")
    with pytest.raises(ValueError, match="'poster'"):
        export_figure(go.Figure(), "png", "poster")
    with pytest.raises(ValueError, match="'gif'"):
        draw_panels([Panel(STATE)], SCENE, VIEW, Paper("gif"))
    with pytest.raises(ValueError, match="'poster'"):
        draw_panels([Panel(STATE)], SCENE, VIEW, Paper("png", "poster"))


def test_the_frames_of_these_tests_are_not_empty() -> None:
    assert len(EVENTS) and len(SERIES) and len(WEEKLY)


def test_a_chrome_that_fails_is_not_asked_twice(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[int] = []

    def fail(*_: object) -> bytes:
        asked.append(1)
        raise RuntimeError("no browser")

    monkeypatch.setattr(images, "has_chrome", lambda: True)
    monkeypatch.setattr(images, "_ask_kaleido", fail)
    monkeypatch.setattr(images, "_given_up", type(images._given_up)())
    for _ in range(2):
        assert export_figure(FIGURES["density"], "png")[:4] == b"\x89PNG"
    assert len(asked) == 1
