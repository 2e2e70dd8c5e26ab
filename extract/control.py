"""Claims of control. In: a Reading with its places, actors, dates and voices. Out: ControlClaims, in order.

A claim is what a text says of who holds, took or lost a place; rivals who both claim one stay two claims.
What a belligerent says is claimed; what the reporter explains on the way is reported.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator
from datetime import timedelta
from itertools import groupby

from extract.control_back import Cue
from extract.control_cues import Frame
from extract.control_notes import find_elided, find_notes
from extract.control_places import clause, find_sites
from extract.control_scene import Scene, set_scene
from extract.control_sides import find_sides
from extract.control_told import Told, settle_holdings
from extract.control_voice import tell_voice
from extract.dates import when_for
from extract.reading import Reading
from extract.records import Change, ControlClaim, PlaceMention, Span, When
from extract.sides import enemy_of

_BESIDE = 40  # characters: "la chute de Syrte, dernier bastion de l'ANL" tells who had it before
_PLANS = ("orders", "calls_for")  # what is ordered or asked for has not happened


def find_claims(reading: Reading) -> list[ControlClaim]:
    """Every assertion that a side holds, took or lost a place, once each."""
    if not reading.places:
        return []
    scene = set_scene(reading)
    told = list(_told(scene, scene.grammar.frames.find(scene.masked)))
    told += [e for t in told if (e := find_elided(scene, t))]
    told = sorted([*told, *find_notes(scene)], key=lambda t: t.cue.span.start)
    claims = [c for t in settle_holdings(scene, told) for c in _claims(scene, t)]
    return sorted(_settled(_distinct(claims)), key=lambda c: c.span.start)


def _told(scene: Scene, cues: Iterable[Cue]) -> Iterator[Told]:
    """What the cues say, in order; one inside another counts only where the wider one says nothing."""
    last: Told | None = None
    shadow = 0
    for start, group in groupby(cues, key=lambda c: c.span.start):
        open_, blocked = _sort_out(scene, list(group) if start >= shadow else [])
        shadow = max([shadow, *(c.span.end for c in blocked)])
        if told := next((t for cue in open_ if (t := _read(scene, cue, last))), None):
            scene.told.append((max(told.cue.span.end, told.sites[-1].span.end), told.sites))
            shadow = max(shadow, told.cue.span.end)
            yield told
            last = told


def _sort_out(scene: Scene, group: list[Cue]) -> tuple[list[Cue], list[Cue]]:
    """The cues that tell a fact, and those that are denied, planned or wished."""
    blocked = [c for c in group if _blocked(scene, c)]
    return [c for c in group if c not in blocked], blocked


def _read(scene: Scene, cue: Cue, last: Told | None) -> Told | None:
    """What a cue says, None where its place or its holder is not found."""
    sites = find_sites(scene, cue)
    if not sites:
        return None
    sides = find_sides(scene, cue, cue.meaning.holder)
    if cue.meaning.goes_on:
        if last is None or scene.sentence(last.cue.span.start) != scene.sentence(cue.span.start):
            return None
        if cue.meaning.change == "lost" and last.cue.meaning.change == "holds":
            return None  # who leaves a place he came to is not the one who held it
        sides = last.sides
    lost = find_sides(scene, cue, cue.meaning.previous)
    if not sides and not lost and cue.meaning.holder and not cue.meaning.unsaid:
        return None
    previous = lost[0] if len(lost) == 1 else None
    if cue.meaning.goes_on and cue.meaning.change == "lost":
        sides, lost = (), last.sides if last else ()
    if cue.meaning.previous and not sides and not lost and not cue.meaning.unsaid:
        return None
    sides = sides or _winner(scene, cue, last, previous)
    if sides == (previous,):  # nobody takes a place from itself: the pronoun before it meant the other
        sides = tuple(filter(None, [enemy_of(previous, scene.reading)]))
    return Told(cue, sites, sides, previous, last.said if cue.meaning.goes_on and last else cue)


def _winner(scene: Scene, cue: Cue, last: Told | None, loser: str | None) -> tuple[str, ...]:
    """The enemy of a loser, where the claim before, in this sentence or the last, is his gain."""
    if last is None or last.cue.meaning.change != "took" or loser is None:
        return ()
    near = scene.sentence(cue.span.start).index - scene.sentence(last.cue.span.start).index <= 1
    return last.sides if near and last.sides == (enemy_of(loser, scene.reading),) else ()


def _blocked(scene: Scene, cue: Cue) -> bool:
    """True for what is denied, planned, called for or wished."""
    voice = scene.reading.voice_at(cue.span.start)
    if voice and voice.stance in _PLANS and not (cue.meaning.background or cue.meaning.own):
        return True
    start = max(
        scene.sentence(cue.span.start).span.start, cue.span.start - 50
    )  # characters: a verb and its adverbs
    before = scene.masked[start : cue.span.start]
    unless, only = cue.meaning.unless, cue.meaning.only
    if scene.grammar.blocked.search(before) or (unless and unless.search(before)):
        return True
    if only and not only.search(before):
        return True
    return scene.grammar.blocked_after.match(scene.masked, cue.span.end) is not None


def _claims(scene: Scene, told: Told) -> Iterator[ControlClaim]:
    for site in {s.place_id: s for s in told.sites}.values():
        for holder in told.sides or (None,):
            yield _claim(scene, told, site, holder)


def _claim(scene: Scene, told: Told, site: PlaceMention, holder: str | None) -> ControlClaim:
    frame, reading = told.cue.meaning, scene.reading
    status, claimant = tell_voice(scene, told.said, holder)
    span = _evidence(scene, told.cue, site)
    previous = told.previous if told.previous != holder else None
    return ControlClaim(
        claim_id=_claim_id(reading, site.place_id, told.cue.span, holder),
        report_id=reading.report.report_id,
        place_id=site.place_id,
        holder=holder,
        change=_change(frame, holder),
        status=status,
        span=span,
        when=_when(scene, told.cue, site, span),
        claimant=claimant,
        previous=previous,
        partial=scene.grammar.partial.search(_extent(scene, told.cue, site)) is not None,
    )


def _change(frame: Frame, holder: str | None) -> Change:
    return "took" if holder and frame.change == "lost" else frame.change


def _evidence(scene: Scene, cue: Cue, site: PlaceMention) -> Span:
    """The words of the cue with its place, where both stand in one sentence or the cue heads a list."""
    sentence = scene.sentence(cue.span.start).span
    if site.span.start >= sentence.end:
        return Span(cue.span.start, site.span.end)
    if not sentence.start <= site.span.start < sentence.end:
        return cue.span
    return Span(min(cue.span.start, site.span.start), max(cue.span.end, site.span.end))


def _extent(scene: Scene, cue: Cue, site: PlaceMention) -> str:
    """The words that say how much of a place: between it and the cue, or right before it."""
    sentence = scene.sentence(cue.span.start).span
    if cue.span.start < site.span.start < sentence.end:
        return scene.reading.folded[cue.span.start : site.span.start]
    reach = 40  # characters: "une grande partie de la ville"
    if sentence.start <= site.span.start < cue.span.start:
        before = scene.reading.folded[max(sentence.start, site.span.start - reach) : site.span.start]
        there = "there" in cue.meaning.place  # "À Syrte, l'ANL a pris le centre"
        return before + (scene.reading.folded[cue.span.end : cue.span.end + reach] if there else "")
    after = scene.reading.folded[cue.span.end : min(sentence.end, cue.span.end + reach)]
    return scene.reading.folded[cue.span.start : cue.span.end] + re.split("[,;.]", after)[0]


def _when(scene: Scene, cue: Cue, site: PlaceMention, span: Span) -> When | None:
    """The date of a claim; a holding that is over has only an end, so that it never becomes current."""
    apart = ";" in scene.masked[cue.span.end : site.span.start]  # "Sabratha in 2017; Sorman in 2019"
    when = when_for(scene.reading, site.span if apart else cue.span)
    words = scene.masked[max(scene.sentence(span.start).span.start, span.start - 25) : cue.span.end]
    after = scene.masked[cue.span.end : clause(scene, cue).end]
    past = scene.grammar.past.search(words) and scene.speaker(cue.span.start) is None
    if cue.meaning.change != "holds" or not (cue.meaning.past or past or scene.grammar.over.search(after)):
        return when
    published = scene.reading.report.published.start
    before = published - timedelta(days=1) if published else None
    return When(None, when.start if when else before, "open", "relative")


def _claim_id(reading: Reading, place_id: str, span: Span, holder: str | None) -> str:
    parts = f"{reading.report.report_id} control {place_id} {holder} {span.start} {span.of(reading.text)}"
    return hashlib.sha256(parts.encode("utf-8", "replace")).hexdigest()[:16]


def _distinct(claims: list[ControlClaim]) -> list[ControlClaim]:
    seen: dict[tuple[object, ...], ControlClaim] = {}
    for claim in claims:
        key = (claim.place_id, claim.holder, claim.change if claim.holder else None, claim.claimant)
        if key not in seen or (claim.holder is None and claim.previous and not seen[key].previous):
            seen[key] = claim
    return list(seen.values())


def _settled(claims: list[ControlClaim]) -> Iterator[ControlClaim]:
    """The claims without the losses whose winner the text names as well."""
    for claim in claims:
        if claim.holder is None and any(_wins(other, claim) for other in claims):
            continue
        yield claim


def _wins(other: ControlClaim, loss: ControlClaim) -> bool:
    """True where another claim says who has the place after a loss."""
    over = other.when is not None and other.when.precision == "open"
    same = other.place_id == loss.place_id and other.holder not in (None, loss.previous)
    ended = other.change == "holds" and other.span.start < loss.span.start and loss.previous is None
    aside = other.change == "holds" and loss.span.start <= other.span.start < loss.span.end + _BESIDE
    return same and not over and not ended and not aside
