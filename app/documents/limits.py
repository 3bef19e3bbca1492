"""How much of a table is read; more is refused, never cut off."""

from collections.abc import Iterable

from app.documents.errors import NotOpened

MOST_ROWS = 5000  # below the head
MOST_ABOVE = 20  # rows of a title and the head
MOST_COLUMNS = 100
MOST_LINES = 20_000  # rows with those that are empty
MOST_TEXT = 2_000_000  # characters

TOO_MANY_ROWS = (
    f"Die Tabelle hat mehr als {MOST_ROWS} Zeilen. Bitte teilen Sie sie auf mehrere Dateien auf."
)
TOO_MANY_COLUMNS = (
    f"Die Tabelle hat mehr als {MOST_COLUMNS} Spalten. Bitte nehmen Sie nur die nötigen."
)


def kept_rows(lines: Iterable[list[str]]) -> list[list[str]]:
    """Without empty cells and rows at the ends; the position of a row stays as in the file.

    Raises NotOpened beyond the limits.
    """
    rows: list[list[str]] = []
    filled = empty = 0
    for line in lines:
        while line and not line[-1]:
            line.pop()
        if not line:
            empty += 1
            continue
        filled += 1
        _check(len(rows) + empty, filled, len(line))
        rows += [[] for _ in range(empty)]
        rows.append(line)
        empty = 0
    return rows


def _check(position: int, filled: int, width: int) -> None:
    if filled > MOST_ROWS + MOST_ABOVE or position > MOST_LINES:
        raise NotOpened(TOO_MANY_ROWS)
    if width > MOST_COLUMNS:
        raise NotOpened(TOO_MANY_COLUMNS)
