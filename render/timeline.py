"""The timeline. In: events (frame of the store), a Scene. Out: a figure: density above, one lane per actor or
type."""

from __future__ import annotations

from typing import Any

import pandas as pd
import plotly.graph_objects as go
from plotly.subplots import make_subplots

from analyse.timeline import DAYS_IN, bin_events, choose_step, events_in, floor_days
from render import palette
from render.scene import Scene, date_axis, dress, hover_text, shade_phases

# Lanes a reader can tell apart; what is rarer shares the last one.
MOST_LANES = 9
# Above this many single marks lanes turn into smears: marks are grouped, their area says how many.
MOST_MARKS = 3000
OTHERS = "__others__"
# Marks of a lane that share a day step aside by this much of its height, up to its edge.
STEP_ASIDE, LANE_EDGE = 0.11, 0.42


def draw_timeline(events: pd.DataFrame, scene: Scene, by: str = "actor") -> go.Figure:
    """Swim lanes of events by actor, event_type or place_id under their density; `customdata` is the event's
    id."""
    shown = events_in(events, scene.start, scene.end)
    shown = shown.assign(lane=_lanes(shown, by))
    order = _lane_order(shown)
    figure = make_subplots(rows=2, shared_xaxes=True, row_heights=[0.24, 0.76], vertical_spacing=0.03)
    _add_density(figure, shown, scene)
    _add_lanes(figure, shown, order, scene)
    _set_axes(figure, order, (scene, by))
    shade_phases(figure, scene)
    notes = [scene.labels.plural("words.undated", n)] if (n := shown.attrs.get("undated", 0)) else []
    measure = scene.measure(
        scene.labels.text("timeline.measure", lane=scene.labels.text(f"timeline.lane_{by}"))
    )
    return dress(figure, find_peak(shown, scene), measure, scene.source_line(" · ".join(notes)))


def draw_density(events: pd.DataFrame, scene: Scene) -> go.Figure:
    """Events per stretch of time, stacked by actor: the small view of the overview."""
    shown = events_in(events, scene.start, scene.end)
    figure = make_subplots(rows=1, shared_xaxes=True)
    _add_density(figure, shown, scene)
    figure.update_xaxes(**date_axis(scene))
    figure.update_yaxes(rangemode="tozero", gridcolor=palette.RULE, nticks=4)
    figure.update_layout(barmode="stack", height=320)
    shade_phases(figure, scene)
    title = scene.labels.text("timeline.density", step=scene.labels.text(f"step.{_step(shown)}"))
    return dress(figure, find_peak(shown, scene), scene.measure(title), scene.source_line())


def find_peak(shown: pd.DataFrame, scene: Scene) -> str:
    """The finding of a timeline in a sentence: the fullest stretch, and who acts most."""
    labels = scene.labels
    if shown.empty:
        return labels.text("timeline.finding_empty")
    bins = floor_days(shown["at"], _step(shown)).value_counts()
    when = _say_peak(bins.index[0], _step(shown), scene)
    parts = [labels.plural("timeline.finding_peak", int(bins.iloc[0]), when=when)]
    top = shown["actor"].dropna().value_counts()
    if not top.empty:
        numbers = {"n": labels.number(int(top.iloc[0])), "total": labels.number(len(shown))}
        parts.append(labels.text("timeline.finding", top=scene.faction(top.index[0]), **numbers))
    return " ; ".join(parts)


def _say_peak(start: pd.Timestamp, step: str, scene: Scene) -> str:
    day = scene.labels.prose_day(start)
    return scene.labels.text(f"timeline.peak_{step}", day=day, month=" ".join(day.split()[1:]))


def _lanes(shown: pd.DataFrame, by: str) -> pd.Series:
    values = shown[by].astype(object).where(shown[by].notna(), None)
    common = set(values.value_counts(dropna=True).index[: MOST_LANES - 1])
    if by == "event_type":
        return values
    return values.where(values.isin(common) | values.isna(), OTHERS)


def _lane_order(shown: pd.DataFrame) -> list[object]:
    lanes = shown["lane"].astype(object)
    counts = lanes.dropna().value_counts()
    named = [v for v in counts.index if v != OTHERS]
    last = [OTHERS] if OTHERS in counts.index else []
    return [*named, *last, *([None] if lanes.isna().any() else [])]


def _lane_name(lane: object, by: str, scene: Scene) -> str:
    if lane == OTHERS:
        return scene.labels.text("words.others")
    if lane is None:
        return scene.labels.text("timeline.no_actor" if by == "actor" else "words.no_place")
    if by == "event_type":
        return scene.labels.text(f"event_type.{lane}")
    return scene.faction(lane) if by == "actor" else scene.place(lane)


def _step(shown: pd.DataFrame) -> str:
    return choose_step(int((shown["at"].max() - shown["at"].min()).days) + 1) if len(shown) else "week"


def _add_density(figure: go.Figure, shown: pd.DataFrame, scene: Scene) -> None:
    step = _step(shown)
    bins = bin_events(shown, "actor", step)
    for actor in bins.groupby("actor", dropna=False)["n"].sum().sort_values(ascending=False).index:
        named = actor if isinstance(actor, str) else None
        rows = bins[bins["actor"].eq(actor) if named else bins["actor"].isna()]
        name = scene.faction(named)
        figure.add_bar(
            x=rows["bin"],
            y=rows["n"],
            name=name,
            # From the first day of the stretch to near its end, in milliseconds.
            width=_lengths(rows["bin"], step) * 86_400_000 * 0.94,
            offset=0,
            marker={"color": scene.colour(named), "line": {"width": 0}},
            hovertemplate=f"%{{x|%d/%m/%Y}}<br>{name}: %{{y}}<extra></extra>",
            showlegend=False,
            row=1,
            col=1,
        )


def _lengths(starts: pd.Series, step: str) -> pd.Series:
    lengths = starts.dt.days_in_month if step == "month" else pd.Series(DAYS_IN[step], index=starts.index)
    return lengths.astype(float)


def _add_lanes(figure: go.Figure, shown: pd.DataFrame, order: list[object], scene: Scene) -> None:
    places = {lane: len(order) - 1 - i for i, lane in enumerate(order)}
    heights = shown["lane"].map({k: v for k, v in places.items() if k is not None}).astype(float)
    marks = shown.assign(y=heights.fillna(places.get(None, 0)))
    if len(marks) > MOST_MARKS:
        _add_groups(figure, marks, scene)
        return
    marks["y"] += _step_aside(marks)
    _add_spans(figure, marks)
    for key, statuses, symbol in (
        ("reported", ["reported"], "circle"),
        ("claimed", ["claimed"], "circle-open"),
        ("other", ["ordered", "called_for", "denied"], "x-thin-open"),
    ):
        _add_marks(figure, marks[marks["status"].isin(statuses)], (key, symbol), scene)


def _step_aside(marks: pd.DataFrame) -> pd.Series:
    span = max((marks["at"].max() - marks["at"].min()).days, 1) if len(marks) else 1
    # Two marks nearer than 1/150 of the axis touch: about nine pixels on a full-width chart.
    near = marks["at"].astype("datetime64[s]").astype("int64") // max(span * 86_400 // 150, 86_400)
    turn = marks.groupby([marks["y"], near]).cumcount()
    aside = (turn + 1) // 2 * STEP_ASIDE * (1 - 2 * (turn % 2))
    return aside.clip(-LANE_EDGE, LANE_EDGE)


def _add_spans(figure: go.Figure, marks: pd.DataFrame) -> None:
    wide = marks[(marks["day_end"] - marks["day_start"]).dt.days > 1]
    gaps = [None] * len(wide)
    x = [v for row in zip(wide["day_start"], wide["day_end"], gaps, strict=True) for v in row]
    y = [v for row in zip(wide["y"], wide["y"], gaps, strict=True) for v in row]
    line = {"color": palette.BORDER, "width": 1}
    figure.add_scatter(
        x=x, y=y, mode="lines", line=line, hoverinfo="skip", showlegend=False, name="span", row=2, col=1
    )


def _add_marks(figure: go.Figure, marks: pd.DataFrame, kind: tuple[str, str], scene: Scene) -> None:
    key, symbol = kind
    if marks.empty:
        return
    edge = 0 if symbol == "circle" else 2
    sign = {"symbol": symbol, "size": 9, "color": palette.INK, "line": {"width": edge}}
    name = scene.labels.text(f"timeline.legend_{key}")
    # For the legend alone: the shape says how it is known, the colour would say a side.
    figure.add_scatter(x=[None], y=[None], mode="markers", marker=sign, name=name, row=2, col=1)
    figure.add_scatter(
        x=marks["at"],
        y=marks["y"],
        mode="markers",
        name=name,
        showlegend=False,
        marker={
            "symbol": symbol,
            "size": 9,
            "color": [scene.colour(a) for a in marks["actor"]],
            "line": {"width": edge},
        },
        customdata=marks[["event_id"]].to_numpy(),
        text=[hover_event(row, scene) for row in marks.to_dict("records")],
        hovertemplate="%{text}<extra></extra>",
        row=2,
        col=1,
    )


def _add_groups(figure: go.Figure, marks: pd.DataFrame, scene: Scene) -> None:
    grouped = marks.assign(bin=floor_days(marks["at"], _step(marks)))
    counted = grouped.groupby(["bin", "y", grouped["actor"].astype(object)], dropna=False).size().rename("n")
    rows = counted.reset_index()
    figure.add_scatter(
        x=rows["bin"],
        y=rows["y"],
        mode="markers",
        name=scene.labels.text("timeline.binned", n=scene.labels.number(MOST_MARKS)),
        marker={
            "size": rows["n"],
            "sizemode": "area",
            # The largest group is 30 pixels across, half a lane.
            "sizeref": 2 * max(int(rows["n"].max()), 1) / 30**2,
            "color": [scene.colour(a) for a in rows["actor"]],
            "opacity": 0.7,
        },
        text=[scene.labels.plural("words.events", int(n)) for n in rows["n"]],
        hovertemplate="%{x|%d/%m/%Y}<br>%{text}<extra></extra>",
        row=2,
        col=1,
    )


def hover_event(row: dict[Any, Any], scene: Scene) -> str:
    """The hover box of an event: when, what and where, by whom, who says so, the sentence."""
    labels = scene.labels
    what = labels.text(f"event_type.{row['event_type']}")
    target = f" → {scene.faction(row['target'])}" if isinstance(row["target"], str) else ""
    says = _who_says(row, scene)
    lines = [
        f"<b>{labels.days(row['day_start'], row['day_end'])}</b> · {what}",
        f"{scene.faction(row['actor'])}{target} · {scene.place(row['place_id'])}",
        f"{labels.text('status.' + row['status'])}{says}",
    ]
    return hover_text(lines, row["sentence"])


def _who_says(row: dict[Any, Any], scene: Scene) -> str:
    if not isinstance(row["claimant"], str):
        return ""
    return " · " + scene.labels.text("words.says", who=scene.faction(row["claimant"]))


def _set_axes(figure: go.Figure, order: list[object], shown_by: tuple[Scene, str]) -> None:
    scene, by = shown_by
    names = [_lane_name(lane, by, scene) for lane in reversed(order)]
    figure.update_xaxes(**date_axis(scene))
    figure.update_xaxes(ticks="", row=1, col=1)
    figure.update_yaxes(rangemode="tozero", gridcolor=palette.RULE, nticks=4, row=1, col=1)
    figure.update_yaxes(
        tickmode="array",
        tickvals=list(range(len(names))),
        ticktext=names,
        range=[-0.6, max(len(names), 1) - 0.4],
        showgrid=False,
        zeroline=False,
        automargin=True,
        row=2,
        col=1,
    )
    for y in range(1, len(names)):
        figure.add_hline(y=y - 0.5, line={"color": palette.RULE, "width": 1}, row=2, col=1)
    figure.update_layout(
        barmode="stack",
        height=330 + 46 * max(len(names), 3),
    )
