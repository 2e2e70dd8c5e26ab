"""Bilan humain: two measures told apart, conventions, closer looks, incidents the reader parts and joins."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from analyse.casualties import cumulative_series, main_line
from analyse.incidents import JOIN, PART, merge_incidents
from extract.records import Report, When
from store.corrections import read_corrections, standing
from store.database import read_table
from store.ingest import ingest_reports
from tests.pages.visits import title, visit
from theatres.pack import load_theatre

TOLD = (
    "Le 2 juillet 2019, une frappe aérienne sur Tajoura a fait au moins 44 morts, selon l'ONU.",
    "Le 2 juillet 2019, une frappe aérienne a touché Tajoura : 53 morts, selon le GNA.",
)


def words(app: AppTest) -> str:
    """Every text of the page."""
    shown = (*app.markdown, *app.caption, *app.subheader, *app.info)
    return "\n".join(str(e.value) for e in shown).replace("\\", "")


def press(app: AppTest, label: str) -> AppTest:
    """Press the first button with a label."""
    app = next(b for b in app.button if b.label == label and not b.disabled).click().run()
    assert not app.exception, app.exception
    return app


def test_the_two_measures_are_told_apart() -> None:
    app = visit("casualties")
    assert "392" in title(app)
    assert "Incidents, un par un : une autre mesure" in words(app)
    assert "n'entrent dans aucun cumul" in words(app)
    assert len(app.get("plotly_chart")) == 2 and app.dataframe


@pytest.mark.parametrize(("look", "language"), [("quarrels", "en"), ("growth", "en"), ("share", "fr")])
def test_every_closer_look_draws(look: str, language: str) -> None:
    app = visit("casualties", look=look, lang=language)
    assert title(app) and not app.error


def test_a_pair_of_two_sources_is_refused_and_what_can_be_said_is_said() -> None:
    told = words(visit("casualties", look="growth"))
    assert "sont deux compteurs" in told and "si les deux comptaient la même chose" in told


@pytest.mark.parametrize("convention", ["ACLED", "Airwars"])
def test_each_convention_explains_itself_with_its_source(convention: str) -> None:
    told = words(visit("casualties", convention=convention))
    assert f"{convention}" in told and "Source" in told


def test_a_convention_that_does_not_count_a_kind_says_so() -> None:
    assert "cette convention ne les compte pas" in words(
        visit("casualties", kind="injured", convention="UCDP")
    )


def test_figures_the_reader_annotates_stand_in_the_title(data_folder: str) -> None:
    sample = Path(data_folder) / "sample_libya_2019"
    series = cumulative_series(read_table(sample, "tolls"), read_table(sample, "reports"), "killed")
    line = main_line(series)
    exact = line[line["qualifier"].eq("exact") & line["low"].lt(1000)]
    told = exact.drop_duplicates("low").sort_values("as_of").iloc[[1, -1]]
    app = visit("casualties")
    app.multiselect(key="control_note").set_value([ids[0] for ids in told["toll_ids"]]).run()
    assert all(str(int(n)) in title(app) for n in told["low"])
    assert "392" not in title(app)


def test_an_incident_opens_by_its_address_and_the_sample_is_not_the_readers_to_part(data_folder: str) -> None:
    frames = {
        t: read_table(Path(data_folder) / "sample_libya_2019", t) for t in ("events", "tolls", "reports")
    }
    found = merge_incidents(frames, load_theatre("libya_2019")).incidents
    often = found.sort_values("n_reports").dropna(subset=["place_id"]).iloc[-1]
    opened = visit("casualties", incident=str(often["incident_id"]))
    told = words(opened)
    assert "phrases le racontent" in told and "sources indépendantes" in told
    parting = [b for b in opened.button if b.label == "Séparer"]
    assert parting and all(b.disabled for b in parting)
    assert "se font dans « Mes rapports »" in told.replace("\u00a0", " ")


@pytest.fixture
def told(data_folder: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A reader's own store with two reports of one strike, beside a copy of the sample."""
    visit("overview")
    shutil.copytree(Path(data_folder) / "sample_libya_2019", tmp_path / "sample_libya_2019", symlinks=True)
    monkeypatch.setenv("KHARITA_DATA", str(tmp_path))
    day = date(2019, 7, 3)
    reports = [
        Report(f"tale{i}", text, "fr", When(day, day, "day", "stated"), title=f"Dépêche {i}")
        for i, text in enumerate(TOLD)
    ]
    ingest_reports(reports, load_theatre("libya_2019"), tmp_path / "store")
    return tmp_path / "store"


def given(store: Path) -> list[str]:
    """The analyst's words that stand."""
    return list(standing(read_corrections(store))["field"])


def test_a_reader_parts_an_incident_takes_it_back_and_joins(told: Path) -> None:
    app = visit("casualties", data="mine")
    events = app.session_state["desk"].frames["events"]
    view: dict[str, str | list[str]] = {"data": "mine", "incident": ["i" + i for i in events["event_id"]]}
    assert "1 incident" in words(app) and "2 sources indépendantes" in words(visit("casualties", **view))
    app = press(visit("casualties", **view), "Séparer")
    assert given(told) == [PART] and "2 incidents" in words(app)
    app = press(app, "Annuler cette parole")
    assert given(told) == [] and "1 incident" in words(app)
    press(press(visit("casualties", **view), "Séparer"), "Réunir")
    assert given(told) == [PART, JOIN] and "1 incident" in words(visit("casualties", **view))
