"""Rows of the demo, written straight into the tables: history has no buttons to press."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from app.core import clock
from app.core.actor import Actor
from app.demo.people import address
from app.groups.tables import Group, Membership, Role
from app.people.rules import name_of
from app.people.tables import Affiliation, Body, Person


@dataclass(frozen=True)
class History:
    today: date

    def day(self, days: int) -> date:
        """So many days from today, moved to a weekday."""
        found = self.today + timedelta(days=days)
        return found + timedelta(days={5: 2, 6: 1}.get(found.weekday(), 0))

    def at(self, days: int, hour: int, minute: int = 0) -> datetime:
        return clock.from_wall_clock(self.day(days), time(hour, minute))


async def add_person(body: Body, given: str, family: str, title: str = "") -> Person:
    person = Person(
        body=body.id,
        given_name=given,
        family_name=family,
        title=title,
        email=address(given, family),
    )
    await person.save()
    return person


async def add_affiliation(person: Person, traeger_id: UUID, function: str) -> None:
    await Affiliation(person=person.id, traeger=traeger_id, function=function).save()


async def add_member(group: Group, person: Person, since: date, **columns: Any) -> None:
    await Membership(
        group=group.id, person=person.id, since=since, **{"role": Role.MITGLIED, **columns}
    ).save()


def office_of(body: Body, person: Person) -> Actor:
    """As the coordination of the body."""
    return Actor(
        person_id=person.id, name=name_of(person),
        office_of=frozenset({body.id}), bodies=frozenset({body.id}),
    )  # fmt: skip


def member_of(group: Group, person: Person, *, leads: bool = False) -> Actor:
    """As somebody who sits in the group."""
    mine = frozenset({group.id})
    return Actor(
        person_id=person.id, name=name_of(person), bodies=frozenset({group.body}),
        member_of=mine, leads=mine if leads else frozenset(),
    )  # fmt: skip
