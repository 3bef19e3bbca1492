"""Carla is invited; and what stands in the database afterwards."""

from typing import Any
from uuid import UUID

from app.core.clock import now
from app.core.tokens import hash_of
from app.invitations import rules
from app.invitations.tables import Invitation, SeriesInvitation
from app.meetings.tables import Meeting, MeetingSeries, MeetingStatus
from app.replies.tables import InboundMail
from tests.cast import Cast
from tests.invitations.make import make_invitation
from tests.invitations.sent import stored
from tests.meetings.make import make_meeting
from tests.series.make import first_in_the_coming_year, make_series, meetings_of


async def invited(cast: Cast, **columns: Any) -> tuple[Invitation, Meeting]:
    meeting = await make_meeting(cast.group, **columns)
    return await make_invitation(meeting, cast.carla), meeting


async def series_invited(
    cast: Cast,
) -> tuple[SeriesInvitation, MeetingSeries, list[Meeting], list[Invitation]]:
    """Six Tuesdays of the coming year; Carla has their one mail."""
    series = await make_series(cast, starts_at=first_in_the_coming_year())
    meetings = await meetings_of(series)
    row = SeriesInvitation(
        series=series.id, person=cast.carla.id, address=cast.carla.email, sent_sequence=0,
        sent_stamp=now().replace(microsecond=0), first_message_id="<inv.x@spurwerk.example.org>",
    )  # fmt: skip
    row.reply_token_hash = hash_of(rules.reply_token(row.id))
    row.answer_token_hash = hash_of(rules.answer_token(row.id))
    await row.save()
    each = [
        await make_invitation(meeting, cast.carla, series_invitation=row.id, sent_sequence=0)
        for meeting in meetings
    ]
    await Meeting.update({Meeting.status: MeetingStatus.INVITED}, force=True)
    return row, series, meetings, each


async def answers(rows: list[Invitation]) -> list[str]:
    return [str((await stored(row)).answer) for row in rows]


async def stored_mail(mail_id: UUID | None) -> InboundMail:
    found = await InboundMail.objects().where(InboundMail.id == mail_id).first()
    assert found is not None
    return found


async def everything() -> list[dict[str, Any]]:
    """What a mail must not change."""
    return [
        *await Invitation.select(), *await Meeting.select(), *await MeetingSeries.select(),
        *await SeriesInvitation.select(),
    ]  # fmt: skip
