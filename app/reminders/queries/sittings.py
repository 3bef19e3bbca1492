"""Answers, agendas and minutes of which somebody has to be reminded, over all groups that want it."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from app.core import clock
from app.groups.queries.names import name_on
from app.invitations.access import BELONGS
from app.people.tables import Body
from app.reminders.queries.parts import MINUTE_TAKING, WHO
from app.reminders.rules import bundle as rules
from app.reminders.rules.bundle import Item
from app.reminders.rules.days import Reach

DAY = "(mt.starts_at AT TIME ZONE mt.zone)::date"
WHAT = f"""mt.id AS meeting_id, mt.title, mt.starts_at, mt.ends_at,
  concat_ws(', ', nullif(mt.place, ''), nullif(mt.room, '')) AS place, mt.video_url,
  {name_on("g", DAY)} AS group_name"""
STALE = "(i.answered_sequence IS NOT NULL AND i.answered_sequence < coalesce(i.sent_sequence, 0))"
MEMBER = """EXISTS (SELECT FROM membership m WHERE m."group" = g.id AND m.person = p.id
  AND m.since <= {} AND (m.until IS NULL OR m.until >= {})
  AND (m.role <> 'mitglied' OR m.standing = 'voting')) AS member"""
# As for the answer itself: members until they leave, and guests who never had a seat.
MAY = f"""({BELONGS} OR (NOT p.blocked AND NOT EXISTS (
    SELECT FROM membership m WHERE m."group" = g.id AND m.person = p.id)))"""
INVITED = f"""
SELECT 'answers' AS kind, i.id AS invitation_id, {WHO}, {WHAT}, {MEMBER}
FROM unnest({{}}::text[], {{}}::date[]) AS reach(land, until_day) JOIN body b ON b.land = reach.land
JOIN steering_group g ON g.body = b.id JOIN meeting mt ON mt."group" = g.id
JOIN invitation i ON i.meeting = mt.id JOIN person p ON p.id = i.person
WHERE g.remind_answers AND mt.status = 'invited' AND mt.starts_at > {{}} AND {DAY} <= reach.until_day
  AND i.revoked_at IS NULL AND i.created_at < {{}} AND (i.answer = 'open' OR {STALE}) AND {MAY}
UNION ALL
SELECT 'meetings', i.id, {WHO}, {WHAT}, {MEMBER}
FROM unnest({{}}::text[], {{}}::date[]) AS reach(land, until_day) JOIN body b ON b.land = reach.land
JOIN steering_group g ON g.body = b.id JOIN meeting mt ON mt."group" = g.id
JOIN invitation i ON i.meeting = mt.id JOIN person p ON p.id = i.person
WHERE g.remind_meeting AND mt.status = 'invited' AND mt.starts_at > {{}} AND {DAY} <= reach.until_day
  AND i.revoked_at IS NULL AND (i.answer <> 'declined' OR {STALE}) AND {MAY}
ORDER BY starts_at, invitation_id
"""
# Who keeps the minutes; where nobody does, who leads; where nobody leads, the office.
MINUTES = f"""
SELECT {WHO}, {WHAT}, g.minutes_days AS late FROM meeting mt JOIN steering_group g ON g.id = mt."group"
JOIN body b ON b.id = g.body AND b.land = ANY({{}}::text[])
LEFT JOIN minutes mi ON mi.meeting = mt.id
JOIN LATERAL {MINUTE_TAKING} who ON true JOIN person p ON p.id = who.person
WHERE g.remind_minutes AND mt.status IN ('invited', 'running', 'held') AND mt.ends_at < {{}}
  AND {DAY} BETWEEN {{}} AND {{}}::date - g.minutes_days AND (mi.id IS NULL OR mi.status = 'draft')
ORDER BY mt.starts_at, p.id
"""


async def invited(
    now: datetime, reaches: Sequence[Reach]
) -> list[tuple[dict[str, Any], str, Item]]:
    """Rows of people with the part of the bundle and what stands in it."""
    day, lands = clock.berlin(now).date(), [reach.land for reach in reaches]
    values = (
        day, day, lands, [reach.answers for reach in reaches], now, now - rules.FRESH, day, day,
        day, day, lands, [reach.meetings for reach in reaches], now, day, day,
    )  # fmt: skip
    rows = await Body.raw(INVITED, *values)
    return [
        (row, row["kind"], _item(row, f"remind:{row['kind']}:{row['invitation_id']}"))
        for row in rows
    ]


async def minutes(now: datetime, lands: Sequence[str]) -> list[tuple[dict[str, Any], str, Item]]:
    day: date = clock.berlin(now).date()
    values = ([*lands], day, day, now, day - rules.LONGEST, day)
    found = {}
    for row in await Body.raw(MINUTES, *values):
        held_on = clock.berlin(row["starts_at"]).date()
        week = rules.week_after(held_on, day, row["late"])
        key = f"remind:minutes:{row['meeting_id']}:{row['person_id']}:{week}"
        found[key] = (row, "minutes", _item(row, key))
    return list(found.values())


def _item(row: dict[str, Any], key: str) -> Item:
    values = {name: row[name] for name in Item.__dataclass_fields__ if name in row}
    return Item(**{**values, "key": key})
