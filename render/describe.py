"""Figures in words, for those who cannot see them. In: what a figure draws, a Scene. Out: a plain text."""

from __future__ import annotations

from html import unescape

import pandas as pd

from analyse.casualties import main_line
from analyse.timeline import events_in
from render.front_layers import MapState, find_control, lay_marks, window_events
from render.incidents import find_worst, say_bounds
from render.scene import Scene
from render.timeline import find_peak
from render.toll_words import TollView, ask_notes, pick_notes, say_count, say_day, say_source
from theatres.pack import View

# A listener loses count after as many names.
MOST_NAMED = 6


def describe_timeline(events: pd.DataFrame, scene: Scene, by: str = "actor") -> str:
    """How many events, by whom or of what type, and when most."""
    shown = events if "at" in events else events_in(events, scene.start, scene.end)
    labels = scene.labels
    if shown.empty:
        return labels.text("describe.empty")
    counts = shown[by].dropna().value_counts().head(MOST_NAMED)
    lanes = [
        labels.text("describe.lane", name=_name(v, by, scene), n=labels.number(int(n)))
        for v, n in counts.items()
    ]
    told = labels.plural("words.events", len(shown))
    peak = find_peak(shown, scene)
    return unescape(
        labels.text(
            "describe.timeline", events=told, period=scene.period(), lanes=", ".join(lanes), peak=peak
        )
    )


def describe_tolls(series: pd.DataFrame, scene: Scene, kind: str, view: TollView | None = None) -> str:
    """Which sources, the lowest and the highest figure, who says them and when."""
    line, labels = main_line(series), scene.labels
    if line.empty:
        return labels.text("describe.empty")
    picked = pick_notes(line, ask_notes(scene, kind, view or TollView()))
    first, last = picked.iloc[0], picked.iloc[-1]
    words = {
        "kind": labels.text(f"tolls.kind_{kind}"),
        "sources": labels.plural("words.sources", line["source"].nunique()),
        "first": say_count(first, scene),
        "who_first": say_source(first["source"], scene),
        "day_first": say_day(first, scene),
        "last": say_count(last, scene),
        "who_last": say_source(last["source"], scene),
        "day_last": say_day(last, scene),
    }
    return unescape(labels.text("describe.tolls", **words))


def describe_incidents(weekly: pd.DataFrame, scene: Scene, kind: str) -> str:
    """How many weeks of incidents, and the heaviest."""
    labels = scene.labels
    if weekly.empty:
        return labels.text("describe.empty")
    worst = find_worst(weekly)
    words = {"n": unescape(say_bounds(worst, scene)), "week": labels.prose_day(worst["week"])}
    weeks = labels.plural("describe.weeks", weekly["week"].nunique())
    return labels.text("describe.incidents", kind=labels.text(f"tolls.kind_{kind}"), weeks=weeks, **words)


def describe_map(state: MapState, scene: Scene, view: View) -> str:
    """The view, the day, who holds how many places, how many events are shown."""
    marks = lay_marks(state, scene, view)
    words = {"view": scene.labels.name(view.names), "day": scene.labels.prose_day(state.day)}
    events = scene.labels.plural("words.events", len(window_events(state)))
    return scene.labels.text("describe.map", parts=find_control(marks, state, scene), events=events, **words)


def _name(value: object, by: str, scene: Scene) -> str:
    if by == "event_type":
        return scene.labels.text(f"event_type.{value}")
    return scene.place(value) if by == "place_id" else scene.faction(value)
