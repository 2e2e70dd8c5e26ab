"""The offline map in a real Chromium: drawn, silent, deaf to what a report says, its names apart."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from render.front_map import write_page
from tests.render.made import SCENE, STATE, VIEW

OVERLAPS = """() => {
  const boxes = [...document.querySelectorAll('.kh-town, .kh-water')].map(e => e.getBoundingClientRect());
  let n = 0;
  boxes.forEach((a, i) => boxes.slice(i + 1).forEach(b => {
    const across = Math.min(a.right, b.right) - Math.max(a.left, b.left);
    const down = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
    if (across > 4 && down > 4) n += 1;
  }));
  return n;
}"""
pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def opened(chromium: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Page, list[str]]]:
    """The offline map in a page, and what the page asked for or complained of."""
    path: Path = tmp_path_factory.mktemp("map") / "map.html"
    path.write_text(write_page(STATE, SCENE, VIEW, "Titre\nLégende"), encoding="utf-8")
    noise: list[str] = []
    page = chromium.new_page(viewport={"width": 1000, "height": 760})
    page.on("request", lambda request: noise.extend({request.url} - {path.as_uri()}))
    page.on("pageerror", lambda error: noise.append(str(error)))
    page.on("dialog", lambda dialog: noise.append(dialog.message))
    page.goto(path.as_uri())
    page.wait_for_selector(".kh-town")
    yield page, noise
    page.close()


def ask(page: Page, script: str) -> Any:
    """What a script says in the page."""
    return page.evaluate(script)


def test_the_map_is_drawn_with_names_legend_date_and_scale(opened: tuple[Page, list[str]]) -> None:
    page, _ = opened
    assert ask(page, "document.querySelectorAll('path.leaflet-interactive').length") >= 20
    assert page.locator(".kh-date").inner_text() == "10/05/2019"
    legend = page.locator(".kh-strip").inner_text()
    assert "tenu : GNA" in legend and "disputé" in legend and "aucune reconnaissance" in legend
    assert page.locator(".leaflet-control-scale-line").inner_text().endswith("km")
    assert "Tripoli" in page.locator(".kh-town").all_inner_texts()


def test_it_asks_nothing_and_no_report_text_runs(opened: tuple[Page, list[str]]) -> None:
    page, noise = opened
    ask(page, "map.eachLayer(l => l.feature && l.feature.properties.id === 'ain_zara' && l.openPopup())")
    page.wait_for_selector(".kh-popup")
    assert "onerror=alert" in page.locator(".kh-popup").inner_text(), "shown as words"
    assert page.locator(".kh-popup img, .kh-popup a, .kh-popup script").count() == 0
    assert noise == []


def test_no_name_covers_another_at_any_zoom(opened: tuple[Page, list[str]]) -> None:
    page, _ = opened
    for zoom in (7, 9, 10, 12):
        ask(page, f"map.setZoom({zoom}, {{animate: false}})")
        assert ask(page, OVERLAPS) == 0, zoom
