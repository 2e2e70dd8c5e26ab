"""Undated English and Arabic reports are dated by what only a report of a certain time can say."""

from __future__ import annotations

from datetime import date

import pytest

from benchmarks.cases import publish
from extract.pipeline import extract_report
from extract.records import Report
from theatres.pack import load_theatre

# Language, text, first and last day it may be of, and the clue that must be among the reasons.
UNDATED = [
    (
        "en",
        "Fighting between the GNA and the LNA went on in Ain Zara during Ramadan, amid the pandemic.",
        "2020-04-22",
        "2020-05-26",
        "ramadan",
    ),
    (
        "en",
        "France, Germany and Italy urged the LNA and the GNA to agree on a ceasefire.",
        "2020-06-09",
        "2021-12-31",
        "european_call",
    ),
    (
        "en",
        "After the fall of Tarhuna, GNA forces moved on Sirte.",
        "2020-06-05",
        "2021-12-31",
        "fall_of_tarhuna",
    ),
    (
        "en",
        "Sisi's Cairo initiative was rejected by the GNA.",
        "2020-06-06",
        "2021-12-31",
        "cairo_initiative",
    ),
    (
        "en",
        "The WHO puts the toll of the battle for Tripoli at 510 dead and 2,467 wounded.",
        "2019-05-15",
        "2019-06-05",
        "toll",
    ),
    (
        "ar",
        "تتواصل المعارك بين قوات الوفاق والجيش الوطني في شهر رمضان رغم جائحة كورونا.",
        "2020-04-22",
        "2020-05-26",
        "ramadan",
    ),
    (
        "ar",
        "بعد تحرير ترهونة تقدمت قوات الوفاق نحو سرت.",
        "2020-06-05",
        "2021-12-31",
        "fall_of_tarhuna",
    ),
    (
        "ar",
        "رفضت حكومة الوفاق إعلان القاهرة الذي أيده حفتر.",
        "2020-06-06",
        "2021-12-31",
        "cairo_initiative",
    ),
    (
        "ar",
        "قالت منظمة الصحة العالمية إن معركة طرابلس خلفت 510 قتلى و2467 جريحا.",
        "2019-05-15",
        "2019-06-05",
        "toll",
    ),
    (
        "ar",
        "طالبت البعثة الأممية الطرفين في طرابلس بالالتزام بمخرجات مؤتمر برلين.",
        "2020-01-19",
        "2021-12-31",
        "berlin",
    ),
]


@pytest.mark.parametrize("row", UNDATED, ids=lambda row: f"{row[0]}-{row[4]}")
def test_clues_date_a_report(row: tuple[str, str, str, str, str]) -> None:
    language, text, first, last, clue = row
    report = Report("undated", text, language, publish(None))
    when = extract_report(report, load_theatre("libya_2019")).report.published
    assert when.start and when.end and date.fromisoformat(first) <= when.start
    assert when.end <= date.fromisoformat(last)
    assert when.basis == "inferred" and clue in " ".join(when.reasons)
