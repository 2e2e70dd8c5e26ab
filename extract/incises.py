"""Verbs that give a quotation its speaker. In: a Reading with its quotes. Out: hits of the meaning "incise".

Right behind a closing mark any verb says who spoke ("…", soupire un combattant): no list holds them all.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from extract.lexicon import Lexicon
from extract.phrases import Hit
from extract.reading import Reading
from extract.records import Span


def find_incises(reading: Reading) -> Iterator[Hit[str]]:
    """The verbs right behind a quotation, in order; empty where a language puts none there."""
    pattern: re.Pattern[str] = reading.lexicon.made("incises", _compile)
    for quote in reading.quotes:
        end = reading.sentence_at(quote.end - 1).span.end
        if found := pattern.match(reading.folded, quote.end, max(end, quote.end)):
            yield Hit(Span(*found.span(found.lastindex or 0)), "incise")


def _compile(lexicon: Lexicon) -> re.Pattern[str]:
    forms = lexicon.forms("attribution", "incise")
    return re.compile(rf",? (?:{'|'.join(forms) or '(?!)'})(?![^\W_])")
