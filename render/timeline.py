"""The timeline. In: events (frame of the store, with `killed` where known), a Scene. Out: figures: density,
named battles, one lane per actor, type or place.

`draw_timeline` is all three in one figure, for files; a page shows `draw_strip`, to select a period on, over
`draw_lanes`, whose marks open.
"""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd
import plotly.graph_objects as go
from plotly.subplots import make_subplots

from analyse.timeline import (
    MOST_BINS,
    are_wide,
    bin_events,
    count_cells,
    end_days,
    events_in,
    floor_days,
    fold_lanes,
    order_lanes,
    step_of,
)
from render import battles, palette
from render.foot import DATES, legend_foot
from render.lanes import (
    MOST_LANES,
    MOST_NARROW,
    Lane,
    colour_lane,
    height_of,
    lay_lanes,
    name_lane,
    rule_lanes,
)
from render.scene import Scene, date_axis, dress, shade_phases
from render.timeline_cells import add_cells
from render.timeline_marks import SMALL, add_marks, stack_marks

DAY = 86_400_000  # plotly measures dates in milliseconds
# Above so many marks lanes turn into smears: events are counted in cells. A phone has a third of the room.
MOST_MARKS, MOST_MARKS_NARROW = 1200, 300
# Bars a phone can show: eight pixels each.
MOST_BINS_NARROW = 45
# Pixels of the drawing beside the panel of a desk's page, and on a phone.
WIDE, NARROW = 650, 340
# Pixels: the bars of the density, between two drawings, margins at the left (numbers), right, and on a phone.
DENSITY, BETWEEN, LEFT, RIGHT, THUMB = 120, 10, 38, 8, 26
# Actors a bar of the density tells apart, and whose colours a legend names where lanes are no actors.
MOST_STACKED, NAMED = 7, 5


@dataclass(frozen=True, slots=True)
class Drawing:
    """What a timeline draws: events in their lanes, the step of their bins, whether each has its own mark."""

    shown: pd.DataFrame
    by: str
    step: str
    binned: bool
    lanes: dict[str, Lane]
    placed: list[battles.Placed]
    undated: int
    width: int
    most: int
    """Single marks it would draw at most."""


def draw_timeline(events: pd.DataFrame, scene: Scene, by: str = "actor", narrow: bool = False) -> go.Figure:
    """Swim lanes of events by actor, event_type or place_id under battles and density; `customdata` of a mark
    is the event's id, of a cell its first and last day."""
    drawing = plan_timeline(events, scene, by, narrow)
    figure = _compose(("density", "battles", "lanes"), drawing, scene)
    shade_phases(figure, scene)
    return figure


def draw_strip(drawing: Drawing, scene: Scene) -> go.Figure:
    """Density and named battles over the period, to select a part of it on."""
    figure = _compose(("density", "battles"), drawing, scene)
    shade_phases(figure, scene, drawing.width)
    figure.update_layout(dragmode="select", selectdirection="h")
    # Names of phases take three lines; a phone has no room for them, and its page hides them.
    return _fit_page(figure, 52 if drawing.width > NARROW else 8, drawing.width)


def draw_lanes(drawing: Drawing, scene: Scene) -> go.Figure:
    """The lanes alone, aligned with the strip above them; `customdata` as in `draw_timeline`."""
    figure = _compose(("lanes",), drawing, scene)
    shade_phases(figure, scene)
    figure.update_shapes(label={"text": ""}, selector={"name": "phase"})
    return _fit_page(figure, 6, drawing.width)


def draw_density(events: pd.DataFrame, scene: Scene) -> go.Figure:
    """Events per stretch of time, stacked by actor: the small view of the overview."""
    shown = _dated(events, scene)
    figure = make_subplots(rows=1, shared_xaxes=True)
    _add_density(figure, shown, (scene, step_of(shown)))
    figure.update_xaxes(**date_axis(scene))
    figure.update_layout(barmode="stack", height=320)
    shade_phases(figure, scene)
    title = scene.labels.text("timeline.density", step=scene.labels.text(f"step.{step_of(shown)}"))
    return dress(figure, find_peak(shown, scene), scene.measure(title), scene.source_line())


def find_peak(shown: pd.DataFrame, scene: Scene) -> str:
    """The finding of a timeline in a sentence: the fullest stretch, and who acts most."""
    labels = scene.labels
    if shown.empty:
        return labels.text("timeline.finding_empty")
    step = step_of(shown)
    # What is dated no closer than the stretch is long cannot make a peak.
    close = shown[~are_wide(shown, step)]
    bins = floor_days((close if len(close) else shown)["at"], step).value_counts()
    day = labels.prose_day(bins.index[0])
    when = labels.text(f"timeline.peak_{step}", day=day, month=" ".join(day.split()[1:]))
    parts = [labels.plural("timeline.finding_peak", int(bins.iloc[0]), when=when)]
    top = shown["actor"].dropna().value_counts()
    if not top.empty:
        numbers = {"n": labels.number(int(top.iloc[0])), "total": labels.number(len(shown))}
        parts.append(labels.text("timeline.finding", top=scene.faction(top.index[0]), **numbers))
    return labels.text("timeline.then").join(parts)


def plan_timeline(events: pd.DataFrame, scene: Scene, by: str = "actor", narrow: bool = False) -> Drawing:
    """What a timeline of these events draws: cells where single marks would not be told apart."""
    shown = _dated(events, scene)
    width = NARROW if narrow else WIDE
    shown = shown.assign(lane=fold_lanes(shown, by, MOST_NARROW if narrow else MOST_LANES))
    most = MOST_MARKS_NARROW if narrow else MOST_MARKS
    binned = len(shown) > most
    shown["turn"] = 0 if binned else stack_marks(shown, width)
    rows = {str(lane): int(n) + 1 for lane, n in shown.groupby("lane")["turn"].max().items()}
    names = {lane: name_lane(lane, by, scene) for lane in order_lanes(shown["lane"])}
    return Drawing(
        shown,
        by,
        step_of(shown, MOST_BINS_NARROW if narrow else MOST_BINS),
        binned,
        lay_lanes(names, rows),
        battles.lay_battles(scene, width),
        int(events.attrs.get("undated", shown.attrs.get("undated", 0))),
        width,
        most,
    )


def _fit_page(figure: go.Figure, top: int, width: int) -> go.Figure:
    """The figure as high as what it draws, without title and foot: a page shows `layout.meta` as text."""
    foot = legend_foot(figure, width)
    height = figure.layout.meta["drawn"]
    figure.layout.title = None
    figure.layout.annotations = []
    # A finger scrolls beside a chart, not on it.
    right = RIGHT if width > NARROW else THUMB
    figure.update_layout(height=height + top + foot, margin={"l": LEFT, "r": right, "t": top, "b": foot})
    figure.update_layout(legend={"y": -DATES / height})
    # A month needs 70 pixels, a day 85: more of them would lie on one another.
    room = 70 if figure.layout.xaxis.tickformat == "%m/%Y" else 85
    figure.update_xaxes(fixedrange=True, tickangle=0, nticks=width // room)
    figure.update_yaxes(fixedrange=True, automargin=False)
    return figure


def _dated(events: pd.DataFrame, scene: Scene) -> pd.DataFrame:
    return events if "at" in events else events_in(events, scene.start, scene.end)


def _compose(panels: tuple[str, ...], drawing: Drawing, scene: Scene) -> go.Figure:
    """The panels one under the other over one axis of time, each as high as it needs."""
    needed = {
        "density": DENSITY,
        "battles": battles.height_of(drawing.placed),
        "lanes": int(max(height_of(drawing.lanes), 1)),
    }
    heights = {p: needed[p] for p in panels if needed[p]}
    drawn = sum(heights.values()) + BETWEEN * (len(heights) - 1)
    figure = make_subplots(
        rows=len(heights),
        shared_xaxes=True,
        row_heights=list(heights.values()),
        vertical_spacing=BETWEEN / drawn,
    )
    figure.update_xaxes(**date_axis(scene))
    for row, panel in enumerate(heights, start=1):
        _add_panel(figure, (panel, row), drawing, scene)
    for row in range(1, len(heights)):
        figure.update_xaxes(ticks="", row=row, col=1)
    # Room for title, legend and foot: what `dress` puts around a drawing.
    figure.update_layout(barmode="stack", height=drawn + 230)
    dress(figure, find_peak(drawing.shown, scene), _measure(drawing, scene), _source(drawing, scene))
    figure.layout.meta = {**figure.layout.meta, "drawn": drawn}
    return figure


def _add_panel(figure: go.Figure, panel: tuple[str, int], drawing: Drawing, scene: Scene) -> None:
    name, row = panel
    if name == "density":
        _add_density(figure, drawing.shown, (scene, drawing.step))
    elif name == "battles":
        battles.add_battles(figure, drawing.placed, scene, row)
    else:
        _fill_lanes(figure, drawing, scene, row)
        rule_lanes(figure, drawing.lanes, row)


def _fill_lanes(figure: go.Figure, drawing: Drawing, scene: Scene, row: int) -> None:
    if drawing.binned:
        cells = count_cells(drawing.shown, drawing.step)
        add_cells(figure, cells, (drawing.lanes, row), (scene, drawing.by))
        return
    add_marks(figure, drawing.shown, (drawing.lanes, row), scene)
    if drawing.by != "actor":
        _name_colours(figure, drawing.shown, scene, row)


def _name_colours(figure: go.Figure, shown: pd.DataFrame, scene: Scene, row: int) -> None:
    """Name the colours of marks where the lanes do not."""
    for actor in shown["actor"].dropna().value_counts().index[:NAMED]:
        sign = {"symbol": "square", "size": SMALL, "color": scene.colour(actor)}
        name = scene.faction(actor)
        figure.add_scatter(x=[None], y=[None], mode="markers", marker=sign, name=name, row=row, col=1)


def _measure(drawing: Drawing, scene: Scene) -> str:
    labels = scene.labels
    text = labels.text("timeline.measure", lane=labels.text(f"timeline.lane_{drawing.by}"))
    if drawing.binned:
        text += " · " + labels.text("timeline.cells", step=labels.text(f"step.{drawing.step}"))
    elif "killed" in drawing.shown and drawing.shown["killed"].gt(0).any():
        text += " · " + labels.text("timeline.sized")
    return scene.measure(text)


def _source(drawing: Drawing, scene: Scene) -> str:
    labels = scene.labels
    notes = [labels.plural("words.undated", n)] if (n := drawing.undated) else []
    wide = int(are_wide(drawing.shown, drawing.step).sum())
    if wide:
        step = labels.text(f"timeline.wide_{drawing.step}")
        notes.append(labels.plural("timeline.wide", wide, step=step))
    return scene.source_line(" · ".join(notes))


def _add_density(figure: go.Figure, shown: pd.DataFrame, seen: tuple[Scene, str]) -> None:
    """Bars of events per stretch, stacked by the actors that act most."""
    scene, step = seen
    folded = shown.assign(lane=fold_lanes(shown, "actor", MOST_STACKED))
    bins = bin_events(folded, "lane", step)
    for lane in order_lanes(folded["lane"]):
        rows = bins[bins["lane"].eq(lane)]
        name = name_lane(lane, "actor", scene)
        figure.add_bar(
            x=rows["bin"],
            y=rows["n"],
            name=name,
            # From the first day of the stretch to near its end.
            width=((end_days(rows["bin"], step) - rows["bin"]).dt.days + 1) * DAY * 0.94,
            offset=0,
            marker={"color": colour_lane(lane, "actor", scene), "line": {"width": 0}},
            hovertemplate=f"%{{x|%d/%m/%Y}}<br>{name} : %{{y}}<extra></extra>",
            showlegend=False,
            row=1,
            col=1,
        )
    figure.update_yaxes(rangemode="tozero", gridcolor=palette.RULE, nticks=4, automargin=True, row=1, col=1)
