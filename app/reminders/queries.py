"""Who has to be reminded of what on this day, over all groups that want it."""

from collections.abc import Collection
from datetime import date, datetime
from typing import Any
from uuid import UUID

from app.core import clock
from app.groups.queries.names import name_on
from app.invitations.access import BELONGS
from app.outbox.tables import PeriodicRun
from app.people.tables import Body
from app.reminders import rules
from app.reminders.rules import Bundle, Item

DAY = "(mt.starts_at AT TIME ZONE mt.zone)::date"
NAME = "concat_ws(' ', nullif(p.title, ''), p.given_name, p.family_name)"
WHO = f"p.id AS person_id, {NAME} AS name, p.email AS address, g.body AS body_id"
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
FROM invitation i JOIN meeting mt ON mt.id = i.meeting JOIN person p ON p.id = i.person
JOIN steering_group g ON g.id = mt."group"
WHERE g.remind_answers AND mt.status = 'invited' AND mt.starts_at > {{}} AND {DAY} <= {{}}
  AND i.revoked_at IS NULL AND i.created_at < {{}} AND (i.answer = 'open' OR {STALE}) AND {MAY}
UNION ALL
SELECT 'meetings', i.id, {WHO}, {WHAT}, {MEMBER}
FROM invitation i JOIN meeting mt ON mt.id = i.meeting JOIN person p ON p.id = i.person
JOIN steering_group g ON g.id = mt."group"
WHERE g.remind_meeting AND mt.status = 'invited' AND mt.starts_at > {{}} AND {DAY} <= {{}}
  AND i.revoked_at IS NULL AND (i.answer <> 'declined' OR {STALE}) AND {MAY}
ORDER BY starts_at, invitation_id
"""
# Who keeps the minutes; where nobody does, who leads.
MINUTES = f"""
SELECT {WHO}, {WHAT}, g.minutes_days AS late FROM meeting mt JOIN steering_group g ON g.id = mt."group"
LEFT JOIN minutes mi ON mi.meeting = mt.id
JOIN membership m ON m."group" = g.id AND m.since <= {{}} AND (m.until IS NULL OR m.until >= {{}})
JOIN person p ON p.id = m.person AND NOT p.blocked
WHERE g.remind_minutes AND mt.status IN ('invited', 'running', 'held') AND mt.ends_at < {{}}
  AND {DAY} BETWEEN {{}} AND {{}}::date - g.minutes_days AND (mi.id IS NULL OR mi.status = 'draft')
  AND (m.role = 'protokoll' OR (m.role IN ('leitung', 'koordination') AND NOT EXISTS (
    SELECT FROM membership k JOIN person kp ON kp.id = k.person AND NOT kp.blocked
    WHERE k."group" = g.id AND k.role = 'protokoll'
      AND k.since <= {{}} AND (k.until IS NULL OR k.until >= {{}}))))
ORDER BY mt.starts_at, p.id
"""


async def bundles(now: datetime) -> list[Bundle]:
    """Two statements; what was said before is still in them."""
    day = clock.berlin(now).date()
    found: dict[UUID, Bundle] = {}
    for row in await Body.raw(INVITED, *_invited_values(now, day)):
        kind = row["kind"]
        key = f"remind:{kind}:{row['invitation_id']}"
        getattr(_bundle(found, row), kind).append(_item(row, key))
    values = (day, day, now, day - rules.LONGEST, day, day, day)
    for row in await Body.raw(MINUTES, *values):
        held_on = clock.berlin(row["starts_at"]).date()
        week = rules.week_after(held_on, day, row["late"])
        key = f"remind:minutes:{row['meeting_id']}:{row['person_id']}:{week}"
        bundle = _bundle(found, row)
        if key not in {item.key for item in bundle.minutes}:
            bundle.minutes.append(_item(row, key))
    return list(found.values())


def _invited_values(now: datetime, day: date) -> tuple[Any, ...]:
    near, soon = day + rules.BEFORE_ANSWER, day + rules.BEFORE_MEETING
    return (
        day, day, now, near, now - rules.FRESH, day, day,
        day, day, now, soon, day, day,
    )  # fmt: skip


def _bundle(found: dict[UUID, Bundle], row: dict[str, Any]) -> Bundle:
    return found.setdefault(
        row["person_id"],
        Bundle(
            person_id=row["person_id"], name=row["name"], address=row["address"],
            body_id=row["body_id"],
        ),
    )  # fmt: skip


def _item(row: dict[str, Any], key: str) -> Item:
    values = {name: row[name] for name in Item.__dataclass_fields__ if name in row}
    return Item(**{**values, "key": key})


async def said(keys: Collection[str]) -> set[str]:
    return set(
        await PeriodicRun.select(PeriodicRun.key)
        .where(PeriodicRun.key.is_in(list(keys)))
        .output(as_list=True)
    ) if keys else set()  # fmt: skip
