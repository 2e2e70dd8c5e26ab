"""Two halves of a comparison on one axis. In: rows of `analyse.compare`, a `Pair`. Out: a figure of pairs of
marks, a row a measure; a figure of weeks, a panel a half, both to one scale.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from html import escape
from typing import Any

import pandas as pd
import plotly.graph_objects as go
from plotly.subplots import make_subplots

from analyse.compare import PARTS, Part
from render import palette
from render.matrix import wrap_name
from render.scene import Scene, dress

ROW = 36  # pixels: two marks and their numbers on one line
SIGNS = {"left": "circle", "right": "diamond-open"}
# For periods, which have no colour of their own: no side's, far apart in grey too.
NEUTRAL = {"left": palette.INK, "right": palette.SOURCES[1]}
# What is no rate: weeks are as long in both halves, a published total stands for itself.
WHOLE = ("weeks", "published")
WEEK = 7 * 86_400_000  # plotly counts dates in milliseconds


@dataclass(frozen=True, slots=True)
class Pair:
    """What is compared: the two parts, their names in words, and their days."""

    scene: Scene
    parts: tuple[Part, Part]
    names: tuple[str, str]

    @property
    def by_side(self) -> bool:
        """Two sides over the same days, and not two periods."""
        return self.parts[0].side is not None

    def colour(self, part: str) -> str:
        """The colour of a half: its side's, or one no side bears."""
        side = self.parts[PARTS.index(part)].side
        return NEUTRAL[part] if side is None else self.scene.colour(side)

    def name(self, part: str) -> str:
        """The name of a half, safe to put in a figure."""
        return escape(self.names[PARTS.index(part)], quote=False)

    def period(self) -> str:
        """Both halves and their days, for a subtitle and a caption."""
        labels = self.scene.labels
        days = [labels.days(p.start, p.end) for p in self.parts]
        if self.by_side:
            return labels.text("compare.sides", left=self.names[0], right=self.names[1], days=days[0])
        words = {"left": self.names[0], "right": self.names[1], "days": days[0], "other": days[1]}
        return labels.text("compare.periods", **words)

    def measure(self, key: str) -> str:
        """A subtitle: what is measured, per what, both halves, the filters."""
        labels = self.scene.labels
        per = "" if self.by_side or key in WHOLE else labels.text("compare.per_month")
        told = (labels.text(f"compare.{key}"), per, escape(self.period(), quote=False))
        return " · ".join(p for p in (*told, escape(self.scene.filters, quote=False)) if p)


def draw_pairs(rows: pd.DataFrame, pair: Pair, words: Mapping[str, str], key: str) -> go.Figure:
    """A row a measure, named by `words`, a mark a half, a line from one to the other; bounds as error bars.

    `key` names the measure in labels.toml: its subtitle, its finding.
    """
    names = [n for n in dict.fromkeys(rows["name"]) if n in words]
    heights = {n: len(names) - 1 - i for i, n in enumerate(names)}
    shown = rows[rows["name"].isin(names)].assign(y=rows["name"].map(heights))
    figure = go.Figure()
    _join(figure, shown)
    for part in PARTS:
        _add_half(figure, _face(shown)[shown["part"] == part], (part, words), pair)
    _set_axes(figure, [wrap_name(words[n]) for n in reversed(names)], shown, pair)
    figure.update_layout(height=170 + ROW * max(len(names), 3))
    figure = dress(figure, find_gap(rows, pair, words, key), pair.measure(key), pair.scene.source_line())
    return _caption(figure, pair)


def draw_weeks(weeks: pd.DataFrame, pair: Pair) -> go.Figure:
    """Events by week, a panel a half; both panels as many days wide and as many events high."""
    figure = make_subplots(rows=2, vertical_spacing=0.16)
    longest = max(p.days for p in pair.parts)
    top = max(float(weeks["n"].max()) if len(weeks) else 0.0, 4.0) * 1.08
    for i, part in enumerate(PARTS):
        _add_weeks(figure, weeks[weeks["part"] == part], (part, i + 1), pair)
        first = pd.Timestamp(pair.parts[i].start)
        span = [first - pd.Timedelta(days=4), first + pd.Timedelta(days=longest + 4)]
        figure.update_xaxes(
            type="date", range=span, tickformat="%d/%m<br>%Y", nticks=4, tickangle=0, showgrid=False,
            ticks="outside", linecolor=palette.BORDER, tickcolor=palette.BORDER, row=i + 1, col=1,
        )  # fmt: skip
        figure.update_yaxes(
            range=[0, top], gridcolor=palette.RULE, nticks=4, automargin=True, row=i + 1, col=1
        )
    figure.update_layout(height=520, separators=pair.scene.labels.separators)
    figure = dress(figure, find_peak(weeks, pair), pair.measure("weeks"), pair.scene.source_line())
    return _caption(figure, pair)


def find_gap(rows: pd.DataFrame, pair: Pair, words: Mapping[str, str], key: str) -> str:
    """The finding: the measure in which the two halves lie furthest apart, with both numbers."""
    labels = pair.scene.labels
    wide = rows.pivot(index="name", columns="part", values="value").reindex(columns=list(PARTS))
    gaps = (wide["right"] - wide["left"]).abs().dropna()
    if gaps.empty:
        return _find_alone(wide, pair, words)
    if not gaps.max() > 0:
        return labels.text("compare.no_gap")
    name = str(gaps.index[int(gaps.argmax())]) if key not in WHOLE else str(gaps.index[-1])
    told = {f"n_{p}": say_value(float(wide[p].loc[name]), pair) for p in PARTS}
    halves = {"left": pair.name("left"), "right": pair.name("right")}
    return labels.text(f"compare.finding_{key}", what=words[name], **told, **halves)


def _find_alone(wide: pd.DataFrame, pair: Pair, words: Mapping[str, str]) -> str:
    """The finding where no measure is known of both halves: what is known of one."""
    for part in PARTS:
        known = wide[part].dropna()
        if len(known):
            numbers = {"what": words[str(known.index[-1])], "n": say_value(float(known.iloc[-1]), pair)}
            return pair.scene.labels.text("compare.alone", name=pair.name(part), **numbers)
    return pair.scene.labels.text("compare.nothing")


def find_peak(weeks: pd.DataFrame, pair: Pair) -> str:
    """The finding: the fullest week of each half."""
    labels = pair.scene.labels
    parts = []
    for part in PARTS:
        mine = weeks[weeks["part"] == part].sort_values(["n", "week"], ascending=[False, True])
        if mine.empty:
            parts.append(labels.text("compare.no_week", name=pair.name(part)))
            continue
        events = labels.plural("words.events", int(mine["n"].iloc[0]))
        week = labels.prose_day(mine["week"].iloc[0])
        parts.append(labels.text("compare.week", name=pair.name(part), events=events, week=week))
    return labels.text("sources.then").join(parts)


def say_value(value: float, pair: Pair) -> str:
    """A number as it is compared: whole for sides, with a decimal for what a period has in 30 days."""
    small = not pair.by_side and abs(value) < 10
    return pair.scene.labels.number(value, 1 if small and value != round(value) else 0)


def describe_pairs(rows: pd.DataFrame, pair: Pair, words: Mapping[str, str], key: str) -> str:
    """The figure in words: each measure with both numbers."""
    labels = pair.scene.labels
    wide = rows.pivot(index="name", columns="part", values="value").reindex(columns=list(PARTS))
    names = [n for n in dict.fromkeys(rows["name"]) if n in words]
    told = [
        labels.text("compare.describe", what=words[n], **{p: say_value(wide.loc[n, p], pair) for p in PARTS})
        for n in names
    ]
    return f"{pair.measure(key)}. {labels.text('sources.then').join(told)}."


def _caption(figure: go.Figure, pair: Pair) -> go.Figure:
    figure.layout.meta = {**figure.layout.meta, "period": pair.period()}
    return figure


def _join(figure: go.Figure, rows: pd.DataFrame) -> None:
    """A thin line from one half to the other."""
    ends = rows.pivot(index="y", columns="part", values="value").reindex(columns=list(PARTS)).dropna()
    x = [v for left, right in zip(ends["left"], ends["right"], strict=True) for v in (left, right, None)]
    y = [v for at in ends.index for v in (at, at, None)]
    line = {"color": palette.BORDER, "width": 2}
    figure.add_scatter(x=x, y=y, mode="lines", line=line, hoverinfo="skip", showlegend=False, name="join")


def _face(rows: pd.DataFrame) -> pd.DataFrame:
    """Which number stands right of its mark: the larger, so that neither lies on the line between."""
    return rows.assign(outer=rows["value"].eq(rows.groupby("name")["value"].transform("max")))


def _add_half(
    figure: go.Figure, rows: pd.DataFrame, named: tuple[str, Mapping[str, str]], pair: Pair
) -> None:
    part, words = named
    colour = pair.colour(part)
    has_bounds = rows["high"].ne(rows["low"]).where(rows["high"].notna(), False).any()
    figure.add_scatter(
        x=rows["value"],
        y=rows["y"],
        mode="markers" if has_bounds else "markers+text",
        name=pair.name(part),
        # Blanks of a fixed width hold the number off its mark.
        text=[f"\u2002{say_value(v, pair)}\u2002" for v in rows["value"]],
        textposition=["middle right" if outer else "middle left" for outer in rows["outer"]],
        textfont={"size": 12, "color": palette.INK},
        marker={"symbol": SIGNS[part], "size": 12, "color": colour, "line": {"width": 2, "color": colour}},
        error_x={
            "type": "data",
            "symmetric": False,
            "array": (rows["high"] - rows["value"]).fillna(0),
            "arrayminus": (rows["value"] - rows["low"]).fillna(0),
            "color": colour,
            "thickness": 1.2,
            "width": 4,
        }
        if has_bounds
        else None,
        customdata=rows[["told"]].to_numpy(),
        hovertext=[_hover(r, part, words, pair) for r in rows.to_dict("records")],
        hovertemplate="%{hovertext}<extra></extra>",
    )


def _hover(row: dict[Any, Any], part: str, words: Mapping[str, str], pair: Pair) -> str:
    labels = pair.scene.labels
    lines = [f"<b>{pair.name(part)}</b> · {words[row['name']]}", say_bounds(row, pair)]
    if not pair.by_side and row["n"] != row["value"]:
        lines.append(labels.text("compare.in_all", n=labels.number(row["n"])))
    return "<br>".join(lines)


def say_bounds(row: Any, pair: Pair) -> str:
    """A value with its bounds where they differ, and the sign of an open one."""
    if pd.isna(row["value"]):
        return "–"
    low, high = (say_value(row[k], pair) if not math.isnan(row[k]) else "" for k in ("low", "high"))
    told = f"{low}–{high}" if low and high and low != high else say_value(row["value"], pair)
    return pair.scene.labels.text("qualifier.at_least", n=told) if row["open"] else told


def _set_axes(figure: go.Figure, names: list[str], shown: pd.DataFrame, pair: Pair) -> None:
    highest = pd.concat([shown["value"], shown["high"]]).max() if len(shown) else 1.0
    top = float(highest) if highest and not math.isnan(highest) else 1.0
    # Room at both ends for the number beside a mark, on a phone's hundred pixels too.
    figure.update_xaxes(
        type="linear", range=[-0.42 * top, 1.36 * top], gridcolor=palette.RULE, zeroline=False, nticks=6,
        ticks="", fixedrange=True, tickformat=",",
    )  # fmt: skip
    figure.update_yaxes(
        tickmode="array", tickvals=list(range(len(names))), ticktext=names, showgrid=False, zeroline=False,
        range=[-0.6, max(len(names), 1) - 0.4], automargin=True, fixedrange=True,
    )  # fmt: skip
    figure.update_layout(separators=pair.scene.labels.separators)


def _add_weeks(figure: go.Figure, rows: pd.DataFrame, at: tuple[str, int], pair: Pair) -> None:
    part, row = at
    colour = pair.colour(part)
    hatched = part == "right"
    figure.add_bar(
        x=rows["week"],
        y=rows["n"],
        width=[WEEK * 0.9] * len(rows),
        offset=0,
        name=pair.name(part),
        marker={
            "color": colour,
            "line": {"width": 1 if hatched else 0, "color": colour},
            "pattern": {"shape": "/" if hatched else "", "fillmode": "replace"},
        },
        hovertemplate=f"{pair.name(part)}<br>%{{x|%d/%m/%Y}} : %{{y}}<extra></extra>",
        row=row,
        col=1,
    )
