"""Servers on their worst days: nothing is lost, nobody waits for another's trouble."""

import asyncio
from datetime import UTC, datetime

import pytest

from app.outbox import connection, jobs
from app.outbox.tables import MailState, OutgoingMail
from tests.outbox.mailserver import MailServer
from tests.outbox.make import fresh, make_due, make_mail


async def states() -> list[str]:
    rows = await OutgoingMail.select(OutgoingMail.state).order_by(OutgoingMail.created_at)
    return [row["state"] for row in rows]


async def test_server_that_hangs_up_before_its_answer_gets_the_same_bytes_again(
    mail_server: MailServer,
) -> None:
    mail_server.hangs_up = 1
    mail = await make_mail()
    other = await make_mail(recipient_address="other@example.org")
    await jobs.deliver_all()
    assert (await fresh(mail)).state == MailState.DELAYED
    assert (await fresh(other)).state == MailState.SENT
    await make_due(mail)
    await jobs.deliver_all()

    taken = [content for _, to, content in mail_server.received if to == "gruen@example.org"]
    assert taken == [mail.mime, mail.mime]
    assert await states() == ["sent", "sent"]


@pytest.mark.parametrize("answer", ["what do you mean", "999 9.9.9 yes", "250"])
async def test_garbage_for_one_recipient_blocks_nobody(
    mail_server: MailServer, answer: str
) -> None:
    mail_server.answers["gruen@example.org"] = [answer]
    await make_mail()
    await make_mail(recipient_address="other@example.org")
    await asyncio.wait_for(jobs.deliver_all(), timeout=30)
    assert "other@example.org" in mail_server.recipients()


async def test_one_recipient_the_server_thinks_about_for_long_blocks_nobody(
    mail_server: MailServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connection, "DATA_SECONDS", 0.5)
    mail_server.thinks = {"gruen@example.org"}
    slow = await make_mail()
    for number in range(5):
        await make_mail(recipient_address=f"p{number}@example.org")
    await asyncio.wait_for(jobs.deliver_all(), timeout=20)
    assert (await fresh(slow)).state == MailState.DELAYED
    assert await states() == ["delayed", *["sent"] * 5]


async def test_postausgang_does_not_wait_for_the_next_slow_mail(
    mail_server: MailServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(jobs, "MARK_SECONDS", 0.1)
    mail_server.thinks = {"slow@example.org"}
    quick = await make_mail()
    await make_mail(recipient_address="slow@example.org")
    delivery = asyncio.create_task(jobs.deliver_all())
    for _ in range(100):
        await asyncio.sleep(0.05)
        if (await fresh(quick)).state == MailState.SENT:
            break
    assert (await fresh(quick)).state == MailState.SENT
    assert not delivery.done(), "the other one still hangs"
    delivery.cancel()
    await asyncio.gather(delivery, return_exceptions=True)


async def test_server_that_takes_one_connection_gets_everything_over_it(
    mail_server: MailServer,
) -> None:
    mail_server.most_connections = 1
    for number in range(jobs.BATCH * 3):
        await make_mail(recipient_address=f"p{number}@example.org")
    await jobs.deliver_all()
    assert set(await states()) == {"sent"}


async def test_server_down_for_hours_loses_nothing_and_keeps_the_order(
    mail_server: MailServer,
) -> None:
    await mail_server.stop()
    request = await make_mail(thread_key="one", subject="Einladung")
    cancel = await make_mail(thread_key="one", subject="Abgesagt")
    # Fewer than one claim.
    others = [await make_mail(recipient_address=f"p{n}@example.org") for n in range(10)]
    waits = []
    for _ in range(8):  # 1 + 5 + 15 minutes and five hours
        await jobs.deliver_all()
        waiting = await fresh(request)
        assert waiting.state == MailState.DELAYED
        waits.append(round((waiting.due_at - datetime.now(UTC)).total_seconds() / 60))
        await make_due(request, *others)
    expected = [1, 5, 15, 60, 60, 60, 60, 60]
    assert all(
        plan <= wait + 1 <= 1.1 * plan + 2 for plan, wait in zip(expected, waits, strict=True)
    )

    await mail_server.start()
    while "waiting" in (found := await states()) or "delayed" in found:
        await jobs.deliver_all()
        await make_due(request, cancel, *others)
    assert len(mail_server.received) == 12
    to_gisela = [content for _, to, content in mail_server.received if to == "gruen@example.org"]
    assert to_gisela == [request.mime, cancel.mime]
