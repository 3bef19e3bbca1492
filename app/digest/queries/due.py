"""For which subscriptions the worker has to look now."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from app.digest.queries.people import AT_A_TIME, CHOSEN, chosen_of
from app.digest.rules.occasions import AGAIN, MORNING, Chosen, look_again, occasion
from app.digest.tables import Subscription

# A committee's session is a meeting here, or only a day of a Beratungsfolge: without a known hour
# it begins at MORNING, so that no mail goes out at midnight.
DUE = f"""
SELECT s.committee, s.served, s.look_at, s.waiting, {CHOSEN},
  (SELECT min(at) FROM (
    SELECT m.starts_at AS at FROM meeting m
    WHERE m."group" = s.committee AND m.status IN ('planned', 'invited')
    UNION ALL
    SELECT (c.held_on + coalesce(c.begins_at, '{MORNING}')) AT TIME ZONE 'Europe/Berlin'
    FROM committee_session c WHERE c.committee = s.committee
      AND (c.version > 1 OR EXISTS (SELECT FROM consultation step
        WHERE step.committee = c.committee AND step.held_on = c.held_on))
  ) sessions WHERE at > {{}}) AS session_at
FROM (SELECT *, count(*) OVER () AS waiting FROM subscription WHERE ended_at IS NULL AND look_at <= {{}}
  ORDER BY committee, id LIMIT {{}}) AS s
LEFT JOIN digest_default d ON d.committee = s.committee
ORDER BY s.committee, s.id
"""
# Whose row has changed meanwhile, by a choice or by a digest, keeps its own time.
POSTPONE = """
UPDATE subscription s SET look_at = n.again
FROM unnest({}::uuid[], {}::timestamptz[], {}::timestamptz[]) AS n(id, was, again)
WHERE s.look_at = n.was AND s.id = n.id AND s.id IN (
  SELECT id FROM subscription WHERE id = ANY({}::uuid[]) FOR UPDATE SKIP LOCKED)
"""


@dataclass(frozen=True)
class Due:
    """A subscription to look at; `key` is the occasion that is not served yet."""

    subscription_id: UUID
    committee_id: UUID
    chosen: Chosen
    look_at: datetime
    waiting: int  # how many are to be looked at, this page included
    key: str | None


async def due(now: datetime) -> list[Due]:
    """One page, in a stable order."""
    found = []
    for row in await Subscription.raw(DUE, now, now, AT_A_TIME):
        chosen = chosen_of(row)
        key = occasion(chosen, now, row["session_at"])
        found.append(
            Due(
                row["subscription_id"], row["committee"], chosen, row["look_at"], row["waiting"],
                None if key == row["served"] else key,
            )
        )  # fmt: skip
    return found


async def postpone(looked_at: Sequence[Due], failed: Collection[UUID], now: datetime) -> None:
    """Until another occasion may be due; what failed soon again."""
    ids = [each.subscription_id for each in looked_at]
    again = [
        now + AGAIN if each.subscription_id in failed else look_again(each.chosen, now)
        for each in looked_at
    ]
    await Subscription.raw(POSTPONE, ids, [each.look_at for each in looked_at], again, ids)
