"""A list of people, or of anything: CSV and XLSX files to rows of texts.

Formulas are data: of a workbook the values count that were kept with it, and a cell that begins
with "=" is a text like any other.
"""

import asyncio
import io
import zipfile
from dataclasses import dataclass

from app.documents.child import TOO_BIG
from app.documents.errors import NotOpened
from app.documents.kinds import DAMAGED
from app.documents.limits import MOST_ROWS, MOST_TEXT
from app.documents.opening import MAX_BYTES, TOO_SLOW, read_apart
from app.documents.separated import separated_rows

Row = list[str]  # without the empty cells at its end; an empty row is an empty list

TOO_LARGE = "Die Datei ist größer als 10 MB. Bitte teilen Sie die Liste."
TOO_MUCH = f"Die Tabelle ist zu umfangreich. Bitte nehmen Sie höchstens {MOST_ROWS} Zeilen und nur die nötigen Spalten."
EMPTY = "Die Datei ist leer. Bitte wählen Sie eine Tabelle mit einer Kopfzeile und Daten."
OLD = "Das ist eine alte Excel-Datei (.xls). Bitte speichern Sie sie als .xlsx oder als CSV."
LOCKED = "Die Datei hat ein Kennwort. Bitte speichern Sie sie ohne Kennwort als .xlsx oder als CSV."
MACROS = "Die Excel-Datei enthält Makros. Spurwerk öffnet sie nicht. Bitte speichern Sie sie als .xlsx ohne Makros."
OPEN_DOCUMENT = "OpenDocument kann Spurwerk nicht lesen. Bitte speichern Sie die Tabelle als .xlsx oder als CSV."
NO_TABLE = "Das ist keine Tabelle. Bitte wählen Sie eine Excel-Datei (.xlsx) oder eine CSV-Datei."

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # compound files: old Office, and new Office with a password
_NAME_OF_LOCKED = "EncryptedPackage".encode("utf-16-le")


@dataclass(frozen=True)
class Sheet:
    """Of a CSV file `name` is empty. Rows begin with the first one of the file."""

    name: str
    rows: list[Row]


async def read_tables(content: bytes) -> list[Sheet]:
    """The visible sheets that hold something, at least one.

    Raises NotOpened. Never inside a transaction: a workbook is opened in a process of its own.
    """
    if len(content) > MAX_BYTES:
        raise NotOpened(TOO_LARGE)
    _check_old(content)
    if content.startswith(b"PK\x03\x04"):
        sheets = await _of_workbook(content)
    else:
        rows = await asyncio.to_thread(separated_rows, content)
        sheets = [Sheet("", rows)] if rows else []
    if not sheets:
        raise NotOpened(EMPTY)
    _check_text(sheets)
    return sheets


def _check_old(content: bytes) -> None:
    if content.startswith(_OLE):
        raise NotOpened(LOCKED if _NAME_OF_LOCKED in content else OLD)


async def _of_workbook(content: bytes) -> list[Sheet]:
    _check_names(content)
    try:
        found = (await read_apart("xlsx", content))["sheets"]
    except NotOpened as refusal:
        if str(refusal) in {TOO_BIG, TOO_SLOW}:
            raise NotOpened(TOO_MUCH) from None
        raise
    return [Sheet(name, rows) for name, rows in found]


def _check_names(content: bytes) -> None:
    """Only the list of names is read here; nothing is unpacked."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            names = set(archive.namelist())
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError):
        raise NotOpened(DAMAGED) from None
    if any(name.endswith("vbaProject.bin") for name in names):
        raise NotOpened(MACROS)
    if "xl/workbook.xml" not in names:
        raise NotOpened(OPEN_DOCUMENT if "content.xml" in names else NO_TABLE)


def _check_text(sheets: list[Sheet]) -> None:
    if sum(len(cell) for sheet in sheets for row in sheet.rows for cell in row) > MOST_TEXT:
        raise NotOpened(TOO_MUCH)
