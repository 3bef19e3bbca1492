"""What is told to the invited person, at the address the invitation went to."""

from datetime import datetime
from uuid import UUID

from app.core.db import inside_transaction
from app.core.settings import settings
from app.ical.values import Event
from app.invitations.rules import next_stamp
from app.invitations.tables import Answer, Invitation
from app.meetings.rules import event_of
from app.meetings.tables import Meeting, MeetingSeries
from app.outbox import operations as outbox
from app.replies import mails
from app.replies.addressees import Addressee, addressee
from app.replies.mails import Refusal
from app.replies.rules.links import confirm_token
from app.replies.tables import InboundMail
from app.series.rules import master_event, single_event


@inside_transaction
async def turned(to: Addressee, mail_id: UUID, before: Answer, after: Answer) -> None:
    await outbox.enqueue([mails.reply_turned(to, mail_id, before, after)])


@inside_transaction
async def ask(to: Addressee, mail_id: UUID, answer: Answer) -> None:
    await outbox.enqueue([mails.reply_to_confirm(to, mail_id, answer, confirm_token(mail_id))])


@inside_transaction
async def decline_proposal(mail: InboundMail, words: str, *, now: datetime) -> None:
    """The caller has checked the right."""
    to = await addressee(mail.invitation, mail.series_invitation)
    stamp = await _stamp(to, now)
    refusal = Refusal(
        event=await _event(mail, to),
        proposed_starts_at=mail.proposed_starts_at,
        words=words,
        stamp=stamp,
    )
    await outbox.enqueue([mails.reply_proposal_declined(to, mail.id, refusal)])


STAMP = """
SELECT sent_stamp FROM invitation WHERE id = {} UNION ALL
SELECT sent_stamp FROM series_invitation WHERE id = {}
"""


async def _stamp(to: Addressee, now: datetime) -> datetime:
    """DTSTAMP after that of the last mail (RFC 5546 §2.1.5)."""
    rows = await Invitation.raw(STAMP, to.organizer_id, to.organizer_id)
    return next_stamp(rows[0]["sent_stamp"] if rows else None, now)


async def _event(mail: InboundMail, to: Addressee) -> Event:
    """As it was sent last, without its agenda: the reader has it already."""
    base_url, sequence = settings().base_url, to.sent_sequence
    if mail.meeting is None:
        series = await _series_of(to.subject_id)
        meetings = await Meeting.objects().where(Meeting.series == series.id)
        return master_event(series, meetings, to.group_name, base_url=base_url, sequence=sequence)
    meeting = await Meeting.objects().where(Meeting.id == mail.meeting).first()
    assert meeting is not None
    if mail.series_invitation is None:
        return event_of(meeting, to.group_name, [], base_url=base_url, sequence=sequence)
    series = await _series_of(UUID(str(meeting.series)))
    return single_event(series, meeting, to.group_name, [], base_url=base_url, sequence=sequence)


async def _series_of(series_id: UUID) -> MeetingSeries:
    found = await MeetingSeries.objects().where(MeetingSeries.id == series_id).first()
    assert found is not None
    return found
