"""Where it happened. In: a Reading and a stretch of text. Out: the id of a place the text names, or None.

The nearest place of the clause, else of the sentence, else of the sentences before it in the report; a place
that only measures another ("à 20 km de") or belongs to a name ("les brigades de Misrata") comes last.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass

from extract.deeds import Deed, ends_with
from extract.lexicon import Lexicon, any_of, fold_pattern
from extract.reading import Reading
from extract.records import PlaceMention, Span

_LEAD = 60  # characters before a place that show it only measures another
_REACH = 500  # characters that hold the whole of all but the longest sentences
_BESIDE = 80  # characters around a deed where "there" may stand
_FOLLOWS = 40  # characters from a deed to a place that is plainly its own
_OBJECT = 100  # characters from a verb to the place it takes
_RECALL = 1200  # characters over which "the town" is recalled: a long paragraph
_ROW = 200  # characters from a deed over the places it takes in a row
_VAST = 100  # km: the width of a region, not of a front
_DATELINE = 45  # characters from the opening of a report, and from its place to the dash behind a date
_DASH = re.compile(r"^[^.;!?]* [-\u2013\u2014] ")
_NEARBY = (
    "city",
    "town",
    "neighbourhood",
    "district",
    "airbase",
    "airport",
    "camp",
    "facility",
)  # what "y" means
_FOREIGN = ("diplomatic_visit", "negotiation", "ceasefire", "ceasefire_call")


@dataclass(frozen=True, slots=True)
class _Grammar:
    distance: re.Pattern[str]
    there: re.Pattern[str]
    locative: re.Pattern[str]
    row: re.Pattern[str]
    kinds: tuple[tuple[re.Pattern[str], tuple[str, ...]], ...]


def _compile(lexicon: Lexicon) -> _Grammar:
    kinds = lexicon.get("events", "context.there_is", [])
    return _Grammar(
        ends_with(lexicon, "distance"),
        lexicon.pattern("events", "context.there"),
        ends_with(lexicon, "locative", accents=True),
        re.compile("|".join(lexicon.forms("events", "context.row")) or r"(?!)"),
        tuple((any_of(fold_pattern(w) for w in k["words"]), tuple(k["kinds"])) for k in kinds),
    )


class Scenes:
    """The places of a report as scenes of what it tells."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        grammar: _Grammar = reading.lexicon.made("scenes", _compile)
        self._grammar = grammar
        self._named = {i for a in reading.actors for i in range(a.span.start, a.span.end)}
        usable = [m for m in reading.places if not self._vast(m)]
        self._all = [m for i, m in enumerate(usable) if not self._covered(m, usable[max(0, i - 2) : i + 3])]
        self._starts = [m.span.start for m in self._all]
        self._main = self._first()

    def _vast(self, mention: PlaceMention) -> bool:
        """True for the country and its halves: where something happened is never known by them alone."""
        place = self._reading.theatre.places[mention.place_id]
        return place.kind == "country" or (place.kind == "area" and place.uncertainty_km > _VAST)

    def _kind(self, mention: PlaceMention) -> str:
        return self._reading.theatre.places[mention.place_id].kind

    def _covered(self, mention: PlaceMention, near: list[PlaceMention]) -> bool:
        """True for an area whose own town it names, and for a town inside a name that is no area."""
        inner = [o for o in near if o is not mention and _inside(o.span, mention.span)]
        outer = [o for o in near if o is not mention and _inside(mention.span, o.span)]
        if self._kind(mention) == "area":
            return bool(inner)
        return any(self._kind(o) != "area" for o in outer)

    def of(self, deed: Deed) -> str | None:
        """The place of a deed; a foreign one only for what diplomats do."""
        abroad = deed.event_type in _FOREIGN
        own = self._narrowest(self._between(_stretch(deed), abroad))
        firm = [m for m in own if not self._secondary(m)]
        best = min(firm, key=lambda m: self._distance(m, deed.span), default=None)
        recalled = None
        if best is not None and (there := self._points_back(deed, best)):
            best, recalled = None, self._recalled(there)
        last = next((m.place_id for m in own), None)
        found = best.place_id if best else recalled
        found = found or self._before(deed.sentence.span.start, abroad) or self._main or last
        return self.settlement(found) if found else None

    def _points_back(self, deed: Deed, best: PlaceMention) -> re.Match[str] | None:
        """The words "the town", "this airport" beside a deed, unless a place follows it."""
        if 0 <= best.span.start - deed.span.end < _FOLLOWS:
            return None
        start = max(deed.sentence.span.start, deed.span.start - _BESIDE)
        end = min(deed.sentence.span.end, deed.span.end + _BESIDE)
        return self._grammar.there.search(self._reading.folded, start, end)

    def _recalled(self, there: re.Match[str]) -> str | None:
        """The last place named of the kind the words tell ("the town", "this airport")."""
        kinds = next((k for words, k in self._grammar.kinds if words.search(there.group())), ())
        earlier = self._between(Span(max(0, there.start() - _RECALL), there.start()), False)
        fitting = (
            m for m in reversed(earlier) if not self._secondary(m) and self._kind(m) in (kinds or _NEARBY)
        )
        return next((m.place_id for m in fitting), None)

    def differ(self, one: Deed, other: Deed) -> bool:
        """True where two deeds of a sentence each have a place of their own right after them."""
        first, second = self._object(one), self._object(other)
        return first is not None and second is not None and first != second

    def _object(self, deed: Deed) -> str | None:
        end = min(deed.span.end + _OBJECT, deed.sentence.span.end)
        found = self._between(Span(deed.span.end, end), False)
        return found[0].place_id if found else None

    def joined(self, deed: Deed) -> list[PlaceMention]:
        """The places told in a row right after a deed ("a pris A, B et C"), none for a single one."""
        end = min(deed.span.end + _ROW, deed.sentence.span.end)
        near = [m for m in self._between(Span(deed.span.end, end), False) if not self._secondary(m)]
        found = near[:1]
        for mention in near[1:]:
            if not self._grammar.row.fullmatch(self._reading.folded[found[-1].span.end : mention.span.start]):
                break
            found.append(mention)
        return found if len(found) > 1 else []

    def settlement(self, place_id: str) -> str:
        """The city an area of its outskirts belongs to, as reports name the place of a fight there."""
        places = self._reading.theatre.places
        parent = places.get(places[place_id].parent or "")
        if places[place_id].kind == "area" and parent and parent.shares_point_with:
            return parent.shares_point_with[0]
        return place_id

    def _narrowest(self, mentions: list[PlaceMention]) -> list[PlaceMention]:
        """The mentions, without those that hold another of them: a quarter rather than its city."""
        wider = {w for m in mentions for w in self._around(m.place_id)}
        if any(self._kind(m) != "area" for m in mentions):
            wider |= {m.place_id for m in mentions if self._kind(m) == "area"}
        return [m for m in mentions if m.place_id not in wider] or mentions

    def _around(self, place_id: str) -> set[str]:
        """The places that hold a place, and those drawn at the same point as one that does."""
        places, found = self._reading.theatre.places, set[str]()
        parent = places[place_id].parent
        while parent and parent in places and parent not in found:
            found |= {parent, *places[parent].shares_point_with}
            parent = places[parent].parent
        return found - {place_id}

    def near(self, span: Span, within: Span) -> str | None:
        """The place of a stretch of text, within its sentence or before it."""
        best = min(self._between(within, False), key=lambda m: self._distance(m, span), default=None)
        return best.place_id if best else self._before(within.start, False)

    def _between(self, span: Span, abroad: bool) -> list[PlaceMention]:
        found = self._all[bisect_left(self._starts, span.start) : bisect_left(self._starts, span.end)]
        return [m for m in found if abroad or self._kind(m) != "foreign"]

    def _distance(self, mention: PlaceMention, span: Span) -> tuple[bool, int]:
        gap = max(mention.span.start - span.end, span.start - mention.span.end, 0)
        # A place after the deed is more often its own than one before it.
        return self._secondary(mention), gap if mention.span.start >= span.start else gap + 20

    def _secondary(self, mention: PlaceMention) -> bool:
        start = mention.span.start
        if start in self._named:
            return self._kind(mention) != "foreign" or not self._grammar.locative.search(self._lead(start))
        return self._grammar.distance.search(self._reading.folded[max(0, start - _LEAD) : start]) is not None

    def _lead(self, start: int) -> str:
        return self._reading.text[max(0, start - _LEAD) : start].lower()

    def _before(self, at: int, abroad: bool) -> str | None:
        """What the sentence before is about, else None."""
        index = self._reading.sentence_at(at).index
        span = self._reading.sentences[max(0, index - 1)].span
        near = Span(max(span.start, at - 2 * _REACH), at)
        named = self._between(near, abroad)
        earlier = self._narrowest([m for m in named if not self._is_dateline(m)] or named)
        return next((m.place_id for m in earlier if not self._secondary(m)), None)

    def _first(self) -> str | None:
        """What the report is about: the first place it names for itself, as a dateline or a headline does."""
        own = (m for m in self._all if self._kind(m) != "foreign" and not self._secondary(m))
        return next((m.place_id for m in own), None)

    def _is_dateline(self, mention: PlaceMention) -> bool:
        """True for a place in capitals that a dash parts from the text: "TRIPOLI, 8 avril 2019 -"."""
        after = self._reading.text[mention.span.end : mention.span.end + _DATELINE]
        return mention.name.isupper() and mention.span.start < _DATELINE and _DASH.search(after) is not None


def _stretch(deed: Deed) -> Span:
    sentence = deed.sentence.span
    return Span(max(sentence.start, deed.span.start - _REACH), min(sentence.end, deed.span.end + _REACH))


def _inside(inner: Span, outer: Span) -> bool:
    return inner != outer and outer.start <= inner.start and inner.end <= outer.end
