"""RFC 3834 §2: no mail of ours answers a program, and none of ours that comes back is answered."""

from email import message_from_bytes
from email.policy import default

import pytest

from app.invitations.tables import Answer, Invitation
from app.meetings.tables import Meeting, MeetingStatus
from app.outbox.tables import OutgoingMail
from app.replies.operations.receive import Received
from app.replies.tables import Outcome
from tests.cast import Cast
from tests.invitations.sent import stored
from tests.mails import all_mails
from tests.replies.letters import FAIL, answer_of, arrive, later
from tests.replies.letters import Answer as Letter
from tests.replies.world import everything, invited, stored_mail

REFRESH = {"method": "REFRESH", "declared": "REFRESH"}
PROGRAMS = ["Auto-Submitted: auto-generated", "Precedence: bulk", "List-Id: <liste.example.org>"]
FORGED = f"Authentication-Results: {FAIL}"


async def asks_back(cast: Cast) -> Letter:
    """Whatever makes us write: a turned answer, one that is held, a REFRESH."""
    invitation, meeting = await invited(cast)
    await arrive(answer_of(invitation, meeting, stamp=later(-9)))
    await arrive(answer_of(invitation, meeting, partstat="DECLINED", stamp=later(-8)))
    forged = answer_of(invitation, meeting, stamp=later(-7), headers=(FORGED,))
    assert (await arrive(forged)).outcome == Outcome.HELD
    await Invitation.update({Invitation.sent_stamp: later(-61)}, force=True)
    await arrive(answer_of(invitation, meeting, **REFRESH))
    kinds = {letter.kind for letter in await all_mails()}
    assert kinds == {"reply_turned", "reply_to_confirm", "invitation_sent"}
    return answer_of(invitation, meeting)


async def test_what_we_send_and_get_back_is_answered_by_nobody(cast: Cast) -> None:
    answer = await asks_back(cast)
    before, letters = await everything(), await all_mails()
    for letter in letters:
        received: Received = await arrive(answer, letter.mime)
        assert received.outcome in {Outcome.AUTOMATIC, Outcome.IGNORED}
    assert (await everything(), len(await all_mails())) == (before, len(letters))


@pytest.mark.parametrize("header", ["Auto-Submitted: auto-replied", "Return-Path: <>"])
async def test_vacation_notes_to_our_questions_end_the_conversation(
    cast: Cast, header: str
) -> None:
    answer = await asks_back(cast)
    before, letters = await everything(), await all_mails()
    for letter in letters:
        parsed = message_from_bytes(letter.mime, policy=default)
        head = [line for line in answer.head() if not line.startswith("Subject:")]
        subject = f"Subject: Abwesend: {parsed['Subject']}".replace("\n", " ")
        raw = "\r\n".join([*head, subject, header, "", "Bis Montag.", ""]).encode()
        assert (await arrive(answer, raw)).outcome == Outcome.AUTOMATIC
    assert (await everything(), len(await all_mails())) == (before, len(letters))


@pytest.mark.parametrize("header", PROGRAMS)
async def test_a_refresh_by_a_program_is_not_answered(cast: Cast, header: str) -> None:
    invitation, meeting = await invited(cast)
    await Invitation.update({Invitation.sent_stamp: later(-61)}, force=True)
    received = await arrive(answer_of(invitation, meeting, headers=(header,), **REFRESH))
    assert (received.outcome, await OutgoingMail.count()) == (Outcome.IGNORED, 0)
    await arrive(answer_of(invitation, meeting, stamp=later(-1), **REFRESH))
    assert await OutgoingMail.count() == 1


@pytest.mark.parametrize("header", PROGRAMS)
async def test_nobody_is_asked_about_what_a_program_sent(cast: Cast, header: str) -> None:
    invitation, meeting = await invited(cast)
    received = await arrive(answer_of(invitation, meeting, headers=(header, FORGED)))
    assert (received.outcome, await OutgoingMail.count()) == (Outcome.HELD, 0)


async def test_an_unproven_refresh_is_no_answer_to_be_asked_about(cast: Cast) -> None:
    invitation, meeting = await invited(cast)
    received = await arrive(answer_of(invitation, meeting, headers=(FORGED,), **REFRESH))
    assert (received.outcome, await OutgoingMail.count()) == (Outcome.IGNORED, 0)
    assert (await stored(invitation)).answer == Answer.OPEN


async def test_a_refresh_of_a_cancelled_meeting_says_why_nothing_is_sent(cast: Cast) -> None:
    invitation, meeting = await invited(cast)
    await Invitation.update({Invitation.sent_stamp: later(-61)}, force=True)
    await Meeting.update({Meeting.status: MeetingStatus.CANCELLED}).where(Meeting.id == meeting.id)
    received = await arrive(answer_of(invitation, meeting, **REFRESH))
    assert received.outcome == Outcome.IGNORED
    assert "abgesagt" in (await stored_mail(received.mail_id)).reason
    assert await OutgoingMail.count() == 0
