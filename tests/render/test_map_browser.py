"""The offline map in a real Chromium: drawn, silent, deaf to what a report says, its names apart."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from render.front_export import Asked, export_front
from render.war import ASSESSED
from tests.render.made import CHRONICLE, DAY, SCENE, VIEW

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
# What is drawn, whatever the order it was drawn in.
DRAWN = """() => [
  [...document.querySelectorAll('.kh-map path')].map(p => [p.getAttribute('d'), p.getAttribute('stroke'),
    p.getAttribute('fill'), p.getAttribute('stroke-dasharray'), p.getAttribute('fill-opacity'),
    p.getAttribute('stroke-opacity')].join()).sort(),
  [...document.querySelectorAll('.kh-town, .kh-water, .kh-tag')].map(e => e.textContent + e.style.left +
    e.style.top).sort(),
  document.querySelector('.kh-foot').textContent,
]"""
PICK = """(place) => {
  const i = board.war.points.findIndex(p => p.ids.includes(place));
  const claims = board.war.claims.map((_, k) => k).filter(k => board.war.claims[k].point === i);
  board.pick({ kind: 'place', claims: claims });
}"""
pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def opened(chromium: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Page, list[str]]]:
    """The offline map in a page, and what the page asked for or complained of."""
    path: Path = tmp_path_factory.mktemp("map") / "map.html"
    asked = Asked(VIEW, (ASSESSED,), DAY, DAY, "fr", "Titre\nLégende")
    path.write_bytes(export_front(CHRONICLE, SCENE, asked, "html"))
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
    legend = page.locator(".kh-foot").inner_text()
    assert "tenu : GNA" in legend and "disputé" in legend and "aucune reconnaissance" in legend
    assert page.locator(".leaflet-control-scale-line").inner_text().endswith("km")
    assert "Tripoli" in page.locator(".kh-town").all_inner_texts()


def test_keys_move_the_day_and_leave_zoom_and_centre_alone(opened: tuple[Page, list[str]]) -> None:
    page, _ = opened
    ask(page, "board.panes()[0].map.setView([32.8, 13.2], 11.25, {animate: false})")
    where = "[board.panes()[0].map.getZoom(), board.panes()[0].map.getCenter().lat.toFixed(4)]"
    before = ask(page, where)
    for key, day in (("ArrowRight", 37), ("Shift+ArrowRight", 44), ("ArrowLeft", 43), ("p", 36), ("Home", 0)):
        page.keyboard.press(key)
        assert ask(page, "board.now.day") <= day if key == "p" else ask(page, "board.now.day") == day, key
    assert ask(page, where) == before
    ask(page, "board.go(36)")


def test_it_plays_until_told_to_stop(opened: tuple[Page, list[str]]) -> None:
    page, _ = opened
    page.get_by_role("button", name="Lire").click()
    page.wait_for_function("board.now.day > 38")
    page.get_by_role("button", name="Pause").click()
    stopped = ask(page, "board.now.day")
    page.wait_for_timeout(400)
    assert ask(page, "board.now.day") == stopped
    ask(page, "board.go(36)")


def test_from_key_to_redraw_takes_less_than_200_ms(opened: tuple[Page, list[str]]) -> None:
    page, _ = opened
    ask(page, "board.timings.length = 0")
    for _ in range(20):
        page.keyboard.press("ArrowRight")
        page.wait_for_timeout(40)
    page.wait_for_function("board.timings.length >= 18")
    times = sorted(ask(page, "board.timings"))
    assert times[len(times) // 2] < 200, times
    ask(page, "board.go(36)")


def test_three_accounts_and_two_days_stand_side_by_side(opened: tuple[Page, list[str]]) -> None:
    page, _ = opened
    update = "(mode) => board.update({ mode: mode, view: board.now.view, against: 0 })"
    page.evaluate(update, "three")
    assert page.locator(".kh-head").all_inner_texts() == ["Évaluée", "Selon GNA", "Selon ANL"]
    ask(page, "board.panes()[1].map.panBy([80, 0], {animate: false})")
    lng = ask(page, "board.panes().map(p => p.map.getCenter().lng.toFixed(3))")
    assert len(set(lng)) == 1, "they move together"
    page.evaluate(update, "compare")
    assert page.locator(".kh-date").all_inner_texts() == ["04/04/2019", "10/05/2019"]
    page.evaluate(update, "assessed")


def test_layers_and_names_change_at_once(opened: tuple[Page, list[str]]) -> None:
    page, _ = opened
    page.locator(".kh-layers summary").click()
    page.locator(".kh-sheet select").select_option("ar")
    assert "طرابلس" in page.locator(".kh-town").all_inner_texts()
    page.locator(".kh-sheet select").select_option("fr")
    page.get_by_label("Événements").uncheck()
    assert page.locator("canvas.kh-events").count() == 0
    page.get_by_label("Événements").check()
    assert page.locator("canvas.kh-events").count() == 1
    page.keyboard.press("Escape")


def test_it_asks_nothing_and_no_report_text_runs(opened: tuple[Page, list[str]]) -> None:
    page, noise = opened
    page.evaluate(PICK, "ain_zara")
    said = page.locator(".kh-said")
    said.wait_for()
    assert "onerror=alert" in said.inner_text(), "shown as words"
    assert page.locator(".kh-said img, .kh-said a, .kh-said script").count() == 0
    said.get_by_role("button").click()
    assert noise == []


def test_no_name_covers_another_at_any_zoom(opened: tuple[Page, list[str]]) -> None:
    page, _ = opened
    for zoom in (7, 9, 10, 12):
        ask(page, f"board.panes()[0].map.setZoom({zoom}, {{animate: false}})")
        assert ask(page, OVERLAPS) == 0, zoom


def test_a_day_reached_step_by_step_is_drawn_as_one_drawn_anew(opened: tuple[Page, list[str]]) -> None:
    page, noise = opened
    ask(page, "board.go(0)")
    for day in (26, 28, 29, 36, 37, 60, 28):
        while (now := ask(page, "board.now.day")) != day:
            ask(page, f"board.go({now + (1 if day > now else -1)})")
        stepped = ask(page, DRAWN)
        ask(page, "board.update(Object.assign({}, board.now))")
        anew = ask(page, DRAWN)
        assert stepped == anew, day
    assert not noise


def test_a_layer_switched_off_stays_off_in_the_offline_page(chromium: Browser, tmp_path: Path) -> None:
    path = tmp_path / "map.html"
    hidden = frozenset({"events", "front"})
    asked = Asked(VIEW, (ASSESSED,), DAY, DAY, "ar", "Titre", hidden)
    path.write_bytes(export_front(CHRONICLE, SCENE, asked, "html"))
    page = chromium.new_page(viewport={"width": 1000, "height": 760})
    page.goto(path.as_uri())
    page.wait_for_selector(".kh-town")
    assert ask(page, "Object.keys(board.now.layers).filter(l => !board.now.layers[l])") == ["front", "events"]
    assert ask(page, "document.querySelectorAll('.kh-sheet input:not(:checked)').length") == 2
    assert "طرابلس" in page.locator(".kh-town").all_inner_texts()
    page.close()
