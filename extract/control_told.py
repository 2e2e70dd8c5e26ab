"""What control cues tell, one after the other. In: cues with places and sides. Out: what remains to claim.

A holding whose end the sentence goes on to tell says who held the place before.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from extract.control_back import Cue
from extract.control_scene import Scene
from extract.control_voice import tell_voice
from extract.reading import within
from extract.records import PlaceMention, Span


@dataclass(frozen=True, slots=True)
class Told:
    """What a cue says: `sides` are those who have the `sites`."""

    cue: Cue
    sites: list[PlaceMention]
    sides: tuple[str, ...]
    previous: str | None
    said: Cue
    """The cue whose voice it has: its own, or the one it goes on from."""


def settle_holdings(scene: Scene, told: list[Told]) -> list[Told]:
    """Without the holdings whose end the sentence goes on to tell: they say who held it before."""
    kept = list(told)
    for held in told:
        end = _end_of(scene, held, kept)
        if end is not None:
            kept.remove(held)
            kept[kept.index(end)] = replace(end, previous=end.previous or held.sides[0])
    return [_after(scene, earlier, told) for earlier, told in zip([None, *kept], kept, strict=False)]


def _after(scene: Scene, earlier: Told | None, told: Told) -> Told:
    """A taking told right after who held the place: that is who lost it."""
    if (
        earlier is None
        or told.previous
        or len(earlier.sides) != 1
        or not told.sides
        or not _ends(told, earlier)
    ):
        return told
    near = scene.sentence(told.cue.span.start).index - scene.sentence(earlier.cue.span.start).index <= 1
    return (
        replace(told, previous=earlier.sides[0]) if near and earlier.cue.meaning.change == "holds" else told
    )


def _end_of(scene: Scene, held: Told, all_told: list[Told]) -> Told | None:
    """What ends a holding in its own sentence, told by the same voice, with no date between the two."""
    at, sentence = held.cue.span, scene.sentence(held.cue.span.start)
    if held.cue.meaning.change != "holds" or len(held.sides) != 1:
        return None
    for later in all_told:
        start = later.cue.span.start
        same = start > at.start and scene.sentence(start) == sentence and _ends(later, held)
        dated = within(scene.reading.dates, Span(at.end, start))
        if same and not dated and _claimants(scene, later) == _claimants(scene, held):
            return later
    return None


def _claimants(scene: Scene, told: Told) -> set[str | None]:
    return {tell_voice(scene, told.said, side)[1] for side in told.sides or (None,)}


def _ends(later: Told, told: Told) -> bool:
    same = {s.place_id for s in later.sites} & {s.place_id for s in told.sites}
    ended = later.sides != told.sides if later.sides else later.previous in told.sides
    return bool(same) and later.cue.meaning.change != "holds" and ended
