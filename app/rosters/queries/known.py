"""All that a file speaks of, in eight statements however long it is."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from app.groups.rules.memberships import places_of
from app.groups.rules.periods import Period
from app.groups.tables import (
    CompositionRule,
    Group,
    Membership,
    Role,
    Standing,
)
from app.people.tables import Affiliation, Person, Region, Side, Traeger
from app.rosters.rules.fields import Field, key
from app.rosters.rules.known import (
    Known,
    KnownAffiliation,
    KnownGroup,
    KnownMember,
    KnownPerson,
    KnownRule,
    KnownTraeger,
    name_key,
)
from app.rosters.rules.rows import Row

PEOPLE = """
SELECT p.id, p.body, p.title, p.given_name, p.family_name, p.email, p.phone, p.blocked,
  ARRAY(SELECT a.email FROM person_address a WHERE a.person = p.id) AS others
FROM person p WHERE p.erased_at IS NULL AND (
  p.email = ANY({}) OR p.id IN (SELECT a.person FROM person_address a WHERE a.email = ANY({}))
  OR (p.body = {} AND lower(p.given_name || ' ' || p.family_name) = ANY({})))
ORDER BY p.created_at, p.id
"""
WORKS_FOR = """
SELECT id, person, traeger, function, until IS NULL OR until >= {} AS is_current
FROM affiliation WHERE person = ANY({}) ORDER BY since NULLS FIRST, id
"""
TRAEGER = """
SELECT t.id, t.name, t.side, t.parent,
  EXISTS (SELECT 1 FROM traeger_works_in w WHERE w.traeger = t.id) AS has_region
FROM traeger t WHERE t.body = {} ORDER BY t.created_at, t.id
"""
MEMBERS = """
SELECT m.id, m."group", m.person, m.role, m.standing, m.rule, m.deputy_of, m.since, m.until,
  p.given_name, p.family_name, p.email
FROM membership m JOIN person p ON p.id = m.person
WHERE m."group" = ANY({}) ORDER BY m.since, m.id
"""


@dataclass(frozen=True)
class Scope:
    """Into which body, or which group alone; on whose behalf; `seed` see Known."""

    body: UUID
    group: UUID | None
    seed: UUID
    is_office: bool
    today: date


async def known_to(scope: Scope, rows: Sequence[Row]) -> Known:
    known = Known(scope.body, scope.seed, scope.today, scope.is_office)
    for row in await Traeger.raw(TRAEGER, scope.body):
        found = KnownTraeger(**{**row, "side": Side(row["side"])})
        known.traeger.setdefault(key(found.name), []).append(found)
    for row in await Region.select(Region.id, Region.name).where(Region.body == scope.body):
        known.regions.setdefault(key(row["name"]), []).append(row["id"])
    await _people(known, rows)
    await _groups(known, scope, rows)
    return known


async def _people(known: Known, rows: Sequence[Row]) -> None:
    emails = sorted({row.text(Field.EMAIL) for row in rows} - {""})
    names = sorted({name_key(row.name) for row in rows if row.name})
    by_id: dict[UUID, KnownPerson] = {}
    for row in await Person.raw(PEOPLE, emails, emails, known.body, names):
        others = row.pop("others")
        given, family = row.pop("given_name"), row.pop("family_name")
        person = by_id[row["id"]] = KnownPerson(**row, given=given, family=family)
        known.add_person(person, [person.email, *others])
    for row in await Affiliation.raw(WORKS_FOR, known.today, list(by_id)):
        by_id[row.pop("person")].works_for.append(KnownAffiliation(**row))


async def _groups(known: Known, scope: Scope, rows: Sequence[Row]) -> None:
    by_id = await groups_named(scope, rows)
    if scope.group:
        known.only_group = by_id[scope.group]
    for group in by_id.values():
        known.groups.setdefault(key(group.name), []).append(group)
    if not by_id:
        return
    ids = list(by_id)
    for row in await Membership.raw(MEMBERS, ids):
        by_id[row["group"]].add(_member(row))
    rules = CompositionRule.objects().where(CompositionRule.group.is_in(ids))
    for rule in await rules:
        found = KnownRule(rule.id, places_of(rule))
        by_id[rule.group].rules.setdefault(key(rule.quote), found)


def _member(row: dict[str, Any]) -> KnownMember:
    return KnownMember(
        id=row["id"], person=row["person"], name=f"{row['given_name']} {row['family_name']}",
        email=row["email"], period=Period(row["since"], row["until"]), role=Role(row["role"]),
        standing=Standing(row["standing"]), rule=row["rule"], deputy_of=row["deputy_of"],
    )  # fmt: skip


async def groups_named(scope: Scope, rows: Sequence[Row]) -> dict[UUID, KnownGroup]:
    wanted = {key(row.text(Field.GROUP)) for row in rows}
    found = Group.select(Group.id, Group.name, Group.ends_on).where(
        Group.id == scope.group if scope.group else Group.body == scope.body
    )
    return {
        row["id"]: KnownGroup(row["id"], row["name"], row["ends_on"])
        for row in await found
        if scope.group or key(row["name"]) in wanted
    }
