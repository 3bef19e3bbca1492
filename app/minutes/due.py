"""Which minutes stand by the group's rule, and which meetings may have approved them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from app.core import clock
from app.core.errors import existing
from app.groups.tables import Group
from app.meetings.tables import Meeting, MeetingStatus
from app.minutes.tables import Minutes

OFFERED = 5  # later meetings in the form
ALL = 1_000
# An objection holds them up until somebody has decided about it.
TACITLY = """
SELECT mi.meeting FROM minutes mi JOIN meeting mt ON mt.id = mi.meeting
JOIN steering_group g ON g.id = mt."group"
WHERE mi.status = 'sent' AND g.approval = 'tacit' AND mi.objections_until < {}
  AND NOT EXISTS (SELECT FROM minutes_objection o WHERE o.minutes = mi.id AND o.status = 'open')
ORDER BY mi.objections_until, mi.meeting LIMIT {}
"""

# The group has recorded its approval on an agenda item of a later meeting that is over.
RECORDED = """
SELECT mi.meeting, other.id AS approving, other.title, other.starts_at
FROM minutes mi JOIN meeting mt ON mt.id = mi.meeting
JOIN agenda_item ai ON ai.approves = mi.meeting
JOIN meeting other ON other.id = ai.meeting AND other."group" = mt."group"
  AND other.starts_at > mt.starts_at AND other.ends_at < {} AND other.status <> 'cancelled'
WHERE mi.status = 'sent'
  AND EXISTS (SELECT FROM decision d WHERE d.agenda_item = ai.id
    AND d.outcome IN ('recommended', 'decided'))
  AND NOT EXISTS (SELECT FROM decision d WHERE d.agenda_item = ai.id
    AND d.outcome IN ('rejected', 'postponed'))
  AND NOT EXISTS (SELECT FROM minutes_objection o WHERE o.minutes = mi.id AND o.status = 'open')
ORDER BY other.starts_at, mi.meeting LIMIT {}
"""


async def tacitly(today: date, most: int) -> list[UUID]:
    """Meetings whose minutes nobody has objected to until yesterday (Berlin)."""
    return [row["meeting"] for row in await Minutes.raw(TACITLY, today, most)]


@dataclass(frozen=True)
class LaterMeeting:
    id: UUID
    title: str
    held_on: date

    @classmethod
    def of(cls, meeting: Meeting) -> "LaterMeeting":
        return cls(meeting.id, meeting.title, clock.berlin(meeting.starts_at).date())

    @property
    def label(self) -> str:
        return f"„{self.title}“ vom {self.held_on:%d.%m.%Y}"


async def later_meetings(
    group: Group, meeting: Meeting, *, now: datetime
) -> Sequence[LaterMeeting]:
    """Of the group, begun since that one; the first after it comes first."""
    found = await (
        Meeting.objects()
        .where(
            Meeting.group == group.id,
            Meeting.starts_at > meeting.starts_at,
            Meeting.starts_at <= now,
            Meeting.status != MeetingStatus.CANCELLED,
        )
        .order_by(Meeting.starts_at)
        .limit(OFFERED)
    )
    return [LaterMeeting.of(each) for each in found]


async def meeting_named(meeting_id: UUID) -> LaterMeeting:
    meeting = existing(await Meeting.objects().where(Meeting.id == meeting_id).first())
    return LaterMeeting.of(meeting)


async def recorded(now: datetime, most: int) -> dict[UUID, LaterMeeting]:
    """Meeting whose minutes were approved → the first meeting that did."""
    found: dict[UUID, LaterMeeting] = {}
    for row in await Minutes.raw(RECORDED, now, most):
        held_on = clock.berlin(row["starts_at"]).date()
        found.setdefault(row["meeting"], LaterMeeting(row["approving"], row["title"], held_on))
    return found
