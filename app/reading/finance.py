"""Finance form, its neighbours (Relevanz, Mitwirkung, Mehrheit) and its free text."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from app.reading.amounts import amounts_in, read_amount
from app.reading.cells import Cell, Row, rows_of
from app.reading.ledger import Ledger
from app.reading.lexicon import ANSWERS, FORM_LABELS, FORM_OPTIONS, YES_NO, fold
from app.reading.lines import Line
from app.reading.paper import Amount, Financial, Product, Relevance
from app.reading.result import Confidence

_OPENERS = frozenset({"in_budget", "participation_of_head", "qualified_majority", "relevance"})
_YES_NO_FIELDS = frozenset({"in_budget", "impact", "participation_of_head", "qualified_majority"})
_FIRST = frozenset(
    sign
    for label, kind in FORM_LABELS.items()
    if kind in _OPENERS
    for sign in (label[0], label[0].upper())
)
_SECURED = "im haushaltsplan veranschlagt"
_BOTH = "In einem Formular sind Kreuze gesetzt, die sich widersprechen."
_INVISIBLE = "Ob Ja oder Nein angekreuzt ist, ist im Text nicht zu sehen."
_SEVERAL = "In einem Kostenfeld stehen mehrere Beträge. Bitte tragen Sie den richtigen ein."


def _nothing() -> Financial:
    return {
        "impact": None,
        "in_budget": None,
        "cost": None,
        "follow_up_cost": None,
        "options": [],
        "details": [],
        "text": None,
    }


def opens_form(line: Line) -> bool:
    """The line begins with a label that only forms have."""
    first = line.filled[0] if line.filled else ""
    if first[:1] not in _FIRST:
        return False
    label = first if line.tabular or len(first) < 60 else ""
    if FORM_LABELS.get(fold(label)) in _OPENERS:
        return True
    left, colon, right = label.partition(":")
    return bool(colon) and FORM_LABELS.get(fold(left)) in _OPENERS and _is_answer(right)


def form_end(lines: Sequence[Line], i: int) -> int:
    """The line after a form in the head: labels and closed answers belong to it."""
    waiting = False
    while i < len(lines):
        cells = lines[i].filled
        labelled = any(fold(cell) in FORM_LABELS for cell in cells) or opens_form(lines[i])
        if not labelled and not (waiting and len(cells) == 1 and len(cells[0]) < 60):
            break
        waiting = labelled and len(cells) == 1 and not _ends_with_answer(lines[i])
        i += 1
    return i


def _is_answer(text: str) -> bool:
    return fold(text) in ANSWERS


def _ends_with_answer(line: Line) -> bool:
    return _is_answer(line.text.rpartition(":")[2])


@dataclass
class Form:
    """Everything the finance sections and forms of one paper hold."""

    book: Ledger
    crosses: bool
    known_products: int = 0
    words: list[str] = field(default_factory=list)
    financial: Financial = field(default_factory=_nothing)
    relevance: list[Relevance] = field(default_factory=list)
    products: list[Product] = field(default_factory=list)
    answers: dict[str, bool | None] = field(default_factory=dict)

    def read(self, lines: Sequence[Line]) -> None:
        self.book.use(lines)
        for row in rows_of(lines):
            self._row(row)

    def _row(self, row: Row) -> None:
        answers = [cell for cell in row.answers if not self._is_option(cell)]
        options = [cell for cell in row.answers if self._is_option(cell)]
        if row.label and _single_answer(options):
            answers, options = options, []
        if options:
            self._options(row, options)
        kind = row.field or ("relevance_row" if row.in_relevance and row.label else None)
        if answers or kind:
            answers = self._value(kind, row, answers)
        self._free(answers)

    def _is_option(self, cell: Cell) -> bool:
        folded = fold(cell.text)
        return cell.crossed is not None or folded in FORM_OPTIONS or folded in ANSWERS

    def _options(self, row: Row, options: Sequence[Cell]) -> None:
        crossed = [cell for cell in options if cell.crossed]
        for cell in options:
            pointer = f"/financial/options/{len(self.financial['options'])}"
            checked = self._checked(cell)
            self.financial["options"].append(
                {"group": row.label or None, "label": cell.text.rstrip(":"), "checked": checked}
            )
            sure: Confidence = "low" if len(crossed) > 1 or checked is None else "high"
            self.book.note(pointer, [cell.line], "form:box", sure)
        self._warn_of(row, options)
        answer = _said(crossed)
        # Boxes right below the heading answer the heading itself.
        kind = row.field if row.label else "impact"
        if kind in _YES_NO_FIELDS:
            self._answer(kind, answer, row)

    def _warn_of(self, row: Row, options: Sequence[Cell]) -> None:
        said = {fold(cell.text) for cell in options if cell.crossed} & YES_NO.keys()
        if len(said) > 1:
            self.book.warn("contradicting_boxes", _BOTH, row.lines)
        if any(self._checked(cell) is None for cell in options):
            self.book.warn("cross_invisible", _INVISIBLE, row.lines)

    def _checked(self, cell: Cell) -> bool | None:
        """A bare yes or no outside a table never had a visible box."""
        if cell.crossed is not None:
            return cell.crossed
        in_table = "|" in cell.line.raw or fold(cell.text) in FORM_OPTIONS
        return False if self.crosses and in_table else None

    def _value(self, kind: str | None, row: Row, answers: list[Cell]) -> list[Cell]:
        """Fills the field of the row; hands back what is no answer to it."""
        first = answers[0] if answers else None
        value = first.text if first else ""
        if kind in {"cost", "follow_up_cost"}:
            return self._cost(kind, row, value, answers)
        if kind == "relevance_row":
            self.relevance.append({"label": row.label, "value": YES_NO.get(fold(value))})
            self.book.note(f"/relevance/{len(self.relevance) - 1}", row.lines, "form:Relevanz")
        elif kind in _YES_NO_FIELDS:
            self._answer(kind, YES_NO.get(fold(value)), row)
            return answers if value and fold(value) not in YES_NO else answers[1:]
        elif kind == "budget_products" and value:
            self._product(row, value)
        elif row.label and value and len(value) < 300:
            self._detail(row, value)
        else:
            return answers
        return answers[1:]

    def _cost(self, kind: str, row: Row, value: str, answers: list[Cell]) -> list[Cell]:
        amount = read_amount(value) if len(value) < 200 else None
        beside = any(cell.text == value and cell.line is row.line for cell in answers[:1])
        if amount and not amounts_in(value) and not beside:
            return answers
        if amount is None:
            return answers[1:] if len(value) < 5 else answers
        if len(amounts_in(value)) > 1:
            self.book.warn("several_amounts", _SEVERAL, row.lines)
        if kind == "cost":
            self.financial["cost"] = self.financial["cost"] or amount
        else:
            self.financial["follow_up_cost"] = self.financial["follow_up_cost"] or amount
        self.book.note(f"/financial/{kind}", row.lines, f"form:{row.label}", _sure(amount))
        return answers[1:]

    def _answer(self, kind: str, value: bool | None, row: Row) -> None:
        if value is None or self.answers.get(kind) is not None:
            return
        self.answers[kind] = value
        financial = kind in {"in_budget", "impact"}
        self.book.note(
            f"/financial/{kind}" if financial else f"/{kind}", row.lines, f"form:{row.label}"
        )

    def _product(self, row: Row, value: str) -> None:
        number, _, name = value.partition(" ")
        raw = f"{row.label}: {value}" if row.line and row.line in row.lines else value
        pointer = f"/budget_products/{self.known_products + len(self.products)}"
        self.book.note(pointer, row.lines, f"form:{row.label}")
        self.products.append({"number": number, "name": name.strip(" -–") or None, "raw": raw})

    def _detail(self, row: Row, value: str) -> None:
        pointer = f"/financial/details/{len(self.financial['details'])}"
        self.financial["details"].append({"label": row.label, "value": value})
        self.book.note(pointer, row.lines, "form:row", "high" if row.field else "medium")

    def _free(self, cells: Sequence[Cell]) -> None:
        self.words.extend(cell.text for cell in cells)
        self.book.note("/financial/text", [cell.line for cell in cells], "section:text")

    def result(self) -> Financial | None:
        found = self.financial
        found["text"] = " ".join(self.words) or None
        found["in_budget"] = self.answers.get("in_budget")
        found["impact"] = self.answers.get("impact")
        if found["impact"] is None:
            found["impact"] = _impact(found["text"] or "")
        if found["in_budget"] is None and any(
            option["checked"] and fold(option["label"]) == _SECURED for option in found["options"]
        ):
            found["in_budget"] = True
        filled = any(value not in (None, []) for value in found.values())
        return found if filled else None


def _single_answer(options: Sequence[Cell]) -> bool:
    """One bare yes or no is the value of its label, no box."""
    return len(options) == 1 and options[0].crossed is None and fold(options[0].text) in YES_NO


def _said(crossed: Sequence[Cell]) -> bool | None:
    said = [YES_NO[fold(cell.text)] for cell in crossed if fold(cell.text) in YES_NO]
    return said[0] if len(said) == 1 else None


def _sure(amount: Amount) -> Confidence:
    return "low" if amount["amount"] is None else "high"


def _impact(text: str) -> bool | None:
    """The words "Keine.", "Nein", "Ja" as the whole answer or its first word."""
    first = text.strip().split(" ", 1)[0].casefold().strip(".,:;") if len(text) < 120 else ""
    if first in {"keine", "nein"}:
        return False
    return True if first == "ja" else None
