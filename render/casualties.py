"""The tolls. In: series of `analyse.casualties`, a Scene. Out: a line of steps per source, never added up."""

from __future__ import annotations

import math

import pandas as pd
import plotly.graph_objects as go

from analyse.casualties import main_line
from render import palette
from render.axes import name_arrow, set_axes
from render.incidents import draw_incidents
from render.scene import Scene, dress, shade_phases
from render.toll_bands import Height, add_bands
from render.toll_words import (
    TollView,
    ask_notes,
    find_toll,
    firm_rows,
    hover_toll,
    pick_notes,
    rank_sources,
    say_count,
    say_source,
)

__all__ = ["TollView", "draw_incidents", "draw_tolls"]

# A third more than the highest figure: room for its note.
ROOM = 1.34


def draw_tolls(series: pd.DataFrame, scene: Scene, kind: str, view: TollView | None = None) -> go.Figure:
    """Published cumulative tolls as one line of steps per source; an open bound is an open arrow, never a
    ceiling."""
    view = ask_notes(scene, kind, view or TollView())
    line = _in_period(main_line(series), scene)
    height = Height(float(line["low"].max() or 1) * ROOM if len(line) else 1.0, view.log)
    figure = go.Figure()
    ranked = rank_sources(firm_rows(line))
    for i, source in enumerate(ranked):
        _add_source(figure, line[line["source"] == source], (source, i, height), scene)
    _add_others(figure, line[~line["source"].isin(ranked)], "words.other_sources", scene)
    _add_asides(figure, _in_period(series, scene), scene)
    _mark_revisions(figure, line, scene)
    if not line.empty and line["open"].any():
        name_arrow(figure, scene.labels.text("tolls.open"))
    _label_ends(figure, line, ranked, (scene, view.log))
    set_axes(figure, scene, scene.labels.text("tolls.axis", kind=scene.labels.text(f"kind.{kind}")))
    _set_range(figure, line, view.log)
    shade_phases(figure, scene)
    _annotate(figure, pick_notes(line, view), (scene, view.log))
    title = find_toll(line, kind, scene, view)
    measure = scene.measure(f"{scene.labels.text('kind.' + kind)} · {scene.labels.text('tolls.measure')}")
    return dress(figure, title, measure, scene.source_line(scene.labels.text("tolls.source_line")))


def _in_period(series: pd.DataFrame, scene: Scene) -> pd.DataFrame:
    if series.empty:
        return series
    first, last = pd.Timestamp(scene.first_day), pd.Timestamp(scene.last_day)
    return series[(series["as_of_end"] >= first) & (series["as_of_start"] <= last)]


def _look(source: str, position: int, scene: Scene) -> tuple[str, str]:
    shape = palette.source_shape(position)
    return (scene.colour(source) if source in scene.theatre.sides else palette.source_colour(position)), shape


def _add_source(figure: go.Figure, rows: pd.DataFrame, source: tuple[str, int, Height], scene: Scene) -> None:
    colour, shape = _look(*source[:2], scene)
    rows = rows.sort_values(["as_of", "low"])
    firm = firm_rows(rows)
    # A statement stands until the next one of the same source: steps, not slopes.
    add_bands(figure, firm, colour, source[2])
    line = {"shape": "hv", "color": colour, "width": 2}
    figure.add_scatter(
        x=firm["as_of"],
        y=firm["low"],
        mode="lines",
        line=line,
        hoverinfo="skip",
        showlegend=False,
        name="step",
    )
    _add_statements(figure, rows, (say_source(source[0], scene), colour, shape), scene)


def _add_others(figure: go.Figure, rows: pd.DataFrame, key: str, scene: Scene) -> None:
    if not rows.empty:
        _add_statements(figure, rows, (scene.labels.text(key), palette.UNSAID, "diamond"), scene)


def _add_statements(figure: go.Figure, rows: pd.DataFrame, look: tuple[str, str, str], scene: Scene) -> None:
    name, colour, shape = look
    figure.add_scatter(
        x=rows["as_of"],
        y=rows["low"],
        mode="markers",
        marker={
            "symbol": [f"{shape}-open" if o else shape for o in rows["open"]],
            "size": [5 if w else 8 for w in rows["weaker"]],
            "color": colour,
            "opacity": 1,
            "line": {"width": 1.5, "color": colour},
        },
        error_x=_intervals(rows, colour),
        name=name,
        customdata=[[ids[0]] for ids in rows["toll_ids"]],
        text=[hover_toll(r, scene) for r in rows.to_dict("records")],
        hovertemplate="%{text}<extra></extra>",
    )
    _add_open_ends(figure, rows[rows["open"].astype(bool) & ~rows["weaker"].astype(bool)], colour)


def _intervals(rows: pd.DataFrame, colour: str) -> dict[str, object]:
    day = 86_400_000  # plotly measures errors on a date axis in milliseconds
    before = ((rows["as_of"] - rows["as_of_start"]).dt.days * day).astype(float)
    after = ((rows["as_of_end"] - rows["as_of"]).dt.days * day).astype(float)
    sides = {"array": after.tolist(), "arrayminus": before.tolist(), "symmetric": False, "type": "data"}
    return {
        **sides,
        "color": colour,
        "thickness": 1,
        "width": 3,
        "visible": bool((before + after).gt(0).any()),
    }


def _mark_revisions(figure: go.Figure, line: pd.DataFrame, scene: Scene) -> None:
    """A ring around every figure by which a source takes back a part of what it said."""
    rows = line[line["revision"].astype(bool)]
    if not rows.empty:
        figure.add_scatter(
            x=rows["as_of"],
            y=rows["low"],
            mode="markers",
            marker={"symbol": "circle-open", "size": 17, "color": palette.INK, "line": {"width": 2}},
            name=scene.labels.text("tolls.revision"),
            hoverinfo="skip",
        )


def _add_open_ends(figure: go.Figure, rows: pd.DataFrame, colour: str) -> None:
    figure.add_scatter(
        x=rows["as_of"],
        y=rows["low"],
        mode="text",
        text=["↑"] * len(rows),
        textposition="top center",
        textfont={"size": 15, "color": colour},
        hoverinfo="skip",
        showlegend=False,
        name="open",
    )


def _label_ends(figure: go.Figure, line: pd.DataFrame, ranked: list[str], shown: tuple[Scene, bool]) -> None:
    scene, log = shown
    span = max((line["as_of"].max() - line["as_of"].min()).days, 1) if len(line) else 1
    named: list[tuple[float, float]] = []
    for i, source in enumerate(ranked):
        row = firm_rows(line[line["source"] == source]).iloc[-1]
        at = ((row["as_of"] - line["as_of"].min()).days / span, row["low"] / line["low"].max())
        # A name takes an eighth of the width and a twentieth of the height.
        if all(abs(at[0] - x) > 0.12 or abs(at[1] - y) > 0.05 for x, y in named):
            named.append(at)
            colour, name = _look(source, i, scene)[0], say_source(source, scene)
            figure.add_annotation(
                x=row["as_of"], y=_height(row, log), text=name, name="end", showarrow=False,
                xanchor="left", yanchor="top", xshift=6, yshift=-4, font={"size": 12, "color": colour},
            )  # fmt: skip


def _height(row: pd.Series, log: bool) -> float:
    # A note on a log axis stands at the exponent.
    return math.log10(max(row["low"], 1)) if log else float(row["low"])


def _add_asides(figure: go.Figure, series: pd.DataFrame, scene: Scene) -> None:
    if not series.empty:
        aside = series[series["other_scope"].astype(bool) & series["who"].eq("all") & series["since"].isna()]
        _add_others(figure, aside.assign(weaker=True), "tolls.other_scope", scene)


def _annotate(figure: go.Figure, picked: pd.DataFrame, shown: tuple[Scene, bool]) -> None:
    scene, log = shown
    for i, (_, row) in enumerate(picked.iterrows()):
        # Above and left of a count that only rises there is always room; every second note hangs higher.
        ax, ay = (-4, -84) if i == 0 else (-62, -36 - 34 * ((i + 1) % 2))
        figure.add_annotation(
            x=row["as_of"],
            y=_height(row, log),
            text=f"<b>{say_count(row, scene)}</b><br>{say_source(row['source'], scene)}",
            name="note",
            showarrow=True,
            arrowhead=0,
            arrowwidth=1,
            arrowcolor=palette.QUIET,
            ax=ax,
            ay=ay,
            font={"size": 13},
        )


def _set_range(figure: go.Figure, line: pd.DataFrame, log: bool) -> None:
    if line.empty:
        return
    low, high = float(line["low"].clip(lower=1).min()), float(line["low"].max())
    if log:
        figure.update_yaxes(type="log", dtick=1, range=[math.log10(low) - 0.15, math.log10(high) + 0.6])
    else:
        figure.update_yaxes(range=[0, high * ROOM])
