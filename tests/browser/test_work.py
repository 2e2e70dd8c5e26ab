"""What an analyst does, in a real browser: filter, move the day, open a sentence, save files, add reports."""

from __future__ import annotations

import io
import json
import re
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from PIL import Image
from playwright.sync_api import Page, expect

from tests.browser.visitor import Visit

SENTENCE = "[data-testid=stMain] .evidence"
SEEDS = Path(__file__).parents[3] / "shared" / "seeds"
HOSTILE = (
    "Le 5 mai 2019, douze civils ont été tués à Tripoli, selon l'ONU. <script>window.hurt=1</script>"
    '<img src=x onerror="window.hurt=1"> ![x](http://example.org/x.png) [y](javascript:window.hurt=1)'
    " <b>Gharyan</b> est tombée aux mains de l'ANL."
)


def heading(page: Page) -> str:
    """The answer of the page."""
    return page.locator("h1").inner_text()


def choose_faction(visit: Visit, name: str) -> None:
    """Pick a faction in the side bar as a reader does."""
    box = visit.page.get_by_role("combobox", name=re.compile("^Faction"))
    box.click()
    box.fill(name)
    visit.page.get_by_role("option", name=re.compile(f"^{name} ")).first.click()
    visit.page.keyboard.press("Escape")
    expect(visit.page.locator(".st-key-chips")).to_contain_text(name)
    visit.settle()


def test_a_faction_changes_timeline_map_and_tolls(visit: Visit) -> None:
    pages = ("timeline", "front_line", "casualties")
    before = [(visit.open(f"/{p}"), heading(visit.page))[1] for p in pages]
    visit.open("/timeline")
    choose_faction(visit, "GNA")
    after = [heading(visit.page)]
    for name in ("Lignes de front", "Bilan humain"):
        visit.page.get_by_role("link", name=name).first.click()
        expect(visit.page.locator(".noun")).to_have_text(name)
        visit.settle()
        expect(visit.page.locator(".st-key-chips")).to_contain_text("GNA")
        after.append(heading(visit.page))
    assert all(a != b for a, b in zip(before, after, strict=True)), (before, after)
    assert "faction=GNA" in visit.page.url


def test_the_slider_moves_the_front_by_keyboard(visit: Visit) -> None:
    page = visit.open("/front_line?view=tripoli&day=2019-04-20")
    frame = page.frame_locator("iframe").first
    expect(frame.locator(".kh-date")).to_have_text("20/04/2019")
    before, built = heading(page), frame.locator(".kh-map").evaluate("b => (b.dataset.kept = '1')")
    frame.get_by_role("slider").press("ArrowRight")
    expect(frame.locator(".kh-date")).to_have_text("21/04/2019")
    expect(page).to_have_url(re.compile("day=2019-04-21"))
    frame.get_by_role("slider").press("End")
    expect(page.locator("h1")).not_to_have_text(before)
    assert built == frame.locator(".kh-map").get_attribute("data-kept"), "the map was built anew"
    # The last day is the default, and leaves the address clean.
    expect(page).to_have_url(re.compile(r"^((?!day=).)*$"))


def test_a_deep_link_restores_the_view(visit: Visit) -> None:
    page = visit.open("/front_line?view=west&day=2020-04-20&faction=GNA&faction=LNA&lang=en")
    told = heading(page)
    assert "20 April 2020" in told
    expect(page.frame_locator("iframe").first.locator(".kh-date")).to_have_text("20/04/2020")
    expect(page.locator(".st-key-chips")).to_contain_text("LNA")
    link = page.url
    visit.open("/method")
    visit.open(link.removeprefix(visit.server))
    assert heading(page) == told


def hover_mark(page: Page) -> None:
    """Put the mouse on a mark that answers: some lie under others."""
    # The last chart holds the lanes; the one above it is for brushing.
    marks = page.locator(".js-plotly-plot").last.locator(".scatterlayer .point")
    expect(marks.first).to_be_attached()
    for mark in marks.all()[:20]:
        mark.scroll_into_view_if_needed()
        box = mark.bounding_box()
        assert box
        page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2, steps=3)
        page.wait_for_timeout(300)
        if page.locator(".hoverlayer .hovertext").count():
            return
    pytest.fail("no mark answers the mouse")


def test_a_click_on_the_timeline_opens_the_sentence(visit: Visit) -> None:
    page = visit.open("/timeline?by=event_type")
    hover_mark(page)
    page.mouse.down()
    page.mouse.up()
    expect(page.locator(SENTENCE).first).to_be_visible()
    page.get_by_role("link", name=re.compile("^Ouvrir")).first.click()
    expect(page.locator(".noun")).to_have_text("Rapports")
    expect(page.locator(".report")).to_be_visible()
    assert "report=" in page.url


def test_a_click_on_the_map_opens_the_sentences(visit: Visit) -> None:
    page = visit.open("/front_line?view=west&day=2020-06-10")
    names = page.locator("[data-testid=stMain] h3")
    first = names.first.inner_text()
    mark = page.frame_locator("iframe").first.locator(".leaflet-marks-pane path.leaflet-interactive")
    expect(mark.first).to_be_attached()
    mark.last.dispatch_event("click")
    expect(names.first).not_to_have_text(first)


def test_three_accounts_stand_side_by_side_and_two_days_are_compared(visit: Visit) -> None:
    page = visit.open("/front_line?view=west&day=2020-06-10&mode=three")
    heads = page.frame_locator("iframe").first.locator(".kh-head")
    expect(heads).to_have_text(["Évaluée", "Selon GNA", "Selon ANL"])
    page = visit.open("/front_line?view=west&day=2020-06-10&mode=compare&against=2020-04-01")
    dates = page.frame_locator("iframe").first.locator(".kh-date")
    expect(dates).to_have_text(["01/04/2020", "10/06/2020"])
    expect(page.locator("h1")).to_contain_text("Du 1er avril 2020 au 10 juin 2020")


def test_the_map_is_also_a_table(visit: Visit) -> None:
    page = visit.open("/front_line?view=tripoli&day=2019-05-07")
    page.get_by_text(re.compile("^La carte en tableau")).click()
    expect(page.locator("[data-testid=stDataFrame]").last).to_be_visible()


def save(page: Page, kind: str) -> bytes:
    """Take a file away in two clicks: the bar, then the format."""
    button = page.get_by_role("button", name=kind, exact=True)
    if not button.first.is_visible():
        page.get_by_role("button", name="Exporter").first.click()
    with page.expect_download(timeout=60_000) as taken:
        button.first.click()
    return Path(taken.value.path()).read_bytes()


@pytest.mark.parametrize("page", ["timeline", "front_line", "casualties"])
def test_a_picture_leaves_in_two_clicks(visit: Visit, page: str) -> None:
    picture = Image.open(io.BytesIO(save(visit.open(f"/{page}?faction=GNA"), "PNG")))
    assert picture.format == "PNG" and min(picture.size) > 1000
    colours = picture.convert("RGB").resize((200, 200)).getcolors(40_000)
    assert colours and len(colours) > 20, "the picture is blank"


def test_data_leaves_with_its_provenance(visit: Visit) -> None:
    page = visit.open("/timeline?faction=GNA")
    rows = pd.read_csv(io.BytesIO(save(page, "CSV")))
    assert len(rows) > 10 and rows["reconstruction"].all()
    assert (
        rows["provenance"].str.contains("GNA").all()
        and rows["provenance"].str.contains("RECONSTITUTION").all()
    )
    assert (rows[["actor", "target", "claimant"]] == "GNA").any(axis=1).all()
    assert save(page, "SVG").lstrip().startswith((b"<svg", b"<?xml"))


def test_the_map_leaves_as_geojson(visit: Visit) -> None:
    told: dict[str, Any] = json.loads(save(visit.open("/front_line?view=west&day=2020-04-20"), "GEOJSON"))
    assert told["type"] == "FeatureCollection" and len(told["features"]) > 10


def test_text_that_attacks_is_only_read(visit: Visit) -> None:
    page = visit.open("/add")
    page.get_by_role("textbox", name=re.compile("collez")).fill(HOSTILE)
    page.get_by_role("textbox", name=re.compile("Titre")).fill("<img src=x onerror=window.hurt=1> titre")
    page.get_by_role("button", name="Lire", exact=True).click()
    link = page.get_by_role("link", name=re.compile("^Voir ce qui"))
    expect(link).to_be_visible()
    link.click()
    expect(page.locator(".report")).to_contain_text("<script>")
    visit.settle()
    for view in (
        "/timeline?data=mine&by=event_type",
        "/front_line?data=mine&view=west",
        "/data?data=mine",
        "/",
    ):
        visit.open(view)
    assert page.evaluate("() => window.hurt") is None
    assert page.locator("[data-testid=stMain] img[src*='example.org']").count() == 0


@pytest.mark.seeds
@pytest.mark.skipif(not SEEDS.is_dir(), reason="the seed articles are not beside the project")
def test_the_seed_articles_dropped_in_are_read_and_dated(visit: Visit) -> None:
    page = visit.open("/add")
    page.locator("input[type=file]").set_input_files([str(p) for p in sorted(SEEDS.glob("*.txt"))])
    page.get_by_role("button", name="Lire", exact=True).click()
    links = page.get_by_role("link", name=re.compile("^Voir ce qui"))
    expect(links).to_have_count(2)
    expect(page.get_by_text("intervalle déduit").first).to_be_visible()
    links.first.click()
    expect(page.locator(".report mark").first).to_be_visible()
