"""Who says what. In: frames of `analyse.sources` and `analyse.quarrels`, a Scene. Out: figures: who speaks of
what, which outlet carries whose claims, places and weeks of contradiction.
"""

from __future__ import annotations

from html import escape
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from render import palette
from render.matrix import Cells, draw_cells
from render.scene import Scene, date_axis, dress, shade_phases

# Voices and outlets a reader can tell apart at a glance; the table holds them all.
MOST_VOICES, MOST_OUTLETS, MOST_PLACES = 6, 14, 12
NOBODY = "__nobody__"
ROW_OF_PLACE = 32  # pixels: two marks of different rows never touch


def draw_spoken(spoken: pd.DataFrame, scene: Scene) -> go.Figure:
    """Who speaks of what: a row a matter, a column a voice, those who speak most first."""
    told = spoken.assign(voice=spoken["voice"].astype(object).where(spoken["voice"].notna(), NOBODY))
    named = told[told["voice"] != NOBODY].groupby("voice")["n"].sum().sort_values(ascending=False)
    voices = [*named.index[:MOST_VOICES], NOBODY]
    kinds = told.groupby("type")["n"].sum().sort_values(ascending=False).index
    shown = told[told["voice"].isin(voices)]
    hovers = shown.assign(text=[_hover_spoken(r, scene) for r in shown.to_dict("records")])
    figure = draw_cells(
        Cells(
            shown.pivot_table(index="type", columns="voice", values="n", aggfunc="sum"),
            {k: name_matter(k, scene) for k in kinds},
            {v: _name_voice(v, scene) for v in voices},
            hovers.pivot_table(index="type", columns="voice", values="text", aggfunc="first"),
        )
    )
    text = scene.labels.text
    return dress(
        figure, find_spoken(spoken, scene), scene.measure(text("sources.spoken")), scene.source_line()
    )


def draw_carried(carried: pd.DataFrame, scene: Scene) -> go.Figure:
    """Which outlet carries whose claims: a row an outlet, a column a side."""
    rows = carried.assign(key=[name_outlet(r, scene) for r in carried.to_dict("records")])
    names = list(dict.fromkeys(rows["key"]))[:MOST_OUTLETS]
    sides = rows.groupby("side")["n"].sum().sort_values(ascending=False).index[:MOST_VOICES]
    hovers = rows.assign(text=[_hover_carried(r, scene) for r in rows.to_dict("records")])
    figure = draw_cells(
        Cells(
            rows.pivot_table(index="key", columns="side", values="n", aggfunc="sum"),
            {n: n for n in names},
            {s: scene.faction(s) for s in sides},
            hovers.pivot_table(index="key", columns="side", values="text", aggfunc="first"),
        )
    )
    measure = scene.measure(scene.labels.text("sources.carried"))
    return dress(figure, find_carried(carried, scene), measure, scene.source_line())


def draw_quarrels(weeks: pd.DataFrame, scene: Scene) -> go.Figure:
    """Places and weeks in which two camps contradict each other: a row a place, a mark a week, as large as
    the sentences are many; `customdata` is place and week.
    """
    common = weeks["place_id"].value_counts().index[:MOST_PLACES]
    shown = weeks[weeks["place_id"].isin(common)]
    first = shown.groupby("place_id")["week"].min().sort_values(ascending=False)
    heights = {place: i for i, place in enumerate(first.index)}
    figure = go.Figure()
    figure.add_scatter(
        x=shown["week"] + pd.Timedelta(days=3),
        y=shown["place_id"].map(heights),
        mode="markers",
        marker={
            "symbol": "diamond",
            "color": palette.look_of(scene.theatre, "contested").colour,
            # Area says the number: two sentences, the least a quarrel has, are 12 pixels across.
            "size": [12 * (n / 2) ** 0.5 for n in shown["n_words"]],
            "line": {"width": 1, "color": palette.INK},
        },
        customdata=[[f"{p}|{w:%Y-%m-%d}"] for p, w in zip(shown["place_id"], shown["week"], strict=True)],
        text=[_hover_week(r, scene) for r in shown.to_dict("records")],
        hovertemplate="%{text}<extra></extra>",
        showlegend=False,
    )
    figure.update_xaxes(**date_axis(scene))
    names = [scene.place(p) for p in first.index]
    figure.update_yaxes(
        tickmode="array",
        tickvals=list(range(len(names))),
        ticktext=names,
        range=[-0.6, max(len(names), 1) - 0.4],
        gridcolor=palette.RULE,
        zeroline=False,
        automargin=True,
    )
    figure.update_layout(height=190 + ROW_OF_PLACE * max(len(names), 2))
    shade_phases(figure, scene)
    measure = scene.measure(scene.labels.text("sources.quarrels"))
    return dress(figure, find_quarrels(weeks, scene), measure, scene.source_line())


def find_spoken(spoken: pd.DataFrame, scene: Scene) -> str:
    """The finding: how much is told on a side's word, and by whom most."""
    labels = scene.labels
    if spoken.empty:
        return labels.text("sources.empty")
    sides = spoken[spoken["voice"].isin(scene.theatre.sides)]
    top = sides.groupby("voice")["n"].sum().sort_values(ascending=False).head(2)
    parts = [
        labels.text("sources.part", who=scene.faction(v), n=labels.number(int(n))) for v, n in top.items()
    ]
    total, own = int(spoken["n"].sum()), int(spoken["n"][spoken["voice"].isna()].sum())
    numbers = {"own": labels.number(own), "total": labels.number(total)}
    return labels.text(
        "sources.finding_spoken", parts=", ".join(parts) or labels.text("words.none"), **numbers
    )


def find_carried(carried: pd.DataFrame, scene: Scene) -> str:
    """The finding: the outlet that carries most claims, and whose."""
    labels = scene.labels
    if carried.empty:
        return labels.text("sources.empty_claims")
    top = carried.iloc[0]
    named = dict(top)
    numbers = {"n": labels.number(int(top["n"])), "total": labels.number(round(top["n"] / top["share"]))}
    outlet, side = name_outlet(named, scene), scene.faction(top["side"])
    return labels.text("sources.finding_carried", outlet=outlet, side=side, **numbers)


def find_quarrels(weeks: pd.DataFrame, scene: Scene) -> str:
    """The finding: how many places and weeks, and where most."""
    labels = scene.labels
    if weeks.empty:
        return labels.text("sources.empty_quarrels")
    sums = weeks.groupby("place_id")["n_words"].sum().sort_values(ascending=False, kind="stable")
    places = labels.plural("words.places", len(sums))
    words = labels.plural("sources.words", int(sums.iloc[0]))
    top = {"place": scene.place(sums.index[0]), "words": words}
    return labels.plural("sources.finding_quarrels", len(weeks), places=places, **top)


def name_matter(kind: object, scene: Scene) -> str:
    """An event type, control of a place or a toll, in words."""
    known = {"control": "sources.matter_control", "toll": "sources.matter_toll"}
    return scene.labels.text(known.get(str(kind), f"event_type.{kind}"))


def name_outlet(row: Any, scene: Scene) -> str:
    """An outlet, or the language of reports that bear none."""
    if isinstance(row["outlet"], str):
        return escape(row["outlet"], quote=False)
    language = scene.labels.text(f"sources.language_{row['language']}")
    return scene.labels.text("sources.no_outlet", language=language)


def _name_voice(voice: object, scene: Scene) -> str:
    return scene.labels.text("sources.nobody") if voice == NOBODY else scene.faction(voice)


def _hover_spoken(row: dict[Any, Any], scene: Scene) -> str:
    labels = scene.labels
    numbers = {k: labels.number(int(row[k])) for k in ("n", "claimed")}
    who, what = _name_voice(row["voice"], scene), name_matter(row["type"], scene)
    return f"<b>{who}</b> · {what}<br>" + labels.text("sources.hover_spoken", **numbers)


def _hover_carried(row: dict[Any, Any], scene: Scene) -> str:
    labels = scene.labels
    total = labels.number(round(row["n"] / row["share"]))
    told = labels.text("sources.hover_carried", n=labels.number(row["n"]), total=total)
    reports = labels.plural("words.reports", row["n_reports"])
    return f"<b>{row['key']}</b> · {scene.faction(row['side'])}<br>{told}<br>{reports}"


def _hover_week(row: dict[Any, Any], scene: Scene) -> str:
    labels = scene.labels
    matters = ", ".join(labels.text(f"matter.{m}") for m in row["matters"])
    words = labels.plural("sources.words", row["n_words"])
    return f"<b>{scene.place(row['place_id'])}</b> · {labels.day(row['week'])}<br>{matters}<br>{words}"
