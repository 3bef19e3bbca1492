"""Forms as a row of cells: crosses found, labels told from values, answers sorted under them."""

import dataclasses
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from app.reading.amounts import amounts_in
from app.reading.lexicon import (
    ANSWERS,
    CHECKED,
    CLIMATE_OPTIONS,
    FORM_LABELS,
    FORM_OPTIONS,
    UNCHECKED,
    fold,
)
from app.reading.lines import Line

_COUNTING = re.compile(r"[a-z]{1,2}\)\s*")
_BOX = re.compile(r"(☐|☒|☑|□|■|\[[ xX]?\])")
_CROSS = re.compile(r"[xX]\s+(?=\S)")
_LONGEST_LABEL = 150
_LONGEST_CELL = 2000


@dataclass
class Cell:
    """`crossed` None: no box seen at this text."""

    text: str
    line: Line
    crossed: bool | None = None


@dataclass
class Row:
    """A label ("" for what stands before the first one) and the cells that answer it."""

    label: str
    line: Line | None
    answers: list[Cell] = dataclasses.field(default_factory=list)
    in_relevance: bool = False

    @property
    def field(self) -> str | None:
        return FORM_LABELS.get(fold(self.label))

    @property
    def lines(self) -> list[Line]:
        own = [self.line] if self.line else []
        by_key = {line.key: line for line in [*own, *(cell.line for cell in self.answers)]}
        return list(by_key.values())


def shows_crosses(lines: Sequence[Line]) -> bool:
    """The document prints its crosses somewhere, so a box without one means no."""
    return any(_BOX.search(line.text[:_LONGEST_CELL]) or _crossed_cell(line) for line in lines)


def _crossed_cell(line: Line) -> bool:
    return line.tabular and any(cell.casefold() == "x" for cell in line.filled)


def rows_of(lines: Sequence[Line]) -> list[Row]:
    cells = list(_cells(lines))
    rows = [Row("", None)]
    in_relevance = False
    for cell, after in zip(cells, [*cells[1:], None], strict=False):
        label, value = _label(cell, after if in_relevance else None)
        if label:
            rows.append(Row(label, cell.line, in_relevance=in_relevance))
            in_relevance = in_relevance or rows[-1].field == "relevance"
        if value:
            rows[-1].answers.append(Cell(value, cell.line, cell.crossed))
    return rows


def _cells(lines: Sequence[Line]) -> Iterator[Cell]:
    crossed: bool | None = None
    for line in lines:
        for printed in line.filled:
            text = _COUNTING.sub("", printed, count=1) if _COUNTING.match(printed) else printed
            if text in UNCHECKED or text.casefold() in CHECKED:
                crossed = text not in UNCHECKED
                continue
            if text:
                yield from _boxed(text, line, crossed)
                crossed = None


def _boxed(text: str, line: Line, crossed: bool | None) -> Iterator[Cell]:
    """Such as "Ja ☐ Nein ☒", "☐ ja ☒ nein", "Gesichert: ☒ ja": the box before or behind its label."""
    parts = (
        [part.strip() for part in _BOX.split(text[:_LONGEST_CELL])]
        if len(text) < _LONGEST_CELL
        else [text]
    )
    if len(parts) == 1:
        cross = _CROSS.match(text)
        known = (
            cross and fold(text[cross.end() :]) in FORM_OPTIONS | CLIMATE_OPTIONS.keys() | ANSWERS
        )
        yield (
            Cell(text[cross.end() :], line, crossed=True)
            if cross and known
            else Cell(text, line, crossed)
        )
        return
    head, boxes, labels = parts[0], parts[1::2], parts[2::2]
    if head and not head.endswith((":", "?")) and not labels[-1]:
        labels = [head, *labels[:-1]]
    elif head:
        yield Cell(head, line)
    for box, label in zip(boxes, labels, strict=True):
        if label:
            yield Cell(label, line, crossed=box.casefold() in CHECKED)


def _label(cell: Cell, after: Cell | None) -> tuple[str, str]:
    """(label, value), mostly one of them ""; `after` only where any text may be a label."""
    text = cell.text
    if cell.crossed is not None or fold(text) in ANSWERS:
        return "", text
    if fold(text) in FORM_LABELS or (text.endswith(":") and len(text) < _LONGEST_LABEL):
        return text.rstrip(": "), ""
    left, colon, right = text[:_LONGEST_LABEL].partition(":")
    if colon and (fold(left) in FORM_LABELS or _closed(right)):
        return left.strip(), text[len(left) + 1 :].strip()
    if after and fold(after.text) in ANSWERS and len(text) < _LONGEST_LABEL:
        return text, ""
    return "", text


def _closed(value: str) -> bool:
    """Nothing but yes, no or an amount."""
    words = value.replace("€", " ").replace("EUR", " ").split()
    return fold(value) in ANSWERS or (0 < len(words) < 3 and len(amounts_in(value)) == 1)
