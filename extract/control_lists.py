"""Places told in a row. In: a Scene and where the row may begin. Out: its places, in the order of the text.

A row is joined by "and" or commas in a sentence; or it stands behind a label ("Sous contrôle du GNA : …"), or
line by line below one.
"""

from __future__ import annotations

import re

from extract.control_cues import Frame
from extract.control_scene import Scene
from extract.phrases import Hit
from extract.records import PlaceMention, Span

_LABEL = re.compile(r"[^.;:!?\n]{0,60}(?::[ \t]*|(?=\n))")  # characters: "les localités suivantes de l'Ouest"
_ITEM = re.compile(r"\s*\n\s*(?:[-–—•*·]|\d{1,2}[.)])\s*")  # no list of places has a hundred
_END = re.compile(r"[^\w:]*(?:[.;\n]|$)")


def row(scene: Scene, pattern: re.Pattern[str], span: Span) -> list[PlaceMention]:
    """The place a pattern leads to at the start of a stretch, with those joined to it."""
    found = pattern.match(scene.masked, span.start, span.end)
    if found is None:
        return []
    sites = [scene.places[found.start(1)]]
    while more := scene.grammar.siblings.match(scene.masked, sites[-1].span.end, span.end):
        if wide(scene, scene.places[more.start(1)]) != wide(scene, sites[0]):
            break  # "Ain Zara, in southern Tripoli", "the coast, from Zuwara to Khoms": where it is
        sites.append(scene.places[more.start(1)])
    return sites


def row_back(scene: Scene, places: list[PlaceMention]) -> list[PlaceMention]:
    """The last of some places with those before it that are joined to it."""
    sites = places[-1:]
    for site in reversed(places[:-1]):
        if not joined(scene, site, sites[0]):
            break
        sites.insert(0, site)
    return sites


def joined(scene: Scene, first: PlaceMention, second: PlaceMention) -> bool:
    """True for two places with nothing but "and" or a comma between them."""
    found = scene.grammar.siblings.match(scene.masked, first.span.end, second.span.end)
    return found is not None and found.start(1) == second.span.start


def wide(scene: Scene, place: PlaceMention) -> bool:
    """True for a stretch of country rather than a place in it."""
    kind = scene.reading.theatre.places[place.place_id].kind
    return kind in scene.grammar.kinds.get("wide", ())


def listed(scene: Scene, cue: Hit[Frame]) -> list[PlaceMention]:
    """The places a cue is the label of: behind its colon, or in the lines below."""
    opens = scene.masked.rfind("\n", 0, cue.span.start) + 1
    label = _LABEL.match(scene.masked, cue.span.end)
    if label is None or scene.places_in(opens, label.end()):
        return []
    close = scene.masked.find("\n", label.end())
    line = Span(label.end(), close if close >= 0 else len(scene.masked))
    inline = row(scene, scene.grammar.named, line) if ":" in label[0] else []
    if inline and _END.match(scene.masked, inline[-1].span.end):
        return inline
    return _items(scene, label.end())


def _items(scene: Scene, at: int) -> list[PlaceMention]:
    """The places that open the lines of a list."""
    sites: list[PlaceMention] = []
    while item := _ITEM.match(scene.masked, at):
        close = scene.masked.find("\n", item.end())
        at = close if close >= 0 else len(scene.masked)
        sites += row(scene, scene.grammar.named, Span(item.end(), at))
    return sites
