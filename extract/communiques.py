"""Whose own words a whole report is. In: a Reading with its sentences and actors. Out: a Frame, or None.

A side's own outlet, a text headed "Communiqué de…" or opened by "Nous, …" speaks for one from end to end,
save where it quotes another. A report that only tells of a communiqué has no frame.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import takewhile

from extract.actors import between
from extract.lexicon import Lexicon
from extract.reading import ActorMention, Reading, Sentence, Voice
from extract.records import Span
from extract.sides import camp_of, takes_part

_HEADER = 5  # lines a communiqué is headed with: who, which office, what, its number, its day
_LEAD = 4  # characters of an article before who writes
_TITLE = 200  # characters of the line that says what it is
_KEYS = ("words", "reports", "pages", "we", "rest")
_REST = 60  # characters behind the one who writes: a section, a number, a day


@dataclass(frozen=True, slots=True)
class Frame:
    """The one a whole report speaks for, from `start` on; `cue` is the words that say so."""

    start: int
    cue: Span
    faction: str
    actor_id: str | None
    name: str


@dataclass(frozen=True, slots=True)
class _Grammar:
    word: re.Pattern[str]
    report: re.Pattern[str]
    page: re.Pattern[str]
    we: re.Pattern[str]
    rest: re.Pattern[str]
    beside: re.Pattern[str]


def frame_of(reading: Reading) -> Frame | None:
    """Whose statement a report is, None for the press's own."""
    return reading.kept("frame", _frame)


def frame_voices(reading: Reading) -> Iterator[Voice]:
    """A voice for each sentence of a statement: whoever is quoted in one has a shorter."""
    frame = frame_of(reading)
    if frame is None:
        return
    at_war = takes_part(frame.faction, reading)
    whole = Voice(
        frame.cue,
        frame.faction,
        frame.actor_id,
        frame.name,
        "claims" if at_war else "reports",
        frame.cue,
        at_war,
    )
    for sentence in reading.sentences:
        if sentence.span.start >= frame.start:
            yield replace(whole, span=sentence.span)


def _frame(reading: Reading) -> Frame | None:
    if not reading.sentences:
        return None
    return _of_outlet(reading) or _of_header(reading) or _of_we(reading) or _of_hashtag(reading)


def _of_outlet(reading: Reading) -> Frame | None:
    """The camp whose own channel the outlet is."""
    outlet = reading.theatre.outlets.get(reading.report.outlet_id or "")
    if outlet is None or outlet.kind != "official" or camp_of(outlet.voice, reading) is None:
        return None
    start = reading.sentences[0].span.start
    return Frame(start, Span(start, start + 1), outlet.voice or "", None, outlet.name)


def _of_header(reading: Reading) -> Frame | None:
    """The one named in the lines above, where one of them says that it is a statement."""
    grammar: _Grammar = reading.lexicon.made("communique", _compile)
    header = [*takewhile(lambda s: s.heading, reading.sentences[:_HEADER])] or reading.sentences[:1]
    for line in header:
        title = _is_title(reading, line, grammar)
        if title:
            own = _speaks(reading, line.span)
            named = own or next((m for s in header if (m := _speaks(reading, s.span))), None)
            end = header[-1].span.end
            return _made(named, line.span, end) if named else None
    return None


def _is_title(reading: Reading, line: Sentence, grammar: _Grammar) -> bool:
    """True for "Communiqué de l'ANL", "ANL – Communiqué" and "ANL (page officielle)": no word tells of it."""
    end = min(line.span.end, line.span.start + _TITLE)
    named = _speaks(reading, line.span)
    found = grammar.word.search(reading.folded, line.span.start, end)
    report = grammar.report.search(reading.folded, named.span.end, end) if named else None
    if (
        line.heading
        and report
        and named
        and grammar.beside.fullmatch(reading.folded, named.span.end, report.start())
    ):
        return named.span.start - line.span.start < _LEAD and ":" not in reading.folded[report.end() : end]
    if found is None:
        page = grammar.page.search(reading.folded, line.span.start, end)
        return page is not None and named is not None and named.span.start - line.span.start < _LEAD
    last = max(found.end(), named.span.end if named else 0)
    beside = named and grammar.beside.fullmatch(reading.folded, named.span.end, found.start())
    opens = found.start() == line.span.start or beside
    return bool(opens) and grammar.rest.fullmatch(reading.folded, last, line.span.end) is not None


def _of_we(reading: Reading) -> Frame | None:
    """The one a text opens with in apposition to "we"."""
    grammar: _Grammar = reading.lexicon.made("communique", _compile)
    first = reading.sentences[0].span
    opened = grammar.we.match(reading.folded, first.start, first.end)
    named = _speaks(reading, Span(opened.end(), min(first.end, opened.end() + _TITLE))) if opened else None
    return _made(named, Span(first.start, named.span.end), first.start) if named else None


def _of_hashtag(reading: Reading) -> Frame | None:
    """The one a post opens with as a hashtag, where it goes on about "our forces"."""
    first = reading.sentences[0].span
    if reading.text[first.start] != "#":
        return None
    named = _speaks(reading, Span(first.start, first.start + 2))
    ours = reading.lexicon.pattern("actors", "anaphors.ours").search(reading.folded)
    quoted = ours is not None and any(q.start < ours.start() < q.end for q in reading.quotes)
    return _made(named, named.span, first.start) if named and ours and not quoted else None


def _speaks(reading: Reading, span: Span) -> ActorMention | None:
    """The first named in a line who may issue a statement."""
    for mention in between(reading.actors, span.start, span.end):
        actor = reading.theatre.actors.get(mention.actor_id or "")
        if actor and mention.side and not mention.anaphor and actor.kind not in ("population", "outlet"):
            return mention
    return None


def _made(named: ActorMention, cue: Span, start: int) -> Frame:
    return Frame(start, cue, named.side or "", named.actor_id, named.name)


def _compile(lexicon: Lexicon) -> _Grammar:
    words, reports, pages, we, rest = (
        "|".join(lexicon.forms("attribution", f"communique.{k}")) or "(?!)" for k in _KEYS
    )
    return _Grammar(
        re.compile(rf"(?<![^\W_])(?:{words})(?![^\W_])"),
        re.compile(rf"(?<![^\W_])(?:{reports})(?![^\W_])"),
        re.compile(pages),
        re.compile(we),
        re.compile(rf"(?:[.\"]?|(?: ?[,(|\u2013\u2014-]| (?:{rest})(?![^\W_]))[^:\"\u00ab]{{0,{_REST}}})"),
        re.compile(r" ?[,|:(\u2013\u2014-][ ]?"),
    )
