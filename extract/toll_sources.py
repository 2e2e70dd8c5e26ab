"""Who counts. In: a Reading and its toll findings. Out: the Attribution of each toll, None where the
reporter counts.

The source of a figure is the one who counts, before the one who is cited: "bilan de l'OMS" over the paper
that quotes it. Without a voice of its own a figure takes the source of the figure before it in the same
sentence.
"""

from __future__ import annotations

from extract.cues import TollCues
from extract.folding import fold
from extract.reading import ActorMention, Reading, Sentence, Voice, within
from extract.records import Attribution, Span
from extract.toll_findings import Finding
from extract.toll_grammar import MARK

_REACH = 16  # characters from "bilan de" to the name of the one who counts: "l'Organisation" and an article
_TITLE = 40  # characters between a verb and the name: "un responsable du ministere de la Sante du"
_AT = 12  # characters before a name: "du cote de l'"
_LATELY = 6  # findings looked back at for the camp a common word means
_MANY = "organisation"  # the kind of actors such as "sources militaires", which no camp owns
_HEADER = 80  # characters: a sentence that only names whose report follows is this short


def first_sentences(reading: Reading) -> dict[int, Span]:
    """The first sentence of each paragraph, by the paragraph's number."""
    return {s.paragraph: s.span for s in reversed(reading.sentences)}


class TollSources:
    """Answers for the findings of one report, by their index, in order."""

    def __init__(self, reading: Reading, findings: list[Finding], cues: TollCues) -> None:
        self._reading, self._findings, self._cues = reading, findings, cues
        self._found: dict[int, Attribution | None] = {}
        self._firsts = first_sentences(reading)
        self._spoken: dict[int, list[Voice]] = {}
        for voice in reading.voices:
            self._spoken.setdefault(reading.sentence_at(voice.span.start).paragraph, []).append(voice)

    def source(self, i: int) -> Attribution | None:
        """Who counts the toll of finding `i`; in order: a figure may take the source before it."""
        if i not in self._found:
            self._found[i] = self._source(i)
        return self._found[i]

    def _source(self, i: int) -> Attribution | None:
        at = self._findings[i].quantity.core.start
        sentence = self._reading.sentence_at(at)
        around = self._reading.around(at)
        if (
            counted := self._counted_by(around, at)
            or self._relied_on(around, at)
            or self._subject(around, at)
        ):
            return self._of_actor(counted)
        voice = self._reading.voice_at(at)
        carried = voice is not None and voice.cue.end <= sentence.span.start
        if carried and (named := self._counter_in(around)):
            return self._of_actor(named)
        if voice is not None:
            return self._of_voice(voice, i)
        if before := self._before(i, around):
            return before
        named = (
            self._counter_in(around)
            or self._postposed(around, at)
            or self._told_after(sentence.index)
            or self._updated_by(sentence)
        )
        if named:
            return self._of_actor(named)
        return self._sole_agency(sentence.paragraph, i) or self._counts_on(sentence.index, i)

    def _counts_on(self, index: int, i: int) -> Attribution | None:
        """The one who keeps count of the dead, for the hurt of the sentence after his: nobody else speaks."""
        last, this = self._findings[i - 1], self._findings[i]
        before = self._reading.sentence_at(last.quantity.core.start)
        if (
            i == 0
            or before.index != index - 1
            or before.paragraph != self._reading.sentences[index].paragraph
        ):
            return None
        kinds = self._reading.lexicon.get("tolls", "sources.counts_on", ())
        if last.kind not in kinds or this.kind not in kinds or this.quantity.count.qualifier == "vague":
            return None
        source = self.source(i - 1)
        actor = self._reading.theatre.actors.get(source.source_id or "") if source else None
        return source if actor and actor.counts_casualties else None

    def _sole_agency(self, paragraph: int, i: int) -> Attribution | None:
        """The agency that keeps count, alone to speak in a paragraph: before a figure and again after it."""
        voices = self._spoken.get(paragraph, [])
        if (
            not voices
            or not voices[0].span.start < self._findings[i].quantity.core.start < voices[-1].span.start
        ):
            return None
        actor = self._reading.theatre.actors.get(voices[0].actor_id or "")
        if actor is None or not actor.counts_casualties or actor.kind != "agency":
            return None
        return self._of_voice(voices[0], i) if all(v.actor_id == actor.id for v in voices) else None

    def _counted_by(self, sentence: Span, at: int) -> ActorMention | None:
        """The actor of "bilan de", "pertes declarees par" before a number."""
        found = self._cues.inside("sources.counted_by", Span(sentence.start, min(at, sentence.end)))
        if not found:
            return None
        near = Span(found[-1].start, found[-1].end + _REACH)
        return next((a for a in within(self._reading.actors, near) if self._speaks(a)), None)

    def _relied_on(self, sentence: Span, at: int) -> ActorMention | None:
        """The actor a paper relies on: "la presse, qui s'appuie sur les autorites"."""
        found = self._cues.inside("sources.relies", Span(sentence.start, min(at, sentence.end)))
        if not found:
            return None
        near = within(self._reading.actors, Span(found[-1].end, found[-1].end + _REACH))
        return next((a for a in near if self._speaks(a)), None)

    def _subject(self, sentence: Span, at: int) -> ActorMention | None:
        """The subject of a verb of counting: right before it, or opening the sentence before an aside."""
        verbs = self._cues.inside("sources.verbs", Span(sentence.start, min(at, sentence.end)))
        if not verbs:
            return None
        named = [
            a for a in within(self._reading.actors, Span(sentence.start, verbs[-1].start)) if self._speaks(a)
        ]
        if named and verbs[-1].start - named[-1].span.end <= 1:
            return named[-1]
        text = self._reading.folded
        aside = named and text[named[0].span.end] == "," and text[verbs[-1].start - 2] == ","
        return named[0] if aside and self._opens(sentence, named[0]) else None

    def _speaks(self, mention: ActorMention) -> bool:
        actor = self._reading.theatre.actors.get(mention.actor_id or "")
        meant = mention.anaphor and mention.side in self._reading.theatre.sides
        return meant if actor is None else actor.kind != "population"

    def _before(self, i: int, sentence: Span) -> Attribution | None:
        """The source of the figure before, where both stand in one sentence or this one carries it on."""
        if i == 0:
            return None
        earlier = self._findings[i - 1].quantity.core.start
        goes_on = self._findings[i].carried or self._findings[i].part
        return self.source(i - 1) if earlier >= sentence.start or goes_on or self._goes_on(sentence) else None

    def _goes_on(self, sentence: Span) -> bool:
        pattern = self._reading.lexicon.pattern("tolls", "sources.goes_on")
        return pattern.match(self._reading.folded, sentence.start, sentence.end) is not None

    def _counter_in(self, sentence: Span) -> ActorMention | None:
        """One who counts the dead: named in brackets, after "au ministere", or before "en est a"."""
        before = self._reading.lexicon.pattern("tolls", "sources.at_counter")
        after = self._reading.lexicon.pattern("tolls", "sources.counting")
        text = self._reading.folded
        for mention in within(self._reading.actors, sentence):
            actor = self._reading.theatre.actors.get(mention.actor_id or "")
            left = text[max(sentence.start, mention.span.start - _AT) : mention.span.start]
            if actor is None or not actor.counts_casualties or mention.anaphor:
                continue
            if (
                self._opens(sentence, mention)
                or left.endswith("(")
                or before.search(left + MARK)
                or after.match(text, mention.span.end + 1)
            ):
                return mention
        return None

    def _opens(self, sentence: Span, mention: ActorMention) -> bool:
        """True where a name is the subject: it opens its sentence, but for an article and a few words of
        time.
        """
        before = self._reading.folded[sentence.start : mention.span.start]
        return self._reading.lexicon.pattern("tolls", "sources.opening").fullmatch(before + MARK) is not None

    def _postposed(self, sentence: Span, at: int) -> ActorMention | None:
        """The actor of ", rappelle l'OMS" after a number."""
        found = self._cues.inside("sources.postposed", Span(min(at, sentence.end), sentence.end))
        return self._first(Span(found[0].end, min(found[0].end + _TITLE, sentence.end)), 1) if found else None

    def _updated_by(self, sentence: Sentence) -> ActorMention | None:
        """The one who counts in the sentence before, where this one opens with "Le nouveau decompte"."""
        opens = self._reading.lexicon.pattern("tolls", "sources.updates").match(
            self._reading.folded, sentence.span.start, sentence.span.end
        )
        before = self._reading.sentences[sentence.index - 1].span if opens and sentence.index else None
        return self._counter_in(before) if before else None

    def _told_after(self, index: int) -> ActorMention | None:
        """The actor of "c'est le decompte que donne", or of a next sentence such as "L'information emane
        de".
        """
        for sentence in self._reading.sentences[index : index + 2]:
            span = self._reading.around(sentence.span.start)
            if found := self._cues.inside("sources.told_after", span):
                return self._first(Span(found[0].start, span.end), 1)
            if found := self._cues.inside("sources.told_before", span):
                return self._first(Span(span.start, found[0].start), -1)
        return None

    def _first(self, span: Span, step: int) -> ActorMention | None:
        """The first actor of a span, or the last where `step` is -1."""
        return next((a for a in within(self._reading.actors, span)[::step] if self._speaks(a)), None)

    def _of_voice(self, voice: Voice, i: int) -> Attribution | None:
        actor = self._reading.theatre.actors.get(voice.actor_id or "")
        nameless = voice.faction is None or (actor is not None and actor.side is None and actor.kind == _MANY)
        nameless = nameless and not self._cares(voice)
        if nameless and (camp := self._camp_of_paragraph(self._findings[i].quantity.core.start)):
            return Attribution(camp.actor_id, voice.stance, voice.cue, camp.name)
        if nameless and self._means_last(voice) and (last := self._last_side(i)):
            return Attribution(last.source_id, voice.stance, voice.cue, last.name)
        if nameless and voice.actor_id is None and voice.cue.of(self._reading.text) == voice.name:
            return None  # "dit-on": nobody is named, not even by a common word
        return self._said_by(voice)

    def _cares(self, voice: Voice) -> bool:
        """True for a hospital or a doctor: of no camp, whatever the paragraph is about."""
        carers = self._reading.lexicon.pattern("attribution", "speakers.carers")
        return carers.search(fold(voice.name)) is not None

    def _of_side(self, side: str | None) -> str | None:
        """The first actor of the pack that stands for the side an unnamed speaker belongs to."""
        actors = self._reading.theatre.actors.values()
        return next((a.id for a in actors if side and a.side == a.score_name == side), None)

    def _means_last(self, voice: Voice) -> bool:
        """True for a speaker named by a common word ("le gouvernement", "meme source")."""
        return self._reading.lexicon.pattern("tolls", "sources.same").search(fold(voice.name)) is not None

    def _last_side(self, i: int) -> Attribution | None:
        """The last source before that fights, else the last such voice of the paragraph."""
        for j in range(i - 1, max(-1, i - _LATELY), -1):
            source = self.source(j)
            actor = self._reading.theatre.actors.get(source.source_id or "") if source else None
            side = self._reading.theatre.sides.get(actor.side or "") if actor else None
            if side is not None and side.belligerent:
                return source
        at = self._findings[i].quantity.core.start
        spoken = self._spoken.get(self._reading.sentence_at(at).paragraph, [])
        fought = [v for v in spoken if v.belligerent and v.cue.end < at]
        return self._said_by(fought[-1]) if fought else None

    def _said_by(self, voice: Voice) -> Attribution:
        return Attribution(
            voice.actor_id or self._of_side(voice.faction), voice.stance, voice.cue, voice.name
        )

    def _camp_of_paragraph(self, at: int) -> ActorMention | None:
        """An unnamed voice speaks for the camp a paragraph is headed with ("Camp de l'Est (LNA). Une
        source...").
        """
        head = self._firsts[self._reading.sentence_at(at).paragraph]
        if head.end - head.start > _HEADER or head.end > at:
            return None
        return next((a for a in within(self._reading.actors, head) if self._fights(a)), None)

    def _fights(self, mention: ActorMention) -> bool:
        side = self._reading.theatre.sides.get(mention.side or "")
        return mention.actor_id is not None and side is not None and side.belligerent

    def _of_actor(self, mention: ActorMention) -> Attribution:
        return Attribution(
            mention.actor_id or self._of_side(mention.side), "reports", mention.span, mention.name
        )
