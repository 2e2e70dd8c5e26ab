"""Blows laid at someone's door, and denied. In: a Reading and the Events told. Out: one Event per stance.

"Le GNA accuse l'ANL" gives the last blow told once more, claimed, with the accused for actor; "l'ANL dément"
gives it denied. Two camps accusing each other give one record each way.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import replace

from extract.actors import between
from extract.attribution import voice_over
from extract.lexicon import Lexicon
from extract.phrases import Hit, PhraseMatcher
from extract.reading import ActorMention, Reading, Sentence, Voice
from extract.records import Event, Span, Status
from extract.sides import belligerents, enemy_of

_BLOWS = ("airstrike", "shelling", "bombing", "attack_on_civilians")
_SPEECH = ("condemnation", "ceasefire_call", "order_or_threat")  # what one does by speaking: no blow
_BACK = 8  # sentences over which a blow is remembered: a paragraph on the scene and one on its victims
_GOVERNED = 2000  # characters one cue may govern
_REACH = 120  # characters from an accusing verb to the accused


def _compile(lexicon: Lexicon) -> PhraseMatcher[str]:
    cues = lexicon.get("attribution", "cues", {})
    return PhraseMatcher((f, k) for k in ("accuses", "accused", "denies") for f in cues.get(k, []))


def blame(reading: Reading, told: list[Event]) -> tuple[list[Event], set[Span]]:
    """The accusations and denials of the blows told, and the spans of those told only to blame someone."""
    cues: PhraseMatcher[str] = reading.lexicon.made("blame", _compile)
    found: list[Event] = []
    absorbed: set[Span] = set()
    for hit in cues.find(reading.folded):
        sentence = reading.sentence_at(hit.span.start)
        voice = _voice_of(reading, hit.span, sentence)
        spoken_of = _blow(reading, told, sentence)
        here = spoken_of is not None and spoken_of.span.start >= sentence.span.start
        laid = None if here else _laid_before(reading, [*told, *found], (hit, sentence, voice))
        blow = laid or spoken_of
        if voice is None or blow is None:
            continue
        make = _denied if hit.meaning == "denies" else _accused
        stances = list(make(reading, (hit.span, sentence, voice), blow))
        if stances:
            both = (b for b in (blow, spoken_of) if b is not None)
            absorbed |= {b.span for b in both if _only_blamed(hit, b, sentence, voice.faction)}
        found += stances
    return found, absorbed


def _laid_before(
    reading: Reading, events: list[Event], cue: tuple[Hit[str], Sentence, Voice | None]
) -> Event | None:
    """The last thing another has laid at a denier's door, whatever it is: that is what he denies."""
    hit, sentence, voice = cue
    if hit.meaning != "denies" or voice is None or voice.faction is None:
        return None
    floor = reading.sentences[max(0, sentence.index - _BACK)].span.start
    laid = [
        e
        for e in events
        if floor <= e.span.start < hit.span.start
        and e.actor == voice.faction != e.claimant
        and e.status == "claimed"
        and e.event_type in (*_BLOWS, "arms_or_foreign_fighters")
    ]
    return max(laid, key=lambda e: e.span.start, default=None)


def _only_blamed(hit: Hit[str], blow: Event, sentence: Sentence, speaker: str | None) -> bool:
    """True for the blow after "impute" or "dément", and for what a denier himself mentions."""
    after = hit.span.end <= blow.span.start < sentence.span.end
    own = sentence.span.start <= blow.span.start < sentence.span.end and blow.claimant == speaker
    return after or (hit.meaning == "denies" and own)


def _voice_of(reading: Reading, cue: Span, sentence: Sentence) -> Voice | None:
    """The voice a cue opens, else the one it stands in."""
    start, end = max(sentence.span.start, cue.start - _GOVERNED), min(sentence.span.end, cue.end + _REACH)
    first = bisect_left(reading.voices, start, key=lambda v: v.span.start)
    last = bisect_left(reading.voices, end, key=lambda v: v.span.start)
    opened = (v for v in reading.voices[first:last] if v.cue.start <= cue.start < v.cue.end)
    return next(opened, None) or voice_over(reading, cue.start)


def _blow(reading: Reading, told: list[Event], sentence: Sentence) -> Event | None:
    """The blow a sentence speaks of: its own, else the last told before it if it tells nothing else."""
    here = [e for e in _told_in(told, sentence.span) if e.event_type not in _SPEECH]
    own = [e for e in here if e.event_type in _BLOWS]
    if own or here:
        return own[0] if own else None
    floor = reading.sentences[max(0, sentence.index - _BACK)].span.start
    before = [e for e in _told_in(told, Span(floor, sentence.span.start)) if e.event_type in _BLOWS]
    return before[-1] if before else None


def _told_in(told: list[Event], span: Span) -> list[Event]:
    first = bisect_left(told, span.start, key=lambda e: e.span.start)
    return told[first : bisect_left(told, span.end, key=lambda e: e.span.start)]


def _accused(reading: Reading, cue: tuple[Span, Sentence, Voice], blow: Event) -> Iterator[Event]:
    span, sentence, voice = cue
    camps = belligerents(reading.theatre)
    if voice.faction == ", ".join(camps):
        for camp in camps:
            yield replace(
                blow, span=voice.span, actor=enemy_of(camp, reading), status="claimed", claimant=camp
            )
        return
    accused = _whom(reading, span, sentence, voice)
    if accused is None or (blow.actor == accused.side and blow.claimant == voice.faction):
        return
    status: Status = "claimed" if voice.belligerent else "reported"
    detail = accused.name
    yield replace(
        blow, span=voice.span, actor=accused.side, actor_detail=detail, status=status, claimant=voice.faction
    )


def _whom(reading: Reading, cue: Span, sentence: Sentence, voice: Voice) -> ActorMention | None:
    """The first after the verb who may be meant, else the last before it ("Haftar, accuse le GNA")."""
    after = between(reading.actors, cue.end, min(sentence.span.end, cue.end + _REACH))
    before = between(reading.actors, sentence.span.start, cue.start)[::-1]
    actors = reading.theatre.actors
    for mention in [*after, *before]:
        actor = actors.get(mention.actor_id or "")
        person = actor is not None and actor.kind == "population"
        if mention.side in reading.theatre.sides and mention.side != voice.faction and not person:
            return mention
    return None


def _denied(reading: Reading, cue: tuple[Span, Sentence, Voice], blow: Event) -> Iterator[Event]:
    _, _, voice = cue
    if voice.faction and (voice.belligerent or blow.actor == voice.faction):
        yield replace(blow, span=voice.span, actor=voice.faction, status="denied", claimant=voice.faction)
