"""Colours: the same side everywhere, told apart in grey."""

from __future__ import annotations

from itertools import combinations

from render.palette import Look, look_of, luminance, side_of, source_colour
from theatres.pack import load_theatre

THEATRE = load_theatre("libya_2019")


def test_sides_have_their_packs_colour_and_the_unknown_none() -> None:
    assert look_of(THEATRE, "GNA") == Look("#1F6FB4", "solid")
    assert look_of(THEATRE, "contested").pattern == "hatched"
    assert look_of(THEATRE, None) == look_of(THEATRE, "des témoins")


def test_belligerents_differ_in_grey_by_tone_and_pattern() -> None:
    fighting = [s.id for s in THEATRE.sides.values() if s.belligerent]
    for one, two in combinations(fighting, 2):
        first, second = look_of(THEATRE, one, grey=True), look_of(THEATRE, two, grey=True)
        assert abs(luminance(first.colour) - luminance(second.colour)) > 0.2
        assert first.pattern != second.pattern


def test_an_agency_has_its_sides_colour() -> None:
    assert side_of(THEATRE, "WHO") == "UN" and side_of(THEATRE, "LNA") == "LNA"
    assert side_of(THEATRE, "des témoins") == "des témoins"


def test_sources_take_no_sides_colour() -> None:
    assert not {source_colour(i) for i in range(7)} & {s.colour for s in THEATRE.sides.values()}
