"""Leases: nobody sends a mail twice at the same time, a crash loses none, a thread keeps its order."""

import asyncio
from collections import Counter

from app.outbox import claims, jobs
from app.outbox.tables import MailState, OutgoingMail
from tests.outbox.mailserver import MailServer
from tests.outbox.make import fresh, make_due, make_mail


async def test_eight_claimers_never_get_the_same_mail(clean: None) -> None:
    for _ in range(60):
        await make_mail()

    async def claim_until_empty() -> list[str]:
        mine: list[str] = []
        while mails := await claims.claim(3):
            mine += [str(mail.id) for mail in mails]
        return mine

    shares = await asyncio.gather(*(claim_until_empty() for _ in range(8)))
    assert set(Counter(mail for share in shares for mail in share).values()) == {1}
    assert await OutgoingMail.count().where(OutgoingMail.attempts == 1) == 60


async def test_worker_killed_before_the_mark_sends_the_same_bytes_again(
    mail_server: MailServer,
) -> None:
    mail = await make_mail()
    (lost,) = await claims.claim(5)
    await jobs.deliver_all()
    assert mail_server.received == [], "its lease still runs"

    mail_server.received.append((lost.envelope_sender, lost.recipient_address, lost.mime))
    await make_due(mail)
    await jobs.deliver_all()
    first, second = mail_server.received
    assert first == second
    assert (await fresh(mail)).attempts == 2


async def test_worker_that_lost_its_lease_marks_nothing(clean: None) -> None:
    mail = await make_mail()
    (slow,) = await claims.claim(5)
    await make_due(mail)
    (quick,) = await claims.claim(5)
    assert not await claims.renew(slow)
    assert await claims.renew(quick)

    await claims.mark_failed(slow, "550 too late")
    assert (await fresh(mail)).state == MailState.WAITING
    await claims.mark_sent([(quick, "250 ok")])
    assert (await fresh(mail)).last_answer == "250 ok"


async def test_mails_of_one_thread_leave_in_order(mail_server: MailServer) -> None:
    mail_server.answers["gruen@example.org"] = ["451 later"]
    request = await make_mail(thread_key="meeting:1:person:1", subject="Einladung")
    cancel = await make_mail(thread_key="meeting:1:person:1", subject="Abgesagt")
    other = await make_mail(thread_key="meeting:1:person:2", recipient_address="zwei@example.org")
    await jobs.deliver_all()

    assert mail_server.recipients() == ["zwei@example.org"]
    assert (await fresh(other)).state == MailState.SENT
    assert (await fresh(cancel)).attempts == 0, "it waits for the invitation"

    await make_due(request, cancel)
    await jobs.deliver_all()
    assert [content for _, to, content in mail_server.received if to == "gruen@example.org"] == [
        request.mime,
        cancel.mime,
    ]


async def test_undeliverable_mail_lets_its_thread_go_on(mail_server: MailServer) -> None:
    mail_server.answers["gruen@example.org"] = ["550 unknown"]
    await make_mail(thread_key="one")
    second = await make_mail(thread_key="one")
    await jobs.deliver_all()

    assert [content for *_, content in mail_server.received] == [second.mime]


async def test_wrong_password_stops_the_run_and_marks_nobody(mail_server: MailServer) -> None:
    mail_server.password, mail_server.login = "right", "spurwerk:wrong@"
    mails = [await make_mail(recipient_address=f"p{n}@example.org") for n in range(jobs.BATCH + 3)]
    await jobs.deliver_all()

    assert mail_server.connections == 1
    rows = [await fresh(mail) for mail in mails]
    assert {(row.state, row.attempts) for row in rows} == {(MailState.WAITING, 0)}
    assert any(row.last_answer.startswith("535") for row in rows)
    assert await claims.claim(5) == [], "the whole queue pauses"


async def test_right_password_from_the_address_is_used(mail_server: MailServer) -> None:
    mail_server.password = "p@ss:wörd"
    mail_server.login = "spurwerk:p%40ss%3Aw%C3%B6rd@"
    await make_mail()
    await jobs.deliver_all()

    assert mail_server.recipients() == ["gruen@example.org"]


async def test_refused_sender_stops_the_run_and_marks_nobody(mail_server: MailServer) -> None:
    mail_server.sender_answer = "550 5.7.1 Sender not allowed here"
    mail = await make_mail()
    await jobs.deliver_all()

    held = await fresh(mail)
    assert (held.state, held.attempts) == (MailState.WAITING, 0)
    assert held.last_answer == "550 5.7.1 Sender not allowed here"


async def test_a_long_queue_goes_over_more_connections_when_the_first_was_welcome(
    mail_server: MailServer,
) -> None:
    count = jobs.BATCH * (1 + jobs.LANES)
    for number in range(count):
        await make_mail(recipient_address=f"p{number}@example.org")
    await jobs.deliver_all()

    assert mail_server.connections == jobs.LANES
    assert sorted(mail_server.recipients()) == sorted(f"p{n}@example.org" for n in range(count))
