"""Layers for maps. In: a frame with latitude and longitude. Out: GeoJSON, KML."""

from __future__ import annotations

import json
from datetime import date, datetime
from typing import Any
from xml.etree import ElementTree as xml

import pandas as pd

from store.cells import columns_for, plain_rows, strip_control
from store.messages import StoreError
from store.tables import IDS, TABLES

_KML = "http://www.opengis.net/kml/2.2"
_POINT = ("latitude", "longitude")
_NAMES = ("event_type", "kind", "holder", "change", "place_name")


def write_geojson(frame: pd.DataFrame, table: str, about: dict[str, str]) -> bytes:
    """A FeatureCollection (RFC 7946, WGS 84); a row without a point is a feature without geometry."""
    features = [_feature(row, table) for row in _rows(frame, table)]
    found = {"type": "FeatureCollection", "about": about, "features": features}
    return json.dumps(found, ensure_ascii=False).encode("utf-8")


def write_kml(frame: pd.DataFrame, table: str, about: dict[str, str]) -> bytes:
    """A KML document of the rows that have a point, each with its dates and all its columns."""
    root = xml.Element("kml", xmlns=_KML)
    document = xml.SubElement(root, "Document")
    _put(document, "name", table)
    _put(document, "description", "\n".join(f"{k}: {v}" for k, v in about.items()))
    for row in _rows(frame, table):
        if row["latitude"] is not None and row["longitude"] is not None:
            _placemark(document, row)
    body: bytes = xml.tostring(root, encoding="utf-8", xml_declaration=True)
    return body


def _rows(frame: pd.DataFrame, table: str) -> list[dict[str, Any]]:
    if not set(_POINT) <= set(frame.columns):
        mapped = ", ".join(t for t, cs in TABLES.items() if {c.name for c in cs} >= set(_POINT))
        raise StoreError("no_point", table=table, mapped=mapped)
    columns = columns_for(frame, table)
    names = [c.name for c in columns]
    return [dict(zip(names, row, strict=True)) for row in plain_rows(frame, columns)]


def _feature(row: dict[str, Any], table: str) -> dict[str, Any]:
    latitude, longitude = row["latitude"], row["longitude"]
    known = latitude is not None and longitude is not None
    point = {"type": "Point", "coordinates": [longitude, latitude]} if known else None
    told = {k: _plain(v) for k, v in row.items() if k not in _POINT}
    named = {"id": row[IDS[table]]} if IDS.get(table) in row else {}
    return {"type": "Feature", **named, "geometry": point, "properties": told}


def _placemark(document: xml.Element, row: dict[str, Any]) -> None:
    mark = xml.SubElement(document, "Placemark")
    _put(mark, "name", " · ".join(str(row[n]) for n in _NAMES if row.get(n)))
    if row.get("date_start") or row.get("date_end"):
        span = xml.SubElement(mark, "TimeSpan")
        for tag, day in (("begin", row.get("date_start")), ("end", row.get("date_end"))):
            if day:
                _put(span, tag, _plain(day))
    data = xml.SubElement(mark, "ExtendedData")
    for name, value in row.items():
        if value is not None and name not in _POINT:
            _put(xml.SubElement(data, "Data", name=name), "value", _plain(value))
    _put(xml.SubElement(mark, "Point"), "coordinates", f"{row['longitude']},{row['latitude']}")


def _put(parent: xml.Element, tag: str, text: object) -> None:
    xml.SubElement(parent, tag).text = strip_control("; ".join(text) if isinstance(text, list) else str(text))


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date | datetime) else value
