from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from app.agenda.tables import AgendaProposal, ProposalStatus
from app.core import clock
from app.core.actor import Actor
from app.core.errors import NotFound
from app.groups.tables import Group, Role

LEADING = (Role.LEITUNG, Role.MODERATION, Role.KOORDINATION)
# Who decides about proposals: whoever leads the group, or the office of its body where nobody does.
# DISTINCT, since one person may hold two seats. Values: group, roles, day, day, body.
DECIDERS = """
WITH chair AS (
  SELECT m.person FROM membership m JOIN person p ON p.id = m.person AND NOT p.blocked
  WHERE m."group" = {} AND m.role = ANY({}::text[]) AND m.since <= {}
    AND (m.until IS NULL OR m.until >= {})
)
SELECT p.id, p.given_name || ' ' || p.family_name AS name, p.email AS address
FROM person p WHERE NOT p.blocked AND p.email <> '' AND CASE WHEN EXISTS (SELECT FROM chair)
  THEN p.id IN (SELECT person FROM chair)
  ELSE p.id IN (SELECT o.person FROM office_role o WHERE o.body = {} AND o.office = 'coordination')
  END
ORDER BY p.id
"""


@dataclass(frozen=True)
class ProposalRow:
    id: UUID
    title: str
    reason: str
    minutes: int | None
    person_name: str
    own: bool
    created_at: datetime  # UTC
    status: ProposalStatus
    answer: str
    decided_by_name: str
    decided_at: datetime | None  # UTC

    @property
    def open(self) -> bool:
        return self.status == ProposalStatus.OPEN


def _row(actor: Actor, each: AgendaProposal) -> ProposalRow:
    return ProposalRow(
        id=each.id, title=each.title, reason=each.reason, minutes=each.minutes,
        person_name=each.person_name, own=each.person == actor.person_id,
        created_at=each.created_at, status=ProposalStatus(each.status), answer=each.answer,
        decided_by_name=each.decided_by_name, decided_at=each.decided_at,
    )  # fmt: skip


async def proposals_of(actor: Actor, meeting_id: UUID) -> list[ProposalRow]:
    """The oldest first; every member sees all of them."""
    found = (
        await AgendaProposal.objects()
        .where(AgendaProposal.meeting == meeting_id)
        .order_by(AgendaProposal.created_at, AgendaProposal.id)
    )
    return [_row(actor, each) for each in found]


async def proposal_of(actor: Actor, meeting_id: UUID, proposal_id: UUID) -> ProposalRow:
    """404 for a proposal to another meeting."""
    here = (AgendaProposal.id == proposal_id) & (AgendaProposal.meeting == meeting_id)
    each = await AgendaProposal.objects().where(here).first()
    if each is None:
        raise NotFound
    return _row(actor, each)


@dataclass(frozen=True)
class Decider:
    person_id: UUID
    name: str
    address: str


async def deciders(actor: Actor, group: Group, now: datetime) -> list[Decider]:
    """On that day; not who proposes."""
    day, roles = clock.berlin(now).date(), [role.value for role in LEADING]
    rows = await AgendaProposal.raw(DECIDERS, group.id, roles, day, day, group.body)
    found = [Decider(row["id"], row["name"], row["address"]) for row in rows]
    return [each for each in found if each.person_id != actor.person_id]
