"""Who is told, up to where each of them knows, and what their own tasks are."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from app.audit.settled import settled_at
from app.core.clock import berlin
from app.digest.queries.news import edition_of
from app.digest.rules.marks import Marks, kinds_in, marks_of
from app.digest.rules.news import Edition, OwnTask, Without
from app.digest.rules.occasions import Chosen
from app.digest.tables import Rhythm, Subscription
from app.groups.tables import Group, Membership
from app.tasks.queries import OF_PERSON, OPEN

AT_A_TIME = 250  # people of one page of a run
MOST_TASKS = 10  # of one mail
NOBODY = UUID(int=0)

# The rhythm that holds: the own one, or what the office has set, each since its choice.
CHOSEN = """
s.id AS subscription_id, s.chosen_at, CASE WHEN s.rhythm <> 'committee' THEN s.rhythm
  ELSE coalesce(d.rhythm, 'before_meeting') END AS rhythm,
CASE WHEN s.rhythm <> 'committee' THEN s.weekday ELSE coalesce(d.weekday, 0) END AS weekday,
CASE WHEN s.rhythm <> 'committee' THEN s.chosen_at
  ELSE greatest(s.chosen_at, d.changed_at) END AS rhythm_since
"""
MARKS = """s.watermark, s.told_papers, s.told_mandates, s.told_decisions, s.told_tasks,
  s.told_meetings, s.told_reports, s.left_out"""
# Current members only: who has left gets no digest, whatever was chosen.
IS_MEMBER = """EXISTS (SELECT FROM membership m WHERE m.person = s.person
  AND m."group" = s.committee AND m.since <= {} AND (m.until IS NULL OR m.until >= {}))"""
RECIPIENTS = f"""
SELECT p.id AS person_id, p.given_name || ' ' || p.family_name AS name, p.email,
  s.committee AS committee_id, {MARKS}, {CHOSEN}
FROM subscription s JOIN person p ON p.id = s.person AND NOT p.blocked
LEFT JOIN digest_default d ON d.committee = s.committee
WHERE s.committee = {{}} AND s.ended_at IS NULL AND s.id > {{}}
  AND ({{}}::uuid[] IS NULL OR s.id = ANY({{}}::uuid[])) AND {IS_MEMBER}
ORDER BY s.id LIMIT {{}}
"""
MEMBERS = f"""
SELECT p.id AS person_id, p.given_name || ' ' || p.family_name AS name, p.email,
  s.committee AS committee_id, {MARKS}, {CHOSEN}
FROM membership m
JOIN person p ON p.id = m.person AND NOT p.blocked
LEFT JOIN subscription s ON s.person = p.id AND s.committee = m."group" AND s.ended_at IS NULL
LEFT JOIN digest_default d ON d.committee = s.committee
WHERE m."group" = {{}} AND m.since <= {{}} AND (m.until IS NULL OR m.until >= {{}})
GROUP BY p.id, s.id, d.id
ORDER BY din5007(p.family_name), din5007(p.given_name), p.id
"""
SOME = f"""
SELECT count(*) AS people, min(s.watermark) AS since
FROM subscription s WHERE s.committee = {{}} AND s.ended_at IS NULL AND {IS_MEMBER}
"""
OWN_TASKS = f"""
SELECT who.id AS person_id, own.* FROM unnest({{}}::uuid[]) AS who(id) CROSS JOIN LATERAL (
  SELECT t.id, CASE WHEN t.visibility <> 'confidential' THEN t.title ELSE '' END AS title,
    g.name AS group_name, t.due_on, t.created_at AS given_at, count(*) OVER () AS number
  FROM task t JOIN steering_group g ON g.id = t."group"
  WHERE {OF_PERSON.format("who.id", "who.id")} AND {OPEN}
    AND (t.starts_on IS NULL OR t.starts_on <= {{}}) AND EXISTS (
      SELECT FROM membership m WHERE m.person = who.id AND m."group" = g.id
        AND m.since <= {{}} AND (m.until IS NULL OR m.until >= {{}}))
  ORDER BY t.due_on NULLS LAST, t.created_at, t.id LIMIT {{}}) AS own
"""


@dataclass(frozen=True)
class Recipient:
    subscription_id: UUID
    committee_id: UUID
    person_id: UUID
    name: str
    email: str
    chosen: Chosen
    chosen_at: datetime
    marks: Marks
    without: Without


@dataclass(frozen=True)
class Member:
    """A member of the committee; recipient is None where no digest was chosen."""

    person_id: UUID
    name: str
    recipient: Recipient | None


def chosen_of(row: dict[str, Any]) -> Chosen:
    return Chosen(Rhythm(row["rhythm"]), row["weekday"], row["rhythm_since"])


def _recipient(row: dict[str, Any]) -> Recipient:
    return Recipient(
        subscription_id=row["subscription_id"],
        committee_id=row["committee_id"],
        person_id=row["person_id"],
        name=row["name"],
        email=row["email"],
        chosen=chosen_of(row),
        chosen_at=row["chosen_at"],
        marks=marks_of(row),
        without=kinds_in(row["left_out"]),
    )


async def members_of(committee_id: UUID, today: date) -> list[Member]:
    rows = await Membership.raw(MEMBERS, committee_id, today, today)
    return [
        Member(row["person_id"], row["name"], _recipient(row) if row["subscription_id"] else None)
        for row in rows
    ]


def recipients(members: Sequence[Member]) -> list[Recipient]:
    return [member.recipient for member in members if member.recipient]


async def recipients_of(
    committee_id: UUID,
    now: datetime,
    *,
    after: UUID = NOBODY,
    among: Sequence[UUID] | None = None,
) -> list[Recipient]:
    """A page in the order of their subscriptions, behind `after`, of all or of these."""
    today, some = berlin(now).date(), None if among is None else list(among)
    rows = await Subscription.raw(
        RECIPIENTS, committee_id, after, some, some, today, today, AT_A_TIME
    )
    return [_recipient(row) for row in rows]


async def edition_for_all(
    committee: Group, now: datetime, *, without_any: timedelta = timedelta(0)
) -> tuple[Edition, int]:
    """The news since the oldest mark, and how many subscriptions there are; `without_any`: the
    days that are told where there is none.
    """
    until, today = await settled_at(now), berlin(now).date()
    (some,) = await Subscription.raw(SOME, committee.id, today, today)
    since = some["since"] or until - without_any
    return await edition_of(committee, since, until, now=now), some["people"]


async def number_of(committee_ids: Sequence[UUID]) -> int:
    """Of subscriptions, also of those who have left meanwhile."""
    found: int = await Subscription.count().where(
        Subscription.committee.is_in(list(committee_ids)), Subscription.ended_at.is_null()
    )
    return found


@dataclass(frozen=True)
class OwnTasks:
    shown: tuple[OwnTask, ...] = ()
    more: int = 0


async def own_tasks(
    people: Sequence[UUID], now: datetime, most: int = MOST_TASKS
) -> dict[UUID, OwnTasks]:
    """Open ones of groups to which they belong, those of a Wiedervorlage from its day; one statement."""
    today = berlin(now).date()
    rows = await Subscription.raw(OWN_TASKS, list(people), today, today, today, most)
    found: dict[UUID, list[dict[str, Any]]] = {}
    for row in rows:
        found.setdefault(row["person_id"], []).append(row)
    return {
        person_id: OwnTasks(tuple(map(_task, tasks)), tasks[0]["number"] - len(tasks))
        for person_id, tasks in found.items()
    }


def _task(row: dict[str, Any]) -> OwnTask:
    return OwnTask(row["id"], row["title"], row["group_name"], row["due_on"], row["given_at"])
