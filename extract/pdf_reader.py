"""The text of one PDF, in a process of its own. In: its bytes on standard input. Out: one line of JSON.

`python -m extract.pdf_reader PAGES SECONDS BYTES`: a PDF is a program of sorts, and one made to harm may
loop, swell or bring its reader down; here it only brings down this process, bounded in time and memory.
The line is {"title": ..., "pages": [...]}, or {"fault": code, ...} with a code of store/messages.toml.

Lines come as they stand on the page. In Arabic that is from left to right, letter shapes and all: they are
turned into reading order by the Unicode rules for both directions, and shapes into letters.
"""

from __future__ import annotations

import io
import json
import logging
import re
import resource
import sys
import unicodedata
from typing import Any

from bidi import get_display  # type: ignore[import-untyped]
from pdfminer.high_level import extract_pages
from pdfminer.layout import LAParams, LTPage, LTTextBox, LTTextLine
from pdfminer.pdfdocument import PDFDocument, PDFPasswordIncorrect
from pdfminer.pdfpage import PDFPage
from pdfminer.pdfparser import PDFParser
from pdfminer.utils import decode_text

_RTL = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff]")
_SHAPES = re.compile(
    "[\ufb00-\ufb06\ufb50-\ufdff\ufe70-\ufeff]"
)  # ligatures of print, shapes of Arabic letters
_UNMAPPED = re.compile(r"\(cid:\d+\)")
# A page where one sign in ten has no letter is unreadable; a missing bullet or logo is one in hundreds.
_MOST_UNMAPPED = 0.1
_FULL = 0.8  # of the paragraph's width: a line broken before a long word is seldom shorter
_MOST_IN_CELL = 5  # words of a table's cell: "personnes déplacées à Tripoli"; columns of prose have more


def read_pages(data: bytes, most: int) -> dict[str, Any]:
    """The title and the text of each page, or the code of what stands in the way."""
    document = PDFDocument(PDFParser(io.BytesIO(data)))
    count = sum(1 for _ in PDFPage.create_pages(document))
    if count > most:
        return {"fault": "many_pages", "found": count, "most": most}
    pages = [_read_page(page) for page in extract_pages(io.BytesIO(data), laparams=LAParams())]
    text = "".join(pages)
    signs = len(_UNMAPPED.findall(text))
    if not _UNMAPPED.sub("", text).strip():
        return {"fault": "unmapped" if signs else "scanned", "pages": count}
    if signs > _MOST_UNMAPPED * len(text):
        return {"fault": "unmapped", "pages": count}
    return {"title": _title(document), "pages": [_UNMAPPED.sub("", page) for page in pages]}


def _read_page(page: LTPage) -> str:
    boxes = [box for box in page if isinstance(box, LTTextBox)]
    letters = [c for box in boxes for c in box.get_text() if c.isalpha()]
    leftward = 2 * sum(1 for c in letters if _RTL.match(c)) > len(letters)
    if leftward:
        # The order found is that of pages read from the left; from the right, the height on the page decides.
        boxes.sort(key=lambda b: (-round(b.y1), -b.x1))
    rows = _find_rows([line for box in boxes for line in box if isinstance(line, LTTextLine)], leftward)
    return "\n\n".join(filter(None, (_join_lines(box, rows) for box in boxes)))


def _join_lines(box: LTTextBox, rows: dict[int, str]) -> str:
    """A paragraph on one line: a line that reaches the margin goes on in the next, a shorter one ends."""
    text, full = "", False
    for line in box:
        told = rows.get(id(line), "")
        text += (("" if text.endswith("-") else " ") if full else "\n") + told if text and told else told
        full = line.width > _FULL * box.width and " | " not in told
    return text.replace("\u00ad", "")


def _find_rows(lines: list[LTTextLine], leftward: bool) -> dict[int, str]:
    """What to write for each line: its text; the cells of a table's row stand together in the first of them.

    Short lines side by side are cells; prose in columns has long ones.
    """
    level: dict[int, list[LTTextLine]] = {}
    for line in lines:
        level.setdefault(round(line.y0), []).append(line)
    texts: dict[int, str] = {}
    for beside in level.values():
        is_row = len(beside) > 1 and all(len(x.get_text().split()) <= _MOST_IN_CELL for x in beside)
        for group in [beside] if is_row else [[line] for line in beside]:
            cells = sorted(group, key=lambda x: -x.x0 if leftward else x.x0)
            texts[id(group[0])] = " | ".join(filter(None, (_in_order(c.get_text()) for c in cells)))
    return texts


def _in_order(text: str) -> str:
    """A line in reading order."""
    line = text.strip()
    return _letters(get_display(line) if _RTL.search(line) else line)


def _letters(line: str) -> str:
    return _SHAPES.sub(lambda found: unicodedata.normalize("NFKC", found.group()), line)


def _title(document: PDFDocument) -> str | None:
    raw = next((info["Title"] for info in document.info if isinstance(info.get("Title"), bytes)), b"")
    return decode_text(raw).strip() or None


def main(arguments: list[str]) -> None:
    """Read the PDF on standard input within the limits given."""
    pages, seconds, memory = map(int, arguments)
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    logging.disable(logging.CRITICAL)
    try:
        found = read_pages(sys.stdin.buffer.read(), pages)
    except PDFPasswordIncorrect:
        found = {"fault": "locked"}
    except MemoryError:
        found = {"fault": "too_heavy"}
    except Exception as error:  # a damaged file raises what a hundred readers of its parts raise
        found = {"fault": "bad_file", "reason": type(error).__name__}
    print(json.dumps(found, ensure_ascii=True))


if __name__ == "__main__":
    main(sys.argv[1:])
