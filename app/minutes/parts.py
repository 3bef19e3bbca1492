"""Small parts of the record: files, what was only said, and tasks."""

from dataclasses import dataclass
from datetime import date
from typing import Any, Self
from uuid import UUID

from app.core.words import Visibility
from app.tasks.tables import TaskStatus

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


@dataclass(frozen=True)
class Beside:
    """Responsible beside the first; named as in TaskPart, so that a Löschung finds both."""

    person_id: UUID
    who: str


@dataclass(frozen=True, kw_only=True)
class TaskPart:
    """As it stood on the day of the record; the task itself lives on."""

    id: UUID
    title: str
    who: str
    person_id: UUID | None
    due_on: date | None
    status: TaskStatus
    visibility: Visibility
    others: tuple[Beside, ...] = ()

    @classmethod
    def of(cls, row: Json) -> Self:
        return cls(
            id=UUID(row["id"]),
            others=tuple(Beside(UUID(o["person_id"]), o["who"]) for o in row.get("others", ())),
            title=row["title"],
            who=row["who"],
            person_id=UUID(row["person_id"]) if row["person_id"] else None,
            due_on=date.fromisoformat(row["due_on"]) if row["due_on"] else None,
            status=TaskStatus(row["status"]),
            visibility=Visibility(row["visibility"]),
        )

    @property
    def everybody(self) -> str:
        """All who are responsible, by name; a Träger where no person is."""
        return ", ".join(filter(None, (self.who, *(other.who for other in self.others))))

    def beside(self, person_id: UUID) -> str:
        """Who is responsible with this person."""
        named = [
            (self.person_id, self.who),
            *((other.person_id, other.who) for other in self.others),
        ]
        return ", ".join(name for key, name in named if name and key != person_id)

    def is_of(self, person_id: UUID) -> bool:
        return person_id == self.person_id or any(
            person_id == each.person_id for each in self.others
        )
