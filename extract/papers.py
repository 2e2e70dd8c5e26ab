"""Office papers as reports. In: the bytes of a PDF, a Word document, a workbook. Out: Reports, Faults.

A PDF is read by a process of its own (extract/pdf_reader.py). A Word document gives its paragraphs and
tables in order; a workbook its rows, under the names a CSV has. Nothing in them is run: no macro, no link.
"""

from __future__ import annotations

import io
import json
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

from extract.formats import Fault, Read, make_report, read_row

_ROOT = Path(__file__).parent.parent
MOST_PAGES = 1000  # the thickest report of a panel of experts has some 550
MOST_SECONDS = 120  # of work on one file: a hundred pages take ten on a slow machine
MOST_MEMORY = 2_000_000_000  # bytes: ten times what a report of a thousand pages takes
_DIGITS = re.compile(r"\d+")
_RUNNING = 2  # pages that share a first or last line before it is taken for a running head
_HEAD_LINES = 3  # a running head is a title, a date and a number at most
_GOES_ON = re.compile(r"[^.!?:;\u061f\u00bb\"\u201d)\]]\s*$")
# What programs write in a PDF's title where nobody gave one.
_NO_TITLE = re.compile(
    r"(?i)^(?:microsoft (?:word|powerpoint) - |untitled|.*\.(?:docx?|indd|html?|pdf|odt)$)"
)


def read_pdf(data: bytes) -> Iterator[Read]:
    """The report a PDF holds; a scanned, locked, damaged or endless one is a Fault."""
    found = _ask(data)
    if fault := found.pop("fault", None):
        yield Fault(fault, found)
        return
    title = found["title"]
    yield make_report(_join(found["pages"]), {"title": None if _NO_TITLE.match(title or "") else title})


def read_word(data: bytes) -> Iterator[Read]:
    """The report a Word document holds, its tables row by row."""
    import docx  # noqa: PLC0415  a fifth of a second to load, and most reports are no Word documents

    try:
        document = docx.Document(io.BytesIO(data))
        text = "\n\n".join(filter(None, (_block(b) for b in document.iter_inner_content())))
        title = document.core_properties.title
    except Exception as error:  # a damaged package raises what zipfile, lxml and the package's parts raise
        yield Fault("bad_file", {"reason": type(error).__name__})
        return
    yield make_report(text, {"title": title or None}) if text.strip() else Fault("empty")


def read_workbook(data: bytes) -> Iterator[Read]:
    """The rows of the first sheet that has a column `text`, as in a CSV; each bad row is a Fault."""
    import openpyxl  # noqa: PLC0415  a third of a second to load

    try:
        book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True)
        sheets = [list(sheet.iter_rows(values_only=True)) for sheet in book.worksheets]
    except Exception as error:  # as above
        yield Fault("bad_file", {"reason": type(error).__name__})
        return
    heads = [[str(c or "").strip().lower() for c in rows[0]] if rows else [] for rows in sheets]
    chosen = next((i for i, names in enumerate(heads) if "text" in names), None)
    if chosen is None:
        yield Fault("no_text_column", {"found": ", ".join(n for names in heads for n in names if n) or "-"})
        return
    yield from _rows(heads[chosen], sheets[chosen])


def _rows(names: list[str], rows: list[tuple[Any, ...]]) -> Iterator[Read]:
    for number, row in enumerate(rows[1:], start=2):
        if any(cell is not None for cell in row):
            yield read_row({n: _cell(c) for n, c in zip(names, row, strict=False) if n}, number)


def _cell(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.date().isoformat()
    return value.isoformat() if isinstance(value, date) else value


def _block(block: Any) -> str:
    """A paragraph, or a table as one line per row, a cell merged over several columns once."""
    if not hasattr(block, "rows"):
        return str(block.text).strip()
    rows = ([c.text.strip() for c in dict.fromkeys(row.cells)] for row in block.rows)
    return "\n".join(" | ".join(cells) for cells in rows if any(cells))


def _ask(data: bytes) -> dict[str, Any]:
    limits = [str(n) for n in (MOST_PAGES, MOST_SECONDS, MOST_MEMORY)]
    command = [sys.executable, "-m", "extract.pdf_reader", *limits]
    try:
        # Twice the time of work: the machine is shared.
        done = subprocess.run(
            command, input=data, capture_output=True, cwd=_ROOT, timeout=2 * MOST_SECONDS, check=False
        )
    except subprocess.TimeoutExpired:
        return {"fault": "too_heavy"}
    told = done.stdout.strip()
    answer: dict[str, Any] = json.loads(told) if told else {"fault": "too_heavy"}  # killed at its limits
    return answer


def _join(pages: Iterable[str]) -> str:
    """The pages as one text, without running heads and numbers; a sentence cut by a page end is whole."""
    bare = list(pages)
    for _ in range(_HEAD_LINES):
        bare = _bare(bare)
    text = ""
    for page in map(str.strip, bare):
        if text and page:
            text += "\n" if _GOES_ON.search(text) and page[0].islower() else "\n\n"
        text += page
    return text


def _bare(pages: list[str]) -> list[str]:
    """The pages without the lines that open or close most of them, whatever their number."""
    lines = [[line for line in page.split("\n") if line.strip()] for page in pages]
    edges = Counter(_edge(line) for page in lines if page for line in {page[0], page[-1]})
    running = {e for e, n in edges.items() if n >= _RUNNING and 2 * n > len(pages)}
    return ["\n".join(_keep(page.split("\n"), running)) for page in pages]


def _keep(lines: list[str], running: set[str]) -> list[str]:
    at = [i for i, line in enumerate(lines) if line.strip()]
    ends = {at[0], at[-1]} if at else set()
    return [x for i, x in enumerate(lines) if i not in ends or (_edge(x) and _edge(x) not in running)]


def _edge(line: str) -> str:
    return _DIGITS.sub("", line).strip()
