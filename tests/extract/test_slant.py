"""Whose words a report carries, and which alliances hold on its day."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from extract.pipeline import read_report
from extract.reading import Reading
from extract.records import Report, When
from extract.sides import enemy_of, takes_part
from extract.slant import slant_of
from theatres.pack import Theatre, load_theatre

RAID = "Les milices ont bombardé Aïn Zara mardi."


def published(day: str) -> When:
    return When(date.fromisoformat(day), date.fromisoformat(day), "day", "stated")


def read(text: str, outlet: str | None = None, day: str = "2020-01-08") -> Reading:
    report = Report("r", text, "fr", published(day), outlet_id=outlet)
    return read_report(report, load_theatre("libya_2019"))


def voice_outlet(theatre: Theatre, side: str) -> str:
    return next(o.id for o in theatre.outlets.values() if o.voice == side)


@pytest.mark.parametrize(("side", "enemy"), [("LNA", "GNA"), ("GNA", "LNA"), ("UAE", "GNA")])
def test_the_militias_are_the_enemies_of_the_side_an_outlet_speaks_for(side: str, enemy: str) -> None:
    reading = read(RAID, voice_outlet(load_theatre("libya_2019"), side))
    assert enemy_of(slant_of(reading), reading) == enemy


@pytest.mark.parametrize(
    ("text", "slant"),
    [
        ("Les milices de Haftar occupent Gharyan. " + RAID, "GNA"),
        ("Les forces de Haftar occupent Gharyan. " + RAID, None),
        ("Le GNA accuse « les milices de Haftar ». " + RAID, None),
        ("Les milices de Haftar reculent, les milices du GNA aussi. " + RAID, None),
    ],
)
def test_a_text_tells_its_slant_by_the_one_camp_it_abuses_itself(text: str, slant: str | None) -> None:
    assert slant_of(read(text)) == slant


def test_an_outlet_nobody_knows_or_of_no_side_carries_no_words() -> None:
    assert slant_of(read(RAID, "afp")) is None
    assert slant_of(read(RAID, "nobody")) is None


def test_an_ally_is_a_party_from_the_day_it_is_one() -> None:
    before, after = read(RAID, day="2019-06-30"), read(RAID, day="2019-09-01")
    assert (enemy_of("Russia", before), takes_part("Russia", before)) == (None, False)
    assert (enemy_of("Russia", after), takes_part("Russia", after)) == ("GNA", True)


def test_a_report_of_no_known_day_counts_every_alliance() -> None:
    reading = read(RAID)
    unknown = replace(reading.report, published=When(None, None, "open", "inferred"))
    assert enemy_of("Russia", replace(reading, report=unknown, _kept={})) == "GNA"
