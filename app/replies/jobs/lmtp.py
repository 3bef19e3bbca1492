"""Mail by LMTP (RFC 2033) from the mail server beside us: a 250 only for what is stored."""

import asyncio
import logging
import os
from collections.abc import Callable
from typing import Any

from aiosmtpd.lmtp import LMTP
from aiosmtpd.smtp import Envelope, Session

from app.core import db
from app.core.mailbox import is_loopback
from app.core.settings import BadSettings, settings
from app.replies.jobs.door import Away, take_in
from app.replies.rules.mime import MOST_BYTES
from app.replies.rules.recipients import our_recipient

log = logging.getLogger("spurwerk.lmtp")

STORED = "250 2.0.0 OK"
LATER = "451 4.3.0 Bitte spaeter noch einmal"  # RFC 5321: answers are ASCII
NOT_OURS = "550 5.1.1 Diese Adresse gibt es hier nicht"
IDLE_SECONDS = 300  # of a client that says nothing
END_SECONDS = 30  # for mails whose last line was there when the server was told to end


class Door(LMTP):
    """Takes a mail of any size and line length, but keeps no more than is looked at.

    aiosmtpd's own smtp_DATA answers once for all recipients (aiosmtpd 1.4.6) and refuses what is
    too long, which our mail server would send back to a sender that may be forged.
    """

    async def smtp_DATA(self, arg: str) -> None:  # noqa: N802 - aiosmtpd's name
        assert self.envelope is not None  # LHLO made it
        recipients = self.envelope.rcpt_tos
        if not recipients:
            await self.push("503 5.5.1 Erst RCPT")
            return
        if arg:
            await self.push("501 5.5.4 Nur DATA")
            return
        await self.push("354 Ende mit einem Punkt auf eigener Zeile")
        raw = await self._content()
        answers = [await self.event_handler.answer(raw, to) for to in recipients]
        self._set_post_data_state()  # type: ignore[no-untyped-call]
        await self.push("\r\n".join(answers))  # one per recipient, in their order: RFC 2033 §4.2

    async def _content(self) -> bytes:
        """At most MOST_BYTES + 1 octets, dots unstuffed (RFC 5321 §4.5.2); the rest is read and dropped."""
        kept, at_start = bytearray(), True
        while True:
            try:
                piece: bytes = await self._reader.readuntil(b"\r\n")
            except asyncio.LimitOverrunError as long:
                piece = await self._reader.read(long.consumed)
            if at_start and piece == b".\r\n":
                return bytes(kept)
            unstuffed = piece[1:] if at_start and piece.startswith(b".") else piece
            kept += unstuffed[: MOST_BYTES + 1 - len(kept)]
            at_start = piece.endswith(b"\r\n")


class Takes:
    """aiosmtpd's handler: says per recipient what becomes of a mail."""

    def __init__(self) -> None:
        self.busy = 0

    async def handle_RCPT(self, _server: Any, _session: Session, envelope: Envelope, address: str, _options: list[str]) -> str:  # noqa: N802  # fmt: skip
        if our_recipient(address, settings().mail_domain) is None:
            return NOT_OURS
        envelope.rcpt_tos.append(address)
        return "250 2.1.5 OK"

    async def answer(self, raw: bytes, recipient: str) -> str:
        """With the recipient noted on top: the same mail to two of our addresses is two mails."""
        noted = f"Delivered-To: {recipient}\r\n".encode()
        self.busy += 1
        try:
            await _ensure_pool()
            await take_in(noted + raw, recipient=recipient, came_by="lmtp")
        except Away:
            log.warning("database away, mail stays with the mail server")
            return LATER
        except Exception as problem:  # noqa: BLE001 - one mail must not end the server
            log.error("mail not stored: %s", type(problem).__name__)  # noqa: TRY400 - a traceback holds addresses
            return LATER
        finally:
            self.busy -= 1
        return STORED


async def _ensure_pool() -> None:
    """The database may come later than this server."""
    if db.engine().pool is None:
        try:
            await db.start_pool(4)
        except OSError as problem:
            raise Away from problem


async def serve(listen: str, stop: asyncio.Event, ready: Callable[[str], None]) -> None:
    """Until `stop`; calls `ready` with where it listens. Raises BadSettings."""
    for name in ("mail.log", "mail.debug"):  # aiosmtpd writes addresses there
        logging.getLogger(name).setLevel(logging.CRITICAL + 1)
    takes = Takes()
    server = await _listening(listen, lambda: _door(takes))
    ready(_where(server))
    async with server:
        await stop.wait()
        server.close()
        for _ in range(END_SECONDS * 10):
            if not takes.busy:
                break
            await asyncio.sleep(0.1)


def _door(takes: Takes) -> Door:
    return Door(
        takes, hostname=settings().mail_domain, ident="Spurwerk", data_size_limit=None,
        enable_SMTPUTF8=True, timeout=IDLE_SECONDS, loop=asyncio.get_running_loop(),
    )  # fmt: skip


async def _listening(listen: str, door: Callable[[], Door]) -> asyncio.Server:
    loop = asyncio.get_running_loop()
    if listen.startswith("unix:"):
        path = listen.removeprefix("unix:")
        server = await loop.create_unix_server(door, path)
        os.chmod(path, 0o666)  # noqa: S103, PTH101 - the folder says who may come this far
        return server
    host, port = _host_and_port(listen)
    if not is_loopback(host) and not settings().lmtp_anywhere:
        raise BadSettings(
            f"{host} ist nicht dieser Rechner. LMTP prüft nicht, wer sendet: Soll es wirklich dort "
            "lauschen, setzen Sie SPURWERK_LMTP_ANYWHERE=ja."
        )
    return await loop.create_server(door, host, port)


def _host_and_port(listen: str) -> tuple[str, int]:
    host, _, port = listen.rpartition(":")
    if not host or not port.isdecimal() or int(port) > 65_535:
        raise BadSettings(
            "--listen nennt RECHNER:PORT, zum Beispiel 127.0.0.1:8024, oder unix:/pfad."
        )
    return host.strip("[]"), int(port)


def _where(server: asyncio.Server) -> str:
    name = server.sockets[0].getsockname()
    return f"unix:{name}" if isinstance(name, str) else f"{name[0]}:{name[1]}"
