from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from app.core import clock
from app.core.actor import Actor
from app.groups import access as groups
from app.invitations import rules
from app.invitations.access import Attending, invitation_by_token
from app.invitations.queries.answers import AnswerRow, answer_of, answers_of
from app.invitations.queries.sending import Sending, sending
from app.meetings.interests import hints_of
from app.meetings.queries.agenda import AgendaRow, agenda_of
from app.meetings.queries.meetings import MeetingHead, meeting_head
from app.meetings.rules import COMING, is_near
from app.meetings.tables import MeetingStatus
from app.outbox.tables import MailState
from app.people.queries.bodies import stored_body


@dataclass(frozen=True)
class MeetingPage:
    """What the page of a meeting shows to this reader, and what they may do there."""

    meeting: MeetingHead
    agenda: list[AgendaRow]
    hints: Mapping[UUID, list[str]]  # whose money an item is about; empty for members
    answers: list[AnswerRow]  # empty for who is no member
    own: AnswerRow | None
    sending: Sending | None  # a large send that is still written; for who leads
    member: bool
    may_lead: bool
    may_prepare: bool
    may_begin: bool
    may_end: bool
    may_invite: bool
    may_change: bool
    may_cancel: bool
    may_answer: bool

    @property
    def accepted(self) -> int:
        return sum(row.counts_as_accepted for row in self.answers)


async def meeting_page(actor: Actor, attending: Attending) -> MeetingPage:
    meeting, group = attending.meeting, attending.group
    answers = await answers_of(meeting.id, actor.person_id)
    own = next((row for row in answers if row.person_id == actor.person_id), None)
    lead = groups.may_lead(actor, group)
    prepare = groups.may_write_minutes(actor, group)
    open_ = meeting.status in {*COMING, MeetingStatus.RUNNING}
    return MeetingPage(
        meeting=await meeting_head(meeting.id),
        agenda=await agenda_of(meeting.id, confidential=attending.member),
        hints=await hints_of(actor, meeting.id, group),
        answers=[row if lead else row.for_members() for row in answers if attending.member],
        own=own,
        sending=await _sending(attending, answers) if lead else None,
        member=attending.member,
        may_lead=lead,
        may_prepare=prepare and meeting.status != MeetingStatus.CANCELLED,
        may_begin=prepare and meeting.status in COMING and is_near(meeting.starts_at, clock.now()),
        may_end=prepare and meeting.status == MeetingStatus.RUNNING,
        may_invite=lead and open_ and meeting.ends_at > clock.now(),
        may_change=lead and open_,
        may_cancel=lead and meeting.status in COMING,
        may_answer=own is not None and open_ and meeting.ends_at > clock.now(),
    )


async def _sending(attending: Attending, answers: Sequence[AnswerRow]) -> Sending | None:
    """Asked only while mails wait: this page is opened often."""
    if not any(row.mail_state == MailState.WAITING for row in answers):
        return None
    return await sending(attending.meeting.id, attending.meeting.series)


@dataclass(frozen=True)
class LinkPage:
    """What stands behind the link of one mail. `open`: the answer may still change."""

    meeting: MeetingHead
    own: AnswerRow
    open: bool
    contact_name: str
    contact_mail: str


async def link_page(token: str, *, now: datetime) -> LinkPage:
    """Raises NotFound and Gone as access.invitation_by_token does."""
    invitation, meeting = await invitation_by_token(token, now=now)
    head = await meeting_head(meeting.id)
    body = await stored_body(head.body_id)
    return LinkPage(
        meeting=head,
        own=await answer_of(head.id, invitation.id, invitation.person),
        open=rules.is_open(meeting, now),
        contact_name=body.contact_name,
        contact_mail=body.contact_mail,
    )
