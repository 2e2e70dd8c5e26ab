"""Figures of who says what, in words, for those who cannot see them. In: what a figure draws, a Scene. Out: a
plain text.
"""

from __future__ import annotations

from html import unescape

import pandas as pd
import plotly.graph_objects as go

from render.fates import say_share
from render.scene import Scene

# A listener loses count after as many.
MOST_NAMED = 6


def describe_cells(figure: go.Figure, scene: Scene) -> str:
    """A figure of cells: what it measures, how large it is, its largest counts."""
    cells, labels = figure.data[0], scene.labels
    rows = dict(zip(figure.layout.yaxis.tickvals, figure.layout.yaxis.ticktext, strict=True))
    columns = figure.layout.xaxis.ticktext
    told = [
        (round(float(z) ** 2), rows[y], columns[x])
        for y, line in zip(cells.y, cells.z, strict=True)
        for x, z in enumerate(line)
        if z
    ]
    if not told:
        return labels.text("describe.empty")
    top = sorted(told, key=lambda t: -t[0])[:MOST_NAMED]
    named = [labels.text("sources.describe_cell", row=r, column=c, n=labels.number(n)) for n, r, c in top]
    words = {"measure": figure.layout.meta["subtitle"], "rows": len(rows), "columns": len(columns)}
    return unescape(
        labels.text("sources.describe_cells", top=labels.text("sources.then").join(named), **words)
    )


def describe_fates(shares: pd.DataFrame, scene: Scene) -> str:
    """What became of each side's assertions, with the numbers behind each share."""
    labels = scene.labels
    if shares.empty:
        return labels.text("describe.empty")
    told = [
        labels.text(
            "sources.describe_fate",
            who=scene.faction(row["side"]),
            fate=labels.text(f"fate.{row['fate']}"),
            share=say_share(row, scene),
        )
        for row in shares.to_dict("records")
    ]
    return unescape(f"{labels.text('sources.fates')}. {labels.text('sources.then').join(told)}.")


def describe_quarrels(weeks: pd.DataFrame, scene: Scene) -> str:
    """Where and when two camps contradict each other most."""
    labels = scene.labels
    if weeks.empty:
        return labels.text("describe.empty")
    top = weeks.sort_values(["n_words", "week"], ascending=[False, True], kind="stable").head(MOST_NAMED)
    told = [
        labels.text(
            "sources.describe_quarrel",
            place=scene.place(row["place_id"]),
            week=labels.prose_day(row["week"]),
            words=labels.plural("sources.words", row["n_words"]),
        )
        for row in top.to_dict("records")
    ]
    return unescape(f"{labels.text('sources.quarrels')}. {labels.text('sources.then').join(told)}.")
