"""The map in a browser. In: a View, a Scene, a MapState. Out: a folium map for a page.

The base never changes while its view stays, so that moving the day keeps zoom and centre: only `state_layer`
does. A click comes back from streamlit-folium as `last_active_drawing["properties"]`: id, place_ids,
claim_ids, event_ids.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import folium
from branca.element import MacroElement
from folium.template import Template

from render import palette
from render.front_layers import MapState, Mark, lay_marks, legend_rows, write_notes
from render.scene import Scene
from render.vendor import SCRIPTS, STYLES, dump_json, read_basemap
from theatres.pack import View

# Relative to the frame streamlit-folium draws in, so that a path before the app's address does no harm.
VENDOR = "../../app/static/vendor/"
LINE = {"fill": False, "weight": 1, "color": palette.BORDER}
STYLES_OF = {
    "countries": {"color": palette.BORDER, "weight": 1.2, "fillColor": "#EFEDE6", "fillOpacity": 1},
    "districts": {**LINE, "weight": 0.8, "dashArray": "3 3", "opacity": 0.8},
    "roads": {**LINE, "color": "#CFC8B8", "weight": 1.4},
    "coastline": {**LINE, "color": "#9FB0BA"},
}
HOME_STYLE = {"fillColor": palette.LAND, "color": "#8C877C", "weight": 1.6}
HOME_KEY = "id"
# Street names are not what the map knows; past this a point means less than it seems.
LEAST_ZOOM, MOST_ZOOM = 4, 14


class OfflineMap(folium.Map):
    """A folium map that loads Leaflet and Kharita's own script from the app itself, and nothing else."""

    default_js = [(name, VENDOR + name) for name in SCRIPTS]  # noqa: RUF012 — folium's own attribute
    default_css = [(name, VENDOR + name) for name in STYLES]  # noqa: RUF012


class _Call(MacroElement):
    """One call of Kharita's script with data, on the map or layer it is added to."""

    _template = Template(
        "{% macro script(this, kwargs) %}"
        "Kharita.{{ this.verb }}({{ this._parent.get_name() }}, {{ this.data }});"
        "{% endmacro %}"
    )

    def __init__(self, verb: str, data: object) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self._name = "Kharita"
        self.verb = verb
        self.data = dump_json(data)


def build_map(view: View, scene: Scene) -> folium.Map:
    """The constant base of a view: sea, land, borders, scale, disclaimer; no tile server, no outside host."""
    south, west, north, east = view.bounds
    built = OfflineMap(
        location=[(south + north) / 2, (west + east) / 2],
        tiles=None,
        zoom_control="topleft",
        min_zoom=LEAST_ZOOM,
        max_zoom=MOST_ZOOM,
        maxZoom=MOST_ZOOM,
        zoomSnap=0.25,
        attributionControl=False,
    )
    built.add_child(_Call("base", base_options(view, scene)))
    return built


def state_layer(state: MapState, scene: Scene, view: View) -> folium.FeatureGroup:
    """What changes with the day, for st_folium's `feature_group_to_add`: marks, labels, legend, date."""
    layer = folium.FeatureGroup(name="state", control=False)
    layer.add_child(_Call("state", state_data(state, scene, view)))
    return layer


def base_options(view: View, scene: Scene) -> dict[str, Any]:
    """What Kharita's script needs to draw the base."""
    south, west, north, east = view.bounds
    return {
        "bounds": [[south, west], [north, east]],
        "inset": inset_of(view, scene),
        **base_style(scene),
    }


def base_style(scene: Scene) -> dict[str, Any]:
    """How the ground is painted, the same in every view."""
    return {
        "sea": palette.SEA,
        "paper": palette.EDGE,
        "edge": find_edge(),
        "styles": STYLES_OF,
        "homeKey": HOME_KEY,
        "home": home_of(scene),
        "homeStyle": HOME_STYLE,
        "waters": waters_of(scene),
    }


def state_data(state: MapState, scene: Scene, view: View, quotes: bool = False) -> dict[str, Any]:
    """What Kharita's script needs to draw a day; `quotes` puts the sentences in the map itself."""
    marks = lay_marks(state, scene, view)
    return {
        "date": scene.labels.day(state.day),
        "contested": palette.look_of(scene.theatre, "contested", scene.grey).colour,
        "marks": [_record(m, scene, quotes) for m in marks],
        "legend": legend_rows(marks, state, scene),
        "legend_title": scene.labels.text("map.legend"),
        "hidden": scene.labels.text("map.hidden"),
        "note": " ".join(write_notes(state, scene)),
    }


@lru_cache(maxsize=1)  # the basemap never changes while the app runs
def find_edge() -> list[list[float]] | None:
    """The corners (south-west, north-east) of what the basemap covers; None without a basemap."""
    points = [
        p
        for f in read_basemap().get("countries", {"features": []})["features"]
        for p in _points(f["geometry"])
    ]
    if not points:
        return None
    longitudes, latitudes = zip(*points, strict=True)
    return [[min(latitudes), min(longitudes)], [max(latitudes), max(longitudes)]]


def _points(geometry: dict[str, Any]) -> list[tuple[float, float]]:
    polygons = geometry["coordinates"] if geometry["type"] == "MultiPolygon" else [geometry["coordinates"]]
    return [(p[0], p[1]) for rings in polygons for p in rings[0]]


def home_of(scene: Scene) -> str:
    """The country of the basemap the theatre lies in."""
    return str(scene.theatre.settings.get("country", ""))


def waters_of(scene: Scene) -> list[dict[str, Any]]:
    """Names of seas with their point, from the theatre's settings."""
    waters = scene.theatre.settings.get("waters", [])
    return [{**w, "name": scene.labels.name(w["names"])} for w in waters]


def inset_of(view: View, scene: Scene) -> dict[str, Any] | None:
    """Where the view lies in the widest one; None for the widest itself."""
    widest = max(scene.theatre.views.values(), key=lambda v: v.bounds[2] - v.bounds[0])
    if widest.id == view.id:
        return None
    name = scene.labels.text("map.inset", country=scene.labels.name(widest.names))
    return {"bounds": widest.bounds, "name": name}


def _record(mark: Mark, scene: Scene, quotes: bool) -> dict[str, Any]:
    if not quotes:
        return {**mark.record(), "quotes": [], "more": ""}
    more = len(mark.claim_ids) + len(mark.event_ids) - len(mark.quotes)
    words = scene.labels.plural("map.more", more) if more > 0 else ""
    return {**mark.record(), "more": words}


def inline_style(text: str) -> str:
    """A style sheet as it may stand inside a page."""
    # The images of Leaflet's own controls are not used; their addresses would be asked for.
    return text.replace("url(images/", "url(data:,").replace("</style", "")
