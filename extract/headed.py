"""Paragraphs that name their speaker first. In: a Reading and its Speakers. Out: a voice for each sentence.

"10:20 – Ahmed al-Mesmari : …", "- Hôpital de Zliten : …", "@BurkanLy — …": lists, live pages and posts.
A country before a colon is a topic.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby

from extract.citations import Cue, voice_of
from extract.offices import Speaker
from extract.reading import Reading, Sentence, Voice
from extract.records import Span
from extract.speakers import Speakers

_OPENING = re.compile(r"(?:\d{1,2} ?(?:[:.h] ?\d{2}|h)[.,:]? ?)?(?:[-\u2013\u2014\u2022*>] ?)?")
_HANDLE = re.compile(r"@([\w.]{3,30})[^:\u2013\u2014-]{0,20}(?::(?!\d)|[\u2013\u2014-])")
_TIMED = re.compile(
    r"@([\w.]{3,30}),? (?:\d{1,2}[:.h]\d{2}|\d{1,2} \w+)[^:\u2013\u2014-]{0,12} ?[:\u2013\u2014-]"
)
_TITLE = re.compile(r"[^.;:!?\"\n]{0,60}?(?:\([^()]{0,40}\))? ?:(?= )")
_LEAD = 6  # characters of an article before who speaks: "- La ", "une "
_TOPICS = ("state", "population", "outlet", "camp")


def headed_voices(reading: Reading, speakers: Speakers) -> Iterator[Voice]:
    """The voices of the sentences of each paragraph that its speaker heads."""
    for _, group in groupby(reading.sentences, key=lambda s: s.paragraph):
        paragraph = [*group]
        head = _head(reading, paragraph, speakers)
        if head is not None:
            yield from (voice_of(reading, head, s.span) for s in paragraph)


def _head(reading: Reading, paragraph: list[Sentence], speakers: Speakers) -> Cue | None:
    start, end = paragraph[0].span.start, paragraph[-1].span.end
    if reading.text[start] == "@":
        return _posted(reading, Span(start, end), speakers)
    opening = _OPENING.match(reading.text, start, end)
    at = opening.end() if opening else start
    for speaker in speakers.starting(at, at + _LEAD):
        title = _TITLE.match(reading.text, speaker.span.end, end)
        if title and not _is_topic(reading, speaker) and (speaker.known or at > start):
            return Cue(Span(speaker.span.start, title.end()), "says", speaker, False)
    return None


def _posted(reading: Reading, paragraph: Span, speakers: Speakers) -> Cue | None:
    """The one whose handle a post opens with, known to the pack or not."""
    handle = _TIMED.match(reading.text, paragraph.start, paragraph.end)
    handle = handle or _HANDLE.match(reading.text, paragraph.start, paragraph.end)
    if handle is None:
        return None
    span = Span(*handle.span(1))
    known = next(iter(speakers.starting(span.start, span.start + 1)), None)
    return Cue(Span(*handle.span()), "says", known or Speaker(span, None, None, handle[1]), False)


def _is_topic(reading: Reading, speaker: Speaker) -> bool:
    actor = reading.theatre.actors.get(speaker.actor_id or "")
    return actor is not None and actor.kind in _TOPICS and not speaker.office
