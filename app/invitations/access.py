from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from app.core import clock
from app.core.actor import Actor
from app.core.errors import Gone, NotFound, existing
from app.core.tokens import hash_of
from app.groups import access as groups
from app.groups.tables import Group
from app.invitations import rules
from app.invitations.tables import Invitation
from app.meetings.access import meeting_with_group
from app.meetings.tables import Meeting

# Who joins before the meeting is told of its changes and may answer from the invitation on.
# Somebody invited without any seat is a guest of this one meeting.
BELONGS = """(EXISTS (SELECT FROM membership m WHERE m."group" = mt."group" AND m.person = i.person
    AND m.since <= greatest({}, (mt.starts_at AT TIME ZONE mt.zone)::date)
    AND (m.until IS NULL OR m.until >= {}))
  OR NOT EXISTS (SELECT FROM membership m WHERE m."group" = mt."group" AND m.person = i.person))
  AND NOT p.blocked"""
MAY_ANSWER = f"""
SELECT {BELONGS} AS may
FROM invitation i JOIN person p ON p.id = i.person JOIN meeting mt ON mt.id = i.meeting
WHERE i.id = {{}}
"""


@dataclass(frozen=True)
class Attending:
    """A meeting the actor may open. Who is no member sees no confidential item and nobody else."""

    meeting: Meeting
    group: Group
    member: bool


async def meeting_to_attend(actor: Actor, meeting_id: UUID) -> Attending:
    """Members and the office; guests, advisers and deputies where they are invited."""
    found = existing(await meeting_with_group(meeting_id))
    meeting, group = found
    if groups.may_read(actor, group):
        return Attending(meeting, group, member=True)
    if group.id in actor.attends and await _is_invited(actor, meeting_id):
        return Attending(meeting, group, member=False)
    raise NotFound


async def _is_invited(actor: Actor, meeting_id: UUID) -> bool:
    return await Invitation.exists().where(
        Invitation.meeting == meeting_id,
        Invitation.person == actor.person_id,
        Invitation.revoked_at.is_null(),
    )


async def attended_meetings(actor: Actor) -> list[UUID]:
    """For lists: meetings open to the actor by invitation alone."""
    if not actor.attends:
        return []
    return list(
        await Invitation.select(Invitation.meeting)
        .where(
            Invitation.person == actor.person_id,
            Invitation.revoked_at.is_null(),
            Invitation.meeting.group.is_in(list(actor.attends)),
        )
        .output(as_list=True)
    )


async def invitation_by_token(token: str, *, now: datetime) -> tuple[Invitation, Meeting]:
    """What a link of the form /a/… opens.

    Raises NotFound for a token nobody holds and Gone for one whose time is over.
    """
    invitation = existing(
        await Invitation.objects(Invitation.meeting, Invitation.meeting.all_related())
        .where(Invitation.answer_token_hash == hash_of(token))
        .first()
    )
    if invitation.revoked_at is not None:
        raise Gone("Diese Einladung wurde zurückgenommen. Eine Antwort ist nicht mehr nötig.")
    meeting: Meeting = invitation.meeting
    rules.check_can_answer(meeting, now)
    rows = await Invitation.raw(MAY_ANSWER, *[clock.berlin(now).date()] * 2, invitation.id)
    if not rows[0]["may"]:
        raise Gone("Ihre Mitarbeit in der Gruppe ist zu Ende. Eine Antwort ist nicht mehr nötig.")
    return invitation, meeting


async def invitation_to_answer(actor: Actor, meeting_id: UUID) -> tuple[Invitation, Meeting]:
    """The actor's own, locked; inside a transaction. NotFound for who is not invited."""
    attending = await meeting_to_attend(actor, meeting_id)
    invitation = existing(
        await Invitation.objects()
        .where(
            Invitation.meeting == meeting_id,
            Invitation.person == actor.person_id,
            Invitation.revoked_at.is_null(),
        )
        .lock_rows("UPDATE")
        .first()
    )
    return invitation, attending.meeting


async def invitation_of(meeting_id: UUID, invitation_id: UUID) -> Invitation:
    """Locked; inside a transaction, after the meeting's own access function."""
    return existing(
        await Invitation.objects()
        .where(Invitation.id == invitation_id, Invitation.meeting == meeting_id)
        .lock_rows("UPDATE")
        .first()
    )
