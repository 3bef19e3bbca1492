"""The page minutes are written on: one sheet per agenda item with what is always open there."""

from dataclasses import dataclass
from typing import Protocol
from uuid import UUID

from wtforms import Form

from app.minutes.forms import ItemForm, LineForm, distinct
from app.minutes.inserting import InsertForm
from app.minutes.record import Record


@dataclass(frozen=True)
class Typed:
    """The form that came back from one agenda item, with what was refused."""

    item_id: UUID
    text: ItemForm | None = None
    line: LineForm | None = None
    insert: InsertForm | None = None

    @property
    def form(self) -> Form | None:
        refused = self.insert if self.insert and self.insert.errors else None
        return refused or self.text or self.line


NOTHING = Typed(UUID(int=0))


class Written(Protocol):
    """The text of an item, in the record or by itself."""

    @property
    def id(self) -> UUID: ...
    @property
    def text(self) -> str: ...
    @property
    def rich(self) -> str: ...
    @property
    def version(self) -> int: ...


@dataclass(frozen=True)
class Sheet:
    part: Written
    text: ItemForm
    line: LineForm


def sheets_of(record: Record, typed: Typed = NOTHING) -> list[Sheet]:
    return [sheet_of(item, typed if typed.item_id == item.id else NOTHING) for item in record.items]


def sheet_of(item: Written, typed: Typed = NOTHING) -> Sheet:
    """`typed` stands in for the form it came from; the other is as in the record."""
    text = typed.text or ItemForm(
        data={"text": item.text, "rich": item.rich, "version": item.version}
    )
    line = typed.line or LineForm.fresh()
    return Sheet(item, distinct(text, item.id), distinct(line, item.id))
