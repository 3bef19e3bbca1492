from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from app.agenda.tables import AgendaProposal, ProposalStatus
from app.core.actor import Actor
from app.core.errors import existing


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
    each = existing(await AgendaProposal.objects().where(here).first())
    return _row(actor, each)
