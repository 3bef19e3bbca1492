"""Who may read in lists: the office for its body, who leads a group for its members."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from app.core.actor import Actor
from app.core.errors import NotFound, RuleViolation
from app.groups import access as groups
from app.groups.tables import LEADING, Group, Membership
from app.people.tables import Office, OfficeRole, Person
from app.rosters.tables import RosterImport

NO_LONGER = "Wer das Einlesen begonnen hat, darf es inzwischen nicht mehr."


async def roster_to_read(actor: Actor, import_id: UUID) -> RosterImport:
    """Of others, and of a group that the actor does not lead, there is nothing to see."""
    found = await RosterImport.objects().where(RosterImport.id == import_id).first()
    return await _allowed(actor, found)


async def roster_to_change(actor: Actor, import_id: UUID) -> RosterImport:
    """Locked; inside a transaction."""
    found = (
        await RosterImport.objects().where(RosterImport.id == import_id).lock_rows("UPDATE").first()
    )
    return await _allowed(actor, found)


async def _allowed(actor: Actor, found: RosterImport | None) -> RosterImport:
    if found is None:
        raise NotFound
    if found.body in actor.office_of:
        return found
    group = await Group.objects().where(Group.id == found.group).first() if found.group else None
    if group is None or not groups.may_lead(actor, group):
        raise NotFound
    return found


@dataclass(frozen=True)
class Behalf:
    """In whose name the worker reads in."""

    actor: Actor
    is_office: bool


async def behalf_of(roster: RosterImport, today: date) -> Behalf:
    """By the rights of this moment. Raises RuleViolation when they have gone."""
    person = await Person.objects().where(Person.id == roster.created_by).first()
    if person is None or person.blocked:
        raise RuleViolation(NO_LONGER)
    is_office = await OfficeRole.exists().where(
        OfficeRole.person == person.id,
        OfficeRole.body == roster.body,
        OfficeRole.office == Office.COORDINATION,
    )
    if not is_office and not await _leads(person.id, roster.group, today):
        raise RuleViolation(NO_LONGER)
    name = f"{person.given_name} {person.family_name}"
    return Behalf(Actor(person_id=person.id, name=name), is_office)


async def _leads(person_id: UUID, group_id: UUID | None, today: date) -> bool:
    return group_id is not None and await Membership.exists().where(
        Membership.person == person_id,
        Membership.group == group_id,
        Membership.role.is_in(list(LEADING)),
        Membership.since <= today,
        (Membership.until.is_null()) | (Membership.until >= today),
    )
