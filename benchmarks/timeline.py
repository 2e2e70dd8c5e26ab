"""The timeline of many events beside the chart a user would write. In: nothing. Out: lines on the terminal.

python -m benchmarks.timeline [EVENTS]

The naive chart is one plotly scatter of all events, a mark and a hover text each, coloured by actor. Both are
drawn from the same frame in one run, in turn; what is measured is the processor's time from the frame to the
JSON a browser is sent, and how long that JSON is. A browser also has to lay out every mark of it.
"""

from __future__ import annotations

import random
import statistics
import sys
import time
from collections.abc import Callable
from datetime import timedelta
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

import pandas as pd
import plotly.express as px

from analyse.timeline import events_in, weigh_events
from render.labels import Labels
from render.scene import Scene
from render.timeline import draw_lanes, draw_strip, plan_timeline
from store.database import read_table
from store.ingest import build_sample_store
from theatres.pack import load_theatre

EVENTS = 50_000
RUNS = 5  # the median of five is steady to a tenth on a busy machine
SEED = 5  # the same events at each run
SCENE = Scene(load_theatre("libya_2019"), Labels("fr"))


def multiply(events: pd.DataFrame, wanted: int) -> pd.DataFrame:
    """So many events: those of the sample again and again, each on a day up to two weeks off."""
    draw = random.Random(SEED)
    many = pd.concat([events] * -(-wanted // len(events)), ignore_index=True).head(wanted)
    shifts = pd.Series([timedelta(days=draw.randint(-14, 14)) for _ in range(wanted)])
    moved = {c: pd.to_datetime(many[c]) + shifts for c in ("date_start", "date_end")}
    return many.assign(event_id=[f"e{i}" for i in range(wanted)], **moved)


def draw_naive(events: pd.DataFrame, by: str) -> str:
    """The scatter of all events a user would write."""
    figure = px.scatter(
        events,
        x="date_start",
        y=by,
        color="actor",
        symbol="status",
        hover_data=["sentence", "claimant", "place_name"],
        custom_data=["event_id"],
    )
    return str(figure.to_json())


def draw_ours(events: pd.DataFrame, tolls: pd.DataFrame, by: str) -> str:
    """The strip and the lanes a page sends."""
    shown = events_in(weigh_events(events, tolls), SCENE.first_day, SCENE.last_day)
    drawing = plan_timeline(shown, SCENE, by)
    return str(draw_strip(drawing, SCENE).to_json()) + str(draw_lanes(drawing, SCENE).to_json())


def compare(ours: Callable[[], str], naive: Callable[[], str]) -> tuple[float, float, int, int]:
    """Median seconds of each, drawn in turn, and the characters of each."""
    took: dict[int, list[float]] = {0: [], 1: []}
    sizes = [0, 0]
    for _ in range(RUNS):
        for i, draw in enumerate((ours, naive)):
            start = time.process_time()
            sizes[i] = len(draw())
            took[i].append(time.process_time() - start)
    return statistics.median(took[0]), statistics.median(took[1]), sizes[0], sizes[1]


def run(wanted: int = EVENTS) -> None:
    """Print, for each kind of lanes, how the timeline compares with the naive chart."""
    with TemporaryDirectory() as folder:
        root = Path(folder)
        build_sample_store(SCENE.theatre, root)
        events, tolls = (read_table(root, name) for name in ("events", "tolls"))
    many = multiply(events, wanted)
    for by in ("actor", "event_type", "place_id"):
        pair = (partial(draw_ours, many, tolls, by), partial(draw_naive, many, by))
        ours, naive, small, large = compare(*pair)
        print(
            f"timeline of {wanted:,} events by {by}: {ours:.2f} s and {small / 1e6:.2f} MB; "
            f"one scatter of all: {naive:.2f} s and {large / 1e6:.1f} MB; "
            f"{naive / ours:.1f} times the time, {large / small:.0f} times the data"
        )


if __name__ == "__main__":
    run(int(sys.argv[1]) if len(sys.argv) > 1 else EVENTS)
