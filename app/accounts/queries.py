import json
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache
from typing import Any
from uuid import UUID

from app.accounts.tables import Session
from app.core import clock, db
from app.core.actor import Actor
from app.core.tokens import hash_of
from app.groups.tables import LEADING

IDLE = timedelta(hours=8)
SEEN_EVERY = timedelta(minutes=5)  # one write per person and five minutes
ACTORS_KEPT = 1_000  # of some kilobytes each, per process

# Who p is and where they sit. Values: day, day.
PERSON = """p.id AS person_id, p.given_name, p.family_name,
  (SELECT b.name FROM body b WHERE b.id = p.body) AS body_name,
  (SELECT coalesce(json_agg(json_build_array(o.body, o.office)), '[]') FROM office_role o
    WHERE o.person = p.id) AS offices,
  (SELECT coalesce(json_agg(json_build_array(m."group", g.body, m.role, m.standing)), '[]')
    FROM membership m JOIN steering_group g ON g.id = m."group"
    WHERE m.person = p.id AND m.since <= {} AND (m.until IS NULL OR m.until >= {})) AS seats"""
ACTOR_OF_SESSION = f"""
SELECT s.id, s.last_used_at, s.expires_at, {PERSON}
FROM login_session s JOIN person p ON p.id = s.person
WHERE s.token_hash = {{}} AND NOT p.blocked
"""


async def actor_of_session(token: str) -> Actor | None:
    """One statement; a second, small one at most every five minutes to note the use."""
    today, now = clock.today(), clock.now()
    rows = await db.ask_at_once(ACTOR_OF_SESSION, today, today, hash_of(token))
    if not rows:
        return None
    row = rows[0]
    if row["expires_at"] <= now or row["last_used_at"] <= now - IDLE:
        return None
    if row["last_used_at"] <= now - SEEN_EVERY:
        await Session.update({Session.last_used_at: now}).where(Session.id == row["id"])
    return actor_of_row(row, session_id=row["id"])


def actor_of_row(row: dict[str, Any], session_id: UUID | None = None) -> Actor:
    """Of a row with PERSON."""
    name = f"{row['given_name']} {row['family_name']}"
    offices, seats = row["offices"], row["seats"]
    return _actor(row["person_id"], name, offices, seats, session_id, row["body_name"])


@lru_cache(maxsize=ACTORS_KEPT)
def _actor(
    person_id: UUID, name: str, offices: str, seats: str, session_id: UUID | None, body_name: str
) -> Actor:
    """The rows are asked at every request; the same rows make the same Actor, which never changes."""
    return actor_from(
        person_id=person_id,
        name=name,
        offices=json.loads(offices),
        seats=json.loads(seats),
        session_id=session_id,
        body_name=body_name,
    )


def actor_from(
    *,
    person_id: UUID,
    name: str,
    offices: list[tuple[str, str]],
    seats: list[tuple[str, str, str, str]],
    session_id: UUID | None = None,
    body_name: str = "",
) -> Actor:
    """offices: (body, office); seats: (group, body, role, standing) that are valid today."""
    groups = [(UUID(group), role, standing) for group, _, role, standing in seats]
    full = frozenset(
        g for g, role, standing in groups if role != "mitglied" or standing == "voting"
    )
    coordinated = frozenset(UUID(body) for body, office in offices if office == "coordination")
    return Actor(
        person_id=person_id,
        name=name,
        session_id=session_id,
        body_name=body_name,
        operator=any(office == "operator" for _, office in offices),
        office_of=coordinated,
        bodies=coordinated.union(map(UUID, {body for _, body, _, _ in seats})),
        member_of=full,
        attends=frozenset(group for group, _, _ in groups) - full,
        leads=frozenset(group for group, role, _ in groups if role in LEADING),
        writes=frozenset(group for group, role, _ in groups if role == "protokoll"),
    )


@dataclass(frozen=True)
class OwnSession:
    id: UUID
    created_at: datetime
    last_used_at: datetime
    current: bool


async def sessions_of(actor: Actor) -> list[OwnSession]:
    rows = (
        await Session.select(Session.id, Session.created_at, Session.last_used_at)
        .where(Session.person == actor.person_id, Session.expires_at > clock.now())
        .order_by(Session.last_used_at, ascending=False)
    )
    return [OwnSession(**row, current=row["id"] == actor.session_id) for row in rows]
