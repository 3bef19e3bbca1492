"""A Word file to lines: paragraphs and tables in their order; runs only in the child process."""

import io
from collections.abc import Iterator, Sequence
from typing import Any

import docx
from docx.oxml.ns import qn

from app.documents.archive import check_size
from app.documents.errors import NotOpened
from app.documents.grid import Bit, flows, lines_of
from app.documents.heads import with_heads
from app.documents.numbering import Numbering
from app.documents.runs import Styles, paragraph_text

DEEPEST = 20  # tables and fields in each other
PACKED_TIGHT = "Die Word-Datei ist gepackt viel kleiner als ausgepackt und wird nicht geöffnet."
NO_TEXT = "Diese Word-Datei enthält keinen Text."
_PASSED_THROUGH = frozenset(
    qn(name) for name in ("w:sdt", "w:sdtContent", "w:customXml", "w:smartTag", "w:ins", "w:moveTo")
)


def docx_text(content: bytes) -> str:
    """Raises NotOpened."""
    check_size(content, PACKED_TIGHT)
    document = docx.Document(io.BytesIO(content))
    numbers = document.part.numbering_part.element if _has_numbers(document) else None
    reader = Reader(Styles.of(document.styles.element), Numbering.of(numbers))
    head = document.sections[0]
    first = head.first_page_header if head.different_first_page_header_footer else head.header
    lines = [*reader.lines(first._element), "", *reader.lines(document.element.body)]  # noqa: SLF001 - as written
    text = "\n".join(lines).strip("\n")
    if not text.strip():
        raise NotOpened(NO_TEXT)
    return text + "\n"


def _has_numbers(document: Any) -> bool:
    """python-docx makes up a missing part from a template; it must not be asked for."""
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/numbering"
    return any(relation.reltype == kind for relation in document.part.rels.values())


class Reader:
    def __init__(self, styles: Styles, numbering: Numbering) -> None:
        self.styles = styles
        self.numbering = numbering

    def lines(self, parent: Any) -> Iterator[str]:
        yield from with_heads(list(_apart(list(self.blocks(parent, 0)))))

    def blocks(self, parent: Any, depth: int) -> Iterator[str]:
        """A paragraph or a table each, of one line or more."""
        for element in _blocks(parent, depth):
            if element.tag == qn("w:tbl"):
                yield "\n".join(self._table(element, depth))
            else:
                yield self._paragraph(element)

    def _paragraph(self, element: Any) -> str:
        text = paragraph_text(element)
        number, level = self.styles.list_level(element)
        mark = self.numbering.next(number, level) if number and text.strip() else ""
        return f"{'  ' * level}{mark} {text.strip()}" if mark else text

    def _table(self, table: Any, depth: int) -> Iterator[str]:
        for row in _rows(table):
            cells = [list(self.blocks(cell, depth + 1)) for cell in row]
            bits = [_bits(cell) for cell in cells]
            if flows(bits):
                yield from (line for cell in cells for line in _apart(cell))
            else:
                yield from lines_of(bits, 0.5)


def _bits(cell: Sequence[str]) -> list[Bit]:
    lines = (line.strip() for block in cell for line in block.split("\n"))
    return [Bit(at, line) for at, line in enumerate(lines) if line]


def _apart(blocks: Sequence[str]) -> Iterator[str]:
    """An empty line between two blocks, but none between rows that were set with tabs."""
    for before, block in zip(["", *blocks], blocks, strict=False):
        if before and not ("\t" in before.strip() and "\t" in block.strip()):
            yield ""
        yield from block.split("\n")


def _blocks(parent: Any, depth: int) -> Iterator[Any]:
    """Paragraphs and tables, also inside content controls and accepted changes."""
    if depth > DEEPEST:
        return
    for child in parent:
        if child.tag in {qn("w:p"), qn("w:tbl")}:
            yield child
        elif child.tag in _PASSED_THROUGH:
            yield from _blocks(child, depth + 1)


def _rows(table: Any) -> Iterator[list[Any]]:
    for row in _inside(table, qn("w:tr")):
        yield list(_inside(row, qn("w:tc")))


def _inside(parent: Any, tag: str) -> Iterator[Any]:
    for child in parent:
        if child.tag == tag:
            yield child
        elif child.tag in _PASSED_THROUGH:
            yield from _inside(child, tag)
