"""What somebody's coming or going means for the group's meetings that are still to come."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from app.core.errors import NotFound
from app.groups.tables import Group
from app.invitations.tables import Invitation
from app.meetings.tables import MeetingStatus
from app.people.rules import full_name
from app.people.tables import Person

OF_GROUP = """
SELECT EXISTS (SELECT FROM membership WHERE person = {} AND "group" = {})
  OR EXISTS (SELECT FROM invitation i JOIN meeting mt ON mt.id = i.meeting
    WHERE i.person = {} AND mt."group" = {}) AS known
"""
# reached: the same question as outbox.operations.drop_unsent answers when the mail is written.
COMING = """
SELECT mt.id AS meeting_id, mt.title, mt.starts_at, mt.ends_at, mt.status,
  i.id AS invitation_id, seat.wanted,
  i.first_message_id IS NOT NULL AND (
    EXISTS (SELECT FROM outgoing_mail o WHERE o.thread_key = mt.uid || ':' || i.id
      AND (o.state = 'sent' OR (o.done_at IS NULL AND o.state = 'waiting' AND o.attempts > 0)))
    OR (i.first_message_id <> '' AND NOT EXISTS (
      SELECT FROM outgoing_mail o WHERE o.message_id = i.first_message_id))) AS reached
FROM meeting mt
LEFT JOIN invitation i ON i.meeting = mt.id AND i.person = {} AND i.revoked_at IS NULL
LEFT JOIN LATERAL (
  SELECT m.invite_by_default AS wanted FROM membership m JOIN person p ON p.id = m.person
  WHERE m."group" = mt."group" AND m.person = {} AND NOT p.blocked
    AND m.since <= (mt.starts_at AT TIME ZONE mt.zone)::date
    AND (m.until IS NULL OR m.until >= (mt.starts_at AT TIME ZONE mt.zone)::date)
  LIMIT 1
) seat ON true
WHERE mt."group" = {} AND mt.status IN ('planned', 'invited') AND mt.ends_at > {}
ORDER BY mt.starts_at, mt.id
"""


@dataclass(frozen=True)
class Turn:
    """One coming meeting of the group, as it stands to one person.

    wanted: invite_by_default of the membership on that day; None: no member then.
    reached: an invitation has left the house, so its end needs a mail.
    """

    meeting_id: UUID
    title: str
    starts_at: datetime
    ends_at: datetime
    status: MeetingStatus
    invitation_id: UUID | None
    wanted: bool | None
    reached: bool

    @property
    def to_invite(self) -> bool:
        """Where others are invited already; to the rest they come with everybody else."""
        free = self.invitation_id is None and self.wanted is not None
        return free and self.status == MeetingStatus.INVITED

    @property
    def to_cancel(self) -> bool:
        return self.invitation_id is not None and self.wanted is None

    @property
    def later(self) -> bool:
        free = self.invitation_id is None and self.wanted is not None
        return free and self.status == MeetingStatus.PLANNED


async def person_of(group: Group, person_id: UUID) -> Person:
    """Somebody who is or was a member, or is invited; NotFound for everybody else."""
    rows = await Invitation.raw(OF_GROUP, person_id, group.id, person_id, group.id)
    person = await Person.objects().where(Person.id == person_id).first()
    if person is None or not rows[0]["known"]:
        raise NotFound
    return person


def name_of(person: Person) -> str:
    return full_name(person.title, person.given_name, person.family_name)


async def turns_of(group_id: UUID, person_id: UUID, *, now: datetime) -> list[Turn]:
    rows = await Invitation.raw(COMING, person_id, person_id, group_id, now)
    return [Turn(**{**row, "status": MeetingStatus(row["status"])}) for row in rows]
