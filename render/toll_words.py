"""Cumulative tolls in words. In: rows of `analyse.casualties`, a Scene. Out: which figures to name, the
finding, counts, sources, days and hover boxes, safe for plotly's markup."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pandas as pd

from render.scene import Scene, hover_text, quote_lines

# Sources with a line and a colour of their own: few sources all have one, many must have three figures to
# show.
FEW_SOURCES, MOST_SOURCES, LEAST_FIGURES = 4, 7, 3


@dataclass(frozen=True, slots=True)
class TollView:
    """How tolls are drawn: logarithmic or not; what to annotate: the statements (toll ids) the reader chose,
    else the figures the theatre names, else the first and the last."""

    log: bool = False
    notes: tuple[int, ...] = ()
    points: tuple[str, ...] = ()


def rank_sources(line: pd.DataFrame) -> list[str]:
    """The sources drawn as lines, those with most figures first."""
    counts = line["source"].dropna().value_counts()
    few = len(counts) <= FEW_SOURCES
    return [str(s) for s, n in counts.items() if few or n >= LEAST_FIGURES][:MOST_SOURCES]


def firm_rows(rows: pd.DataFrame) -> pd.DataFrame:
    """The statements a line of steps may follow: a number, not "thousands", that says more than the last."""
    return rows[~rows["weaker"].astype(bool) & rows["qualifier"].ne("vague")]


def pick_notes(line: pd.DataFrame, view: TollView) -> pd.DataFrame:
    """The statements to annotate: those asked for, else the first of the main source and the highest of all.

    A figure the reader's own reports give comes before the same one in the sample.
    """
    if line.empty:
        return line
    if view.points:
        asked = line["toll_ids"].map(lambda ids: bool(set(ids) & set(view.points))).astype(bool)
        if asked.any():
            return line[asked].sort_values("as_of")
    own = line.assign(vague=line["qualifier"].eq("vague")).sort_values(
        ["sample", "vague", "as_of"], kind="stable"
    )
    told = [own[own["low"] == n].head(1) for n in view.notes]
    found = pd.concat([a for a in told if not a.empty] or [line.head(0)])
    if len(found) >= 2 or (view.notes and len(found)):
        return found.sort_values("as_of")
    main = line[line["source"].isin(rank_sources(line)[:1])] if rank_sources(line) else line
    return line.loc[list(dict.fromkeys([main["as_of"].idxmin(), own["low"].idxmax()]))]


def ask_notes(scene: Scene, kind: str, view: TollView) -> TollView:
    """The view with the figures the theatre's story is told by, where it names none itself."""
    told = tuple(scene.theatre.settings.get("toll_notes", {}).get(kind, ()))
    return TollView(view.log, view.notes or told, view.points)


def find_toll(line: pd.DataFrame, kind: str, scene: Scene, view: TollView) -> str:
    """The finding of a toll chart in a sentence: from which figure to which, and who says so."""
    labels = scene.labels
    if line.empty:
        return labels.text("tolls.finding_empty")
    picked = pick_notes(line, view)
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


def say_count(row: Any, scene: Scene) -> str:
    """A toll with its bounds, safe for plotly's markup: "> 2 000"."""
    high = None if row["open"] else row["high"]
    said = scene.labels.count(row["low"], high, str(row["qualifier"]))
    return said.replace("<", "&lt;").replace(">", "&gt;")


def say_source(source: object, scene: Scene) -> str:
    """Who counts."""
    return scene.faction(source) if isinstance(source, str) else scene.labels.text("who.no_source")


def say_day(row: pd.Series, scene: Scene) -> str:
    """The day of a statement in prose, or the days it lies between."""
    start, end = scene.labels.prose_day(row["as_of_start"]), scene.labels.prose_day(row["as_of_end"])
    return start if start == end else scene.labels.text("words.period", start=start, end=end)


def hover_toll(row: dict[Any, Any], scene: Scene) -> str:
    """The hover box of a statement: day, figure, who says so, in how many reports, the sentence; of a
    revision, what it takes back and in which sentence that stood."""
    labels = scene.labels
    kind = labels.text(f"tolls.kind_{row['kind']}")
    flags = [labels.text(f"tolls.{f}") for f in ("open", "revision", "other_scope") if row[f]]
    lines = [
        f"<b>{labels.days(row['as_of_start'], row['as_of_end'])}</b> · {say_count(row, scene)} {kind}",
        f"{say_source(row['source'], scene)} · {labels.plural('tolls.repeats', row['n_reports'])}",
        " · ".join(flags),
    ]
    box = hover_text(lines, row["sentence"])
    if not row["revision"]:
        return box
    before = labels.text("tolls.revises", n=labels.number(row["revises"]))
    return f"{box}<br>{before}<br><i>« {quote_lines(row['revised_sentence'])} »</i>"
