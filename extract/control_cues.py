"""How a language says who holds a place. In: control.toml. Out: its frames and patterns, compiled once.

A frame is a group of phrases ("a repris", "aux mains de") with where its place, its holder and its previous
holder stand. Patterns run over a text in which places and actors are masked (see control_scene): {P}, {A}.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, cast

from extract.lexicon import Lexicon, fold_pattern
from extract.patterns import compile_pattern
from extract.phrases import PhraseMatcher
from extract.records import Change

# Private use: no text brings these signs. A masked name keeps its length.
PLACE_MARK, ACTOR_MARK, OTHER_MARK = "\ue001", "\ue002", "\ue003"
_MARKS = {"p": f"{PLACE_MARK}++", "a": f"{ACTOR_MARK}++"}  # slots are folded like all letters
_WORD_ENDS = r"(?![^\W_])"
# Between two commas: "maîtres, après trois heures de combat, du verrou".
_ASIDE = rf" [^,;.:!?\n{PLACE_MARK}{ACTOR_MARK}]{{6,45}}"
_GLUE = r"[ '\"()-]+"


@dataclass(frozen=True, slots=True, eq=False)
class Frame:
    """A way to say who holds, took or lost a place; `place`, `holder`, `previous` are tried in order."""

    name: str
    change: Change
    place: tuple[str, ...]
    holder: tuple[str, ...]
    previous: tuple[str, ...] = ()
    background: bool = False
    """True where the reporter explains, even inside what a belligerent says."""
    past: bool = False
    """True where it held once and the text says that it no longer does."""
    goes_on: bool = False
    """True for a phrase that means control only behind another of its sentence ("et sécurisé")."""
    own: bool = False
    """True where the one who has it is also the one who says so ("revendique la prise de")."""
    unsaid: bool = False
    """True where a text may leave open who has the place now ("Syrte a été reprise")."""
    unless: re.Pattern[str] | None = None
    """What right before the phrase gives it another meaning."""
    only: re.Pattern[str] | None = None
    """What must stand right before the phrase."""


@dataclass(frozen=True, slots=True)
class Grammar:
    """The frames and patterns of one language."""

    frames: PhraseMatcher[Frame]
    named: re.Pattern[str]
    loose: re.Pattern[str]
    beside: re.Pattern[str]
    siblings: re.Pattern[str]
    there: re.Pattern[str]
    apposed: re.Pattern[str]
    goes_on: re.Pattern[str]
    gapping: re.Pattern[str]
    noun: dict[str, re.Pattern[str]]
    noun_before: dict[str, re.Pattern[str]]
    pronoun: re.Pattern[str]
    out_of: re.Pattern[str]
    distance: re.Pattern[str]
    speaks: re.Pattern[str]
    by: re.Pattern[str]
    next: re.Pattern[str]
    taken_from: re.Pattern[str]
    given_to: re.Pattern[str]
    relative: re.Pattern[str]
    power: re.Pattern[str]
    labelled: re.Pattern[str]
    elided: re.Pattern[str]
    loyal: re.Pattern[str]
    it: re.Pattern[str]
    infinitive: re.Pattern[str]
    fronted: re.Pattern[str]
    patient: re.Pattern[str]
    joined: re.Pattern[str]
    oblique: re.Pattern[str]
    genitive: re.Pattern[str]
    troops: re.Pattern[str]
    subject_pronoun: re.Pattern[str]
    blocked: re.Pattern[str]
    blocked_after: re.Pattern[str]
    hearsay: re.Pattern[str]
    past: re.Pattern[str]
    over: re.Pattern[str]
    partial: re.Pattern[str]
    unnamed: re.Pattern[str]
    likely: dict[str, frozenset[str]]
    kinds: dict[str, frozenset[str]]


def control_grammar(lexicon: Lexicon) -> Grammar:
    """The control grammar of a lexicon's language, compiled once."""
    return cast("Grammar", lexicon.made("control_grammar", lambda lex: _Compiler(lex).compile()))


class _Compiler:
    """Turns the tables of control.toml into patterns."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._table = lexicon.table("control")
        self._slots = {k: _choice(self._fill(v)) for k, v in self._table.get("slots", {}).items()}

    def _fill(self, forms: Iterable[str]) -> list[str]:
        marks = _MARKS | getattr(self, "_slots", {})
        return [re.sub(r"\{(\w+)\}", lambda m: marks.get(m[1], m[0]), fold_pattern(f)) for f in forms]

    def _any(self, key: str) -> str:
        return _choice(self._fill(self._table.get("patterns", {}).get(key, [])))

    def _ending(self, key: str) -> re.Pattern[str]:
        return _ending(self._fill(self._table.get("patterns", {}).get(key, [])))

    def compile(self) -> Grammar:
        fill = rf"(?:{_GLUE}|{self._any('filler')}{_WORD_ENDS})*+"
        stop = self._any("stop")
        # Eight words and their spaces.
        loose = rf"(?:{_GLUE}|(?!{stop}{_WORD_ENDS})[^\W_\d][^\W_]*+){{0,16}}?"
        nouns = {k: _choice(self._fill(v)) for k, v in self._table.get("nouns", {}).items()}
        return Grammar(
            frames=PhraseMatcher(self._frames()),
            named=compile_pattern(rf"{fill}(?:,{_ASIDE},{fill})?({_MARKS['p']})"),
            loose=compile_pattern(rf"{loose}({_MARKS['p']})"),
            beside=compile_pattern(rf"({_MARKS['p']})(?:,|{fill[:-1]})*$"),
            siblings=self._siblings(fill),
            apposed=compile_pattern(rf"{fill}({_MARKS['p']}), [^,;.]{{3,70}}, "),  # characters: one aside
            goes_on=self._ending("goes_on"),
            there=self._there(fill),
            gapping=compile_pattern(self._any("gapping").replace(_MARKS["p"], f"({_MARKS['p']})")),
            noun={k: compile_pattern(rf"{fill[:-1]}?{v}{_WORD_ENDS}") for k, v in nouns.items()},
            noun_before={k: _before(v) for k, v in nouns.items()},
            pronoun=self._ending("pronoun"),
            out_of=compile_pattern(rf"(?<![^\W_]){self._any('out_of')}{fill}({_MARKS['p']})"),
            distance=self._ending("distance"),
            speaks=compile_pattern(self._any("speaks")),
            by=compile_pattern(rf"{self._any('by')}{loose}({_MARKS['a']})"),
            next=compile_pattern(rf"{loose}({_MARKS['a']})"),
            taken_from=compile_pattern(self._any("taken_from").replace(_MARKS["a"], f"({_MARKS['a']})")),
            given_to=compile_pattern(self._any("given_to").replace(_MARKS["a"], f"({_MARKS['a']})")),
            relative=compile_pattern(self._any("relative").replace(_MARKS["p"], f"({_MARKS['p']})") + "$"),
            labelled=compile_pattern(self._any("labelled")),
            elided=compile_pattern(rf"{self._any('elided')}{fill}{_MARKS['p']}"),
            power=compile_pattern(self._any("power")),
            loyal=compile_pattern(self._any("loyal").replace(_MARKS["a"], f"({_MARKS['a']})")),
            patient=compile_pattern(rf"{loose}({_MARKS['a']})"),
            joined=compile_pattern(self._any("joined")),
            it=self._ending("it"),
            infinitive=compile_pattern(rf"{self._any('infinitive')}{_WORD_ENDS}"),
            fronted=self._ending("fronted"),
            genitive=self._ending("genitive"),
            troops=self._ending("troops"),
            oblique=self._ending("oblique"),
            subject_pronoun=compile_pattern(rf"(?<![^\W_]){self._any('subject_pronoun')}{_WORD_ENDS}"),
            blocked=compile_pattern(rf"(?<![^\W_]){self._any('blocked')}$"),
            blocked_after=compile_pattern(self._any("blocked_after")),
            hearsay=compile_pattern(rf"(?<![^\W_]){self._any('hearsay')}{_WORD_ENDS}"),
            past=compile_pattern(rf"(?<![^\W_]){self._any('past')}{_WORD_ENDS}"),
            over=compile_pattern(rf"(?<![^\W_]){self._any('over')}{_WORD_ENDS}"),
            partial=compile_pattern(rf"(?<![^\W_]){self._any('partial')}{_WORD_ENDS}"),
            unnamed=self._ending("unnamed"),
            likely={k: frozenset(v) for k, v in self._table.get("likely", {}).items()},
            kinds={k: frozenset(v) for k, v in self._table.get("kinds", {}).items()},
        )

    def _siblings(self, fill: str) -> re.Pattern[str]:
        dated, place = self._any("dated"), _MARKS["p"]
        return compile_pattern(rf"(?:{self._any('and')}{fill}|{dated}, {fill}(?={place}{dated}))({place})")

    def _there(self, fill: str) -> re.Pattern[str]:
        place = f"{fill}{_MARKS['p']}"
        return compile_pattern(rf"{self._any('there')}{place}(?:{self._any('and')}{place})*+")

    def _frames(self) -> Iterator[tuple[str, Frame]]:
        for name, table in self._table.get("frames", {}).items():
            edges = {k: _ending(self._fill(table[k])) for k in ("unless", "only") if k in table}
            frame = _frame(name, table, edges)
            yield from ((form, frame) for form in self._fill(table["forms"]))


def _frame(name: str, table: dict[str, Any], edges: dict[str, re.Pattern[str]]) -> Frame:
    places, holders, previous = (tuple(table.get(k, ())) for k in ("place", "holder", "previous"))
    flags = {k: True for k in ("background", "past", "goes_on", "own", "unsaid") if table.get(k)}
    options: dict[str, Any] = flags | edges
    return Frame(name, table["change"], places, holders, previous, **options)


def _choice(forms: Iterable[str]) -> str:
    ordered = sorted(set(forms), key=len, reverse=True)
    return "(?:" + ("|".join(ordered) or "(?!)") + ")"


def _before(noun: str) -> re.Pattern[str]:
    # Characters: an adjective or two between a noun and the place it stands for.
    return compile_pattern(rf"(?<![^\W_]){noun}[^,;.:{PLACE_MARK}]{{0,30}}$")


def _ending(forms: Iterable[str]) -> re.Pattern[str]:
    """Any of the forms at the end of a stretch."""
    return compile_pattern(rf"(?<![^\W_]){_choice(forms)}$")
