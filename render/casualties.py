"""The tolls. In: series of `analyse.casualties`, a Scene. Out: a line of steps per source, never added up."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from analyse.casualties import main_line
from render import palette
from render.axes import name_arrow, set_axes
from render.incidents import draw_incidents
from render.scene import Scene, dress, hover_text, shade_phases

__all__ = ["TollView", "draw_incidents", "draw_tolls"]

# Sources with a line and a colour of their own: few sources all have one, many must have three figures to
# show.
FEW_SOURCES, MOST_SOURCES, LEAST_FIGURES = 4, 7, 3


@dataclass(frozen=True, slots=True)
class TollView:
    """How tolls are drawn: logarithmic or not, and the figures to annotate (none: the first and the last)."""

    log: bool = False
    notes: tuple[int, ...] = ()


def draw_tolls(series: pd.DataFrame, scene: Scene, kind: str, view: TollView | None = None) -> go.Figure:
    """Published cumulative tolls as one line of steps per source; an open bound is an open arrow, never a
    ceiling."""
    view = view or TollView()
    asked = view.notes or tuple(scene.theatre.settings.get("toll_notes", {}).get(kind, ()))
    line = _in_period(main_line(series), scene)
    figure = go.Figure()
    ranked = rank_sources(line)
    for i, source in enumerate(ranked):
        _add_source(figure, line[line["source"] == source], (source, i), scene)
    _add_others(figure, line[~line["source"].isin(ranked)], "words.other_sources", scene)
    _add_asides(figure, _in_period(series, scene), scene)
    if not line.empty and line["open"].any():
        name_arrow(figure, scene.labels.text("tolls.open"))
    _label_ends(figure, line, ranked, (scene, view.log))
    set_axes(figure, scene, scene.labels.text("tolls.axis", kind=scene.labels.text(f"kind.{kind}")))
    _set_range(figure, line, view.log)
    shade_phases(figure, scene)
    _annotate(figure, pick_notes(line, asked), (scene, view.log))
    title = find_toll(line, kind, scene, asked)
    measure = scene.measure(f"{scene.labels.text('kind.' + kind)} · {scene.labels.text('tolls.measure')}")
    return dress(figure, title, measure, scene.source_line(scene.labels.text("tolls.source_line")))


def rank_sources(line: pd.DataFrame) -> list[str]:
    """The sources drawn as lines, those with most figures first."""
    counts = line["source"].dropna().value_counts()
    few = len(counts) <= FEW_SOURCES
    return [str(s) for s, n in counts.items() if few or n >= LEAST_FIGURES][:MOST_SOURCES]


def pick_notes(line: pd.DataFrame, notes: tuple[int, ...]) -> pd.DataFrame:
    """The statements to annotate: those asked for, else the first of the main source and the highest of all.

    A figure the reader's own reports give comes before the same one in the sample.
    """
    if line.empty:
        return line
    own = line.assign(vague=line["qualifier"].eq("vague")).sort_values(
        ["sample", "vague", "as_of"], kind="stable"
    )
    asked = [own[own["low"] == n].head(1) for n in notes]
    found = pd.concat([a for a in asked if not a.empty] or [line.head(0)])
    if len(found) >= 2 or (notes and len(found)):
        return found.sort_values("as_of")
    main = line[line["source"].isin(rank_sources(line)[:1])] if rank_sources(line) else line
    return line.loc[list(dict.fromkeys([main["as_of"].idxmin(), own["low"].idxmax()]))]


def find_toll(line: pd.DataFrame, kind: str, scene: Scene, notes: tuple[int, ...] = ()) -> str:
    """The finding of a toll chart in a sentence: from which figure to which, and who says so."""
    labels = scene.labels
    if line.empty:
        return labels.text("tolls.finding_empty")
    picked = pick_notes(line, notes)
    first, last = picked.iloc[0], picked.iloc[-1]
    words = {
        "kind": labels.text(f"tolls.kind_{kind}"),
        "last": say_count(last, scene),
        "who_last": say_source(last["source"], scene),
        "day_last": say_day(last, scene),
    }
    if len(picked) == 1:
        return labels.text("tolls.finding_one", **words)
    told = {"first": say_count(first, scene), "who_first": say_source(first["source"], scene)}
    return labels.text("tolls.finding", **words, **told, day_first=say_day(first, scene))


def say_count(row: pd.Series, scene: Scene) -> str:
    """A toll with its bounds, safe for plotly's markup: "> 2 000"."""
    high = None if row["open"] else row["high"]
    return (
        scene.labels.count(row["low"], high, str(row["qualifier"])).replace("<", "&lt;").replace(">", "&gt;")
    )


def say_source(source: object, scene: Scene) -> str:
    """Who counts."""
    return scene.faction(source) if isinstance(source, str) else scene.labels.text("who.no_source")


def say_day(row: pd.Series, scene: Scene) -> str:
    """The day of a statement in prose, or the days it lies between."""
    start, end = scene.labels.prose_day(row["as_of_start"]), scene.labels.prose_day(row["as_of_end"])
    return start if start == end else scene.labels.text("words.period", start=start, end=end)


def hover_toll(row: dict[Any, Any], scene: Scene) -> str:
    """The hover box of a statement: day, figure, who says so, in how many reports, the sentence."""
    labels = scene.labels
    count = say_count(pd.Series(row), scene)
    kind = labels.text(f"tolls.kind_{row['kind']}")
    flags = [labels.text(f"tolls.{f}") for f in ("open", "revision", "other_scope") if row[f]]
    lines = [
        f"<b>{labels.days(row['as_of_start'], row['as_of_end'])}</b> · {count} {kind}",
        f"{say_source(row['source'], scene)} · {labels.plural('tolls.repeats', row['n_reports'])}",
        " · ".join(flags),
    ]
    return hover_text(lines, row["sentence"])


def _in_period(series: pd.DataFrame, scene: Scene) -> pd.DataFrame:
    if series.empty:
        return series
    first, last = pd.Timestamp(scene.first_day), pd.Timestamp(scene.last_day)
    return series[(series["as_of_end"] >= first) & (series["as_of_start"] <= last)]


def _look(source: str, position: int, scene: Scene) -> tuple[str, str]:
    shape = palette.source_shape(position)
    return (scene.colour(source) if source in scene.theatre.sides else palette.source_colour(position)), shape


def _add_source(figure: go.Figure, rows: pd.DataFrame, source: tuple[str, int], scene: Scene) -> None:
    colour, shape = _look(*source, scene)
    rows = rows.sort_values(["as_of", "low"])
    firm = rows[~rows["weaker"].astype(bool)]
    # A statement stands until the next one of the same source: steps, not slopes.
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
        row = line[(line["source"] == source) & ~line["weaker"].astype(bool)].iloc[-1]
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
        figure.add_annotation(
            x=row["as_of"],
            y=_height(row, log),
            text=f"<b>{say_count(row, scene)}</b><br>{say_source(row['source'], scene)}",
            name="note",
            showarrow=True,
            arrowhead=0,
            arrowwidth=1,
            arrowcolor=palette.QUIET,
            # Above and to the left of a count that only rises there is always room.
            ax=-4 if i == 0 else -62,
            ay=-84 if i == 0 else -36,
            font={"size": 13},
        )


def _set_range(figure: go.Figure, line: pd.DataFrame, log: bool) -> None:
    if line.empty:
        return
    low, high = float(line["low"].clip(lower=1).min()), float(line["low"].max())
    if log:
        figure.update_yaxes(type="log", dtick=1, range=[math.log10(low) - 0.15, math.log10(high) + 0.35])
    else:
        # A third more than the highest figure: room for its note.
        figure.update_yaxes(range=[0, high * 1.34])
