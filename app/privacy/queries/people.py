"""Persons by their addresses, and what stands against an Löschung."""

from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from app.groups.tables import Membership
from app.people.rules import normal_email
from app.people.tables import OfficeRole, Person, PersonAddress, PersonMerge


async def person_by_address(email: str) -> Person | None:
    """Any of the addresses, in any case; an umlaut domain as it is kept."""
    with suppress(ValueError):
        email = normal_email(email)
    address = email.strip().lower()
    person = await Person.objects().where(Person.email == address).first()
    if person is None:
        further = await PersonAddress.objects().where(PersonAddress.email == address).first()
        person = (
            await Person.objects().where(Person.id == further.person).first() if further else None
        )
    return person


@dataclass(frozen=True)
class Ties:
    """What must end before somebody is erased: names of groups, number of offices."""

    groups: tuple[str, ...]
    offices: int


async def ties_of(person_id: UUID, today: date) -> Ties:
    rows = (
        await Membership.select(Membership.group.name.as_alias("name"))
        .where(
            Membership.person == person_id,
            Membership.since <= today,
            Membership.until.is_null() | (Membership.until >= today),
        )
        .order_by(Membership.group.name)
    )
    offices = await OfficeRole.count().where(OfficeRole.person == person_id)
    return Ties(tuple(row["name"] for row in rows), offices)


async def ids_of(person_id: UUID) -> list[UUID]:
    """The person's own id and those of entries that became one with it: the audit log knows both."""
    merged = await PersonMerge.select(PersonMerge.dissolved_id).where(
        PersonMerge.kept == person_id, PersonMerge.undone_at.is_null()
    )
    return [person_id, *(row["dissolved_id"] for row in merged)]


LETTERS = """
WITH own AS (SELECT email FROM person WHERE id = {} UNION
  SELECT email FROM person_address WHERE person = {})
SELECT id FROM inbound_mail WHERE person = {}
  OR lower(sender_address) IN (SELECT email FROM own)
  OR lower(other_address) IN (SELECT email FROM own)
"""


async def letters_of(person_id: UUID) -> list[UUID]:
    """Received mail that they wrote, that answers for them or names them as who is to come."""
    rows = await Person.raw(LETTERS, person_id, person_id, person_id)
    return [row["id"] for row in rows]
