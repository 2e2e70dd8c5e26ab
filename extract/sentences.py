"""Sentences and quotations. In: a Reading with its report only. Out: its sentences and quoted spans, in
order.

A sentence ends at a stop followed by a space and a capital, a digit or an opening quote, and at every line
end; one longer than any prose is cut, so that a text without stops is read in linear time. A stop after an
initial ("K. Benamar"), an abbreviation of the language or inside a number ends nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from extract.lexicon import Lexicon
from extract.reading import Reading, Sentence
from extract.records import Span

_LINE = re.compile(r"[^\n\r\u2028\u2029]+")
# A stop or more, what closes behind it, then space; what must follow is looked at apart.
_STOP = re.compile('[.!?\u2026\u061f\u06d4]+["\u00bb\u201d\u2019\')\\]]*(?:\\s*[\u00bb\u201d"])?\\s+')
_OPENING = "\"\u00ab\u201c\u2018'([-\u2013\u2014"
_INITIAL = re.compile(r"(?<![^\W\d_])[^\W\d_]$")
_ENDED = re.compile("[.!?\u2026\u061f:;]\\W*$")
_ARABIC = re.compile("[\u0621-\u064a]")
_LATIN = re.compile("[a-zA-Z]")
_WORD = 30  # characters looked at before a stop: the longest abbreviation with room to spare
_LONGEST = 2000  # characters: four times the longest sentence of the annotated reports; beyond is no prose
_HEADLINE = 200  # characters: a line without a final stop is a heading only when it is this short
_PAIRS = {"\u00ab": "\u00bb", "\u201c": "\u201d", "\u201e": "\u201d", '"': '"'}
_QUOTED = 3000  # characters a quotation may hold over several paragraphs: a long answer of an interview
_BLANKS = 6  # characters between two paragraphs: line ends and a few spaces
_QUOTE = re.compile('[\u00ab\u00bb\u201c\u201d\u201e"]')


def split_sentences(reading: Reading) -> list[Sentence]:
    """The sentences of the text; every character that is not blank falls in one of them."""
    found: list[Sentence] = []
    for paragraph, line in enumerate(_LINE.finditer(reading.text)):
        for span in _split_line(reading, line.start(), line.end()):
            found.append(_sentence(reading, span, len(found), paragraph))
    return found


def _sentence(reading: Reading, span: Span, index: int, paragraph: int) -> Sentence:
    words = span.of(reading.text)
    heading = len(words) < _HEADLINE and not _ENDED.search(words)
    return Sentence(span, index, paragraph, _script(words, reading.report.language), heading)


def _split_line(reading: Reading, start: int, end: int) -> list[Span]:
    stops = _STOP.finditer(reading.text, start, end)
    ends = [s.end() for s in stops if s.end() < end and _ends_sentence(reading, s)]
    bounds = zip([start, *ends], [*ends, end], strict=True)
    pieces = (p for a, b in bounds for p in _cut(reading.text, a, b))
    return [s for a, b in pieces if (s := _trim(reading.text, a, b)).start < s.end]


def _cut(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """A stretch without a stop in pieces no longer than any sentence, each up to a space where it has one."""
    while end - start > _LONGEST:
        space = text.rfind(" ", start + 1, start + _LONGEST)
        cut = space if space > 0 else start + _LONGEST
        yield start, cut
        start = cut
    yield start, end


def _ends_sentence(reading: Reading, stop: re.Match[str]) -> bool:
    text, after = reading.text, reading.text[stop.end()]
    if not (after.isupper() or after.isdigit() or after in _OPENING or _ARABIC.match(after)):
        return False
    if stop.group().strip() != ".":
        return True
    before = slice(max(0, stop.start() - _WORD), stop.start())
    initial = _INITIAL.search(text[before])
    if initial is not None and initial.group().isupper():
        return False
    return not _abbreviations(reading.lexicon).search(reading.folded[before])


def _abbreviations(lexicon: Lexicon) -> re.Pattern[str]:
    pattern: re.Pattern[str] = lexicon.made("abbreviations", _compile_abbreviations)
    return pattern


def _compile_abbreviations(lexicon: Lexicon) -> re.Pattern[str]:
    forms = lexicon.forms("sentences", "abbreviations")
    return re.compile(r"(?<![^\W_])(?:" + "|".join(forms) + r")$") if forms else re.compile(r"(?!)")


def _trim(text: str, start: int, end: int) -> Span:
    piece = text[start:end]
    return Span(start + len(piece) - len(piece.lstrip()), start + len(piece.rstrip()))


def _script(words: str, language: str) -> str:
    """The report's language, unless the sentence is written in another script than that language's."""
    arabic = _ARABIC.search(words) is not None
    if arabic and language != "ar" and not _LATIN.search(words):
        return "ar"
    return language


def find_quotes(reading: Reading) -> list[Span]:
    """The quoted stretches, marks included; a quotation left open ends with its paragraph, unless the next
    one goes on with it.
    """
    found: list[Span] = []
    for line in _LINE.finditer(reading.text):
        start = line.start()
        if found and _left_open(reading.text, found[-1]):
            end = _goes_on_to(reading.text, found[-1], line)
            if end is not None:
                found[-1] = Span(found[-1].start, end)
                start = end
        found += _quotes_of(reading.text, start, line.end())
    return found


def _left_open(text: str, quote: Span) -> bool:
    return quote.end - quote.start < 2 or text[quote.end - 1] != _PAIRS[text[quote.start]]


def _goes_on_to(text: str, quote: Span, line: re.Match[str]) -> int | None:
    """Where a quotation left open ends in the next paragraph: it is closed there, or opened once more."""
    if line.start() - quote.end > _BLANKS or line.end() - quote.start > _QUOTED:
        return None
    opening, closing = text[quote.start], _PAIRS[text[quote.start]]
    marks = [m for m in _QUOTE.finditer(text, line.start(), line.end()) if m.group() in (opening, closing)]
    again = bool(marks) and marks[0].group() == opening and not text[line.start() : marks[0].start()].strip()
    rest = marks[1:] if again else marks
    if opening == closing and not again and len(marks) % 2 == 0:
        return None
    if again and not rest:
        return line.end()
    return rest[0].end() if rest and rest[0].group() == closing else None


def _quotes_of(text: str, start: int, end: int) -> list[Span]:
    found: list[Span] = []
    opened, closing = -1, ""
    for mark in _QUOTE.finditer(text, start, end):
        if opened < 0 and mark.group() in _PAIRS:
            opened, closing = mark.start(), _PAIRS[mark.group()]
        elif opened >= 0 and mark.group() == closing:
            found.append(Span(opened, mark.end()))
            opened = -1
    return [*found, Span(opened, end)] if opened >= 0 else found
