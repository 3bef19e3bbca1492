"""Lines of a section to pieces: marked items, paragraphs and table rows, wrapped lines joined."""

from collections.abc import Sequence
from dataclasses import dataclass

from app.reading.lines import Line
from app.reading.markers import Marker, continues_sentence, ends_sentence, first_markers

_NO_JOIN_BEFORE = ("und ", "oder ", "bzw. ", "sowie ", "als ", "noch ", "u. ", "o. ")
_NARROW, _WIDE = 60, 130  # widths of a printed page, in characters


@dataclass
class Piece:
    text: str
    lines: list[Line]
    marker: Marker | None = None
    cells: tuple[str, ...] = ()

    def join(self, line: Line, text: str) -> None:
        hyphen = self.text[-2:-1].isalpha() and self.text.endswith("-") and not line.gap
        if hyphen and text[:1].islower() and not text.startswith(_NO_JOIN_BEFORE):
            self.text = self.text[:-1] + text
        else:
            self.text = f"{self.text} {text}"
        self.lines.append(line)


def pieces_of(lines: Sequence[Line]) -> list[Piece]:
    pieces: list[Piece] = []
    width = _page_width(lines)
    counted: Marker | None = None
    for line, marker in zip(lines, first_markers(lines), strict=True):
        last = pieces[-1] if pieces else None
        text = line.plain if "|" in line.raw else line.text
        if last and not last.cells and _continues(last, line, marker, counted, width):
            last.join(line, text)
            continue
        cells = line.filled if marker is None and _is_row(line) else ()
        pieces.append(Piece(marker.text if marker else text, [line], marker, cells))
        counted = marker if marker and marker.counted else counted
    return pieces


def _is_row(line: Line) -> bool:
    return line.tabular and len(line.filled) > 1


def _page_width(lines: Sequence[Line]) -> int:
    """The longest line of a text with hard line ends, 0 if lines are whole paragraphs."""
    longest = max((len(line.text) for line in lines), default=0)
    return longest if _NARROW <= longest <= _WIDE else 0


def _continues(
    last: Piece, line: Line, marker: Marker | None, counted: Marker | None, width: int
) -> bool:
    if marker:
        return continues_sentence(marker, counted, last.text)
    if line.nbsp or _is_row(line):
        return False
    if last.marker and line.indent > max(last.lines[0].indent, 1):
        return True
    if line.gap:
        return last.marker is not None and _open(last) and line.text[:1].islower()
    return _wrapped(last, line, width)


def _open(piece: Piece) -> bool:
    return not ends_sentence(piece.text)


def _wrapped(last: Piece, line: Line, width: int) -> bool:
    """The line before fills the page, or its sentence goes on in lower case."""
    if _open(last) and line.text[:1].islower():
        return True
    # The first word of this line would not have fitted on the line before.
    word = len(line.text.split(" ", 1)[0])
    return width > 0 and len(last.lines[-1].text) + 1 + word > width
