"""CSV in the shapes that office programs write (RFC 4180, with any of three separators)."""

import codecs
import csv
import io
import re
from collections import Counter
from collections.abc import Iterator

from app.documents.errors import NotOpened
from app.documents.limits import kept_rows

SEPARATORS = (";", "\t", ",")
LOOKED_AT = 20  # rows, to tell the separator
NO_TEXT = (
    "Das ist keine CSV-Datei und keine Excel-Datei. Bitte speichern Sie die Tabelle als .xlsx oder"
    " als CSV und wählen Sie diese Datei."
)
BROKEN = (
    "Die CSV-Datei lässt sich nicht lesen: Vermutlich fehlt ein schließendes Anführungszeichen."
)
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f\ud800-\udfff]")
_SAYS_SEPARATOR = re.compile(r"sep=(.)\r?\n", re.IGNORECASE)  # Excel's own first line
_GUARDED = re.compile(r"'[=+\-@]")  # as our own lists are written, so that no formula runs


def separated_rows(content: bytes) -> list[list[str]]:
    """Raises NotOpened. Of cells the blanks around them are left out."""
    text = decoded(content)
    separator = ""
    if said := _SAYS_SEPARATOR.match(text):
        separator, text = said[1], text[said.end() :]
    try:
        rows = _rows(text, separator or _separator(text))
        return kept_rows([_cell(cell) for cell in row] for row in rows)
    except csv.Error:
        raise NotOpened(BROKEN) from None


def decoded(content: bytes) -> str:
    """UTF-8 and UTF-16, with a mark or without, else Windows-1252. Raises NotOpened for no text."""
    for encoding in _encodings(content):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if not _CONTROL.search(text):
            return text
    raise NotOpened(NO_TEXT)


def _encodings(content: bytes) -> tuple[str, ...]:
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return (encoding,)
    if len(content) % 2 == 0 and content.count(0) * 4 > len(content):
        return ("utf-16-le", "utf-16-be")
    return ("utf-8", "cp1252")


def _rows(text: str, separator: str) -> Iterator[list[str]]:
    return csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)


def _separator(text: str) -> str:
    """The one that gives the most rows of the same width, and the wider ones."""
    return max(SEPARATORS, key=lambda separator: _evenness(text, separator))


def _evenness(text: str, separator: str) -> tuple[int, int]:
    widths: Counter[int] = Counter()
    try:
        for at, row in enumerate(_rows(text, separator)):
            widths[len(row)] += 1
            if at == LOOKED_AT:
                break
    except csv.Error:
        return (0, 0)
    return max(((count, width) for width, count in widths.items() if width > 1), default=(0, 0))


def _cell(raw: str) -> str:
    cell = raw.replace("\r\n", "\n").strip()
    return cell[1:] if _GUARDED.match(cell) else cell
