"""A report's text with what was read in it. In: the text, spans by kind. Out: safe HTML, each span a <mark>;
a legend.

The text is data: every character of it is escaped. Spans may overlap: a stretch under several carries all of
them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from itertools import pairwise

import pandas as pd

from render.labels import Labels

# The kind that names a stretch several kinds share: the rarest word for a reader first.
KINDS = ("toll", "claim", "event", "place", "gap")
TABLES = {
    "tolls": ("toll", "toll_id"),
    "claims": ("claim", "claim_id"),
    "events": ("event", "event_id"),
    "gaps": ("gap", "gap_id"),
}
RIGHT_TO_LEFT = ("ar", "fa", "he", "ur")
# Numbers, dates and coordinates inside right-to-left text keep their own order.
_NUMBERS = re.compile(r"\d[\d.,:/°'′\- ]*\d|\d")
STYLE = {
    "toll": "background:#F6D9D2;border-bottom:2px solid #A33B22",
    "claim": "background:#DCE9F5;border-bottom:2px dashed #1F6FB4",
    "event": "background:#F3EBD3;border-bottom:2px solid #B8860B",
    "place": "background:#E9EEF1;border-bottom:1px dotted #5E6B76",
    "gap": "background:transparent;border-bottom:2px dotted #7A5AA6",
}


@dataclass(frozen=True, slots=True)
class Found:
    """A stretch of text (half-open), what it is, and the id of the row it made."""

    start: int
    end: int
    kind: str
    id: str


def collect_spans(report_id: str, frames: Mapping[str, pd.DataFrame]) -> list[Found]:
    """The spans of a report's rows in every table that has some."""
    found = []
    for table, (kind, column) in TABLES.items():
        if table in frames:
            rows = frames[table][frames[table]["report_id"] == report_id]
            found += [
                Found(int(s), int(e), kind, str(i))
                for s, e, i in zip(rows["start"], rows["end"], rows[column], strict=True)
            ]
    return sorted(found, key=lambda f: (f.start, f.end, f.kind))


def mark_text(text: str, spans: Iterable[Found], language: str = "fr") -> str:
    """The text as HTML, its paragraphs kept, its spans marked with class (kinds) and data-id (ids, space
    between)."""
    kept = [s for s in spans if 0 <= s.start < s.end <= len(text)]
    direction = "rtl" if language in RIGHT_TO_LEFT else "ltr"
    cuts = sorted({0, len(text), *(c for s in kept for c in (s.start, s.end))})
    pieces = [
        _mark(text[a:b], [s for s in kept if s.start <= a and b <= s.end], direction)
        for a, b in pairwise(cuts)
    ]
    body = "".join(pieces).replace("\n", "<br>")
    return f'<div class="report" lang="{escape(language)}" dir="{direction}">{body}</div>'


def write_legend(labels: Labels, kinds: Sequence[str] = KINDS) -> str:
    """The legend of the highlights as HTML."""
    marks = [f'<mark class="{k}">{escape(labels.text(f"highlight.{k}"))}</mark>' for k in kinds]
    return f'<p class="report-legend">{escape(labels.text("highlight.legend"))} {" ".join(marks)}</p>'


def write_style() -> str:
    """The style sheet of the highlights: kinds differ by their line as well as by their colour."""
    rules = [f"mark.{kind}{{{rules};color:inherit;padding:0 1px}}" for kind, rules in STYLE.items()]
    return "<style>.report{line-height:1.7}" + "".join(rules) + "</style>"


def _mark(piece: str, over: list[Found], direction: str) -> str:
    safe = _isolate(piece) if direction == "rtl" else escape(piece)
    if not over:
        return safe
    kinds = [k for k in KINDS if any(s.kind == k for s in over)]
    ids = " ".join(escape(s.id) for s in over)
    return f'<mark class="{" ".join(kinds)}" data-id="{ids}">{safe}</mark>'


def _isolate(piece: str) -> str:
    parts, at = [], 0
    for match in _NUMBERS.finditer(piece):
        parts += [escape(piece[at : match.start()]), f'<bdi dir="ltr">{escape(match[0])}</bdi>']
        at = match.end()
    return "".join([*parts, escape(piece[at:])])
