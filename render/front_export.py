"""The board as files. In: a Chronicle, a Scene, what is asked. Out: bytes: png, svg, geojson, kml, gif, html.

A picture of several panels shows the accounts of the war side by side, or one day against another.
"""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any
from xml.etree import ElementTree as xml

import pandas as pd
from PIL import Image

from render.board_page import write_board
from render.front_layers import window_events, write_features
from render.map_sheet import Panel, Paper, draw_panels
from render.scene import Scene
from render.vendor import dump_json
from render.war import ASSESSED, Chronicle
from render.war_events import count_dead
from render.war_front import write_stretches
from theatres.pack import View

COMPARE = "compare"
EVENT_FACTS = ("event_id", "event_type", "status", "claimant", "actor", "target", "place_id", "report_id")
# More pictures than this make a file nobody mails, and half a minute of drawing.
MOST_PICTURES = 18
# Milliseconds a picture stays; the last one longer, so that the end is seen.
STAY, LAST_STAY = 900, 3000
KML = "http://www.opengis.net/kml/2.2"


@dataclass(frozen=True, slots=True)
class Asked:
    """A file asked for: the view, the accounts side by side, the day, the day compared with, the language of
    the names, the caption, whose first line is the title."""

    view: View
    modes: tuple[str, ...]
    day: date
    against: date
    names: str = "fr"
    caption: str = ""
    hidden: frozenset[str] = frozenset()
    """The layers switched off on screen."""

    @property
    def title(self) -> str:
        """The finding, in the picture's head."""
        return self.caption.splitlines()[0] if self.caption else ""


def export_front(chronicle: Chronicle, scene: Scene, asked: Asked, form: str) -> bytes:
    """The board as a file; ValueError names a format unknown."""
    makers: dict[str, Callable[[Chronicle, Scene, Asked], bytes]] = {
        "png": _draw_png,
        "svg": _draw_svg,
        "gif": animate_period,
        "geojson": _write_geojson,
        "kml": write_kml,
        "html": _write_html,
    }
    if form not in makers:
        raise ValueError(f"format {form!r}: expected one of {', '.join(makers)}")
    return makers[form](chronicle, scene, asked)


def lay_panels(chronicle: Chronicle, scene: Scene, asked: Asked) -> list[Panel]:
    """The maps of a picture: one account, several, or two days with what changed ringed."""
    labels = scene.labels
    if COMPARE in asked.modes:
        first, last = sorted((asked.against, asked.day))
        changed = differ(chronicle, first, last)
        return [
            replace(_panel(chronicle, d, ASSESSED, asked), title=labels.prose_day(d), changed=ring)
            for d, ring in ((first, frozenset[str]()), (last, changed))
        ]
    titles = {m: labels.text("board.as_claimed", who=labels.faction(scene.theatre, m)) for m in asked.modes}
    titles[ASSESSED] = labels.text("board.assessed")
    alone = len(asked.modes) == 1 and asked.modes[0] == ASSESSED
    return [
        replace(_panel(chronicle, asked.day, m, asked), title="" if alone else titles[m]) for m in asked.modes
    ]


def differ(chronicle: Chronicle, first: date, last: date) -> frozenset[str]:
    """The places whose holder or state differs between two days."""
    told = [chronicle.state_on(d).control for d in (first, last)]
    before, after = (
        {r[0]: r[1:] for r in f[["place_id", "holder", "state"]].fillna("").itertuples(index=False)}
        for f in told
    )
    return frozenset(str(p) for p in before.keys() | after.keys() if before.get(p) != after.get(p))


def film_days(chronicle: Chronicle, scene: Scene, asked: Asked) -> list[date]:
    """The days of the animation: those between the two on which a front moved, thinned where many."""
    first, last = sorted((asked.against, asked.day))
    if first == last:
        first = max(last - timedelta(days=90), scene.first_day)
    moved = sorted({d for d in chronicle.moves["day"] if first < d < last})
    step = -(-(len(moved) + 2) // MOST_PICTURES)
    return [first, *moved[::step], last]


def animate_period(
    chronicle: Chronicle, scene: Scene, asked: Asked, tell: Callable[[int, int], object] | None = None
) -> bytes:
    """The period between the two days as an animated GIF; `tell` hears how many pictures are drawn, of how
    many."""
    days, frames = film_days(chronicle, scene, asked), []
    for day in days:
        frames.append(_draw_frame(chronicle, scene, asked, day))
        if tell:
            tell(len(frames), len(days))
    smallest = min(f.height for f in frames)
    same = [f.crop((0, 0, f.width, smallest)).quantize(128) for f in frames]
    stays = [STAY] * (len(same) - 1) + [LAST_STAY]
    out = io.BytesIO()
    same[0].save(out, "GIF", save_all=True, append_images=same[1:], duration=stays, loop=0, optimize=True)
    return out.getvalue()


def write_layers(chronicle: Chronicle, scene: Scene, asked: Asked) -> dict[str, Any]:
    """The places and the front of the day as one GeoJSON collection, each with its account."""
    told: dict[str, Any] = {"type": "FeatureCollection", "metadata": {}, "features": []}
    for mode in [m for m in asked.modes if m in chronicle.modes] or [ASSESSED]:
        state = chronicle.state_on(asked.day, mode)
        written = write_features(state, scene, asked.view, asked.caption)
        told["metadata"] = told["metadata"] or written["metadata"]
        places = [] if "control" in asked.hidden else written["features"]
        front = [] if "front" in asked.hidden else chronicle.front_on(asked.day, mode).to_dict("records")
        lines = [_line_feature(r) for r in front]
        for feature in (*places, *lines):
            feature["properties"]["account"] = mode
            told["features"].append(feature)
    told["features"] += [] if "events" in asked.hidden else write_events(chronicle, scene, asked)
    return told


def write_events(chronicle: Chronicle, scene: Scene, asked: Asked) -> list[dict[str, Any]]:
    """The placed events of the days up to the one shown as GeoJSON features, each with its type and toll."""
    events = window_events(chronicle.state_on(asked.day)).copy()
    south, west, north, east = asked.view.bounds
    spots = [scene.theatre.places.get(str(p)) for p in events["place_id"]]
    events["toll"] = count_dead(events, chronicle.tolls)
    return [
        _event_feature(row, (place.longitude, place.latitude), scene)
        for row, place in zip(events.to_dict("records"), spots, strict=True)
        if place and south <= place.latitude <= north and west <= place.longitude <= east
    ]


def _event_feature(row: dict[Any, Any], at: tuple[float, float], scene: Scene) -> dict[str, Any]:
    told = {k: None if _missing(row[k]) else str(row[k]) for k in EVENT_FACTS}
    days = {f"date_{k}": row[f"day_{k}"].date().isoformat() for k in ("start", "end")}
    name = scene.labels.text(f"event_type.{row['event_type']}")
    more = {"account": "reports", "name": name, "killed_at_least": row["toll"]}
    point = {"type": "Point", "coordinates": list(at)}
    return {"type": "Feature", "geometry": point, "properties": {**more, **told, **days}}


def write_kml(chronicle: Chronicle, scene: Scene, asked: Asked) -> bytes:
    """The same as KML, a placemark per place and stretch, in the colours of the sides."""
    root = xml.Element("kml", xmlns=KML)
    document = xml.SubElement(root, "Document")
    xml.SubElement(document, "name").text = asked.title
    xml.SubElement(document, "description").text = asked.caption
    for feature in write_layers(chronicle, scene, asked)["features"]:
        _add_placemark(document, feature, scene)
    return bytes(xml.tostring(root, encoding="utf-8", xml_declaration=True))


def _add_placemark(document: xml.Element, feature: dict[str, Any], scene: Scene) -> None:
    told, shape = feature["properties"], feature["geometry"]
    mark = xml.SubElement(document, "Placemark")
    xml.SubElement(mark, "name").text = str(told.get("name") or told.get("stretch_id"))
    style = xml.SubElement(mark, "Style")
    colour = scene.colour(told.get("holder") or told.get("side_a"))
    kind = "IconStyle" if shape["type"] == "Point" else "LineStyle"
    xml.SubElement(xml.SubElement(style, kind), "color").text = _kml_colour(colour)
    data = xml.SubElement(mark, "ExtendedData")
    for name, value in told.items():
        item = xml.SubElement(data, "Data", name=name)
        xml.SubElement(item, "value").text = "" if value is None else str(value)
    at = [shape["coordinates"]] if shape["type"] == "Point" else shape["coordinates"]
    body = xml.SubElement(mark, shape["type"])
    xml.SubElement(body, "coordinates").text = " ".join(f"{x},{y}" for x, y in at)


def _kml_colour(colour: str) -> str:
    # KML writes alpha, blue, green, red.
    return f"ff{colour[5:7]}{colour[3:5]}{colour[1:3]}".lower()


def _line_feature(row: dict[Any, Any]) -> dict[str, Any]:
    told = {k: (None if _missing(v) else v) for k, v in row.items() if k != "line"}
    points = [[float(x), float(y)] for x, y in row["line"]]
    return {"type": "Feature", "geometry": {"type": "LineString", "coordinates": points}, "properties": told}


def _missing(value: object) -> bool:
    return not isinstance(value, list | tuple) and bool(pd.isna(value))  # type: ignore[call-overload]


def _panel(chronicle: Chronicle, day: date, mode: str, asked: Asked) -> Panel:
    front = write_stretches(chronicle.front_on(day, mode), day, chronicle.timelines[mode])
    told = [m for m in chronicle.modes if m != ASSESSED]
    return Panel(
        chronicle.state_on(day, mode),
        front,
        tolls=chronicle.tolls,
        tellers=tuple(told if mode == ASSESSED else (mode,)),
        hidden=asked.hidden,
    )


def _draw_png(chronicle: Chronicle, scene: Scene, asked: Asked) -> bytes:
    return _draw(chronicle, scene, asked, "png")


def _draw_svg(chronicle: Chronicle, scene: Scene, asked: Asked) -> bytes:
    return _draw(chronicle, scene, asked, "svg")


def _draw(chronicle: Chronicle, scene: Scene, asked: Asked, form: str) -> bytes:
    paper = Paper(form, title=asked.title, caption=asked.caption, names=asked.names)
    return draw_panels(lay_panels(chronicle, scene, asked), scene, asked.view, paper)


def _draw_frame(chronicle: Chronicle, scene: Scene, asked: Asked, day: date) -> Image.Image:
    mode = asked.modes[0] if asked.modes[0] in chronicle.modes else ASSESSED
    panel = _panel(chronicle, day, mode, asked)
    # One pixel of the file for one of the layout: an animation is looked at on a screen.
    paper = Paper("png", caption=asked.caption, names=asked.names, scale=1.0)
    return Image.open(io.BytesIO(draw_panels([panel], scene, asked.view, paper))).convert("RGB")


def _write_geojson(chronicle: Chronicle, scene: Scene, asked: Asked) -> bytes:
    return dump_json(write_layers(chronicle, scene, asked)).encode("utf-8")


def _write_html(chronicle: Chronicle, scene: Scene, asked: Asked) -> bytes:
    mode = COMPARE if COMPARE in asked.modes else "three" if len(asked.modes) > 1 else asked.modes[0]
    start = {"day": asked.day, "against": asked.against, "view": asked.view.id, "mode": mode}
    more = {"names": asked.names, "hidden": sorted(asked.hidden)}
    return write_board(chronicle, scene, {**start, **more}, asked.caption).encode("utf-8")
