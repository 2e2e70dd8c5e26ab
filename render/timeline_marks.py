"""Events as single marks. In: dated events with their lanes, a Scene. Out: marks a reader can tell apart and
open.

Solid is reported, hollow claimed, crossed denied, a diamond only ordered or called for; the area grows with
the deaths told with the event. Marks that would lie on one another step aside within their lane.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from analyse.timeline import KNOWN
from render import palette
from render.lanes import MOST_ROWS, ROW, Lane
from render.scene import Scene, hover_text

# How an event is known: its mark, the width of its line.
SIGNS = {
    "reported": ("circle", 0),
    "claimed": ("circle-open", 2),
    "denied": ("circle-x-open", 1.5),
    "asked": ("diamond-open", 1.5),
}
# Pixels: a mark without a toll, and the widest, so that a bombing with hundreds of dead hides no other lane.
SMALL, WIDEST = 8.0, 30.0
# Square pixels of the square around a mark for each of the dead: ten dead make it half as wide again.
PER_DEATH = 12.0


def stack_marks(shown: pd.DataFrame, width: int) -> pd.Series:
    """For each mark, how many of its lane already lie where it would on a drawing of `width` pixels."""
    if shown.empty:
        return pd.Series(0, index=shown.index)
    days = shown["at"].astype("datetime64[s]").astype("int64") // 86_400
    # Two pixels more than a mark: those of one lane may touch, those of one day never lie on one another.
    slot = max(float(days.max() - days.min()) * (SMALL + 2) / width, 1.0)
    turns: pd.Series = shown.groupby([shown["lane"], days // slot]).cumcount()
    return turns


def add_marks(
    figure: go.Figure, shown: pd.DataFrame, where: tuple[Mapping[str, Lane], int], scene: Scene
) -> None:
    """Draw the events of `shown` (with `lane`, `turn`, `killed`) in their lanes, on a row of the figure."""
    lanes, row = where
    marks = shown.assign(y=_heights(shown, lanes), known=shown["status"].map(KNOWN), size=_sizes(shown))
    _add_spans(figure, marks, row)
    # The large ones first: they must not cover the small.
    ordered = marks.sort_values(["size", "at"], ascending=[False, True], kind="stable")
    for known in SIGNS:
        rows = ordered[ordered["known"].eq(known)]
        if len(rows):
            add_sign(figure, known, scene, row)
            _add_kind(figure, rows, (known, row), scene)


def add_sign(figure: go.Figure, known: str, scene: Scene, row: int) -> None:
    """Put a way of knowing in the legend: its shape; the colour would say a side."""
    symbol, edge = SIGNS[known]
    sign = {"symbol": symbol, "size": SMALL, "color": palette.INK, "line": {"width": edge}}
    name = scene.labels.text(f"timeline.legend_{known}")
    figure.add_scatter(x=[None], y=[None], mode="markers", marker=sign, name=name, row=row, col=1)


def _heights(shown: pd.DataFrame, lanes: Mapping[str, Lane]) -> pd.Series:
    rows = shown["lane"].map({i: lane.rows for i, lane in lanes.items()}).clip(upper=MOST_ROWS)
    turn = shown["turn"] % rows
    aside = (turn + 1) // 2 * (1 - 2 * (turn % 2))
    middles: pd.Series = shown["lane"].map({i: lane.middle for i, lane in lanes.items()})
    return middles.astype(float) + aside.astype(float) * ROW


def _sizes(shown: pd.DataFrame) -> pd.Series:
    killed = shown["killed"] if "killed" in shown else pd.Series(float("nan"), index=shown.index)
    sizes: pd.Series = ((SMALL**2 + PER_DEATH * killed.fillna(0)) ** 0.5).clip(upper=WIDEST).round(1)
    return sizes


def _add_spans(figure: go.Figure, marks: pd.DataFrame, row: int) -> None:
    wide = marks[(marks["day_end"] - marks["day_start"]).dt.days > 1]
    gaps = [None] * len(wide)
    x = [v for ends in zip(wide["day_start"], wide["day_end"], gaps, strict=True) for v in ends]
    y = [v for ends in zip(wide["y"], wide["y"], gaps, strict=True) for v in ends]
    line = {"color": palette.BORDER, "width": 1}
    figure.add_scatter(
        x=x, y=y, mode="lines", line=line, hoverinfo="skip", showlegend=False, name="span", row=row, col=1
    )


def _add_kind(figure: go.Figure, marks: pd.DataFrame, kind: tuple[str, int], scene: Scene) -> None:
    known, row = kind
    symbol, edge = SIGNS[known]
    figure.add_scatter(
        x=marks["at"],
        y=marks["y"],
        mode="markers",
        name=scene.labels.text(f"timeline.legend_{known}"),
        showlegend=False,
        marker={
            "symbol": symbol,
            "size": marks["size"],
            "color": [scene.colour(a) for a in marks["actor"]],
            "line": {"width": edge},
            "opacity": 0.85 if known == "reported" else 1,
        },
        # The mark opened stands out, the others stay to be read.
        unselected={"marker": {"opacity": 0.4}},
        customdata=marks[["event_id"]].to_numpy(),
        text=[hover_event(event, scene) for event in marks.to_dict("records")],
        hovertemplate="%{text}<extra></extra>",
        row=row,
        col=1,
    )


def hover_event(event: dict[Any, Any], scene: Scene) -> str:
    """The hover box of an event: when, what and where, by whom, who says so, its dead, the sentence."""
    labels = scene.labels
    what = labels.text(f"event_type.{event['event_type']}")
    target = f" → {scene.faction(event['target'])}" if isinstance(event["target"], str) else ""
    lines = [
        f"<b>{labels.days(event['day_start'], event['day_end'])}</b> · {what}",
        f"{scene.faction(event['actor'])}{target} · {scene.place(event['place_id'])}",
        f"{labels.text('status.' + event['status'])}{_who_says(event, scene)}",
        labels.plural("timeline.killed", killed) if (killed := event.get("killed") or 0) > 0 else "",
    ]
    return hover_text(lines, event["sentence"])


def _who_says(event: dict[Any, Any], scene: Scene) -> str:
    if not isinstance(event["claimant"], str):
        return ""
    return " · " + scene.labels.text("words.says", who=scene.faction(event["claimant"]))
