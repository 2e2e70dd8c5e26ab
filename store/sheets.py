"""A workbook an analyst can work in. In: a frame and what is known about it. Out: the bytes of an XLSX.

Sheets: the rows (typed columns, header kept in view, filter buttons), what each column means, the filters and
versions behind them, and the reports they come from.
"""

from __future__ import annotations

import io
from collections.abc import Iterable
from datetime import date
from typing import Any

import pandas as pd
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter

from store.cells import columns_for, disarm, plain_rows, strip_control
from store.messages import say
from store.tables import Column

LONGEST = 32_767  # characters a cell can hold
_WIDTHS = {"DATE": 12, "TIMESTAMP": 20, "BOOLEAN": 10, "INTEGER": 10, "BIGINT": 12, "DOUBLE": 12}
_WIDE = {"sentence", "quote", "text", "title", "note", "report_title"}
_FIRST_DAY = date(1900, 3, 1)  # before it, spreadsheets count one day wrong
_HEAD = PatternFill("solid", fgColor="E8EEF2")


def write_xlsx(
    frame: pd.DataFrame, table: str, about: tuple[dict[str, str], pd.DataFrame], language: str
) -> bytes:
    """The workbook; `about` holds the lines on filters and versions, and the reports listed as sources."""
    notes, reports = about
    book = Workbook(write_only=True)
    columns = columns_for(frame, table)
    _rows_sheet(book, table, columns, plain_rows(frame, columns))
    told = [[c.name, c.kind, c.about, "" if c.null else "x", ", ".join(c.allowed)] for c in columns]
    heads = [say(f"sheet_{k}", language) for k in ("column", "kind", "meaning", "required", "values")]
    _sheet(book, say("sheet_columns", language), heads, told)
    pair = [say("sheet_what", language), say("sheet_value", language)]
    _sheet(book, say("sheet_about", language), pair, [list(p) for p in notes.items()])
    named = [
        c for c in ("report_id", "outlet_name", "title", "published_start", "url", "sample") if c in reports
    ]
    kinds = columns_for(reports[named], "reports")
    _sheet(book, say("sheet_sources", language), named, plain_rows(reports[named], kinds))
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _rows_sheet(book: Workbook, table: str, columns: list[Column], rows: list[list[Any]]) -> None:
    sheet = book.create_sheet(table[:31])  # a sheet's name holds 31 characters
    sheet.freeze_panes = "B2"
    for at, column in enumerate(columns, start=1):
        width = 60 if column.name in _WIDE else _WIDTHS.get(column.kind, 18)
        sheet.column_dimensions[get_column_letter(at)].width = width
    if columns:
        sheet.auto_filter.ref = f"A1:{get_column_letter(len(columns))}{len(rows) + 1}"
    _fill(sheet, [c.name for c in columns], rows)


def _sheet(book: Workbook, title: str, heads: list[str], rows: Iterable[list[Any]]) -> None:
    sheet = book.create_sheet(title)
    sheet.freeze_panes = "A2"
    for at in range(1, len(heads) + 1):
        sheet.column_dimensions[get_column_letter(at)].width = 40 if at > 1 else 26
    _fill(sheet, heads, rows)


def _fill(sheet: Any, heads: list[str], rows: Iterable[list[Any]]) -> None:
    sheet.append([_head(sheet, h) for h in heads])
    for row in rows:
        sheet.append([_cell(sheet, v) for v in row])


def _head(sheet: Any, text: str) -> WriteOnlyCell:
    cell = WriteOnlyCell(sheet, text)
    cell.font, cell.fill, cell.alignment = Font(bold=True), _HEAD, Alignment(vertical="top")
    return cell


def _cell(sheet: Any, value: Any) -> Any:
    """A value the sheet holds in its own kind; text never as a formula."""
    if isinstance(value, list):
        value = "; ".join(value)
    if isinstance(value, date) and value < type(value)(*_FIRST_DAY.timetuple()[:3]):
        value = value.isoformat()
    if not isinstance(value, str):
        return value
    cell = WriteOnlyCell(sheet, disarm(strip_control(value))[:LONGEST])
    cell.data_type = "s"
    return cell
