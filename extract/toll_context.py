"""Who a toll counts, where, over what time, and who says so. In: a Reading and its findings. Out: each
answer.
"""

from __future__ import annotations

import re
from datetime import timedelta

from extract.cues import TollCues
from extract.dates import when_for
from extract.reading import DateMention, Reading, within
from extract.records import Attribution, Count, PlaceMention, Scope, Span, When
from extract.toll_findings import Finding
from extract.toll_sources import TollSources, first_sentences
from extract.toll_victims import TollVictims
from theatres.pack import Actor

_SERIES = 10  # dated tolls in the theatre: an agency with as many keeps a running count

_NIGHT = timedelta(days=1)  # from one day to the next: one happening
_CAMPAIGN = timedelta(days=7)  # an attack still told of a week after it was launched is a campaign
_DATELINE = re.compile(r"[ ,(][^.;:!?\n]{0,34}[)] |[^.;:!?\n]{0,34} [-\u2013\u2014] ")
_LAUNCH = 24  # characters before a date: "declenchee a partir du "
_ONE_DAY = 100  # dead or injured: beyond, such an agency does not speak of one day though it names one


def _is_window(when: When) -> bool:
    """True for an interval the text states from one day to another."""
    return (
        when.basis == "stated" and when.start is not None and when.end is not None and when.end > when.start
    )


class TollContext:
    """Answers for the findings of one report, by their index."""

    def __init__(self, reading: Reading, findings: list[Finding], spans: list[Span]) -> None:
        self._reading, self._findings, self._spans = reading, findings, spans
        self._scopes: dict[int, Scope] = {}
        self._firsts = first_sentences(reading)
        self._cues = TollCues(reading)
        self._sources = TollSources(reading, findings, self._cues)
        self._victims = TollVictims(reading, findings, spans)

    def sentence(self, i: int) -> Span:
        """The part of its sentence a finding stands in: from one break ("; ", "ce qui porte") to the next."""
        at = self._findings[i].quantity.core.start
        span = self._reading.around(at)
        stops = [s.start for s in self._cues.inside("scope.breaks", span)]
        before, after = [s for s in stops if s < at], [s for s in stops if s >= at]
        return Span(before[-1] if before else span.start, after[0] if after else span.end)

    def scope(self, i: int) -> Scope:
        """Cumulative where the words count over a period, incident otherwise."""
        if i not in self._scopes:
            for j in range(len(self._findings)):
                self._scopes[j] = self._scope(j, self._findings[j].quantity.count)
            for j in range(len(self._findings) - 1):
                self._agree(j)
        return self._scopes[i]

    def _agree(self, i: int) -> None:
        """Two figures told together are of one scope: the first is cumulative where the next one is."""
        first, second = self._findings[i], self._findings[i + 1]
        together = self.sentence(i).start <= second.quantity.core.start < self.sentence(i).end
        kinds = self._reading.lexicon.get("tolls", "scope.running_kinds", ())
        between = Span(first.quantity.core.end, second.quantity.core.start)
        dated = any(not d.background for d in within(self._reading.dates, between))
        if together and not dated and second.kind not in kinds and not second.carried:
            self._scopes[i] = "cumulative" if self._scopes[i + 1] == "cumulative" else self._scopes[i]

    def _scope(self, i: int, count: Count) -> Scope:
        sentence = self.sentence(i)
        if self._says("incident", sentence):
            return "incident"
        if self._running(i, count, sentence):
            return "cumulative"
        return self._scopes.get(i - 1, "incident") if self._goes_on(i, sentence) else "incident"

    def _goes_on(self, i: int, part: Span) -> bool:
        """True where a figure goes on with the scope of the one before: one sentence, no new day between."""
        if i == 0:
            return False
        if self._findings[i].part:
            return True
        earlier = self._findings[i - 1].quantity.core.start
        whole = self._reading.sentence_at(earlier).span
        if self._opens_with("goes_on", part):
            return True
        if not whole.start <= self._findings[i].quantity.core.start < whole.end:
            return self._findings[i].carried
        if earlier >= part.start:
            return True
        dated = any(not d.background for d in within(self._reading.dates, part))
        return not dated and self._teller(i) == self._teller(i - 1)

    def _teller(self, i: int) -> str | None:
        source = self.source(i)
        return source.source_id or source.name if source else None

    def _running(self, i: int, count: Count, sentence: Span) -> bool:
        lexicon = self._reading.lexicon
        if self._findings[i].kind in lexicon.get("tolls", "scope.running_kinds", ()):
            return True
        if (count.low or count.high or 0) > lexicon.get("tolls", "scope.incident_most", 999):
            return True
        return (
            self._says("cumulative", sentence) or self._window(sentence) or self._after(i) or self._tallies(i)
        )

    def _says(self, scope: str, sentence: Span) -> bool:
        return bool(self._cues.inside(f"scope.{scope}", sentence))

    def _window(self, sentence: Span) -> bool:
        dates = within(self._reading.dates, sentence)
        opened = any(d.background or self._launches(d) or self._is_stretch(d) for d in dates)
        return opened or self._lasts(sentence)

    def _is_stretch(self, date: DateMention) -> bool:
        """True for some days told from the first to the last ("du 1er au 18 mai"): more than a night."""
        when, told = date.when, self._reading.lexicon.pattern("tolls", "scope.stretch")
        if not _is_window(when) or when.start is None or when.end is None:
            return False
        begun = told.match(self._reading.folded, date.span.start, date.span.end)
        return begun is not None and when.end - when.start > _NIGHT

    def _launches(self, date: DateMention) -> bool:
        """True for the first day of something launched long enough ago to be no attack of these days."""
        told, end = self._reading.report.published.start, date.when.end
        if date.when.basis != "stated" or end is None or (told is not None and told - end < _CAMPAIGN):
            return False
        before = Span(date.span.start - _LAUNCH, date.span.end)
        return any(s.end >= date.span.start - 1 for s in self._cues.inside("scope.launched", before))

    def _lasts(self, sentence: Span) -> bool:
        """True where many things that happen over time ("les combats") are told of a month or a year."""
        monthlong = self._says("monthlong", sentence) and not self._says("single", sentence)
        if not (monthlong or self._says("lasting", sentence)):
            return False
        return self._long(sentence)

    def _long(self, sentence: Span) -> bool:
        """True where a month or a year is told."""
        told = (d.when for d in within(self._reading.dates, sentence) if d.when.basis == "stated")
        return any(w.precision in ("month", "year") for w in told) or self._says("long_ago", sentence)

    def _after(self, i: int) -> bool:
        """True where the sentence before asks over a period ("Et depuis le debut du mois ?") or this one
        sums it up.
        """
        sentence = self._reading.sentence_at(self._findings[i].quantity.core.start)
        before = self._reading.sentences[sentence.index - 1].span if sentence.index else None
        if before is None:
            return False
        if before.of(self._reading.text).endswith("?"):
            return self._says("cumulative", before)
        around = self._reading.around(before.start)
        return self._opens_with("sums", sentence.span) and (
            self._says("cumulative", around) or self._window(around)
        )

    def _opens_with(self, key: str, sentence: Span) -> bool:
        pattern = self._reading.lexicon.pattern("tolls", f"scope.{key}")
        return pattern.match(self._reading.folded, sentence.start, sentence.end) is not None

    def _tallies(self, i: int) -> bool:
        """True for an agency that keeps a running count of this war."""
        source = self.source(i)
        actor = self._reading.theatre.actors.get(source.source_id or "") if source else None
        if actor is None or not actor.counts_casualties:
            return False
        count, sentence = self._findings[i].quantity.count, self.sentence(i)
        if self._neutral(actor) and self._long(sentence) and not self._says("single", sentence):
            return True
        told_of_one = self.as_of(i) or self._told_of_one(sentence)
        if actor.kind != "agency" or ((count.low or 0) < _ONE_DAY and told_of_one):
            return False
        return sum(m.source == actor.id for m in self._reading.theatre.toll_marks) >= _SERIES

    def _neutral(self, actor: Actor) -> bool:
        side = self._reading.theatre.sides.get(actor.side or "")
        return side is None or not side.belligerent

    def _told_of_one(self, sentence: Span) -> bool:
        """True where one happening is told, or a place apart from the one the running count is of."""
        tallied = self._reading.theatre.settings.get("tallied_places", ())
        elsewhere = (p.place_id not in tallied for p in self._places(sentence))
        return self._says("single", sentence) or any(elsewhere)

    def since(self, i: int) -> When | None:
        """From when a running total counts: a period opened in its sentence."""
        dates = within(self._reading.dates, self.sentence(i))
        opened = [d for d in dates if d.background or self._launches(d)]
        opened = opened or [d for d in dates if _is_window(d.when)]
        return opened[0].when if opened else None

    def source(self, i: int) -> Attribution | None:
        """Who counts, None where the reporter does."""
        return self._sources.source(i)

    def who(self, i: int) -> str:
        """Whom a toll counts: a side, a neutral name of the lexicon, or "all" where the text does not part
        them.
        """
        return self._victims.who(i, self.source(i))

    def place(self, i: int) -> str | None:
        """Where: the nearest place of its sentence, else the last one named before it in the paragraph."""
        at = self._findings[i].quantity.core.start
        sentence = self._reading.sentence_at(at)
        inside = self._places(self.sentence(i)) or self._places(self._wider(i))
        inside = [p for p in inside if not self._dateline(p)] or inside
        if inside:
            return min(inside, key=lambda p: abs(p.span.start - at)).place_id
        if self._scopes.get(i) == "cumulative":
            return None
        before = self._places(Span(self._firsts[sentence.paragraph].start, sentence.span.start))
        return before[-1].place_id if before else None

    def _dateline(self, place: PlaceMention) -> bool:
        """True for a place that only says where the dispatch was written: "TRIPOLI, 5 mai - "."""
        sentence, text = self._reading.sentence_at(place.span.start), self._reading.text
        return place.span.start == sentence.span.start and _DATELINE.match(text, place.span.end) is not None

    def _wider(self, i: int) -> Span:
        """The sentence of a happening; a running total takes no place from another part of its sentence."""
        around = self._reading.around(self._findings[i].quantity.core.start)
        return around if self._scopes.get(i) != "cumulative" else Span(around.start, around.start)

    def _places(self, span: Span) -> list[PlaceMention]:
        theatre = self._reading.theatre
        outside = theatre.settings.get("kinds_outside", ())
        return [
            p for p in within(self._reading.places, span) if theatre.places[p.place_id].kind not in outside
        ]

    def as_of(self, i: int) -> When | None:
        """The day the figure is of."""
        return when_for(self._reading, self._spans[i])
