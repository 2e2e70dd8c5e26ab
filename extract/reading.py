"""A report while it is being read. In: what each stage has found so far. Out: the `Reading` later stages ask.

The stages fill it in this order: sentences, quotes, numbers, dates, places, actors, voices; then tolls,
events, control claims and gaps are found from it and nothing is added to it any more.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from itertools import accumulate
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

from extract.folding import fold
from extract.records import Count, PlaceMention, Report, Span, Stance, When

if TYPE_CHECKING:
    from extract.lexicon import Lexicon
    from theatres.pack import Theatre


class Spanned(Protocol):
    """Anything that stands at a place of the text."""

    @property
    def span(self) -> Span: ...


S = TypeVar("S", bound=Spanned)
K = TypeVar("K")
_SCREENFUL = 800  # characters: four times the longest sentence of the annotated reports, and then some
_DEEPEST = 64  # voices looked at over one character: no text nests as many


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence, headline or list item, in a `language` that may differ from the report's own."""

    span: Span
    index: int
    paragraph: int
    language: str
    heading: bool = False


@dataclass(frozen=True, slots=True)
class NumberMention:
    """A quantity: `span` with its bound words ("au moins 12"), `core` the number alone ("12")."""

    span: Span
    core: Span
    count: Count


@dataclass(frozen=True, slots=True)
class DateMention:
    """A time expression resolved against the publication interval."""

    span: Span
    when: When
    background: bool = False
    """True where it opens a period ("depuis le 4 avril") instead of dating what stands beside it."""


@dataclass(frozen=True, slots=True)
class ActorMention:
    """An actor named, or meant by a pronoun or an outlet's stance word (`anaphor`)."""

    span: Span
    actor_id: str | None
    side: str | None
    name: str
    anaphor: bool = False


@dataclass(frozen=True, slots=True)
class Voice:
    """A stretch of text one speaker answers for; outside every Voice the reporter speaks.

    `faction` is the speaker's side id, or the neutral name of an actor without a side, None if unnamed;
    `name` is what the text calls it; `cue` the words that give it away ("selon l'OMS", "a-t-il ajouté").
    """

    span: Span
    faction: str | None
    actor_id: str | None
    name: str
    stance: Stance
    cue: Span
    belligerent: bool = False
    hearsay: bool = False


@dataclass(slots=True)
class Reading:
    """Everything known of one report so far, each list in order of position."""

    report: Report
    theatre: Theatre
    lexicon: Lexicon
    sentences: list[Sentence] = field(default_factory=list)
    quotes: list[Span] = field(default_factory=list)
    numbers: list[NumberMention] = field(default_factory=list)
    dates: list[DateMention] = field(default_factory=list)
    places: list[PlaceMention] = field(default_factory=list)
    actors: list[ActorMention] = field(default_factory=list)
    voices: list[Voice] = field(default_factory=list)
    _starts: list[int] = field(default_factory=list)
    _voice_reach: list[int] = field(default_factory=list)
    _kept: dict[str, Any] = field(default_factory=dict)

    @property
    def text(self) -> str:
        """The report's text, as read: composed, without signs that print nothing."""
        return self.report.text

    @property
    def folded(self) -> str:
        """The text in lower case without accents, character for character."""
        return fold(self.report.text)

    def kept(self, key: str, make: Callable[[Reading], K]) -> K:
        """What `make` finds in a reading whose early stages are done, found once for all who ask."""
        if key not in self._kept:
            self._kept[key] = make(self)
        found: K = self._kept[key]
        return found

    def sentence_at(self, offset: int) -> Sentence:
        """The sentence that holds a character, or the last one that starts before it."""
        if len(self._starts) != len(self.sentences):
            self._starts = [s.span.start for s in self.sentences]
        at = bisect_right(self._starts, offset) - 1
        return self.sentences[max(at, 0)]

    def around(self, offset: int) -> Span:
        """The sentence around a character, cut to a screenful either side: a longer one is no prose."""
        span = self.sentence_at(offset).span
        return Span(max(span.start, offset - _SCREENFUL), min(span.end, offset + _SCREENFUL))

    def voice_at(self, offset: int) -> Voice | None:
        """The innermost (shortest) voice over a character; None where the reporter speaks."""
        if len(self._voice_reach) != len(self.voices):
            self._voice_reach = list(accumulate((v.span.end for v in self.voices), max))
        last = bisect_right(self.voices, offset, key=_start)
        first = max(bisect_right(self._voice_reach, offset), last - _DEEPEST)
        over = [v for v in self.voices[first:last] if v.span.end > offset]
        return min(over, key=lambda v: v.span.end - v.span.start, default=None)


def within(items: Sequence[S], span: Span) -> list[S]:
    """The items that start inside a span; the items must be in order of position."""
    first = bisect_left(items, span.start, key=_start)
    return list(items[first : bisect_left(items, span.end, lo=first, key=_start)])


def _start(item: Spanned) -> int:
    return item.span.start
