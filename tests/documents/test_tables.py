"""Tables of strangers: CSV in any dress and XLSX, as rows of texts, or refused with a sentence."""

import io
import zipfile
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

import pytest
from openpyxl import Workbook

from app.documents import limits, tables
from app.documents.errors import NotOpened
from app.documents.kinds import DAMAGED
from app.documents.opening import MAX_BYTES
from app.documents.separated import BROKEN, NO_TEXT
from app.documents.sheets import PACKED_TIGHT
from app.documents.tables import Sheet, read_tables

HEAD = ["Vorname", "Nachname", "Träger"]
ROW = ["Käthe", "Öztürk", "Jugendwerk „Süd“ e. V."]
LINES = "Vorname;Nachname;Träger\nKäthe;Öztürk;Jugendwerk „Süd“ e. V.\n"


def workbook(*sheets: tuple[str, Sequence[Sequence[Any]]]) -> bytes:
    book = Workbook()
    book.remove(book.worksheets[0])
    for name, rows in sheets:
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def repacked(content: bytes, **parts: bytes) -> bytes:
    """The same archive with parts replaced or added; names with _ for / and one dot."""
    target = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as old,
        zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            if name not in parts:
                new.writestr(name, old.read(name))
        for name, part in parts.items():
            new.writestr(name, part)
    return target.getvalue()


async def rows_of(content: bytes) -> list[list[str]]:
    (sheet,) = await read_tables(content)
    return sheet.rows


async def refusal(content: bytes) -> str:
    with pytest.raises(NotOpened) as refused:
        await read_tables(content)
    return str(refused.value)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16", "utf-16-le"])
async def test_a_csv_file_is_read_in_the_encodings_of_offices(encoding: str) -> None:
    assert await rows_of(LINES.encode(encoding)) == [HEAD, ROW]


@pytest.mark.parametrize("separator", [";", ",", "\t"])
async def test_the_separator_is_recognised(separator: str) -> None:
    content = LINES.replace(";", separator).replace("Käthe", '"Cordes; Käthe, A."')
    assert await rows_of(content.encode()) == [HEAD, ["Cordes; Käthe, A.", *ROW[1:]]]


async def test_excels_own_line_names_the_separator() -> None:
    assert await rows_of(b"sep=|\r\nName|Ort, Land; Kreis\r\nDahl|x\r\n") == [
        ["Name", "Ort, Land; Kreis"],
        ["Dahl", "x"],
    ]


async def test_quoted_line_breaks_stay_inside_their_cell_and_empty_rows_keep_their_place() -> None:
    content = 'Name;Träger\r\n;;\r\nDahl;"Jugendwerk\r\nNord"\r\n;;\r\n'
    assert await rows_of(content.encode()) == [["Name", "Träger"], [], ["Dahl", "Jugendwerk\nNord"]]


async def test_what_looks_like_a_formula_is_a_text() -> None:
    content = "Name;Telefon\n=1+1;'+49 441 1\n@x;-5\n"
    assert await rows_of(content.encode()) == [
        ["Name", "Telefon"],
        ["=1+1", "+49 441 1"],
        ["@x", "-5"],
    ]


async def test_a_workbook_gives_days_numbers_and_texts_as_texts() -> None:
    day, moment = date(2026, 9, 1), datetime(2026, 9, 1, 14, 30)  # noqa: DTZ001
    row = ["Dahl", day, moment, 26135.0, 1.5, True, None, " x ", None]
    made = workbook(("Mitglieder", [["Name"], [], row]))
    assert await rows_of(made) == [
        ["Name"],
        [],
        ["Dahl", "2026-09-01", "2026-09-01 14:30", "26135", "1,5", "ja", "", "x"],
    ]


async def test_of_a_formula_only_the_kept_value_counts() -> None:
    made = workbook(("Blatt", [["Name"], ["=1+1"]]))
    sheet = b"".join(
        (
            b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">',
            b'<dimension ref="A1"/><sheetData><row r="1"><c r="A1"><f>1+1</f><v>7</v></c>',
            b'<c r="B1"><f>1+1</f></c><c r="C1" t="str"><f>x</f><v>Dahl</v></c></row>',
            b"</sheetData></worksheet>",
        )
    )
    made = repacked(made, **{"xl/worksheets/sheet1.xml": sheet})
    assert await rows_of(made) == [["7", "", "Dahl"]]


async def test_all_sheets_with_content_are_offered() -> None:
    made = workbook(("Leer", []), ("Nord", [HEAD, ROW]), ("Süd", [HEAD]))
    assert await read_tables(made) == [Sheet("Nord", [HEAD, ROW]), Sheet("Süd", [HEAD])]


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
async def test_one_row_too_many_is_refused(kind: str) -> None:
    """The reader leaves room for a title above the head; the exact count is the importer's."""
    rows = [[f"P{number}"] for number in range(limits.MOST_ROWS + limits.MOST_ABOVE)]

    def made(rows: list[list[str]]) -> bytes:
        if kind == "xlsx":
            return workbook(("Blatt", rows))
        return "\n".join(row[0] for row in rows).encode()

    assert len(await rows_of(made(rows))) == len(rows)
    assert await refusal(made([*rows, ["noch eine"]])) == limits.TOO_MANY_ROWS


async def test_what_is_no_table_is_told_what_would_help() -> None:
    ole = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500)
    assert await refusal(ole) == tables.OLD
    assert await refusal(ole + "EncryptedPackage".encode("utf-16-le")) == tables.LOCKED
    assert await refusal(b"") == tables.EMPTY
    assert await refusal(b"\n;;\n") == tables.EMPTY
    assert await refusal(workbook(("Leer", []))) == tables.EMPTY
    assert await refusal(b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR") == NO_TEXT
    assert await refusal(b'Name;Ort\n"Dahl;x\n') == BROKEN
    assert await refusal(b"x" * (MAX_BYTES + 1)) == tables.TOO_LARGE
    assert await refusal((";" * 100 + "x\n").encode()) == limits.TOO_MANY_COLUMNS
    good = workbook(("Blatt", [HEAD]))
    assert await refusal(repacked(good, **{"xl/vbaProject.bin": b"x"})) == tables.MACROS
    assert await refusal(good[:200]) == DAMAGED


async def test_a_workbook_that_unpacks_to_far_more_is_never_opened() -> None:
    bomb = repacked(workbook(("Blatt", [HEAD])), **{"xl/worksheets/sheet9.xml": bytes(5_000_000)})
    assert await refusal(bomb) == PACKED_TIGHT


async def test_what_stands_far_below_is_refused_and_not_lost() -> None:
    rows: list[list[str]] = [["Name"], *([] for _ in range(limits.MOST_LINES)), ["Dahl"]]
    assert await refusal(workbook(("Blatt", rows))) == limits.TOO_MANY_ROWS
