"""Any file becomes reports or a reason: encodings, dates, languages; nothing raises or hangs."""

from __future__ import annotations

import io
import json
import random
import re
import zipfile
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extract.decoding import decode_text
from extract.documents import FORMATS, Limits, Problem, list_files, read_bytes, read_documents
from extract.records import Report
from store.messages import _messages, explain

FRENCH = "Des combats ont éclaté à Tajoura, où l’armée a repris le pont. « Nous tenons », a dit le maire."
ARABIC = "اندلعت اشتباكات في محيط المطار، وقالت قوات الحكومة إنها تقدمت في اتجاه الجنوب مساء الثلاثاء"
PAGE = """<!doctype html><html lang="fr"><head><title>Combats près du pont</title>
<meta property="article:published_time" content="2019-05-08T10:00:00Z"><meta charset="utf-8">
<link rel="canonical" href="https://www.example.org/a/1"></head><body><nav><a href="/">Accueil</a></nav>
<article><h1>Combats près du pont</h1><p>{}</p><p>{}</p></article><footer>Mentions légales</footer>
</body></html>"""


def only(name: str, data: bytes) -> Report:
    """The single report of some bytes."""
    (found,) = read_bytes(name, data)
    assert isinstance(found, Report), explain(found)
    return found


def codes(name: str, data: bytes, limits: Limits | None = None) -> list[str]:
    """The codes of the problems in some bytes, each of which has its sentence in two languages."""
    found = [d for d in read_bytes(name, data, limits or Limits()) if isinstance(d, Problem)]
    for problem in found:
        for language in ("fr", "en"):
            told = explain(problem, language)
            assert told.startswith(problem.file) and "{" not in told and "\n" not in told
    return [p.code for p in found]


def zipped(entries: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in entries.items():
            archive.writestr(name, data)
    return out.getvalue()


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252"]
)
def test_french_reads_in_the_encodings_of_archives(encoding: str) -> None:
    assert only("a.txt", FRENCH.encode(encoding)).text == FRENCH


def test_latin_1_reads_too() -> None:
    text = FRENCH.replace("’", "'")
    assert only("a.txt", text.encode("latin-1")).text == text


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "cp1256"])
def test_arabic_reads_in_the_encodings_of_archives(encoding: str) -> None:
    report = only("a.txt", ARABIC.encode(encoding))
    assert report.text == ARABIC and report.language == "ar"


def test_line_ends_are_one_sign_and_the_id_does_not_depend_on_them() -> None:
    one, other = only("a.txt", b"un\r\ndeux"), only("b.md", b"un\ndeux")
    assert one.text == other.text and one.report_id == other.report_id and len(one.report_id) == 16


def test_a_page_gives_its_article_title_date_and_address() -> None:
    report = only("a.html", PAGE.format(FRENCH * 3, FRENCH).encode())
    assert FRENCH in report.text and "Mentions" not in report.text and "Accueil" not in report.text
    assert report.title == "Combats près du pont" and report.url == "https://www.example.org/a/1"
    assert report.published.start == date(2019, 5, 8) and report.language == "fr"


def test_a_page_is_read_in_the_encoding_it_declares() -> None:
    page = PAGE.replace("utf-8", "windows-1256").format(ARABIC * 3, ARABIC).encode("cp1256", "ignore")
    assert ARABIC in only("a.htm", page).text


def test_script_in_a_page_is_not_part_of_the_article() -> None:
    page = PAGE.format(FRENCH * 3, FRENCH + "<script>alert(1)</script>").encode()
    assert "alert" not in only("a.html", page).text


def test_markup_in_a_text_is_kept_as_it_stands() -> None:
    text = "<script>alert(1)</script> =1+1 ${7*7}"
    assert only("a.txt", text.encode()).text == text


def test_json_lines_bring_their_own_facts() -> None:
    row = {
        "id": "x1",
        "text": FRENCH,
        "lang": "fr",
        "published": "2019-05",
        "outlet": "afp",
        "title": "T",
        "url": "https://a.b",
    }
    report = only("a.jsonl", json.dumps(row).encode())
    assert (report.report_id, report.outlet_id, report.title, report.url) == ("x1", "afp", "T", "https://a.b")
    assert report.published.precision == "month"


def test_a_bad_line_is_told_with_its_number_and_the_others_are_read() -> None:
    lines = [
        json.dumps({"text": FRENCH}),
        '{"text": "coup',
        "[1]",
        "",
        '{"text": 5}',
        '{"text": "x", "published": "hier"}',
    ]
    found = list(read_bytes("a.jsonl", "\n".join(lines).encode()))
    assert isinstance(found[0], Report) and len(found) == 5
    assert [p.values["line"] for p in found if isinstance(p, Problem)] == [2, 3, 5, 6]
    assert codes("a.jsonl", "\n".join(lines).encode()) == ["bad_json", "no_text", "no_text", "bad_row"]


def test_a_csv_of_either_habit_is_read() -> None:
    long = FRENCH * 3000  # longer than the csv module's own limit of 131,072 characters
    for mark in ",;\t":
        data = f'Titre{mark}TEXT{mark}Date\r\nT{mark}"{long}"{mark}2019-05-08\r\n'.encode("utf-8-sig")
        report = only("a.csv", data)
        assert report.text == long and report.published.start == date(2019, 5, 8)
    assert codes("a.csv", b"a,b\n1,2\n") == ["no_text_column"]
    assert codes("a.csv", b"text,b\n,2\n") == ["no_text"]


def test_a_mail_is_dated_titled_and_its_sender_is_the_outlet() -> None:
    mail = (
        "From: Desk <desk@example.org>\r\nSubject: =?utf-8?q?Combats_=C3=A0_Tajoura?=\r\n"
        "Date: Wed, 08 May 2019 10:00:00 +0200\r\nContent-Type: text/plain; charset=utf-8\r\n"
        f"Content-Transfer-Encoding: 8bit\r\n\r\n{FRENCH}\r\n"
    ).encode()
    report = only("a.eml", mail)
    assert report.text.strip() == FRENCH and report.title == "Combats à Tajoura"
    assert report.outlet_id == "example.org" and report.published.start == date(2019, 5, 8)


def test_a_mail_in_html_with_a_wrong_charset_is_read() -> None:
    mail = (
        b"From: a@b.c\r\nContent-Type: text/html; charset=nonsense\r\n\r\n"
        + PAGE.format(FRENCH * 3, FRENCH).encode()
    )
    assert "Tajoura" in only("a.eml", mail).text


def test_an_archive_gives_each_file_and_each_reason() -> None:
    data = zipped(
        {
            "a.txt": FRENCH.encode(),
            "d/b.jsonl": b'{"text": "x"}\n{',
            "c.bin": b"1",
            "in.zip": b"PK",
            ".hidden": b"x",
        }
    )
    assert len([d for d in read_bytes("z.zip", data) if isinstance(d, Report)]) == 2
    assert codes("z.zip", data) == ["bad_json", "format", "nested_archive"]


def test_bombs_are_refused_before_they_unfold() -> None:
    assert codes("bomb.zip", zipped({"a.txt": b"0" * 50_000_000})) == ["bomb"]
    lying = bytearray(zipped({"a.txt": b"0" * 5_000_000}))
    at = lying.rfind(b"PK\x01\x02")  # the directory says 100 bytes
    lying[at + 24 : at + 28] = (100).to_bytes(4, "little")
    assert codes("lying.zip", bytes(lying)) == ["bad_archive"]
    assert codes("many.zip", zipped({f"{n}.txt": b"x" for n in range(5)}), Limits(entries=4)) == [
        "many_entries"
    ]


def test_sizes_are_checked_before_reading(tmp_path: Path) -> None:
    huge = tmp_path / "huge.txt"
    with huge.open("wb") as file:
        file.truncate(201_000_000)  # sparse: no byte on the disk
    (problem,) = read_documents(huge)
    assert isinstance(problem, Problem) and problem.code == "too_big" and "201.0 MB" in explain(problem)
    assert codes("a.txt", b"x" * 101, Limits(text_bytes=100)) == ["too_big"]
    assert codes("a.html", b"x" * 101, Limits(page_bytes=100)) == ["too_big"]
    assert codes("a.jsonl", json.dumps({"text": "x" * 101}).encode(), Limits(text_bytes=100)) == ["too_big"]


@pytest.mark.parametrize(
    "page", ["<div>" * 200_000, "<b><i>" * 100_000 + "x", "<p>" * 100_000, "<" * 1_000_000]
)
def test_a_page_of_nested_tags_is_one_report(page: str) -> None:
    assert len(list(read_bytes("a.html", page.encode()))) == 1


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("a.txt", b"", "empty"),
        ("a.txt", b" \n\t", "empty"),
        ("a.jsonl", b"\n\n", "empty"),
        ("a.html", b"", "empty"),
        ("a.html", b"<html><body></body></html>", "no_article"),
        ("a.eml", b"From: a@b.c\r\n\r\n", "empty"),
        ("a.zip", b"not a zip", "bad_archive"),
        ("a.zip", b"", "bad_archive"),
        ("a.txt", b"text\x00\x01\x02more", "binary"),
        ("a.pdf", b"%PDF-1.4", "bad_file"),
        ("a.docx", b"PK\x03\x04", "bad_file"),
        ("a.odt", b"PK\x03\x04", "format"),
        ("noname", b"x", "format"),
    ],
)
def test_what_holds_nothing_to_read_says_why(name: str, data: bytes, code: str) -> None:
    assert codes(name, data) == [code]


def test_random_bytes_are_no_text() -> None:
    draw = random.Random(5)  # the same bytes in every run
    for suffix in FORMATS:
        found = list(read_bytes(f"a{suffix}", draw.randbytes(20_000)))
        assert found and all(isinstance(d, Problem) for d in found), suffix


def test_a_file_that_cannot_be_opened_is_a_problem(tmp_path: Path) -> None:
    for path in (tmp_path / "gone.txt", tmp_path):
        (problem,) = read_documents(path)
        assert isinstance(problem, Problem) and problem.code == "unreadable"


def test_a_folder_lists_its_files_in_order_without_hidden_ones(tmp_path: Path) -> None:
    for name in ("b.txt", "a/c.txt", ".git/x.txt", "a/.hidden"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("x")
    assert [p.relative_to(tmp_path).as_posix() for p in list_files(tmp_path)] == ["a/c.txt", "b.txt"]


def test_a_half_character_is_replaced() -> None:
    assert only("a.jsonl", b'{"text": "a \\ud800 b"}').text == "a ? b"


def test_a_date_from_a_hostile_page_is_no_code() -> None:
    page = PAGE.replace("2019-05-08T10:00:00Z", "__import__('os')").format(FRENCH * 3, FRENCH).encode()
    assert only("a.html", page).published.start is None


@settings(max_examples=150, deadline=None)
@given(st.sampled_from([f"a{s}" for s in FORMATS]), st.binary(max_size=300))
def test_no_bytes_raise(name: str, data: bytes) -> None:
    assert all(isinstance(d, Report | Problem) for d in read_bytes(name, data))


@settings(max_examples=150, deadline=None)
@given(st.text(min_size=1, max_size=200).filter(lambda t: t.strip() and "\x00" not in t))
def test_text_in_utf_8_is_read_as_it_is(text: str) -> None:
    found = decode_text(text.encode("utf-8"))
    assert found is None or found == text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")


@settings(max_examples=60, deadline=None)
@given(
    st.dictionaries(
        st.sampled_from(["id", "text", "lang", "published", "outlet", "url"]),
        st.recursive(
            st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
            lambda s: st.lists(s, max_size=3),
        ),
    )
)
def test_any_json_object_is_a_report_or_a_reason(row: dict[str, object]) -> None:
    assert len(list(read_bytes("a.jsonl", json.dumps(row).encode()))) == 1


def test_every_reason_is_written_in_both_languages() -> None:
    for code, texts in _messages().items():
        assert set(texts) == {"fr", "en"}, code
        named = [set(re.findall(r"{(\w+)}", texts[language])) for language in ("fr", "en")]
        assert named[0] == named[1], code
