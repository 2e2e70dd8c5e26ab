"""Which quantities of a text are tolls, and of what. In: the masked text. Out: (quantity, kind, evidence)
findings.

What stands right of a number is looked at first ("12 blesses"), then what stands left of it ("a tue 12"),
then the verb further right ("12 policiers ... ont peri"); a number with none of these may carry on the toll
before it.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import replace

from extract.number_grammar import grammar_of
from extract.reading import Reading, within
from extract.records import Count, Span, TollKind
from extract.toll_findings import Finding
from extract.toll_grammar import MARK, TollGrammar
from extract.toll_numbers import Masked

_LEFT = 110  # characters looked at before a number: "parmi les ..., notamment celles de"
_RIGHT = 130  # characters to the verb of a subject: a relative clause and an aside between commas
_UNSAID = 30  # characters before a number in which "on ignore combien des" may stand
_REVISED = 5  # characters: "de 376 a 392" with an article to spare
_FAR = 600  # characters over which a figure may go on with the kind of the one before: three sentences
_SHARES = 4  # parts a sentence gives of one whole, at most
_ASIDE = 50  # characters between commas: ", en grande majorite des ...,"
_NEAR = 60  # characters between two numbers that share one verb
_STOP = re.compile(r"[.;:!?\n](?!\d)")
_END = re.compile(r"[:!?\n]|[.](?!\d)")
_BREAK = re.compile(r"[;!?\n]|[.](?!\d)")


class KindFinder:
    """Finds the kind of every quantity of one masked text, in order of position."""

    def __init__(self, reading: Reading, masked: Masked, grammar: TollGrammar) -> None:
        self._reading, self._masked, self._grammar, self._text = reading, masked, grammar, masked.text
        self._breaks = [m.start() for m in _BREAK.finditer(masked.text)]
        self._lines = [m.start() for m in re.finditer(r"\n", masked.text)]
        self._found: dict[int, Finding] = {}

    def find(self) -> list[Finding]:
        """The findings in order of position."""
        count = len(self._masked.marks)
        for i in range(count):
            self._keep(i, self._direct(i))
        for i in reversed(range(count - 1)):
            if i not in self._found:
                self._keep(i, self._with_next(i))
        for i in range(count):
            if i not in self._found:
                self._keep(i, self._carried(i))
        self._add_shares()
        self._bind_pairs()
        for i in range(1, count):
            if i in self._found and i - 1 in self._found and (self._restates(i) or self._renames(i)):
                del self._found[i]
        return [self._found[i] for i in sorted(self._found)]

    def _restates(self, i: int) -> bool:
        """True where a number says the one before once more in another unit."""
        at = self._masked.marks[i]
        said = self._grammar.left_restated.search(self._text[max(0, at - _LEFT) : at])
        return said is not None and self._grammar.right_unit.match(self._text, at + 1) is not None

    def _renames(self, i: int) -> bool:
        """True where "one woman" only says who the one dead before it is ("un mort, une femme")."""
        first, second, at = self._found[i - 1], self._found[i], self._masked.marks[i]
        people = self._people(at)
        if people is None or self._text[first.end : at] != ", ":
            return False
        alone = all(f.quantity.count == Count(1, 1, "exact") for f in (first, second))
        return alone and self._text[people.end() : people.end() + 1] in (",", ".", ")")

    def _helped(self, i: int, kind: str) -> bool:
        """True for displaced people counted for the help they get."""
        at, running = self._masked.marks[i], self._reading.lexicon.get("tolls", "scope.running_kinds", ())
        before = self._text[max(self._line_start(at), at - _LEFT) : at]
        return kind in running and self._grammar.left_helped.search(before) is not None

    def _keep(self, i: int, finding: Finding | None) -> None:
        if finding is None or self._helped(i, finding.kind):
            return
        count = finding.quantity.count
        if finding.quantity.times or count.low is not None or count.high is not None:
            self._found[i] = replace(finding, part=True) if self._is_part(i) else finding

    def _is_part(self, i: int) -> bool:
        at = self._masked.marks[i]
        before = self._text[max(self._line_start(at), at - _LEFT) : at]
        return any(p.search(before) for p in (self._grammar.left_part, self._grammar.left_among))

    def _direct(self, i: int) -> Finding | None:
        at, grammar = self._masked.marks[i], self._grammar
        left = slice(max(self._line_start(at), at - _LEFT), at)
        before = self._text[left]
        if found := grammar.left_nominal.search(before):
            return self._left(i, found, left.start)
        if found := grammar.right_fate.match(self._text, at + 1) or grammar.right_noun.match(
            self._text, at + 1
        ):
            return self._right(i, found)
        vague = self._masked.quantities[i].count.qualifier == "vague"
        if vague and (found := grammar.left_vague.search(before)):
            return self._left(i, found, left.start)
        if self._things(i):
            return None
        return self._by_phrase(i, before, left.start)

    def _by_phrase(self, i: int, before: str, offset: int) -> Finding | None:
        return self._beside(i, before, offset) or self._by_verb(i) or self._by_label(i, before, offset)

    def _beside(self, i: int, before: str, offset: int) -> Finding | None:
        """A participle right of the number, or a verb left of it whose object it is."""
        at, grammar = self._masked.marks[i], self._grammar
        if found := grammar.right_participle.match(self._text, at + 1, self._limit(i)):
            return self._right(i, found)
        if found := grammar.right_total.match(self._text, at + 1):
            return self._right(i, found)
        objects = (grammar.left_object, grammar.left_weak) if self._people(at) else (grammar.left_object,)
        found = next((m for o in objects if (m := o.search(before))), None)
        return self._left(i, found, offset) if found else None

    def _by_verb(self, i: int) -> Finding | None:
        """A verb further right whose subject it is."""
        at, grammar = self._masked.marks[i], self._grammar
        start = max(self._line_start(at), at - _UNSAID)
        verbs = (grammar.right_subject, grammar.right_weak) if self._people(at) else (grammar.right_subject,)
        for verb in verbs:
            found = verb.search(self._text, at + 1, self._limit(i))
            if found and not grammar.unsaid.search(self._text, start, found.end()):
                return self._right(i, found)
        return self._bare(i)

    def _bare(self, i: int) -> Finding | None:
        """A number alone before its verb, after a toll of its sentence ("; quatorze ont ete touches")."""
        at, then = self._masked.marks[i], self._last_before(i)
        found = self._grammar.right_weak.match(self._text, at + 2)
        near = then is not None and at - then.end <= _LEFT and not _END.search(self._text, then.end, at)
        return self._right(i, found) if found and near else None

    def _by_label(self, i: int, before: str, offset: int) -> Finding | None:
        grammar = self._grammar
        for pattern in (grammar.left_among, grammar.left_label, grammar.left_total, grammar.left_stand):
            if found := pattern.search(before):
                return replace(self._left(i, found, offset), part=pattern is grammar.left_among)
        return None

    def _things(self, i: int) -> bool:
        """True where a number counts things or time; "174 trois jours plus tot" counts no days."""
        end = self._masked.quantities[i].core.end
        dated = within(self._reading.dates, Span(end, end + 2))
        return not dated and self._grammar.things.match(self._text, self._masked.marks[i] + 1) is not None

    def _people(self, at: int) -> re.Match[str] | None:
        return self._grammar.people.match(self._text, at + 1)

    def _with_next(self, i: int) -> Finding | None:
        """ "Trois medecins, ainsi qu'un ambulancier, ... blesses", "deux des cinq morts"."""
        at, then = self._masked.marks[i], self._found.get(i + 1)
        before = self._text[max(0, at - _LEFT) : at]
        whole = self._grammar.left_out_of.search(before) or self._grammar.left_part.search(before)
        if then is None or whole or self._things(i):
            return None
        following = self._masked.marks[i + 1]
        if self._grammar.left_revised.search(before) and following - at <= _REVISED:
            return Finding(i, self._masked.quantities[i], then.kind, at, then.end, carried=True)
        if self._grammar.right_next.match(self._text, at + 1, following + 1):
            return Finding(i, self._masked.quantities[i], then.kind, at, following + 1, part=True)
        shares = self._shares(at, following) and then.end > following + 1
        return (
            Finding(i, self._masked.quantities[i], then.kind, at, then.end, shares=True) if shares else None
        )

    def _shares(self, at: int, following: int) -> bool:
        """True where only people and a word such as "et" stand between two numbers."""
        people = self._people(at)
        if people is None or following - at > _NEAR:
            return False
        between = self._text[people.end() : following]
        last = re.sub(r"^[^,;.]{0,30}(?=,)", "", between)
        return any(self._grammar.between.fullmatch(b) for b in (last, between))

    def _carried(self, i: int) -> Finding | None:
        at, grammar = self._masked.marks[i], self._grammar
        then = self._last_before(i)
        if then is None or self._things(i):
            return None
        before = self._text[max(self._line_start(at), at - _LEFT) : at]
        same = self._same_sentence(then.end - 1, at)
        finding = Finding(i, self._masked.quantities[i], then.kind, at, self._people_end(at), carried=True)
        if same and (grammar.left_part.search(before) or grammar.right_part.match(self._text, at + 1)):
            return replace(finding, part=True)
        if grammar.left_carry.search(before):
            return finding if same or self._near_sentence(then.end, at) else None
        if found := grammar.right_carry.match(self._text, at + 1):
            return finding if same or self._next_breath(then, at, found.end()) else None
        if same and i - 1 == then.index and self._coordinated(then, at):
            return finding
        return None

    def _next_breath(self, then: Finding, at: int, end: int) -> bool:
        """True for "; dix-sept autres le lendemain": nothing after the number says what became of them."""
        crossed = bisect_right(self._breaks, at) - bisect_right(self._breaks, then.end - 1)
        return crossed == 1 and self._grammar.no_verb.match(self._text, end) is not None

    def _add_shares(self) -> None:
        """The parts of "treize corps, deux dans le hangar, onze dans la cour": they add up to the whole."""
        for i in sorted(self._found):
            whole, shares, sum_ = self._found[i], list[int](), 0
            for j in range(i + 1, min(i + 1 + _SHARES, len(self._masked.marks))):
                count, at = self._masked.quantities[j].count, self._masked.marks[j]
                spread = self._grammar.right_spread.match(self._text, at + 1)
                if (
                    j in self._found
                    or count.low is None
                    or not spread
                    or not self._same_sentence(whole.end - 1, at)
                ):
                    break
                shares, sum_ = [*shares, j], sum_ + count.low
            if len(shares) > 1 and sum_ == whole.quantity.count.low:
                self._found |= {j: self._share(whole, j) for j in shares}

    def _bind_pairs(self) -> None:
        """ "Au moins trois morts et six blesses ont ete recenses": two nouns, one verb."""
        for i in sorted(self._found):
            first, then = self._found[i], self._found.get(i + 1)
            between = self._text[first.end : self._masked.marks[i + 1]] if then else ""
            paired = then and self._grammar.between.fullmatch(between)
            if then and paired and self._grammar.right_verb.match(self._text, then.end):
                self._found[i] = replace(first, shares=True)

    def _share(self, whole: Finding, j: int) -> Finding:
        at = self._masked.marks[j]
        return Finding(j, self._masked.quantities[j], whole.kind, at, at + 1, part=True, carried=True)

    def _coordinated(self, then: Finding, at: int) -> bool:
        between = self._text[max(then.end, self._masked.marks[then.index] + 1) : at]
        if aged := self._grammar.aged.match(between):
            between = between[aged.end() :]
        if bound := grammar_of(self._reading.lexicon).bound_after.match(between):
            between = between[bound.end() :]
        between = re.sub(rf"^,[^,;.{MARK}]{{0,{_ASIDE}}}(?=,)", "", between)
        people = self._grammar.people.match(self._text, at + 1)
        return people is not None and self._grammar.between.fullmatch(between) is not None

    def _last_before(self, i: int) -> Finding | None:
        return next((self._found[j] for j in range(i - 1, max(-1, i - 6), -1) if j in self._found), None)

    def _people_end(self, at: int) -> int:
        people = self._grammar.people.match(self._text, at + 1)
        return people.end() if people else at + 1

    def _left(self, i: int, found: re.Match[str], offset: int) -> Finding:
        at = self._masked.marks[i]
        kind: TollKind = found.lastgroup  # type: ignore[assignment]
        return Finding(i, self._masked.quantities[i], kind, offset + found.start(), self._people_end(at))

    def _right(self, i: int, found: re.Match[str]) -> Finding:
        at = self._masked.marks[i]
        kind: TollKind = found.lastgroup  # type: ignore[assignment]
        return Finding(i, self._masked.quantities[i], kind, at, found.end())

    def _limit(self, i: int) -> int:
        """How far right a number reaches: its clause, the next number, a screen line."""
        at, marks = self._masked.marks[i], self._masked.marks
        following = marks[i + 1] if i + 1 < len(marks) else len(self._text)
        stop = _STOP.search(self._text, at + 1, min(following, at + _RIGHT))
        return min(following, at + _RIGHT, stop.start() if stop else len(self._text))

    def _line_start(self, at: int) -> int:
        i = bisect_right(self._breaks, at) - 1
        return self._breaks[i] + 1 if i >= 0 else 0

    def _same_sentence(self, first: int, second: int) -> bool:
        return bisect_right(self._breaks, first) == bisect_right(self._breaks, second)

    def _near_sentence(self, first: int, second: int) -> bool:
        crossed = bisect_right(self._breaks, second) - bisect_right(self._breaks, first)
        between = range(bisect_right(self._masked.marks, first), bisect_left(self._masked.marks, second))
        told = any(self._masked.quantities[j].count != Count(1, 1, "exact") for j in between)
        return crossed <= 2 and second - first <= _FAR and not told
