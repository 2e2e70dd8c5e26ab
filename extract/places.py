"""Places named in a report. In: a Reading with sentences. Out: PlaceMentions, in order.

A name that is also a common word or a person's counts only beside a word of place; a name of several places
keeps them all as candidates, the likeliest first.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from extract.folding import fold
from extract.lexicon import Lexicon
from extract.names import NameMatcher
from extract.patterns import compile_pattern
from extract.reading import Reading
from extract.records import PlaceMention, Span
from theatres.pack import Place, Theatre

_BEFORE = 40  # characters: room for "dans le quartier residentiel de"
_AFTER = 25  # characters: room for ", dans le nord de la Syrie"
_SURNAME = re.compile(r"\s+[A-ZÀ-Ý][\w'-]+")


@dataclass(frozen=True, slots=True)
class _Name:
    place_id: str
    guarded: bool


@dataclass(frozen=True, slots=True)
class _Grammar:
    matcher: NameMatcher[_Name]
    before: re.Pattern[str]
    after: re.Pattern[str]
    elsewhere: re.Pattern[str]
    person: re.Pattern[str]
    capital: re.Pattern[str]
    capital_id: str | None
    facilities: dict[str, re.Pattern[str]]
    of: re.Pattern[str]
    joint: re.Pattern[str]


def find_places(reading: Reading) -> list[PlaceMention]:
    """The places of the theatre named in the text, each where it stands."""
    grammar: _Grammar = reading.lexicon.made("places", lambda lex: _compile(lex, reading.theatre))
    named = [_facility(reading, m, grammar) for m in _named(reading, grammar)]
    inner = [m for area in named for m in _inside(reading, area, grammar)]
    taken = {i for m in (*named, *inner) for i in range(m.span.start, m.span.end)}
    capital = [m for m in _capital(reading, grammar) if m.span.start not in taken]
    return sorted([*named, *inner, *capital], key=lambda m: (m.span.start, -m.span.end))


def _compile(lexicon: Lexicon, theatre: Theatre) -> _Grammar:
    heads, facilities = lexicon.get("places", "capital.head", []), lexicon.get("places", "facilities", {})
    return _Grammar(
        NameMatcher(_names(theatre)),
        _ending(lexicon.forms("places", "before")),
        re.compile(rf"(?:{'|'.join(lexicon.forms('places', 'after')) or '(?!)'})"),
        re.compile(rf"(?:{'|'.join(lexicon.forms('places', 'elsewhere')) or '(?!)'})"),
        _ending(lexicon.forms("places", "person")),
        lexicon.pattern("places", "capital.forms"),
        _capital_of(theatre, [fold(h) for h in heads]),
        {k: _ending(lexicon.forms("places", f"facilities.{k}")) for k in facilities},
        re.compile(rf"\s({'|'.join(lexicon.get('places', 'of', [])) or '(?!)'})(?=[A-ZÀ-Ý])"),
        lexicon.pattern("places", "joint"),
    )


def _ending(forms: list[str]) -> re.Pattern[str]:
    return compile_pattern(rf"(?<![^\W_])(?:{'|'.join(forms) or '(?!)'})$")


def _names(theatre: Theatre) -> Iterator[tuple[str, _Name]]:
    spelled = {s.lower() for p in theatre.places.values() for s in (*p.names.values(), *p.spellings)}
    for place in theatre.places.values():
        guarded = {fold(s) for s in place.context_spellings}
        for spelling in (*place.names.values(), *place.spellings, *place.context_spellings):
            yield spelling, _Name(place.id, place.needs_context or fold(spelling) in guarded)
        short = _short_name(place)
        if short and short.lower() not in spelled:
            yield short, _Name(place.id, True)


def _short_name(place: Place) -> str | None:
    """ "Yarmouk camp" is also written "Yarmouk", which counts only beside a word of place."""
    words = place.names.get("en", "").split()
    for count in (1, 2):  # "camp", "air base"
        if len(words) > count and "".join(words[-count:]).lower() == place.kind:
            return " ".join(words[:-count])
    return None


def _capital_of(theatre: Theatre, heads: list[str]) -> str | None:
    """The first place one of whose spellings opens or ends with the language's word for a capital."""
    for place in theatre.places.values():
        if any(w in heads for s in place.spellings for w in fold(s).split(" ")[:: max(1, s.count(" "))]):
            return place.id
    return None


def _named(reading: Reading, grammar: _Grammar) -> Iterator[PlaceMention]:
    found = list(_by_span(grammar.matcher.find(reading.text)))
    for index, (span, names) in enumerate(found):
        fitting = [n for n in names if _fits(reading, span, n, grammar)]
        if not fitting and _listed(reading, found, index, grammar):
            fitting = names
        ids = list(dict.fromkeys(n.place_id for n in fitting))
        if ids:
            ids.sort(key=lambda i: _rank(reading.theatre.places[i]))
            yield PlaceMention(ids[0], span.of(reading.text), span, tuple(ids) if len(ids) > 1 else ())


def _by_span(found: list[tuple[Span, _Name]]) -> Iterator[tuple[Span, list[_Name]]]:
    groups: dict[Span, list[_Name]] = {}
    for span, name in found:
        groups.setdefault(span, []).append(name)
    yield from groups.items()


def _fits(reading: Reading, span: Span, name: _Name, grammar: _Grammar) -> bool:
    folded = reading.folded
    before = folded[max(0, span.start - _BEFORE) : span.start]
    if grammar.elsewhere.match(folded, span.end, span.end + _AFTER) or grammar.person.search(before):
        return False
    if _names_another(reading, span, grammar):
        return False
    if not name.guarded:
        return True
    beside = grammar.before.search(before) or grammar.after.match(folded, span.end)
    return bool(beside) and not _SURNAME.match(reading.text, span.end)


def _names_another(reading: Reading, span: Span, grammar: _Grammar) -> bool:
    """True for "aéroport international" with "de" and a capital after it: that is another place's."""
    words = reading.folded[span.start : span.end] + " "
    whose = grammar.of.match(reading.text, span.end)
    return whose is not None and any(p.search(words + whose[1]) for p in grammar.facilities.values())


def _facility(reading: Reading, mention: PlaceMention, grammar: _Grammar) -> PlaceMention:
    """An airport or a port named after a town is meant itself, where the pack has it."""
    before = reading.folded[max(0, mention.span.start - _BEFORE) : mention.span.start]
    for kind, pattern in grammar.facilities.items():
        if found := pattern.search(before):
            place_id = _facility_of(reading.theatre, mention.place_id, kind)
            span = Span(mention.span.start - len(before) + found.start(), mention.span.end)
            return PlaceMention(place_id, span.of(reading.text), span) if place_id else mention
    return mention


def _facility_of(theatre: Theatre, town_id: str, kind: str) -> str | None:
    town = theatre.places[town_id].names.get("en", town_id)
    named = [p for p in theatre.places.values() if p.kind == kind and p.id != town_id]
    after = [p.id for p in named if p.names.get("en", "").startswith(town)]
    return next(iter([*after, *(p.id for p in named if p.parent == town_id)]), None)


def _inside(reading: Reading, mention: PlaceMention, grammar: _Grammar) -> Iterator[PlaceMention]:
    """The town an area or an airport is named after ("sud de Tripoli"), which the text names too."""
    if reading.theatre.places[mention.place_id].kind not in ("area", *grammar.facilities):
        return
    words = list(re.finditer(r"[\w'-]+", mention.span.of(reading.text)))[1:]
    for at in (Span(mention.span.start + w.start(), mention.span.end) for w in words):
        for span, name in grammar.matcher.find(at.of(reading.text)):
            if span.start == 0 and not name.guarded and name.place_id != mention.place_id:
                inner = Span(at.start, at.start + span.end)
                yield PlaceMention(name.place_id, inner.of(reading.text), inner)
                return


def _listed(reading: Reading, found: list[tuple[Span, list[_Name]]], index: int, grammar: _Grammar) -> bool:
    """True for a guarded name in a list with one that needs no guard ("Waddan, Houn et Sokna")."""
    span = found[index][0]
    for other, names in found[max(0, index - 1) : index + 2]:
        between = reading.folded[min(other.end, span.end) : max(other.start, span.start)]
        if not all(n.guarded for n in names) and grammar.joint.fullmatch(between):
            return True
    return False


def _rank(place: Place) -> tuple[bool, int, float]:
    """The likeliest of several places of one name: not a common word, drawn first, well known."""
    return place.needs_context, place.tier, place.uncertainty_km


def _capital(reading: Reading, grammar: _Grammar) -> Iterator[PlaceMention]:
    if grammar.capital_id is None:
        return
    for found in grammar.capital.finditer(reading.folded):
        span = Span(found.start(), found.end())
        yield PlaceMention(grammar.capital_id, span.of(reading.text), span)
