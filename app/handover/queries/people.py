"""Who may hand over and who may take over."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from app.audit.tables import AuditEntry
from app.core.clock import berlin
from app.groups.tables import LEADING, Group, Role
from app.handover.rules import Human
from app.people.rules import full_name
from app.people.tables import Person
from app.tasks.queries import OPEN, RESPONSIBLE

IN_GROUP = """
SELECT p.id, p.title, p.given_name, p.family_name, p.email, p.blocked, m.role,
  m.id IS NULL AS is_office
FROM person p LEFT JOIN membership m ON m.person = p.id AND m."group" = {}
  AND m.since <= {} AND (m.until IS NULL OR m.until >= {})
WHERE p.body = {} AND (m.id IS NOT NULL OR EXISTS (SELECT FROM office_role o
  WHERE o.person = p.id AND o.body = p.body AND o.office = 'coordination'))
ORDER BY din5007(p.family_name), din5007(p.given_name), p.id
"""
AT_ADDRESS = """
SELECT p.id, p.title, p.given_name, p.family_name, p.email, p.blocked FROM person p
WHERE NOT p.blocked AND p.erased_at IS NULL AND p.body = {} AND (p.email = {}
  OR EXISTS (SELECT FROM person_address a WHERE a.person = p.id AND a.email = {}))
ORDER BY p.email <> {} LIMIT 1
"""
IS_OFFICE = """
SELECT FROM office_role WHERE person = {} AND body = {} AND office = 'coordination'
"""
GROUPS_OF = f"""
SELECT g.id, g.name, m.role, (SELECT count(*) FROM task t
    WHERE t."group" = g.id AND {RESPONSIBLE} AND {OPEN}) AS tasks
FROM steering_group g LEFT JOIN membership m ON m."group" = g.id AND m.person = {{}}
  AND m.role = ANY({{}}::text[]) AND m.since <= {{}} AND (m.until IS NULL OR m.until >= {{}})
WHERE g.body = {{}} AND (m.id IS NOT NULL OR EXISTS (SELECT FROM task t
  WHERE t."group" = g.id AND {RESPONSIBLE} AND {OPEN}))
ORDER BY din5007(g.name), g.name
"""
DONE = """
SELECT FROM audit_entry WHERE at > {} AND actor_id = {} AND action = 'group.handed_over'
  AND details ->> 'once' = {}
"""


def human(row: dict[str, Any]) -> Human:
    return Human(
        id=row["id"],
        name=full_name(row["title"], row["given_name"], row["family_name"]),
        spoken=f"{row['given_name']} {row['family_name']}",
        email=row["email"],
        blocked=row["blocked"],
    )


def human_of(person: Person) -> Human:
    return human({column: getattr(person, column) for column in PERSON})


PERSON = ("id", "title", "given_name", "family_name", "email", "blocked")


async def in_group(group: Group, now: datetime) -> list[dict[str, Any]]:
    """Members of today and the office, by name; `is_office`: without a seat."""
    day = berlin(now).date()
    return list(await Person.raw(IN_GROUP, group.id, day, day, group.body))


def givers(rows: Iterable[dict[str, Any]], *, for_office: bool) -> dict[str, str]:
    """Who leads the group; an office hands over its own part only itself."""
    found = {}
    for row in rows:
        if row["is_office"] and for_office:
            found[str(row["id"])] = f"{human(row).name} (Koordination der Körperschaft)"
        elif row["role"] in LEADING:
            found[str(row["id"])] = f"{human(row).name} ({Role(row['role']).label})"
    return found


def takers(rows: Iterable[dict[str, Any]]) -> dict[str, str]:
    return {
        str(row["id"]): f"{human(row).name} "
        f"({'Koordination der Körperschaft' if row['is_office'] else Role(row['role']).label})"
        for row in rows
        if not row["blocked"]
    }


async def offices(body_id: UUID) -> dict[str, str]:
    """Who coordinates the body, by name."""
    rows = await Person.raw(
        """SELECT p.id, p.title, p.given_name, p.family_name, p.email, p.blocked FROM person p
        JOIN office_role o ON o.person = p.id AND o.body = p.body AND o.office = 'coordination'
        WHERE p.body = {} AND NOT p.blocked ORDER BY din5007(p.family_name), p.id""",
        body_id,
    )
    return {str(row["id"]): human(row).name for row in rows}


async def human_with(person_id: UUID, body_id: UUID) -> Human | None:
    """Of this body; who is blocked may hand over, but not take over."""
    person = await Person.objects().where(Person.id == person_id, Person.body == body_id).first()
    return human_of(person) if person else None


async def human_at(email: str, body_id: UUID) -> Human | None:
    rows = await Person.raw(AT_ADDRESS, body_id, email, email, email)
    return human(rows[0]) if rows else None


async def is_office(person_id: UUID, body_id: UUID) -> bool:
    return bool(await Person.raw(IS_OFFICE, person_id, body_id))


async def groups_of(person: Person, now: datetime) -> dict[str, tuple[str, str]]:
    """Of each group the person leads or has open tasks in: its name and why it is listed."""
    day = berlin(now).date()
    rows = await Group.raw(
        GROUPS_OF, person.id, person.id, person.id, list(LEADING), day, day, person.body,
        person.id, person.id,
    )  # fmt: skip
    return {str(row["id"]): (row["name"], _why(row)) for row in rows}


def _why(row: dict[str, Any]) -> str:
    role = Role(row["role"]).label if row["role"] else ""
    tasks = {0: "", 1: "eine offene Aufgabe"}.get(row["tasks"], f"{row['tasks']} offene Aufgaben")
    return ", ".join(filter(None, [role, tasks]))


async def is_done(once: UUID, now: datetime, by: UUID) -> bool:
    """The same person has sent this very form before."""
    return bool(await AuditEntry.raw(DONE, now - timedelta(days=1), by, str(once)))
