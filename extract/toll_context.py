"""Who a toll counts, where, over what time, and who says so. In: a Reading and its findings. Out: each answer."""

from __future__ import annotations

from extract.dates import when_for
from extract.reading import Reading, within
from extract.records import Attribution, Count, Scope, Span, When
from extract.toll_kinds import Finding


class TollContext:
    """Answers for the findings of one report, by their index."""

    def __init__(self, reading: Reading, findings: list[Finding], spans: list[Span]) -> None:
        self._reading, self._findings, self._spans = reading, findings, spans
        self._scopes: dict[int, Scope] = {}

    def sentence(self, i: int) -> Span:
        """The sentence a finding stands in."""
        return self._reading.sentence_at(self._findings[i].quantity.core.start).span

    def scope(self, i: int, count: Count) -> Scope:
        """Cumulative where the words count over a period, incident otherwise."""
        self._scopes[i] = self._scope(i, count)
        return self._scopes[i]

    def _scope(self, i: int, count: Count) -> Scope:
        lexicon, sentence = self._reading.lexicon, self.sentence(i)
        text = self._reading.folded
        if lexicon.pattern("tolls", "scope.incident").search(text, sentence.start, sentence.end):
            return "incident"
        finding = self._findings[i]
        if (finding.part or finding.carried) and i > 0 and self.sentence(i - 1) == sentence:
            return self._scopes.get(i - 1, "incident")
        if finding.kind in lexicon.get("tolls", "scope.running_kinds", ()):
            return "cumulative"
        if (count.low or count.high or 0) > lexicon.get("tolls", "scope.incident_most", 999):
            return "cumulative"
        found = lexicon.pattern("tolls", "scope.cumulative").search(text, sentence.start, sentence.end)
        return "cumulative" if found or self._window(sentence) else "incident"

    def _window(self, sentence: Span) -> bool:
        return any(d.background for d in within(self._reading.dates, sentence))

    def since(self, i: int) -> When | None:
        """From when a running total counts: a period opened in its sentence."""
        opened = [d for d in within(self._reading.dates, self.sentence(i)) if d.background]
        return opened[0].when if opened else None

    def source(self, i: int) -> Attribution | None:
        """Who counts, None where the reporter does."""
        voice = self._reading.voice_at(self._findings[i].quantity.core.start)
        if voice is None:
            return None
        return Attribution(voice.actor_id, voice.stance, voice.cue, voice.name)

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
        sentence = self._reading.sentence_at(self._findings[i].quantity.core.start)
        inside = within(self._reading.places, sentence.span)
        at = self._findings[i].quantity.core.start
        if inside:
            return min(inside, key=lambda p: abs(p.span.start - at)).place_id
        return None

    def as_of(self, i: int) -> When | None:
        """The day the figure is of."""
        return when_for(self._reading, self._spans[i])
