"""How far an extraction agrees with annotators. In: annotated and extracted reports. Out: tallies and misses.

Every measure is micro-averaged over reports with one-to-one matching, the closest evidence first:
tolls: same kind and number, evidence within 80 characters; tolls_full: and as open a ceiling, scope, source.
events: same type (or one as right), evidence within 200 characters; events_full: and same actor and place.
control: same place and holder; control_full: and the same claimant. places: the Libyan places named.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from theatres.pack import Theatre

Row = Mapping[str, Any]
Range = tuple[int, int]
TOLL_REACH = 80  # a figure and the noun it counts stand in one clause
EVENT_REACH = 200  # an event's evidence may be any part of its sentence
MEASURES = ("tolls", "tolls_full", "events", "events_full", "control", "control_full", "places")
UN_BODIES = {"un", "unsmil", "ocha", "unhcr", "iom", "who"}
# Acronyms the annotators may have left in French, as the neutral name they stand for.
ACRONYMS = {"oms": "who", "onu": "un", "manul": "unsmil", "unocha": "ocha", "hcr": "unhcr", "oim": "iom"}
# Voices that must be credited by name; any other (a witness, an official) only has to be credited at all.
NAMED = UN_BODIES | {"gna", "lna", "us", "eu", "turkey", "sohr", "reuters"}


@dataclass(slots=True)
class Tally:
    """How many rows annotators gave, how many the engine gave, how many of them agree."""

    right: int = 0
    gold: int = 0
    predicted: int = 0

    def add(self, right: int, gold: int, predicted: int) -> None:
        """Count one more report."""
        self.right, self.gold, self.predicted = (
            self.right + right,
            self.gold + gold,
            self.predicted + predicted,
        )

    @property
    def precision(self) -> float:
        """Share of what the engine gave that annotators gave too."""
        return self.right / self.predicted if self.predicted else 0.0

    @property
    def recall(self) -> float:
        """Share of what annotators gave that the engine found."""
        return self.right / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


@dataclass(slots=True)
class Score:
    """The seven tallies of a set of reports, and each miss: report, what, words."""

    tallies: dict[str, Tally] = field(default_factory=lambda: {m: Tally() for m in MEASURES})
    misses: list[tuple[str, str, str]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Pairing:
    """What is being matched: the rows of both, and a cost (None: never) of holding two rows for one."""

    name: str
    gold: list[Row]
    predicted: list[Row]
    cost: Callable[[Row, Row], float | None]
    same: Callable[[Row, Row], bool]


def fold(name: object) -> str | None:
    """A name without case, accents, article and marks; None for nothing."""
    if not name:
        return None
    text = str(name)
    if re.search("[A-Za-z]", text):
        text = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    bare = re.sub(r"^(al|el|as|es|ash|an|at|ad|l)[- ']", "", text.strip().lower())
    return re.sub(r"[^\w]", "", bare)


def name_places(theatre: Theatre) -> dict[str, str]:
    """Every folded spelling of a place or an area of the country, with its folded name.

    The annotators write "south of Tripoli" in one language and "Southern Tripoli" in another: one area of the
    gazetteer, so here its reading is judged and not its name; score.py holds an area to the name it is given.
    """
    table: dict[str, str] = {}
    outside = set(theatre.settings.get("kinds_outside", ())) - {"area"}
    for place in (p for p in theatre.places.values() if p.kind not in outside):
        names = (place.names.get("en"), place.names.get("fr"), place.names.get("ar"), *place.spellings)
        for key in filter(None, map(fold, names)):
            table.setdefault(key, fold(place.names.get("en")) or key)
    return table


def split_names(names: object) -> set[str]:
    """Several names joined by ; or , as a set of folded names."""
    parts = re.split(r"[;,]", str(names)) if names else []
    return {f for p in parts if p.strip() and (f := fold(p))}


def same_source(gold: object, predicted: object) -> bool:
    """True where two credit the same counter: any UN body for the UN, any unnamed voice for another."""
    if not gold or not predicted:
        return not gold and not predicted
    a, b = (ACRONYMS.get(f, f) for f in (fold(gold) or "", fold(predicted) or ""))
    if a == b or split_names(gold) & split_names(predicted) or ("un" in (a, b) and {a, b} <= UN_BODIES):
        return True
    return a not in NAMED and b not in NAMED


def same_actor(gold: object, predicted: object) -> bool:
    """True where an actor is one of those annotated; unknown only where it is unknown."""
    return bool(split_names(gold) & split_names(predicted)) if gold else predicted is None


def find_quote(text: str, quote: str | None) -> Range | None:
    """Where annotated words stand in a text, whatever its spaces."""
    flat = [s.replace("\u00a0", " ").replace("\u202f", " ") for s in (text, quote or "")]
    at = flat[0].find(flat[1]) if quote else -1
    return (at, at + len(flat[1])) if at >= 0 else None


def _apart(a: Range | None, b: Range | None) -> float:
    """Characters between two stretches, plus a tie-break below one for how far apart they start."""
    if a is None or b is None:
        return 0
    return max(0, max(a[0], b[0]) - min(a[1], b[1])) + abs(a[0] - b[0]) / 100_000  # texts are shorter


def _range(row: Row) -> Range | None:
    return (row["start"], row["end"]) if row.get("start") is not None else None


@dataclass(frozen=True, slots=True)
class Judge:
    """Compares extracted with annotated reports; `places` is `name_places` of the theatre."""

    places: Mapping[str, str]

    def place(self, name: object) -> str | None:
        """The folded name of the place a spelling stands for."""
        key = fold(name)
        return self.places.get(key, key) if key else key

    def same_place(self, gold: object, predicted: object) -> bool:
        """True where a place is one of those annotated."""
        names = {self.places.get(k, k) for k in split_names(gold)}
        return self.place(predicted) in names if names else predicted is None

    def add_report(self, gold: Row, predicted: Row, score: Score) -> None:
        """Count one report: `gold` carries id, text and annotations, `predicted` is its line of JSON."""
        body, text = gold.get("gold", gold), str(gold["text"])
        for pairing in (
            self._tolls(text, body["figures"], predicted.get("tolls", [])),
            self._events(text, body["events"], predicted.get("events", [])),
            self._control(text, body["control"], predicted.get("control", [])),
        ):
            _count(pairing, str(gold["id"]), score)
        self._count_places(body["places"], predicted.get("places", []), score)

    def _tolls(self, text: str, gold: list[Row], predicted: list[Row]) -> _Pairing:
        def cost(a: Row, b: Row) -> float | None:
            if a["kind"] != b["kind"] or (a.get("qualifier") != "vague" and a["low"] != b.get("low")):
                return None
            apart = _apart(find_quote(text, a["quote"]), _range(b))
            return apart if apart < TOLL_REACH + 1 else None  # the tie-break is below one

        def same(a: Row, b: Row) -> bool:
            ceiling = (a["high"] is None) == (b.get("high") is None)
            return ceiling and a["scope"] == b.get("scope") and same_source(a["source"], b.get("source"))

        return _Pairing("tolls", gold, predicted, cost, same)

    def _events(self, text: str, gold: list[Row], predicted: list[Row]) -> _Pairing:
        def same(a: Row, b: Row) -> bool:
            here = a["place"] is None or self.same_place(a["place"], b.get("place"))
            return here and same_actor(a["actor"], b.get("actor"))

        def cost(a: Row, b: Row) -> float | None:
            if b.get("event_type") not in {a["type"], *a.get("alt_types", [])}:
                return None
            apart = _apart(find_quote(text, a["quote"]), _range(b))
            elsewhere = a["place"] is not None and not self.same_place(a["place"], b.get("place"))
            worse = elsewhere + (not same_actor(a["actor"], b.get("actor")))
            return worse * 1000 + apart if apart <= EVENT_REACH else None  # 1000: farther than any reach

        return _Pairing("events", gold, predicted, cost, same)

    def _control(self, text: str, gold: list[Row], predicted: list[Row]) -> _Pairing:
        def cost(a: Row, b: Row) -> float | None:
            if not self.same_place(a["place"], b.get("place")) or fold(a["holder"]) != fold(b.get("holder")):
                return None
            return int(_apart(find_quote(text, a["quote"]), _range(b)))

        def same(a: Row, b: Row) -> bool:
            return fold(a.get("claimant")) == fold(b.get("claimant"))

        return _Pairing("control", gold, predicted, cost, same)

    def _count_places(self, gold: Iterable[str], predicted: Iterable[Any], score: Score) -> None:
        golds = {self.place(n) for n in gold}
        found = {self.place(p["name"] if isinstance(p, Mapping) else p) for p in predicted}
        score.tallies["places"].add(len(golds & found), len(golds), len(found))


def match_rows(pairing: _Pairing) -> list[tuple[int, int]]:
    """One-to-one pairs of annotated and extracted rows, the cheapest first."""
    pairs = [(i, j) for i in range(len(pairing.gold)) for j in range(len(pairing.predicted))]
    priced = ((pairing.cost(pairing.gold[i], pairing.predicted[j]), i, j) for i, j in pairs)
    left, right, kept = set[int](), set[int](), list[tuple[int, int]]()
    for _, i, j in sorted((c, i, j) for c, i, j in priced if c is not None):
        if i not in left and j not in right:
            left.add(i)
            right.add(j)
            kept.append((i, j))
    return kept


def _count(pairing: _Pairing, report_id: str, score: Score) -> None:
    pairs = match_rows(pairing)
    sizes = len(pairing.gold), len(pairing.predicted)
    full = sum(pairing.same(pairing.gold[i], pairing.predicted[j]) for i, j in pairs)
    score.tallies[pairing.name].add(len(pairs), *sizes)
    score.tallies[f"{pairing.name}_full"].add(full, *sizes)
    missed = [r for i, r in enumerate(pairing.gold) if i not in {i for i, _ in pairs}]
    spurious = [r for j, r in enumerate(pairing.predicted) if j not in {j for _, j in pairs}]
    score.misses += [(report_id, f"{pairing.name} missed", _words(r)) for r in missed]
    score.misses += [(report_id, f"{pairing.name} spurious", _words(r)) for r in spurious]


def _words(row: Row) -> str:
    named = row.get("type") or row.get("event_type") or row.get("kind")
    held = f"{row.get('place')}={row.get('holder')}"
    return f"{named or held}: {row.get('quote')}"
