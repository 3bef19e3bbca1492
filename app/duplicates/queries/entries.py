"""Entries that may be one human, and what hangs on each."""

import json
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from app.core.actor import Actor
from app.duplicates.rules import LINKS, UNDO_WITHIN, Fate, column_of
from app.people.rules import full_name
from app.people.tables import Person, PersonMerge

AT_ONCE = 50  # pairs on the page; the next ones come when these are settled
MOST = 20  # of one name, in pairs
SHARED = 3  # a telephone that more people have is the house's, of nobody

# Grouped, never joined with itself: of 20,000 people few share anything.
SUGGESTED = f"""
WITH mark AS (
  SELECT id, body, 'gleicher Name' AS why, replace(replace(replace(
    din5007(given_name || ' ' || family_name), 'ae', 'a'), 'oe', 'o'), 'ue', 'u') AS same
  FROM person WHERE body = ANY({{}}::uuid[]) AND erased_at IS NULL
  UNION ALL
  SELECT p.id, p.body, 'gleiches Postfach',
    CASE WHEN strpos(a.email, '+') > 0 THEN regexp_replace(a.email, '[+][^@]*@', '@') ELSE a.email END
  FROM person p JOIN (SELECT id AS person, email FROM person
    UNION ALL SELECT person, email FROM person_address) a ON a.person = p.id
  WHERE p.body = ANY({{}}::uuid[]) AND p.erased_at IS NULL
  UNION ALL
  SELECT id, body, 'gleiche Telefonnummer', regexp_replace(
    regexp_replace(phone, '[^0-9+]', '', 'g'), '^([+]49|0049)', '0')
  FROM person WHERE body = ANY({{}}::uuid[]) AND erased_at IS NULL AND length(phone) > 5
), shared AS MATERIALIZED (
  SELECT why, (array_agg(id))[1:{MOST}] AS ids FROM mark GROUP BY body, why, same
  HAVING count(*) > 1 AND (why <> 'gleiche Telefonnummer' OR count(*) <= {SHARED})
), found AS MATERIALIZED (
  SELECT one, two, string_agg(DISTINCT why, ', ' ORDER BY why) AS why, count(DISTINCT why) AS reasons
  FROM shared, unnest(ids) AS one, unnest(ids) AS two WHERE one < two GROUP BY one, two
)
SELECT f.why, count(*) OVER () AS total,
  older.id AS keep_id, older.title AS keep_title, older.given_name AS keep_given,
  older.family_name AS keep_family, older.email AS keep_email,
  newer.id AS other_id, newer.title AS other_title, newer.given_name AS other_given,
  newer.family_name AS other_family, newer.email AS other_email
FROM found f JOIN person a ON a.id = f.one JOIN person b ON b.id = f.two
JOIN person older ON older.id = CASE WHEN a.created_at <= b.created_at THEN a.id ELSE b.id END
JOIN person newer ON newer.id = CASE WHEN a.created_at <= b.created_at THEN b.id ELSE a.id END
ORDER BY f.reasons DESC, din5007(older.family_name), din5007(older.given_name), f.one, f.two
LIMIT {AT_ONCE}
"""
UNDOABLE = """
SELECT m.id, m.merged_at, m.moved -> 'person' AS person, p.id AS kept_id, p.title, p.given_name,
  p.family_name, coalesce(concat_ws(' ', w.given_name, w.family_name), '') AS merged_by
FROM person_merge m JOIN person p ON p.id = m.kept LEFT JOIN person w ON w.id = m.merged_by
WHERE m.body = ANY({}::uuid[]) AND m.undone_at IS NULL AND m.merged_at >= {}
ORDER BY m.merged_at DESC LIMIT 50
"""


@dataclass(frozen=True)
class Entry:
    id: UUID
    name: str
    email: str


@dataclass(frozen=True)
class Suggestion:
    """`kept`: the older entry, as a first proposal. `why` in words."""

    kept: Entry
    other: Entry
    why: str


@dataclass(frozen=True)
class Undoable:
    id: UUID
    at: datetime
    until: datetime
    kept_id: UUID
    kept: str
    dissolved: str
    merged_by: str


@dataclass(frozen=True)
class Holding:
    """How many rows of a kind each of two entries has, and what becomes of the second's."""

    heading: str
    kept: int
    other: int
    ends: bool


async def suggestions(actor: Actor) -> tuple[list[Suggestion], int]:
    """The surest first, and how many there are altogether."""
    bodies = list(actor.office_of)
    rows = await Person.raw(SUGGESTED, bodies, bodies, bodies)
    found = [Suggestion(_entry(row, "keep"), _entry(row, "other"), row["why"]) for row in rows]
    return found, rows[0]["total"] if rows else 0


def _entry(row: dict[str, Any], which: str) -> Entry:
    name = full_name(row[f"{which}_title"], row[f"{which}_given"], row[f"{which}_family"])
    return Entry(row[f"{which}_id"], name, row[f"{which}_email"])


async def person_at(actor: Actor, email: str) -> Person | None:
    """Of a body whose Koordination the actor is; the address may be a further one."""
    rows = await Person.raw(
        """SELECT p.id FROM person p WHERE p.body = ANY({}::uuid[]) AND (p.email = {}
        OR EXISTS (SELECT FROM person_address a WHERE a.person = p.id AND a.email = {}))
        ORDER BY p.email <> {} LIMIT 1""",
        list(actor.office_of), email, email, email,
    )  # fmt: skip
    return await Person.objects().where(Person.id == rows[0]["id"]).first() if rows else None


async def undoable(actor: Actor, *, now: datetime) -> list[Undoable]:
    rows = await PersonMerge.raw(UNDOABLE, list(actor.office_of), now - UNDO_WITHIN)
    return [_undoable(row, UNDO_WITHIN) for row in rows]


def _undoable(row: dict[str, Any], within: timedelta) -> Undoable:
    dissolved = json.loads(row["person"])
    return Undoable(
        id=row["id"],
        at=row["merged_at"],
        until=row["merged_at"] + within,
        kept_id=row["kept_id"],
        kept=full_name(row["title"], row["given_name"], row["family_name"]),
        dissolved=f"{dissolved['given_name']} {dissolved['family_name']}, {dissolved['email']}",
        merged_by=row["merged_by"],
    )


async def holdings(keep_id: UUID, other_id: UUID) -> list[Holding]:
    """Only kinds of which one of the two has any."""
    found = []
    for link in LINKS:
        column = column_of(link.table, link.column)
        kept = await link.table.count().where(column == keep_id)
        other = await link.table.count().where(column == other_id)
        if kept or other:
            found.append(Holding(link.heading, kept, other, link.fate == Fate.ENDED))
    return found
