"""The addresses of a person, and of which calendars there could be more."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from app.core.actor import Actor
from app.feeds.tables import CalendarFeed, FeedKind
from app.groups.tables import COMMITTEES, Group

OWN = """
SELECT f.id, f.device, f.kind, f.with_tasks, f.created_at, f.last_used_at,
    coalesce(g.name, '') AS group_name
FROM calendar_feed f LEFT JOIN steering_group g ON g.id = f."group"
WHERE f.person = {} AND f.revoked_at IS NULL ORDER BY f.created_at, f.id
"""
CHOICES = """
SELECT g.id, g.name, g.kind = ANY({}::text[]) AS committee
FROM steering_group g
WHERE g.id = ANY({}::uuid[]) OR g.kind = ANY({}::text[]) AND g.body = ANY({}::uuid[])
ORDER BY din5007(g.name), g.id
"""
UNUSED = """
SELECT f.id, f.device, p.id AS person_id, p.email, p.blocked,
    concat_ws(' ', p.given_name, p.family_name) AS person_name, p.body AS body_id
FROM calendar_feed f JOIN person p ON p.id = f.person
WHERE f.revoked_at IS NULL AND coalesce(f.last_used_at, f.created_at) < {}
ORDER BY f.id LIMIT {} FOR UPDATE OF f SKIP LOCKED
"""


@dataclass(frozen=True)
class OwnFeed:
    id: UUID
    device: str
    kind: FeedKind
    with_tasks: bool
    created_at: datetime
    last_used_at: datetime | None
    group_name: str

    @property
    def shows(self) -> str:
        what = f"{self.kind.label}: {self.group_name}" if self.group_name else self.kind.label
        return f"{what}, mit Aufgaben" if self.with_tasks else what


async def feeds_of(actor: Actor) -> list[OwnFeed]:
    rows = await CalendarFeed.raw(OWN, actor.person_id)
    return [OwnFeed(**{**row, "kind": FeedKind(row["kind"])}) for row in rows]


async def choices_for(actor: Actor) -> dict[str, str]:
    """What a new address may show; keys as in `rules.chosen`."""
    seats = list(actor.member_of | actor.attends)
    bodies = list(actor.bodies | actor.office_of)
    kinds = [str(kind) for kind in COMMITTEES]
    rows = await Group.raw(CHOICES, kinds, seats, kinds, bodies)
    choices = {str(FeedKind.PERSONAL): FeedKind.PERSONAL.label}
    for row in rows:
        if row["id"] in seats:
            choices[f"{FeedKind.GROUP}:{row['id']}"] = f"{FeedKind.GROUP.label}: {row['name']}"
    for row in rows:
        if row["committee"]:
            choices[f"{FeedKind.COMMITTEE}:{row['id']}"] = (
                f"{FeedKind.COMMITTEE.label}: {row['name']}"
            )
    return choices


@dataclass(frozen=True)
class UnusedFeed:
    id: UUID
    device: str
    person_id: UUID
    email: str
    blocked: bool
    person_name: str
    body_id: UUID


async def unused_since(day: datetime, *, most: int) -> list[UnusedFeed]:
    """Locked; inside a transaction. Those that no calendar program has fetched from that day on."""
    return [UnusedFeed(**row) for row in await CalendarFeed.raw(UNUSED, day, most)]
