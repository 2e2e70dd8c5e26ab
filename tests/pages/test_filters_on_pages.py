"""The filters: each narrows what is shown, stands in the address and as a chip, and can be loosened."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from store.database import read_table
from tests.pages.visits import title, visit


def events_told(app: AppTest) -> int:
    """How many events the page Données counts in its title."""
    found = re.match(r"([\d\u202f]+) ", title(app))
    assert found
    return int(found[1].replace("\u202f", ""))


def choices(app: AppTest, key: str) -> list[str]:
    """The choices of a filter, as written: "ANL · 12"."""
    return list(app.multiselect(key=f"control_{key}").options)


def chips(app: AppTest) -> list[str]:
    """The active filters under the title."""
    return [b.label for b in app.button if b.key and b.key.startswith("chip_") and b.key != "chip_clear"]


COLUMNS = {
    "faction": "actor",
    "type": "event_type",
    "place": "place_id",
    "status": "status",
    "source": "claimant",
}


def commonest(data_folder: str, key: str) -> str:
    """The value most events bear."""
    events = read_table(Path(data_folder) / "sample_libya_2019", "events")
    return str(events[COLUMNS[key]].dropna().value_counts().index[0])


@pytest.mark.parametrize("key", COLUMNS)
def test_a_filter_keeps_what_bears_it(key: str, data_folder: str) -> None:
    app = visit("data")
    everything, value = events_told(app), commonest(data_folder, key)
    app.multiselect(key=f"control_{key}").set_value([value]).run()
    assert 0 < events_told(app) < everything
    assert len(chips(app)) == 1
    assert app.query_params[key] in (value, [value])
    assert events_told(visit("data", **{key: value})) == events_told(app)


@pytest.mark.parametrize("key", ["faction", "type", "status"])
def test_a_filter_keeps_as_many_events_as_its_count_says(key: str, data_folder: str) -> None:
    value = commonest(data_folder, key)
    app = visit("data", **{key: value})
    counts = [int(c.rsplit(" · ", 1)[1]) for c in choices(app, key)]
    assert events_told(app) in counts


def test_two_values_of_a_filter_add_up_and_two_filters_narrow() -> None:
    one = events_told(visit("data", faction="GNA"))
    both = events_told(visit("data", faction=["GNA", "LNA"]))
    narrowed = events_told(visit("data", faction=["GNA", "LNA"], status="claimed"))
    assert one < both and narrowed < both


def test_days_narrow_and_bad_days_are_ignored() -> None:
    everything = events_told(visit("data"))
    assert 0 < events_told(visit("data", **{"from": "2020-04-01", "to": "2020-06-30"})) < everything
    assert events_told(visit("data", **{"from": "yesterday", "to": "0000-00-00"})) == everything


def test_a_chip_takes_its_filter_away_and_clear_takes_all() -> None:
    app = visit("data", faction=["GNA", "LNA"], status="claimed")
    assert len(chips(app)) == 3
    app.button(key="chip_faction_LNA").click().run()
    assert len(chips(app)) == 2 and app.query_params["faction"] in ("GNA", ["GNA"])
    app.button(key="chip_clear").click().run()
    assert not chips(app) and "faction" not in app.query_params


def test_filters_stay_from_page_to_page() -> None:
    app = visit("data", faction="GNA")
    app.switch_page("pages/follow/timeline.py").run()
    assert chips(app) and app.query_params["faction"] in ("GNA", ["GNA"])


@pytest.mark.parametrize(
    "page", ["overview", "timeline", "front_line", "casualties", "sources", "compare", "data"]
)
def test_an_empty_page_offers_the_filter_to_loosen(page: str) -> None:
    asked = {"faction": "Germany", "type": "airstrike", "from": "2019-04-10", "to": "2019-04-11"}
    app = visit(page, **asked)
    assert title(app) and app.info
    app.button(key="loosen").click().run()
    assert not app.exception


def test_the_count_beside_a_choice_follows_the_other_filters() -> None:
    everything = dict(c.rsplit(" · ", 1) for c in choices(visit("data"), "type"))
    narrowed = dict(c.rsplit(" · ", 1) for c in choices(visit("data", faction="GNA"), "type"))
    assert everything.keys() == narrowed.keys()
    assert sum(map(int, narrowed.values())) < sum(map(int, everything.values()))


def test_the_reader_s_own_store_starts_empty_and_says_what_to_do() -> None:
    app = visit("timeline", data="mine")
    assert title(app) and app.info
    assert not any("reconstitu" in str(h.proto.body) for h in app.get("html"))
