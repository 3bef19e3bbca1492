"""A row of a drawn table to lines of cells: wrapped cells are joined, stacked ones are parted."""

from collections.abc import Sequence
from dataclasses import dataclass

from app.documents.heads import is_head_label, names_committees
from app.documents.marks import is_date, is_label, joined

LONG_CELL = 12  # lines; a cell above is no value but a text of its own


@dataclass(frozen=True)
class Bit:
    """One line of a cell and how far down it stands: points on a page, a count in Word."""

    at: float
    text: str


Cells = Sequence[Sequence[Bit]]


def flows(cells: Cells) -> bool:
    """A row that is no row: one filled cell, or a text beside its heading."""
    filled = [cell for cell in cells if cell]
    return len(filled) < 2 or any(len(cell) > LONG_CELL for cell in filled)


def lines_of(cells: Cells, slack: float) -> list[str]:
    """Tabs part the cells. `slack`: how much higher a line may stand than the row it belongs to."""
    starts = _starts(cells)
    if len(starts) < 2:
        return [_line(cells)]
    first = min(bit.at for cell in cells for bit in cell)
    edges = ([first] if first < starts[0] - slack else []) + starts
    whole = [_has_own_labels(cell, starts) for cell in cells]
    lines = []
    for begin, end in zip(edges, [*edges[1:], float("inf")], strict=True):
        band = [
            cell if kept else [bit for bit in cell if begin - slack <= bit.at < end - slack]
            for cell, kept in zip(cells, whole, strict=True)
        ]
        whole, cells = (
            [False] * len(cells),
            [[] if w else c for c, w in zip(cells, whole, strict=True)],
        )
        lines += [_line(band)] if any(band) else []
    return lines


def _starts(cells: Cells) -> list[float]:
    """Where the rows begin that were stacked in one: at the dates of a cell, or at its labels."""
    for test in (is_date, is_label):
        for cell in cells:
            found = [bit.at for bit in cell if test(bit.text)]
            if len(found) > 1 and _faced(cells, cell, found):
                return found
    return []


def _has_own_labels(cell: Sequence[Bit], starts: Sequence[float]) -> bool:
    """Labels with their values below them, beside the labels that part the rows."""
    return any(is_label(bit.text) for bit in cell) and [
        bit.at for bit in cell if is_label(bit.text) or is_date(bit.text)
    ] != list(starts)


def _faced(cells: Cells, own: Sequence[Bit], starts: Sequence[float]) -> bool:
    """Another cell has as many lines: labels above each other in a single cell stay together."""
    return any(len(cell) >= len(starts) for cell in cells if cell is not own)


def _line(cells: Cells) -> str:
    rows_below = names_committees([cell[0].text for cell in cells if cell])
    return "\t".join(_text(cell, labelled=not rows_below) for cell in cells).rstrip("\t")


def _text(cell: Sequence[Bit], *, labelled: bool) -> str:
    """A label that stands above its value in one cell gets the colon its line stands for."""
    text = cell[0].text if cell else ""
    if labelled and len(cell) > 1 and is_head_label(text):
        text += ":"
    for bit in cell[1:]:
        text = joined(text, bit.text)
    return text
