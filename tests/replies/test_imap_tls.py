"""imaps://: the password goes only to a server whose certificate is in order."""

import asyncio
import ssl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path

import pytest

from app.core.mailbox import Mailbox
from app.replies.jobs.fetching import Watch, look
from tests.outgoing.servers import certificate

SECRET = "nur-im-test"


@asynccontextmanager
async def mail_server(tls: ssl.SSLContext) -> AsyncIterator[tuple[Mailbox, list[str]]]:
    """One that lets nobody in, and the lines that it was told."""
    told: list[str] = []

    async def handle(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(OSError):
            writer.write(b"* OK bereit\r\n")
            while line := (await reader.readline()).decode():
                told.append(line)
                tag, command = line.split()[:2]
                known = command == "CAPABILITY"
                writer.write(b"* CAPABILITY IMAP4rev1\r\n" if known else b"")
                writer.write(f"{tag} {'OK' if known else 'NO'} ende\r\n".encode())
        writer.close()

    server = await asyncio.start_server(handle, "127.0.0.1", 0, ssl=tls)
    port = server.sockets[0].getsockname()[1]
    url = f"imaps://postfach:{SECRET}@localhost:{port}/INBOX"
    box = Mailbox.from_env({"SPURWERK_IMAP_URL": url}, [])
    assert box
    yield box, told
    server.close()


@pytest.mark.parametrize(
    ("name", "trusted", "problem"),
    [
        ("localhost", True, "MailboxLoginError"),
        ("localhost", False, "SSLCertVerificationError"),
        ("anders.example.org", True, "SSLCertVerificationError"),
    ],
)
async def test_only_the_right_server_is_told_the_password(
    clean: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture, name: str, *, trusted: bool, problem: str,
) -> None:  # fmt: skip
    pem, tls = certificate(tmp_path, name)
    if trusted:
        monkeypatch.setenv("SSL_CERT_FILE", str(pem))
    watch = Watch()
    async with mail_server(tls) as (box, told):
        await look(box, watch)
    assert caplog.messages[-1] == f"mailbox not read, tried again later: {problem}"
    reached = problem == "MailboxLoginError"
    assert any(SECRET in line for line in told) == reached
    assert bool(told) == reached
    assert SECRET not in caplog.text
