from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid5

from app.core.db import inside_transaction
from app.core.errors import NotFound, RuleViolation
from app.core.tokens import hash_of
from app.groups.tables import Group
from app.invitations import rules
from app.invitations.queries.candidates import candidates
from app.invitations.tables import Attendance, Invitation
from app.meetings.tables import Meeting


@dataclass(frozen=True)
class Noted:
    """UTC; the times only for somebody who came later or left earlier."""

    attendance: Attendance
    came_at: datetime | None = None
    left_at: datetime | None = None


@inside_transaction
async def record_attendance(meeting_id: UUID, invitation_id: UUID, noted: Noted) -> None:
    """Who was there, as the minutes note it; the caller has checked the right and audits.

    Raises NotFound for an invitation of another meeting or a revoked one.
    """
    there = noted.attendance == Attendance.PRESENT
    changed = (
        await Invitation.update(
            {
                Invitation.attendance: noted.attendance,
                Invitation.came_at: noted.came_at if there else None,
                Invitation.left_at: noted.left_at if there else None,
            }
        )
        .where(
            Invitation.id == invitation_id,
            Invitation.meeting == meeting_id,
            Invitation.revoked_at.is_null(),
        )
        .returning(Invitation.id)
    )
    if not changed:
        raise NotFound


@inside_transaction
async def add_walk_in(meeting: Meeting, group: Group, person_id: UUID, *, now: datetime) -> None:
    """Somebody of the group was there without an invitation; nothing is mailed.

    Raises RuleViolation for who is no guest, deputy or member of that day. Twice is once.
    """
    known = {each.person_id: each for each in await candidates(meeting, group)}
    if person_id not in known:
        raise RuleViolation("Diese Person gehörte an dem Tag nicht zur Gruppe.")
    if known[person_id].invited:
        return
    invitation_id = uuid5(meeting.id, f"{person_id}")
    new = Invitation(
        id=invitation_id, meeting=meeting.id, person=person_id, address=known[person_id].address,
        required=False, attendance=Attendance.PRESENT, created_at=now,
        reply_token_hash=hash_of(rules.reply_token(invitation_id)),
        answer_token_hash=hash_of(rules.answer_token(invitation_id)),
    )  # fmt: skip
    await Invitation.insert(new).on_conflict(
        target=(Invitation.meeting, Invitation.person), action="DO UPDATE",
        values=[(Invitation.attendance, Attendance.PRESENT), (Invitation.revoked_at, None)],
    )  # fmt: skip
