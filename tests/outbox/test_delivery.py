"""From the row to a real SMTP server: what arrives, what waits, what comes back."""

import asyncio
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from app.core.settings import settings
from app.outbox import connection, jobs, operations
from app.outbox.tables import MailState, OutgoingMail
from tests.outbox.mailserver import MailServer
from tests.outbox.make import fresh, make_due, make_mail


async def test_what_arrives_is_the_row(mail_server: MailServer) -> None:
    mail = await make_mail()
    await jobs.deliver_all()

    assert mail_server.received == [(mail.envelope_sender, "gruen@example.org", mail.mime)]
    sent = await fresh(mail)
    assert (sent.state, sent.attempts) == (MailState.SENT, 1)
    assert sent.done_at is not None
    assert sent.last_answer == "250 2.0.0 queued as 4711"


async def test_a_short_queue_leaves_over_one_connection(mail_server: MailServer) -> None:
    for number in range(jobs.BATCH + 5):
        await make_mail(recipient_address=f"person{number}@example.org")
    await jobs.deliver_all()

    assert len(set(mail_server.recipients())) == jobs.BATCH + 5
    assert mail_server.connections == 1


async def test_sent_mail_is_not_sent_again(mail_server: MailServer) -> None:
    mail = await make_mail()
    await jobs.deliver_all()
    await make_due(mail)
    await jobs.deliver_all()

    assert len(mail_server.received) == 1


async def test_greylisted_mail_is_delayed_and_later_delivered(mail_server: MailServer) -> None:
    mail_server.answers["gruen@example.org"] = ["451 4.7.1 Greylisted, try again"]
    mail = await make_mail()
    await jobs.deliver_all()

    delayed = await fresh(mail)
    assert delayed.state == MailState.DELAYED
    assert delayed.last_answer == "451 4.7.1 Greylisted, try again"
    wait = delayed.due_at - datetime.now(UTC)
    assert timedelta(seconds=55) < wait < timedelta(seconds=70)

    await make_due(mail)
    await jobs.deliver_all()
    assert mail_server.received == [(mail.envelope_sender, "gruen@example.org", mail.mime)]
    assert (await fresh(mail)).attempts == 2


async def test_temporary_refusal_of_the_content_delays_too(mail_server: MailServer) -> None:
    mail_server.data_answers = ["452 4.3.1 Insufficient storage"]
    mail = await make_mail()
    await jobs.deliver_all()

    assert (await fresh(mail)).state == MailState.DELAYED


async def test_unknown_recipient_fails_with_the_servers_words(mail_server: MailServer) -> None:
    mail_server.answers["gruen@example.org"] = ["550 5.1.1 User unknown"]
    mail = await make_mail()
    await jobs.deliver_all()
    await make_due(mail)
    await jobs.deliver_all()

    failed = await fresh(mail)
    assert (failed.state, failed.attempts) == (MailState.FAILED, 1)
    assert failed.last_answer == "550 5.1.1 User unknown"
    assert mail_server.received == []


async def test_content_refused_for_good_fails(mail_server: MailServer) -> None:
    mail_server.data_answers = ["554 5.7.1 Looks like spam"]
    mail = await make_mail()
    await jobs.deliver_all()

    assert (await fresh(mail)).last_answer == "554 5.7.1 Looks like spam"
    assert (await fresh(mail)).state == MailState.FAILED


async def test_mail_that_was_delayed_for_two_days_has_failed(mail_server: MailServer) -> None:
    mail_server.answers["gruen@example.org"] = ["451 still greylisted"]
    mail = await make_mail()
    mail.attempts = 60
    await mail.save([OutgoingMail.attempts])
    await jobs.deliver_all()

    assert (await fresh(mail)).state == MailState.FAILED


async def test_a_bad_recipient_blocks_nobody(mail_server: MailServer) -> None:
    mail_server.answers["bad@example.org"] = ["550 no such user"]
    bad = await make_mail(recipient_address="bad@example.org")
    broken = await make_mail()
    broken.recipient_address = "no address"
    await broken.save([OutgoingMail.recipient_address])
    good = [await make_mail(recipient_address=f"good{n}@example.org") for n in range(3)]
    await jobs.deliver_all()

    assert sorted(mail_server.recipients()) == [f"good{n}@example.org" for n in range(3)]
    assert (await fresh(bad)).state == MailState.FAILED
    assert (await fresh(broken)).state == MailState.DELAYED
    assert {(await fresh(mail)).state for mail in good} == {MailState.SENT}


async def test_server_that_shuts_down_gets_the_rest_over_a_new_connection(
    mail_server: MailServer,
) -> None:
    mail_server.answers["first@example.org"] = ["421 4.3.2 Shutting down"]
    first = await make_mail(recipient_address="first@example.org")
    await make_mail(recipient_address="second@example.org")
    await jobs.deliver_all()

    assert (await fresh(first)).state == MailState.DELAYED
    assert mail_server.recipients() == ["second@example.org"]
    assert mail_server.connections == 2


async def test_refused_connection_delays_and_loses_nothing(mail_server: MailServer) -> None:
    await mail_server.stop()
    mails = [await make_mail(recipient_address=f"person{n}@example.org") for n in range(3)]
    await jobs.deliver_all()
    assert {(await fresh(mail)).state for mail in mails} == {MailState.DELAYED}

    await mail_server.start()
    await make_due(*mails)
    await jobs.deliver_all()
    assert sorted(mail_server.recipients()) == [f"person{n}@example.org" for n in range(3)]


async def test_silent_server_holds_nobody_for_long(
    mail_server: MailServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    mail_server.silent = True
    monkeypatch.setattr(connection, "CONNECT_SECONDS", 0.2)
    mail = await make_mail()
    await asyncio.wait_for(jobs.deliver_all(), timeout=5)

    assert (await fresh(mail)).state == MailState.DELAYED


async def test_server_without_encryption_elsewhere_gets_no_mail(
    mail_server: MailServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.outbox.rules._is_here", lambda _host: False)
    mail = await make_mail()
    await jobs.deliver_all()

    assert mail_server.received == []
    waiting = await fresh(mail)
    assert waiting.state == MailState.WAITING
    assert "Verschlüsselung" in waiting.last_answer


async def test_without_a_mail_server_everything_waits(clean: None) -> None:
    assert settings().smtp_url is None
    mail = await make_mail()
    await jobs.deliver_all()

    untouched = await fresh(mail)
    assert (untouched.state, untouched.attempts) == (MailState.WAITING, 0)


async def test_bytes_outlive_a_change_of_settings(
    mail_server: MailServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    mail = await make_mail()
    monkeypatch.setattr(
        operations, "settings", lambda: replace(settings(), mail_domain="new.example.org")
    )
    await jobs.deliver_all()

    assert mail_server.received[0][2] == mail.mime
    assert mail.message_id.encode() in mail.mime
