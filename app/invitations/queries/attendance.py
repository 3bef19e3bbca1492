"""What the answers say about who was there: a proposal, until somebody has confirmed it."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from app.invitations import rules
from app.invitations.tables import Answer, Attendance, Invitation

PROPOSED = {Answer.ACCEPTED: Attendance.PRESENT, Answer.DECLINED: Attendance.EXCUSED}


@dataclass(frozen=True)
class Proposal:
    """By invitation. `attendance` is UNKNOWN where the answer says nothing of this date."""

    answer: Answer
    attendance: Attendance


async def proposals_of(meeting_id: UUID) -> Mapping[UUID, Proposal]:
    rows = await Invitation.select(
        Invitation.id, Invitation.answer, Invitation.answered_sequence, Invitation.sent_sequence
    ).where(Invitation.meeting == meeting_id, Invitation.revoked_at.is_null())
    return {row["id"]: _proposal(row) for row in rows}


def _proposal(row: dict[str, object]) -> Proposal:
    answer = Answer(str(row["answer"]))
    stale = rules.is_stale(row["answered_sequence"], row["sent_sequence"])  # type: ignore[arg-type]
    return Proposal(
        answer, Attendance.UNKNOWN if stale else PROPOSED.get(answer, Attendance.UNKNOWN)
    )
