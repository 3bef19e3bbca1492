"""A place in the list of papers, as it stands in an address: the day and the id of a row."""

from dataclasses import dataclass
from datetime import date
from typing import Self
from uuid import UUID


@dataclass(frozen=True)
class Place:
    """Papers without a date stand at `date.min`, after all others."""

    day: date
    id: UUID

    @classmethod
    def read(cls, text: str) -> Self | None:
        """None for what is no place, so a cut address shows the beginning of the list."""
        day, _, row_id = text.partition("_")
        try:
            return cls(date.fromisoformat(day) if day != "ohne" else date.min, UUID(row_id))
        except ValueError:
            return None

    def __str__(self) -> str:
        return f"{'ohne' if self.day == date.min else self.day.isoformat()}_{self.id}"
