"""A series of four weekly meetings, as if its invitations had been sent."""

from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

from app.core.clock import now
from app.core.tokens import hash_of
from app.groups.tables import Group
from app.invitations import rules
from app.invitations.tables import Invitation, SeriesInvitation
from app.meetings.tables import Meeting, MeetingSeries
from app.people.tables import Person
from tests.invitations.sent import make_invitation
from tests.meetings.make import in_two_weeks, make_meeting

WEEK = timedelta(days=7)


async def make_series(group: Group, *, starts_at: datetime | None = None) -> MeetingSeries:
    """Its meetings are in the database too, by number from 1."""
    starts_at = starts_at or in_two_weeks()
    series = MeetingSeries(
        group=group.id, title="Jour fixe", rule="FREQ=WEEKLY;BYDAY=TU;COUNT=4",
        starts_at=starts_at, ends_at=starts_at + timedelta(hours=2), place="Kreishaus, Raum 204",
        uid=f"{uuid4()}@spurwerk.example.org",
    )  # fmt: skip
    await series.save()
    for number in range(4):
        begins = starts_at + number * WEEK
        await make_meeting(
            group, ("Begrüßung",), title=f"{number + 1}. Jour fixe", starts_at=begins,
            series=series.id, recurrence_at=begins, status="invited",
        )  # fmt: skip
    return series


async def make_series_invitation(
    series: MeetingSeries, person: Person, **columns: Any
) -> SeriesInvitation:
    """With the invitation to each of the meetings."""
    invitation_id = uuid4()
    values = {
        "address": person.email,
        "reply_token_hash": hash_of(rules.reply_token(invitation_id)),
        "answer_token_hash": hash_of(rules.answer_token(invitation_id)),
        "sent_sequence": series.sequence,
        "sent_stamp": now().replace(microsecond=0),
        "first_message_id": f"<inv.{invitation_id.hex}.s0.1@spurwerk.example.org>",
        **columns,
    }
    invitation = SeriesInvitation(id=invitation_id, series=series.id, person=person.id, **values)
    await invitation.save()
    for meeting in await meetings_of(series):
        await make_invitation(
            meeting, person, series_invitation=invitation.id, sent_sequence=None, sent_stamp=None,
            first_message_id="",
        )  # fmt: skip
    return invitation


async def meetings_of(series: MeetingSeries) -> list[Meeting]:
    return await Meeting.objects().where(Meeting.series == series.id).order_by(Meeting.starts_at)


async def invitations_of(invitation: SeriesInvitation) -> list[Invitation]:
    """In the order of their meetings."""
    meeting: Any = Invitation.meeting
    return (
        await Invitation.objects()
        .where(Invitation.series_invitation == invitation.id)
        .order_by(meeting.starts_at)
    )
