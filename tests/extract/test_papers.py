"""PDFs, Word documents and workbooks as reports. The PDFs beside were printed by Chromium from texts written
for these tests; the locked one has a password.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Callable
from datetime import date
from pathlib import Path

import docx
import openpyxl
import pytest
from PIL import Image

from extract import papers
from extract.documents import Limits, Problem, read_bytes, read_documents
from extract.papers import read_pdf
from extract.pipeline import extract_report
from extract.records import Report
from theatres.pack import load_theatre

PAPERS = Path(__file__).parent / "papers"


def read_one(name: str, data: bytes | None = None) -> Report:
    (found,) = read_documents(PAPERS / name) if data is None else read_bytes(name, data)
    assert isinstance(found, Report), found
    return found


def refused(name: str, data: bytes, limits: Limits | None = None) -> str:
    (found,) = read_bytes(name, data, limits or Limits())
    assert isinstance(found, Problem), found
    return found.code


def saved(save: Callable[[io.BytesIO], object]) -> bytes:
    file = io.BytesIO()
    save(file)
    return file.getvalue()


def word_bytes() -> bytes:
    document = docx.Document()
    document.core_properties.title = "Point du 9 mai"
    document.add_paragraph("Tripoli, 9 mai 2019. Selon l'OMS, 12 civils ont été tués à Abou Salim.")
    table = document.add_table(rows=2, cols=2)
    for cell, text in zip(
        (c for r in table.rows for c in r.cells), ("Tués", "392", "Blessés", "1 936"), strict=True
    ):
        cell.text = text
    document.add_paragraph("Fin du point.")
    return saved(document.save)


def workbook_bytes(*rows: tuple[object, ...]) -> bytes:
    book = openpyxl.Workbook()
    book.active.append(("Notes",))
    sheet = book.create_sheet("dépêches")
    for row in rows:
        sheet.append(row)
    return saved(book.save)


def test_a_pdf_is_read_in_the_order_of_its_columns_its_table_by_rows() -> None:
    text = read_one("point_fr.pdf").text
    assert "Tués | 392\nBlessés | 1 936" in text
    assert (
        text.index("Première colonne") < text.index("d'où partent ses tirs") < text.index("Seconde colonne")
    )
    assert text.index("Seconde colonne") < text.index("Deuxième page") < text.index("Troisième page")
    assert "Bulletin de suivi" not in text


def test_a_pdf_in_arabic_reads_from_right_to_left_with_its_numbers() -> None:
    report = read_one("depeche_ar.pdf")
    assert report.language == "ar" and report.text.startswith("قتلى في طرابلس")
    assert "وأصيب 33 آخرون في قصف على حي أبو سليم" in report.text
    assert "Au moins 1 936 blessés, selon l'OMS." in report.text


def test_what_a_pdf_says_is_extracted_with_exact_spans() -> None:
    found = extract_report(read_one("point_fr.pdf"), load_theatre("libya_2019"))
    tolls = {(t.kind, t.count.low, t.span.of(found.report.text)) for t in found.tolls}
    assert {("killed", 12), ("injured", 33)} <= {(k, n) for k, n, _ in tolls}


def test_a_scanned_a_locked_and_a_damaged_pdf_say_what_they_are() -> None:
    scan = saved(lambda f: Image.new("RGB", (60, 80), "white").save(f, "PDF"))
    whole = (PAPERS / "point_fr.pdf").read_bytes()
    assert refused("scan.pdf", scan) == "scanned"
    assert refused("locked.pdf", (PAPERS / "locked.pdf").read_bytes()) == "locked"
    assert refused("noise.pdf", bytes(range(256)) * 40) == "bad_file"
    assert refused("half.pdf", whole[: len(whole) // 3]) in ("bad_file", "scanned")
    assert refused("empty.pdf", b"") == "empty"


def pdf_of(content: bytes) -> bytes:
    """A PDF of one page whose content is given packed."""
    stream = b"<</Length %d/Filter/FlateDecode>>stream\n%s\nendstream" % (len(content), content)
    objects = (
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 99 99]/Contents 4 0 R>>",
        stream,
    )
    body = b"".join(b"%d 0 obj\n%s\nendobj\n" % (n, o) for n, o in enumerate(objects, start=1))
    return b"%PDF-1.4\n" + body + b"trailer\n<</Root 1 0 R>>\nstartxref\n0\n%%EOF\n"


def test_a_pdf_that_unfolds_without_end_stops_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(papers, "MOST_MEMORY", 200_000_000)  # bytes: half of what the page below unfolds to
    (found,) = read_pdf(pdf_of(zlib.compress(b" " * 400_000_000, 1)))
    assert getattr(found, "code", None) == "too_heavy"


def test_a_pdf_of_too_many_pages_is_refused_with_their_number(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(papers, "MOST_PAGES", 2)
    (found,) = read_pdf((PAPERS / "point_fr.pdf").read_bytes())
    assert getattr(found, "values", None) == {"found": 3, "most": 2}


def test_a_word_document_gives_its_paragraphs_and_tables_in_order() -> None:
    report = read_one("point.docx", word_bytes())
    assert report.title == "Point du 9 mai"
    assert report.text.endswith("Tués | 392\nBlessés | 1 936\n\nFin du point.")


def test_a_damaged_word_document_is_named() -> None:
    whole = word_bytes()
    assert refused("a.docx", whole[:-200]) == "bad_file"
    assert refused("b.docx", b"\x00" * 500) == "bad_file"
    assert refused("c.docx", saved(lambda f: zipfile.ZipFile(f, "w").writestr("a.txt", "x"))) in (
        "bad_file",
        "empty",
    )
    bomb = saved(lambda f: zipped(f, "word/document.xml", b"<w>" * 20_000_000))
    assert refused("d.docx", bomb) == "bomb"


def zipped(file: io.BytesIO, name: str, data: bytes) -> None:
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, data)


def test_a_workbook_gives_a_report_for_each_row_with_a_text() -> None:
    data = workbook_bytes(
        ("Text", "Date", "Source"),
        ("Douze morts à Syrte, selon l'OMS.", date(2020, 6, 9), "afp"),
        (None, date(2020, 6, 10), "afp"),
        ("Trêve à Misrata.", "hier", "rfi"),
        (None, None, None),
    )
    first, no_text, bad_date = read_bytes("lot.xlsx", data)
    assert isinstance(first, Report) and first.published.start == date(2020, 6, 9)
    assert isinstance(no_text, Problem) and no_text.code == "no_text" and no_text.values["line"] == 3
    assert isinstance(bad_date, Problem) and bad_date.code == "bad_row"
    assert refused("vide.xlsx", workbook_bytes()) == "no_text_column"
    assert refused("faux.xlsx", b"PK\x03\x04 rien") == "bad_file"
