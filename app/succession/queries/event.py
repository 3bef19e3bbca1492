from dataclasses import dataclass
from typing import Any
from uuid import UUID

from app.core.actor import Actor
from app.groups.access import may_lead
from app.groups.tables import EventFile, Group, GroupEvent, Insight
from app.people.rules import full_name

PARTICIPANTS = """
SELECT e.id, e.number, e.part, p.title, p.given_name, p.family_name, t.name AS traeger,
  (SELECT string_agg(w.name, ', ' ORDER BY din5007(w.name)) FROM affiliation a
    JOIN traeger w ON w.id = a.traeger WHERE a.person = p.id AND a.until IS NULL) AS works_for
FROM event_participant e LEFT JOIN person p ON p.id = e.person LEFT JOIN traeger t ON t.id = e.traeger
WHERE e.event = {}
ORDER BY e.person IS NULL, din5007(coalesce(p.family_name, t.name, '')), din5007(p.given_name)
"""


@dataclass(frozen=True)
class ParticipantRow:
    """A person with a name, or a number of people of a Träger."""

    id: UUID
    name: str
    works_for: str
    number: int
    part: str
    is_person: bool


@dataclass(frozen=True)
class FileRow:
    id: UUID
    name: str
    size: int  # bytes


@dataclass(frozen=True)
class EventPage:
    """hidden: people whose names the reader does not see, by the group's rule."""

    event: GroupEvent | None
    participants: list[ParticipantRow]
    hidden: int
    files: list[FileRow]
    may_lead: bool

    @property
    def total(self) -> int:
        return sum(row.number for row in self.participants) + self.hidden


async def event_page(actor: Actor, group: Group, event: GroupEvent | None) -> EventPage:
    leads = may_lead(actor, group)
    if event is None:
        return EventPage(None, [], 0, [], leads)
    rows = [_participant(row) for row in await Group.raw(PARTICIPANTS, event.id)]
    secret = group.insight == Insight.LEADING and not leads
    shown = [row for row in rows if not (secret and row.is_person)]
    return EventPage(event, shown, len(rows) - len(shown), await _files(event), leads)


def _participant(row: dict[str, Any]) -> ParticipantRow:
    is_person = row["family_name"] is not None
    name = (
        full_name(row["title"], row["given_name"], row["family_name"])
        if is_person
        else row["traeger"] or "ein Träger, den es nicht mehr gibt"
    )
    return ParticipantRow(
        row["id"], name, row["works_for"] or "", row["number"], row["part"], is_person
    )


async def _files(event: GroupEvent) -> list[FileRow]:
    file: Any = EventFile.file
    rows = (
        await EventFile.select(EventFile.id, file.name.as_alias("name"), file.size.as_alias("size"))
        .where(EventFile.event == event.id)
        .order_by(EventFile.created_at, EventFile.id)
    )
    return [FileRow(**row) for row in rows]
