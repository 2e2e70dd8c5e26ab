"""A report as the control grammar sees it. In: a Reading. Out: its masked text, and who or what stands where.

Places and those who can hold ground are masked sign for letter, so offsets are those of the text; of two
names that overlap the wider counts.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, field

from extract.control_cues import ACTOR_MARK, OTHER_MARK, PLACE_MARK, Grammar, control_grammar
from extract.lexicon import Lexicon
from extract.reading import ActorMention, Reading, Sentence
from extract.records import PlaceMention, Span
from extract.sides import enemy_of

FAR_BACK = 10  # sentences: how long a place or a side stays what "the town" or "they" means
_OUTSIDE = ("country", "foreign")  # kinds of place nobody takes in this war
_OWN = ("one", "many")  # anaphors of a side's own people: inside a claim they are the speaker's


@dataclass(slots=True)
class Scene:
    """The masked text of a report with its places and the actors who can hold ground, by where they start."""

    reading: Reading
    grammar: Grammar
    masked: str = ""
    places: dict[int, PlaceMention] = field(default_factory=dict)
    actors: dict[int, ActorMention] = field(default_factory=dict)
    told: list[tuple[int, list[PlaceMention]]] = field(default_factory=list)
    """Where a claim was read and of which places, as reading goes on: what "it" means next."""
    _place_starts: list[int] = field(default_factory=list)
    _actor_starts: list[int] = field(default_factory=list)

    def places_in(self, start: int, end: int) -> list[PlaceMention]:
        """The places that start inside a stretch of text."""
        at = self._place_starts
        return [self.places[s] for s in at[bisect_left(at, start) : bisect_left(at, end)]]

    def actors_in(self, start: int, end: int) -> list[ActorMention]:
        """The actors who can hold ground and start inside a stretch of text."""
        at = self._actor_starts
        return [self.actors[s] for s in at[bisect_left(at, start) : bisect_left(at, end)]]

    def sentence(self, at: int) -> Sentence:
        """The sentence of a character."""
        return self.reading.sentence_at(at)

    def speaker(self, at: int) -> str | None:
        """The belligerent who answers for a character, None where none does."""
        voice = self.reading.voice_at(at)
        return voice.faction if voice and voice.belligerent else None

    def sides_of(self, mention: ActorMention) -> tuple[str, ...]:
        """The sides a mention stands for: two for "both camps"; first persons are the speaker's."""
        speaker = self.speaker(mention.span.start)
        kind = _anaphor_kind(self.reading.lexicon, self.reading.folded[mention.span.start : mention.span.end])
        if mention.anaphor and kind == "enemy":
            side = enemy_of(speaker, self.reading) if speaker else None
        elif mention.anaphor and (kind == "ours" or (kind in _OWN and speaker)):
            side = speaker
        elif mention.anaphor and kind in _OWN and (topic := self.topic(mention.span.start)):
            return topic
        else:
            side = mention.side
        return tuple(side.split(", ")) if side else ()

    def topic(self, at: int) -> tuple[str, ...]:
        """The side the text was speaking of: the first its sentence names, else the first of one before."""
        sentence = self.sentence(at)
        first = max(0, sentence.index - FAR_BACK)
        stretches = [Span(sentence.span.start, at)]
        stretches += [s.span for s in reversed(self.reading.sentences[first : sentence.index])]
        for span in stretches:
            named = [a for a in self.actors_in(span.start, span.end) if a.side and not a.anaphor]
            single = [a for a in named if ", " not in str(a.side)]
            for mention in (*filter(self.leads, single), *single):
                return (str(mention.side),)
        return ()

    def leads(self, mention: ActorMention) -> bool:
        """True where no preposition and no aside keeps an actor from being a subject."""
        start = max(self.sentence(mention.span.start).span.start, mention.span.start - 40)
        near = self.masked[start : mention.span.start]  # characters: "l'attaque des forces de "
        return not (self.grammar.oblique.search(near) or self.grammar.genitive.search(near))


def set_scene(reading: Reading) -> Scene:
    """The scene of a reading whose early stages are done."""
    scene = Scene(reading, control_grammar(reading.lexicon))
    letters = list(reading.folded)
    shown = bytearray(len(letters))
    for mention in _widest_first(reading):
        start, end = mention.span.start, mention.span.end
        if not any(shown[start:end]):
            shown[start:end] = b"\1" * (end - start)
            _mask(scene, mention, letters)
    scene.masked = "".join(letters)
    scene._place_starts, scene._actor_starts = sorted(scene.places), sorted(scene.actors)
    return scene


def _widest_first(reading: Reading) -> list[PlaceMention | ActorMention]:
    starts = {a.span.start for a in reading.actors}
    titles = (a for a in reading.actors if not (a.anaphor and a.side is None and a.span.end + 1 in starts))
    both: list[PlaceMention | ActorMention] = [*reading.places, *titles]  # not the "général" before a name
    named = [m for m in both if "\n" not in m.name]  # a name broken over two lines belongs to no sentence
    return sorted(named, key=lambda m: (m.span.start - m.span.end, m.span.start))


def _mask(scene: Scene, mention: PlaceMention | ActorMention, letters: list[str]) -> None:
    span = mention.span
    mention = _speaking(scene, mention)
    if isinstance(mention, PlaceMention):
        kind = scene.reading.theatre.places[mention.place_id].kind
        mark = OTHER_MARK if kind in _OUTSIDE else PLACE_MARK
        if mark == PLACE_MARK:
            scene.places[span.start] = mention
    else:
        mark = ACTOR_MARK if _may_hold(scene.reading, mention) else ""
        if mark:
            scene.actors[span.start] = mention
    if mark:
        letters[span.start : span.end] = mark * (span.end - span.start)


def _speaking(scene: Scene, mention: PlaceMention | ActorMention) -> PlaceMention | ActorMention:
    """A place that speaks or decides ("Tripoli accuse") as the side that holds it from the first day."""
    reading = scene.reading
    if isinstance(mention, ActorMention) or not scene.grammar.speaks.match(reading.folded, mention.span.end):
        return mention
    held = {c.place_id: c.holder for c in reading.theatre.control_start}
    side = held.get(mention.place_id)
    return ActorMention(mention.span, None, side, mention.name) if side else mention


def _may_hold(reading: Reading, mention: ActorMention) -> bool:
    if mention.side is None:
        return mention.anaphor
    sides = reading.theatre.sides
    return all(s in sides and sides[s].holds_ground for s in mention.side.split(", "))


def _anaphor_kind(lexicon: Lexicon, words: str) -> str | None:
    for kind in ("ours", "enemy", *_OWN):
        if lexicon.pattern("actors", f"anaphors.{kind}").fullmatch(words):
            return kind
    return None
