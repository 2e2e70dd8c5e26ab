"""Words that name their own speaker: "selon", "citant", "accusé par". In: a Reading and hits. Out: Cues."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

from extract.lexicon import Lexicon
from extract.offices import Speaker
from extract.phrases import Hit
from extract.reading import Reading, Sentence, Voice
from extract.records import Span, Stance
from extract.speakers import Speakers

_ARTICLE = 12  # characters between "pour" and the one it opens for: an article and an adjective
_STANCES: dict[str, Stance] = {"denies": "denies", "orders": "orders", "calls_for": "calls_for"}
_ASIDE = 40  # characters from a paper to the one it quotes: ", qui dit citer"


@dataclass(frozen=True, slots=True)
class Cue:
    """A cue with its speaker: `late` where what it governs stands before it."""

    span: Span
    kind: str
    speaker: Speaker
    late: bool

    @property
    def start(self) -> int:
        """Where it begins: at its speaker, unless that one comes late."""
        return min(self.span.start, self.speaker.span.start) if not self.late else self.span.start


def voice_of(reading: Reading, cue: Cue, span: Span) -> Voice:
    """The voice a cue gives a stretch of text."""
    who = cue.speaker
    at_war = who.at_war(reading)
    stance: Stance = _STANCES.get(cue.kind, "claims" if at_war else "reports")
    return Voice(span, who.faction, who.actor_id, who.name, stance, cue.span, at_war)


def read_according(sentence: Sentence, hit: Hit[str], speakers: Speakers) -> Cue | None:
    """The cue of a word its speaker follows, None where nobody does."""
    first = hit.span.start - sentence.span.start < 3  # characters: a dash or a quotation mark may open it
    if hit.meaning == "opening" and not first:
        return None
    speaker = speakers.after(hit.span.end, sentence)
    if speaker is None or (hit.meaning == "opening" and speaker.span.start - hit.span.end > _ARTICLE):
        return None
    said = Span(hit.span.start, speaker.span.end)
    if hit.meaning == "accused":
        return Cue(said, "accuses", speaker, False)
    return Cue(said, "citing" if hit.meaning == "citing" else "says", speaker, not first)


def follow_citations(cues: list[Cue]) -> list[Cue]:
    """The cues of a sentence; a paper that quotes someone ("écrit X, qui cite Y") speaks for him."""
    found = list(cues)
    for i, (one, other) in enumerate(pairwise(cues)):
        if 0 <= other.span.start - one.span.end <= _ASIDE:
            if other.kind == "citing":
                found[i] = replace(one, speaker=replace(other.speaker, span=one.speaker.span))
            elif one.kind == "citing":
                found[i + 1] = replace(other, speaker=replace(one.speaker, span=other.speaker.span))
    return found


def read_words(reading: Reading, sentence: Sentence, hits: list[Hit[str]]) -> Iterator[Cue]:
    """ "Selon" before words that name nobody the language or the pack knows: they are the speaker."""
    words: re.Pattern[str] = reading.lexicon.made("words", _compile_words)
    for hit in hits:
        if hit.meaning == "according" and (found := words.match(reading.folded, hit.span.start)):
            span = Span(*found.span(1))
            if span.end <= sentence.span.end:
                speaker = Speaker(span, None, None, span.of(reading.text))
                first = hit.span.start - sentence.span.start < 3  # characters: a dash or a quotation mark
                yield Cue(Span(hit.span.start, span.end), "says", speaker, not first)
                return


def _compile_words(lexicon: Lexicon) -> re.Pattern[str]:
    forms = lexicon.forms("attribution", "said_by_words")
    return re.compile("|".join(forms) or r"(?!)")
