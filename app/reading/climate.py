"""Klimawirkungsprüfung: question, boxes, reason."""

from collections.abc import Sequence

from app.reading.cells import Cell, rows_of
from app.reading.ledger import Ledger
from app.reading.lexicon import CLIMATE_OPTIONS, FORM_LABELS, fold
from app.reading.lines import Line
from app.reading.paper import Climate

_BOTH = "In der Klimawirkungsprüfung sind mehrere Kreuze gesetzt."
_INVISIBLE = "Das Kreuz der Klimawirkungsprüfung ist im Text nicht zu sehen."


def read_climate(lines: Sequence[Line], book: Ledger, *, crosses: bool) -> Climate | None:
    cells = [cell for row in rows_of(lines) for cell in _all(row.label, row.line, row.answers)]
    book.note("/climate", lines, "section:Klima")
    options = [cell for cell in cells if fold(cell.text) in CLIMATE_OPTIONS]
    known = CLIMATE_OPTIONS.keys() | {"begründung"}
    rest = [cell for cell in cells if fold(cell.text) not in known]
    question = next((cell for cell in rest if _asks(cell)), None)
    reason = " ".join(cell.text for cell in rest if cell is not question)
    if not cells:
        return None
    for at, cell in enumerate(options):
        book.note(f"/climate/options/{at}", [cell.line], "form:box")
    if reason:
        book.note("/climate/reason", [c.line for c in rest if c is not question], "form:Begründung")
    found: Climate = {
        "question": question.text if question else None,
        "options": [
            {"label": cell.text, "checked": _checked(cell, crosses=crosses)} for cell in options
        ],
        "reason": reason or None,
        "code": None,
    }
    crossed = [option["label"] for option in found["options"] if option["checked"]]
    found["code"] = CLIMATE_OPTIONS[fold(crossed[0])] if len(crossed) == 1 else None
    _warn(found, len(crossed), lines, book)
    return found


def _all(label: str, line: Line | None, answers: Sequence[Cell]) -> list[Cell]:
    return [*([Cell(label, line)] if line and label else []), *answers]


def _asks(cell: Cell) -> bool:
    return cell.text.endswith("?") or FORM_LABELS.get(fold(cell.text)) == "climate_question"


def _checked(cell: Cell, *, crosses: bool) -> bool | None:
    if cell.crossed is not None:
        return cell.crossed
    return False if crosses else None


def _warn(found: Climate, crossed: int, lines: Sequence[Line], book: Ledger) -> None:
    if crossed > 1:
        book.warn("contradicting_boxes", _BOTH, lines)
    if any(option["checked"] is None for option in found["options"]):
        book.warn("cross_invisible", _INVISIBLE, lines)
