"""Who holds a place, told without a verb. In: a Scene and what its verbs told. Out: what stands beside them.

A bulletin notes "Syrte : ANL" or "Syrte (ANL)"; a sentence leaves its verb out the second time: "le GNA tient
Misrata ; l'ANL, Syrte".
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from extract.control_cues import Frame
from extract.control_lists import row
from extract.control_scene import Scene
from extract.control_told import Told
from extract.phrases import Hit
from extract.records import Span

_NOTED = Frame("noted", "holds", (), (), background=True)


def find_notes(scene: Scene) -> Iterator[Told]:
    """The holders noted right beside their places."""
    for found in scene.grammar.labelled.finditer(scene.masked):
        sites = scene.places_in(found.start(), found.end())
        sides = [scene.sides_of(a) for a in scene.actors_in(found.start(), found.end())]
        if sites and sides and sides[0]:
            cue = Hit(Span(sites[0].span.end, found.end()), _NOTED)
            yield Told(cue, sites, sides[0], None, cue)


def find_elided(scene: Scene, told: Told) -> Told | None:
    """What goes on from a claim with another holder and other places but no verb."""
    at = max(told.cue.span.end, told.sites[-1].span.end)
    end = scene.sentence(at).span.end
    found = scene.grammar.elided.match(scene.masked, at, end)
    actors = scene.actors_in(at, found.end()) if found else []
    if not found or not actors or told.cue.meaning.change == "lost":
        return None
    sites = row(scene, scene.grammar.named, Span(scene.places_in(at, found.end())[-1].span.start, end))
    sides, cue = scene.sides_of(actors[0]), Hit(Span(actors[0].span.start, found.end()), told.cue.meaning)
    return replace(told, cue=cue, sites=sites, sides=sides, previous=None) if sides else None
