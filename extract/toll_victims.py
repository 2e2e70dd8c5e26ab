"""Whom tolls count. In: a Reading and its toll findings. Out: a side's id, a neutral name ("children") or
"all".
"""

from __future__ import annotations

import re

from extract.lexicon import Lexicon, any_of
from extract.reading import ActorMention, Reading, within
from extract.records import Attribution, Span
from extract.roles import side_of
from extract.toll_findings import Finding

_AFTER = 40  # characters after the evidence in which "dans les rangs de", "parmi les" may name whom it counts
_BEFORE = 30  # characters before a number in which "perdu", "pertes de" tell one's own losses
_LABEL = 14  # characters before a number in brackets: "(civils : 126)"


class TollVictims:
    """Answers for the findings of one report, by their index."""

    def __init__(self, reading: Reading, findings: list[Finding], spans: list[Span]) -> None:
        self._reading, self._findings, self._spans = reading, findings, spans

    def who(self, i: int, source: Attribution | None) -> str:
        """Whom the toll counts; one's own losses belong to the side of the one who counts."""
        at = self._findings[i].quantity.core.start
        region = self._region(i)
        before = max(at - _BEFORE, self._findings[i - 1].quantity.core.end if i else 0)
        if own := self._own(before, region, source):
            return self._loser(at, own) or own
        named, side = self._named(i, region), self._side(i, region)
        fighters = self._reading.lexicon.get("tolls", "victims.fighters", ())
        if side is not None and (named is None or named in fighters):
            return side
        return named or self._loser(at, None) or self._named_before(i) or "all"

    def _named_before(self, i: int) -> str | None:
        """Whom a total told before its number counts: "le nombre de soignants tues s'eleve a 21"."""
        stretch = self._reading.folded[self._spans[i].start : self._findings[i].quantity.core.start]
        table = self._reading.lexicon.made("victims", _compile)
        return next((str(name) for name, (pattern, _) in table.items() if pattern.search(stretch)), None)

    def _loser(self, at: int, speaker: str | None) -> str | None:
        """The side that "has lost" a number of people, or in whose ranks, named before it, they fell; "the
        enemy" is the speaker's.
        """
        start, text, lexicon = self._reading.around(at).start, self._reading.folded, self._reading.lexicon
        fought = [
            (m, s) for m in within(self._reading.actors, Span(start, at)) if (s := self._fights(m, speaker))
        ]
        if not fought:
            return None
        mention, side = fought[-1]
        lost = lexicon.made(
            "lost",
            lambda lex: any_of(lex.forms("tolls", "victims.lost"), r"(?<![^\W_])(?:{})[^;:.]{{0,16}}$"),
        )
        ranks = lexicon.made(
            "ranks_before",
            lambda lex: any_of(lex.forms("tolls", "victims.ranks_before"), r"(?<![^\W_])(?:{}) ?$"),
        )
        told = lost.search(text[mention.span.end : at]) or ranks.search(text[start : mention.span.start])
        return side if told else None

    def _fights(self, mention: ActorMention, speaker: str | None) -> str | None:
        faction = side_of(mention, speaker, self._reading) if speaker else mention.side
        side = self._reading.theatre.sides.get(faction or "")
        return side.id if side is not None and side.belligerent else None

    def _region(self, i: int) -> Span:
        """From the number to a little after its evidence, the next number left out."""
        sentence = self._reading.around(self._findings[i].quantity.core.start)
        start, end = self._findings[i].quantity.masked_end, min(self._spans[i].end + _AFTER, sentence.end)
        if i + 1 < len(self._findings):
            end = min(end, max(start, self._findings[i + 1].quantity.span.start))
        stop = re.search(r"[;:.!?]", self._reading.folded[start:end])
        return Span(start, start + stop.start() if stop else end)

    def _own(self, start: int, region: Span, source: Attribution | None) -> str | None:
        lexicon, text = self._reading.lexicon, self._reading.folded
        actor = self._reading.theatre.actors.get(source.source_id or "") if source else None
        side = self._reading.theatre.sides.get(actor.side or "") if actor else None
        if side is None or not side.belligerent:
            return None
        near = text[max(0, start) : min(region.start + _LABEL, region.end)]
        if lexicon.pattern("tolls", "victims.own_after").search(text, region.start, region.end):
            return side.id
        return side.id if lexicon.pattern("tolls", "victims.own").search(near) else None

    def _named(self, i: int, region: Span) -> str | None:
        text, evidence = self._reading.folded, self._spans[i].end
        table = self._reading.lexicon.made("victims", _compile)
        for name, (pattern, after) in table.items():
            if pattern.search(text, region.start, min(region.end, evidence)):
                return str(name)
            if after.match(text, min(evidence, region.end), region.end):
                return str(name)
        if self._findings[i].part:
            label = text[max(0, region.start - _LABEL - 8) : region.start]
            return next((str(n) for n, (pattern, _) in table.items() if pattern.search(label)), None)
        return None

    def _side(self, i: int, region: Span) -> str | None:
        """The side whose ranks a number is counted in."""
        for mention in within(self._reading.actors, region):
            side = self._reading.theatre.sides.get(mention.side or "")
            between = self._reading.folded[region.start : mention.span.start]
            if side is not None and side.belligerent and (not between.strip() or self._ranks(between)):
                return side.id
        return None

    def _ranks(self, between: str) -> bool:
        pattern = self._reading.lexicon.made(
            "ranks", lambda lex: any_of(lex.forms("tolls", "victims.ranks"), r"(?<![^\W_])(?:{})$")
        )
        return pattern.search(between.rstrip()) is not None


def _compile(lexicon: Lexicon) -> dict[str, tuple[re.Pattern[str], re.Pattern[str]]]:
    """For each neutral name, its nouns, and its nouns right after the evidence ("..., tous civils")."""
    joined = "|".join(lexicon.forms("tolls", "victims.after")) or "(?!)"
    template = r"[,( ]*(?:(?:" + joined + r") )?(?:{})(?![^\W_])"
    names = lexicon.get("tolls", "who", {})
    forms = {n: lexicon.forms("tolls", f"who.{n}") for n in names}
    return {n: (any_of(f), any_of(f, template)) for n, f in forms.items()}
