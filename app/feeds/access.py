from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from app.core.actor import Actor
from app.core.errors import Gone, NotFound, existing
from app.core.tokens import hash_of
from app.feeds.states import State
from app.feeds.tables import CalendarFeed, FeedKind
from app.vorlagen.access import committee_to_read

OFF = "Diese Kalender-Adresse ist abgeschaltet. In Spurwerk können Sie unter „Kalender-Abo“ eine neue anlegen."

# The one look that an unchanged calendar costs: the address, and whether a statement whose
# transaction the feed of last time had not seen yet has touched this person or these groups.
SUBSCRIBER = """
SELECT f.id AS feed_id, f.person AS person_id, f.kind, f."group", f.with_tasks, f.last_used_at,
    f.revoked_at, p.blocked, coalesce(g.name, '') AS group_name,
    {}::text IS NOT NULL AND NOT EXISTS (
        SELECT FROM calendar_change c
        WHERE c.written_by >= pg_snapshot_xmin({}::text::pg_snapshot)::text::bigint
            AND NOT pg_visible_in_snapshot(c.written_by::text::xid8, {}::text::pg_snapshot)
            AND (c.groups && {}::uuid[] OR f.person = ANY(c.persons))) AS unchanged
FROM calendar_feed f JOIN person p ON p.id = f.person
LEFT JOIN steering_group g ON g.id = f."group" WHERE f.token_hash = {}
"""


@dataclass(frozen=True)
class Subscriber:
    """Who reads which feed, when a calendar program last did, and whether it stayed as in the state."""

    feed_id: UUID
    person_id: UUID
    kind: FeedKind
    group: UUID | None
    group_name: str
    with_tasks: bool
    last_used_at: datetime | None
    unchanged: bool


async def subscriber_by_token(token: str, state: State | None = None) -> Subscriber:
    """The token is the only right; what it shows hangs on the seats and invitations of this moment.

    Raises NotFound for an unknown token or a blocked person, Gone for a revoked one.
    """
    snapshot, groups = (state.snapshot, state.groups) if state else (None, [])
    rows = await CalendarFeed.raw(SUBSCRIBER, snapshot, snapshot, snapshot, groups, hash_of(token))
    if not rows or rows[0].pop("blocked"):
        raise NotFound
    if rows[0].pop("revoked_at") is not None:
        raise Gone(OFF)
    return Subscriber(**{**rows[0], "kind": FeedKind(rows[0]["kind"])})


async def feed_to_change(actor: Actor, feed_id: UUID) -> CalendarFeed:
    """Everybody only their own. Locked; inside a transaction."""
    return existing(
        await CalendarFeed.objects()
        .where(CalendarFeed.id == feed_id, CalendarFeed.person == actor.person_id)
        .lock_rows("UPDATE")
        .first()
    )


async def check_may_subscribe(actor: Actor, kind: FeedKind, group: UUID | None) -> None:
    """A group's calendar is for who sits in it; a committee's public sessions for everybody of the
    body. Raises NotFound.
    """
    if kind == FeedKind.COMMITTEE and group is not None:
        await committee_to_read(actor, group)
    elif kind == FeedKind.GROUP and group not in actor.member_of | actor.attends:
        raise NotFound
