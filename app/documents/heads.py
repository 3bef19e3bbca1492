"""Column heads: a value stands below its label, a cross below its sign (forms of council systems)."""

from collections.abc import Sequence

from app.documents.place import Row
from app.reading.lexicon import CHECKED, HEAD_LABELS, ROUTE_COLUMNS, UNCHECKED, fold

LETTERHEAD = 6  # rows at most
FEW_WORDS = 4
_SIGNS = {"ö": "Ö", "n": "N", "nö": "N"}


def is_head_label(text: str) -> bool:
    return fold(text) in HEAD_LABELS and not text.endswith(":")


def names_committees(cells: Sequence[str]) -> bool:
    """Heads of a Beratungsfolge: their values are rows, not one value each."""
    return any(ROUTE_COLUMNS.get(fold(cell)) == "committee" for cell in cells)


def letterhead(rows: Sequence[Row]) -> list[Row]:
    """Above the first label what stands left and right are two blocks, not a row of a table."""
    end = next((at for at, row in enumerate(rows) if not _in_letterhead(row)), len(rows))
    end = min(end, LETTERHEAD)
    return [Row((part,)) for row in rows[:end] for part in row.segments] + list(rows[end:])


def _in_letterhead(row: Row) -> bool:
    short = all(len(part.words) <= FEW_WORDS for part in row.segments)
    label = ":" in row.text or is_head_label(row.segments[0].text)
    return short and not label and len(row.segments) <= 2


def with_heads(lines: Sequence[str]) -> list[str]:
    """Rows of a table, tabs between their cells, told what their column heads say."""
    return _crossed(_paired(lines))


def _paired(lines: Sequence[str]) -> list[str]:
    """Such as "Datum⇥Aktenzeichen" above "12.03.2034⇥51.2": "Datum: 12.03.2034⇥Aktenzeichen: 51.2".

    Heads of more than one row are those of a table.
    """
    rows = [line.split("\t") for line in lines]
    found: list[str] = []
    at = 0
    while at < len(rows):
        heads, value, more = [*rows[at : at + 3], [], []][:3]
        single = len(heads) == len(value) != len(more)
        if single and _are_labels(heads) and not any(map(is_head_label, value)):
            found.append("\t".join(map(_labelled, heads, value)))
            at += 2
        else:
            found.append(lines[at])
            at += 1
    return found


def _are_labels(cells: Sequence[str]) -> bool:
    return sum(map(is_head_label, cells)) > 1 and not names_committees(cells)


def _labelled(head: str, value: str) -> str:
    return f"{head.strip()}: {value.strip()}" if head.strip() else value


def _crossed(lines: Sequence[str]) -> list[str]:
    """Columns "Ö" and "N" with a box each: the sign stays where the cross is."""
    found: list[str] = []
    signs: dict[int, str] = {}
    width = 0
    for line in lines:
        cells = [cell.strip() for cell in line.split("\t")]
        if names_committees(cells):
            width = len(cells)
            signs = {
                at: _SIGNS[fold(cell)] for at, cell in enumerate(cells) if fold(cell) in _SIGNS
            }
        elif not line.strip():
            signs = {}
        told = bool(signs) and len(cells) <= width and _boxes(cells, signs)
        if told:
            cells = [_sign(at, cell, signs) for at, cell in enumerate(cells)]
        found.append("\t".join(cells) if told else line)
    return found


def _boxes(cells: Sequence[str], signs: dict[int, str]) -> bool:
    return any(_is_box(cells[at]) for at in signs if at < len(cells))


def _is_box(cell: str) -> bool:
    return cell in UNCHECKED or cell.casefold() in CHECKED


def _sign(at: int, cell: str, signs: dict[int, str]) -> str:
    if at not in signs or not _is_box(cell):
        return cell
    return signs[at] if cell.casefold() in CHECKED else ""
