"""A row of cells as what it says, with a sentence for each cell that cannot be understood."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from app.groups.tables import Role, Standing
from app.people.rules import normal_email
from app.people.tables import Side
from app.rosters.rules.fields import LENGTHS, Cells, Field, Mapped, data_rows
from app.rosters.rules.values import day_of, is_word, split_name, title_of, word_of

TOO_LONG = "Das ist zu lang: Hier passen höchstens {most} Zeichen hin."
BACKWARDS = "Das Ende liegt vor dem Beginn."
READERS: dict[Field, Callable[[str], Any]] = {
    Field.EMAIL: normal_email,
    Field.TITLE: title_of,
    Field.SIDE: lambda text: word_of(text, Side),
    Field.ROLE: lambda text: word_of(text, Role),
    Field.STANDING: lambda text: word_of(text, Standing),
    Field.SINCE: day_of,
    Field.UNTIL: day_of,
}


@dataclass(frozen=True)
class Row:
    """Position: of the row in the file, from 0. `said`: what the cells say, empty ones left out."""

    position: int
    said: dict[Field, Any]
    problems: dict[Field, str] = field(default_factory=dict)

    @property
    def number(self) -> int:
        return self.position + 1

    def text(self, which: Field) -> str:
        return str(self.said.get(which, ""))

    @property
    def since(self) -> date | None:
        return self.said.get(Field.SINCE)

    @property
    def until(self) -> date | None:
        return self.said.get(Field.UNTIL)

    @property
    def name(self) -> str:
        return f"{self.text(Field.GIVEN)} {self.text(Field.FAMILY)}".strip()


def rows_of(cells: Cells, mapped: Mapped) -> Iterator[Row]:
    for position in data_rows(cells):
        yield row_of(position, cells[position], mapped)


def row_of(position: int, cells: list[str], mapped: Mapped) -> Row:
    row = Row(position, {})
    for which, column in mapped.items():
        text = " ".join(cells[column].split()) if column < len(cells) else ""
        if text:
            _read(row, _meant(which, text), text)
    _share_name(row)
    if row.since and row.until and row.until < row.since:
        row.problems[Field.UNTIL] = BACKWARDS
    return row


def _meant(which: Field, text: str) -> Field:
    """Many lists name guests and deputies in the column of roles."""
    standing = which is Field.ROLE and not is_word(text, Role) and is_word(text, Standing)
    return Field.STANDING if standing else which


def _read(row: Row, which: Field, text: str) -> None:
    most = LENGTHS.get(which, 300)
    if len(text) > most:
        row.problems[which] = TOO_LONG.format(most=most)
        return
    try:
        row.said[which] = READERS.get(which, str)(text)
    except ValueError as problem:
        row.problems[which] = str(problem)


def _share_name(row: Row) -> None:
    """A whole name fills what has no cell of its own."""
    if Field.NAME in row.said:
        title, given, family = split_name(row.text(Field.NAME))
        for which, text in ((Field.TITLE, title), (Field.GIVEN, given), (Field.FAMILY, family)):
            if text and not row.said.get(which) and len(text) <= LENGTHS[which]:
                row.said[which] = text
