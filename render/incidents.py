"""Incident tolls. In: tolls by week and victims (`analyse.bounds.weekly_bounds`), a Scene. Out: stacked bars
with bounds, a figure of their own: bars where the cumulative tolls are steps."""

from __future__ import annotations

from itertools import islice
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from analyse.bounds import UNSAID
from analyse.victims import ARMED, CIVILIAN
from render import palette
from render.axes import name_arrow, set_axes
from render.scene import Scene, dress, shade_phases

DAY = 86_400_000  # plotly measures widths on a date axis in milliseconds
PATTERNS = {"solid": "", "hatched": "/", "crossed": "x", "dotted": "."}
MIDWEEK = pd.Timedelta(days=3)
# Places of the worst incidents named in a hover; more would hide the bars.
MOST_NAMED = 3


def draw_incidents(
    weekly: pd.DataFrame, scene: Scene, kind: str, incidents: pd.DataFrame | None = None
) -> go.Figure:
    """Incident tolls per week, best figures stacked by victims' side from zero; a whisker from the least to
    the most, an arrow where no ceiling is told. `incidents`, where given, names the places in the hover."""
    labels = scene.labels
    bars = in_period(weekly, scene)
    places = _list_places(incidents, bars)
    figure = go.Figure()
    for victims in rank_victims(bars, scene):
        _add_bars(figure, bars[bars["victims"] == victims], (victims, kind, places), scene)
    _add_bounds(figure, sum_weeks(bars), scene)
    set_axes(figure, scene, labels.text("incidents.axis", kind=labels.text(f"kind.{kind}")))
    figure.update_layout(barmode="stack", height=420)
    shade_phases(figure, scene)
    measure = scene.measure(labels.text("incidents.measure", kind=labels.text(f"kind.{kind}")))
    note = labels.text("incidents.source_line")
    return dress(figure, find_week(bars, kind, scene), measure, scene.source_line(note))


def in_period(weekly: pd.DataFrame, scene: Scene) -> pd.DataFrame:
    """The weeks that touch the scene's period."""
    first, last = pd.Timestamp(scene.first_day), pd.Timestamp(scene.last_day)
    return weekly[(weekly["week"] >= first - pd.Timedelta(days=first.weekday())) & (weekly["week"] <= last)]


def sum_weeks(weekly: pd.DataFrame) -> pd.DataFrame:
    """All victims of each week: week, low, best, high, open."""
    told = {c: (c, "sum") for c in ("low", "best", "high")}
    return weekly.groupby("week", sort=True).agg(**told, open=("open", "any")).reset_index()


def rank_victims(weekly: pd.DataFrame, scene: Scene) -> list[str]:
    """The groups of victims in the order they are stacked: civilians, sides, combatants, the untold."""
    order = [*(s for s in scene.theatre.sides if s != CIVILIAN), ARMED, UNSAID]
    known = [CIVILIAN, *order]
    found = list(weekly["victims"].unique())
    return sorted(found, key=lambda v: (known.index(v) if v in known else len(order) - 1, v))


def name_victims(victims: str, scene: Scene) -> str:
    """A group of victims in words."""
    said = (UNSAID, CIVILIAN, ARMED)
    return scene.labels.text(f"victims.{victims}") if victims in said else scene.faction(victims)


def find_worst(weekly: pd.DataFrame) -> pd.Series:
    """The week with most victims by the best figures; the first of equals."""
    return sum_weeks(weekly).sort_values(["best", "week"], ascending=[False, True]).iloc[0]


def find_week(bars: pd.DataFrame, kind: str, scene: Scene) -> str:
    """The finding of an incident chart in a sentence: the heaviest week."""
    if bars.empty:
        return scene.labels.text("incidents.finding_empty")
    worst = find_worst(bars)
    words = {"n": say_bounds(worst, scene), "week": scene.labels.prose_day(worst["week"])}
    return scene.labels.text("incidents.finding", kind=scene.labels.text(f"tolls.kind_{kind}"), **words)


def say_bounds(row: Any, scene: Scene) -> str:
    """Low, best and high of a row in few signs: "43", "40–60", "≥ 43"; safe for plotly's markup."""
    labels = scene.labels
    least, most = labels.number(row["low"]), row["high"]
    if row["open"] or pd.isna(most):
        return labels.text("qualifier.at_least", n=least)
    return least if most <= row["low"] else f"{least}–{labels.number(most)}"


def hover_week(row: dict[Any, Any], told: tuple[str, str, dict[str, str]], scene: Scene) -> str:
    """The hover box of one group of victims in one week: figures, how many incidents, where."""
    victims, kind, where = told
    labels = scene.labels
    count = f"{say_bounds(row, scene)} {labels.text('tolls.kind_' + kind)}"
    known = dict.fromkeys(where[i] for i in row["incident_ids"] if i in where)
    places = [scene.place(p) for p in islice(known, MOST_NAMED)]
    lines = [
        f"<b>{labels.text('incidents.week', day=labels.day(row['week']))}</b>",
        f"{name_victims(victims, scene)} : {count}",
        " · ".join([labels.plural("words.incidents", row["n"]), *places]),
    ]
    return "<br>".join(lines)


def _list_places(incidents: pd.DataFrame | None, bars: pd.DataFrame) -> dict[str, str]:
    """The place of each incident of the bars that has one."""
    if incidents is None or bars.empty:
        return {}
    shown = incidents["incident_id"].isin(bars["incident_ids"].explode()) & incidents["place_id"].notna()
    placed = incidents[shown]
    return dict(zip(placed["incident_id"], placed["place_id"], strict=True))


def _add_bars(
    figure: go.Figure, rows: pd.DataFrame, told: tuple[str, str, dict[str, str]], scene: Scene
) -> None:
    figure.add_bar(
        x=rows["week"] + MIDWEEK,
        y=rows["best"],
        width=5.5 * DAY,  # of 7 days: a gap between weeks
        name=name_victims(told[0], scene),
        marker=_look(told[0], scene),
        customdata=[[f"{w:%Y-%m-%d}"] for w in rows["week"]],
        text=[hover_week(r, told, scene) for r in rows.to_dict("records")],
        textposition="none",
        hovertemplate="%{text}<extra></extra>",
    )


def _look(victims: str, scene: Scene) -> dict[str, Any]:
    if victims == UNSAID:
        # Nobody said who they were: hollow.
        return {"color": palette.PAPER, "line": {"color": palette.QUIET, "width": 1}}
    if victims == ARMED:
        return _fill(palette.QUIET, "x")
    look = palette.look_of(scene.theatre, victims, scene.grey)
    return _fill(look.colour, "/" if palette.is_barred(scene.theatre, victims) else PATTERNS[look.pattern])


def _fill(colour: str, shape: str) -> dict[str, Any]:
    pattern = {"shape": shape, "bgcolor": colour, "fgcolor": palette.PAPER, "size": 6, "solidity": 0.25}
    return {"color": colour, "pattern": pattern}


def _add_bounds(figure: go.Figure, weeks: pd.DataFrame, scene: Scene) -> None:
    """One whisker a week over the whole stack, and the arrow of what has no ceiling."""
    apart = weeks[(weeks["high"] > weeks["best"]) | (weeks["low"] < weeks["best"])]
    if len(apart):
        figure.add_scatter(
            x=apart["week"] + MIDWEEK,
            y=apart["best"],
            mode="markers",
            marker={"size": 9, "color": palette.INK, "symbol": "line-ns-open", "line": {"width": 1.6}},
            error_y={
                "type": "data",
                "symmetric": False,
                "array": (apart["high"] - apart["best"]).clip(lower=0).tolist(),
                "arrayminus": (apart["best"] - apart["low"]).clip(lower=0).tolist(),
                "thickness": 1.6,
                "width": 4,
                "color": palette.INK,
            },
            name=scene.labels.text("incidents.bounds"),
            hoverinfo="skip",
        )
    _add_open_weeks(figure, weeks[weeks["open"].astype(bool)], scene)


def _add_open_weeks(figure: go.Figure, rows: pd.DataFrame, scene: Scene) -> None:
    if rows.empty:
        return
    figure.add_scatter(
        x=rows["week"] + MIDWEEK,
        y=rows[["high", "best"]].max(axis=1),
        mode="text",
        text=["↑"] * len(rows),
        textposition="top center",
        textfont={"size": 14, "color": palette.INK},
        showlegend=False,
        hoverinfo="skip",
        name="open",
    )
    name_arrow(figure, scene.labels.text("incidents.open"))
