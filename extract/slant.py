"""Whose words a report carries when nobody is quoted. In: a Reading with its actors and voices. Out: a camp.

A statement is its writer's, an outlet known to speak for a side gives it; else the text's own words for the
camps: who calls one camp's men by a hostile word of the pack (`outlet_stance`) writes from the other's point
of view. Both, or neither: no slant. It only tells whom "the enemy" or "our forces" means; it makes no
statement a claim.
"""

from __future__ import annotations

from extract.communiques import frame_of
from extract.lexicon import Lexicon
from extract.phrases import PhraseMatcher
from extract.reading import Reading
from extract.records import Span
from extract.sides import belligerents, camp_of, rival_of

_JOIN = 6  # characters between a hostile word and the one it is said of: "milices de Haftar", "militias of"


def slant_of(reading: Reading) -> str | None:
    """The belligerent whose words the report carries in its own voice, None where it carries nobody's."""
    return reading.kept("slant", _slant)


def _slant(reading: Reading) -> str | None:
    frame = frame_of(reading)
    if frame and (camp := camp_of(frame.faction, reading)):
        return camp
    outlet = reading.theatre.outlets.get(reading.report.outlet_id or "")
    return camp_of(outlet.voice, reading) if outlet and outlet.voice else _by_words(reading)


def _by_words(reading: Reading) -> str | None:
    """The rival of the only camp spoken of with a hostile word outside every quotation."""
    hostile: PhraseMatcher[str] = reading.lexicon.made("hostile", _compile)
    hits = (h.span for h in hostile.find(reading.folded) if reading.voice_at(h.span.start) is None)
    abused = {side for span in hits for side in _said_of(reading, span)}
    return rival_of(abused.pop(), reading.theatre) if len(abused) == 1 else None


def _said_of(reading: Reading, word: Span) -> set[str]:
    camps = belligerents(reading.theatre)
    return {
        m.side
        for m in reading.actors
        if not m.anaphor and m.side in camps and m.span.start - _JOIN <= word.end and word.start <= m.span.end
        if m.span.end >= word.end
    }


def _compile(lexicon: Lexicon) -> PhraseMatcher[str]:
    stances = lexicon.table("outlet_stance")
    return PhraseMatcher((word, stance) for word, stance in stances.items() if stance == "hostile")
