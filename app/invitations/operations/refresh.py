"""The state of an invitation once more, because a calendar asks for it (RFC 5546 §3.2.6)."""

from datetime import datetime, timedelta
from uuid import UUID

from app.core.actor import system
from app.core.db import inside_transaction
from app.groups.tables import Group
from app.invitations import rules
from app.invitations.mails.kinds import invitation_sent
from app.invitations.operations import post
from app.invitations.operations.letters import write_letter, write_series_letter
from app.invitations.queries.recipients import Recipient, recipients_of, recipients_of_series
from app.invitations.tables import Invitation, SeriesInvitation
from app.meetings.access import meeting_with_group
from app.meetings.tables import Meeting, MeetingSeries
from app.series.access import WholeSeries

AT_MOST_EVERY = timedelta(hours=1)


@inside_transaction
async def send_state(
    invitation_id: UUID | None, series_invitation_id: UUID | None, once: UUID, *, now: datetime
) -> bool:
    """To one person, who has proven to be it; False where a mail went within the hour."""
    if series_invitation_id is not None:
        return await _series(series_invitation_id, once, now)
    assert invitation_id is not None
    row = await Invitation.select(Invitation.meeting).where(Invitation.id == invitation_id).first()
    found = await meeting_with_group(row["meeting"]) if row else None
    if found is None or found[0].ends_at <= now:
        return False
    meeting, group = found
    to = _due(await recipients_of(meeting.id), invitation_id, now)
    if to is None:
        return False
    rules.check_can_invite(meeting, now)
    letter = await write_letter(system(), meeting, group, now=now, once=once.hex)
    await post.send_requests(letter, [to], invitation_sent, significant=False)
    return True


async def _series(series_invitation_id: UUID, once: UUID, now: datetime) -> bool:
    row = (
        await SeriesInvitation.select(SeriesInvitation.series)
        .where(SeriesInvitation.id == series_invitation_id)
        .first()
    )
    series_id = row["series"] if row else None
    series = await MeetingSeries.objects().where(MeetingSeries.id == series_id).first()
    if series is None or series.cancelled_at is not None:
        return False
    to = _due(await recipients_of_series(series.id), series_invitation_id, now)
    if to is None:
        return False
    group = await Group.objects().where(Group.id == series.group).first()
    assert group is not None
    meetings = await Meeting.objects().where(Meeting.series == series.id)
    whole = WholeSeries(series, group, sorted(meetings, key=lambda each: each.starts_at))
    letter = await write_series_letter(system(), whole, now=now, once=once.hex)
    await post.send_requests(letter, [to], invitation_sent, significant=False)
    return True


def _due(people: list[Recipient], organizer_id: UUID, now: datetime) -> Recipient | None:
    """Somebody who still belongs here and has got nothing for an hour."""
    for to in people:
        if to.organizer_id == organizer_id and to.belongs:
            late = to.sent_stamp is None or to.sent_stamp <= now - AT_MOST_EVERY
            return to if late else None
    return None
