"""The timeline's page without a browser: what opens an event, what narrows the period, what a phone gets."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from pages.shared import brush, screen
from pages.shared.brush import brushed_days, read_day
from tests.pages.visits import title, visit


def words(app: AppTest) -> str:
    """Everything a page says outside its charts."""
    return " ".join(
        [
            *(str(m.value) for m in (*app.markdown, *app.caption)),
            *(str(h.proto.body) for h in app.get("html")),
        ]
    )


def test_an_event_opens_from_the_list_with_its_sentence_and_who_answers_for_it() -> None:
    app = visit("timeline", **{"from": "2020-01-01", "to": "2020-01-10"})
    box = app.selectbox(key="control_event")
    assert len(box.options) > 5
    app = box.select_index(1).run()
    assert not app.exception and "evidence" in words(app)
    assert "Rapporté par" in words(app) or "Affirmé par" in words(app)
    assert "même fait" in words(app)


def test_a_battle_chosen_becomes_the_period_and_its_chips_take_it_back() -> None:
    app = visit("timeline")
    before = title(app)
    box = app.selectbox(key="control_stretch")
    wanted = next(o for o in box.options if "Gharyan" in o)
    app = box.select(wanted).run().run()
    assert not app.exception
    assert "2019-06-26" in app.query_params["from"] and "2019-06-26" in app.query_params["to"]
    assert title(app) != before
    app.button(key="chip_clear").click().run()
    assert title(app) == before


def test_phases_and_battles_are_listed_with_their_sources() -> None:
    app = visit("timeline", lang="en")
    assert {"Battle: Tarhuna · 18/04/2020–05/06/2020", "Stalemate · 26/06/2019–26/11/2019"} <= set(
        app.selectbox(key="control_stretch").options
    )


@pytest.mark.parametrize("by", ["actor", "event_type", "place_id"])
def test_a_phone_gets_fewer_lanes(by: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pages.shared.timeline_chart.narrow_screen", lambda: True)
    app = visit("timeline", by=by)
    assert not app.exception and "Touchez une case" in words(app)


def test_where_events_are_cells_a_list_keeps_the_days_of_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pages.shared.timeline_chart.narrow_screen", lambda: True)
    app = visit("timeline")
    box = app.selectbox(key="control_cells")
    app = box.select_index(2).run().run()
    assert not app.exception and "2019-06-01" in app.query_params["from"]


def test_a_browser_that_names_no_phone_is_a_desk() -> None:
    assert not screen.narrow_screen()


MAY, JUNE = "2019-05-06 13:12:00.5", "2019-06-02"


@pytest.mark.parametrize(
    ("selection", "days"),
    [
        ({"box": [{"x": [MAY, JUNE], "y": [0, 9]}]}, (MAY, JUNE)),
        ({"box": [{"x": [JUNE, MAY], "y": [0, 9]}]}, (MAY, JUNE)),
        ({"lasso": [{"x": ["2019-05-08", MAY, JUNE], "y": [0, 9, 3]}]}, (MAY, JUNE)),
        ({"box": [], "lasso": []}, None),
        (None, None),
    ],
)
def test_a_selection_is_read_as_days(selection: Any, days: tuple[str, str] | None) -> None:
    found = brushed_days({"selection": selection} if selection is not None else None)
    assert found == (tuple(date.fromisoformat(d[:10]) for d in days) if days else None)


def test_what_is_no_day_is_no_day() -> None:
    with pytest.raises(ValueError, match="<script>"):
        read_day("<script>alert(1)</script>")


def test_a_selection_outside_the_period_changes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    chosen: list[tuple[str, list[str]]] = []
    monkeypatch.setattr(brush, "choose", lambda key, values: chosen.append((key, values)))
    monkeypatch.setattr(st, "session_state", {})
    period = (date(2019, 4, 4), date(2020, 10, 23))
    brush.narrow_to((date(2021, 1, 1), date(2021, 2, 1)), period)
    assert not chosen
    brush.narrow_to((date(2019, 1, 1), date(2019, 5, 31)), period)
    assert chosen == [("from", []), ("to", ["2019-05-31"])]
