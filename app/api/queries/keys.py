"""The keys of a person, and who asks with one."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from app.accounts.queries import PERSON, actor_of_row
from app.api.rules import keys as rules
from app.api.tables import AccessKey
from app.core import clock
from app.core.actor import Actor
from app.core.tokens import hash_of, is_use_to_note

# Values: day, day, hash, day.
ACTOR_OF_KEY = f"""
SELECT k.id, k.last_used_at, {PERSON}
FROM access_key k JOIN person p ON p.id = k.person
WHERE k.token_hash = {{}} AND k.ended_at IS NULL AND k.expires_on >= {{}} AND NOT p.blocked
"""


# Not waiting for the disk: with the power a count is lost, and nothing else. Values: begin of the
# last minute twice, now, key.
COUNT = """
UPDATE access_key SET asked = CASE WHEN minute_began > {} THEN asked + 1 ELSE 1 END,
  minute_began = CASE WHEN minute_began > {} THEN minute_began ELSE {} END
FROM (SELECT set_config('synchronous_commit', 'off', true)) AS without_waiting
WHERE access_key.id = {} RETURNING asked, minute_began
"""


@dataclass(frozen=True)
class OwnKey:
    id: UUID
    program: str
    created_at: datetime
    last_used_at: datetime | None
    expires_on: date


async def keys_of(actor: Actor) -> list[OwnKey]:
    """That hold today, the oldest first."""
    rows = (
        await AccessKey.select(
            AccessKey.id, AccessKey.program, AccessKey.created_at, AccessKey.last_used_at,
            AccessKey.expires_on,
        )
        .where(AccessKey.person == actor.person_id, AccessKey.ended_at.is_null())
        .where(AccessKey.expires_on >= clock.today())
        .order_by(AccessKey.created_at, AccessKey.id)
    )  # fmt: skip
    return [OwnKey(**row) for row in rows]


async def actor_of_key(token: str) -> Actor | None:
    """As actor_of_session, and counted. Raises AskedTooOften."""
    today, now = clock.today(), clock.now()
    rows = await AccessKey.raw(ACTOR_OF_KEY, today, today, hash_of(token), today)
    if not rows:
        return None
    row = rows[0]
    last = now - rules.A_MINUTE
    (counted,) = await AccessKey.raw(COUNT, last, last, now, row["id"])
    rules.check_not_too_often(counted["asked"], counted["minute_began"], now)
    if is_use_to_note(row["last_used_at"], now):
        await AccessKey.update({AccessKey.last_used_at: now}).where(AccessKey.id == row["id"])
    return actor_of_row(row)
