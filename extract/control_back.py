"""What a noun or a pronoun points back to. In: a Scene, a cue. Out: places named earlier."""

from __future__ import annotations

from itertools import pairwise

from extract.control_cues import Frame
from extract.control_lists import joined, wide
from extract.control_scene import FAR_BACK, Scene
from extract.phrases import Hit
from extract.records import PlaceMention

Cue = Hit[Frame]


def point_back(scene: Scene, cue: Cue, kind: str | None = None) -> list[PlaceMention]:
    """The place last spoken of: the nearest of the sentence, else what an earlier sentence opens with."""
    wanted = scene.grammar.kinds.get(kind or "")
    if wanted is None and (sites := _just_told(scene, cue)):
        return sites
    at = scene.sentence(cue.span.start)
    own = of_kind(scene, scene.places_in(at.span.start, cue.span.start), wanted)
    if own:
        return [own[-1]]
    first = max(0, at.index - FAR_BACK)
    likely = scene.grammar.likely.get(kind or "")
    for sentence in reversed(scene.reading.sentences[first : at.index]):
        found = of_kind(scene, scene.places_in(sentence.span.start, sentence.span.end), wanted)
        if found:
            return (_likeliest(scene, at.index, likely) if len(found) > 1 else []) or [found[0]]
    return _back_one(scene, at.index) if wanted else []


def _likeliest(scene: Scene, index: int, kind: frozenset[str] | None) -> list[PlaceMention]:
    """The first place of the two sentences before that is just what the noun says: a city for "the city"."""
    for sentence in reversed(scene.reading.sentences[max(0, index - 2) : index] if kind else []):
        if found := of_kind(scene, scene.places_in(sentence.span.start, sentence.span.end), kind):
            return found[:1]
    return []


def _back_one(scene: Scene, index: int) -> list[PlaceMention]:
    """The place the sentence before opens with, whatever its kind, were it only what is attacked."""
    before = scene.reading.sentences[max(0, index - 1) : index]
    named = [p for s in before for p in scene.places_in(s.span.start, s.span.end)]
    return (of_kind(scene, named, None) or named)[:1]


def _just_told(scene: Scene, cue: Cue) -> list[PlaceMention]:
    """The places of the claim before, where no other place is named since in the same sentence."""
    at, sites = scene.told[-1] if scene.told else (-1, [])
    same = at >= scene.sentence(cue.span.start).span.start
    return sites if same and not scene.places_in(at, cue.span.start) else []


def of_kind(scene: Scene, places: list[PlaceMention], wanted: frozenset[str] | None) -> list[PlaceMention]:
    """The places of a kind (None: of any) that are no mere landmarks."""
    kinds = scene.reading.theatre.places
    return [
        p
        for p in places
        if (wanted is None or kinds[p.place_id].kind in wanted) and not is_landmark(scene, p)
    ]


def is_landmark(scene: Scene, place: PlaceMention) -> bool:
    """True for the place a distance is measured from, or an attack aims at."""
    start = scene.sentence(place.span.start).span.start
    near = scene.masked[max(start, place.span.start - 60) : place.span.start]
    return scene.grammar.distance.search(near) is not None


def last_two(scene: Scene, cue: Cue) -> list[PlaceMention]:
    """The two places last joined by "and", or else the only two towns of a sentence."""
    at = scene.sentence(cue.span.start)
    for sentence in reversed(scene.reading.sentences[max(0, at.index - FAR_BACK) : at.index + 1]):
        named = scene.places_in(sentence.span.start, min(sentence.span.end, cue.span.start))
        narrow = [p for p in named if not wide(scene, p)]
        pairs = [list(pair) for pair in pairwise(narrow) if joined(scene, *pair)]
        towns = of_kind(scene, named, scene.grammar.kinds.get("held"))
        two = list({p.place_id: p for p in towns}.values())
        if pairs or len(two) == 2:
            return pairs[-1] if pairs else two
    return []
