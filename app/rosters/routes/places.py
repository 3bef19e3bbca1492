"""From where a list is read in: the people of a body, or the members of one group."""

from dataclasses import dataclass
from uuid import UUID

from app.core.actor import Actor
from app.groups import access as groups
from app.groups.tables import Group
from app.people.tables import Body
from app.rosters.tables import RosterImport


@dataclass(frozen=True)
class Place:
    body_id: UUID
    body_name: str
    group_id: UUID | None = None
    group_name: str = ""

    @property
    def area(self) -> str:
        return "gruppen" if self.group_id else "personen"


async def place_of_group(actor: Actor, group_id: UUID) -> Place:
    """Raises NotFound, Forbidden."""
    group = await groups.group_to_lead(actor, group_id)
    return Place(group.body, await _body_name(group.body), group.id, group.name)


async def place_of(roster: RosterImport) -> Place:
    """The caller has checked the right to read."""
    group = await Group.objects().where(Group.id == roster.group).first() if roster.group else None
    name = await _body_name(roster.body)
    return Place(roster.body, name, group.id, group.name) if group else Place(roster.body, name)


async def _body_name(body_id: UUID) -> str:
    row = await Body.select(Body.name).where(Body.id == body_id).first()
    return str(row["name"]) if row else ""
