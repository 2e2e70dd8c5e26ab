"""Colours and patterns. In: a theatre's sides. Out: one look per side, the same on every page and export.

Colour means side; solid means reported, hollow or hatched means claimed, dashed inferred, faded old.
"""

from __future__ import annotations

from dataclasses import dataclass

from theatres.pack import Theatre

INK = "#222B33"
QUIET = "#5E6B76"
RULE = "#D9DDE0"
PAPER = "#FFFFFF"
SEA = "#E8EEF2"
LAND = "#F7F5F0"
# Beyond what the basemap covers.
EDGE = "#FFFFFF"
BORDER = "#B9B4A8"
UNKNOWN = "#9AA3AB"
UNSAID = "#7D858C"
# Phases: two greys far enough from every side's colour, told apart by their edge and name.
PHASES = ("#F4F2EC", "#FBFAF7")
# Sources of tolls that are no side, in the order they come: no side's colour, dark enough on white.
SOURCES = ("#22303C", "#2E7D6B", "#8E3B76", "#7A6A00", "#5C7FA3", "#8A5A2B", "#6B6FA8")
# Shapes tell sources apart where colour cannot (print).
SHAPES = ("circle", "square", "diamond", "triangle-up", "pentagon", "hexagon", "star", "cross")
HATCHES = {"solid": "", "hatched": "////", "crossed": "xx", "dotted": ".."}


@dataclass(frozen=True, slots=True)
class Look:
    """How a side is drawn: a hex colour and a pattern (solid, hatched, crossed, dotted)."""

    colour: str
    pattern: str = "solid"

    @property
    def hatch(self) -> str:
        """The pattern in matplotlib's letters."""
        return HATCHES.get(self.pattern, "")


def look_of(theatre: Theatre, ident: object, grey: bool = False) -> Look:
    """The look of a side, of "contested", or of whoever is unknown; `grey` for print."""
    if isinstance(ident, str) and ident in theatre.sides:
        side = theatre.sides[ident]
        look = Look(side.colour, side.pattern)
    elif ident == "contested":
        look = Look(**{k: theatre.settings["contested"][k] for k in ("colour", "pattern")})
    else:
        look = Look(UNSAID, "dotted")
    return to_grey(theatre, ident, look) if grey else look


def is_barred(theatre: Theatre, ident: object) -> bool:
    """Whether a side's marks wear a white bar: the second belligerent, told from the first without colour."""
    fighting = [s.id for s in theatre.sides.values() if s.belligerent]
    return ident in fighting[1:]


def side_of(theatre: Theatre, ident: object) -> object:
    """The side of an actor known by its neutral name ("WHO"), else the name itself."""
    if ident in theatre.sides:
        return ident
    return next((a.side for a in theatre.actors.values() if a.score_name == ident and a.side), ident)


def to_grey(theatre: Theatre, ident: object, look: Look) -> Look:
    """The same side in grey: belligerents spread from dark to light and the second one hatched."""
    fighting = [s.id for s in theatre.sides.values() if s.belligerent]
    if ident in fighting:
        # Two sides: 25 % and 70 % of white, apart on any printer; the lighter one also hatched.
        at = fighting.index(str(ident)) / max(len(fighting) - 1, 1)
        return Look(_grey(0.25 + 0.45 * at), "solid" if at == 0 else "hatched")
    return Look(_grey(luminance(look.colour)), look.pattern)


def source_colour(position: int) -> str:
    """The colour of the n-th source of a chart."""
    return SOURCES[position % len(SOURCES)]


def source_shape(position: int) -> str:
    """The mark of the n-th source of a chart."""
    return SHAPES[position % len(SHAPES)]


def luminance(colour: str) -> float:
    """Perceived lightness of a hex colour, 0 to 1 (ITU-R BT.601 weights)."""
    red, green, blue = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    return 0.299 * red + 0.587 * green + 0.114 * blue


def fade(colour: str, strength: float) -> str:
    """A colour as rgba with its strength, 0 to 1."""
    red, green, blue = (int(colour[i : i + 2], 16) for i in (1, 3, 5))
    return f"rgba({red},{green},{blue},{strength:g})"


def _grey(level: float) -> str:
    value = round(255 * min(max(level, 0.0), 1.0))
    return f"#{value:02X}{value:02X}{value:02X}"
