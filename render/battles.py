"""Named battles over time. In: a Scene (its theatre's battles, its period). Out: a strip of bars with names.

Battles overlap, and their names are longer than they are: each takes the first row free for bar and name.
"""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd
import plotly.graph_objects as go

from render import palette
from render.scene import Scene
from theatres.pack import Battle

# Pixels: a letter of 12 pixels, the air after a name, one row.
LETTER, GAP, ROW = 7.0, 14.0, 17


@dataclass(frozen=True, slots=True)
class Placed:
    """A battle on the strip: its name, its row from the top, whether the name stands left of the bar, and the
    days the bar gives up to the name where it leaves it no room on either side."""

    battle: Battle
    name: str
    row: int
    left: bool
    given: float = 0


def lay_battles(scene: Scene, width: int) -> list[Placed]:
    """The battles that touch the period, none over another on a strip of `width` pixels."""
    first, last = scene.first_day, scene.last_day
    scale = width / max((last - first).days + 1, 1)
    taken: list[float] = []
    placed = []
    for battle in sorted(scene.theatre.battles, key=lambda b: b.start):
        if battle.end < first or battle.start > last:
            continue
        name = scene.labels.name(battle.names)
        start, end = (scale * (min(max(d, first), last) - first).days for d in (battle.start, battle.end))
        long = LETTER * len(name) + GAP
        right, left = end + long <= width, start - long >= 0
        inside = not right and not left
        begin, stop = (start, end + long) if right else (start if inside else start - long, end + GAP)
        row = next((i for i, busy in enumerate(taken) if busy <= begin), len(taken))
        taken[row:] = [stop, *taken[row + 1 :]]
        placed.append(Placed(battle, name, row, left and not right, long / scale if inside else 0))
    return placed


def height_of(placed: list[Placed]) -> int:
    """Pixels a strip takes."""
    return ROW * (max((p.row for p in placed), default=-1) + 1)


def add_battles(figure: go.Figure, placed: list[Placed], scene: Scene, row: int) -> None:
    """Draw the battles: a bar as long as each, its name beside it, its days on hover."""
    names = scene.labels.text("timeline.battles")
    x, y, told = [], [], []
    for p in placed:
        start, stop = _ends(p.battle, scene)
        x += [min(start + pd.Timedelta(days=p.given), stop), stop, None]
        y += [-p.row, -p.row, None]
        told += [_tell(p, scene)] * 3
    figure.add_scatter(
        x=x, y=y, text=told, mode="lines+markers", name=names, showlegend=False,
        line={"color": palette.QUIET, "width": 5},
        marker={"symbol": "diamond", "size": 7, "color": palette.QUIET},
        hovertemplate="%{text}<extra></extra>", row=row, col=1,
    )  # fmt: skip
    figure.add_scatter(
        x=[_ends(p.battle, scene)[0 if p.left or p.given else 1] for p in placed],
        y=[-p.row for p in placed],
        # A blank keeps the name off the mark at the end of its bar.
        text=[f"{p.name}\u2002" if p.left else f"\u2002{p.name}" for p in placed],
        textposition=["middle left" if p.left else "middle right" for p in placed],
        textfont={"size": 12, "color": palette.INK},
        mode="text", name=names, showlegend=False, hoverinfo="skip", row=row, col=1,
    )  # fmt: skip
    rows = max((p.row for p in placed), default=0)
    figure.update_yaxes(range=[-rows - 0.6, 0.6], showgrid=False, zeroline=False, row=row, col=1)
    # A blank for a name: the bars bear their own.
    figure.update_yaxes(tickmode="array", tickvals=[0], ticktext=[" "], row=row, col=1)


def _ends(battle: Battle, scene: Scene) -> tuple[pd.Timestamp, pd.Timestamp]:
    """The bar of a battle inside the period: from its first morning to its last evening."""
    start, end = max(battle.start, scene.first_day), min(battle.end, scene.last_day)
    return pd.Timestamp(start), pd.Timestamp(end) + pd.Timedelta(hours=23)


def _tell(placed: Placed, scene: Scene) -> str:
    days = scene.labels.days(placed.battle.start, placed.battle.end)
    return (
        f"<b>{scene.labels.text('timeline.battle', name=scene.place(placed.battle.place_id))}</b><br>{days}"
    )
