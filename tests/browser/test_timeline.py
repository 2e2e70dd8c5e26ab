"""The timeline under a hand: a period brushed on the bars, taken back by its chips; a phone that scrolls."""

from __future__ import annotations

import re

from playwright.sync_api import Locator, expect

from tests.browser.visitor import Visit

NARROWED = re.compile(r"from=\d{4}-\d\d-\d\d&to=\d{4}-\d\d-\d\d")


def brush(visit: Visit, start: float, end: float) -> None:
    """Drag over the bars, from one share of their width to another."""
    bars = visit.page.locator(".js-plotly-plot").first.locator(".nsewdrag").first
    expect(bars).to_be_visible()
    bars.scroll_into_view_if_needed()
    box = bars.bounding_box()
    assert box
    y, mouse = box["y"] + box["height"] / 2, visit.page.mouse
    mouse.move(box["x"] + box["width"] * start, y)
    mouse.down()
    mouse.move(box["x"] + box["width"] * (start + end) / 2, y, steps=4)
    mouse.move(box["x"] + box["width"] * end, y, steps=4)
    mouse.up()


def chips(visit: Visit) -> Locator:
    """The active filters under the title."""
    return visit.page.locator(".st-key-chips")


def test_a_period_brushed_on_the_bars_is_the_filter_of_every_page(visit: Visit) -> None:
    page = visit.open("/timeline")
    before = page.locator("h1").inner_text()
    brush(visit, 0.3, 0.5)
    expect(page).to_have_url(NARROWED)
    expect(page.locator("h1")).not_to_have_text(before)
    visit.settle()
    expect(chips(visit)).to_contain_text("Du ")
    page.get_by_role("link", name="Bilan humain").first.click()
    expect(page.locator(".noun")).to_have_text("Bilan humain")
    expect(chips(visit)).to_contain_text("Au ")
    page.get_by_role("link", name="Chronologie").first.click()
    expect(page.locator(".noun")).to_have_text("Chronologie")
    visit.settle()
    page.get_by_role("button", name="Tout effacer").click()
    expect(page.locator("h1")).to_have_text(before)


def test_the_period_is_brushed_again_within_itself(visit: Visit) -> None:
    page = visit.open("/timeline")
    brush(visit, 0.2, 0.8)
    expect(page).to_have_url(NARROWED)
    visit.settle()
    wide = page.url
    brush(visit, 0.4, 0.6)
    page.wait_for_function("url => location.href !== url", arg=wide)
    visit.settle()
    assert NARROWED.search(page.url)


def test_a_page_of_the_timeline_scrolls_under_a_finger(phone: Visit) -> None:
    page = phone.open("/timeline")
    lanes = page.locator(".js-plotly-plot").last.locator(".nsewdrag").first
    expect(lanes).to_be_attached()
    fits = "() => document.querySelector('[data-testid=stMain]').scrollWidth <= 390"
    assert page.evaluate(fits)
