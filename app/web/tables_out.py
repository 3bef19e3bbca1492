"""Lists as CSV and XLSX for office programs, written as the rows come: a long list needs no memory.

Nothing in a cell is ever run as a formula (OWASP, "CSV Injection").
"""

import asyncio
import csv
import io
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from tempfile import TemporaryFile
from typing import TYPE_CHECKING

from litestar import Response
from litestar.response import Stream

from app.web.downloads import download, headers_of_download

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.worksheet import Worksheet

Cell = str | int | date | None
Rows = AsyncIterator[Sequence[Sequence[Cell]]]  # some rows at a time

CSV = "text/csv; charset=utf-8"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
BOM = "\ufeff"  # without it Excel takes UTF-8 for cp1252
STARTS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
LONGEST_CELL = 32_767  # characters, of XLSX
OPTIONS = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "default_date_format": "dd.mm.yyyy",
}


@dataclass(frozen=True)
class Column:
    """`width` in characters, for XLSX."""

    heading: str
    width: int


def csv_download(name: str, columns: Sequence[Column], rows: Rows) -> Stream:
    """`name` without its ending. Semicolons and German dates, as Excel expects them here."""
    return Stream(
        _csv_parts(columns, rows), media_type=CSV, headers=headers_of_download(f"{name}.csv")
    )


async def _csv_parts(columns: Sequence[Column], rows: Rows) -> AsyncIterator[bytes]:
    yield BOM.encode() + _csv_lines([[column.heading for column in columns]])
    async for some in rows:
        yield _csv_lines(some)


def _csv_lines(rows: Sequence[Sequence[Cell]]) -> bytes:
    text = io.StringIO()
    csv.writer(text, delimiter=";").writerows([csv_cell(cell) for cell in row] for row in rows)
    return text.getvalue().encode()


def csv_cell(cell: Cell) -> str:
    if isinstance(cell, str):
        return f"'{cell}" if cell.startswith(STARTS_A_FORMULA) else cell
    return f"{cell:%d.%m.%Y}" if isinstance(cell, date) else "" if cell is None else str(cell)


async def xlsx_download(name: str, columns: Sequence[Column], rows: Rows) -> Response[bytes]:
    """`name` without its ending; it names the sheet too, so it has 31 characters at most."""
    from xlsxwriter import Workbook  # late: 12 MB that most processes never need

    with TemporaryFile() as file:
        book = Workbook(file, OPTIONS)
        sheet = _sheet(book, name, columns)
        last = 0
        async for some in rows:
            await asyncio.to_thread(_write, sheet, last + 1, some)
            last += len(some)
        sheet.autofilter(0, 0, last, len(columns) - 1)
        await asyncio.to_thread(book.close)
        file.seek(0)
        return download(file.read(), f"{name}.xlsx", XLSX)


def _sheet(book: "Workbook", name: str, columns: Sequence[Column]) -> "Worksheet":
    book.set_properties({"title": name})
    sheet, bold = book.add_worksheet(name), book.add_format({"bold": True})
    sheet.freeze_panes(1, 0)
    sheet.repeat_rows(0)
    for at, column in enumerate(columns):
        sheet.set_column(at, at, column.width)
        sheet.write_string(0, at, column.heading, bold)
    return sheet


def _write(sheet: "Worksheet", first: int, rows: Sequence[Sequence[Cell]]) -> None:
    for at, row in enumerate(rows, first):
        for column, cell in enumerate(row):
            if isinstance(cell, str):
                sheet.write_string(at, column, cell[:LONGEST_CELL])
            elif isinstance(cell, date):
                sheet.write_datetime(at, column, datetime(cell.year, cell.month, cell.day))  # noqa: DTZ001 - a day has no zone
            elif cell is not None:
                sheet.write_number(at, column, cell)
