from dataclasses import dataclass
from datetime import date
from uuid import UUID

from app.people.rules import full_name
from app.people.tables import Side, Traeger, TraegerRegion

LISTED = """
SELECT t.id, t.name, t.side, t.starts_on, t.ends_on, parent.name AS parent,
  coalesce((SELECT string_agg(r.name, ', ' ORDER BY din5007(r.name))
    FROM traeger_works_in w JOIN region r ON r.id = w.region WHERE w.traeger = t.id), '') AS regions
FROM traeger t LEFT JOIN traeger parent ON parent.id = t.parent
WHERE t.body = {}
ORDER BY din5007(t.name), t.name
"""
AROUND = """
SELECT 'region' AS kind, r.id, r.name FROM traeger_works_in w JOIN region r ON r.id = w.region
WHERE w.traeger = {}
UNION ALL
SELECT 'parent', p.id, p.name FROM traeger t JOIN traeger p ON p.id = t.parent WHERE t.id = {}
UNION ALL
SELECT 'member', t.id, t.name FROM traeger t WHERE t.parent = {}
UNION ALL
SELECT 'set', s.id, s.name FROM traeger_in_set i JOIN traeger_set s ON s.id = i.traeger_set
WHERE i.traeger = {}
UNION ALL
SELECT DISTINCT 'group', g.id, g.name FROM membership m JOIN steering_group g ON g.id = m."group"
WHERE m.traeger = {} AND g.body = {} AND m.since <= {} AND (m.until IS NULL OR m.until >= {})
"""
WORKERS = """
SELECT a.id, p.id AS person_id, p.title, p.given_name, p.family_name, a.function, a.since, a.until
FROM affiliation a JOIN person p ON p.id = a.person
WHERE a.traeger = {}
ORDER BY (a.until IS NULL OR a.until >= {}) DESC, din5007(p.family_name), din5007(p.given_name), a.id
"""
ABOVE = """
WITH RECURSIVE above (id) AS (
  SELECT {}::uuid
  UNION
  SELECT t.parent FROM traeger t JOIN above ON t.id = above.id WHERE t.parent IS NOT NULL
)
SELECT id FROM above
"""
BELOW = """
WITH RECURSIVE below (id) AS (
  SELECT {}::uuid
  UNION
  SELECT t.id FROM traeger t JOIN below ON t.parent = below.id
)
SELECT id FROM below
"""


@dataclass(frozen=True)
class TraegerRow:
    id: UUID
    name: str
    side: Side
    regions: str  # "Mitte, Nord"
    parent: str
    starts_on: date | None
    ends_on: date | None


@dataclass(frozen=True)
class Worker:
    person_id: UUID
    name: str
    function: str
    since: date | None
    until: date | None


@dataclass(frozen=True)
class Named:
    id: UUID
    name: str


@dataclass(frozen=True)
class Around:
    """What a Träger belongs to and where it sits today."""

    regions: tuple[Named, ...]
    parent: Named | None
    members: tuple[Named, ...]
    sets: tuple[Named, ...]
    groups: tuple[Named, ...]


async def traeger_by_side(body_id: UUID) -> list[tuple[Side, list[TraegerRow]]]:
    """Only sides that have somebody, in the order of the enum."""
    rows = await Traeger.raw(LISTED, body_id)
    found = [
        TraegerRow(**{**row, "side": Side(row["side"]), "parent": row["parent"] or ""})
        for row in rows
    ]
    by_side = [(side, [row for row in found if row.side == side]) for side in Side]
    return [(side, members) for side, members in by_side if members]


async def around(traeger: Traeger, *, today: date) -> Around:
    own = [traeger.id] * 5
    rows = await Traeger.raw(AROUND, *own, traeger.body, today, today)
    named = sorted(((row["kind"], Named(row["id"], row["name"])) for row in rows), key=_by_name)
    of_kind = {
        kind: tuple(one for other, one in named if other == kind)
        for kind in ("region", "parent", "member", "set", "group")
    }
    return Around(
        regions=of_kind["region"],
        parent=next(iter(of_kind["parent"]), None),
        members=of_kind["member"],
        sets=of_kind["set"],
        groups=of_kind["group"],
    )


def _by_name(row: tuple[str, Named]) -> str:
    return row[1].name.casefold()


async def workers(traeger_id: UUID, *, today: date) -> tuple[list[Worker], list[Worker]]:
    """Who works there now or from a later day on, and who did; by name."""
    rows = await Traeger.raw(WORKERS, traeger_id, today)
    found = [
        Worker(
            row["person_id"],
            full_name(row["title"], row["given_name"], row["family_name"]),
            row["function"],
            row["since"],
            row["until"],
        )
        for row in rows
    ]
    current = [one for one in found if one.until is None or one.until >= today]
    return current, found[len(current) :]


async def regions_of(traeger_id: UUID) -> list[UUID]:
    rows = await TraegerRegion.select(TraegerRegion.region).where(
        TraegerRegion.traeger == traeger_id
    )
    return [row["region"] for row in rows]


async def with_all_above(traeger_id: UUID) -> list[UUID]:
    """The Träger, its association, the association of that, and so on."""
    return [row["id"] for row in await Traeger.raw(ABOVE, traeger_id)]


async def with_all_below(traeger_id: UUID) -> list[UUID]:
    return [row["id"] for row in await Traeger.raw(BELOW, traeger_id)]
