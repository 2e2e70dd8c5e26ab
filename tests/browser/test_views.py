"""Every page in a real browser: it opens offline with no complaint, at a desk and on a phone."""

from __future__ import annotations

import re
import urllib.request

import pytest
from playwright.sync_api import expect

from tests.browser.visitor import Visit

PAGES = [
    *("", "timeline", "front_line", "casualties", "sources", "compare"),
    *("reports", "add", "data", "method"),
]
# Visible text of the page itself smaller than 14 pixels; charts, maps and tables draw their own.
SMALL_TEXT = """() => [...document.querySelectorAll('[data-testid=stMain] *')].filter(e =>
  e.checkVisibility() && !e.closest('svg, iframe, canvas, [data-testid=stDataFrame], .js-plotly-plot') &&
  [...e.childNodes].some(n => n.nodeType === 3 && n.textContent.trim()) &&
  parseFloat(getComputedStyle(e).fontSize) < 13.9).map(e => e.textContent.slice(0, 60))"""


@pytest.mark.parametrize("page", PAGES)
def test_a_page_opens_at_a_desk(visit: Visit, page: str) -> None:
    opened = visit.open(f"/{page}")
    assert len(opened.locator("h1").inner_text()) > 10
    assert opened.evaluate(SMALL_TEXT) == []


@pytest.mark.parametrize("page", PAGES)
def test_a_page_fits_a_phone(phone: Visit, page: str) -> None:
    opened = phone.open(f"/{page}")
    width = opened.evaluate("() => document.querySelector('[data-testid=stMain]').scrollWidth")
    assert width <= 390


def test_the_map_is_drawn(visit: Visit) -> None:
    frame = visit.open("/front_line?view=west&day=2020-04-20").frame_locator("iframe").first
    expect(frame.locator(".kh-date")).to_have_text("20/04/2020")
    expect(frame.locator("path.leaflet-interactive").first).to_be_attached()


def test_the_app_closes_every_door(server: str) -> None:
    with urllib.request.urlopen(server) as answer:
        policy = answer.headers["content-security-policy"]
    assert "default-src 'self'" in policy and "http" not in policy


def test_a_script_is_served_as_a_script(visit: Visit, server: str) -> None:
    visit.open("/front_line")
    with urllib.request.urlopen(f"{server}/app/static/vendor/leaflet.js") as answer:
        assert "javascript" in answer.headers["content-type"]


def test_the_language_switch_changes_every_word(visit: Visit) -> None:
    page = visit.open("/timeline")
    page.get_by_role("radio", name="English").or_(page.get_by_role("button", name="English")).first.click()
    expect(page.get_by_role("link", name="Front lines")).to_be_visible()
    expect(page).to_have_url(re.compile("lang=en"))
