"""The front over time. In: rows of `analyse.front_measures` for one view, a Scene. Out: three panels (places
held, length of the front, places that changed hands), and the same in words.
"""

from __future__ import annotations

from html import escape

import pandas as pd
import plotly.graph_objects as go
from plotly.subplots import make_subplots

from render import palette
from render.scene import Scene, date_axis, dress
from theatres.pack import View

HEIGHT = 640  # pixels: three panels, each as high as a line of seven places
CONTESTED = "contested"


def draw_measures(rows: pd.DataFrame, scene: Scene, view: View) -> go.Figure:
    """Three panels on one axis of time, each counted from zero."""
    figure = make_subplots(rows=3, shared_xaxes=True, vertical_spacing=0.07, row_heights=[0.42, 0.29, 0.29])
    _add_held(figure, rows, scene)
    days = rows.drop_duplicates("day")
    _add_length(figure, days, scene)
    text = scene.labels.text
    figure.add_bar(
        x=days["day"], y=days["changed"], marker_color=palette.QUIET, name=text("front_measures.changed"),
        row=3, col=1,
    )  # fmt: skip
    figure.update_xaxes(**date_axis(scene))
    for row, key in enumerate(("held", "length", "changed"), start=1):
        figure.update_yaxes(
            title={"text": text(f"front_measures.{key}_axis"), "font": {"size": 13}}, rangemode="tozero",
            gridcolor=palette.RULE, zeroline=False, nticks=5, automargin=True, row=row, col=1,
        )  # fmt: skip
    figure.update_layout(height=HEIGHT, separators=scene.labels.separators, bargap=0.2)
    measure = scene.measure(f"{_name(view, scene)} · {text('front_measures.measure')}")
    return dress(
        figure, find_turn(rows, scene, view), measure, scene.source_line(text("front_measures.note"))
    )


def find_turn(rows: pd.DataFrame, scene: Scene, view: View) -> str:
    """The finding: the week most places changed hands, and the longest front."""
    labels, days = scene.labels, rows.drop_duplicates("day")
    if days.empty or not days["changed"].max():
        return labels.text("front_measures.still", view=_name(view, scene))
    most = days.iloc[int(days["changed"].to_numpy().argmax())]
    longest = days.iloc[int(days["length_km"].to_numpy().argmax())]
    return labels.text(
        "front_measures.finding",
        view=_name(view, scene),
        places=labels.plural("front_measures.places", int(most["changed"])),
        week=labels.prose_day(most["day"]),
        km=labels.number(longest["length_km"]),
        day=labels.prose_day(longest["day"]),
    )


def describe_measures(rows: pd.DataFrame, scene: Scene, view: View) -> str:
    """The figure in words: the finding, then who holds how many places first and last."""
    ends = [rows[rows["day"].eq(day)] for day in (rows["day"].min(), rows["day"].max())] if len(rows) else []
    told = [
        f"{scene.labels.prose_day(end['day'].iloc[0])} : "
        + ", ".join(f"{scene.faction(s)} {n}" for s, n in zip(end["side"], end["held"], strict=True) if n)
        for end in ends
    ]
    return " ; ".join([find_turn(rows, scene, view), *told]) + "."


def _name(view: View, scene: Scene) -> str:
    return escape(scene.labels.name(view.names), quote=False)


def _add_held(figure: go.Figure, rows: pd.DataFrame, scene: Scene) -> None:
    """A line of steps for each side that ever holds a place of the view, dashed for what is disputed."""
    for side, mine in rows.groupby("side", sort=False):
        if mine["held"].any():
            _add_steps(figure, mine, ("held", scene.faction(side), scene.colour(side), "solid"))
    days = rows.drop_duplicates("day")
    if len(days) and days["contested"].any():
        name, colour = scene.labels.text("front_measures.contested"), scene.colour(CONTESTED)
        _add_steps(figure, days, ("contested", name, colour, "dash"))


def _add_steps(figure: go.Figure, rows: pd.DataFrame, look: tuple[str, str, str, str]) -> None:
    column, name, colour, dash = look
    line = {"shape": "hv", "color": colour, "width": 2, "dash": dash}
    figure.add_scatter(x=rows["day"], y=rows[column], mode="lines", line=line, name=name, row=1, col=1)


def _add_length(figure: go.Figure, days: pd.DataFrame, scene: Scene) -> None:
    """The whole front, and the part of it that somebody spoke of lately."""
    for column, dash, colour in (("length_km", "dot", palette.QUIET), ("supported_km", "solid", palette.INK)):
        line = {"shape": "hv", "color": colour, "width": 2, "dash": dash}
        name = scene.labels.text(f"front_measures.{column}")
        figure.add_scatter(x=days["day"], y=days[column], mode="lines", line=line, name=name, row=2, col=1)
