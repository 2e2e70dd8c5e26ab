"""Quotations whose speaker stands in another sentence, or before a colon. In: a Reading, its cues and
speakers. Out: Voices over the quoted sentences.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import replace

from extract.citations import Cue, voice_of
from extract.offices import Speaker
from extract.reading import Reading, Sentence, Voice
from extract.records import Span
from extract.speakers import Speakers

_MOST = 12  # sentences of a quotation whose speaker comes after its last one: a long answer
_COLON = re.compile(r" ?: ?$")
_LEAD = 4  # characters from a colon to the mark behind it


def spoke_last(sentence: Sentence, last: Speaker | None, speakers: Speakers) -> Speaker | None:
    """The one a pronoun means: who spoke in the sentence or the one before, else whom that one is about."""
    if last and last.known and last.span.start >= speakers.before_start(sentence):
        return last
    return speakers.subject_before(sentence) or (last if last and last.known else None)


def without_inner(reading: Reading, cues: list[Cue]) -> list[Cue]:
    """The cues of a sentence but those of nobody known inside a quotation: its own speaker answers for it."""
    ends = [c.span.start for c in cues if c.late and c.speaker.known]
    return [c for c in cues if c.speaker.known or not _quoted_for(reading, c, ends)]


def _quoted_for(reading: Reading, cue: Cue, ends: list[int]) -> bool:
    """True for a cue inside a quotation behind which one of the ends stands."""
    at = bisect_right(reading.quotes, cue.span.start, key=lambda q: q.start) - 1
    quote = reading.quotes[at] if at >= 0 else None
    return quote is not None and cue.span.end <= quote.end and any(e >= quote.end - 1 for e in ends)


def quoted_before(reading: Reading, sentence: Sentence, cues: list[Cue], own: list[Voice]) -> list[Voice]:
    """The sentences of a quotation whose speaker comes only after its last one."""
    opened = bisect_left(reading.quotes, sentence.span.start, key=lambda q: q.start)
    quote = reading.quotes[opened - 1] if opened else None
    if (
        not cues
        or not cues[0].late
        or quote is None
        or not sentence.span.start < quote.end <= cues[0].span.start
    ):
        return []
    first = reading.sentence_at(quote.start).index
    said = reading.sentences[max(first, sentence.index - _MOST) : sentence.index]
    return [replace(own[0], span=Span(max(s.span.start, quote.start), s.span.end)) for s in said]


def quoted_on(reading: Reading, sentence: Sentence, found: list[Voice]) -> list[Voice]:
    """A sentence inside a quotation that its speaker opened before."""
    opened = bisect_left(reading.quotes, sentence.span.start, key=lambda q: q.start)
    inside = [q for q in reading.quotes[max(0, opened - 1) : opened] if sentence.span.start < q.end]
    owners = [v for v in found[-1:] if inside and v.span.end >= inside[0].start]
    return (
        [replace(owners[-1], span=Span(sentence.span.start, min(sentence.span.end, inside[0].end)))]
        if owners
        else []
    )


def quoted_alone(reading: Reading, sentence: Sentence, known: tuple[Speakers, Speaker | None]) -> list[Voice]:
    """A sentence that is a quotation and names nobody: who spoke last, or whom the one before is about."""
    speakers, last = known
    at = bisect_right(reading.quotes, sentence.span.start, key=lambda q: q.start) - 1
    if at < 0 or reading.quotes[at].start != sentence.span.start:
        return []
    if reading.quotes[at].end < sentence.span.end - 2:  # characters: a stop behind the closing mark
        return []
    speaker = spoke_last(sentence, last, speakers)
    if speaker is None:
        return []
    cue = Cue(Span(sentence.span.start, sentence.span.start + 1), "says", speaker, False)
    return [voice_of(reading, cue, sentence.span)]


def quoted_behind(
    reading: Reading, sentence: Sentence, known: tuple[Speakers, Speaker | None]
) -> list[Voice]:
    """A quotation behind a colon, no verb of saying before it: the subject of the sentence speaks."""
    speakers, last = known
    at = bisect_left(reading.quotes, sentence.span.start, key=lambda q: q.start)
    for quote in reading.quotes[at : at + 1]:
        start = sentence.span.start
        before = reading.folded[max(start, quote.start - _LEAD) : quote.start]
        if not start < quote.start < sentence.span.end or not _COLON.search(before):
            return []
        speaker = speakers.opening(sentence, quote.start)
        if speaker is None and speakers.pronoun_opens(sentence):
            speaker = spoke_last(sentence, last, speakers)
        if speaker is not None:
            cue = Cue(Span(quote.start, quote.start + 1), "says", speaker, False)
            return [voice_of(reading, cue, Span(quote.start, min(quote.end, sentence.span.end)))]
    return []
