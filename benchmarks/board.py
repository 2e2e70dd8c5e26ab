"""How fast the map's board is in a real browser. In: the sample or made events. Out: milliseconds, printed.

`python -m benchmarks.board` draws the sample's whole war and presses a key a hundred times, then puts 20,000
events on one map. Aims: 200 ms from key to redraw, 2 s for the first drawing of 20,000 events.
"""

from __future__ import annotations

import random
import shutil
from dataclasses import replace
from datetime import date
from pathlib import Path
from statistics import quantiles
from tempfile import TemporaryDirectory
from typing import Any

import pandas as pd
from playwright.sync_api import Page, sync_playwright

from analyse.control import build_claimed, build_timeline, changes_of
from analyse.front_line import front_line_on
from render.front_export import Asked, export_front
from render.labels import Labels
from render.scene import Scene
from render.war import ASSESSED, Chronicle
from store.database import read_table
from store.ingest import ensure_sample_store
from theatres.pack import Theatre, load_theatre

EVENTS, KEYS = 20_000, 100
SEED = 7  # the same events at each run
FLAGS = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking"]
# The board drawn from nothing, in milliseconds of the page's own clock.
REDRAW = """() => { const t = performance.now(); board.panes().forEach(p => p.draw(true));
  board.panes().forEach(p => p.events._reset()); return performance.now() - t; }"""
OPENED = "() => performance.getEntriesByType('navigation')[0].loadEventEnd"


def read_sample(theatre: Theatre, folder: Path) -> Chronicle:
    """The war of the sample."""
    ensure_sample_store(theatre, folder, lambda _done, _name: None)
    claims, events, tolls, reports = (read_table(folder, t) for t in ("claims", "events", "tolls", "reports"))
    timelines = {ASSESSED: build_timeline(claims, theatre, events, reports)}
    sides = [s.id for s in theatre.sides.values() if s.belligerent and s.holds_ground]
    timelines |= {s: build_claimed(claims, theatre, s, reports) for s in sides}
    moves = changes_of(timelines[ASSESSED], theatre.start, theatre.end)
    days = sorted({theatre.start, *moves["day"]})
    fronts = {ASSESSED: {d: front_line_on(d, timelines[ASSESSED]) for d in days}}
    return Chronicle(timelines, fronts, moves, claims, events, tolls)


def make_events(events: pd.DataFrame, theatre: Theatre) -> pd.DataFrame:
    """Many events over the country and the war, all within one fortnight's window of the day shown."""
    drawn, places = random.Random(SEED), list(theatre.places.values())
    made = events.sample(EVENTS, replace=True, random_state=SEED).reset_index(drop=True)
    at = [drawn.choice(places) for _ in range(EVENTS)]
    days = [theatre.start + (theatre.end - theatre.start) * drawn.random() for _ in range(EVENTS)]
    dated = pd.to_datetime(pd.Series(days))
    return made.assign(
        event_id=[f"m{i}" for i in range(EVENTS)],
        latitude=[p.latitude + drawn.gauss(0, 0.05) for p in at],
        longitude=[p.longitude + drawn.gauss(0, 0.05) for p in at],
        uncertainty_km=[p.uncertainty_km for p in at],
        date_start=dated,
        date_end=dated,
    )


def open_board(page: Page, told: tuple[Chronicle, Scene, str], folder: Path) -> float:
    """Open an offline board; milliseconds until it is drawn."""
    chronicle, scene, view = told
    shown = scene.theatre.views[view]
    asked = Asked(shown, (ASSESSED,), date(2019, 5, 7), scene.theatre.start, "fr", "Kharita")
    path = folder / "board.html"
    path.write_bytes(export_front(chronicle, scene, asked, "html"))
    page.goto(path.as_uri())
    page.wait_for_selector(".kh-town")
    return float(page.evaluate(OPENED))


def press_keys(page: Page) -> list[float]:
    """Milliseconds from each key to the redraw."""
    page.evaluate("board.timings.length = 0")
    for _ in range(KEYS):
        page.keyboard.press("ArrowRight")
        page.wait_for_timeout(30)
    page.wait_for_function(f"board.timings.length >= {KEYS}")
    return [float(t) for t in page.evaluate("board.timings")]


def tell(name: str, times: list[float]) -> None:
    """Print the middle and the twentieth slowest of some times."""
    cuts = quantiles(times, n=20)
    print(f"{name}: median {cuts[9]:.0f} ms, 95 % under {cuts[18]:.0f} ms, {len(times)} keys")


def measure(page: Page, chronicle: Chronicle, scene: Scene, folder: Path) -> None:
    """Measure the sample, then twenty thousand events."""
    print(f"sample opened in {open_board(page, (chronicle, scene, 'tripoli'), folder):.0f} ms")
    tell("key to redraw, sample", press_keys(page))
    many = replace(chronicle, events=make_events(chronicle.events, scene.theatre))
    print(f"{EVENTS} events opened in {open_board(page, (many, scene, 'libya'), folder):.0f} ms")
    page.evaluate("board.war.window = board.war.days; board.panes()[0].events._window = board.war.days")
    page.evaluate("board.go(board.war.days - 1)")
    drawn: Any = [float(page.evaluate(REDRAW)) for _ in range(5)]
    print(f"{EVENTS} events, all in the window: drawn in {sorted(drawn)[2]:.0f} ms")
    page.evaluate("board.panes()[0].events._window = 14; board.go(0)")
    tell(f"key to redraw, {EVENTS} events", press_keys(page))


def main() -> None:
    """Print the times."""
    theatre = load_theatre("libya_2019")
    browser_path = shutil.which("chromium") or shutil.which("google-chrome")
    with TemporaryDirectory() as name, sync_playwright() as playwright:
        folder = Path(name)
        chronicle = read_sample(theatre, folder / "sample")
        browser = playwright.chromium.launch(executable_path=browser_path, args=FLAGS)
        page = browser.new_page(viewport={"width": 1440, "height": 900})
        measure(page, chronicle, Scene(theatre, Labels("fr")), folder)
        browser.close()


if __name__ == "__main__":
    main()
