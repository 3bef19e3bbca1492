"""Small parts of the record: files, and what was only said."""

from dataclasses import dataclass
from typing import Any, Self
from uuid import UUID

Json = dict[str, Any]


@dataclass(frozen=True, kw_only=True)
class FilePart:
    """A file at an item or at the minutes, as it was attached; files of the meeting go on changing."""

    id: UUID  # of the attachment
    item_id: UUID | None  # None: at the minutes, or at an item that is gone
    name: str
    title: str
    sha256: str

    @classmethod
    def of(cls, row: Json) -> Self:
        item = row["item_id"]
        return cls(**{**row, "id": UUID(row["id"]), "item_id": UUID(item) if item else None})

    @property
    def label(self) -> str:
        return self.title or self.name


@dataclass(frozen=True, kw_only=True)
class InformationPart:
    """One that is still one; what became a decision or a task stands among these."""

    id: UUID
    text: str

    @classmethod
    def of(cls, row: Json) -> Self:
        return cls(id=UUID(row["id"]), text=row["text"])

    @property
    def words(self) -> str:
        """As it stands in minutes and papers."""
        return f"Information: {self.text}"
