"""Incident tolls. In: weekly incidents of `analyse.casualties`, a Scene. Out: bars with bounds, a figure of
their own."""

from __future__ import annotations

from typing import Any

import pandas as pd
import plotly.graph_objects as go

from render import palette
from render.axes import name_arrow, set_axes
from render.scene import Scene, dress, shade_phases


def draw_incidents(weekly: pd.DataFrame, scene: Scene, kind: str) -> go.Figure:
    """Incident tolls per week as bars from zero, error bars up to the ceilings stated, an arrow where one is
    open."""
    labels = scene.labels
    bars = weekly[
        (weekly["week"] >= _monday(scene.first_day)) & (weekly["week"] <= pd.Timestamp(scene.last_day))
    ]
    figure = go.Figure()
    figure.add_bar(
        x=bars["week"] + pd.Timedelta(days=3),
        y=bars["low"],
        width=5.5 * 86_400_000,  # 5.5 of 7 days, in milliseconds: a gap between weeks
        name=labels.text("incidents.bar"),
        marker={"color": palette.INK, "opacity": 0.75},
        error_y={
            "type": "data",
            "symmetric": False,
            "array": _ceilings(bars),
            "thickness": 1.2,
            "color": palette.INK,
        },
        customdata=bars[["week", "n"]].to_numpy(),
        text=[hover_week(r, scene, kind) for r in bars.to_dict("records")],
        textposition="none",
        hovertemplate="%{text}<extra></extra>",
    )
    _add_open_weeks(figure, bars[bars["open"].astype(bool)], scene)
    set_axes(figure, scene, labels.text("incidents.axis", kind=labels.text(f"kind.{kind}")))
    shade_phases(figure, scene)
    measure = scene.measure(labels.text("incidents.measure", kind=labels.text(f"kind.{kind}")))
    note = labels.text("incidents.source_line")
    return dress(figure, find_week(bars, kind, scene), measure, scene.source_line(note))


def find_worst(weekly: pd.DataFrame) -> pd.Series:
    """The week with most victims at least; the first of equals."""
    return weekly.sort_values(["low", "week"], ascending=[False, True]).iloc[0]


def find_week(bars: pd.DataFrame, kind: str, scene: Scene) -> str:
    """The finding of an incident chart in a sentence: the heaviest week."""
    if bars.empty:
        return scene.labels.text("incidents.finding_empty")
    worst = find_worst(bars)
    words = {"n": scene.labels.number(worst["low"]), "week": scene.labels.prose_day(worst["week"])}
    return scene.labels.text("incidents.finding", kind=scene.labels.text(f"tolls.kind_{kind}"), **words)


def hover_week(row: dict[Any, Any], scene: Scene, kind: str) -> str:
    """The hover box of a week of incidents."""
    labels = scene.labels
    count = f"{labels.number(row['low'])}–{labels.number(row['high'])}" if row["high"] > row["low"] else ""
    count = count or labels.number(row["low"])
    bound = f" ({labels.text('incidents.open')})" if row["open"] else ""
    return f"<b>{labels.day(row['week'])}</b><br>{count} {labels.text('tolls.kind_' + kind)}{bound}"


def _ceilings(bars: pd.DataFrame) -> list[float | None]:
    return [h - low if h > low else None for low, h in zip(bars["low"], bars["high"], strict=True)]


def _add_open_weeks(figure: go.Figure, rows: pd.DataFrame, scene: Scene) -> None:
    if rows.empty:
        return
    figure.add_scatter(
        x=rows["week"] + pd.Timedelta(days=3),
        y=rows["high"],
        mode="text",
        text=["↑"] * len(rows),
        textposition="top center",
        textfont={"size": 14, "color": palette.INK},
        showlegend=False,
        hoverinfo="skip",
    )
    name_arrow(figure, scene.labels.text("incidents.open"))


def _monday(day: object) -> pd.Timestamp:
    stamp = pd.Timestamp(day)  # type: ignore[arg-type]
    return stamp - pd.Timedelta(days=stamp.weekday())
