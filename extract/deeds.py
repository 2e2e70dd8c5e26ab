"""Words that tell a happening. In: a Reading with sentences. Out: Deeds: where, of which type, in which turn.

A blow takes its type from the words around it; what is negated, ordered or only condemned is left out, and
what was only tried is fighting, not a gain.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass, replace
from typing import cast

from extract.actors import between
from extract.folding import fold
from extract.lexicon import Lexicon, any_of, flatten, fold_pattern
from extract.patterns import compile_pattern
from extract.phrases import Hit, PhraseMatcher
from extract.reading import Reading, Sentence
from extract.records import EventType, Span

_BEFORE = 45  # characters: "n'ont toujours pas reussi a s'en " and the like
_ASIDE = 110  # where words between commas stand before the verb
_OF_PLACE = "place_act"  # an act that only counts with a place for its object
_RULING = 4  # verbs of ordering or condemning that may still govern what follows
_NEAR = 80  # characters beside a blow that hold its weapon
_SENTENCE = 500  # characters that hold the whole of all but the longest sentences
_GOVERNS = 130  # characters a verb of ordering or condemning reaches over
_Hit = Hit[tuple[str, str]]
_SHAPES = ("act", "place_act", "move", "undergo", "host", "noun", "fact")
_GENERIC = "strike"
# What those who call for a ceasefire ask for besides.
_ASKED = ("ceasefire", "negotiation")
# Deeds that a vow, an order or a condemnation speaks of without telling them.
_SPOKEN_OF = frozenset(
    {"battle", "airstrike", "shelling", "bombing", "territorial_gain", "withdrawal", "siege", "weapons_loss"}
    | {"attack_on_civilians", "capture_of_persons", "arms_or_foreign_fighters", "ceasefire"}
)


@dataclass(frozen=True, slots=True)
class Deed:
    """A happening as worded: `shape` says how its doer is found (act, move, undergo, host, noun, fact)."""

    span: Span
    sentence: Sentence
    event_type: EventType
    shape: str
    attempted: bool = False
    negated: bool = False


@dataclass(frozen=True, slots=True)
class _Grammar:
    matcher: PhraseMatcher[tuple[str, str]]
    kinds: list[tuple[EventType, re.Pattern[str]]]
    negated: re.Pattern[str]
    attempt: re.Pattern[str]
    infinitive: re.Pattern[str]
    definite: re.Pattern[str]
    determined: re.Pattern[str]
    opening: re.Pattern[str]
    article: re.Pattern[str]
    auxiliary: re.Pattern[str]
    bare: re.Pattern[str]
    agent: re.Pattern[str]
    determiner: re.Pattern[str]
    civil: re.Pattern[str]
    civil_object: re.Pattern[str]
    verbal: re.Pattern[str]
    unreal: re.Pattern[str]
    meant: re.Pattern[str]
    civil_subject: re.Pattern[str]
    achieved: re.Pattern[str]
    idle_subject: re.Pattern[str]


def _compile(lexicon: Lexicon) -> _Grammar:
    table = lexicon.table("events")
    senses = [(t, s) for t in table for s in _SHAPES if t != "context" and s in table[t]]
    kinds = table.get(_GENERIC, {}).get("kinds", [])
    return _Grammar(
        PhraseMatcher((f, (t, s)) for t, s in senses for f in table[t][s]),
        [(k["type"], any_of(fold_pattern(w) for w in k["words"])) for k in kinds],
        ends_with(lexicon, "negated"),
        ends_with(lexicon, "attempt"),
        re.compile("(?:" + "|".join(lexicon.forms("events", "context.infinitive") or ["(?!)"]) + r")\b"),
        ends_with(lexicon, "definite"),
        ends_with(lexicon, "determined"),
        ends_with(lexicon, "opening"),
        ends_with(lexicon, "article_before"),
        re.compile(f"{ends_with(lexicon, 'active').pattern}|{ends_with(lexicon, 'passive').pattern}"),
        ends_with(lexicon, "bare"),
        re.compile("|".join(lexicon.forms("events", "context.agent_after")) or r"(?!)"),
        re.compile("|".join(lexicon.forms("events", "context.article")) or r"(?!)"),
        re.compile("|".join(lexicon.forms("events", "context.civil")) or r"(?!)"),
        re.compile("|".join(lexicon.forms("events", "context.civil_object")) or r"(?!)"),
        re.compile(rf"(?:{'|'.join(lexicon.get('events', 'context.verbal', [])) or '(?!)'})$"),
        re.compile("|".join(lexicon.forms("events", "context.unreal")) or r"(?!)"),
        ends_with(lexicon, "meant"),
        ends_with(lexicon, "civil_subject"),
        ends_with(lexicon, "achieved"),
        ends_with(lexicon, "idle_subject"),
    )


def ends_with(lexicon: Lexicon, key: str, accents: bool = False) -> re.Pattern[str]:
    """The contexts of a key of [context], each a form that ends where the deed begins."""
    written = flatten(lexicon.get("events", f"context.{key}", []))
    forms = written if accents else [fold_pattern(f) for f in written]
    # A form that begins with a letter begins with its word.
    whole = [rf"(?<![^\W_]){f}" if re.match(r"(?:\(\?:)*[^\W_]", f) else f for f in forms]
    return compile_pattern("|".join(f"(?:{f})" for f in whole) or r"(?!)")


def find_deeds(reading: Reading) -> list[Deed]:
    """The happenings the text words, in order, one per type and clause."""
    return reading.kept("deeds", _find_deeds)


def _find_deeds(reading: Reading) -> list[Deed]:
    grammar: _Grammar = reading.lexicon.made("deeds", _compile)
    found: list[Deed] = []
    hits = grammar.matcher.find(reading.folded)
    hits = [h for h in hits if h.meaning[1] != _OF_PLACE or _takes_place(reading, h.span, grammar)]
    for hit in _outermost(reading, hits, grammar):
        deed = _deed(reading, hit, grammar)
        if deed is not None:
            found.append(deed)
    return [d for d in _governed(reading, found, grammar) if d is not None]


def _outermost(reading: Reading, hits: list[_Hit], grammar: _Grammar) -> list[_Hit]:
    """The hits that stand in no longer one; of a verb and a noun written alike, the fitting one."""
    kept: list[_Hit] = []
    for hit in hits:
        if not kept or hit.span.end > kept[-1].span.end:
            kept.append(hit)
        elif (
            hit.span == kept[-1].span and hit.meaning[1] == "noun" and _determined(reading, hit.span, grammar)
        ):
            kept[-1] = hit
    return kept


def _determined(reading: Reading, span: Span, grammar: _Grammar) -> bool:
    if grammar.verbal.search(span.of(reading.text)):
        return False
    if any(a.span.end == span.start - 1 for a in between(reading.actors, span.start - _BEFORE, span.start)):
        return False
    before = reading.folded[max(0, span.start - _BEFORE) : span.start]
    return bool(grammar.determined.search(before) or grammar.opening.search(before))


def _deed(reading: Reading, hit: _Hit, grammar: _Grammar) -> Deed | None:
    sentence = reading.sentence_at(hit.span.start)
    kind, shape = hit.meaning
    reach = _ASIDE if reading.folded.endswith(", ", 0, hit.span.start) else _BEFORE
    before = reading.folded[max(sentence.span.start, hit.span.start - reach) : hit.span.start]
    unreal = grammar.unreal.match(reading.folded, hit.span.end, sentence.span.end) or (
        shape == "noun" and grammar.meant.search(before)
    )
    idle = kind == "territorial_gain" and grammar.idle_subject.search(before)
    negated = bool(grammar.negated.search(before) or idle or (unreal and kind in _SPOKEN_OF))
    event_type = _kind_of(reading, hit.span, sentence, grammar) if kind == _GENERIC else cast(EventType, kind)
    civil = grammar.civil_object if shape == "act" else grammar.civil
    if event_type == "battle" and civil.match(reading.folded, hit.span.end, sentence.span.end):
        event_type = "attack_on_civilians"
    if event_type == "withdrawal" and shape != "noun" and grammar.civil_subject.search(before):
        event_type = "displacement"
    shape = "act" if shape == _OF_PLACE else shape
    if shape == "act" and _only_qualifies(reading, hit.span, before, grammar):
        return None
    deed = Deed(hit.span, sentence, event_type, shape, negated=negated)
    infinitive = shape != "noun" and grammar.infinitive.match(hit.span.of(reading.folded))
    if infinitive and grammar.attempt.search(before) and not grammar.achieved.search(before):
        return _attempted(deed)
    return deed


def _takes_place(reading: Reading, span: Span, grammar: _Grammar) -> bool:
    """True where a place stands right after a verb: it is what is taken or left."""
    first = bisect_left(reading.places, span.end, key=lambda p: p.span.start)
    following = (reading.folded[span.end : p.span.start] for p in reading.places[first : first + 1])
    return any(between == " " or grammar.determiner.fullmatch(between) for between in following)


def _only_qualifies(reading: Reading, span: Span, before: str, grammar: _Grammar) -> bool:
    """True for a participle that only describes a noun, or a noun written like a verb."""
    if not grammar.verbal.search(span.of(reading.text).split(" ")[0]):
        return not before.strip() or grammar.article.search(before[-6:]) is not None
    if grammar.auxiliary.search(before) or grammar.bare.search(before):
        return False
    return grammar.agent.match(reading.folded, span.end) is None


def _attempted(deed: Deed) -> Deed:
    gain = deed.event_type == "territorial_gain"
    return replace(deed, event_type="battle" if gain else deed.event_type, attempted=True)


def _kind_of(reading: Reading, span: Span, sentence: Sentence, grammar: _Grammar) -> EventType:
    """The type of a blow: by its own clause, else by its sentence."""
    for reach in (_NEAR, _SENTENCE):
        start, end = max(sentence.span.start, span.start - reach), min(sentence.span.end, span.end + reach)
        stretch = reading.folded[start:end]
        for kind, pattern in grammar.kinds:
            if pattern.search(stretch):
                return kind
    return "airstrike"


def _governed(reading: Reading, deeds: list[Deed], grammar: _Grammar) -> list[Deed | None]:
    """Each deed, None where a verb before it in its clause only speaks of it."""
    kept: list[Deed | None] = []
    ruling: list[Deed] = []
    for deed in deeds:
        ruling = [r for r in ruling[-_RULING:] if r.sentence.index == deed.sentence.index]
        spoken = deed.event_type in {*_SPOKEN_OF, *_ASKED} and any(
            _rules(reading, r, deed, grammar) for r in ruling
        )
        kept.append(None if spoken else deed)
        if deed.event_type in ("order_or_threat", "condemnation", "ceasefire_call"):
            ruling.append(deed)
    return kept


def _rules(reading: Reading, ruler: Deed, deed: Deed, grammar: _Grammar) -> bool:
    if deed.span.start - ruler.span.end > _GOVERNS:
        return False
    if reading.folded.find(";", ruler.span.end, deed.span.start) >= 0:
        return False
    if ruler.event_type == "ceasefire_call":
        return deed.event_type in _ASKED
    if ruler.event_type == "condemnation":
        return ruler.shape != "noun" and deed.shape == "noun"
    return deed.shape == "noun" or grammar.infinitive.match(deed.span.of(reading.folded)) is not None


def is_definite(reading: Reading, deed: Deed) -> bool:
    """True for "le raid", "cette attaque": the text told it before."""
    grammar: _Grammar = reading.lexicon.made("deeds", _compile)
    before = fold(reading.text[max(0, deed.span.start - _BEFORE) : deed.span.start])
    return deed.shape == "noun" and grammar.definite.search(before) is not None


def is_backdrop(reading: Reading, deed: Deed) -> bool:
    """True for "lors des combats": the circumstances of something else."""
    pattern: re.Pattern[str] = reading.lexicon.made("backdrop", lambda lex: ends_with(lex, "backdrop"))
    start = max(deed.sentence.span.start, deed.span.start - _BEFORE)
    return deed.shape == "noun" and pattern.search(reading.folded[start : deed.span.start]) is not None
