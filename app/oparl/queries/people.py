"""Committees, their public seats and the people in them."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from app.groups.tables import Group, GroupKind, Membership, Role, Standing
from app.oparl.access import is_public_committee, is_public_seat
from app.oparl.rules.people import CommitteeRow, PersonRow, Seat, TraegerRow
from app.people.tables import Person, Side, Traeger

SEATS = """
SELECT m.id, m.person AS person_id, m."group" AS committee_id, m.role, m.standing, m.since, m.until,
    m.traeger, g.kind, p.blocked
FROM membership m
JOIN steering_group g ON g.id = m."group"
JOIN person p ON p.id = m.person
"""
BY_ID = "WHERE m.id = ANY({})"
BY_COMMITTEE = 'WHERE m."group" = ANY({}) ORDER BY m.since, m.id'
BY_PERSON = "WHERE m.person = ANY({}) ORDER BY m.since, m.id"


def _public(rows: Sequence[dict[str, Any]]) -> list[Seat]:
    found = []
    for row in rows:
        kind, blocked = row.pop("kind"), row.pop("blocked")
        if is_public_seat(kind, row["role"], row["standing"], blocked=blocked):
            found.append(
                Seat(**{**row, "role": Role(row["role"]), "standing": Standing(row["standing"])})
            )
    return found


async def seats(ids: Sequence[UUID]) -> list[Seat]:
    return _public(await Membership.raw(SEATS + BY_ID, list(ids)))


async def committees(ids: Sequence[UUID]) -> list[CommitteeRow]:
    rows = await Group.select(
        Group.id, Group.body.as_alias("body_id"), Group.name, Group.kind, Group.starts_on,
        Group.ends_on, Group.parent, Group.parent.kind.as_alias("parent_kind"),
    ).where(Group.id.is_in(list(ids)))  # fmt: skip
    public = [row for row in rows if is_public_committee(row["kind"])]
    if not public:
        return []
    taken = _public(await Membership.raw(SEATS + BY_COMMITTEE, [row["id"] for row in public]))
    found = []
    for row in public:
        parent, parent_kind = row.pop("parent"), row.pop("parent_kind")
        found.append(
            CommitteeRow(
                **{**row, "kind": GroupKind(row["kind"])},
                parent=parent if parent and is_public_committee(parent_kind) else None,
                seats=tuple(seat.id for seat in taken if seat.committee_id == row["id"]),
            )
        )
    return found


async def traeger(ids: Sequence[UUID]) -> list[TraegerRow]:
    """The register holds only those that somebody sits in a committee for."""
    rows = await Traeger.select(
        Traeger.id, Traeger.body.as_alias("body_id"), Traeger.name, Traeger.side
    ).where(Traeger.id.is_in(list(ids)))
    return [TraegerRow(**{**row, "side": Side(row["side"])}) for row in rows]


async def people(ids: Sequence[UUID]) -> list[PersonRow]:
    """Only by their public seats: without one nobody is shown."""
    taken = _public(await Membership.raw(SEATS + BY_PERSON, list(ids)))
    rows = await Person.select(
        Person.id, Person.body.as_alias("body_id"), Person.given_name, Person.family_name,
        Person.title,
    ).where(Person.id.is_in(list({seat.person_id for seat in taken})))  # fmt: skip
    return [
        PersonRow(**row, seats=tuple(seat for seat in taken if seat.person_id == row["id"]))
        for row in rows
    ]
