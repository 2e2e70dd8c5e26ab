"""Who answers for a claim of control. In: a Scene, a cue and the holder it gives. Out: a status, a claimant.

What a belligerent says is claimed; what the reporter explains on the way is reported.
"""

from __future__ import annotations

from extract.control_back import Cue
from extract.control_scene import Scene
from extract.reading import Voice
from extract.records import Status
from extract.sides import belligerents

_LEAD = 25  # characters before an infinitive that may tell its time: "deux jours après "


def tell_voice(scene: Scene, cue: Cue, holder: str | None) -> tuple[Status, str | None]:
    """Claimed by whom, or reported: a background phrase is the reporter's unless it is quoted."""
    frame, voice = cue.meaning, scene.reading.voice_at(cue.span.start)
    if voice and cue.span.start <= voice.cue.start < cue.span.end:
        voice = None  # "s'est assuré le contrôle": no verb of saying here
    if holder and (frame.own or _speaks_for_itself(scene, cue, holder)):
        return "claimed", holder
    quoted = any(q.start <= cue.span.start < q.end for q in scene.reading.quotes)
    if voice and voice.belligerent and (quoted or not frame.background):
        return "denied" if voice.stance == "denies" else "claimed", _claimant(scene, cue, voice, holder)
    if not scene.grammar.hearsay.search(scene.masked, cue.span.start, cue.span.end):
        return "reported", None
    opening = scene.actors_in(scene.sentence(cue.span.start).span.start, cue.span.start)[:1]
    own = bool(holder) and any(scene.sides_of(a) == (holder,) for a in opening)
    return "claimed", holder if own else None


def _claimant(scene: Scene, cue: Cue, voice: Voice, holder: str | None) -> str | None:
    """The speaker: the subject of the verb of saying where that is the holder, else whom the voice names."""
    before = scene.actors_in(scene.sentence(cue.span.start).span.start, voice.cue.start)
    subjects = [scene.sides_of(a) for a in before if scene.leads(a)]
    return holder if holder and subjects[-1:] == [(holder,)] else voice.faction


def _speaks_for_itself(scene: Scene, cue: Cue, holder: str) -> bool:
    """True for "says to have taken", and for the winner's own word between quotation marks."""
    if holder not in belligerents(scene.reading.theatre):
        return False
    words = scene.masked[cue.span.start : cue.span.end]
    before = scene.masked[max(0, cue.span.start - _LEAD) : cue.span.start]
    infinitive = scene.grammar.infinitive.match(words) is not None and "left" in cue.meaning.holder
    infinitive = infinitive and not scene.grammar.fronted.search(before)
    return infinitive or ('"' in words.strip('"') and scene.speaker(cue.span.start) is None)
