"""`spurwerk inbound` and `spurwerk lmtp` as programs."""

import asyncio
import json
import signal
from contextlib import suppress

import pytest

from app.core.postgres import EmbeddedPostgres
from app.replies.tables import InboundMail, Outcome
from tests.replies.foreign_mail import DOMAIN, note
from tests.replies.lmtp_client import Client
from tests.replies.programs import NOWHERE, lmtp_server, piped, started

TO = f"sitzung+{'a' * 32}@{DOMAIN}"


async def test_a_piped_mail_is_stored_and_its_outcome_printed_as_one_line_of_json(
    database_server: EmbeddedPostgres, clean: None
) -> None:
    code, output, errors = await piped(note(), database_server.dsn, "--recipient", TO)
    (mail,) = await InboundMail.objects()
    assert (code, errors) == (0, "")
    assert output.count("\n") == 1
    assert json.loads(output) == {"outcome": mail.outcome}
    assert (mail.came_by, mail.recipient) == ("pipe", f"sitzung@{DOMAIN}")

    code, output, _ = await piped(bytes(mail.mime), database_server.dsn, "--recipient", TO)
    assert (code, json.loads(output)) == (0, {"outcome": "duplicate"})


async def test_without_the_option_the_header_of_our_mail_server_names_the_recipient(
    database_server: EmbeddedPostgres, clean: None
) -> None:
    raw = b"X-Envelope-To: " + TO.encode() + b"\n" + note()
    header = {"SPURWERK_RECIPIENT_HEADER": "X-Envelope-To"}
    code, _, _ = await piped(raw, database_server.dsn, **header)
    assert code == 0
    await piped(note(), database_server.dsn, **header)
    mails = await InboundMail.objects().order_by(InboundMail.received_at)
    assert [mail.recipient for mail in mails] == [f"sitzung@{DOMAIN}", ""]


async def test_nobody_is_lost_while_the_database_is_away(clean: None) -> None:
    code, output, errors = await piped(note(), NOWHERE, "--recipient", TO)
    assert (code, output) == (75, "")
    assert errors.startswith("Die E-Mail ist nicht gespeichert, bitte später wieder")
    assert errors.count("\n") == 1
    assert DOMAIN not in errors


async def test_a_wrong_setting_sends_no_mail_back(database_server: EmbeddedPostgres) -> None:
    code, _, errors = await piped(note(), database_server.dsn, SPURWERK_PORT="viele")
    assert (code, "BadSettings" in errors) == (75, True)


@pytest.mark.parametrize("slip", [("--recipent", TO), ("--recipient",), (TO,)])
async def test_a_slip_in_its_call_sends_no_mail_back(slip: tuple[str, ...]) -> None:
    code, output, errors = await piped(note(), NOWHERE, *slip)
    assert (code, output) == (75, "")
    assert "Error" in errors


async def test_a_mail_without_end_is_cut_and_put_aside(
    database_server: EmbeddedPostgres, clean: None
) -> None:
    program = await started(database_server.dsn, "inbound", "--recipient", TO)
    assert program.stdin
    assert program.stdout
    program.stdin.write(note())
    with suppress(BrokenPipeError, ConnectionResetError):
        for _ in range(1_000):  # the pipe is not closed: the program must end by itself
            program.stdin.write(b"x" * 65_536)
            await asyncio.wait_for(program.stdin.drain(), 60)
    output = await asyncio.wait_for(program.stdout.read(), 60)
    assert await program.wait() == 0
    assert json.loads(output) == {"outcome": "quarantine"}
    assert await InboundMail.count().where(InboundMail.outcome == Outcome.QUARANTINE) == 1


@pytest.mark.parametrize("command", ["inbound", "lmtp"])
async def test_help_is_german(command: str) -> None:
    program = await started(NOWHERE, command, "--help")
    output, _ = await program.communicate()
    assert program.returncode == 0
    assert "E-Mail" in output.decode()


async def test_lmtp_asks_to_come_again_while_the_database_is_away(clean: None) -> None:
    program, port = await lmtp_server(NOWHERE)
    async with Client(port) as client:
        other = f"sitzung+{'b' * 32}@{DOMAIN}"
        assert [line[:9] for line in await client.deliver(note(), TO, other)] == ["451 4.3.0"] * 2
    program.send_signal(signal.SIGTERM)
    assert await asyncio.wait_for(program.wait(), 20) == 0


async def test_lmtp_ends_cleanly_on_sigterm(database_server: EmbeddedPostgres, clean: None) -> None:
    program, port = await lmtp_server(database_server.dsn)
    async with Client(port) as client:
        assert (await client.deliver(note(), TO))[0].startswith("250")
        program.send_signal(signal.SIGTERM)
        assert await asyncio.wait_for(program.wait(), 30) == 0
    assert program.stderr
    assert await program.stderr.read() == b""


async def test_lmtp_refuses_to_listen_for_strangers(database_server: EmbeddedPostgres) -> None:
    program = await started(database_server.dsn, "lmtp", "--listen", "0.0.0.0:8024")
    _, errors = await asyncio.wait_for(program.communicate(), 60)
    assert program.returncode == 1
    assert "SPURWERK_LMTP_ANYWHERE=ja" in errors.decode()


async def until_stored(count: int) -> None:
    async with asyncio.timeout(30):
        while await InboundMail.count() < count:
            await asyncio.sleep(0.005)


async def test_killed_with_mail_in_hand_it_loses_and_doubles_none(
    database_server: EmbeddedPostgres, clean: None
) -> None:
    """The server dies twice: with half a mail, and with one stored whose answer is lost."""
    first, second = note(Subject="Brief 1"), note(Subject="Brief 2")
    program, port = await lmtp_server(database_server.dsn)
    async with Client(port) as client:
        await client.begin(TO)
        await client.say("DATA")
        client.writer.write(first[:100])
        await client.writer.drain()
        program.kill()
        await program.wait()
    assert await InboundMail.count() == 0

    program, port = await lmtp_server(database_server.dsn)
    async with Client(port) as client:
        await client.begin(TO)
        await client.data(first)
        await until_stored(1)
        program.kill()  # its 250 is not read: for the mail server it never came
        await program.wait()

    program, port = await lmtp_server(database_server.dsn)
    async with Client(port) as client:
        for raw in (first, second):
            assert (await client.deliver(raw, TO))[0].startswith("250")
    program.kill()
    await program.wait()
    mails = await InboundMail.objects().order_by(InboundMail.received_at)
    assert [mail.subject for mail in mails] == ["Brief 1", "Brief 2"]
