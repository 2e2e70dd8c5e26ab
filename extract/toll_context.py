"""Who a toll counts, where, over what time, and who says so. In: a Reading and its findings. Out: each answer."""

from __future__ import annotations

from extract.dates import when_for
from extract.reading import Reading, within
from extract.records import Attribution, Count, PlaceMention, Scope, Span, When
from extract.toll_kinds import Finding
from extract.toll_sources import TollSources

_SERIES = 10  # dated tolls in the theatre: an agency with as many keeps a running count


class TollContext:
    """Answers for the findings of one report, by their index."""

    def __init__(self, reading: Reading, findings: list[Finding], spans: list[Span]) -> None:
        self._reading, self._findings, self._spans = reading, findings, spans
        self._scopes: dict[int, Scope] = {}
        self._sources = TollSources(reading, findings)

    def sentence(self, i: int) -> Span:
        """The sentence a finding stands in."""
        return self._reading.sentence_at(self._findings[i].quantity.core.start).span

    def scope(self, i: int, count: Count) -> Scope:
        """Cumulative where the words count over a period, incident otherwise."""
        self._scopes[i] = self._scope(i, count)
        return self._scopes[i]

    def _scope(self, i: int, count: Count) -> Scope:
        finding, sentence = self._findings[i], self.sentence(i)
        if self._says("incident", sentence):
            return "incident"
        if (finding.part or finding.carried) and i > 0 and self._follows(i, sentence):
            return self._scopes.get(i - 1, "incident")
        return "cumulative" if self._running(i, count, sentence) else "incident"

    def _follows(self, i: int, sentence: Span) -> bool:
        earlier = self._findings[i - 1].quantity.core.start
        between = self._reading.folded[earlier : self._findings[i].quantity.core.start]
        return earlier >= sentence.start and ";" not in between

    def _running(self, i: int, count: Count, sentence: Span) -> bool:
        lexicon = self._reading.lexicon
        if self._findings[i].kind in lexicon.get("tolls", "scope.running_kinds", ()):
            return True
        if (count.low or count.high or 0) > lexicon.get("tolls", "scope.incident_most", 999):
            return True
        return self._says("cumulative", sentence) or self._window(sentence) or self._asked(i) or self._tallies(i)

    def _says(self, scope: str, sentence: Span) -> bool:
        pattern = self._reading.lexicon.pattern("tolls", f"scope.{scope}")
        return pattern.search(self._reading.folded, sentence.start, sentence.end) is not None

    def _window(self, sentence: Span) -> bool:
        return any(d.background for d in within(self._reading.dates, sentence))

    def _asked(self, i: int) -> bool:
        """True where the sentence before asks over a period ("Et depuis le debut du mois ?")."""
        index = self._reading.sentence_at(self._findings[i].quantity.core.start).index
        before = self._reading.sentences[index - 1].span if index else None
        return before is not None and before.of(self._reading.text).endswith("?") and self._says("cumulative", before)

    def _tallies(self, i: int) -> bool:
        """True for an agency whose dated tolls of the theatre are all running totals, with no day said here."""
        source = self.source(i)
        actor = self._reading.theatre.actors.get(source.source_id or "") if source else None
        if actor is None or actor.kind != "agency" or self.as_of(i) is not None:
            return False
        return sum(m.source == actor.id for m in self._reading.theatre.toll_marks) >= _SERIES

    def since(self, i: int) -> When | None:
        """From when a running total counts: a period opened in its sentence."""
        opened = [d for d in within(self._reading.dates, self.sentence(i)) if d.background]
        return opened[0].when if opened else None

    def source(self, i: int) -> Attribution | None:
        """Who counts, None where the reporter does."""
        return self._sources.source(i)

    def who(self, i: int) -> str:
        """Whom a toll counts: a neutral name of the lexicon, "all" where the text does not part them."""
        span = Span(self._findings[i].quantity.core.start, self._spans[i].end)
        table = self._reading.lexicon.get("tolls", "who", {})
        for name in table:
            if self._reading.lexicon.pattern("tolls", f"who.{name}").search(self._reading.folded, span.start, span.end):
                return str(name)
        return "all"

    def place(self, i: int) -> str | None:
        """Where: the nearest place of its sentence, else the last one named before it in the paragraph."""
        at = self._findings[i].quantity.core.start
        sentence = self._reading.sentence_at(at)
        inside = self._places(sentence.span)
        if inside:
            return min(inside, key=lambda p: abs(p.span.start - at)).place_id
        if self._scopes.get(i) == "cumulative":
            return None
        first = next(s.span.start for s in self._reading.sentences if s.paragraph == sentence.paragraph)
        before = self._places(Span(first, sentence.span.start))
        return before[-1].place_id if before else None

    def _places(self, span: Span) -> list[PlaceMention]:
        theatre = self._reading.theatre
        outside = theatre.settings.get("kinds_outside", ())
        return [p for p in within(self._reading.places, span) if theatre.places[p.place_id].kind not in outside]

    def as_of(self, i: int) -> When | None:
        """The day the figure is of."""
        return when_for(self._reading, self._spans[i])
