"""Who says what. In: a Reading with sentences, quotes, places and actors. Out: Voices, in order.

Each sentence is cut at its cues: a verb with its speaker before it governs what follows, an inverted one or
"selon" what stands around it. A pronoun carries the last speaker on; without any cue the reporter speaks.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import replace

from extract.citations import Cue, follow_citations, read_according, read_words, voice_of
from extract.communiques import frame_voices
from extract.first_person import tell_sides
from extract.headed import headed_voices
from extract.incises import find_incises
from extract.lexicon import Lexicon
from extract.offices import Speaker
from extract.phrases import Hit, PhraseMatcher
from extract.quotations import (
    quoted_alone,
    quoted_before,
    quoted_behind,
    quoted_on,
    spoke_last,
    without_inner,
)
from extract.reading import Reading, Sentence, Voice
from extract.records import Span
from extract.speakers import Speakers

_BESIDE = 6  # cues looked at on each side of one: more than a sentence of prose holds
_REACH = 2000  # characters one cue may govern: longer than any sentence of prose
_TITLE = 40  # characters before a name that say what he is: "le medecin-chef de l'hopital de Mizda, "
_INCISE = 12  # characters from a quotation to the verb behind it: ", s'est ", ", leur a "


def find_voices(reading: Reading) -> list[Voice]:
    """The stretches of text someone other than the reporter answers for."""
    cues: PhraseMatcher[str] = reading.lexicon.made("voices", _compile)
    hits = sorted([*cues.find(reading.folded), *find_incises(reading)], key=lambda h: h.span.start)
    speakers = Speakers(reading)
    found: list[Voice] = []
    last: Speaker | None = None
    for sentence in reading.sentences:
        own_hits = _of(hits, sentence)
        bound = without_inner(reading, [*_bind(reading, sentence, own_hits, (speakers, last))])
        bound = follow_citations(bound)
        bound = bound or [*read_words(reading, sentence, own_hits)]
        own = _voices(reading, sentence, bound) or quoted_on(reading, sentence, found)
        own = own or quoted_alone(reading, sentence, (speakers, last))
        own = own or quoted_behind(reading, sentence, (speakers, last))
        found += [*quoted_before(reading, sentence, bound, own), *own]
        last = bound[-1].speaker if bound else last
    found = [*tell_sides(reading, found), *headed_voices(reading, speakers), *frame_voices(reading)]
    return sorted(found, key=lambda v: (v.span.start, -v.span.end))


def voice_over(reading: Reading, offset: int) -> Voice | None:
    """The shortest voice over a character: every voice lies in one sentence."""
    start = reading.sentence_at(offset).span.start
    first = bisect_left(reading.voices, max(start, offset - 2 * _REACH), key=lambda v: v.span.start)
    last = bisect_right(reading.voices, offset, key=lambda v: v.span.start)
    over = [v for v in reading.voices[first:last] if offset < v.span.end]
    return min(over, key=lambda v: v.span.end - v.span.start, default=None)


def _compile(lexicon: Lexicon) -> PhraseMatcher[str]:
    cues = lexicon.get("attribution", "cues", {})
    return PhraseMatcher((form, kind) for kind in cues for form in cues[kind])


def _of(hits: list[Hit[str]], sentence: Sentence) -> list[Hit[str]]:
    """The cues of a sentence, those inside a longer one left out."""
    first = bisect_left(hits, sentence.span.start, key=lambda h: h.span.start)
    own = hits[first : bisect_left(hits, sentence.span.end, key=lambda h: h.span.start)]
    kept: list[Hit[str]] = []
    for hit in own:
        if kept and hit.meaning == "incise" and hit.span.start <= kept[-1].span.end:
            continue
        if kept and kept[-1].meaning == "incise" and hit.span.start < kept[-1].span.end:
            kept.pop()
        if not kept or hit.span.end > kept[-1].span.end or hit.span == kept[-1].span:
            kept.append(hit)
    return kept


def _bind(
    reading: Reading, sentence: Sentence, hits: list[Hit[str]], known: tuple[Speakers, Speaker | None]
) -> Iterator[Cue]:
    speakers, last = known
    if head := speakers.heads(sentence):
        named = speakers.after(head.span.end + 1, sentence) if head.actor_id is None else None
        last = replace(named, span=head.span) if named else head
        yield Cue(head.span, "says", last, False)
    tied = None
    for hit in hits:
        if hit.span.start == tied:
            continue  # "a-t-il déploré": the pronoun's own verb
        tied = hit.span.end + 1 if hit.meaning == "pronoun" else None
        cue = _bound(reading, sentence, hit, (speakers, last))
        if cue is not None and (meant := speakers.meant(cue.speaker, last, sentence)):
            cue = replace(cue, speaker=replace(meant, span=cue.speaker.span))
        if cue is not None:
            yield cue
            last = cue.speaker


def _bound(
    reading: Reading, sentence: Sentence, hit: Hit[str], known: tuple[Speakers, Speaker | None]
) -> Cue | None:
    speakers, last = known
    at = hit.span
    if hit.meaning == "pronoun":
        named = speakers.named_before(at.start, sentence) or speakers.named_last(sentence)
        known_one = spoke_last(sentence, last, speakers) or named or last
        return Cue(at, "says", replace(known_one, span=at), True) if known_one else None
    if hit.meaning == "unnamed":
        nobody = Speaker(at, None, None, at.of(reading.text))
        return Cue(at, "says", speakers.inverted(at.end, sentence) or nobody, True)
    if hit.meaning == "incise":
        told = speakers.inverted(at.end, sentence) or speakers.anyone_behind(at.end, sentence)
        return Cue(Span(at.start, told.span.end), "says", told, True) if told else None
    if hit.meaning in ("according", "opening", "citing", "accused"):
        return read_according(sentence, hit, speakers)
    cue = _verb(reading, sentence, hit, known)
    return cue if cue is None or hit.meaning != "receives" or _cares(reading, sentence, cue) else None


def _cares(reading: Reading, sentence: Sentence, cue: Cue) -> bool:
    """True for one who takes in the dead and the hurt: a hospital, a doctor, those who bring them."""
    start = max(sentence.span.start, cue.speaker.span.start - _TITLE)
    carers = reading.lexicon.pattern("attribution", "speakers.carers")
    return carers.search(reading.folded, start, max(cue.span.start, cue.speaker.span.end)) is not None


def _verb(
    reading: Reading, sentence: Sentence, hit: Hit[str], known: tuple[Speakers, Speaker | None]
) -> Cue | None:
    """A verb of saying with the one it belongs to."""
    at, (speakers, _) = hit.span, known
    before = reading.folded[max(sentence.span.start, at.start - _REACH) : at.start]
    verb_first = reading.lexicon.get("attribution", "verb_first", False)
    if verb_first and (subject := speakers.fronted(at.start, sentence)):
        return Cue(at, hit.meaning, subject, False)
    turned = verb_first or (speakers.turns.inverted.search(before) and not _is_participle(reading, at))
    if turned and not verb_first and (subject := speakers.apposed_before(at.start, sentence)):
        return Cue(at, hit.meaning, subject, _closes(reading, at, sentence))
    if turned and (speaker := speakers.inverted(at.end, sentence)):
        said = Span(at.start, speaker.span.end)
        return Cue(said, hit.meaning, speaker, not verb_first or _closes(reading, said, sentence))
    if turned and not verb_first and (told := _behind_quote(reading, at, sentence, speakers)):
        return Cue(Span(at.start, told.span.end), hit.meaning, told, True)
    speaker = _subject(before, at, sentence, known)
    return Cue(at, hit.meaning, speaker, _closes(reading, at, sentence)) if speaker else None


def _behind_quote(reading: Reading, verb: Span, sentence: Sentence, speakers: Speakers) -> Speaker | None:
    """Who says a quotation that a verb stands right behind: he follows."""
    closed = bisect_right(reading.quotes, verb.start, key=lambda q: q.end) - 1
    if closed < 0 or verb.start - reading.quotes[closed].end > _INCISE:
        return None
    told = speakers.after(verb.end, sentence)
    return told if told and told.known else speakers.anyone_behind(verb.end, sentence) or told


def _is_participle(reading: Reading, verb: Span) -> bool:
    """True for the "accusing" of ", accusing the GNA": the one who follows it does not speak."""
    forms = reading.lexicon.pattern("attribution", "participles")
    return forms.fullmatch(verb.of(reading.folded)) is not None


def _closes(reading: Reading, cue: Span, sentence: Sentence) -> bool:
    """True for a verb after what it reports, in the languages that close so (", the GNA said on Monday")."""
    closing: re.Pattern[str] = reading.lexicon.made("closing", _compile_closing)
    return closing.match(reading.folded, cue.end, sentence.span.end) is not None


def _compile_closing(lexicon: Lexicon) -> re.Pattern[str]:
    forms = lexicon.forms("attribution", "closing")
    return re.compile(rf"(?: (?:{'|'.join(forms)}))*(?:[,;]|[.!?\"'\])]*$)" if forms else r"(?!)")


def _subject(
    before: str, at: Span, sentence: Sentence, known: tuple[Speakers, Speaker | None]
) -> Speaker | None:
    speakers, last = known
    if last and not before.strip(' "-'):
        return replace(last, span=at)
    if stranger := speakers.stranger_before(at.start, sentence):
        return stranger
    found = speakers.before(at.start, sentence)
    here = last is not None and last.span.start >= sentence.span.start
    if last and here and not speakers.set_aside(last, at.start) and _goes_on(before, last, speakers, found):
        return replace(last, span=at)
    pronoun = speakers.turns.pronoun.search(before)
    carried = spoke_last(sentence, last, speakers) or last
    if pronoun and carried:
        start = at.start - len(before) + pronoun.start()
        return replace(carried, span=Span(start, at.start))
    return found


def _goes_on(before: str, last: Speaker, speakers: Speakers, found: Speaker | None) -> bool:
    """True for a verb joined to one before it in the sentence, no new speaker standing between."""
    if not (joint := speakers.turns.goes_on.search(before)):
        return False
    fresh = found is not None and found.span.start > last.span.start and not speakers.oblique(found)
    return not fresh or (joint.group().strip() != "," and found is not None and not found.known)


def _voices(reading: Reading, sentence: Sentence, cues: list[Cue]) -> list[Voice]:
    found: list[Voice] = []
    for index, cue in enumerate(cues):
        start = _start(reading, sentence, cue, cues[max(0, index - _BESIDE) : index])
        end = _end(reading, sentence, cue, cues[index + 1 : index + 1 + _BESIDE])
        found.append(voice_of(reading, cue, Span(start, end)))
    return found


def _start(reading: Reading, sentence: Sentence, cue: Cue, before: list[Cue]) -> int:
    """Where a cue's stretch begins: at its speaker, or for a late cue after the last cut or cue."""
    if not cue.late:
        return cue.start
    near = max(sentence.span.start, cue.span.start - _REACH)
    cut = reading.folded.rfind(";", near, cue.span.start) + 1
    floor = max([c.span.end for c in before if c.late], default=0)
    early = max([c.start for c in before if not c.late], default=0)
    return min(max(near, cut, floor, early), cue.span.start)


def _end(reading: Reading, sentence: Sentence, cue: Cue, after: list[Cue]) -> int:
    """Where it ends: with the sentence, the clause, or where the next speaker begins."""
    far = min(sentence.span.end, cue.span.end + _REACH)
    stop = reading.folded.find(";", cue.span.end, far)
    ends = [far if stop < 0 else stop]
    ends += [c.start for c in after if not c.late and c.start > cue.span.end]
    return max(min(ends), cue.span.end)
