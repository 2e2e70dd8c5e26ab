"""The stories the sample must tell, from the reports to the frames, with nothing in between set by hand."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

from analyse.casualties import cumulative_series
from analyse.control import ControlTimeline, build_timeline, control_on
from analyse.front_line import front_line_on
from analyse.terrain import read_ground
from store.database import read_table
from store.ingest import ensure_sample_store
from theatres.expectations import find_unmet
from theatres.pack import load_theatre


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return ensure_sample_store(load_theatre("libya_2019"), tmp_path_factory.mktemp("sample"))


def rows(store: Path, table: str) -> list[dict[str, Any]]:
    frame = read_table(store, table)
    return frame.astype(object).where(frame.notna(), None).to_dict("records")  # type: ignore[return-value]


def test_the_sample_meets_what_its_pack_expects(sample: Path) -> None:
    assert find_unmet(load_theatre("libya_2019"), lambda table: rows(sample, table)) == []


def test_every_row_quotes_its_report(sample: Path) -> None:
    texts = {r["report_id"]: r["text"] for r in rows(sample, "reports")}
    for table in ("events", "tolls", "claims", "gaps"):
        found = rows(sample, table)
        assert found, table
        assert all(texts[r["report_id"]][r["start"] : r["end"]] == r["quote"] for r in found), table


def test_the_toll_rises_from_hundreds_to_thousands(sample: Path) -> None:
    series = cumulative_series(read_table(sample, "tolls"), read_table(sample, "reports"), "killed")
    days = pd.to_datetime(series["as_of"])
    may = series[days.between("2019-05-01", "2019-05-31")]
    assert 392 in set(may["low"])
    june = series[days.between("2020-06-01", "2020-06-30") & series["open"]]
    assert 2000 in set(june["low"])


@pytest.fixture(scope="module")
def timeline(sample: Path) -> ControlTimeline:
    claims, events, reports = (read_table(sample, t) for t in ("claims", "events", "reports"))
    return build_timeline(claims, load_theatre("libya_2019"), events, reports)


def near(timeline: ControlTimeline, day: date, place_id: str) -> float:
    """Kilometres from a place to the front of a day."""
    ground, place = read_ground(timeline.theatre), timeline.theatre.places[place_id]
    here = ground.flatten(np.array([[place.longitude, place.latitude]]))
    lines = front_line_on(day, timeline)["line"]
    return min(float(np.hypot(*(ground.flatten(np.array(line)) - here).T).min()) for line in lines)


def test_in_may_2019_the_front_runs_through_the_southern_suburbs(timeline: ControlTimeline) -> None:
    for place in ("khallat_al_furjan", "touicha", "ain_zara"):
        assert near(timeline, date(2019, 5, 8), place) < 8, place
    front = front_line_on(date(2019, 5, 8), timeline)
    assert front["support"].eq("supported").any() and set(front["side_a"]) == {"GNA"}


def test_in_june_2020_the_front_has_left_tripoli_for_sirte_and_jufra(timeline: ControlTimeline) -> None:
    day = date(2020, 6, 11)
    # The nearest place the last word still gives to the LNA is Asabia, seventy kilometres south.
    assert near(timeline, day, "khallat_al_furjan") > 40
    assert near(timeline, day, "al_washka") < 60
    control = control_on(day, timeline).set_index("place_id")
    assert control["holder"][["tripoli", "tarhuna", "gharyan", "sirte", "jufra"]].tolist() == [
        "GNA", "GNA", "GNA", "LNA", "LNA",
    ]  # fmt: skip


def test_any_day_of_the_war_has_its_front_and_answers(timeline: ControlTimeline) -> None:
    claims = {i for story in timeline.stories.values() for h in story for r in h.reasons if (i := r.id)}
    for day in pd.date_range("2019-04-05", "2020-10-20", freq="61D").date:
        front = front_line_on(day, timeline)
        assert len(front) and {i for ids in front["claim_ids"] for i in ids} <= claims, day
