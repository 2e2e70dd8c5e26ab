"""Claims of control. In: a Reading with its places, actors, dates and voices. Out: ControlClaims, in order.

A claim is what a text says of who holds, took or lost a place; rivals who both claim one stay two claims. What
a belligerent says is claimed; what the reporter explains on the way is reported.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, replace

from extract.control_cues import Frame
from extract.control_scene import Scene, set_scene
from extract.control_slots import Cue, clause, find_sides, find_sites
from extract.dates import when_for
from extract.phrases import Hit
from extract.reading import Reading
from extract.records import Change, ControlClaim, PlaceMention, Span, Status, When

_PLANS = ("orders", "calls_for")  # what is ordered or asked for has not happened
_OPEN = When(None, None, "open", "relative")


@dataclass(frozen=True, slots=True)
class _Told:
    """What a cue says, whatever the place: `sides` are those who have it."""

    cue: Cue
    sides: tuple[str, ...]
    previous: str | None


def find_claims(reading: Reading) -> list[ControlClaim]:
    """Every assertion that a side holds, took or lost a place, once each."""
    if not reading.places:
        return []
    scene = set_scene(reading)
    cues = _outermost(scene.grammar.frames.find(scene.masked))
    claims = [c for told in _told(scene, cues) for c in _claims(scene, told)]
    return sorted(_settled(_distinct(claims)), key=lambda c: c.span.start)


def _outermost(cues: list[Hit[Frame]]) -> list[Hit[Frame]]:
    """The cues that stand in no longer one, in order; frames that read the same words keep their order."""
    kept: list[Hit[Frame]] = []
    for cue in cues:
        if not kept or cue.span.start >= kept[-1].span.end:
            kept.append(cue)
    return kept


def _told(scene: Scene, cues: list[Cue]) -> Iterator[_Told]:
    last: _Told | None = None
    for cue in cues:
        if _blocked(scene, cue):
            continue
        carried = (
            last if last and scene.sentence(last.cue.span.start) == scene.sentence(cue.span.start) else None
        )
        if cue.meaning.goes_on and carried is None:
            continue
        sides = (
            carried.sides if cue.meaning.goes_on and carried else find_sides(scene, cue, cue.meaning.holder)
        )
        previous = find_sides(scene, cue, cue.meaning.previous)
        told = _Told(cue, sides, previous[0] if len(previous) == 1 else None)
        if told.sides or told.previous or cue.meaning.change == "lost":
            yield told
            last = told


def _blocked(scene: Scene, cue: Cue) -> bool:
    """True for what is denied, planned, called for or wished."""
    voice = scene.reading.voice_at(cue.span.start)
    if voice and voice.stance in _PLANS and not cue.meaning.background:
        return True
    start = max(
        scene.sentence(cue.span.start).span.start, cue.span.start - 50
    )  # characters: a verb and its adverbs
    before = scene.masked[start : cue.span.start]
    unless = cue.meaning.unless
    if scene.grammar.blocked.search(before) or (unless and unless.search(before)):
        return True
    return scene.grammar.blocked_after.match(scene.masked, cue.span.end) is not None


def _claims(scene: Scene, told: _Told) -> Iterator[ControlClaim]:
    sites = find_sites(scene, told.cue)
    for site in {s.place_id: s for s in sites}.values():
        for holder in told.sides or (None,):
            yield _claim(scene, told, site, holder)


def _claim(scene: Scene, told: _Told, site: PlaceMention, holder: str | None) -> ControlClaim:
    frame, reading = told.cue.meaning, scene.reading
    status, claimant = _voice(scene, told.cue, holder)
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
        when=_when(scene, told.cue, span),
        claimant=claimant,
        previous=previous,
        partial=scene.grammar.partial.search(scene.masked, *_words(scene, told.cue, span)) is not None,
    )


def _change(frame: Frame, holder: str | None) -> Change:
    if frame.change == "holds":
        return "holds"
    return "took" if holder else "lost"


def _voice(scene: Scene, cue: Cue, holder: str | None) -> tuple[Status, str | None]:
    """Claimed by whom, or reported: a background phrase is the reporter's unless it is quoted."""
    frame, voice = cue.meaning, scene.reading.voice_at(cue.span.start)
    if frame.own and holder:
        return "claimed", holder
    quoted = any(q.start <= cue.span.start < q.end for q in scene.reading.quotes)
    if voice and voice.belligerent and (quoted or not frame.background):
        return "denied" if voice.stance == "denies" else "claimed", voice.faction
    hearsay = scene.grammar.hearsay.search(scene.masked, cue.span.start, cue.span.end)
    return ("claimed", None) if hearsay else ("reported", None)


def _evidence(scene: Scene, cue: Cue, site: PlaceMention) -> Span:
    """The words of the cue with its place, where both stand in one sentence."""
    sentence = scene.sentence(cue.span.start).span
    if not sentence.start <= site.span.start < sentence.end:
        return cue.span
    return Span(min(cue.span.start, site.span.start), max(cue.span.end, site.span.end))


def _words(scene: Scene, cue: Cue, span: Span) -> tuple[int, int]:
    """The words that say how much of a place: those of the claim, and the few before it."""
    start = clause(scene, cue).start
    return max(start, span.start - 25), span.end  # characters: "une grande partie de "


def _when(scene: Scene, cue: Cue, span: Span) -> When | None:
    """The date of a claim; a holding that is over has only an end, so that it never becomes current."""
    when = when_for(scene.reading, span)
    words = scene.masked[max(scene.sentence(span.start).span.start, span.start - 25) : cue.span.end]
    after = scene.masked[cue.span.end : clause(scene, cue).end]
    if not (cue.meaning.past or scene.grammar.past.search(words) or scene.grammar.over.search(after)):
        return when
    return replace(when, start=None, end=when.start, precision="open") if when else _OPEN


def _claim_id(reading: Reading, place_id: str, span: Span, holder: str | None) -> str:
    parts = f"{reading.report.report_id} control {place_id} {holder} {span.start} {span.of(reading.text)}"
    return hashlib.sha256(parts.encode("utf-8", "replace")).hexdigest()[:16]


def _distinct(claims: list[ControlClaim]) -> list[ControlClaim]:
    seen: dict[tuple[object, ...], ControlClaim] = {}
    for claim in claims:
        seen.setdefault((claim.place_id, claim.holder, claim.change, claim.claimant), claim)
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
    return same and not over
