"""A real SMTP server on this machine whose answers a test chooses."""

import asyncio
import warnings
from collections import defaultdict
from collections.abc import Callable
from typing import Any

from aiosmtpd.smtp import SMTP, AuthResult, Envelope, Session


class Busy(asyncio.Protocol):
    """One connection too many."""

    def connection_made(self, transport: Any) -> None:
        transport.write(b"421 4.7.0 Too many connections\r\n")
        transport.close()


class Counted(SMTP):
    def connection_lost(self, error: Exception | None) -> None:
        self.event_handler.open.discard(self)
        super().connection_lost(error)


class MailServer:
    """`answers[address]` are given to RCPT, one per try, then 250; `data_answers` to DATA."""

    def __init__(self) -> None:
        self.answers: dict[str, list[str]] = defaultdict(list)
        self.data_answers: list[str] = []
        self.sender_answer = ""
        self.password: str | None = None
        self.login = ""  # what the app's setting says: "user:password@"
        self.silent = False
        self.hangs_up = 0  # so often when it has the content, before 250
        self.thinks: set[str] = set()  # recipients whose content gets no answer at all
        self.most_connections = 1000  # at a time; to the others it says 421
        self.open: set[SMTP] = set()
        self.before_answer: Callable[[], None] = lambda: None  # the content is here, 250 not yet
        self.received: list[tuple[str, str, bytes]] = []  # envelope sender, recipient, bytes
        self.connections = 0
        self.port = 0
        self.server: asyncio.Server | None = None

    @property
    def url(self) -> str:
        return f"smtp://{self.login}127.0.0.1:{self.port}"

    async def start(self) -> None:
        loop = asyncio.get_running_loop()
        self.server = await loop.create_server(self._protocol, "127.0.0.1", self.port)
        self.port = self.server.sockets[0].getsockname()[1]

    async def stop(self) -> None:
        if self.server:
            self.server.close()
            await self.server.wait_closed()

    def _protocol(self) -> asyncio.Protocol:
        self.connections += 1
        if self.silent:
            return asyncio.Protocol()
        guarded: dict[str, Any] = {
            "authenticator": self._log_in, "auth_required": True, "auth_require_tls": False,
        } if self.password else {}  # fmt: skip
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # it warns of passwords without TLS
            protocol = Counted(self, hostname="mx.example.org", **guarded)
        if len(self.open) >= self.most_connections:
            return Busy()
        self.open.add(protocol)
        return protocol

    def _log_in(self, _server: SMTP, _session: Session, _envelope: Envelope, _how: str, given: Any) -> AuthResult:  # fmt: skip
        return AuthResult(success=given.password.decode() == self.password, handled=False)

    async def handle_MAIL(self, _server: SMTP, _session: Session, envelope: Envelope, address: str, _options: list[str]) -> str:  # noqa: N802 - aiosmtpd's names  # fmt: skip
        if self.sender_answer:
            return self.sender_answer
        envelope.mail_from = address
        return "250 OK"

    async def handle_RCPT(self, _server: SMTP, _session: Session, envelope: Envelope, address: str, _options: list[str]) -> str:  # noqa: N802  # fmt: skip
        if self.answers[address]:
            return self.answers[address].pop(0)
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, _session: Session, envelope: Envelope) -> str:  # noqa: N802  # fmt: skip
        if self.data_answers:
            return self.data_answers.pop(0)
        content = envelope.content
        assert isinstance(content, bytes)
        self.received += [(envelope.mail_from or "", to, content) for to in envelope.rcpt_tos]
        self.before_answer()
        if self.thinks & set(envelope.rcpt_tos):
            await asyncio.sleep(60)
        if self.hangs_up:
            self.hangs_up -= 1
            assert isinstance(server.transport, asyncio.Transport)
            server.transport.abort()
        return "250 2.0.0 queued as 4711"

    def recipients(self) -> list[str]:
        return [recipient for _, recipient, _ in self.received]
