"""Which places a control phrase speaks of. In: a Scene and a cue. Out: the places, in the order of the text.

The strategies a frame of control.toml names under `place` are keys of PLACES; the first that answers counts.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from extract.control_back import Cue, is_landmark, last_two, of_kind, point_back
from extract.control_lists import listed, row, row_back, wide
from extract.control_scene import Scene
from extract.records import PlaceMention, Span

_CLAUSE = 110  # characters: a place, "que", whoever took it and an adverb
_STOPS = ("; ", ": ")
_BREAK = re.compile("|".join(_STOPS))


def find_sites(scene: Scene, cue: Cue) -> list[PlaceMention]:
    """The places of a cue, in the order of the text; none where it speaks of several left unnamed."""
    if scene.grammar.unnamed.search(scene.masked, max(0, cue.span.start - 60), cue.span.start):
        return _counted(scene, cue)
    sites = next((found for name in cue.meaning.place if (found := PLACES[name](scene, cue))), [])
    return sites + _gapped(scene, max(cue.span.end, sites[-1].span.end)) if sites else []


def _counted(scene: Scene, cue: Cue) -> list[PlaceMention]:
    """What "the three towns" before a cue stands for: the places last told together, if they are so many."""
    counts = [n.count for n in scene.reading.numbers if cue.span.start - 60 <= n.span.start < cue.span.start]
    many = counts[-1].low if counts else None
    return next((sites for _, sites in reversed(scene.told) if len(sites) == many), [])


def clause(scene: Scene, cue: Cue) -> Span:
    """The stretch around a cue between two strong stops of its sentence."""
    sentence = scene.sentence(cue.span.start).span
    before = max(scene.masked.rfind(stop, sentence.start, cue.span.start) for stop in _STOPS)
    after = _BREAK.search(scene.masked, cue.span.end, sentence.end)
    return Span(before + 2 if before >= 0 else sentence.start, after.start() if after else sentence.end)


def _object(scene: Scene, cue: Cue) -> list[PlaceMention]:
    """The places right of a cue, through words that say what kind of place it is."""
    return _right(scene, cue, scene.grammar.named)


def _loose_object(scene: Scene, cue: Cue) -> list[PlaceMention]:
    """The places right of a cue, through any few words of the same clause."""
    return _right(scene, cue, scene.grammar.loose)


def _right(scene: Scene, cue: Cue, pattern: re.Pattern[str]) -> list[PlaceMention]:
    return row(scene, pattern, Span(cue.span.end, clause(scene, cue).end))


def _gapped(scene: Scene, at: int) -> list[PlaceMention]:
    """Places told in the same breath without a verb: "Sabratha in 2017; Sorman in 2019"."""
    end = scene.sentence(at).span.end
    found = scene.grammar.gapping.search(scene.masked, at, end)
    return [scene.places[found.start(found.lastindex or 0)]] if found else []


def _subject(scene: Scene, cue: Cue) -> list[PlaceMention]:
    """The place nearest before a cue that is no mere landmark, with those joined to it."""
    start = scene.sentence(cue.span.start).span.start
    before = scene.places_in(start, cue.span.start)
    if before and scene.masked[before[-1].span.end : cue.span.start] == " (":
        return before[-1:]
    fitting = [p for p in before if not is_landmark(scene, p)]
    if not fitting:
        return []
    return row_back(scene, [p for p in fitting if not wide(scene, p)] or fitting)


def _pronoun(scene: Scene, cue: Cue) -> list[PlaceMention]:
    """What a pronoun before the verb stands for."""
    near = scene.masked[max(0, cue.span.start - 12) : cue.span.start]  # characters: "les en " and an adverb
    return point_back(scene, cue) if scene.grammar.pronoun.search(near) else []


def _noun(scene: Scene, cue: Cue) -> list[PlaceMention]:
    """What "the town" or "the base" right of a cue stands for."""
    end = clause(scene, cue).end
    for kind, pattern in scene.grammar.noun.items():
        if found := pattern.match(scene.masked, cue.span.end, end):
            return point_back(scene, cue, kind) + row(scene, scene.grammar.siblings, Span(found.end(), end))
    return []


def _some(scene: Scene, cue: Cue) -> list[PlaceMention]:
    """The area whose unnamed parts stand right of a cue: "quatre districts"."""
    pattern = scene.grammar.noun.get("some")
    if not (pattern and pattern.match(scene.masked, cue.span.end, clause(scene, cue).end)):
        return []
    own = scene.places_in(scene.sentence(cue.span.start).span.start, cue.span.start)
    return of_kind(scene, own, None)[-1:] or point_back(scene, cue, "some")


def _pair(scene: Scene, cue: Cue) -> list[PlaceMention]:
    """The two places "both towns" right of a cue stands for: those last named."""
    pattern = scene.grammar.noun.get("pair")
    if not (pattern and pattern.match(scene.masked, cue.span.end, clause(scene, cue).end)):
        return []
    return last_two(scene, cue)


def _some_ground(scene: Scene, cue: Cue) -> list[PlaceMention]:
    """The area last named: where ground is won or lost by the kilometre."""
    return point_back(scene, cue, "some")


def _noun_subject(scene: Scene, cue: Cue) -> list[PlaceMention]:
    """What "the town" or "the base" right before a cue stands for."""
    start = scene.sentence(cue.span.start).span.start
    near = scene.masked[max(start, cue.span.start - 60) : cue.span.start]
    for kind, pattern in scene.grammar.noun_before.items():
        if pattern.search(near):
            return last_two(scene, cue) if kind == "pair" else point_back(scene, cue, kind)
    return []


def _last(scene: Scene, cue: Cue) -> list[PlaceMention]:
    return point_back(scene, cue)


def _lead(scene: Scene, cue: Cue) -> list[PlaceMention]:
    """What a sentence that opens with a participle speaks of: "Syrte. Prise lundi par l'ANL."."""
    opens = cue.span.start - scene.sentence(cue.span.start).span.start < 3  # characters: a dash
    return point_back(scene, cue) if opens else []


def _it(scene: Scene, cue: Cue) -> list[PlaceMention]:
    """What a subject pronoun right before a cue stands for."""
    near = scene.reading.folded[
        max(0, cue.span.start - 25) : cue.span.start
    ]  # characters: "celle-ci, désormais, "
    return point_back(scene, cue) if scene.grammar.it.search(near) else []


def _beside(scene: Scene, cue: Cue) -> list[PlaceMention]:
    """The place right before a cue, with those an "and" joins to it."""
    start = scene.sentence(cue.span.start).span.start
    found = scene.grammar.beside.search(scene.masked[: cue.span.start], start)
    if not found:
        return []
    sites = row_back(scene, scene.places_in(start, found.start(1) + 1))
    between = scene.masked[sites[-2].span.end : sites[-1].span.start] if len(sites) > 1 else ""
    return sites if between.strip(" ,") else sites[-1:]  # a bare comma only sets the scene


def _relative(scene: Scene, cue: Cue) -> list[PlaceMention]:
    """The place a relative clause is about: "Syrte, que l'ANL a prise lundi"."""
    start = max(scene.sentence(cue.span.start).span.start, cue.span.start - _CLAUSE)
    found = scene.grammar.relative.search(scene.masked, start, cue.span.start)
    if not found:
        return []
    place = scene.places[found.start(found.lastindex or 0)]
    return row_back(scene, scene.places_in(scene.sentence(start).span.start, place.span.end))


def _fronted(scene: Scene, cue: Cue) -> list[PlaceMention]:
    """The subject a participle opens its sentence for: "Prise par l'ANL, Syrte"."""
    start = scene.sentence(cue.span.start).span.start
    comma = scene.masked.find(",", cue.span.end, clause(scene, cue).end)
    if comma < 0 or scene.masked[start : cue.span.start].strip(' "-') or scene.places_in(start, comma):
        return []
    return row(scene, scene.grammar.named, Span(comma + 1, clause(scene, cue).end))


def _it_object(scene: Scene, cue: Cue) -> list[PlaceMention]:
    """What "it" right behind a verb stands for."""
    pattern = scene.grammar.noun.get("it")
    return point_back(scene, cue) if pattern and pattern.match(scene.masked, cue.span.end) else []


def _under_control(scene: Scene, cue: Cue) -> list[PlaceMention]:
    """The places right of a cue that words for someone's power follow: "brought Sirte under its control"."""
    sites = _right(scene, cue, scene.grammar.named)
    under = scene.grammar.power
    return sites if sites and under.match(scene.masked, sites[-1].span.end) else []


def _within(scene: Scene, cue: Cue) -> list[PlaceMention]:
    """The places a cue holds between its own words."""
    return scene.places_in(cue.span.start, cue.span.end)


def _apposed(scene: Scene, cue: Cue) -> list[PlaceMention]:
    """The place a sentence opens with, before an aside: "Syrte, bastion de l'ANL, est tombée"."""
    start = scene.sentence(cue.span.start).span.start
    found = scene.grammar.apposed.fullmatch(scene.masked, start, cue.span.start)
    return [scene.places[found.start(1)]] if found else []


def _there(scene: Scene, cue: Cue) -> list[PlaceMention]:
    """Where a sentence opens: "À Syrte comme à Houn, l'ANL contrôle les casernes"."""
    start = clause(scene, cue).start
    found = scene.grammar.there.match(scene.masked, start, cue.span.start)
    return row_back(scene, scene.places_in(start, found.end())) if found else []


def _out_of(scene: Scene, cue: Cue) -> list[PlaceMention]:
    """Where someone is driven from, behind the one who is."""
    found = scene.grammar.out_of.search(scene.masked, cue.span.end, clause(scene, cue).end)
    return [scene.places[found.start(1)]] if found else []


def _ahead(scene: Scene, cue: Cue) -> list[PlaceMention]:
    """The next place of the sentence that is no mere landmark."""
    ahead = scene.places_in(cue.span.end, clause(scene, cue).end)
    return of_kind(scene, ahead, scene.grammar.kinds.get("held"))[:1]


PLACES: dict[str, Callable[[Scene, Cue], list[PlaceMention]]] = {
    "object": _object,
    "loose": _loose_object,
    "subject": _subject,
    "pronoun": _pronoun,
    "noun": _noun,
    "some": _some,
    "pair": _pair,
    "two": last_two,
    "some_ground": _some_ground,
    "noun_subject": _noun_subject,
    "last": _last,
    "lead": _lead,
    "it": _it,
    "beside": _beside,
    "out_of": _out_of,
    "ahead": _ahead,
    "listed": listed,
    "apposed": _apposed,
    "relative": _relative,
    "within": _within,
    "fronted": _fronted,
    "it_object": _it_object,
    "under_control": _under_control,
    "there": _there,
}
