"""The sections of the page on actors and sources. In: the desk, what sides assert.
Out: four charts, each with its table, its files and the sentences behind it.
"""

from __future__ import annotations

from dataclasses import replace
from html import unescape
from typing import Any

import pandas as pd
import streamlit as st

from analyse.fates import share_fates
from analyse.quarrels import sum_weeks
from analyse.sources import count_carried, count_spoken
from pages.shared.assertions import WINDOWS, Asserted
from pages.shared.choices import choose_one
from pages.shared.desk import Desk
from pages.shared.evidence import ID_OF, show_row
from pages.shared.exports import offer_figure
from pages.shared.figures import scene_of, show_figure
from pages.shared.tables import show_table
from pages.shared.words import labels, plain, say
from render.describe_voices import describe_cells, describe_fates, describe_quarrels
from render.fates import draw_fates, find_fates, say_share
from render.scene import Scene
from render.sources import draw_carried, draw_quarrels, draw_spoken, name_matter, name_outlet

# Sentences opened on each side; the table of the page Données holds them all.
MOST_WORDS = 8
ABOUT = ("all", "control", "event")
TABLE_OF = {"control": "claims", "event": "events"}


def answer_sources(desk: Desk, told: Asserted) -> str:
    """The answer of the page: the commonest fate of what the two main sides assert, and the others."""
    return find_fates(share_fates(told.units), scene_of(desk))


def show_fates(desk: Desk, told: Asserted) -> None:
    """What became of each side's assertions; a click on a mark lists them, a row opens the sentences."""
    about = choose_one("about", {m: say(f"sources.about_{m}") for m in ABOUT})
    told = told if about == ABOUT[0] else replace(told, units=told.units[told.units["kind"].eq(about)])
    scene, shares = scene_of(desk), share_fates(told.units)
    figure = _based(draw_fates(shares, scene, WINDOWS.least_for_share), told)
    clicked = show_figure(figure, f"fates_{about}", describe_fates(shares, scene))
    _tell_left_out(told, shares, scene)
    offer_figure(desk, "fates", figure, shares)
    with st.expander(say("sources.table")):
        show_table(desk, _word_shares(shares, scene), "shares")
    with st.expander(say("sources.method")):
        windows = {k: getattr(WINDOWS, k) for k in WINDOWS.__slots__}
        st.markdown(say("sources.definitions", **windows))
        if not told.merged:
            st.caption(say("sources.not_merged"))
    _list_assertions(desk, told.units, clicked)


def show_quarrels(desk: Desk, told: Asserted) -> None:
    """Where two camps contradict each other; a mark or a row sets their words side by side."""
    scene, weeks = scene_of(desk), sum_weeks(told.quarrels)
    figure = _based(draw_quarrels(weeks, scene), told)
    _head(figure)
    if told.quarrels.empty:
        st.caption(say("sources.no_quarrel"))
        return
    clicked = show_figure(figure, "quarrels", describe_quarrels(weeks, scene))
    offer_figure(desk, "quarrels", figure, told.quarrels)
    place, _, week = (clicked or "").partition("|")
    rows = told.quarrels
    if clicked:
        rows = rows[rows["place_id"].eq(place) & rows["week"].eq(pd.Timestamp(week))]
    chosen = _choose_row(desk, rows, "contradictions")
    opened = rows.iloc[[chosen]] if chosen is not None else rows if clicked else rows.head(0)
    if opened.empty:
        st.caption(say("sources.click_quarrel"))
    for row in opened.to_dict("records"):
        _show_quarrel(desk, row)


def show_spoken(desk: Desk) -> None:
    """Who speaks of what."""
    scene = scene_of(desk)
    # Who asks for a type of event asks for no words on control, and for no tolls.
    others = [desk.kept[t] for t in ("claims", "tolls")]
    others = [o.head(0) for o in others] if desk.filters.event_types else others
    spoken = count_spoken(desk.kept["events"], *others)
    figure = draw_spoken(spoken, scene)
    figure.layout.meta = {**figure.layout.meta, "base": _say_base(int(spoken["n"].sum()), scene.n_reports)}
    _head(figure)
    show_figure(figure, "spoken", describe_cells(figure, scene))
    offer_figure(desk, "spoken", figure, spoken)
    with st.expander(say("sources.table")):
        named = spoken.assign(about=[unescape(name_matter(t, scene)) for t in spoken["type"]])
        ranked = named.sort_values("n", ascending=False)
        show_table(desk, ranked, "spoken")


def show_carried(desk: Desk, told: Asserted) -> None:
    """Which outlet carries whose claims."""
    scene = scene_of(desk)
    carried = count_carried(told.statements, desk.frames["reports"])
    figure = _based(draw_carried(carried, scene), told)
    _head(figure)
    if carried["outlet"].isna().any():
        st.caption(say("sources.unnamed"))
    show_figure(figure, "carried", describe_cells(figure, scene))
    offer_figure(desk, "carried", figure, carried)
    with st.expander(say("sources.table")):
        named = carried.assign(
            outlet_name=[unescape(name_outlet(r, scene)) for r in carried.to_dict("records")]
        )
        show_table(desk, named, "carried")


def _head(figure: Any) -> None:
    st.subheader(plain(unescape(figure.layout.meta["title"])), anchor=False)


def _based(figure: Any, told: Asserted) -> Any:
    """The figure with what it rests on, for its caption: sentences and the reports they stand in."""
    said = told.statements[told.statements["asserted"]]
    base = _say_base(len(said), int(said["report_id"].nunique()))
    figure.layout.meta = {**figure.layout.meta, "base": base}
    return figure


def _say_base(words: int, reports: int) -> str:
    told = labels()
    return say(
        "sources.base",
        words=told.plural("sources.words", words),
        reports=told.plural("words.reports", reports),
    )


def _tell_left_out(told: Asserted, shares: pd.DataFrame, scene: Scene) -> None:
    """Under the chart, what is in no share: sides with too few assertions, those that cannot be judged."""
    words = labels()
    few = shares[shares["total"] < WINDOWS.least_for_share].drop_duplicates("side")
    counts = told.units["fate"].value_counts()
    parts = [
        say("sources.few", who=unescape(scene.faction(s)), n=words.number(n))
        for s, n in zip(few["side"], few["total"], strict=True)
    ]
    parts += [
        say(f"sources.left_{f}", n=words.number(int(counts[f])))
        for f in ("pending", "undated")
        if f in counts
    ]
    if parts:
        st.caption(plain(say("sources.left_out", parts=labels().text("sources.then").join(parts))))


def _word_shares(shares: pd.DataFrame, scene: Scene) -> pd.DataFrame:
    enough = shares["total"] >= WINDOWS.least_for_share
    told = [unescape(say_share(r, scene)) for r in shares.to_dict("records")]
    return shares.assign(
        told=pd.Series(told, index=shares.index, dtype=object).where(enough, say("sources.too_few"))
    )


def _list_assertions(desk: Desk, units: pd.DataFrame, clicked: str | None) -> None:
    side, _, fate = (clicked or "").partition("|")
    rows = units[units["side"].eq(side) & units["fate"].eq(fate)] if clicked else units
    words = labels()
    named = {k: words.text(f"answered_by.{k}") for k in ("opposed", "independent")}
    told = rows.assign(
        what=rows["type"],
        **{
            c: rows[c].map(lambda v: ", ".join(named[w] for w in v.split()))
            for c in ("confirmed_by", "contradicted_by")
        },
    )
    with st.expander(plain(words.plural("ui.sources.assertions", len(rows))), expanded=bool(clicked)):
        st.caption(say("sources.click_assertion"))
        chosen = _choose_row(desk, told, "assertions")
        if chosen is not None:
            _show_assertion(desk, rows.iloc[chosen].to_dict())


def _choose_row(desk: Desk, rows: pd.DataFrame, name: str) -> int | None:
    """A table of which a row can be chosen; its position, if one was."""
    state = show_table(desk, rows, name, key=f"list_{name}", on_select="rerun", selection_mode="single-row")
    picked = state["selection"]["rows"]
    return picked[0] if picked and picked[0] < len(rows) else None


def _show_assertion(desk: Desk, unit: dict[Any, Any]) -> None:
    """The sentences that assert, those that agree, those that deny, side by side."""
    table = TABLE_OF[unit["kind"]]
    parts = {"said": unit["ids"], "agreeing": unit["agreeing"], "denying": unit["denying"]}
    shown = {k: ids for k, ids in parts.items() if ids}
    for column, (name, ids) in zip(st.columns(len(shown), border=True), shown.items(), strict=True):
        with column:
            st.markdown(f"**{plain(say(f'sources.{name}', n=len(ids)))}**")
            _show_words(desk, table, ids)


def _show_quarrel(desk: Desk, row: dict[Any, Any]) -> None:
    words = labels()
    place, week = words.place(desk.theatre, row["place_id"]), words.prose_day(row["week"])
    st.markdown(f"**{plain(say('sources.opened', place=place, week=week))}**")
    for column, camp in zip(st.columns(2, border=True), ("first", "second"), strict=True):
        with column:
            st.markdown(f"**{plain(words.text('words.says', who=words.faction(desk.theatre, row[camp])))}**")
            _show_words(desk, row["table"], row[f"{camp}_ids"])


def _show_words(desk: Desk, table: str, ids: list[str]) -> None:
    frame = desk.frames[table]
    for row in frame[frame[ID_OF[table]].isin(ids)].head(MOST_WORDS).to_dict("records"):
        show_row(desk, table, row)
    if len(ids) > MOST_WORDS:
        st.caption(plain(say("sources.more", n=len(ids) - MOST_WORDS)))
