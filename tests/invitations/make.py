from typing import Any
from uuid import UUID, uuid4

from app.core.clock import now
from app.core.tokens import hash_of
from app.invitations import rules
from app.invitations.tables import Invitation, SeriesInvitation
from app.meetings.tables import Meeting, MeetingSeries
from app.people.tables import Person
from tests.cast import Cast


async def make_invitation(meeting: Meeting, person: Person, **columns: Any) -> Invitation:
    """As if its mail had been sent; columns: answer, attendance, revoked_at, …"""
    invitation_id = uuid4()
    values = {
        "address": person.email,
        "reply_token_hash": hash_of(rules.reply_token(invitation_id)),
        "answer_token_hash": hash_of(rules.answer_token(invitation_id)),
        "sent_sequence": meeting.sequence,
        "sent_stamp": now().replace(microsecond=0),
        "first_message_id": f"<inv.{invitation_id.hex}.s0.1@spurwerk.example.org>",
        **columns,
    }
    invitation = Invitation(id=invitation_id, meeting=meeting.id, person=person.id, **values)
    await invitation.save()
    return invitation


async def build_world(cast: Cast, world: dict[str, str]) -> None:
    """Carla is invited to the meeting and the series that are there already."""
    meeting = await Meeting.objects().where(Meeting.id == UUID(world["meeting_id"])).first()
    assert meeting is not None
    invitation = await make_invitation(meeting, cast.carla)
    world["invitation_id"] = str(invitation.id)
    series = (
        await MeetingSeries.objects().where(MeetingSeries.id == UUID(world["series_id"])).first()
    )
    assert series is not None
    world["series_invitation_id"] = str((await make_series_invitation(series, cast.carla)).id)


async def make_series_invitation(
    series: MeetingSeries, person: Person, **columns: Any
) -> SeriesInvitation:
    """As if its mail had been sent, with an invitation to each meeting of the series."""
    whole_id = uuid4()
    values = {
        "address": person.email,
        "reply_token_hash": hash_of(rules.reply_token(whole_id)),
        "answer_token_hash": hash_of(rules.answer_token(whole_id)),
        "sent_sequence": series.sequence,
        "sent_stamp": now().replace(microsecond=0),
        "first_message_id": f"<inv.{whole_id.hex}.s0.1@spurwerk.example.org>",
        **columns,
    }
    whole = SeriesInvitation(id=whole_id, series=series.id, person=person.id, **values)
    await whole.save()
    for meeting in await Meeting.objects().where(Meeting.series == series.id):
        await make_invitation(
            meeting, person, series_invitation=whole_id, sent_stamp=None, first_message_id=""
        )
    return whole
