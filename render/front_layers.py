"""What stands on the map on a day. In: control (analyse.control), events, claims, a Scene. Out: marks as
plain records.

The browser map, the picture and the offline page all draw these same marks.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from datetime import date
from typing import Any

import pandas as pd

from analyse.dates import add_days, inside
from render import palette
from render.scene import Scene, cut
from theatres.pack import Place, View

# A place known to less than this is a point at the scale of a view; beyond, its radius is drawn.
POINT_KM = 4.5
# Three months without a word: the front may have moved with nobody reading it.
OLD_DAYS = 90
# Sentences in a popup: enough to judge, the page beside the map has them all.
MOST_SENTENCES = 3


@dataclass(frozen=True, slots=True)
class MapState:
    """What the map shows: a day, who holds what, the claims behind it, the events of the `days` before."""

    day: date
    control: pd.DataFrame
    claims: pd.DataFrame
    events: pd.DataFrame
    days: int = 14


@dataclass(slots=True)
class Mark:
    """One point of the map: every place that shares it, its state, its look, the words shown when it is
    opened."""

    id: str
    name: str
    latitude: float
    longitude: float
    tier: int
    radius_km: float
    state: str
    holder: str | None
    rival: str | None
    colour: str
    rival_colour: str | None
    hatch: str
    faded: bool
    lines: list[str] = field(default_factory=list)
    quotes: list[str] = field(default_factory=list)
    claim_ids: list[str] = field(default_factory=list)
    event_ids: list[str] = field(default_factory=list)
    place_ids: list[str] = field(default_factory=list)
    claimed_events: int = 0

    def record(self) -> dict[str, Any]:
        """The mark as JSON takes it."""
        return asdict(self)


def lay_marks(state: MapState, scene: Scene, view: View) -> list[Mark]:
    """The marks of a view: places with a holder, with events, or named by the view; the important ones first.

    Places that share one point make one mark: the map does not pretend to know them apart.
    """
    control = {str(r["place_id"]): r for r in state.control.to_dict("records")}
    events = _events_by_place(state)
    seen = dict.fromkeys([*view.places, *control, *events])
    places = [p for i in seen if (p := scene.theatre.places.get(i)) and _in_view(p, view)]
    outside = set(scene.theatre.settings.get("kinds_outside", ()))
    told = dict(zip(state.claims["claim_id"], state.claims["sentence"], strict=True))
    marks = [
        _mark(p, control.get(p.id), events.get(p.id, []), (state, scene, told))
        for p in places
        if p.kind not in outside
    ]
    first = {place_id: i for i, place_id in enumerate(view.places)}
    ranked = sorted(marks, key=lambda m: (first.get(m.id, len(first)), m.tier, -len(m.event_ids), m.name))
    return _join_shared_points(ranked)


def window_events(state: MapState) -> pd.DataFrame:
    """The events of the days up to the one shown."""
    start = (pd.Timestamp(state.day) - pd.Timedelta(days=state.days - 1)).date()
    dated = add_days("events", state.events)
    return dated[inside(dated, start, state.day)]


def write_notes(state: MapState, scene: Scene) -> list[str]:
    """What the reader must know: boundaries, where the ground comes from, the events with no place."""
    labels, unplaced = scene.labels, int(window_events(state)["place_id"].isna().sum())
    notes = [labels.text("map.disclaimer"), labels.text("map.basemap")]
    return [*notes, labels.plural("words.unplaced", unplaced) + "."] if unplaced else notes


def legend_rows(marks: list[Mark], state: MapState, scene: Scene) -> list[dict[str, Any]]:
    """The legend: only what is on the map. Rows with `kind` (held, claimed, contested…), colour and text."""
    labels = scene.labels
    rows: list[dict[str, Any]] = []
    for kind, key in (("held", "legend_held"), ("claimed_only", "legend_claimed")):
        for holder in sorted({m.holder for m in marks if m.state == kind and m.holder}):
            look = palette.look_of(scene.theatre, holder, scene.grey)
            text = labels.text(f"map.{key}", who=labels.faction(scene.theatre, holder))
            sign = {"colour": look.colour, "hatch": look.hatch, "holder": holder}
            rows.append({"kind": kind, **sign, "text": text})
    days = labels.plural("words.days", state.days)
    more = (
        ("contested", any(m.state == "contested" for m in marks), labels.text("map.legend_contested")),
        ("unknown", any(m.state == "unknown" for m in marks), labels.text("map.legend_unknown")),
        ("old", any(m.faded for m in marks), _old_words(scene)),
        ("area", any(m.radius_km for m in marks), labels.text("map.legend_area")),
        ("events", any(m.event_ids for m in marks), labels.text("map.legend_events", days=days)),
        ("events_claimed", any(_only_claimed(m) for m in marks), labels.text("map.legend_event_claimed")),
    )
    contested = palette.look_of(scene.theatre, "contested", scene.grey).colour
    colours = {"contested": contested, "unknown": palette.UNKNOWN}
    for kind, present, text in more:
        if present:
            rows.append({"kind": kind, "colour": colours.get(kind, palette.INK), "hatch": "", "text": text})
    return rows


def find_control(marks: list[Mark], state: MapState, scene: Scene) -> str:
    """The finding of a map in a sentence: how many places each side holds, how many are contested or only
    claimed."""
    labels = scene.labels
    day = labels.prose_day(state.day)
    held = pd.Series([m.holder for m in marks if m.state == "held" and m.holder], dtype=object).value_counts()
    sides = ", ".join(f"{labels.faction(scene.theatre, h)} {labels.number(int(n))}" for h, n in held.items())
    parts = [labels.text("map.held_places", sides=sides)] if sides else []
    for kind in ("contested", "claimed_only"):
        if n := sum(m.state == kind for m in marks):
            parts.append(labels.plural(f"map.{kind}", n))
    key = "map.finding" if parts else "map.finding_empty"
    return labels.text(key, day=day, parts=", ".join(parts))


def write_features(state: MapState, scene: Scene, view: View, caption: str) -> dict[str, Any]:
    """The marks as GeoJSON, the caption with them; `uncertainty_km` says how far each point may be off."""
    marks = lay_marks(state, scene, view)
    features = [
        {
            "type": "Feature",
            "geometry": {"type": "Point", "coordinates": [m.longitude, m.latitude]},
            "properties": {
                "place_ids": m.place_ids,
                "name": m.name,
                "state": m.state,
                "holder": m.holder,
                "rival": m.rival,
                "uncertainty_km": max(scene.theatre.places[p].uncertainty_km for p in m.place_ids),
                "claim_ids": m.claim_ids,
                "event_ids": m.event_ids,
            },
        }
        for m in marks
    ]
    head = {"day": state.day.isoformat(), "title": find_control(marks, state, scene), "caption": caption}
    return {"type": "FeatureCollection", "metadata": head, "features": features}


def _in_view(place: Place, view: View) -> bool:
    south, west, north, east = view.bounds
    return south <= place.latitude <= north and west <= place.longitude <= east


def _events_by_place(state: MapState) -> dict[str, list[dict[Any, Any]]]:
    shown = window_events(state).dropna(subset=["place_id"])
    grouped: dict[str, list[dict[Any, Any]]] = {}
    for row in shown.to_dict("records"):
        grouped.setdefault(str(row["place_id"]), []).append(row)
    return grouped


def _mark(
    place: Place,
    held: dict[Any, Any] | None,
    events: list[dict[Any, Any]],
    shown: tuple[MapState, Scene, dict[str, str]],
) -> Mark:
    state, scene, told = shown
    held = held or {
        "state": "unknown",
        "holder": None,
        "rival": None,
        "age_days": None,
        "since": None,
        "claim_ids": [],
    }
    kind, holder, rival = str(held["state"]), _text(held["holder"]), _text(held["rival"])
    unknown = kind == "unknown" or (holder is None and kind != "contested")
    look = palette.look_of(scene.theatre, holder or "contested", scene.grey)
    quotes = [*(told[i] for i in held["claim_ids"][-2:] if i in told), *(e["sentence"] for e in events)]
    return Mark(
        id=place.id,
        name=scene.labels.name(place.names),
        latitude=place.latitude,
        longitude=place.longitude,
        tier=place.tier,
        radius_km=place.uncertainty_km if place.uncertainty_km > POINT_KM else 0.0,
        state="unknown" if unknown else kind,
        holder=holder,
        rival=rival,
        colour=palette.UNKNOWN if unknown else look.colour,
        rival_colour=palette.look_of(scene.theatre, rival, scene.grey).colour if rival else None,
        hatch=look.hatch,
        faded=not unknown and _is_old(held, state, scene),
        lines=_tell(held, events, place, scene),
        quotes=[cut(str(q)) for q in quotes[:MOST_SENTENCES]],
        claim_ids=list(held["claim_ids"]),
        event_ids=[str(e["event_id"]) for e in events],
        place_ids=[place.id],
        claimed_events=sum(e["status"] == "claimed" for e in events),
    )


def _tell(held: dict[Any, Any], events: list[dict[Any, Any]], place: Place, scene: Scene) -> list[str]:
    labels, theatre = scene.labels, scene.theatre
    kind, holder = str(held["state"]), _text(held["holder"])
    named = f"{labels.text('state.' + kind)} : {labels.faction(theatre, holder)}" if holder else ""
    lines = [named or labels.text("state." + kind)]
    if rival := _text(held["rival"]):
        lines.append(labels.text("map.rival", who=labels.faction(theatre, rival)))
    age = held["age_days"]
    if held["claim_ids"]:
        lines.append(labels.text("map.since", day=labels.day(held["since"])))
        if not pd.isna(age):
            lines.append(labels.text("map.last_word", days=labels.plural("words.days", int(age))))
    elif holder:
        lines.append(labels.text("map.from_start"))
    if place.uncertainty_km > POINT_KM:
        lines.append(labels.text("map.uncertainty", km=labels.number(place.uncertainty_km)))
    if events:
        lines.append(labels.plural("words.events", len(events)))
    return lines


def _is_old(held: dict[Any, Any], state: MapState, scene: Scene) -> bool:
    age = held["age_days"]
    return bool((state.day - scene.theatre.start).days > OLD_DAYS if pd.isna(age) else age > OLD_DAYS)


def _old_words(scene: Scene) -> str:
    return scene.labels.text("map.legend_old", days=scene.labels.plural("words.days", OLD_DAYS))


def _only_claimed(mark: Mark) -> bool:
    return bool(mark.event_ids) and mark.claimed_events == len(mark.event_ids)


def _text(value: object) -> str | None:
    return value if isinstance(value, str) else None


def _join_shared_points(marks: list[Mark]) -> list[Mark]:
    joined: dict[tuple[float, float], Mark] = {}
    for mark in marks:
        # Four decimals are eleven metres: the same point.
        point = (round(mark.latitude, 4), round(mark.longitude, 4))
        first = joined.setdefault(point, mark)
        if first is not mark:
            _join(first, mark)
    return list(joined.values())


def _join(first: Mark, other: Mark) -> None:
    if first.state == "unknown" and other.state != "unknown":
        for name in ("state", "holder", "rival", "colour", "rival_colour", "hatch", "faded"):
            setattr(first, name, getattr(other, name))
    first.lines += [f"{other.name} – {line}" for line in other.lines[:1] if other.state != "unknown"]
    first.quotes = (first.quotes + other.quotes)[:MOST_SENTENCES]
    first.claimed_events += other.claimed_events
    for name in ("claim_ids", "event_ids", "place_ids"):
        getattr(first, name).extend(getattr(other, name))
