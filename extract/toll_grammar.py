"""How a language states tolls, compiled. In: tolls.toml. Out: patterns over the masked text (see
toll_numbers).

In the masked text every number is the one sign MARK. Patterns named `left_*` end right before a number,
`right_*` begin right after it; the name of the group that matched is the kind of the toll.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from extract.lexicon import Lexicon, fold_pattern
from extract.patterns import compile_pattern

MARK = "\ue000"  # private use: no text brings it, clean or not
KINDS = ("casualties", "killed", "injured", "displaced", "captured", "missing")
_SHUT = r"(?![^\W_])"
_OPEN = r"(?<![^\W_])"
_WORD = r"[^\W\d_][^\W_]*(?:['-][^\W_]+)*'?"
_OF = r"[\") ]*(?:{of}(?: |(?<=')))?"


@dataclass(frozen=True, slots=True)
class TollGrammar:
    """Patterns of one language."""

    things: re.Pattern[str]
    people: re.Pattern[str]
    right_fate: re.Pattern[str]
    right_noun: re.Pattern[str]
    right_participle: re.Pattern[str]
    right_subject: re.Pattern[str]
    right_weak: re.Pattern[str]
    right_total: re.Pattern[str]
    right_part: re.Pattern[str]
    right_next: re.Pattern[str]
    right_carry: re.Pattern[str]
    left_nominal: re.Pattern[str]
    left_object: re.Pattern[str]
    left_weak: re.Pattern[str]
    left_label: re.Pattern[str]
    left_total: re.Pattern[str]
    left_vague: re.Pattern[str]
    left_stand: re.Pattern[str]
    left_restated: re.Pattern[str]
    right_unit: re.Pattern[str]
    left_out_of: re.Pattern[str]
    left_revised: re.Pattern[str]
    left_part: re.Pattern[str]
    left_among: re.Pattern[str]
    left_carry: re.Pattern[str]
    left_helped: re.Pattern[str]
    ages: re.Pattern[str]
    left_age: re.Pattern[str]
    aged: re.Pattern[str]
    right_spread: re.Pattern[str]
    right_verb: re.Pattern[str]
    no_verb: re.Pattern[str]
    between: re.Pattern[str]
    single: re.Pattern[str]
    unsaid: re.Pattern[str]
    counting_nouns: tuple[tuple[int, re.Pattern[str]], ...]
    """Nouns that count one or two by their form alone, where the language has any."""
    repeats: tuple[tuple[int, re.Pattern[str]], ...]
    """Words that repeat the toll before them once, twice or three times over."""
    casualty: re.Pattern[str]


def toll_grammar(lexicon: Lexicon) -> TollGrammar:
    """The toll patterns of a lexicon's language, compiled once."""
    grammar: TollGrammar = lexicon.made("toll_grammar", lambda lex: _Compiler(lex).compile())
    return grammar


class _Compiler:
    """Turns the tables of tolls.toml into patterns."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        tables = {key: f"slots.{key}" for key in lexicon.get("tolls", "slots", {})} | {"people": "people"}
        self._open = _OPEN + fold_pattern(lexicon.get("tolls", "lead", ""))
        self._slots = {key: alternation(lexicon.forms("tolls", table)) for key, table in tables.items()}

    def forms(self, *keys: str) -> list[str]:
        """The forms under some keys, their slots filled."""
        found = [f for key in keys for f in self._lexicon.forms("tolls", key)]
        return [re.sub(r"\{([a-z]+)\}", lambda m: self._slots.get(m[1], m[0]), f) for f in found]

    def any(self, *keys: str) -> str:
        """One alternation of the forms under some keys, the longest first."""
        return alternation(self.forms(*keys))

    def kinds(self, *tables: str) -> str:
        """One alternation with a group per kind, of the forms under the given tables of each kind."""
        groups = ((k, self.forms(*(f"kinds.{k}.{t}" for t in tables))) for k in KINDS)
        return (
            "|".join(f"(?P<{kind}>{alternation(forms)}){_SHUT}" for kind, forms in groups if forms) or "(?!)"
        )

    def compile(self) -> TollGrammar:
        of = _OF.format(of=self.any("slots.of"))
        people = self.any("people")
        return TollGrammar(
            things=re.compile(f"{of}(?:{_WORD} )?{self.any('things')}{_SHUT}"),
            people=re.compile(f"{of}(?:{_WORD} ){{0,2}}?{people}{_SHUT}(?: {people}{_SHUT})*"),
            **self._right(of),
            **self._left(),
            between=re.compile(self.any("carry.with_next")),
            single=compile_pattern(self._single()),
            no_verb=re.compile(rf"(?: {self.any('carry.when_where')}[^;:.!?\n]{{0,30}})?(?=[;.,\n]|$)"),
            left_age=re.compile(f"{self._open}{self.any('never.ages_after')} $"),
            ages=re.compile(f" {self.any('never.ages')}{_SHUT}"),
            aged=re.compile(self.any("never.aged")),
            unsaid=compile_pattern(self._open + self.any("unsaid")),
            counting_nouns=self._each({"pairs": 2, "singles": 1}, f"{self._open}(?P<noun>{{}}){_SHUT}"),
            repeats=self._each(
                {"repeat.same": 1, "repeat.double": 2, "repeat.triple": 3}, f"{self._open}(?:{{}})"
            ),
            casualty=compile_pattern(f"{self._open}(?:{self.kinds('nouns')})"),
        )

    def _each(self, tables: dict[str, int], template: str) -> tuple[tuple[int, re.Pattern[str]], ...]:
        """A pattern for each table that has forms, with the number it stands for."""
        given = ((number, self.forms(key)) for key, number in tables.items())
        return tuple((n, compile_pattern(template.format(alternation(forms)))) for n, forms in given if forms)

    def _right(self, of: str) -> dict[str, re.Pattern[str]]:
        fill = f"(?:{self.any('fillers.noun')} )"
        every = self.any(*(f"kinds.{k}.nouns" for k in KINDS))
        step = rf" (?!{self.any('stops')}{_SHUT}){_WORD}"
        total = f" {self.any('totals.right')}(?:{self.kinds('nouns', 'participles')})"
        return {
            "right_fate": re.compile(f" {self.any('slots.of_those')} {every} (?:{self.kinds('subject')})"),
            "right_noun": re.compile(f"{of}{fill}{{0,2}}(?:{self.kinds('nouns')})"),
            "right_participle": re.compile(rf"[\")]*(?:{step}){{1,6}}?,? \"?(?:{self.kinds('participles')})"),
            "right_subject": compile_pattern(f"{self._open}(?:{self.kinds('subject')})"),
            "right_weak": compile_pattern(f"{self._open}(?:{self.kinds('weak_subject')})"),
            "right_total": re.compile(total),
            "right_part": re.compile(f"{of}(?:{_WORD} )?{self.any('parts.after')}{_SHUT}"),
            "right_next": re.compile(f"{self.any('parts.of_next')} {MARK}"),
            "right_verb": re.compile(f" {self.any('carry.one_verb')}{_SHUT}"),
            "right_spread": re.compile(f" {self.any('parts.spread')}{_SHUT}"),
            "right_unit": re.compile(f"{of}{self.any('carry.units')}{_SHUT}"),
            "right_carry": re.compile(f" {self.any('carry.after')}{_SHUT}"),
        }

    def _left(self) -> dict[str, re.Pattern[str]]:
        clitic = f"{self.any('slots.clitic')}?"
        fill = rf"(?:(?:[ ,]+{self.any('fillers.object')})+,?)?(?:[ '\"(]|\ba )*{clitic}$"
        label = r"[\" ]*(?:\([^()]*\))?[ :=-]+\(?$"
        reach = self.any("totals.reach")
        verbs = f"(?:,? {self.any('parts.among_verbs')})?"
        nouns = self.kinds("nouns", "participles")
        whole = rf"{self.any('parts.among')} (?:{MARK} )?(?:{nouns})(?:(?: |')[^\W\d_]+){{0,3}}?"
        return {
            "left_nominal": compile_pattern(f"{self._open}(?:{self.kinds('nominal')}){fill}"),
            "left_object": compile_pattern(f"{self._open}(?:{self.kinds('object')}){fill}"),
            "left_weak": compile_pattern(f"{self._open}(?:{self.kinds('weak_object')}){fill}"),
            "left_label": compile_pattern(f"{self._open}(?:{self.kinds('labels')}){label}"),
            "left_total": compile_pattern(
                f"{self._open}{self.any('totals.left')}(?:{self.kinds('nouns', 'participles')}){reach}$"
            ),
            "left_vague": compile_pattern(
                f"{self._open}(?:{self.kinds('nouns')}){self.any('totals.counted')} $"
            ),
            "left_stand": compile_pattern(
                f"{self._open}(?:{self.kinds('nouns')}){self.any('totals.stand')} $"
            ),
            "left_restated": compile_pattern(f"{self._open}{self.any('carry.restated')} $"),
            "left_out_of": compile_pattern(f"{self._open}{self.any('carry.out_of')} $"),
            "left_revised": compile_pattern(f"{self._open}{self.any('carry.revised')} ?$"),
            "left_part": compile_pattern(
                f"{self._open}{self.any('parts.before', 'parts.label')}(?:[ ,]+{_WORD}){{0,2}}[ '\"(:]*$"
            ),
            "left_among": compile_pattern(f"{self._open}{whole}{verbs}[ ,:]*$"),
            "left_helped": compile_pattern(f"{self._open}{self.any('never.helped')}{fill}"),
            "left_carry": compile_pattern(f"{self._open}{self.any('carry.before')}[ '\"(:]*$"),
        }

    def _single(self) -> str:
        """An article that counts one: before a noun for people or victims, or after a word that parts a
        toll.
        """
        nouns = alternation(
            [*self.forms("people"), *(f for k in KINDS for f in self.forms(f"kinds.{k}.nouns"))]
        )
        article = alternation(self._lexicon.forms("numbers", "articles"))
        before = f"{self.any('parts.before')} "
        own, people = self.any("fillers.own"), alternation(self.forms("people"))
        fill = f"(?:{self.any('fillers.noun')} )?"
        one = f"(?P<one>{article}) (?:{fill}{nouns}|{own} {people})"
        return f"{self._open}(?:{before}(?P<part>{article})|{one}){_SHUT}"


def alternation(forms: Iterable[str]) -> str:
    """A group of alternatives, the longest first; it matches nothing where there are none."""
    ordered = sorted(set(forms), key=len, reverse=True)
    return "(?:" + ("|".join(ordered) or "(?!)") + ")"
