"""The page minutes are written on: one sheet per agenda item with what is always open there."""

from dataclasses import dataclass
from functools import cached_property
from typing import Protocol
from uuid import UUID, uuid4

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
    """Its forms are made when something of them is shown: most of the page was shown before."""

    part: Written
    typed: Typed = NOTHING  # stands in for the form it came from; the other is as in the record

    @property
    def is_clean(self) -> bool:
        """All that is shown follows from the record, but for the id of the next line."""
        return self.typed == NOTHING

    @cached_property
    def text(self) -> ItemForm:
        known = {"text": self.part.text, "rich": self.part.rich, "version": self.part.version}
        return distinct(self.typed.text or ItemForm(data=known), self.part.id)

    @cached_property
    def line(self) -> LineForm:
        return distinct(self.typed.line or LineForm(), self.part.id)

    @property
    def line_id(self) -> str:
        """Of what the next line creates."""
        return str(self.typed.line.id.data) if self.typed.line else str(uuid4())


def sheets_of(record: Record, typed: Typed = NOTHING) -> list[Sheet]:
    return [
        Sheet(item, typed) if typed.item_id == item.id else Sheet(item) for item in record.items
    ]
