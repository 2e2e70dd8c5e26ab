"""What was seen and not understood. In: a Reading and what was found in it. Out: Gaps, shown to the
analyst.

A number beside a word of casualties that no toll took; a name behind "le village de" or "la brigade" that
no pack knows; a place of several candidates; a time expression told from a day nobody knows.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from datetime import timedelta

from extract.bodies import find_bodies
from extract.lexicon import Lexicon
from extract.patterns import compile_pattern
from extract.reading import Reading
from extract.records import Extraction, Gap, GapKind, Span
from extract.spans import SpanSet
from extract.toll_grammar import toll_grammar
from extract.toll_numbers import mask_numbers

_LOOSE = timedelta(days=60)  # a relative date known to two months is as good as unknown
_DEFINITE = 8  # characters: an article before a number and the space between
_MOST_WORDS = 6  # words of a name: "brigade des Faucons du desert"
_WORD = re.compile(r"[^\W\d_]+(?:[-'\u2019][^\W\d_]+)*")
_DATED = re.compile(r"\d{1,2}-[^\W\d_]+")  # "mouvement du 20-Mars": a day for a name
_NUMBERED = re.compile(
    r"(?<=[^\W\d_] )\d{2,4}(?![\d.,\u202f\u00a0]|[ ]\d)"
)  # "brigade 444", no count of people
_QUOTED = re.compile(
    r"\s*[\u00ab\u201c\"]\s*([^\u00ab\u00bb\u201c\u201d\"\n]{3,60}?)\s*[\u00bb\u201d\"]"
)  # a name, no speech


def find_gaps(reading: Reading, found: Extraction) -> list[Gap]:
    """The gaps of a report in order of position."""
    gaps = [
        *_numbers(reading, found),
        *_places(reading),
        *_ambiguous(reading),
        *_actors(reading),
        *_dates(reading),
    ]
    return sorted(gaps, key=lambda g: (g.span.start, g.kind))


def _gap(reading: Reading, kind: GapKind, span: Span, note: str) -> Gap:
    parts = f"{reading.report.report_id} gap {kind} {span.start} {span.end}"
    return Gap(hashlib.sha256(parts.encode()).hexdigest()[:16], reading.report.report_id, kind, span, note)


def _numbers(reading: Reading, found: Extraction) -> Iterator[Gap]:
    """Numbers no toll took beside a word of casualties that no toll took either."""
    grammar = toll_grammar(reading.lexicon)
    told, counts = SpanSet(t.span for t in found.tolls), {t.count for t in found.tolls}
    free = _free_words(reading, told)
    if not reading.numbers or free.empty:
        return
    masked = mask_numbers(reading, grammar)
    definite = reading.lexicon.made("definite", _definite)
    real = {n.core for n in reading.numbers}
    for mark, quantity in zip(masked.marks, masked.quantities, strict=True):
        if quantity.core not in real or quantity.count in counts or told.overlaps(quantity.core):
            continue
        if definite.search(masked.text[max(0, mark - _DEFINITE) : mark]):
            continue
        if not grammar.things.match(masked.text, mark + 1) and free.overlaps(
            reading.around(quantity.core.start)
        ):
            yield _gap(reading, "number_unbound", quantity.core, quantity.core.of(reading.text))


def _definite(lexicon: Lexicon) -> re.Pattern[str]:
    return re.compile(rf"(?<![^\W_])(?:{'|'.join(lexicon.forms('gaps', 'definite')) or '(?!)'}) $")


def _free_words(reading: Reading, told: SpanSet) -> SpanSet:
    """The words of casualties no toll took."""
    found = toll_grammar(reading.lexicon).casualty.finditer(reading.folded)
    return SpanSet(s for m in found if not told.overlaps(s := Span(*m.span())))


def _places(reading: Reading) -> Iterator[Gap]:
    known = SpanSet([p.span for p in reading.places] + [a.span for a in reading.actors])
    for _, name in _named(reading, "place_heads", small=False):
        if not known.overlaps(name):
            yield _gap(reading, "place_unknown", name, name.of(reading.text))


def _ambiguous(reading: Reading) -> Iterator[Gap]:
    for mention in reading.places:
        if len(mention.candidates) > 1:
            yield _gap(reading, "place_ambiguous", mention.span, "; ".join(mention.candidates))


def _actors(reading: Reading) -> Iterator[Gap]:
    known = SpanSet(a.span for a in reading.actors if not a.anaphor)
    places = [p.span for p in reading.places]
    groups = [(Span(head, name.end), name) for head, name in _named(reading, "actor_heads", small=True)]
    called = [(name, name) for _, name in _named(reading, "actor_called", small=True)]
    others = [(name, name) for name in (*_quoted(reading), *find_bodies(reading))]
    free = {s for s, n in (*groups, *called, *others) if not known.overlaps(s) and not _is_place(n, places)}
    for span in sorted(free, key=lambda s: (s.start, -s.end)):
        if not any(o.start <= span.start and span.end <= o.end for o in free - {span}):
            yield _gap(reading, "actor_unknown", span, span.of(reading.text))


def _is_place(name: Span, places: list[Span]) -> bool:
    """True for a name that is a place and no more: "the front of Sirte" is no group."""
    return any(p.start <= name.start and name.end <= p.end for p in places)


def _quoted(reading: Reading) -> Iterator[Span]:
    """What stands between quotation marks after "calling itself"."""
    pattern = _pattern(reading, "actor_called")
    for found in pattern.finditer(reading.folded):
        if name := _QUOTED.match(reading.text, found.end()):
            yield Span(*name.span(1))


def _pattern(reading: Reading, key: str) -> re.Pattern[str]:
    pattern: re.Pattern[str] = reading.lexicon.made(
        ("gaps", key), lambda lex: compile_pattern(_heads(lex.forms("gaps", key)))
    )
    return pattern


def _named(reading: Reading, key: str, small: bool) -> Iterator[tuple[int, Span]]:
    """Where each head of a kind starts, and the capitalised name behind it."""
    pattern = _pattern(reading, key)
    joiners = frozenset(reading.lexicon.get("gaps", "joiners", ()))
    never = frozenset(reading.lexicon.get("gaps", "never", ()))
    for found in pattern.finditer(reading.folded):
        name = _name(reading, found.end(), joiners, small)
        capitals = reading.text[found.start() : found.end()].isupper()
        if name is not None and not capitals and reading.folded[name.start : name.end] not in never:
            yield found.start(), name


def _heads(forms: list[str]) -> str:
    return rf"(?<![^\W_])(?:{'|'.join(forms)})" if forms else "(?!)"


def _name(reading: Reading, start: int, joiners: frozenset[str], small: bool) -> Span | None:
    """The capitalised words from `start` on; small ones between them, or after a joiner where allowed."""
    end, joined = None, False
    at = start
    if small and (number := _number(reading, start, joiners)):
        return number
    for _ in range(_MOST_WORDS):
        word = _WORD.match(reading.text, at)
        if word is None:
            break
        joiner = reading.folded[word.start() : word.end()] in joiners
        if not joiner and (_capital(word.group(), joiners) or (small and joined and end is not None)):
            end = word.end()
        elif not joiner:
            break
        joined, at = joiner, word.end() + 1
        if reading.folded[word.end() : at] not in (" ", "'"):
            break
    return Span(start, end) if end is not None else None


def _number(reading: Reading, start: int, joiners: frozenset[str]) -> Span | None:
    """A number that is a name: right behind the word for a group, or a day ("du 20-Mars")."""
    before = reading.folded[max(0, start - _DEFINITE) : start].split()[-1:]
    counts = bool(joiners.intersection(before))
    found = _DATED.match(reading.text, start) or (None if counts else _NUMBERED.match(reading.text, start))
    return Span(*found.span()) if found else None


def _capital(word: str, joiners: frozenset[str]) -> bool:
    parts = re.split(r"[-'\u2019]", word)
    first = next((p for p in parts if p.lower() not in joiners), parts[-1])
    return first[:1].isupper()


def _dates(reading: Reading) -> Iterator[Gap]:
    """Time expressions told from the publication of a report whose date is not known well enough."""
    for mention in reading.dates:
        start, end = mention.when.start, mention.when.end
        vague = start is None or end is None or end - start > _LOOSE
        if vague and mention.when.basis == "relative":
            yield _gap(reading, "date_unresolved", mention.span, mention.span.of(reading.text))
