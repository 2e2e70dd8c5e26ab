"""Blows laid at someone's door, and denied. In: a Reading and the Events told. Out: one Event per stance.

"Le GNA accuse l'ANL" gives the last blow told once more, claimed, with the accused for actor; "l'ANL dément"
gives it denied. Two camps accusing each other give one record each way.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import replace

from extract.lexicon import Lexicon
from extract.phrases import PhraseMatcher
from extract.reading import ActorMention, Reading, Sentence, Voice
from extract.records import Event, Span
from extract.sides import belligerents, enemy_of

_BLOWS = ("airstrike", "shelling", "bombing", "attack_on_civilians", "capture_of_persons")
_REACH = 120  # characters from an accusing verb to the accused


def _compile(lexicon: Lexicon) -> PhraseMatcher[str]:
    cues = lexicon.get("attribution", "cues", {})
    return PhraseMatcher((f, k) for k in ("accuses", "denies") for f in cues.get(k, []))


def blame(reading: Reading, told: list[Event]) -> list[Event]:
    """The accusations and denials of the blows told, each beside the fact it is about."""
    cues: PhraseMatcher[str] = reading.lexicon.made("blame", _compile)
    found: list[Event] = []
    for hit in cues.find(reading.folded):
        sentence = reading.sentence_at(hit.span.start)
        voice = next((v for v in reading.voices if _starts_at(v, hit.span)), None)
        blow = _blow(told, sentence)
        if voice is None or blow is None:
            continue
        make = _accused if hit.meaning == "accuses" else _denied
        found += make(reading, (hit.span, sentence, voice), blow)
    return found


def _starts_at(voice: Voice, cue: Span) -> bool:
    return voice.cue.start <= cue.start < voice.cue.end


def _blow(told: list[Event], sentence: Sentence) -> Event | None:
    """The blow a sentence speaks of: its own, else the last told before it."""
    blows = [e for e in told if e.event_type in _BLOWS and e.span.start < sentence.span.end]
    own = [e for e in blows if e.span.start >= sentence.span.start]
    return own[0] if own else (blows[-1] if blows else None)


def _accused(reading: Reading, cue: tuple[Span, Sentence, Voice], blow: Event) -> Iterator[Event]:
    span, sentence, voice = cue
    camps = belligerents(reading.theatre)
    if voice.faction == ", ".join(camps):
        for camp in camps:
            yield replace(
                blow, span=voice.span, actor=enemy_of(camp, reading.theatre), status="claimed", claimant=camp
            )
        return
    accused = _whom(reading, span, sentence, voice)
    if accused is None or (blow.actor == accused.side and blow.claimant == voice.faction):
        return
    status = "claimed" if voice.belligerent else "reported"
    detail = accused.name
    yield replace(
        blow, span=voice.span, actor=accused.side, actor_detail=detail, status=status, claimant=voice.faction
    )


def _whom(reading: Reading, cue: Span, sentence: Sentence, voice: Voice) -> ActorMention | None:
    start = bisect_left(reading.actors, cue.end, key=lambda m: m.span.start)
    for mention in reading.actors[start:]:
        if mention.span.start > min(sentence.span.end, cue.end + _REACH):
            return None
        if mention.side in reading.theatre.sides and mention.side not in (voice.faction, "civilians"):
            return mention
    return None


def _denied(reading: Reading, cue: tuple[Span, Sentence, Voice], blow: Event) -> Iterator[Event]:
    _, _, voice = cue
    if voice.belligerent and voice.faction:
        yield replace(blow, span=voice.span, actor=voice.faction, status="denied", claimant=voice.faction)
