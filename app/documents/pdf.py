"""A PDF to lines by the coordinates of its words; runs only in the child process."""

import io
from collections.abc import Iterator, Sequence

import pdfplumber
from pdfminer.pdfdocument import PDFPasswordIncorrect
from pdfminer.pdfexceptions import PDFException
from pdfminer.psexceptions import PSException
from pdfplumber.utils.exceptions import PdfminerException

from app.documents.columns import in_reading_order
from app.documents.errors import NotOpened
from app.documents.frames import Print, frames_of
from app.documents.grid import Bit, flows, lines_of
from app.documents.heads import letterhead, with_heads
from app.documents.kinds import DAMAGED
from app.documents.marks import joined
from app.documents.page import Sheet, Table, sheet_of
from app.documents.paragraphs import PROSE, paragraphs, right_edge
from app.documents.place import Row
from app.reading.markers import ends_sentence

MOST_PAGES = 200
WHOLE_LINE = 60  # characters; headings are shorter
LOCKED = "Das PDF ist mit einem Kennwort geschützt. Bitte speichern Sie es ohne Kennwort."
TOO_LONG = (
    "Das PDF hat mehr als 200 Seiten. Bitte nehmen Sie nur die Seiten der Vorlage, ohne Anlagen."
)
ONLY_PICTURES = (
    "Dieses PDF enthält nur Bilder, keinen Text: Es ist wohl gescannt. Bitte lassen Sie den Text"
    " erkennen (OCR) oder fügen Sie ihn ein."
)
NO_TEXT = "Dieses PDF enthält keinen Text."


def pdf_text(content: bytes) -> str:
    """Raises NotOpened. Each page ends with a line "-- 2 of 5 --" and what its frame says."""
    try:
        with pdfplumber.open(io.BytesIO(content)) as pdf:
            if len(pdf.pages) > MOST_PAGES:
                raise NotOpened(TOO_LONG)
            sheets = []
            for page in pdf.pages:
                sheets.append(sheet_of(page))
                page.close()
    except PdfminerException as problem:
        locked = any(isinstance(cause, PDFPasswordIncorrect) for cause in problem.args)
        raise NotOpened(LOCKED if locked else DAMAGED) from None
    except (PDFException, PSException, ValueError, TypeError, KeyError, IndexError, AttributeError):
        raise NotOpened(DAMAGED) from None  # pdfminer trusts what stands in the file
    if not any(sheet.rows or sheet.tables for sheet in sheets):
        raise NotOpened(ONLY_PICTURES if any(sheet.pictures for sheet in sheets) else NO_TEXT)
    return "\n".join(_lines(sheets)) + "\n"


def _lines(sheets: Sequence[Sheet]) -> list[str]:
    frames = frames_of([Print(sheet.rows, sheet.height) for sheet in sheets])
    right = right_edge([row for sheet in sheets for row in sheet.rows])
    lines: list[str] = []
    for number, (sheet, frame) in enumerate(zip(sheets, frames, strict=True), 1):
        kept = [row for at, row in enumerate(sheet.rows) if at not in frame]
        kept = letterhead(kept) if number == 1 else kept
        _append(lines, with_heads(list(_page_lines(kept, sheet.tables, right))))
        if len(sheets) > 1:
            said = " ".join(row.text for at, row in enumerate(sheet.rows) if at in frame)
            lines.append(f"-- {number} of {len(sheets)} -- {said}".rstrip())
    return lines


def _append(lines: list[str], page: list[str]) -> None:
    """A sentence that goes on over the page is joined above the mark of the page."""
    while page and not page[-1]:
        page.pop()
    at = len(lines) - 2
    if at >= 0 and page and _runs_on(lines[at], page[0]):
        lines[at] = joined(lines[at], page.pop(0).strip())
    elif lines and page:
        page.insert(0, "")
    lines.extend(page)


def _runs_on(before: str, after: str) -> bool:
    """An open sentence, and no heading behind it: German nouns begin with a capital, too."""
    if len(before) < WHOLE_LINE or "\t" in before + after or ends_sentence(before):
        return False
    return after[:1].islower() or len(after) > WHOLE_LINE


def _page_lines(rows: Sequence[Row], tables: Sequence[Table], right: float) -> Iterator[str]:
    """Text and tables as they stand below each other."""
    for table in sorted(tables, key=lambda table: table.top):
        above = [row for row in rows if row.top < table.top]
        rows = [row for row in rows if row.top >= table.top]
        yield from _text_lines(above, right)
        if above:
            yield ""
        yield from _table_lines(table)
        yield ""
    yield from _text_lines(rows, right)


def _text_lines(rows: Sequence[Row], right: float) -> Iterator[str]:
    stretches = in_reading_order(rows)
    for number, stretch in enumerate(stretches):
        edge = right_edge(stretch) if _is_prose(stretch) else right
        for at, paragraph in enumerate(paragraphs(stretch, edge)):
            if paragraph.gap or (number and not at):
                yield ""
            yield paragraph.text


def _is_prose(rows: Sequence[Row]) -> bool:
    """Enough whole lines to tell where they end."""
    return sum(len(row.words) > PROSE for row in rows) > PROSE


def _table_lines(table: Table) -> Iterator[str]:
    for row in table.rows:
        cells = [[Bit(line.top, line.plain) for line in cell] for cell in row]
        if flows(cells):
            for cell in row:
                yield from _text_lines(cell, right_edge(cell))
        else:
            slack = min(line.bottom - line.top for cell in row for line in cell) / 2
            yield from lines_of(cells, slack)
