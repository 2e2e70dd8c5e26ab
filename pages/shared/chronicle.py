"""The war told day by day, for the map. In: what the filters keep.
Out: who holds what and where the front runs on the days it changed, as assessed and as each side tells it.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from threading import Lock, Thread
from time import monotonic, sleep
from typing import Any

import pandas as pd
import streamlit as st

from analyse.control import ControlTimeline, build_claimed, build_timeline, changes_of
from analyse.filters import Filters, Frames
from analyse.front_line import front_line_on
from pages.shared.desk import Desk
from pages.shared.frames import dated_closely, filter_frames, load_frames, version_of
from pages.shared.fronts_kept import keep_fronts, name_fronts, read_fronts
from pages.shared.stores import data_folder
from pages.shared.words import labels
from render.scene import Scene
from render.war import ASSESSED, Chronicle, Days, write_war
from render.war_front import join_days, write_stretches
from theatres.pack import Theatre, load_theatre

Key = tuple[str, str]
# Seconds nobody has looked for: the reader is gone, and others need the processor.
PATIENCE = 15
# Seconds between two fronts nobody has asked for yet: a sixth of the processor.
PAUSE = 0.3
_one_at_a_time = Lock()


@dataclass(slots=True)
class Ledger:
    """The fronts of one mode, drawn one day after the other beside the page."""

    timeline: ControlTimeline
    wanted: list[date]
    days: Days = field(default_factory=dict)
    told: dict[date, list[dict[str, Any]]] = field(default_factory=dict)
    thread: Thread | None = None
    name: str = ""
    shown: date = date.min
    asked: float = float("-inf")
    ahead: bool = False

    @property
    def complete(self) -> bool:
        """Whether every day is drawn."""
        return len(self.days) >= len(self.wanted)

    def start(self, shown: date) -> None:
        """Draw the days beside the page, those next to the day shown first."""
        self.asked, self.shown = monotonic(), shown
        self._run()

    def draw_ahead(self) -> None:
        """Draw the days while nobody asks, and step aside for whoever does."""
        self.ahead = True
        self._run()

    def _run(self) -> None:
        if not self.complete and not (self.thread and self.thread.is_alive()):
            self.thread = Thread(target=self._draw, name="fronts", daemon=True)
            self.thread.start()

    def _draw(self) -> None:
        drawn = False
        while left := [d for d in self.wanted if d not in self.days]:
            if monotonic() - self.asked > PATIENCE:
                if not self.ahead:
                    break
                sleep(PAUSE)
            # The front of a day is that of the last change before it.
            day = min(left, key=lambda d: (d > self.shown, abs(d - self.shown)))
            with _one_at_a_time:
                front = front_line_on(day, self.timeline)
            self.told[day] = write_stretches(front, day, self.timeline)
            self.days[day] = front
            drawn = True
        if drawn:
            keep_fronts(fronts_folder(), self.name, (dict(self.days), dict(self.told)))


def read_chronicle(desk: Desk, modes: tuple[str, ...] = ()) -> Chronicle:
    """The war as the filters keep it, with what is drawn of the fronts of some modes."""
    told = _read(*_key(desk))
    ledgers = {m: _read_fronts(*_key(desk), m) for m in modes if m in told.timelines}
    return replace(told, fronts={m: dict(ledger.days) for m, ledger in ledgers.items()})


def list_ledgers(desk: Desk, modes: tuple[str, ...]) -> list[Ledger]:
    """The ledgers of some modes, drawn or not."""
    return [_read_fronts(*_key(desk), m) for m in modes]


def write_ledgers(desk: Desk, modes: tuple[str, ...]) -> dict[str, Any]:
    """The fronts drawn so far as the board takes them, by mode."""
    first, _ = _span(desk.filters, desk.theatre)
    ledgers = zip(modes, list_ledgers(desk, modes), strict=True)
    return {m: join_days(dict(ledger.told), first) for m, ledger in ledgers}


def front_of(desk: Desk, day: date, mode: str) -> pd.DataFrame:
    """The front of exactly one day, for a picture of it."""
    return front_line_on(day, _time(*_key(desk))[mode])


def read_war(desk: Desk, scene: Scene) -> dict[str, Any]:
    """The record of the board but its fronts, in the reader's language."""
    return _write(*_key(desk), labels().language, scene)


def _key(desk: Desk) -> tuple[Path, str, Filters, Key]:
    return desk.store, version_of(desk.store), desk.filters, (desk.theatre.id, desk.theatre.version)


@st.cache_resource(max_entries=8, show_spinner=False)  # a few readers, each with a filter or two
def _time(store: Path, version: str, filters: Filters, theatre: Key) -> dict[str, ControlTimeline]:
    pack, frames = load_theatre(theatre[0]), load_frames(store, version)
    return tell_modes(filter_frames(store, filters, pack), frames["reports"], pack)


@st.cache_resource(max_entries=8, show_spinner=False)
def _read(store: Path, version: str, filters: Filters, theatre: Key) -> Chronicle:
    pack = load_theatre(theatre[0])
    kept, timelines = filter_frames(store, filters, pack), _time(store, version, filters, theatre)
    moves = changes_of(timelines[ASSESSED], *_span(filters, pack))
    return Chronicle(timelines, {}, moves, kept["claims"], dated_closely(kept["events"]), kept["tolls"])


@st.cache_resource(max_entries=24, show_spinner=False)  # three modes for each reader's filters
def _read_fronts(  # noqa: PLR0913, PLR0917 — what a front depends on
    store: Path, version: str, filters: Filters, theatre: Key, mode: str
) -> Ledger:
    timeline = _time(store, version, filters, theatre)[mode]
    first, last = _span(filters, load_theatre(theatre[0]))
    # Only where a place changes hands or state does a front move.
    moved = changes_of(timeline, first, last)["day"]
    wanted = sorted({first, *moved})
    name = name_fronts(timeline, wanted)
    return Ledger(timeline, wanted, *read_fronts(fronts_folder(), name), name=name)


def draw_ahead(store: Path, theatre: Theatre) -> None:
    """Draw the fronts of a whole store before anybody asks for them, the assessed ones first."""
    key = (store, version_of(store), Filters(), (theatre.id, theatre.version))
    for mode in _time(*key):
        ledger = _read_fronts(*key, mode)
        ledger.draw_ahead()
        if ledger.thread:
            ledger.thread.join()


def fronts_folder() -> Path:
    """Where the fronts drawn are kept."""
    return data_folder() / "fronts"


def _span(filters: Filters, theatre: Theatre) -> tuple[date, date]:
    return filters.start or theatre.start, filters.end or theatre.end


def tell_modes(kept: Frames, reports: pd.DataFrame, theatre: Theatre) -> dict[str, ControlTimeline]:
    """The war as assessed, then as each belligerent that holds ground tells it."""
    telling = [s.id for s in theatre.sides.values() if s.belligerent and s.holds_ground]
    assessed = build_timeline(kept["claims"], theatre, kept["events"], reports)
    return {ASSESSED: assessed, **{s: build_claimed(kept["claims"], theatre, s, reports) for s in telling}}


@st.cache_resource(max_entries=8, show_spinner=False)
def _write(  # noqa: PLR0913, PLR0917 — what the record depends on, and the scene it is written with
    store: Path, version: str, filters: Filters, theatre: Key, language: str, _scene: Scene
) -> dict[str, Any]:
    return write_war(_read(store, version, filters, theatre), _scene)
