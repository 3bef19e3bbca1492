"""What came before to the same invitation, and that no answer is lost because of it."""

import asyncio
from dataclasses import replace

import pytest

from app.audit.tables import AuditEntry
from app.invitations.tables import Answer
from app.outbox.tables import OutgoingMail
from app.replies.operations.earlier import PER_HOUR
from app.replies.tables import InboundMail, Outcome
from tests.cast import Cast
from tests.invitations.sent import stored
from tests.replies.letters import PASS, answer_of, arrive, later
from tests.replies.world import invited

PROVEN = (f"Authentication-Results: {PASS}",)


async def test_a_mail_that_waits_counts_when_it_comes_again_with_our_token(cast: Cast) -> None:
    invitation, meeting = await invited(cast)
    answer = answer_of(invitation, meeting, headers=PROVEN)
    raw = answer.mail()
    without = replace(answer, recipient="sitzung@spurwerk.example.org")
    assert (await arrive(without, raw)).outcome == Outcome.HELD
    other_way = raw.replace(b"Subject:", b"X-Umweg: ja\r\nSubject:")
    assert (await arrive(without, other_way)).outcome == Outcome.DUPLICATE
    assert await OutgoingMail.count() == 1
    with_token = raw.replace(b"Subject:", b"X-Umweg: nein\r\nSubject:")
    assert (await arrive(answer, with_token)).outcome == Outcome.APPLIED
    assert (await stored(invitation)).answer == Answer.ACCEPTED


async def test_a_mail_from_quarantine_counts_when_it_comes_again_with_our_token(cast: Cast) -> None:
    invitation, meeting = await invited(cast)
    answer = answer_of(invitation, meeting)
    raw = answer.mail()
    assert (await arrive(replace(answer, recipient=None), raw)).outcome == Outcome.QUARANTINE
    again = raw.replace(b"Subject:", b"X-Umweg: ja\r\nSubject:")
    assert (await arrive(answer, again)).outcome == Outcome.APPLIED


async def test_the_same_bytes_by_two_ways_at_once_are_one_mail(cast: Cast) -> None:
    invitation, meeting = await invited(cast)
    await arrive(answer_of(invitation, meeting, partstat="DECLINED", stamp=later(-5)))
    answer = answer_of(invitation, meeting)
    raw = answer.mail()
    both = await asyncio.gather(*[arrive(answer, raw) for _ in range(4)])
    assert sorted(each.outcome for each in both) == [Outcome.APPLIED, *[Outcome.DUPLICATE] * 3]
    assert len({each.mail_id for each in both}) == 1
    assert (await InboundMail.count(), await OutgoingMail.count()) == (2, 1)
    actions = AuditEntry.count().where(AuditEntry.action == "invitation.answered")
    assert await actions == 2


async def test_yes_no_and_yes_under_one_stamp_is_a_yes(cast: Cast) -> None:
    invitation, meeting = await invited(cast)
    stamp = later(-5)
    for partstat in ("ACCEPTED", "DECLINED", "ACCEPTED"):
        answer = answer_of(invitation, meeting, partstat=partstat, stamp=stamp)
        assert (await arrive(answer)).outcome == Outcome.APPLIED
    assert (await stored(invitation)).answer == Answer.ACCEPTED
    again = answer_of(invitation, meeting, stamp=stamp)
    assert (await arrive(again)).outcome == Outcome.DUPLICATE


async def test_too_many_mails_to_one_token_wait_for_a_person(cast: Cast) -> None:
    invitation, meeting = await invited(cast)
    for minute in range(PER_HOUR):
        answer = answer_of(invitation, meeting, stamp=later(minute - PER_HOUR))
        assert (await arrive(answer)).outcome == Outcome.APPLIED
    last = answer_of(invitation, meeting, partstat="DECLINED")
    assert (await arrive(last)).outcome == Outcome.QUARANTINE
    assert (await stored(invitation)).answer == Answer.ACCEPTED
    an_hour_on = replace(last, stamp=later(61))
    assert (await arrive(an_hour_on, at=later(61))).outcome == Outcome.APPLIED


@pytest.mark.parametrize("recipient", ["sitzung@spurwerk.example.org", None])
async def test_a_flood_without_our_token_shuts_nobody_out(
    cast: Cast, recipient: str | None
) -> None:
    invitation, meeting = await invited(cast)
    for _ in range(PER_HOUR + 1):
        forged = answer_of(invitation, meeting, partstat="DECLINED", recipient=recipient)
        assert (await arrive(forged)).outcome == Outcome.QUARANTINE
    assert await InboundMail.count() == PER_HOUR + 1
    assert (await arrive(answer_of(invitation, meeting))).outcome == Outcome.APPLIED
