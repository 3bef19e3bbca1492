"""A workbook to rows of texts; runs only in the child process."""

import io
from datetime import date, datetime, time
from typing import Any

from openpyxl import load_workbook

from app.documents.archive import check_size
from app.documents.limits import kept_rows

PACKED_TIGHT = "Die Excel-Datei ist gepackt viel kleiner als ausgepackt und wird nicht geöffnet."


def workbook_sheets(content: bytes) -> list[tuple[str, list[list[str]]]]:
    """Name and rows of each visible sheet that holds something. Raises NotOpened.

    `data_only`: of a formula its kept value; nothing is ever calculated.
    """
    check_size(content, PACKED_TIGHT)
    book = load_workbook(io.BytesIO(content), read_only=True, data_only=True, keep_links=False)
    found = []
    for sheet in book.worksheets:
        if sheet.sheet_state != "visible":
            continue
        sheet.reset_dimensions()  # some programs state them wrongly, and rows would be lost
        rows = kept_rows([cell_text(cell) for cell in row] for row in sheet.values)
        if rows:
            found.append((sheet.title, rows))
    return found


def cell_text(value: Any) -> str:
    """Days as ISO 8601; whole numbers without a fraction; nothing is rounded."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "ja" if value else "nein"
    if isinstance(value, datetime):
        is_day = value.time() == time()
        return value.date().isoformat() if is_day else value.isoformat(" ", "minutes")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, time):
        return value.isoformat("minutes")
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else str(value).replace(".", ",")
    return str(value).replace("\x00", "").strip()
