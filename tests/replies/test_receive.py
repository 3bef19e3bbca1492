"""Replies that arrive in the database: applied, old, twice, too late."""

from datetime import timedelta

from app.audit.tables import AuditEntry
from app.core.clock import now
from app.invitations.tables import Answer, Invitation
from app.meetings.tables import Meeting, MeetingStatus
from app.replies.tables import InboundMail, Outcome
from tests.cast import Cast
from tests.invitations.sent import stored
from tests.replies.letters import answer_of, arrive, later
from tests.replies.world import invited


async def test_a_proven_answer_is_applied_and_leaves_its_trace(cast: Cast) -> None:
    invitation, meeting = await invited(cast)
    answer = answer_of(invitation, meeting, partstat="TENTATIVE", lines=("COMMENT:ab 15 Uhr",))
    received = await arrive(answer)
    assert received.outcome == Outcome.APPLIED, received
    row = await stored(invitation)
    assert (row.answer, row.comment, row.answered_sequence) == (Answer.TENTATIVE, "ab 15 Uhr", 0)
    mail = await InboundMail.objects().where(InboundMail.id == received.mail_id).first()
    assert mail is not None
    assert (mail.invitation, mail.meeting, mail.person) == (
        invitation.id, meeting.id, cast.carla.id,
    )  # fmt: skip
    assert mail.recipient == "sitzung@spurwerk.example.org"
    actions = await AuditEntry.select(AuditEntry.action).output(as_list=True)
    assert actions == ["invitation.answered"]


async def test_whoever_comes_after_all_needs_no_deputy_any_more(cast: Cast) -> None:
    invitation, meeting = await invited(cast)
    await Invitation.update({Invitation.deputy_name: "Kim Krause"}, force=True)
    await arrive(answer_of(invitation, meeting, partstat="DECLINED", stamp=later(-5)))
    assert (await stored(invitation)).deputy_name == "Kim Krause"
    await arrive(answer_of(invitation, meeting))
    assert (await stored(invitation)).deputy_name == ""


async def test_a_reply_to_a_cancelled_or_past_meeting_is_only_logged(cast: Cast) -> None:
    invitation, meeting = await invited(cast)
    await Meeting.update({Meeting.status: MeetingStatus.CANCELLED}).where(Meeting.id == meeting.id)
    assert (await arrive(answer_of(invitation, meeting))).outcome == Outcome.IGNORED
    await Meeting.update({Meeting.status: MeetingStatus.INVITED}).where(Meeting.id == meeting.id)
    end = meeting.ends_at
    assert (await arrive(answer_of(invitation, meeting), at=end)).outcome == Outcome.IGNORED
    assert (await stored(invitation)).answer == Answer.OPEN
    last_minute = end - timedelta(minutes=1)
    assert (await arrive(answer_of(invitation, meeting), at=last_minute)).outcome == Outcome.APPLIED
    assert now() < last_minute
