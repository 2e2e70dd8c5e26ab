"""Who holds a place, and who held it. In: a Scene and a cue. Out: sides, none where the text does not say.

The strategies a frame of control.toml names under `holder` and `previous` are keys of SIDES; the first that
answers counts.
"""

from __future__ import annotations

from collections.abc import Callable

from extract.control_back import Cue
from extract.control_places import clause
from extract.control_scene import Scene
from extract.reading import ActorMention, within
from extract.records import Span
from extract.sides import enemy_of

Sides = tuple[str, ...]
_OPENING = 30  # characters: "Après avoir fini par", "les hommes de"
_NEAR = 90  # characters: room for a place and the one it was taken from


def find_sides(scene: Scene, cue: Cue, names: tuple[str, ...]) -> Sides:
    """The sides the first strategy that answers gives."""
    return next((found for name in names if (found := SIDES[name](scene, cue))), ())


def _by(scene: Scene, cue: Cue) -> Sides:
    """The agent of a passive: "repris par le GNA"."""
    found = scene.grammar.by.search(scene.masked, cue.span.end, clause(scene, cue).end)
    return scene.sides_of(scene.actors[found.start(1)]) if found else ()


def _next(scene: Scene, cue: Cue) -> Sides:
    """The one right behind a cue: "aux mains de l'ANL", "que tient le GNA"."""
    found = scene.grammar.next.match(scene.masked, cue.span.end, clause(scene, cue).end)
    return scene.sides_of(scene.actors[found.start(1)]) if found else ()


def _antecedent(scene: Scene, cue: Cue) -> Sides:
    """The one a relative clause is about, right before it, whatever he does in his own clause."""
    near = scene.actors_in(max(0, cue.span.start - _NEAR), cue.span.start)
    between = scene.masked[near[-1].span.end : cue.span.start] if near else "?"
    return () if between.strip(" ,") else scene.sides_of(near[-1])


def _next_enemy(scene: Scene, cue: Cue) -> Sides:
    """The enemy of the one right behind a cue: "reprise à l'ANL"."""
    lost = _next(scene, cue)
    enemy = enemy_of(lost[0], scene.reading) if len(lost) == 1 else None
    return (enemy,) if enemy else ()


def _inside(scene: Scene, cue: Cue) -> Sides:
    """The one a cue holds between its own words."""
    return next((scene.sides_of(a) for a in scene.actors_in(cue.span.start, cue.span.end)), ())


def _from(scene: Scene, cue: Cue) -> Sides:
    """The one a place is taken from or given up to: "repris aux troupes de l'Est"."""
    end = min(clause(scene, cue).end, cue.span.end + _NEAR)
    quoted = scene.masked.find('"', cue.span.end, end)  # whoever stands behind a quotation is its speaker
    end = quoted if quoted >= 0 else end
    voice = scene.reading.voice_at(cue.span.start)
    if voice and voice.cue.start >= cue.span.end:
        end = min(end, voice.cue.start)  # and so is whoever stands behind the verb that says so
    found = scene.grammar.taken_from.search(scene.masked, cue.span.end, end)
    actor = scene.actors[found.start(found.lastindex or 0)] if found else None
    return scene.sides_of(actor) if actor and not actor.anaphor else ()


def _to(scene: Scene, cue: Cue) -> Sides:
    """The one a place is left to: "laissé Syrte aux loyalistes"."""
    end = min(clause(scene, cue).end, cue.span.end + _NEAR)
    found = scene.grammar.given_to.search(scene.masked, cue.span.end, end)
    return scene.sides_of(scene.actors[found.start(found.lastindex or 0)]) if found else ()


def _recent(scene: Scene, cue: Cue) -> Sides:
    """The side the two sentences before were about, for what it alone can have done since."""
    index = scene.sentence(cue.span.start).index
    for sentence in reversed(scene.reading.sentences[max(0, index - 2) : index]):
        actors = scene.actors_in(sentence.span.start, sentence.span.end)
        if leading := [a for a in actors if scene.leads(a)]:
            return scene.sides_of(leading[0])
    return ()


def _given(scene: Scene, cue: Cue) -> Sides:
    """Any side right behind a cue, holder of ground or not: "livrée à son parrain turc"."""
    sides = scene.reading.theatre.sides
    end = min(clause(scene, cue).end, cue.span.end + 25)  # characters: "à son parrain et allié "
    near = within(scene.reading.actors, Span(cue.span.end, end))
    return next(((a.side,) for a in near if a.side in sides), ())


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
        return _fronted(scene, cue) or (() if _outsider(scene, cue) else _speaker(scene, cue))
    return _joined(scene, _subjects(scene, cue, near))


def _fronted(scene: Scene, cue: Cue) -> Sides:
    """The subject behind the comma of a phrase set before it: "En prenant Syrte, l'ANL…"."""
    start = scene.sentence(cue.span.start).span.start
    comma = scene.masked.find(",", cue.span.end, clause(scene, cue).end)
    if comma < 0 or cue.span.start - start > _OPENING or "," in scene.masked[start : cue.span.start]:
        return ()
    ahead = scene.actors_in(comma, comma + _OPENING)
    return scene.sides_of(ahead[0]) if ahead and scene.leads(ahead[0]) else ()


def _troops(scene: Scene, cue: Cue) -> Sides:
    """The subject of a verb of moving, unless it is one man, who travels without losing a place."""
    near = [a for a in scene.actors_in(clause(scene, cue).start, cue.span.start) if not _oblique(scene, a)]
    if near and _one_man(scene, near[-1]):
        return ()
    return _left(scene, cue) if near or scene.speaker(cue.span.start) is None else ()


def _next_troops(scene: Scene, cue: Cue) -> Sides:
    """The subject of a verb of moving right behind it, unless it is one man."""
    found = scene.grammar.next.match(scene.masked, cue.span.end, clause(scene, cue).end)
    actor = scene.actors[found.start(1)] if found else None
    return scene.sides_of(actor) if actor and not _one_man(scene, actor) else ()


def _one_man(scene: Scene, mention: ActorMention) -> bool:
    """True for a person named for himself, and for a side's people who are no fighters ("ses ministres")."""
    start = scene.sentence(mention.span.start).span.start
    near = scene.masked[max(start, mention.span.start - 40) : mention.span.start]
    if scene.grammar.genitive.search(near):  # characters: "les combattants des "
        return scene.grammar.troops.search(near) is None
    actor = scene.reading.theatre.actors.get(mention.actor_id or "")
    return actor is not None and actor.kind == "person"


def _foe(scene: Scene, cue: Cue) -> Sides:
    """The enemy of the one who takes a place, where only a pronoun says from whom."""
    holder = find_sides(scene, cue, cue.meaning.holder)
    enemy = enemy_of(holder[0], scene.reading) if len(holder) == 1 else None
    return (enemy,) if enemy else ()


def _subjects(scene: Scene, cue: Cue, near: list[ActorMention]) -> list[ActorMention]:
    """Those who may be the subject, the likeliest last: behind "and", the first since the last comma."""
    before = scene.masked[near[-1].span.end : cue.span.start]
    joined = scene.grammar.goes_on.search(before)
    if joined is None or "," in before[: joined.start()]:
        return near
    comma = scene.masked.rfind(",", clause(scene, cue).start, near[-1].span.start)
    return [a for a in near if a.span.start > comma][:1]


def _outsider(scene: Scene, cue: Cue) -> bool:
    """True where someone who holds no ground in this war is the subject right before a cue."""
    near = within(scene.reading.actors, Span(max(0, cue.span.start - 60), cue.span.start))
    return any(a.span.end >= cue.span.start - 1 and a.span.start not in scene.actors for a in near)


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
    """The side a subject pronoun stands for: the subject before it, the speaker, or the topic."""
    start = clause(scene, cue).start
    near = [a for a in scene.actors_in(start, at) if not a.anaphor and not _oblique(scene, a)]
    return (scene.sides_of(near[-1]) if near else ()) or _speaker(scene, cue) or scene.topic(at)


def _speaker(scene: Scene, cue: Cue) -> Sides:
    """The belligerent who says so."""
    speaker = scene.speaker(cue.span.start)
    return (speaker,) if speaker else ()


def _rival(scene: Scene, cue: Cue) -> Sides:
    """The enemy of the one a place was taken from."""
    lost = _from(scene, cue)
    enemy = enemy_of(lost[0], scene.reading) if len(lost) == 1 else None
    return (enemy,) if enemy else ()


def _loyal(scene: Scene, cue: Cue) -> Sides:
    """The side a force no pack knows is loyal to: "la milice X, fidèle au GNA"."""
    found = scene.grammar.loyal.search(scene.masked, cue.span.end, clause(scene, cue).end)
    return scene.sides_of(scene.actors[found.start(found.lastindex or 0)]) if found else ()


def _loser_enemy(scene: Scene, cue: Cue) -> Sides:
    """The enemy of the one who gives ground."""
    lost = find_sides(scene, cue, cue.meaning.previous)
    enemy = enemy_of(lost[0], scene.reading) if len(lost) == 1 else None
    return (enemy,) if enemy else ()


def _near(scene: Scene, cue: Cue) -> Sides:
    """The one named next in the clause, else the one before."""
    ahead = [a for a in scene.actors_in(cue.span.end, clause(scene, cue).end) if not _oblique(scene, a)]
    return scene.sides_of(ahead[0]) if ahead else _left(scene, cue)


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
    "inside": _inside,
    "next_enemy": _next_enemy,
    "antecedent": _antecedent,
    "from": _from,
    "given": _given,
    "to": _to,
    "recent": _recent,
    "patient": _patient,
    "second": _second,
    "left": _left,
    "speaker": _speaker,
    "troops": _troops,
    "next_troops": _next_troops,
    "foe": _foe,
    "rival": _rival,
    "near": _near,
    "only_one": _only_one,
    "loyal": _loyal,
    "loser_enemy": _loser_enemy,
    "contested": _contested,
    "carried": _carried,
}
