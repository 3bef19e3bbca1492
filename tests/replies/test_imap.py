"""The mailbox, emptied by the worker's job against a real Dovecot."""

import asyncio
import imaplib
import logging
import socket
import time
from collections.abc import Iterator
from dataclasses import replace

import pytest

from app.core.mailbox import Mailbox
from app.core.postgres import EmbeddedPostgres
from app.core.settings import settings
from app.replies.jobs import fetching
from app.replies.jobs.door import take_in
from app.replies.jobs.fetching import Watch, look
from app.replies.jobs.imap import Folder
from app.replies.tables import InboundMail, Outcome
from tests.replies.foreign_mail import DOMAIN, note
from tests.replies.mailhost import PASSWORD, MailHost
from tests.replies.programs import started

TO = f"sitzung+{'a' * 32}@{DOMAIN}"
DONE, QUARANTINE = "Verarbeitet", "Quarant&AOQ-ne"


@pytest.fixture
def box(mail_host: MailHost, clean: None) -> Iterator[Mailbox]:
    """Of a user without any mail; `mail_host` is running."""
    found = Mailbox.from_env({"SPURWERK_IMAP_URL": mail_host.imap_url()}, [])
    assert found
    yield found
    mail_host.empty()


def client(box: Mailbox) -> imaplib.IMAP4:
    connection = imaplib.IMAP4(box.host, box.port)
    connection.login(box.user, PASSWORD)
    return connection


def put(box: Mailbox, *mails: bytes, flags: str = "") -> None:
    connection = client(box)
    for raw in mails:
        noted = f"Delivered-To: {TO}\r\n".encode() + raw
        connection.append("INBOX", flags, None, noted)
    connection.logout()


def count(box: Mailbox, folder: str) -> int:
    connection = client(box)
    status, found = connection.select(folder, readonly=True)
    connection.logout()
    assert status == "OK", found
    return int(found[0] or 0)


def counts(box: Mailbox) -> list[int]:
    return [count(box, folder) for folder in ("INBOX", DONE, QUARANTINE)]


async def test_read_mail_is_moved_and_what_nobody_can_read_goes_into_its_own_folder(
    box: Mailbox,
) -> None:
    put(box, b"\x01\x02", note(), note())
    await look(box, Watch())
    mails = await InboundMail.objects()
    assert {(mail.came_by, mail.recipient) for mail in mails} == {("imap", f"sitzung@{DOMAIN}")}
    unreadable = sum(mail.outcome == Outcome.QUARANTINE for mail in mails)
    assert (len(mails), counts(box)) == (3, [0, 3 - unreadable, unreadable])


async def test_a_mail_too_large_to_be_read_is_cut_and_moved_as_a_whole(box: Mailbox) -> None:
    large = note() + b"x\r\n" * 1_000_000
    put(box, large, note())
    await look(box, Watch())
    first, _ = await InboundMail.objects().order_by(InboundMail.received_at)
    assert (first.outcome, counts(box)) == (Outcome.QUARANTINE, [0, 1, 1])


async def test_mail_that_somebody_has_looked_at_is_taken_in_too(box: Mailbox) -> None:
    put(box, note(), flags=r"(\Seen)")
    await look(box, Watch())
    assert await InboundMail.count() == 1


async def test_a_round_takes_so_many_and_the_next_goes_on_at_once(
    box: Mailbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fetching, "ROUND", 2)
    put(box, *(note(Subject=f"Brief {number}") for number in range(3)))
    watch = Watch()
    await look(box, watch)
    assert (await InboundMail.count(), watch.next_at <= time.monotonic()) == (2, True)
    await look(box, watch)
    assert (await InboundMail.count(), watch.next_at > time.monotonic()) == (3, True)


async def test_a_crash_between_storing_and_moving_brings_the_mail_again_and_no_second_row(
    box: Mailbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    def dies(*_: object) -> None:
        raise OSError

    put(box, note())
    with monkeypatch.context() as patch:
        patch.setattr(Folder, "move", dies)
        await look(box, Watch())
    assert (await InboundMail.count(), count(box, "INBOX")) == (1, 1)
    await look(box, Watch())  # another process: it remembers nothing
    assert (await InboundMail.count(), counts(box)) == (1, [0, 1, 0])


async def test_a_mail_that_cannot_be_moved_keeps_no_other_from_coming_in(
    box: Mailbox, mail_host: MailHost, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fetching, "ROUND", 1)
    watch = Watch()
    put(box, note(Subject="Brief 1"))
    folder = await asyncio.to_thread(Folder, box, watch.memory)
    await asyncio.to_thread(folder.close)
    mail_host.hide("postfach", f".{DONE}")
    monkeypatch.setattr(Folder, "_create_missing", lambda _: None)
    await look(box, watch)
    put(box, note(Subject="Brief 2"))
    await look(box, watch)
    assert await InboundMail.count() == 2
    assert (count(box, "INBOX"), len(watch.memory.settled)) == (2, 2)
    monkeypatch.undo()
    await look(box, watch)
    assert (await InboundMail.count(), counts(box), watch.memory.settled) == (2, [0, 2, 0], {})


async def test_uids_are_forgotten_when_the_server_numbers_anew(
    box: Mailbox, mail_host: MailHost
) -> None:
    watch = Watch()
    put(box, note(Subject="Brief 1"))
    await look(box, watch)
    before = watch.memory.validity
    watch.memory.settled["1"] = Outcome.APPLIED  # as if its move had failed
    mail_host.number_anew("postfach", 4711)
    put(box, note(Subject="Brief 2"))
    await look(box, watch)
    assert (before != 4711, watch.memory.validity, watch.memory.settled) == (True, 4711, {})
    assert (await InboundMail.count(), counts(box)) == (2, [0, 1, 0])


async def test_one_worker_looks_at_a_time(box: Mailbox) -> None:
    put(box, *(note() for _ in range(3)))
    await asyncio.gather(look(box, Watch()), look(box, Watch()))
    assert (await InboundMail.count(), sum(counts(box))) == (3, 3)


async def test_a_server_that_is_away_is_told_once_and_asked_ever_more_rarely(
    clean: None, caplog: pytest.LogCaptureFixture
) -> None:
    away = Mailbox(host="127.0.0.1", port=1, user="u", password="p", folder="INBOX", tls=False)
    watch, waits = Watch(), []
    for _ in range(6):
        await look(away, watch)
        waits.append(round(watch.next_at - time.monotonic()))
    assert waits == [30, 60, 300, 900, 900, 900]
    assert [record.getMessage() for record in caplog.records] == [
        "mailbox not read, tried again later: ConnectionRefusedError"
    ]


async def test_a_wrong_password_is_told_without_the_password(
    box: Mailbox, caplog: pytest.LogCaptureFixture
) -> None:
    watch = Watch()
    await look(replace(box, password="falsch-geraten"), watch)
    assert watch.failures == 1
    assert "falsch-geraten" not in caplog.text
    assert box.user not in caplog.text


async def test_a_silent_server_does_not_hold_the_other_jobs(
    clean: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = asyncio.Event()

    async def says_nothing(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        asked.set()
        await reader.read()
        writer.close()

    server = await asyncio.start_server(says_nothing, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    silent = Mailbox(host="127.0.0.1", port=port, user="u", password="p", folder="INBOX", tls=False)
    monkeypatch.setattr(fetching, "settings", lambda: replace(settings(), imap=silent))
    monkeypatch.setattr("app.replies.jobs.imap.SECONDS", 1)
    monkeypatch.setattr(fetching, "WATCH", Watch())
    await asyncio.wait_for(fetching.fetch(), 0.5)
    await asyncio.wait_for(asked.wait(), 5)
    await asyncio.wait_for(fetching.fetch(), 0.5)  # a round is under way: no second one
    running = fetching.WATCH.round
    assert running
    await asyncio.wait_for(running, 10)
    assert fetching.WATCH.failures == 1
    server.close()


async def test_while_the_database_is_away_mail_stays_where_it_is(
    box: Mailbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def away(*_: object, **__: object) -> None:
        raise ConnectionRefusedError

    put(box, note())
    watch = Watch()
    with monkeypatch.context() as patch:
        patch.setattr("app.replies.jobs.door.receive", away)
        await look(box, watch)
    assert (watch.failures, count(box, "INBOX")) == (1, 1)
    await look(box, watch)
    assert (watch.failures, await InboundMail.count(), count(box, "INBOX")) == (0, 1, 0)


async def test_a_connection_lost_between_two_mails_loses_none(
    box: Mailbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    taken: list[str] = []

    def cut_off(folder: Folder, uid: str) -> bytes | None:
        taken.append(uid)
        if len(taken) == 2:
            folder._box.client.sock.shutdown(socket.SHUT_RDWR)
        return content(folder, uid)

    content = Folder.content
    put(box, *(note(Subject=f"Brief {number}") for number in range(3)))
    watch = Watch()
    with monkeypatch.context() as patch:
        patch.setattr(Folder, "content", cut_off)
        await look(box, watch)
    assert (watch.failures, await InboundMail.count(), counts(box)) == (1, 1, [2, 1, 0])
    await look(box, watch)
    assert (watch.failures, await InboundMail.count(), counts(box)) == (0, 3, [0, 3, 0])


async def test_a_mail_that_not_even_the_quarantine_takes_stays_and_the_others_come_in(
    box: Mailbox, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    async def refuses(raw: bytes, *, recipient: str, came_by: str) -> Outcome:
        if b"Brief 1" in raw:
            raise ZeroDivisionError
        return await take_in(raw, recipient=recipient, came_by=came_by)

    put(box, *(note(Subject=f"Brief {number}") for number in range(3)))
    with monkeypatch.context() as patch:
        patch.setattr(fetching, "take_in", refuses)
        await look(box, Watch())
    assert (await InboundMail.count(), counts(box)) == (2, [1, 2, 0])
    assert "mail not stored: ZeroDivisionError" in caplog.messages
    await look(box, Watch())
    assert (await InboundMail.count(), counts(box)) == (3, [0, 3, 0])


async def test_the_log_holds_no_address_and_no_token(
    box: Mailbox, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    put(box, note(), b"\x00\xff")
    await look(box, Watch())
    told = "\n".join(record.getMessage() for record in caplog.records)
    for secret in ("a" * 32, "@amt.example.org", f"@{DOMAIN}", PASSWORD):
        assert secret not in told


async def test_a_worker_killed_in_between_loses_and_doubles_nothing(
    box: Mailbox, mail_host: MailHost, database_server: EmbeddedPostgres
) -> None:
    put(box, *(note(Subject=f"Brief {number}") for number in range(5)))
    url = mail_host.imap_url()
    program = await started(database_server.dsn, "worker", SPURWERK_IMAP_URL=url)
    async with asyncio.timeout(60):
        while not await InboundMail.count():
            await asyncio.sleep(0.005)
    program.kill()
    output, errors = await program.communicate()
    assert PASSWORD.encode() not in output + errors
    await look(box, Watch())
    mails = await InboundMail.objects().order_by(InboundMail.received_at)
    assert [mail.subject for mail in mails] == [f"Brief {number}" for number in range(5)]
    assert count(box, "INBOX") == 0
    assert count(box, DONE) >= 5, "Dovecot may end the move of the dead beside ours"
