"""Events for the browser, as columns: twenty thousand of them are a few lists. In: events, tolls, a Scene.
Out: sites, and per event its site, days, kind, largest toll, who says it."""

from __future__ import annotations

from typing import Any

import pandas as pd

from analyse.dates import add_days
from render.scene import Scene, cut

# Six shapes a reader can tell apart in grey; what has no victims and moves no front is "other".
EVENT_KINDS = ("fight", "air", "blast", "people", "ground", "other")
KIND_OF = {
    "battle": "fight",
    "siege": "fight",
    "airstrike": "air",
    "shelling": "blast",
    "bombing": "blast",
    "attack_on_civilians": "people",
    "capture_of_persons": "people",
    "territorial_gain": "ground",
    "withdrawal": "ground",
}
# Known to more than a month an event cannot be said to be of these days.
SPOT = ["place_id", "latitude", "longitude", "uncertainty_km"]
WIDEST = pd.Timedelta(days=31)


def list_events(events: pd.DataFrame, tolls: pd.DataFrame, scene: Scene, quotes: bool) -> dict[str, Any]:
    """The placed and dated events, in the order of their days."""
    dated = add_days("events", events)
    close = (dated["day_end"] - dated["day_start"]) <= WIDEST
    known = dated["latitude"].notna() | dated["place_id"].isin(scene.theatre.places)
    kept = dated[close & known].sort_values("day_start", kind="stable")
    places = [_spot(r, scene) for r in kept[SPOT].itertuples(index=False)]
    sites = {at: i for i, at in enumerate(dict.fromkeys(places))}
    told: dict[str, Any] = {
        "sites": [[round(y, 5), round(x, 5), km] for y, x, km in sites],
        "site": [sites[at] for at in places],
        "from": _numbers(kept["day_start"], scene),
        "to": _numbers(kept["day_end"], scene),
        "kind": [EVENT_KINDS.index(KIND_OF.get(t, "other")) for t in kept["event_type"]],
        "toll": count_dead(kept, tolls),
        "claimed": kept["status"].eq("claimed").astype(int).tolist(),
        "id": kept["event_id"].tolist(),
    }
    return {**told, "quote": [cut(str(s)) for s in kept["sentence"]]} if quotes else told


def _spot(row: Any, scene: Scene) -> tuple[float, float, float]:
    place = scene.theatre.places.get(row.place_id)
    if pd.isna(row.latitude) and place:
        return place.latitude, place.longitude, place.uncertainty_km
    return (
        float(row.latitude),
        float(row.longitude),
        0.0 if pd.isna(row.uncertainty_km) else row.uncertainty_km,
    )


def count_dead(events: pd.DataFrame, tolls: pd.DataFrame) -> list[int]:
    """The most dead any toll of each event gives as its floor; 0 where none counts them. Never a sum."""
    dead = tolls[tolls["kind"].eq("killed") & tolls["scope"].eq("incident")]
    floors = dict(zip(dead["toll_id"], dead["low"].fillna(0), strict=True))
    return [int(max((floors.get(i, 0) for i in _list(ids)), default=0)) for ids in events["toll_ids"]]


def _numbers(days: pd.Series, scene: Scene) -> list[int]:
    return [int(n) for n in (days - pd.Timestamp(scene.first_day)).dt.days]


def _list(ids: object) -> list[str]:
    return [str(i) for i in ids] if hasattr(ids, "__iter__") and not isinstance(ids, str) else []
