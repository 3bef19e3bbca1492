"""`spurwerk outbox …` as an operator types it; each test is a program of its own."""

import asyncio
import json
import os
import sys

from app.core.postgres import EmbeddedPostgres
from app.outbox import jobs
from app.outbox.tables import MailState, OutgoingMail
from tests.outbox.mailserver import MailServer
from tests.outbox.make import fresh, make_due, make_mail


async def started(
    server: EmbeddedPostgres, *arguments: str, smtp_url: str = ""
) -> asyncio.subprocess.Process:
    environment = {
        **os.environ, "SPURWERK_DATABASE_URL": server.dsn, "SPURWERK_SMTP_URL": smtp_url,
    }  # fmt: skip
    return await asyncio.create_subprocess_exec(
        sys.executable, "-m", "app.cli", *arguments,
        stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE, env=environment,
    )  # fmt: skip


async def spurwerk(
    server: EmbeddedPostgres, *arguments: str, smtp_url: str = ""
) -> tuple[int, str, str]:
    """Exit code, output and errors."""
    program = await started(server, *arguments, smtp_url=smtp_url)
    output, errors = await program.communicate()
    return program.returncode or 0, output.decode(), errors.decode()


async def test_list_as_json_has_envelopes_and_no_content(
    database_server: EmbeddedPostgres, clean: None
) -> None:
    mail = await make_mail(text="Nur für Gisela Grün")
    code, output, _ = await spurwerk(database_server, "outbox", "list", "--json")

    assert code == 0
    (listed,) = json.loads(output)
    assert listed["id"] == str(mail.id)
    assert listed["state"] == "waiting"
    assert listed["recipient_address"] == "gruen@example.org"
    assert listed["created_at"].endswith("+00:00")
    assert "Nur für" not in output


async def test_drain_sends_what_is_due_and_says_what_is_left(
    database_server: EmbeddedPostgres, mail_server: MailServer
) -> None:
    mail_server.answers["spaeter@example.org"] = ["451 later"]
    mail = await make_mail()
    await make_mail(recipient_address="spaeter@example.org")
    code, output, _ = await spurwerk(database_server, "outbox", "drain", smtp_url=mail_server.url)

    assert code == 0
    assert "Versandt: 1. Noch nicht versandt: 1." in output
    assert mail_server.received == [(mail.envelope_sender, "gruen@example.org", mail.mime)]
    assert (await fresh(mail)).state == MailState.SENT


async def test_drain_without_a_mail_server_fails_with_a_sentence(
    database_server: EmbeddedPostgres, clean: None
) -> None:
    await make_mail()
    code, _, errors = await spurwerk(database_server, "outbox", "drain")

    assert code == 1
    assert errors.startswith("SPURWERK_SMTP_URL ist nicht gesetzt")
    assert await OutgoingMail.count().where(OutgoingMail.attempts == 0) == 1


async def test_drain_refuses_an_address_that_is_none(
    database_server: EmbeddedPostgres, clean: None
) -> None:
    await make_mail()
    code, _, errors = await spurwerk(database_server, "outbox", "drain", smtp_url="mailserver:25")

    assert code == 1
    assert "SPURWERK_SMTP_URL muss wie smtp://" in errors
    assert await OutgoingMail.count().where(OutgoingMail.attempts == 0) == 1


async def test_worker_killed_between_content_and_answer_leaves_the_mail_to_the_next(
    database_server: EmbeddedPostgres, mail_server: MailServer
) -> None:
    mail = await make_mail()
    program = await started(database_server, "outbox", "drain", smtp_url=mail_server.url)
    mail_server.before_answer = program.kill
    await program.communicate()
    assert program.returncode == -9
    assert (await fresh(mail)).state == MailState.WAITING

    mail_server.before_answer = lambda: None
    await jobs.deliver_all()
    assert len(mail_server.received) == 1, "the lease of the dead still runs"
    await make_due(mail)
    await jobs.deliver_all()
    assert mail_server.received == [(mail.envelope_sender, "gruen@example.org", mail.mime)] * 2
    assert (await fresh(mail)).state == MailState.SENT
