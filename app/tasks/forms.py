"""What is typed about tasks, and the frozen values it becomes."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from app.core.words import Visibility


@dataclass(frozen=True, kw_only=True)
class NewTask:
    """A task to be given. `id` is the new row's id: the same one twice has one effect."""

    id: UUID
    title: str
    person_id: UUID | None = None
    traeger_id: UUID | None = None
    due_on: date | None = None
    mandate_id: UUID | None = None
    agenda_item_id: UUID | None = None
    visibility: Visibility = Visibility.INTERNAL
