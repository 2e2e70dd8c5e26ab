"""Reads a theatre pack. In: a folder of theatres/. Out: a Theatre, its ids resolved, its version a hash of its files.

A broken pack does not load: every fault is one sentence of `theatres.check.find_faults`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

PACKS = Path(__file__).parent


class PackError(ValueError):
    """A pack that cannot be used; `faults` holds one sentence per fault."""

    def __init__(self, faults: list[str]) -> None:
        super().__init__("\n".join(faults))
        self.faults = faults


@dataclass(frozen=True, slots=True)
class Side:
    """A faction on the dashboard: colour, pattern and names by language ("fr", "en", "ar")."""

    id: str
    names: dict[str, str]
    short: dict[str, str]
    colour: str
    pattern: str
    belligerent: bool
    holds_ground: bool


@dataclass(frozen=True, slots=True)
class Actor:
    """Anyone a report may name: `side` is the id of its Side, or None; kind: state, force, militia, person, agency…"""

    id: str
    side: str | None
    kind: str
    names: dict[str, tuple[str, ...]]
    """Spellings by language, the first is the one displayed."""
    parent: str | None = None
    roles: tuple[Role, ...] = ()
    counts_casualties: bool = False
    score_name: str | None = None
    """The neutral name exchanged with other systems ("WHO", "UNSMIL", "GNA"), shown in the JSON Lines."""


@dataclass(frozen=True, slots=True)
class Role:
    """What an actor was, from when to when (None = open): "spokesman_of:LNA", "ally_of:GNA"."""

    relation: str
    of: str
    start: date | None
    end: date | None


@dataclass(frozen=True, slots=True)
class Place:
    """A place of the gazetteer; `uncertainty_km` is the radius within which the point is trusted."""

    id: str
    names: dict[str, str]
    spellings: tuple[str, ...]
    kind: str
    latitude: float
    longitude: float
    precision: str
    uncertainty_km: float
    parent: str | None = None
    admin1: str | None = None
    needs_context: bool = False
    """True where the name is also a common word: it counts only beside a word of place."""
    tier: int = 2
    """1 = labelled on the country map, 2 = on a view's map, 3 = never by default."""


@dataclass(frozen=True, slots=True)
class ControlStart:
    """Who held a place on the first day, from which source."""

    place_id: str
    holder: str
    basis: str
    source: str


@dataclass(frozen=True, slots=True)
class Phase:
    """A named stretch of the war, both ends included."""

    id: str
    names: dict[str, str]
    start: date
    end: date


@dataclass(frozen=True, slots=True)
class View:
    """A frame of the map: south, west, north, east in degrees; `places` are drawn and labelled first."""

    id: str
    names: dict[str, str]
    bounds: tuple[float, float, float, float]
    places: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Outlet:
    """A press outlet: `voice` is the side whose words it carries, None where it carries none."""

    id: str
    name: str
    domains: tuple[str, ...]
    languages: tuple[str, ...]
    voice: str | None
    kind: str


@dataclass(frozen=True, slots=True)
class TollMark:
    """A dated published toll used to date an undated report: kind, value, who counted, day known."""

    kind: str
    value: int
    source: str
    as_of: date


@dataclass(frozen=True, slots=True)
class Theatre:
    """All that is known of a conflict before reading a report."""

    id: str
    version: str
    titles: dict[str, str]
    start: date
    end: date
    root: Path
    sides: dict[str, Side]
    actors: dict[str, Actor]
    places: dict[str, Place]
    phases: tuple[Phase, ...]
    views: dict[str, View]
    outlets: dict[str, Outlet]
    control_start: tuple[ControlStart, ...]
    toll_marks: tuple[TollMark, ...]
    lexicon: dict[str, dict[str, Any]]
    """lexicon.toml, by language: laid over extract/languages by `extract.lexicon`."""
    settings: dict[str, Any] = field(default_factory=dict)
    expectations: tuple[dict[str, Any], ...] = ()
