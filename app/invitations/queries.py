from dataclasses import dataclass
from uuid import UUID

from app.invitations.tables import Answer, Attendance, Invitation

ATTENDANCE = """
SELECT i.id AS invitation_id, i.person AS person_id, i.answer, i.attendance,
  concat_ws(' ', nullif(p.title, ''), p.given_name, p.family_name) AS name,
  coalesce((SELECT t.name FROM membership m JOIN traeger t ON t.id = m.traeger
    WHERE m."group" = mt."group" AND m.person = i.person
    ORDER BY m.since DESC LIMIT 1), '') AS traeger
FROM invitation i JOIN person p ON p.id = i.person JOIN meeting mt ON mt.id = i.meeting
WHERE i.meeting = {} AND i.revoked_at IS NULL
ORDER BY din5007(p.family_name), din5007(p.given_name), i.id
"""


@dataclass(frozen=True)
class AttendanceRow:
    invitation_id: UUID
    person_id: UUID
    name: str
    traeger: str
    answer: Answer
    attendance: Attendance


async def attendance_of(meeting_id: UUID) -> list[AttendanceRow]:
    """Everybody who is invited, by name."""
    return [
        AttendanceRow(
            **{
                **row,
                "answer": Answer(row["answer"]),
                "attendance": Attendance(row["attendance"]),
            }
        )
        for row in await Invitation.raw(ATTENDANCE, meeting_id)
    ]
