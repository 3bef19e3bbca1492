"""Mail to the bounce address, from the socket to the Postausgang."""

from uuid import UUID

import pytest

from app.outbox.tables import MailState, OutgoingMail, SuspendedAddress
from app.replies.tables import InboundMail, Outcome
from tests.cast import Cast
from tests.outbox.make import fresh, make_mail
from tests.replies.foreign_mail import DOMAIN, note, report
from tests.replies.lmtp_client import Client


async def sent_mail(cast: Cast) -> OutgoingMail:
    mail = await make_mail(
        body_id=UUID(str(cast.body.id)), person_id=cast.id("carla"),
        recipient_address="niemand@amt.example.org",
    )  # fmt: skip
    mail.state = MailState.SENT
    await mail.save([OutgoingMail.state])
    return mail


async def inbound() -> InboundMail:
    (mail,) = await InboundMail.objects()
    return mail


async def test_a_mail_that_came_back_is_undeliverable_with_the_words_of_the_other_server(
    cast: Cast, door: Client
) -> None:
    mail = await sent_mail(cast)
    raw = report(diagnosis="smtp; 550 5.1.1 User doesn't exist")
    assert (await door.deliver(raw, mail.envelope_sender))[0].startswith("250")

    now_is = await fresh(mail)
    assert (now_is.state, now_is.last_answer) == (MailState.FAILED, "550 5.1.1 User doesn't exist")
    row = await inbound()
    assert (row.outcome, row.recipient) == (Outcome.BOUNCE, f"bounce@{DOMAIN}")
    assert row.reason.endswith("nicht zustellbar. 550 5.1.1 User doesn't exist")
    assert (row.body, row.person) == (cast.body.id, cast.id("carla"))


@pytest.mark.parametrize(
    ("raw", "outcome", "state"),
    [
        (report(action="delayed", status="4.4.1"), Outcome.BOUNCE, MailState.SENT),
        (report(action="delivered", status="2.0.0"), Outcome.BOUNCE, MailState.SENT),
        (report(action="failed", status="4.4.7"), Outcome.BOUNCE, MailState.FAILED),
        (note(Auto_Submitted="auto-replied"), Outcome.AUTOMATIC, MailState.SENT),
        (note(Subject="Zusage"), Outcome.AUTOMATIC, MailState.SENT),
        (b"\x00\xff", Outcome.QUARANTINE, MailState.SENT),
    ],
)
async def test_only_a_failure_changes_the_mail(
    cast: Cast, door: Client, raw: bytes, outcome: Outcome, state: MailState
) -> None:
    mail = await sent_mail(cast)
    await door.deliver(raw, mail.envelope_sender)
    assert (await inbound()).outcome == outcome
    assert (await fresh(mail)).state == state


async def test_a_report_without_the_token_of_a_mail_is_not_believed(
    cast: Cast, door: Client
) -> None:
    mail = await sent_mail(cast)
    token = mail.envelope_sender.partition("@")[0].removeprefix("bounce+")
    forged = token[:-1] + ("a" if token[-1] != "a" else "b")
    for at in (f"bounce+{forged}@{DOMAIN}", f"bounce+{mail.id.hex}@{DOMAIN}", f"bounce+x@{DOMAIN}"):
        assert (await door.deliver(report(), at))[0].startswith("250")
    assert (await fresh(mail)).state == MailState.SENT
    rows = await InboundMail.objects()
    assert [(row.outcome, row.body) for row in rows] == [(Outcome.IGNORED, None)] * 3


async def test_two_mails_that_came_back_suspend_the_address_and_a_full_box_does_not(
    cast: Cast, door: Client
) -> None:
    for status in ("5.2.2", "5.1.1", "5.2.2", "5.1.1"):
        assert not await suspended()
        mail = await sent_mail(cast)
        await door.deliver(report(status=status), mail.envelope_sender)
    (row,) = await suspended()
    assert (row.bounces, row.last_answer, row.person_id) == (
        2,
        "550 5.1.1 niemand da",
        cast.id("carla"),
    )


async def suspended() -> list[SuspendedAddress]:
    return await SuspendedAddress.objects().where(SuspendedAddress.suspended_at.is_not_null())


async def test_nothing_is_answered_and_the_same_report_counts_once(
    cast: Cast, door: Client
) -> None:
    mail = await sent_mail(cast)
    raw = report()
    for _ in range(2):
        await door.deliver(raw, mail.envelope_sender.upper())
        await door.deliver(raw, mail.envelope_sender)
    assert await OutgoingMail.count() == 1
    assert (await fresh(mail)).state == MailState.FAILED


async def test_a_report_about_somebody_who_is_gone_is_stored(cast: Cast, door: Client) -> None:
    mail = await make_mail(person_id=UUID(int=7))
    await door.deliver(report(), mail.envelope_sender)
    assert (await inbound()).person is None
