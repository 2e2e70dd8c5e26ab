"""Reads a theatre pack. In: a folder of theatres/. Out: a Theatre, ids resolved, version a hash of its files.

A broken pack does not load: every fault is one sentence of `theatres.check.find_faults`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

from theatres.check import find_faults, find_table_faults
from theatres.files import PackFiles, Row, expand_all, hash_files, read_files, split_list

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
    """Anyone a report may name: `side` is a Side's id or None; kind: state, force, militia, person…"""

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
    context_spellings: tuple[str, ...] = ()
    """Spellings that count only beside a word of place, where the others of the place count alone."""
    shares_point_with: tuple[str, ...] = ()
    """Ids of places drawn at the same point, so that a map can say so."""


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
class Battle:
    """A fight the press names by its place, both ends included; `sources` are what its days rest on."""

    id: str
    names: dict[str, str]
    place_id: str
    start: date
    end: date
    sources: tuple[str, ...]


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
    battles: tuple[Battle, ...] = ()


def load_theatre(theatre_id: str, root: Path = PACKS) -> Theatre:
    """The theatre of a pack folder; raises PackError with one sentence per fault."""
    return _load(root / theatre_id, hash_files(root / theatre_id))


def list_theatres(root: Path = PACKS) -> list[str]:
    """The ids of the packs of a folder, in order of name."""
    return sorted(p.parent.name for p in root.glob("*/theatre.toml"))


@lru_cache(maxsize=8)  # One pack per war on screen; the version in the key makes an edited pack load anew.
def _load(path: Path, version: str) -> Theatre:
    files = read_files(path) if path.is_dir() else None
    faults = find_table_faults(files) if files else find_faults(path)
    if faults or not files:
        raise PackError(faults)
    return _build(files, version)


def _build(files: PackFiles, version: str) -> Theatre:
    head = files.theatre
    return Theatre(
        id=head["id"],
        version=version,
        titles=head["titles"],
        start=head["start"],
        end=head["end"],
        root=files.root,
        sides={r["id"]: _side(r) for r in head["sides"]},
        actors={r["id"]: _actor(r) for r in files.actors},
        places={r["id"]: _place(r) for r in files.places},
        phases=tuple(Phase(r["id"], r["names"], r["start"], r["end"]) for r in head["phases"]),
        views={r["id"]: _view(r) for r in head["views"]},
        outlets={r["id"]: _outlet(r) for r in files.outlets},
        control_start=tuple(_control_start(r) for r in files.control_start),
        toll_marks=tuple(_toll_mark(r) for r in files.tolls),
        lexicon={lang: _words(table) for lang, table in files.lexicon.items()},
        settings=head.get("settings", {}),
        expectations=tuple(head.get("expectations", ())),
        battles=tuple(_battle(r) for r in head.get("battles", ())),
    )


def _words(table: Row) -> dict[str, Any]:
    names = {s: actor for pattern, actor in table.get("names", {}).items() for s in expand_all([pattern])}
    return {**table, "names": names} if names else dict(table)


def _side(row: Row) -> Side:
    flags = (row.get("belligerent", False), row.get("holds_ground", False))
    return Side(row["id"], row["names"], row["short"], row["colour"], row["pattern"], *flags)


def _actor(row: Row) -> Actor:
    return Actor(
        id=row["id"],
        side=row.get("side"),
        kind=row["kind"],
        names={lang: expand_all(patterns) for lang, patterns in row["names"].items()},
        parent=row.get("parent"),
        roles=tuple(Role(r["relation"], r["of"], r.get("start"), r.get("end")) for r in row.get("roles", ())),
        counts_casualties=row.get("counts_casualties", False),
        score_name=row.get("score_name") or row.get("side"),
    )


def _place(row: Row) -> Place:
    names = {lang: row[f"name_{lang}"] for lang in ("en", "fr", "ar") if row.get(f"name_{lang}")}
    return Place(
        id=row["id"],
        names=names,
        spellings=tuple(dict.fromkeys((*names.values(), *split_list(row.get("spellings"))))),
        kind=row["kind"],
        latitude=float(row["latitude"]),
        longitude=float(row["longitude"]),
        precision=row["precision"],
        uncertainty_km=float(row["uncertainty_km"]),
        parent=row.get("parent") or None,
        admin1=row.get("admin1") or None,
        needs_context=row.get("needs_context") == "yes",
        tier=int(row["tier"]),
        context_spellings=split_list(row.get("context_spellings")),
        shares_point_with=split_list(row.get("shares_point_with")),
    )


def _view(row: Row) -> View:
    south, west, north, east = row["bounds"]
    return View(row["id"], row["names"], (south, west, north, east), tuple(row.get("places", ())))


def _battle(row: Row) -> Battle:
    days = (row["start"], row["end"])
    return Battle(row["id"], row["names"], row["place"], *days, sources=tuple(row["sources"]))


def _outlet(row: Row) -> Outlet:
    domains, languages = tuple(row.get("domains", ())), tuple(row["languages"])
    return Outlet(row["id"], row["name"], domains, languages, row.get("voice"), row["kind"])


def _control_start(row: Row) -> ControlStart:
    return ControlStart(row["place_id"], row["holder"], row["basis"], row["source"])


def _toll_mark(row: Row) -> TollMark:
    return TollMark(row["kind"], int(row["value"]), row["source"], date.fromisoformat(row["as_of"]))
