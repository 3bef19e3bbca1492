"""What somebody's coming or going means for the group's meetings that are still to come."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from app.core.errors import NotFound
from app.groups.tables import Group
from app.invitations.tables import Invitation
from app.meetings.tables import MeetingStatus
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
  whole.id AS series_id, whole.title AS series_title, si.id AS series_invitation_id,
  i.first_message_id IS NOT NULL AND (
    EXISTS (SELECT FROM outgoing_mail o
      WHERE o.thread_key = coalesce(whole.uid || ':' || i.series_invitation, mt.uid || ':' || i.id)
      AND (o.state = 'sent' OR (o.done_at IS NULL AND o.state = 'waiting' AND o.attempts > 0)))
    OR (coalesce(si.first_message_id, i.first_message_id) <> '' AND NOT EXISTS (
      SELECT FROM outgoing_mail o
      WHERE o.message_id = coalesce(si.first_message_id, i.first_message_id)))) AS reached
FROM meeting mt
LEFT JOIN invitation i ON i.meeting = mt.id AND i.person = {} AND i.revoked_at IS NULL
LEFT JOIN series whole ON whole.id = mt.series AND EXISTS (
  SELECT FROM series_invitation other WHERE other.series = whole.id AND other.revoked_at IS NULL)
LEFT JOIN series_invitation si ON si.series = whole.id AND si.person = {} AND si.revoked_at IS NULL
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
    """One coming meeting of the group, or a whole series, as it stands to one person.

    wanted: invite_by_default of the membership on that day; None: no member then.
    reached: an invitation has left the house, so its end needs a mail.
    series_id: the line stands for so many meetings of this series; invitation_id is that to it.
    """

    meeting_id: UUID
    title: str
    starts_at: datetime
    ends_at: datetime
    status: MeetingStatus
    invitation_id: UUID | None
    wanted: bool | None
    reached: bool
    series_id: UUID | None = None
    count: int = 1

    @property
    def key(self) -> UUID:
        """What the box of the line carries."""
        return self.series_id or self.meeting_id

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


async def turns_of(group_id: UUID, person_id: UUID, *, now: datetime) -> list[Turn]:
    """One line per series, where it is all or nothing of it, else one per meeting."""
    rows = await Invitation.raw(COMING, person_id, person_id, person_id, group_id, now)
    series: dict[UUID, list[dict[str, Any]]] = {}
    turns = []
    for row in rows:
        if row["series_id"]:
            series.setdefault(row["series_id"], []).append(row)
        else:
            turns.append(_turn(row))
    for of_one in series.values():
        whole = _whole(of_one)
        turns += [whole] if whole else [_turn(row) for row in of_one]
    return sorted(turns, key=lambda turn: (turn.starts_at, turn.meeting_id))


def _turn(row: dict[str, Any]) -> Turn:
    names = ("meeting_id", "title", "starts_at", "ends_at", "invitation_id", "wanted", "reached")
    return Turn(**{name: row[name] for name in names}, status=MeetingStatus(row["status"]))


def _whole(rows: list[dict[str, Any]]) -> Turn | None:
    """Somebody new comes to the series; who has left goes from it, when no meeting is theirs."""
    turns = [_turn(row) for row in rows]
    invitation_id = rows[0]["series_invitation_id"]
    free = [turn for turn in turns if turn.to_invite]
    over = invitation_id and not any(turn.wanted is not None for turn in turns)
    if not over and (invitation_id or not free):
        return None
    at = turns if over else free
    return replace(
        at[0],
        title=rows[0]["series_title"],
        invitation_id=invitation_id,
        wanted=None if over else any(turn.wanted for turn in free),
        reached=any(turn.reached for turn in at),
        series_id=rows[0]["series_id"],
        count=len(at),
    )
