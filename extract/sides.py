"""Who stands for and against whom. In: a Theatre. Out: the faction of an actor, the enemy of a side."""

from __future__ import annotations

from theatres.pack import Actor, Theatre


def belligerents(theatre: Theatre) -> list[str]:
    """The ids of the sides at war, in the pack's order."""
    return [s.id for s in theatre.sides.values() if s.belligerent]


def faction_of(actor: Actor) -> str | None:
    """The side an actor belongs to, else the neutral name it goes by."""
    return actor.side or actor.score_name


def enemy_of(side: str | None, theatre: Theatre) -> str | None:
    """The belligerent a side fights, itself or through the belligerent it backs; None where it backs none."""
    camps = belligerents(theatre)
    backed = side if side in camps else _backed(side, camps, theatre)
    others = [c for c in camps if c != backed]
    return others[0] if backed and len(others) == 1 else None


def takes_part(side: str | None, theatre: Theatre) -> bool:
    """True for a side that fights, holds ground, or backs one that fights: what it says is a claim."""
    known = theatre.sides.get(side or "")
    if known is None:
        return False
    return (
        known.belligerent or known.holds_ground or _backed(side, belligerents(theatre), theatre) is not None
    )


def _backed(side: str | None, camps: list[str], theatre: Theatre) -> str | None:
    for actor in theatre.actors.values():
        for role in actor.roles:
            if actor.side == side and role.relation == "ally_of" and role.of in camps:
                return role.of
    return None
