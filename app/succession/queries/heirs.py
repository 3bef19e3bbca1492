"""Groups that can go on with another one's work, and what moving there would mean."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from piccolo.query import OrderByRaw

from app.groups.queries.lists import LIVING
from app.groups.rules.periods import Period
from app.groups.tables import COMMITTEES, Group, Membership, Role, Succession
from app.people.rules import full_name
from app.succession.rules import move_of, role_there


async def successor_choices(group: Group) -> dict[str, str]:
    """Living groups of the body: a committee is succeeded by one, a group by a group."""
    kinds = [kind.value for kind in COMMITTEES]
    fits = Group.kind.is_in(kinds) if group.kind in kinds else Group.kind.not_in(kinds)
    rows = (
        await Group.select(Group.id, Group.name)
        .where(Group.body == group.body, Group.id != group.id, Group.status.is_in(list(LIVING)))
        .where(fits)
        .order_by(OrderByRaw("din5007(name), name"))
    )
    return {str(row["id"]): row["name"] for row in rows}


async def successors_in(body_id: UUID) -> dict[UUID, list[UUID]]:
    """Group → its successors, of the whole body."""
    group: Any = Succession.group
    rows = await Succession.select(Succession.group, Succession.successor).where(
        group.body == body_id
    )
    after: dict[UUID, list[UUID]] = {}
    for row in rows:
        after.setdefault(row["group"], []).append(row["successor"])
    return after


@dataclass(frozen=True)
class There:
    """Who sits in the group that goes on: periods of each person, and whether somebody leads it."""

    periods: dict[UUID, list[Period]]
    seats: dict[UUID, UUID]  # person → membership
    has_leitung: bool


async def seats_in(group_id: UUID, on_day: date) -> There:
    rows = await Membership.select(
        Membership.id, Membership.person, Membership.role, Membership.since, Membership.until
    ).where(
        Membership.group == group_id,
        (Membership.until.is_null()) | (Membership.until >= on_day),
    )
    periods: dict[UUID, list[Period]] = {}
    for row in rows:
        periods.setdefault(row["person"], []).append(Period(row["since"], row["until"]))
    leads = any(row["role"] == Role.LEITUNG for row in rows)
    return There(periods, {row["person"]: row["id"] for row in rows}, leads)


@dataclass(frozen=True)
class Plan:
    """What the preview says about people and groups; names by family name."""

    join: list[str]
    known: list[str]  # sit in the successor already
    step_back: list[str]  # lead here, and are members there
    below: list[str]  # groups that will belong to the successor
    merged: list[str]  # other groups that went into it before


async def plan_of(group: Group, successor_id: UUID | None, on_day: date) -> Plan:
    """successor_id None: a new group, in which nobody sits."""
    there = await seats_in(successor_id, on_day) if successor_id else There({}, {}, False)
    person: Any = Membership.person
    rows = (
        await Membership.select(
            Membership.person, Membership.role, Membership.since, Membership.until,
            person.title.as_alias("title"), person.given_name.as_alias("given"),
            person.family_name.as_alias("family"),
        )
        .where(Membership.group == group.id)
        .order_by(person.family_name, person.given_name)
    )  # fmt: skip
    join: list[str] = []
    known: list[str] = []
    back: list[str] = []
    for row in rows:
        name = full_name(row["title"], row["given"], row["family"])
        period = Period(row["since"], row["until"])
        move = move_of(period, on_day, there.periods.get(row["person"], []))
        if move is None:
            continue
        (join if move.joins else known).append(name)
        role = Role(row["role"])
        if move.joins and role_there(role, has_leitung=there.has_leitung) != role:
            back.append(name)
    below = await _below(group, successor_id)
    return Plan(join, known, back, below, await _merged(group, successor_id))


async def _below(group: Group, successor_id: UUID | None) -> list[str]:
    rows = (
        await Group.select(Group.id, Group.name, Group.status)
        .where(Group.parent == group.id, Group.status.is_in(list(LIVING)))
        .order_by(OrderByRaw("din5007(name), name"))
    )
    return [row["name"] for row in rows if row["id"] != successor_id]


async def _merged(group: Group, successor_id: UUID | None) -> list[str]:
    if successor_id is None:
        return []
    before: Any = Succession.group
    rows = await Succession.select(before.name.as_alias("name")).where(
        Succession.successor == successor_id, Succession.group != group.id
    )
    return [row["name"] for row in rows]
