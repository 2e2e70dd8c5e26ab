"""A whole war as one record for the browser. In: a Chronicle, a Scene. Out: JSON-ready lists, one entry per
change.

The board (`assets/board.js`) draws any day of it without asking again: what a place was on a day is the last
entry of its story that is not later. Days are counted from the first day shown.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import pandas as pd

from analyse.control import ControlTimeline, control_on
from analyse.dates import add_days
from render import palette
from render.front_layers import MapState
from render.front_map import STYLES_OF, base_style, inset_of
from render.scene import Scene, cut
from render.vendor import dump_json
from render.war_events import EVENT_KINDS, list_events
from render.war_front import join_days, write_stretches
from theatres.pack import Place

ASSESSED = "assessed"
# A place known to less than this is a point at the scale of a view; beyond, its radius is drawn.
POINT_KM = 4.5
# What the last days are on the map: claims and events of a fortnight.
WINDOW = 14
TONGUES = {"fr": "français", "en": "English", "ar": "العربية"}
# Words of the board, in labels.toml under [board].
WORDS = (
    *("play", "pause", "previous", "next", "day", "day_back", "day_on", "week_back", "week_on", "layers"),
    *("names", "held", "claimed_only", "contested", "unknown", "since", "rival", "from_start", "sure"),
    *("uncertainty", "last_word", "width", "support_supported", "support_old", "support_far"),
    *("support_assumed", "old", "area", "claims_of", "denied", "front", "sign", "toll", "hidden", "zoom_in"),
    *("zoom_out", "legend", "event_claimed", "said", "nothing_said", "close", "size"),
    *(f"event_{k}" for k in ("fight", "air", "blast", "people", "ground", "other")),
)
Days = dict[date, pd.DataFrame]
# Confidence fades between words: told anew each month.
FADE_DAYS = 28


@dataclass(frozen=True, slots=True)
class Chronicle:
    """The stories of all places and the fronts drawn, by mode: "assessed" or a side's id."""

    timelines: dict[str, ControlTimeline]
    fronts: dict[str, Days]
    moves: pd.DataFrame
    claims: pd.DataFrame
    events: pd.DataFrame
    tolls: pd.DataFrame

    @property
    def modes(self) -> list[str]:
        """The ways the war is told: as assessed, then as each side tells it."""
        return list(self.timelines)

    def state_on(self, day: date, mode: str = ASSESSED) -> MapState:
        """What the map of a day shows in a mode."""
        return MapState(day, control_on(day, self.timelines[mode]), self.claims, self.events, WINDOW)

    def front_on(self, day: date, mode: str = ASSESSED) -> pd.DataFrame:
        """The stretches of the last front drawn that is not later than a day; empty where none is known."""
        known = [d for d in self.fronts.get(mode, {}) if d <= day]
        return self.fronts[mode][max(known)] if known else pd.DataFrame()


def write_war(chronicle: Chronicle, scene: Scene, quotes: bool = False) -> dict[str, Any]:
    """The record of the board; `quotes` puts the sentences in it, for a page with nobody to ask."""
    points = list_points(chronicle, scene)
    index = {place_id: i for i, p in enumerate(points) for place_id in p["ids"]}
    claims = _list_claims(chronicle.claims, index, scene, quotes)
    numbers = {c["id"]: i for i, c in enumerate(claims)}
    war = {
        "start": [scene.first_day.year, scene.first_day.month, scene.first_day.day],
        "days": (scene.last_day - scene.first_day).days + 1,
        "window": WINDOW,
        "points": points,
        "stories": {m: _tell(t, points, numbers, scene) for m, t in chronicle.timelines.items()},
        "claims": claims,
        "events": list_events(chronicle.events, chronicle.tolls, scene, quotes),
        "event_kinds": EVENT_KINDS,
        "moves": _list_moves(chronicle.moves, index, scene),
        **_looks(chronicle, scene),
    }
    moved = {m[0] for m in war["moves"]}
    war["fronts_moved"] = sorted(moved)
    return {**war, "id": hashlib.sha1(dump_json(war).encode(), usedforsecurity=False).hexdigest()[:12]}


def write_fronts(chronicle: Chronicle, scene: Scene) -> dict[str, Any]:
    """The fronts drawn so far, by mode."""
    written = {
        m: {d: write_stretches(f, d, chronicle.timelines[m]) for d, f in days.items()}
        for m, days in chronicle.fronts.items()
    }
    return {m: join_days(told, scene.first_day) for m, told in written.items()}


def list_points(chronicle: Chronicle, scene: Scene) -> list[dict[str, Any]]:
    """The points of the map: places named by a view or held by anyone; those that share a point are one."""
    views = scene.theatre.views.values()
    held = [p for t in chronicle.timelines.values() for p in t.stories]
    outside = set(scene.theatre.settings.get("kinds_outside", ()))
    named = dict.fromkeys([p for v in views for p in v.places] + held)
    places = [p for i in named if (p := scene.theatre.places.get(i)) and p.kind not in outside]
    joined: dict[tuple[float, float], dict[str, Any]] = {}
    for place in places:
        # Four decimals are eleven metres: the same point.
        at = (round(place.latitude, 4), round(place.longitude, 4))
        point = joined.setdefault(at, _point(place, scene))
        if place.id not in point["ids"]:
            point["ids"].append(place.id)
        for view in views:
            if place.id in view.places:
                point["v"].setdefault(view.id, view.places.index(place.id))
    return list(joined.values())


def day_number(day: object, scene: Scene) -> int:
    """Days since the first one shown."""
    return (pd.Timestamp(day).date() - scene.first_day).days  # type: ignore[arg-type]


def _point(place: Place, scene: Scene) -> dict[str, Any]:
    names = {t: place.names.get(t) or scene.labels.name(place.names) for t in TONGUES}
    return {
        "ids": [place.id],
        "n": names,
        "at": [place.latitude, place.longitude],
        "tier": place.tier,
        "km": place.uncertainty_km if place.uncertainty_km > POINT_KM else 0,
        "v": {},
    }


def _tell(
    timeline: ControlTimeline, points: list[dict[str, Any]], numbers: dict[str, int], scene: Scene
) -> list[list[list[Any]]]:
    """Per point, one entry a change: day, state, holder, rival, since, last word, confidence, claims."""
    span = (scene.last_day - scene.first_day).days
    monthly = {scene.first_day + timedelta(days=n) for n in range(0, span + 1, FADE_DAYS)}
    stories = []
    for point in points:
        told = [p for p in point["ids"] if p in timeline.stories]
        days = monthly.union(h.told for p in told for h in timeline.stories[p])
        entries = [
            (d, _entry(timeline, told, d, (numbers, scene)))
            for d in sorted(days)
            if scene.first_day <= d <= scene.last_day
        ]
        kept = [e for i, e in enumerate(entries) if e[1] and (i == 0 or e[1] != entries[i - 1][1])]
        stories.append([[day_number(d, scene), *(entry or [])] for d, entry in kept])
    return stories


def _entry(
    timeline: ControlTimeline, places: list[str], day: date, how: tuple[dict[str, int], Scene]
) -> list[Any] | None:
    numbers, scene = how
    holds = [(p, h) for p in places if (h := timeline.at(p, day)) and (h.reasons or h.holder)]
    if not holds:
        return None
    # Places that share a point: the first that anything is known of speaks for it.
    place, hold = next((x for x in holds if x[1].state != "unknown"), holds[0])
    unheld = hold.state != "contested" and hold.holder is None
    told = [numbers[r.id] for r in hold.reasons if r.id in numbers]
    # Steps of a twentieth: what a reader can tell apart.
    sure = round(timeline.weigh(place, hold, day) * 20) / 20
    last = day_number(hold.last, scene) if hold.last else None
    state = "unknown" if unheld else hold.state
    return [state, hold.holder, hold.rival, day_number(hold.since, scene), last, sure, told]


def _list_claims(
    claims: pd.DataFrame, index: dict[str, int], scene: Scene, quotes: bool
) -> list[dict[str, Any]]:
    dated = add_days("claims", claims)
    known = dated[dated["place_id"].isin(index) & dated["day_end"].notna()].sort_values("day_end")
    return [
        {
            "id": str(r["claim_id"]),
            "point": index[str(r["place_id"])],
            "day": day_number(r["day_end"], scene),
            "holder": r["holder"] if isinstance(r["holder"], str) else None,
            "by": r["claimant"] if isinstance(r["claimant"], str) else None,
            "denied": r["status"] == "denied",
            **({"quote": cut(str(r["sentence"]))} if quotes else {}),
        }
        for r in known.to_dict("records")
    ]


def _list_moves(moves: pd.DataFrame, index: dict[str, int], scene: Scene) -> list[list[Any]]:
    kept = moves[moves["place_id"].isin(index)].sort_values("day", kind="stable")
    return [
        [
            day_number(r["day"], scene),
            index[str(r["place_id"])],
            r["holder"] if isinstance(r["holder"], str) else None,
            str(r["state"]),
        ]
        for r in kept.to_dict("records")
        if scene.first_day <= pd.Timestamp(r["day"]).date() <= scene.last_day
    ]


def _looks(chronicle: Chronicle, scene: Scene) -> dict[str, Any]:
    labels, theatre = scene.labels, scene.theatre
    sides = {
        s.id: {
            "name": labels.faction(theatre, s.id),
            "colour": palette.look_of(theatre, s.id, scene.grey).colour,
            "hatched": bool(palette.look_of(theatre, s.id, scene.grey).hatch),
            "barred": palette.is_barred(theatre, s.id),
        }
        for s in theatre.sides.values()
    }
    told = [m for m in chronicle.modes if m != ASSESSED]
    as_told = {m: labels.text("board.as_claimed", who=labels.faction(theatre, m)) for m in told}
    claim_layers = {
        f"claims_{m}": labels.text("board.claims_of", who=labels.faction(theatre, m)) for m in told
    }
    layers = {n: labels.text(f"board.layer_{n}") for n in ("control", "front", "events", "halos")}
    return {
        "language": labels.language,
        "sides": sides,
        "contested": palette.look_of(theatre, "contested", scene.grey).colour,
        "unknown": palette.UNKNOWN,
        "modes": {ASSESSED: labels.text("board.assessed"), **as_told},
        "layers": {**layers, **claim_layers},
        "tongues": TONGUES,
        "words": {w: labels.text(f"board.{w}", **_blanks(w)) for w in WORDS},
        "months": _list_months(scene),
        "views": {v.id: _view(v, scene) for v in theatre.views.values()},
        "base": {**base_style(scene), "styles": STYLES_OF},
        "note": f"{labels.text('map.disclaimer')} {labels.text('map.basemap')}",
    }


def _blanks(word: str) -> dict[str, str]:
    # The browser fills these in: they come through as they stand.
    return {n: f"{{{n}}}" for n in ("day", "who", "n", "km", "days", "kind")}


def _view(view: Any, scene: Scene) -> dict[str, Any]:
    south, west, north, east = view.bounds
    return {
        "bounds": [[south, west], [north, east]],
        "inset": inset_of(view, scene),
        "name": scene.labels.name(view.names),
    }


def _list_months(scene: Scene) -> list[list[Any]]:
    firsts = pd.date_range(scene.first_day, scene.last_day, freq="MS")
    return [[day_number(d, scene), f"{d:%m/%y}" if d.month == 1 else f"{d:%m}"] for d in firsts]
