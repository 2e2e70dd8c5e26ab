"""The board on a page: the map that moves through the days in the browser. In: the desk, what is asked.
Out: the board drawn; the day the reader rests on, what was clicked.

The whole war goes to the browser once; the day comes back only when the reader rests.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import streamlit as st
from streamlit.components.v1 import declare_component

from pages.shared.address import bind, keep, offer_day, widget_key, write_address
from pages.shared.choices import choose_one
from pages.shared.chronicle import Ledger, list_ledgers, read_chronicle, read_war, write_ledgers
from pages.shared.desk import Desk
from pages.shared.stores import ROOT
from pages.shared.tiles import describe_tiles, tiles_asked
from pages.shared.words import labels, language, say
from render.front_layers import MapState, find_control, lay_marks
from render.scene import Scene
from render.war import ASSESSED, Chronicle
from theatres.pack import View

HEIGHT = 690  # pixels: maps, bar, strip and the whole legend, all but its last line in one 900-pixel screen
BOARD = "front_board"
FEW = 4  # times as many fronts drawn as shown: worth drawing the board again
THREE, COMPARE = "three", "compare"
RECENT = timedelta(days=14)  # what a comparison looks back on unless a day is chosen
_draw = declare_component("kharita_board", path=str(ROOT / "static" / "vendor"))


@dataclass(frozen=True, slots=True)
class Front:
    """The front of one day in one view, told in one way."""

    chronicle: Chronicle
    scene: Scene
    view: View
    mode: str
    day: date
    against: date

    @property
    def state(self) -> MapState:
        """Who holds what on the day, in the way chosen."""
        return self.chronicle.state_on(self.day, self.told_by)

    @property
    def told_by(self) -> str:
        """Whose map it is: "assessed", or the side that tells it."""
        return self.mode if self.mode in self.chronicle.modes else ASSESSED

    @property
    def finding(self) -> str:
        """Who holds what on this day, in a sentence."""
        return find_control(lay_marks(self.state, self.scene, self.view), self.state, self.scene)


def choose_front(desk: Desk, scene: Scene) -> Front:
    """The switches of view and of who tells the war, and the day the board rests on."""
    chronicle = read_chronicle(desk)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        view = choose_one("view", {v.id: labels().name(v.names) for v in desk.theatre.views.values()})
        mode = choose_one("mode", name_modes(desk, chronicle))
        day = rest_day(desk)
        against = choose_against(desk, day) if mode == COMPARE else day
    told = read_chronicle(desk, told_in(mode, chronicle))
    return Front(told, scene, desk.theatre.views[view], mode, day, against)


def told_in(mode: str, chronicle: Chronicle) -> tuple[str, ...]:
    """The accounts a choice puts on the board."""
    return tuple(chronicle.modes) if mode == THREE else (mode if mode in chronicle.modes else ASSESSED,)


def name_modes(desk: Desk, chronicle: Chronicle) -> dict[str, str]:
    """The ways of telling the war, in words."""
    told = {m: say("front.claimed", who=labels().faction(desk.theatre, m)) for m in chronicle.modes}
    return {**told, ASSESSED: say("front.assessed"), THREE: say("front.three"), COMPARE: say("front.compare")}


def rest_day(desk: Desk) -> date:
    """The day the board last rested on, else the one the address asks for, else the last."""
    first, last = desk.filters.start or desk.period[0], desk.until
    told = st.session_state.get(BOARD) or {}
    if st.session_state.get("address_fresh"):
        st.session_state.pop(widget_key("day"), None)
        st.session_state["board_asked"] = str(st.session_state.get("address", {}).get("day"))
    elif told.get("first") == first.isoformat():
        st.session_state[widget_key("day")] = first + timedelta(days=int(told["day"]))
    day = offer_day("day", first, last, last)
    st.session_state[widget_key("day")] = day
    keep("day", [] if day == last else [day.isoformat()])
    return day


def choose_against(desk: Desk, day: date) -> date:
    """The day compared with: a fortnight earlier unless chosen."""
    first, last = desk.filters.start or desk.period[0], desk.until
    asked = offer_day("against", first, last, max(day - RECENT, first))
    picked = bind(
        "against",
        asked,
        lambda name: st.date_input(
            say("front.against"), min_value=first, max_value=last, format="DD/MM/YYYY", key=name, width=170
        ),
    )
    keep("against", [picked.isoformat()])
    return picked


def show_board(desk: Desk, front: Front) -> dict[str, Any] | None:
    """Draw the board; what was clicked on it."""
    write_address()
    first = front.scene.first_day
    value = _draw(
        war=read_war(desk, front.scene),
        fronts=write_ledgers(desk, told_in(front.mode, front.chronicle)),
        day=(front.day - first).days,
        against=(front.against - first).days,
        view=front.view.id,
        mode=front.mode,
        names=language(),
        asked=st.session_state.get("board_asked", ""),
        first=first.isoformat(),
        tiles=describe_tiles(tiles_asked(), say("front.tiles")),
        height=HEIGHT,
        key=BOARD,
        default=None,
    )
    ledgers = list_ledgers(desk, told_in(front.mode, front.chronicle))
    if not all(ledger.complete for ledger in ledgers):
        await_fronts(ledgers, front.day, sum(len(x.days) for x in ledgers))
    return (value or {}).get("picked")


@st.fragment(run_every=2.0)  # seconds: a front drawn meanwhile is soon on the map
def await_fronts(ledgers: list[Ledger], day: date, shown: int) -> None:
    """Draw the fronts beside the page, say how far that is, and show them: a few first, then all."""
    for ledger in ledgers:
        ledger.start(day)
    done, wanted = sum(len(x.days) for x in ledgers), sum(len(x.wanted) for x in ledgers)
    if done == wanted or done > FEW * (shown + 1):
        st.rerun()
    st.caption(say("front.drawing", done=done, wanted=wanted))


def hidden_layers() -> frozenset[str]:
    """The layers the reader switched off on the board."""
    told = (st.session_state.get(BOARD) or {}).get("layers") or {}
    return frozenset(str(name) for name, shown in told.items() if not shown)


def names_shown() -> str:
    """The language of the names on the board."""
    return str((st.session_state.get(BOARD) or {}).get("names", language()))
