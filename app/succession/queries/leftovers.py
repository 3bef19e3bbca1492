"""What is still open in a group, and who would be told that its meetings are off."""

import hashlib
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from app.groups.tables import Group
from app.invitations.queries.recipients import recipients_of
from app.mandates.rules import FINALISED, UNDER_WAY
from app.mandates.tables import Mandate, MandateProposal, MandateStatus, ProposalStatus

# What a successor takes over: also what is finalised and waits to be reported.
UNREPORTED = (*UNDER_WAY, FINALISED)

TASKS = """
SELECT t.id, t.title, t.due_on,
  coalesce(nullif(concat_ws(' ', p.given_name, p.family_name), ''), tr.name, '') AS who
FROM task t LEFT JOIN person p ON p.id = t.person LEFT JOIN traeger tr ON tr.id = t.traeger
WHERE t."group" = {} AND t.status IN ('open', 'in_progress')
ORDER BY t.due_on NULLS LAST, t.created_at, t.id
"""
COMING = """
SELECT m.id, m.title, m.starts_at FROM meeting m
WHERE m."group" = {} AND m.status IN ('planned', 'invited') AND m.ends_at > {}
ORDER BY m.starts_at, m.id
"""


@dataclass(frozen=True)
class OpenTask:
    id: UUID
    title: str
    due_on: date | None
    who: str


@dataclass(frozen=True)
class OpenMandate:
    id: UUID
    title: str
    status: MandateStatus


@dataclass(frozen=True)
class OpenProposal:
    """Somebody proposes a mandate, and nobody has decided yet."""

    id: UUID
    title: str
    who: str


@dataclass(frozen=True)
class ComingMeeting:
    """told: who has got an invitation and gets a CANCEL; starts_at in UTC."""

    id: UUID
    title: str
    starts_at: datetime
    told: tuple[str, ...]


@dataclass(frozen=True)
class Leftovers:
    tasks: list[OpenTask]
    mandates: list[OpenMandate]  # under way
    meetings: list[ComingMeeting]
    proposals: list[OpenProposal]

    @property
    def seen(self) -> str:
        """Changes with everything that a preview has shown."""
        ids = [(each.id, getattr(each, "told", "")) for each in self._all()]
        return hashlib.sha256(repr(ids).encode()).hexdigest()[:20]

    def _all(self) -> list[OpenTask | OpenMandate | ComingMeeting | OpenProposal]:
        return [*self.tasks, *self.mandates, *self.meetings, *self.proposals]


async def leftovers_of(group_id: UUID, now: datetime) -> Leftovers:
    tasks = await Group.raw(TASKS, group_id)
    mandates = (
        await Mandate.select(Mandate.id, Mandate.title, Mandate.status)
        .where(Mandate.group == group_id, Mandate.status.is_in([s.value for s in UNDER_WAY]))
        .order_by(Mandate.created_at, Mandate.id)
    )
    proposals = (
        await MandateProposal.select(
            MandateProposal.id, MandateProposal.title, MandateProposal.person_name.as_alias("who")
        )
        .where(MandateProposal.group == group_id, MandateProposal.status == ProposalStatus.OPEN)
        .order_by(MandateProposal.created_at, MandateProposal.id)
    )
    meetings = await Group.raw(COMING, group_id, now)
    return Leftovers(
        [OpenTask(**row) for row in tasks],
        [OpenMandate(row["id"], row["title"], MandateStatus(row["status"])) for row in mandates],
        [ComingMeeting(**row, told=await _told(row["id"])) for row in meetings],
        [OpenProposal(**row) for row in proposals],
    )


async def _told(meeting_id: UUID) -> tuple[str, ...]:
    return tuple(to.name for to in await recipients_of(meeting_id) if to.sent_sequence is not None)


OUTSIDE = """
WITH mine AS (SELECT id, person FROM task WHERE "group" = {} AND status IN ('open', 'in_progress')),
responsible AS (
  SELECT person FROM mine WHERE person IS NOT NULL
  UNION SELECT tp.person FROM task_responsible tp JOIN mine ON mine.id = tp.task
)
SELECT concat_ws(' ', p.given_name, p.family_name) AS who
FROM responsible r JOIN person p ON p.id = r.person
WHERE NOT EXISTS (SELECT FROM membership m WHERE m."group" = {} AND m.person = r.person
    AND m.since <= {} AND (m.until IS NULL OR m.until >= {}))
  AND NOT EXISTS (SELECT FROM office_role o WHERE o.person = r.person AND o.body = {})
ORDER BY din5007(p.family_name), p.id
"""


async def outside_of(group: Group, target_id: UUID, today: date) -> list[str]:
    """Names of people with open tasks of the group who do not belong to the group that takes these over."""
    rows = await Group.raw(OUTSIDE, group.id, target_id, today, today, group.body)
    return [row["who"] for row in rows]
