"""Who contradicts whom. In: figures said of one day or one incident (`analyse.disagreement`), a Scene. Out:
one row a day or incident, one mark a source, a line from the least said to the most."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape, unescape
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from render import palette
from render.axes import name_arrow
from render.foot import LEGEND_LINE, legend_names
from render.incidents import name_victims
from render.scene import Scene, dress, hover_text
from render.toll_words import say_count, say_source

# Rows of one screen; the table holds them all.
MOST_ROWS = 12
ROW, FRAME = 42, 90  # pixels of a row of two lines, and of what stands above and below the rows
EDGE = 1.06  # room for the arrow of the highest figure
# Sources with a colour of their own; the others share one.
MOST_SOURCES = 7


def draw_disagreement(
    rows: pd.DataFrame, scene: Scene, kind: str, names: Mapping[str, str] | None = None
) -> go.Figure:
    """The widest disagreements, one a line. `names` gives the words for a group (an incident's deed, place
    and day) and for an origin that is a report; without them a day is written so, a source by its name."""
    shown = rows[rows["group"].isin(list(dict.fromkeys(rows["group"]))[:MOST_ROWS])]
    groups = list(dict.fromkeys(shown["group"]))[::-1]
    shown = shown.assign(at=shown["group"].map(groups.index), name=name_sources(shown, scene, names or {}))
    figure = go.Figure()
    _add_spans(figure, shown)
    ranked = list(shown["name"].value_counts().index[:MOST_SOURCES])
    for i, name in enumerate(ranked):
        _add_source(figure, shown[shown["name"] == name], (name, i), (scene, kind))
    others = shown[~shown["name"].isin(ranked)]
    if len(others):
        _add_source(figure, others, (scene.labels.text("words.other_sources"), -1), (scene, kind))
    _add_open(figure, shown[shown["open"].astype(bool)], scene)
    _set_rows(figure, [name_group(g, shown, scene, names or {}) for g in groups], scene)
    top = float(shown["low"].max() or 1) if len(shown) else 1.0
    figure.update_xaxes(range=[top * (1 - EDGE) / 2, top * EDGE])
    measure = scene.measure(scene.labels.text("disagreement.measure", kind=scene.labels.text(f"kind.{kind}")))
    note = scene.labels.text("disagreement.source_line")
    dress(figure, find_quarrel(rows, scene, names or {}), measure, scene.source_line(note))
    # Beside long names a legend has room for one entry a line.
    legend = LEGEND_LINE * len(legend_names(figure))
    return figure.update_layout(height=FRAME + legend + ROW * max(len(groups), 2))


def find_quarrel(rows: pd.DataFrame, scene: Scene, names: Mapping[str, str]) -> str:
    """The widest disagreement in a sentence."""
    if rows.empty:
        return scene.labels.text("disagreement.finding_empty")
    worst = rows[rows["group"] == rows["group"].iloc[0]].sort_values("low", kind="stable")
    named = name_sources(worst, scene, names)
    first, last = worst.iloc[0], worst.iloc[-1]
    words = {
        "least": say_count(first, scene),
        "who_least": named.iloc[0],
        "most": say_count(last, scene),
        "who_most": named.iloc[-1],
    }
    what = name_group(str(first["group"]), worst, scene, names)
    return scene.labels.text("disagreement.finding", what=what, **words)


def describe_disagreement(rows: pd.DataFrame, scene: Scene, names: Mapping[str, str] | None = None) -> str:
    """How many days or incidents sources disagree on, and the widest gap."""
    if rows.empty:
        return scene.labels.text("describe.empty")
    told = scene.labels.plural("describe.quarrels", rows["group"].nunique())
    return unescape(f"{told} {find_quarrel(rows, scene, names or {})}.")


def name_sources(rows: pd.DataFrame, scene: Scene, names: Mapping[str, str]) -> pd.Series:
    """Who says each figure, in words safe for plotly's markup."""

    def name(who: object) -> str:
        known = names.get(who) if isinstance(who, str) else None
        return escape(known, quote=False) if known else say_source(who, scene)

    return rows["who"].astype(object).map(name)


def name_group(group: str, rows: pd.DataFrame, scene: Scene, names: Mapping[str, str]) -> str:
    """A day or an incident in words."""
    if group in names:
        return escape(names[group], quote=False)
    return scene.labels.day(rows.loc[rows["group"] == group, "day"].iloc[0])


def _add_spans(figure: go.Figure, rows: pd.DataFrame) -> None:
    spans = rows.groupby("at")["low"].agg(["min", "max"])
    x = [v for low, high in zip(spans["min"], spans["max"], strict=True) for v in (low, high, None)]
    y = [v for at in spans.index for v in (at, at, None)]
    line = {"color": palette.BORDER, "width": 3}
    figure.add_scatter(x=x, y=y, mode="lines", line=line, hoverinfo="skip", showlegend=False, name="span")


def _add_source(
    figure: go.Figure, rows: pd.DataFrame, source: tuple[str, int], told: tuple[Scene, str]
) -> None:
    name, position = source
    scene, kind = told
    shape = palette.source_shape(position) if position >= 0 else "diamond"
    colour = _colour(rows["who"].iloc[0], position, scene)
    figure.add_scatter(
        x=rows["low"],
        y=rows["at"],
        mode="markers",
        marker={
            "symbol": [f"{shape}-open" if o else shape for o in rows["open"]],
            "size": 11,
            "color": colour,
            "line": {"width": 2, "color": colour},
        },
        name=name,
        customdata=[[ids[0]] for ids in rows["toll_ids"]],
        text=[_hover(r, kind, scene) for r in rows.to_dict("records")],
        hovertemplate="%{text}<extra></extra>",
    )


def _colour(who: object, position: int, scene: Scene) -> str:
    if position < 0:
        return palette.UNSAID
    return scene.colour(who) if who in scene.theatre.sides else palette.source_colour(position)


def _hover(row: dict[Any, Any], kind: str, scene: Scene) -> str:
    words = scene.labels.text(f"tolls.kind_{kind}")
    victims = name_victims(row["victims"], scene) if row["victims"] != "all" else ""
    said = f"{row['name']} : <b>{say_count(row, scene)}</b> {words}"
    return hover_text([" · ".join(p for p in (said, victims) if p)], row["sentence"])


def _add_open(figure: go.Figure, rows: pd.DataFrame, scene: Scene) -> None:
    if rows.empty:
        return
    figure.add_scatter(
        x=rows["low"],
        y=rows["at"],
        mode="text",
        text=["\u00a0→"] * len(rows),
        textposition="middle right",
        textfont={"size": 15, "color": palette.INK},
        hoverinfo="skip",
        showlegend=False,
        name="open",
    )
    name_arrow(figure, scene.labels.text("tolls.open"))


def _set_rows(figure: go.Figure, names: list[str], scene: Scene) -> None:
    figure.update_xaxes(type="linear", gridcolor=palette.RULE, zeroline=False, tickformat=",d")
    figure.update_yaxes(
        tickmode="array",
        tickvals=list(range(len(names))),
        # A deed above its place and day: a long name would leave a phone no room for the marks.
        ticktext=[n.replace(" · ", "<br>", 1) for n in names],
        range=[-0.6, max(len(names), 1) - 0.4],
        showgrid=False,
        zeroline=False,
        automargin=True,
        tickfont={"size": 12},
    )
    figure.update_layout(separators=scene.labels.separators)
