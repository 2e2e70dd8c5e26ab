"""A reader's own reports: pasted, read apart from the sample, dated with reasons, their date corrected."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from store.database import read_table
from tests.pages.visits import title, visit

TEXT = "Le 5 mai 2019, douze civils ont été tués dans un bombardement à Tripoli, a annoncé l'ONU."


@pytest.fixture(scope="module")
def pasted(data_folder: str) -> AppTest:
    """The page Ajouter after a text was pasted and read."""
    app = visit("add")
    app.text_area[0].set_value(TEXT)
    next(b for b in app.button if b.label == "Lire").click().run()
    assert not app.exception
    return app


def own(data_folder: str, table: str) -> list[dict[str, object]]:
    """The rows of the reader's own store."""
    rows = read_table(Path(data_folder) / "store", table).to_dict("records")
    return [{str(k): v for k, v in row.items()} for row in rows]


def test_a_pasted_text_is_read_into_a_store_apart(pasted: AppTest, data_folder: str) -> None:
    assert pasted.success
    reports = own(data_folder, "reports")
    assert [r["text"] for r in reports] == [TEXT] and not reports[0]["sample"]


def test_the_same_text_again_is_recognised(pasted: AppTest, data_folder: str) -> None:
    app = visit("add")
    app.text_area[0].set_value(TEXT)
    next(b for b in app.button if b.label == "Lire").click().run()
    assert app.info and len(own(data_folder, "reports")) == 1


def test_nothing_given_is_said(data_folder: str) -> None:
    app = visit("add")
    next(b for b in app.button if b.label == "Lire").click().run()
    assert app.warning


def test_a_date_is_corrected_and_the_old_one_kept(pasted: AppTest, data_folder: str) -> None:
    report = str(own(data_folder, "reports")[0]["report_id"])
    app = visit("reports", data="mine", report=report)
    assert title(app)
    app.date_input(key="correct_from").set_value(date(2019, 5, 7))
    app.date_input(key="correct_to").set_value(date(2019, 5, 7))
    app.text_input(key="correct_by").set_value("AB")
    next(b for b in app.button if "correction" in b.label).click().run()
    assert not app.exception and app.success
    corrected = own(data_folder, "reports")[0]
    assert str(corrected["published_start"])[:10] == str(corrected["published_end"])[:10] == "2019-05-07"
    assert corrected["published_basis"] == "stated"
    assert {c["field"] for c in own(data_folder, "corrections")} >= {"published_start", "published_end"}


def test_dates_in_the_wrong_order_change_nothing(pasted: AppTest, data_folder: str) -> None:
    report = str(own(data_folder, "reports")[0]["report_id"])
    before = len(own(data_folder, "corrections"))
    app = visit("reports", data="mine", report=report)
    app.date_input(key="correct_from").set_value(date(2019, 6, 1))
    app.date_input(key="correct_to").set_value(date(2019, 5, 1))
    next(b for b in app.button if "correction" in b.label).click().run()
    assert app.warning and len(own(data_folder, "corrections")) == before
