"""The start page: what needs me, what comes next. Six statements with the session's."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from app.core.actor import Actor
from app.groups.queries.names import berlin_day, name_on
from app.invitations.tables import Answer
from app.mandates.tables import MandateStatus
from app.overview.queries.waiting import Todo, waiting_for
from app.overview.rules.start import waiting
from app.people.tables import Body
from app.tasks.queries import OF_PERSON
from app.tasks.tables import TaskStatus

ONE_DAY = timedelta(days=1)
TWO_YEARS = timedelta(days=730)

# A meeting begins and ends on one day; by starts_at the index leaves out all that is long over.
MEETINGS = """
WITH given AS MATERIALIZED (
  SELECT {}::uuid[] AS offices, {}::uuid[] AS groups, {}::uuid[] AS attends
)
SELECT m.id, m.title, m.starts_at, m.ends_at, m.status, g.name AS group_name,
       i.answer, i.answered_sequence < coalesce(i.sent_sequence, 0) AS outdated,
       count(*) FILTER (WHERE i.answer = 'open' OR i.answered_sequence < i.sent_sequence)
         OVER () AS unanswered
FROM given CROSS JOIN meeting m JOIN steering_group g ON g.id = m."group"
LEFT JOIN invitation i ON i.meeting = m.id AND i.person = {} AND i.revoked_at IS NULL
WHERE m.ends_at > {} AND m.starts_at > {} AND m.status <> 'cancelled'
  AND (g.body = ANY(given.offices) OR g.id = ANY(given.groups)
    OR (i.id IS NOT NULL AND g.id = ANY(given.attends)))
ORDER BY m.starts_at LIMIT 6
"""

TASKS = f"""
SELECT t.id, t.title, t.due_on, t.status, g.name AS group_name,
       count(*) FILTER (WHERE t.due_on < {{}}) OVER () AS overdue
FROM task t JOIN steering_group g ON g.id = t."group"
WHERE {OF_PERSON} AND t.status IN ('open', 'in_progress')
  AND (t.starts_on IS NULL OR t.starts_on <= {{}})
  AND (g.id = ANY({{}}) OR g.body = ANY({{}}))
ORDER BY t.due_on NULLS LAST, t.created_at LIMIT 6
"""

# From the reader's meetings, each looked up by itself: others have as many minutes open as there
# are counties. Who sends minutes after two years finds them by the mail.
MINUTES_TO_READ = f"""
SELECT m.id, m.title, m.starts_at, p.objections_until,
       {name_on("g", berlin_day("m.starts_at"))} AS group_name
FROM unnest({{}}::uuid[]) AS mine (id) JOIN steering_group g USING (id)
JOIN meeting m ON m."group" = g.id AND m.starts_at > {{}} CROSS JOIN LATERAL (
  SELECT sent_at, objections_until FROM minutes
  WHERE meeting = m.id AND status = 'sent' AND objections_until >= {{}} LIMIT 1) p
ORDER BY p.sent_at DESC LIMIT 5
"""

# A step comes after its paper was read in. So who is among the six that moved last is among the six
# with the last steps, found from the mandates, or among the six read in last. With LIMIT and OFFSET
# the mandates, points, papers and steps are looked up one by one; joined, those of all would be hashed.
PAPERS = """
WITH committee AS (
  SELECT id, body FROM unnest({}::uuid[]) AS mine (id) JOIN steering_group USING (id)
  WHERE kind IN ('kreistag', 'ausschuss')
), last_step AS (
  SELECT DISTINCT ON (point.vorlage) point.vorlage AS id, s.at, s.to_status
  FROM (SELECT DISTINCT body FROM committee) home JOIN steering_group g ON g.body = home.body
  CROSS JOIN LATERAL (SELECT id, decision_point FROM mandate WHERE "group" = g.id OFFSET 0) d
  CROSS JOIN LATERAL (SELECT vorlage FROM decision_point WHERE id = d.decision_point OFFSET 0) point
  CROSS JOIN LATERAL (SELECT committee FROM vorlage WHERE id = point.vorlage OFFSET 0) v
  CROSS JOIN LATERAL (SELECT at, to_status FROM mandate_step WHERE mandate = d.id
    ORDER BY at DESC LIMIT 1) s
  WHERE v.committee IN (SELECT id FROM committee)
  ORDER BY point.vorlage, s.at DESC
), moved AS (
  SELECT id FROM (SELECT id FROM last_step ORDER BY at DESC LIMIT 6) stepped
  UNION
  SELECT newest.id FROM committee, LATERAL (SELECT id FROM vorlage
    WHERE vorlage.committee = committee.id ORDER BY created_at DESC LIMIT 6) newest
)
SELECT v.id, v.reference, v.title, last_step.at, last_step.to_status
FROM moved JOIN vorlage v ON v.id = moved.id LEFT JOIN last_step ON last_step.id = v.id
ORDER BY coalesce(last_step.at, v.created_at) DESC LIMIT 6
"""


@dataclass(frozen=True)
class ComingMeeting:
    id: UUID
    title: str
    group_name: str
    starts_at: datetime
    ends_at: datetime
    status: str
    answer: Answer | None
    outdated: bool
    unanswered: int  # how many of all the reader has not answered yet


@dataclass(frozen=True)
class OpenTask:
    id: UUID
    title: str
    group_name: str
    due_on: date | None
    status: TaskStatus
    overdue: int  # how many of all the reader's tasks


@dataclass(frozen=True)
class MinutesToRead:
    id: UUID  # of the meeting
    title: str
    group_name: str
    starts_at: datetime
    objections_until: date | None


@dataclass(frozen=True)
class MovedPaper:
    id: UUID
    reference: str
    title: str
    at: datetime | None
    state: str


@dataclass(frozen=True)
class Start:
    todo: tuple[Todo, ...]
    meetings: tuple[ComingMeeting, ...]
    tasks: tuple[OpenTask, ...]
    minutes: tuple[MinutesToRead, ...]
    papers: tuple[MovedPaper, ...]

    @property
    def sentence(self) -> str:
        """What waits for the reader, in one sentence."""
        return waiting(
            answers=self.meetings[0].unanswered if self.meetings else 0,
            overdue=self.tasks[0].overdue if self.tasks else 0,
            minutes=len(self.minutes),
        )


async def start_for(actor: Actor, now: datetime, today: date) -> Start:
    groups = list(actor.member_of)
    return Start(
        todo=await waiting_for(actor, now, today),
        meetings=await _meetings(actor, now),
        tasks=await _tasks(actor, today),
        minutes=await _minutes(groups, now, today) if groups else (),
        papers=await _papers(groups) if groups else (),
    )


async def _meetings(actor: Actor, now: datetime) -> tuple[ComingMeeting, ...]:
    rows = await Body.raw(
        MEETINGS, list(actor.office_of), list(actor.member_of), list(actor.attends),
        actor.person_id, now, now - ONE_DAY,
    )  # fmt: skip
    return tuple(
        ComingMeeting(
            **{**row, "answer": Answer(row["answer"]) if row["answer"] else None,
               "outdated": bool(row["outdated"])}
        )
        for row in rows
    )  # fmt: skip


async def _tasks(actor: Actor, today: date) -> tuple[OpenTask, ...]:
    mine = list(actor.member_of | actor.attends)
    me = actor.person_id
    rows = await Body.raw(TASKS, today, me, me, today, mine, list(actor.office_of))
    return tuple(OpenTask(**{**row, "status": TaskStatus(row["status"])}) for row in rows)


async def _minutes(groups: list[UUID], now: datetime, today: date) -> tuple[MinutesToRead, ...]:
    rows = await Body.raw(MINUTES_TO_READ, groups, now - TWO_YEARS, today)
    return tuple(MinutesToRead(**row) for row in rows)


async def _papers(groups: list[UUID]) -> tuple[MovedPaper, ...]:
    rows = await Body.raw(PAPERS, groups)
    return tuple(
        MovedPaper(
            id=row["id"], reference=row["reference"] or "", title=row["title"], at=row["at"],
            state=MandateStatus(row["to_status"]).label if row["to_status"] else "",
        )
        for row in rows
    )  # fmt: skip


@dataclass(frozen=True)
class BodyContact:
    name: str
    office_name: str
    contact_name: str
    contact_mail: str
    contact_phone: str
    postal_address: str


async def bodies() -> list[BodyContact]:
    """Every Körperschaft of this installation; public by law (Impressum)."""
    rows = await Body.select(
        Body.name, Body.office_name, Body.contact_name, Body.contact_mail, Body.contact_phone,
        Body.postal_address,
    ).order_by(Body.name)  # fmt: skip
    return [BodyContact(**row) for row in rows]
