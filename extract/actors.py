"""Actors named in a report. In: a Reading with sentences and places. Out: ActorMentions, in order.

Names and the theatre's phrases come first; adjectives of nationality ("drone turc") name a state; pronouns
and words such as "les assaillants" take the side the text makes them mean.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from extract.folding import fold
from extract.lexicon import Lexicon
from extract.names import NameMatcher
from extract.phrases import Hit, PhraseMatcher
from extract.reading import ActorMention, Reading
from extract.records import Span
from extract.sides import belligerents, faction_of, rival_of
from theatres.pack import Actor, Theatre

# Kinds of actor that tell the news or suffer it: never what "ces derniers" or "ses troupes" points back to.
_HASHTAG = re.compile(r"#\w+")
_LEAD = 24  # characters before a town that speaks: "tenue pour responsable par"
_RECENT = 20  # mentions a title may point back over
_BYSTANDERS = ("outlet", "population", "agency", "ngo")


@dataclass(frozen=True, slots=True)
class _Grammar:
    names: NameMatcher[str]
    adjectives: PhraseMatcher[str]
    anaphors: PhraseMatcher[str]
    seats: tuple[re.Pattern[str], ...]
    depends: tuple[tuple[frozenset[str], dict[str, str], tuple[str, ...]], ...]


def find_actors(reading: Reading) -> list[ActorMention]:
    """The actors of the text; an anaphor has the side it stands for, None where that is open."""
    grammar: _Grammar = reading.lexicon.made("actors", lambda lex: _compile(lex, reading.theatre))
    named = [*_named(reading, grammar)]
    taken = _Taken(named)
    named += taken.add(_adjectives(reading, grammar))
    named += taken.add(_seats(reading, grammar))
    hits = [h for h in grammar.anaphors.find(reading.folded) if not taken.covers(h.span)]
    return _resolve(reading, sorted(named, key=_position), hits)


def between(actors: list[ActorMention], start: int, end: int) -> list[ActorMention]:
    """The mentions that start in a stretch of text."""
    low = bisect_left(actors, start, key=lambda m: m.span.start)
    return actors[low : bisect_left(actors, end, key=lambda m: m.span.start)]


def _position(mention: ActorMention) -> tuple[int, int]:
    return mention.span.start, -mention.span.end


def _compile(lexicon: Lexicon, theatre: Theatre) -> _Grammar:
    adjectives = lexicon.get("actors", "adjectives", {})
    anaphors = lexicon.get("actors", "anaphors", {})
    return _Grammar(
        NameMatcher(_names(lexicon, theatre)),
        PhraseMatcher((f, a) for a in adjectives if a in theatre.actors for f in adjectives[a]),
        PhraseMatcher((f, kind) for kind in anaphors for f in anaphors[kind]),
        tuple(_joined(lexicon.forms("actors", f"seats.{key}")) for key in ("before", "after", "for")),
        tuple(_dependence(d) for d in lexicon.tables.get("depends", [])),
    )


def _names(lexicon: Lexicon, theatre: Theatre) -> Iterator[tuple[str, str]]:
    # A choice with an empty end may leave "hommes de", which names nobody.
    unfinished = re.compile(rf" (?:{'|'.join(lexicon.forms('actors', 'unfinished')) or '(?!)'})$")
    for actor in theatre.actors.values():
        for spelling in dict.fromkeys(s for names in actor.names.values() for s in names):
            if not unfinished.search(fold(spelling)):
                yield spelling, actor.id
    yield from ((s, a) for s, a in lexicon.table("names").items() if a in theatre.actors)


def _dependence(entry: Any) -> tuple[frozenset[str], dict[str, str], tuple[str, ...]]:
    choice = {"usually": entry["usually"], "otherwise": entry["otherwise"]}
    phrases = frozenset(fold(p) for p in entry["phrases"])
    return phrases, choice, tuple(fold(w) for w in entry["where_text_has"])


def _named(reading: Reading, grammar: _Grammar) -> Iterator[ActorMention]:
    seen: set[Span] = set()
    for span, actor_id in grammar.names.find(_hashtags_spaced(reading.text)):
        if span not in seen:
            seen.add(span)
            yield _mention(reading, span, _meant(reading, span, actor_id, grammar))


def _hashtags_spaced(text: str) -> str:
    """The text, a hashtag of several words as these words ("#بركان_الغضب")."""
    return _HASHTAG.sub(lambda m: m.group().replace("_", " "), text) if "#" in text else text


def _meant(reading: Reading, span: Span, actor_id: str, grammar: _Grammar) -> str:
    """What a name stands for in this text, where the pack says it depends on the words around it."""
    words = span.of(reading.folded)
    for phrases, choice, where in grammar.depends:
        if words in phrases:
            return choice["otherwise" if any(w in reading.folded for w in where) else "usually"]
    return actor_id


def _mention(reading: Reading, span: Span, actor_id: str) -> ActorMention:
    side = faction_of(reading.theatre.actors[actor_id])
    return ActorMention(span, actor_id, side, span.of(reading.text))


def _adjectives(reading: Reading, grammar: _Grammar) -> Iterator[ActorMention]:
    for hit in grammar.adjectives.find(reading.folded):
        yield _mention(reading, hit.span, hit.meaning)


def _seats(reading: Reading, grammar: _Grammar) -> Iterator[ActorMention]:
    """The towns that speak or decide ("Tripoli accuse"), each as the side that held it on the first day."""
    before, after, for_ = grammar.seats
    held = {c.place_id: c.holder for c in reading.theatre.control_start}
    for place in reading.places:
        lead = reading.folded[max(0, place.span.start - _LEAD) : place.span.start]
        speaks = before.search(lead) and after.match(reading.folded, place.span.end)
        if (speaks or for_.search(lead)) and held.get(place.place_id) in reading.theatre.sides:
            yield ActorMention(place.span, None, held[place.place_id], place.name)


def _joined(forms: list[str]) -> re.Pattern[str]:
    return re.compile("|".join(forms) or r"(?!)")


class _Taken:
    """The characters already part of a name."""

    def __init__(self, mentions: list[ActorMention]) -> None:
        self._at = {i for m in mentions for i in range(m.span.start, m.span.end)}

    def covers(self, span: Span) -> bool:
        return span.start in self._at or span.end - 1 in self._at

    def add(self, mentions: Iterator[ActorMention]) -> list[ActorMention]:
        fresh = [m for m in mentions if not self.covers(m.span)]
        self._at |= {i for m in fresh for i in range(m.span.start, m.span.end)}
        return fresh


def _resolve(reading: Reading, named: list[ActorMention], hits: list[Hit[str]]) -> list[ActorMention]:
    """Names and anaphors in order, each anaphor taking its side from what stands before it."""
    found: list[ActorMention] = []
    rest = iter([*named, None])
    following = next(rest)
    end = 0
    for hit in hits:
        while following is not None and following.span.start < hit.span.start:
            found.append(following)
            following = next(rest)
        if hit.span.start >= end:
            found.append(_anaphor(reading, hit, found))
            end = hit.span.end
    return found + ([following] if following else []) + [m for m in rest if m]


def _anaphor(reading: Reading, hit: Hit[str], before: list[ActorMention]) -> ActorMention:
    if hit.meaning in ("title", "body"):
        return _named_again(reading, hit, before)
    if hit.meaning == "one":
        many = reading.lexicon.pattern("actors", "plural")
        before = [m for m in before if not many.match(fold(m.name))] or before
    side = _SIDES[hit.meaning](reading.theatre, before)
    return ActorMention(hit.span, None, side, hit.span.of(reading.text), anaphor=True)


def _named_again(reading: Reading, hit: Hit[str], before: list[ActorMention]) -> ActorMention:
    """Whom "the general" or "the agency" means: the last one named of that title, or of that kind."""
    words = hit.span.of(reading.folded)
    titles: dict[str, set[str]] = reading.lexicon.made("titles", lambda _: _titles(reading.theatre))
    for mention in reversed(before[-_RECENT:]):
        actor = reading.theatre.actors.get(mention.actor_id or "")
        if actor and (_is_body(actor) if hit.meaning == "body" else words in titles.get(actor.id, ())):
            return ActorMention(hit.span, actor.id, faction_of(actor), hit.span.of(reading.text), True)
    return ActorMention(hit.span, None, None, hit.span.of(reading.text), anaphor=True)


def _is_body(actor: Actor) -> bool:
    return actor.kind in ("ngo", "agency", "organisation")


def _titles(theatre: Theatre) -> dict[str, set[str]]:
    """The words of the spellings of each person, titles among them."""
    people = [a for a in theatre.actors.values() if a.kind == "person"]
    return {a.id: {w for names in a.names.values() for s in names for w in fold(s).split()} for a in people}


def _last(theatre: Theatre, before: list[ActorMention]) -> str | None:
    """The side or state last named."""
    for mention in reversed(before):
        actor = theatre.actors.get(mention.actor_id or "")
        if mention.side in theatre.sides and not (actor and actor.kind in _BYSTANDERS):
            return mention.side
    return None


def _last_camp(theatre: Theatre, before: list[ActorMention]) -> str | None:
    camps = belligerents(theatre)
    return next((m.side for m in reversed(before) if m.side in camps), None)


def _rival(theatre: Theatre, before: list[ActorMention]) -> str | None:
    return rival_of(_last_camp(theatre, before), theatre)


def _first_camp(theatre: Theatre) -> list[str]:
    """The belligerents, the one that held less on the first day first: it is the one that attacks."""
    held = [c.holder for c in theatre.control_start]
    attacked = [p.holder for p in theatre.control_start if p.place_id == _prize(theatre)]
    camps = belligerents(theatre)
    return sorted(camps, key=lambda c: (c in attacked, held.count(c)))


def _prize(theatre: Theatre) -> str | None:
    """The place the war is about: the first drawn of the gazetteer."""
    return next((p.id for p in theatre.places.values() if p.tier == 1), None)


def attacker_of(theatre: Theatre) -> str | None:
    """The belligerent that opened the war: the one that did not hold what it is fought over."""
    return next(iter(_first_camp(theatre)), None)


def _attacker(theatre: Theatre, before: list[ActorMention]) -> str | None:
    """The third party last named where it is the last to fight; else the side that opened the war."""
    fighters = (
        m.side
        for m in reversed(before[-_RECENT:])
        if (s := theatre.sides.get(m.side or "")) and s.holds_ground
    )
    last = next(fighters, None)
    return last if last is not None and last not in belligerents(theatre) else attacker_of(theatre)


def _defender(theatre: Theatre, before: list[ActorMention]) -> str | None:
    return rival_of(attacker_of(theatre), theatre)


def _government(theatre: Theatre, before: list[ActorMention]) -> str | None:
    """The belligerent that is a country's government."""
    camps = belligerents(theatre)
    for actor in theatre.actors.values():
        if actor.side in camps and any(r.relation == "government_of" for r in actor.roles):
            return actor.side
    return None


def _open(theatre: Theatre, before: list[ActorMention]) -> str | None:
    return None


def _both(theatre: Theatre, before: list[ActorMention]) -> str | None:
    return ", ".join(belligerents(theatre))


_SIDES = {
    "last": _last,
    "one": _last_camp,
    "many": _last_camp,
    "rival": _rival,
    "attacker": _attacker,
    "defender": _defender,
    "government": _government,
    "ours": _open,
    "enemy": _open,
    "both": _both,
}
