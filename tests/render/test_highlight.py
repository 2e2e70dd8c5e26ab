"""Highlights: every character of the text shown once, escaped, whatever the spans."""

from __future__ import annotations

import re
from html import unescape
from html.parser import HTMLParser

from hypothesis import given
from hypothesis import strategies as st

from render.highlight import Found, collect_spans, mark_text, write_legend, write_style
from render.labels import Labels
from tests.analyse.rows import frame

TEXT = "Selon l'OMS, 392 morts <script>alert(1)</script> & 1 936 blessés.\nTripoli."


class Tags(HTMLParser):
    """The tags a browser would make of some HTML."""

    def __init__(self) -> None:
        super().__init__()
        self.found: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note a tag."""
        self.found.add(tag)


def shown(html: str) -> str:
    """The text a reader sees."""
    return unescape(re.sub(r"<[^>]+>", "", html.replace("<br>", "\n")))


def test_spans_are_marked_with_kind_and_id() -> None:
    html = mark_text(TEXT, [Found(13, 22, "toll", "t1")])
    assert '<mark class="toll" data-id="t1">392 morts</mark>' in html
    assert "&lt;script&gt;" in html and "<script>" not in html


def test_overlapping_spans_carry_all_their_kinds() -> None:
    html = mark_text("abcdef", [Found(0, 4, "event", "e"), Found(2, 6, "toll", "t")])
    assert '<mark class="event" data-id="e">ab</mark>' in html
    assert '<mark class="toll event" data-id="e t">cd</mark>' in html
    assert '<mark class="toll" data-id="t">ef</mark>' in html


def test_arabic_reads_right_to_left_with_numbers_kept_in_order() -> None:
    html = mark_text("قتل 1.936 شخصا", [Found(4, 9, "toll", "t")], "ar")
    assert 'dir="rtl"' in html and '<bdi dir="ltr">1.936</bdi>' in html


@given(
    st.text(max_size=80),
    st.lists(
        st.tuples(st.integers(-5, 90), st.integers(-5, 90), st.sampled_from(["toll", "event", "gap"])),
        max_size=8,
    ),
)
def test_the_text_stays_whole_and_makes_no_tag_of_its_own(
    text: str, spans: list[tuple[int, int, str]]
) -> None:
    html = mark_text(text, [Found(a, b, kind, '"><script>') for a, b, kind in spans])
    assert shown(html).replace("\r", "") == text.replace("\r", "")
    tags = Tags()
    tags.feed(html)
    assert tags.found <= {"div", "mark", "br", "bdi"}


def test_the_spans_of_a_report_come_from_every_table() -> None:
    frames = {
        "tolls": frame("tolls", {"start": 5, "end": 9}),
        "events": frame("events", {"start": 0, "end": 4}, {"report_id": "other"}),
    }
    assert collect_spans("r0", frames) == [Found(0, 4, "event", "e0"), Found(5, 9, "toll", "t0")]


def test_the_legend_names_every_kind() -> None:
    legend = write_legend(Labels("fr"))
    assert legend.count("<mark") == 5 and "bilan" in legend
    assert "mark.toll" in write_style()
