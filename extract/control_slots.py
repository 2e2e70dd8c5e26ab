"""Which places a control phrase speaks of, who has them and who had them. In: a Scene and a cue. Out: the answers.

The strategies a frame of control.toml names are the keys of PLACES and SIDES; the first that answers counts.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from extract.control_cues import Frame
from extract.control_scene import Scene
from extract.phrases import Hit
from extract.reading import ActorMention
from extract.records import PlaceMention, Span
from extract.sides import enemy_of

Cue = Hit[Frame]
Sides = tuple[str, ...]
_FAR_BACK = 10  # sentences: how long a place stays what "the town" means
_NEAR = 90  # characters: room for a place and the one it was taken from
_BREAK = re.compile(r"[;:]\s")


def find_sites(scene: Scene, cue: Cue) -> list[PlaceMention]:
    """The places of a cue, in the order of the text."""
    sites = next((found for name in cue.meaning.place if (found := PLACES[name](scene, cue))), [])
    return sites + _gapped(scene, max(cue.span.end, sites[-1].span.end)) if sites else []


def find_sides(scene: Scene, cue: Cue, names: tuple[str, ...]) -> Sides:
    """The sides the first strategy that answers gives."""
    return next((found for name in names if (found := SIDES[name](scene, cue))), ())


def clause(scene: Scene, cue: Cue) -> Span:
    """The stretch around a cue between two strong stops of its sentence."""
    sentence = scene.sentence(cue.span.start).span
    before = [m.end() for m in _BREAK.finditer(scene.masked, sentence.start, cue.span.start)]
    after = _BREAK.search(scene.masked, cue.span.end, sentence.end)
    return Span(before[-1] if before else sentence.start, after.start() if after else sentence.end)


def _object(scene: Scene, cue: Cue) -> list[PlaceMention]:
    """The places right of a cue, through words that say what kind of place it is."""
    return _right(scene, cue, scene.grammar.named)


def _loose_object(scene: Scene, cue: Cue) -> list[PlaceMention]:
    """The places right of a cue, through any few words of the same clause."""
    return _right(scene, cue, scene.grammar.loose)


def _right(scene: Scene, cue: Cue, pattern: re.Pattern[str]) -> list[PlaceMention]:
    end = clause(scene, cue).end
    found = pattern.match(scene.masked, cue.span.end, end)
    if found is None:
        return []
    sites = [scene.places[found.start(1)]]
    while more := scene.grammar.siblings.match(scene.masked, sites[-1].span.end, end):
        sites.append(scene.places[more.start(1)])
    return sites


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
    fitting = [p for p in before if not _landmark(scene, p)]
    if not fitting:
        return []
    sites = [fitting[-1]]
    for site in reversed(fitting[:-1]):
        joined = scene.grammar.siblings.match(scene.masked, site.span.end, sites[0].span.end)
        if not joined or joined.start(1) != sites[0].span.start:
            break
        sites.insert(0, site)
    return sites


def _landmark(scene: Scene, place: PlaceMention) -> bool:
    """True for the place a distance is measured from, or an attack aims at."""
    start = scene.sentence(place.span.start).span.start
    near = scene.masked[max(start, place.span.start - 60) : place.span.start]
    return scene.grammar.distance.search(near) is not None


def _pronoun(scene: Scene, cue: Cue) -> list[PlaceMention]:
    """What a pronoun before the verb stands for."""
    near = scene.masked[max(0, cue.span.start - 12) : cue.span.start]  # characters: "les en " and an adverb
    return _back(scene, cue) if scene.grammar.pronoun.search(near) else []


def _noun(scene: Scene, cue: Cue) -> list[PlaceMention]:
    """What "the town" or "the base" right of a cue stands for."""
    for kind, pattern in scene.grammar.noun.items():
        if pattern.match(scene.masked, cue.span.end, clause(scene, cue).end):
            return _back(scene, cue, kind)
    return []


def _some(scene: Scene, cue: Cue) -> list[PlaceMention]:
    """The area whose unnamed parts stand right of a cue: "quatre districts"."""
    pattern = scene.grammar.noun.get("some")
    found = pattern and pattern.match(scene.masked, cue.span.end, clause(scene, cue).end)
    return _back(scene, cue, "some") if found else []


def _pair(scene: Scene, cue: Cue) -> list[PlaceMention]:
    """The two places "both towns" right of a cue stands for: those last named."""
    pattern = scene.grammar.noun.get("pair")
    if not (pattern and pattern.match(scene.masked, cue.span.end, clause(scene, cue).end)):
        return []
    before = [p for p in scene.places_in(0, cue.span.start) if not _landmark(scene, p)]
    last = list({p.place_id: p for p in reversed(before)}.values())
    return last[:2][::-1]


def _some_ground(scene: Scene, cue: Cue) -> list[PlaceMention]:
    """The area last named: where ground is won or lost by the kilometre."""
    return _back(scene, cue, "some")


def _noun_subject(scene: Scene, cue: Cue) -> list[PlaceMention]:
    """What "the town" or "the base" right before a cue stands for."""
    start = scene.sentence(cue.span.start).span.start
    near = scene.masked[max(start, cue.span.start - 60) : cue.span.start]
    for kind, pattern in scene.grammar.noun_before.items():
        if pattern.search(near):
            return _back(scene, cue, kind)
    return []


def _back(scene: Scene, cue: Cue, kind: str | None = None) -> list[PlaceMention]:
    """The place last spoken of: the nearest of the sentence, else what an earlier sentence opens with."""
    wanted = scene.grammar.kinds.get(kind or "")
    if wanted is None and (sites := _just_told(scene, cue)):
        return sites
    at = scene.sentence(cue.span.start)
    own = _of_kind(scene, scene.places_in(at.span.start, cue.span.start), wanted)
    if own:
        return [own[-1]]
    first = max(0, at.index - _FAR_BACK)
    for sentence in reversed(scene.reading.sentences[first : at.index]):
        found = _of_kind(scene, scene.places_in(sentence.span.start, sentence.span.end), wanted)
        if found:
            return [found[0]]
    return _back_one(scene, at.index) if wanted else []


def _back_one(scene: Scene, index: int) -> list[PlaceMention]:
    """The place the sentence before opens with, whatever its kind."""
    before = scene.reading.sentences[max(0, index - 1) : index]
    return [p for s in before for p in _of_kind(scene, scene.places_in(s.span.start, s.span.end), None)][:1]


def _just_told(scene: Scene, cue: Cue) -> list[PlaceMention]:
    """The places of the claim before, where no other place is named since in the same sentence."""
    at, sites = scene.told[-1] if scene.told else (-1, [])
    same = at >= scene.sentence(cue.span.start).span.start
    return sites if same and not scene.places_in(at, cue.span.start) else []


def _of_kind(scene: Scene, places: list[PlaceMention], wanted: frozenset[str] | None) -> list[PlaceMention]:
    kinds = scene.reading.theatre.places
    return [
        p for p in places if (wanted is None or kinds[p.place_id].kind in wanted) and not _landmark(scene, p)
    ]


def _last(scene: Scene, cue: Cue) -> list[PlaceMention]:
    return _back(scene, cue)


def _it(scene: Scene, cue: Cue) -> list[PlaceMention]:
    """What a subject pronoun right before a cue stands for."""
    near = scene.masked[max(0, cue.span.start - 25) : cue.span.start]  # characters: "celle-ci, désormais, "
    return _back(scene, cue) if scene.grammar.it.search(near) else []


def _beside(scene: Scene, cue: Cue) -> list[PlaceMention]:
    """The place right before a cue."""
    start = scene.sentence(cue.span.start).span.start
    found = scene.grammar.beside.search(scene.masked[: cue.span.start], start)
    return [scene.places[found.start(1)]] if found else []


def _out_of(scene: Scene, cue: Cue) -> list[PlaceMention]:
    """Where someone is driven from, behind the one who is."""
    found = scene.grammar.out_of.search(scene.masked, cue.span.end, clause(scene, cue).end)
    return [scene.places[found.start(1)]] if found else []


def _ahead(scene: Scene, cue: Cue) -> list[PlaceMention]:
    """The next place of the sentence that is no mere landmark."""
    ahead = scene.places_in(cue.span.end, clause(scene, cue).end)
    return _of_kind(scene, ahead, scene.grammar.kinds.get("held"))[:1]


PLACES: dict[str, Callable[[Scene, Cue], list[PlaceMention]]] = {
    "object": _object,
    "loose": _loose_object,
    "subject": _subject,
    "pronoun": _pronoun,
    "noun": _noun,
    "some": _some,
    "pair": _pair,
    "some_ground": _some_ground,
    "noun_subject": _noun_subject,
    "last": _last,
    "it": _it,
    "beside": _beside,
    "out_of": _out_of,
    "ahead": _ahead,
}


def _by(scene: Scene, cue: Cue) -> Sides:
    """The agent of a passive: "repris par le GNA"."""
    found = scene.grammar.by.search(scene.masked, cue.span.end, clause(scene, cue).end)
    return scene.sides_of(scene.actors[found.start(1)]) if found else ()


def _next(scene: Scene, cue: Cue) -> Sides:
    """The one right behind a cue: "aux mains de l'ANL", "que tient le GNA"."""
    found = scene.grammar.next.match(scene.masked, cue.span.end, clause(scene, cue).end)
    return scene.sides_of(scene.actors[found.start(1)]) if found else ()


def _from(scene: Scene, cue: Cue) -> Sides:
    """The one a place is taken from or given up to: "repris aux troupes de l'Est"."""
    end = min(clause(scene, cue).end, cue.span.end + _NEAR)
    found = scene.grammar.taken_from.search(scene.masked, cue.span.end, end)
    actor = scene.actors[found.start(found.lastindex or 0)] if found else None
    return scene.sides_of(actor) if actor and not actor.anaphor else ()


def _patient(scene: Scene, cue: Cue) -> Sides:
    """The one driven out, right behind the cue."""
    found = scene.grammar.patient.match(scene.masked, cue.span.end, clause(scene, cue).end)
    return scene.sides_of(scene.actors[found.start(1)]) if found else ()


def _second(scene: Scene, cue: Cue) -> Sides:
    """The one driven out where the verb comes first: behind the one who drives."""
    first = scene.grammar.next.match(scene.masked, cue.span.end, clause(scene, cue).end)
    found = first and scene.grammar.patient.match(scene.masked, first.end(), clause(scene, cue).end)
    return scene.sides_of(scene.actors[found.start(1)]) if found else ()


def _left(scene: Scene, cue: Cue) -> Sides:
    """The subject of an active verb: the nearest before it, what a pronoun stands for, or who speaks."""
    start = clause(scene, cue).start
    near = [a for a in scene.actors_in(start, cue.span.start) if not _oblique(scene, a)]
    after = near[-1].span.end if near else start
    pronouns = list(scene.grammar.subject_pronoun.finditer(scene.masked, after, cue.span.start))
    if pronouns:
        return _meant(scene, cue, pronouns[-1].start())
    if not near:
        return _speaker(scene, cue)
    return _joined(scene, near)


def _joined(scene: Scene, near: list[ActorMention]) -> Sides:
    sides = scene.sides_of(near[-1])
    if len(near) > 1:
        between = scene.masked[near[-2].span.end : near[-1].span.start]
        if scene.grammar.joined.fullmatch(between):
            sides = (*scene.sides_of(near[-2]), *sides)
    return tuple(dict.fromkeys(sides))


def _oblique(scene: Scene, actor: ActorMention) -> bool:
    """True where a preposition or an aside keeps an actor from being the subject."""
    start = scene.sentence(actor.span.start).span.start
    near = scene.masked[max(start, actor.span.start - 40) : actor.span.start]
    return scene.grammar.oblique.search(near) is not None


def _meant(scene: Scene, cue: Cue, at: int) -> Sides:
    """The side a subject pronoun stands for: the speaker's, else the one the text last opened with."""
    if speaker := scene.speaker(cue.span.start):
        return (speaker,)
    sentence = scene.sentence(at)
    first = max(0, sentence.index - _FAR_BACK)
    stretches = [Span(sentence.span.start, at)]
    stretches += [s.span for s in reversed(scene.reading.sentences[first : sentence.index])]
    for span in stretches:
        sides = [s for a in scene.actors_in(span.start, span.end) if len(s := scene.sides_of(a)) == 1]
        if sides:
            return sides[0]
    return ()


def _speaker(scene: Scene, cue: Cue) -> Sides:
    """The belligerent who says so."""
    speaker = scene.speaker(cue.span.start)
    return (speaker,) if speaker else ()


def _rival(scene: Scene, cue: Cue) -> Sides:
    """The enemy of the one a place was taken from."""
    lost = _from(scene, cue)
    enemy = enemy_of(lost[0], scene.reading.theatre) if len(lost) == 1 else None
    return (enemy,) if enemy else ()


def _loyal(scene: Scene, cue: Cue) -> Sides:
    """The side a force no pack knows is loyal to: "la milice X, fidèle au GNA"."""
    found = scene.grammar.loyal.search(scene.masked, cue.span.end, clause(scene, cue).end)
    return scene.sides_of(scene.actors[found.start(found.lastindex or 0)]) if found else ()


def _loser_enemy(scene: Scene, cue: Cue) -> Sides:
    """The enemy of the one who gives ground."""
    lost = _left(scene, cue)
    enemy = enemy_of(lost[0], scene.reading.theatre) if len(lost) == 1 else None
    return (enemy,) if enemy else ()


def _near(scene: Scene, cue: Cue) -> Sides:
    """The one named next in the clause, else the one before."""
    ahead = [a for a in scene.actors_in(cue.span.end, clause(scene, cue).end) if not _oblique(scene, a)]
    return scene.sides_of(ahead[0]) if ahead else _left(scene, cue) or _only_one(scene, cue)


def _only_one(scene: Scene, cue: Cue) -> Sides:
    """The one side its sentence names."""
    span = scene.sentence(cue.span.start).span
    sides = {scene.sides_of(a) for a in scene.actors_in(span.start, span.end)}
    return sides.pop() if len(sides) == 1 else ()


def _carried(scene: Scene, cue: Cue) -> Sides:
    """The one side the text has named so far in this paragraph's last sentences."""
    return _meant(scene, cue, cue.span.start)


def _contested(scene: Scene, cue: Cue) -> Sides:
    return ("contested",)


SIDES: dict[str, Callable[[Scene, Cue], Sides]] = {
    "by": _by,
    "next": _next,
    "from": _from,
    "patient": _patient,
    "second": _second,
    "left": _left,
    "speaker": _speaker,
    "rival": _rival,
    "near": _near,
    "loyal": _loyal,
    "loser_enemy": _loser_enemy,
    "contested": _contested,
    "carried": _carried,
}
