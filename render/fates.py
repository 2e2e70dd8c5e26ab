"""What became of what each side asserts. In: shares of `analyse.fates`, a Scene. Out: a figure of marks with
their intervals, the numbers written beside them.
"""

from __future__ import annotations

from typing import Any

import pandas as pd
import plotly.graph_objects as go

from analyse.fates import JUDGED
from render import palette
from render.scene import Scene, dress

# One mark a fate: full where others agree, a cross where they do not, hollow where nobody answered.
SIGNS = {"confirmed": "circle", "both": "diamond", "contradicted": "x-thin-open", "alone": "circle-open"}
TICKS = (0, 50, 100)  # per cent: more would collide on a phone
ROW = 34  # pixels: a mark, its interval and its words on one line


def draw_fates(shares: pd.DataFrame, scene: Scene, least: int) -> go.Figure:
    """What became of each side's assertions: a mark a share, its 95 % interval, its numbers.

    Sides with fewer than `least` judged assertions have no share, and are left to the table.
    """
    shown = shares[shares["total"] >= least]
    sides = list(dict.fromkeys(shown["side"]))
    order = [(s, f) for s in sides for f in JUDGED]
    heights = {pair: len(order) - 1 - i for i, pair in enumerate(order)}
    figure = go.Figure()
    for fate in JUDGED:
        _add_fate(figure, shown[shown["fate"] == fate], (fate, heights), scene)
    _set_fate_axes(figure, order, scene)
    measure = scene.measure(scene.labels.text("sources.fates"))
    note = scene.labels.text("sources.fates_note")
    return dress(figure, find_fates(shares, scene), measure, scene.source_line(note))


def find_fates(shares: pd.DataFrame, scene: Scene) -> str:
    """The finding: the commonest fate, with the numbers of the two sides that assert most."""
    labels = scene.labels
    if shares.empty:
        return labels.text("sources.empty_claims")
    sides = list(dict.fromkeys(shares["side"]))[:2]
    known = shares[shares["side"].isin(sides)]
    fate = known.groupby("fate")["n"].sum().reindex(list(JUDGED)).idxmax()
    others = [f for f in ("confirmed", "contradicted", "alone") if f != fate][:2]
    parts = [_tell_fate(known, f, scene) for f in (str(fate), *others)]
    first, *rest = parts
    return first + "".join(f"{labels.text('sources.then')}{p[0].lower()}{p[1:]}" for p in rest)


def say_share(row: Any, scene: Scene) -> str:
    """A count of assertions with what it is out of: never a percentage alone."""
    labels = scene.labels
    numbers = {k: labels.number(100 * row[k]) for k in ("share", "low", "high")}
    return labels.text(
        "sources.share", n=labels.number(row["n"]), total=labels.number(row["total"]), **numbers
    )


def _tell_fate(known: pd.DataFrame, fate: str, scene: Scene) -> str:
    labels, rows = scene.labels, known[known["fate"] == fate].to_dict("records")
    parts = [
        labels.text(
            "sources.of",
            who=scene.faction(r["side"]),
            n=labels.number(r["n"]),
            total=labels.number(r["total"]),
        )
        for r in rows
    ]
    return labels.text("sources.finding_fate", fate=labels.text(f"fate_title.{fate}"), parts=", ".join(parts))


def _add_fate(figure: go.Figure, rows: pd.DataFrame, kind: tuple[str, dict[Any, int]], scene: Scene) -> None:
    fate, heights = kind
    hollow = fate in ("contradicted", "alone")
    colours = [scene.colour(s) for s in rows["side"]]
    told = rows.to_dict("records")
    figure.add_scatter(
        x=100 * rows["share"],
        y=[heights[s, fate] for s in rows["side"]],
        mode="markers",
        showlegend=False,
        marker={"symbol": SIGNS[fate], "size": 12, "color": colours, "line": {"width": 2 if hollow else 0}},
        error_x={
            "type": "data",
            "symmetric": False,
            "array": 100 * (rows["high"] - rows["share"]),
            "arrayminus": 100 * (rows["share"] - rows["low"]),
            "color": palette.QUIET,
            "thickness": 1.5,
            "width": 5,
        },
        customdata=[[f"{s}|{fate}"] for s in rows["side"]],
        text=[f"<b>{scene.faction(r['side'])}</b><br>{say_share(r, scene)}" for r in told],
        hovertemplate="%{text}<extra></extra>",
    )
    for row in told:
        numbers = {k: scene.labels.number(row[k]) for k in ("n", "total")}
        figure.add_annotation(
            x=100 * row["high"],
            y=heights[row["side"], fate],
            text=scene.labels.text("sources.n_of", **numbers),
            showarrow=False,
            xanchor="left",
            yanchor="middle",
            xshift=10,
            font={"size": 13, "color": palette.INK},
        )


def _set_fate_axes(figure: go.Figure, order: list[tuple[str, str]], scene: Scene) -> None:
    labels = scene.labels
    names = [f"{scene.faction(s)} · {labels.text('fate.' + f)}" for s, f in reversed(order)]
    figure.update_xaxes(
        type="linear",
        # Room at the right for the numbers of a share of 100 %.
        range=[-6, 128],
        tickvals=list(TICKS),
        ticktext=[labels.text("sources.percent", n=n) for n in TICKS],
        gridcolor=palette.RULE,
        zeroline=False,
        ticks="",
        tickangle=0,
        fixedrange=True,
    )
    figure.update_yaxes(
        tickmode="array",
        tickvals=list(range(len(names))),
        ticktext=names,
        range=[-0.6, max(len(names), 1) - 0.4],
        showgrid=False,
        zeroline=False,
        automargin=True,
        fixedrange=True,
    )
    for y in range(len(JUDGED), len(names), len(JUDGED)):
        figure.add_hline(y=y - 0.5, line={"color": palette.RULE, "width": 1})
    figure.update_layout(height=190 + ROW * max(len(names), 3))
