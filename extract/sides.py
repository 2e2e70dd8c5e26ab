"""Who stands for and against whom. In: a Theatre, or a Reading with its day of publication. Out: the faction
of an actor, the enemy of a side.

Alliances have dates: a state that backs a belligerent from November on is no party to a report of May.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from theatres.pack import Actor, Role, Theatre

if TYPE_CHECKING:
    from extract.reading import Reading
    from extract.records import When


def belligerents(theatre: Theatre) -> list[str]:
    """The ids of the sides at war, in the pack's order."""
    return [s.id for s in theatre.sides.values() if s.belligerent]


def faction_of(actor: Actor) -> str | None:
    """The side an actor belongs to, else the neutral name it goes by."""
    return actor.side or actor.score_name


def rival_of(camp: str | None, theatre: Theatre) -> str | None:
    """The other belligerent of a war of two; None for a side that is no belligerent."""
    camps = belligerents(theatre)
    others = [c for c in camps if c != camp]
    return others[0] if camp in camps and len(others) == 1 else None


def camp_of(side: str | None, reading: Reading) -> str | None:
    """The belligerent a side is, or backs when the report appears; None for one that stands apart."""
    if side in belligerents(reading.theatre):
        return side
    return reading.kept("backed", _backed).get(side or "")


def enemy_of(side: str | None, reading: Reading) -> str | None:
    """The belligerent a side fights, itself or through the belligerent it backs; None where it backs none."""
    return rival_of(camp_of(side, reading), reading.theatre)


def takes_part(side: str | None, reading: Reading) -> bool:
    """True for a side that fights, holds ground, or backs one that fights: what it says is a claim."""
    known = reading.theatre.sides.get(side or "")
    if known is None:
        return False
    return known.belligerent or known.holds_ground or camp_of(side, reading) is not None


def _backed(reading: Reading) -> dict[str, str]:
    """The belligerent each side backs at some time of the publication interval; the first named counts."""
    camps, published, found = belligerents(reading.theatre), reading.report.published, dict[str, str]()
    for actor in reading.theatre.actors.values():
        for role in actor.roles:
            if role.relation == "ally_of" and role.of in camps and actor.side and _lasts(role, published):
                found.setdefault(actor.side, role.of)
    return found


def _lasts(role: Role, published: When) -> bool:
    """True for a role held on some day of an interval; an open end reaches as far as need be."""
    begun = role.start is None or published.end is None or role.start <= published.end
    ended = role.end is not None and published.start is not None and role.end < published.start
    return begun and not ended
