"""Open tasks of which somebody has to be reminded."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from app.core import clock
from app.core.words import Visibility
from app.groups.queries.names import name_on
from app.people.tables import Body
from app.reminders.queries.parts import LEADING, WHO
from app.reminders.rules import tasks as rules
from app.reminders.rules.bundle import TaskItem
from app.reminders.rules.tasks import Term
from app.tasks.queries import OPEN
from app.tasks.rules import link_has_ended
from app.tasks.tables import TaskPerson

SHARED = TaskPerson._meta.tablename  # noqa: SLF001 - Piccolo's own name for it
VALID = "m.since <= {} AND (m.until IS NULL OR m.until >= {})"
# All who are responsible; of a task that is nobody's yet, who sits in the group for its Träger.
# They still belong to the group, or coordinate. Values: day ×4.
RESPONSIBLE = f"""(SELECT r.person, r.by_link FROM (
    SELECT t.person, true AS by_link
    UNION SELECT tp.person, true FROM {SHARED} tp WHERE tp.task = t.id
    UNION SELECT m.person, false FROM membership m
    WHERE t.person IS NULL AND m.traeger = t.traeger AND m."group" = t."group" AND {VALID}) r
  WHERE EXISTS (SELECT FROM membership m WHERE m.person = r.person AND m."group" = t."group" AND {VALID})
    OR EXISTS (SELECT FROM office_role o WHERE o.person = r.person AND o.body = g.body
      AND o.office = 'coordination'))"""
NAMES = f"""coalesce(nullif((SELECT string_agg(concat_ws(' ', n.given_name, n.family_name), ', '
    ORDER BY din5007(n.family_name), n.id) FROM person n
  WHERE n.id = t.person OR n.id IN (SELECT tp.person FROM {SHARED} tp WHERE tp.task = t.id)), ''),
  (SELECT tr.name FROM traeger tr WHERE tr.id = t.traeger), '')"""
TASK = f"""{WHO}, t.id AS task_id, t.title, t.visibility, t.due_on, t.starts_on, t.created_at,
  {name_on("g", "{}")} AS group_name, b.land"""
FROM = """FROM task t JOIN steering_group g ON g.id = t."group" AND g.remind_tasks
JOIN body b ON b.id = g.body AND b.land = ANY({}::text[])"""
AWAKE = f"{OPEN} AND (t.starts_on IS NULL OR t.starts_on <= {{}})"
OWN = f"""
SELECT {TASK}, bool_or(who.by_link) AS by_link, '' AS responsible {FROM}
JOIN LATERAL {RESPONSIBLE} who ON true JOIN person p ON p.id = who.person AND NOT p.blocked
WHERE {AWAKE} AND (t.due_on <= {{}} OR t.starts_on > {{}})
GROUP BY t.id, g.id, b.id, p.id ORDER BY t.due_on NULLS LAST, t.created_at, t.id, p.id
"""
# To who leads, unless it is their own task.
LATE = f"""
SELECT {TASK}, false AS by_link, {NAMES} AS responsible {FROM}
JOIN LATERAL {LEADING} who ON true JOIN person p ON p.id = who.person
WHERE {AWAKE} AND g.leading_weeks > 0 AND t.due_on <= {{}}::date - 7 * g.leading_weeks
  AND t.person IS DISTINCT FROM p.id
  AND NOT EXISTS (SELECT FROM {SHARED} tp WHERE tp.task = t.id AND tp.person = p.id)
ORDER BY t.due_on, t.created_at, t.id, p.id
"""


async def own(now: datetime, lands: Sequence[str]) -> list[tuple[dict[str, Any], str, TaskItem]]:
    """Rows of people with the part of the bundle and what stands in it."""
    day: date = clock.berlin(now).date()
    rows = await Body.raw(OWN, day, [*lands], *[day] * 4, day, day + rules.EARLY, day - rules.WEEK)
    found = []
    for row in rows:
        term = _term(row)
        if stage := rules.stage_of(term, day, row["land"]):
            since = row["due_on"] if stage != "again" else row["starts_on"]
            key = f"remind:task:{row['task_id']}:{row['person_id']}:{since}:{stage}"
            found.append((row, "tasks", _item(row, key, rules.words_of(stage, term, day), day)))
    return found


async def late(now: datetime, lands: Sequence[str]) -> list[tuple[dict[str, Any], str, TaskItem]]:
    """For who leads, once per due date."""
    day: date = clock.berlin(now).date()
    found = []
    for row in await Body.raw(LATE, day, [*lands], day, day, day, day):
        key = f"remind:late:{row['task_id']}:{row['person_id']}:{row['due_on']}"
        found.append((row, "late", _item(row, key, rules.words_of("", _term(row), day), day)))
    return found


def _term(row: dict[str, Any]) -> Term:
    return Term(
        given_on=clock.berlin(row["created_at"]).date(),
        due_on=row["due_on"],
        starts_on=row["starts_on"],
    )


def _item(row: dict[str, Any], key: str, words: str, day: date) -> TaskItem:
    """The title of a task that is not public stays behind the login, as in its own mail."""
    secret = row["visibility"] == Visibility.CONFIDENTIAL
    ended = link_has_ended(row["due_on"], row["created_at"], day)
    return TaskItem(
        key=key,
        task_id=row["task_id"],
        group_name=row["group_name"],
        title="" if secret else row["title"],
        words=words,
        due_on=row["due_on"],
        by_link=row["by_link"] and not secret and not ended,
        responsible=row["responsible"],
    )
