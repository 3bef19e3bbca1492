"""A mail server of the scenario: keeps what it gets, knows who has no box here, can be away."""

import re
import socket
import time
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from email.message import EmailMessage
from typing import Any

from aiosmtpd.controller import Controller

from tests.mails import part, read_mail

WAIT_SECONDS = 30
ADDRESS = re.compile(r"http://127\.0\.0\.1:\d+(/[\w./?=&-]+)")


@dataclass(frozen=True)
class Letter:
    sender: str  # of the envelope
    to: str
    raw: bytes
    message: EmailMessage

    @property
    def subject(self) -> str:
        return str(self.message["Subject"])

    def path(self, beginning: str) -> str:
        """Where its link leads; the first one that begins so."""
        found = [path for path in self.paths() if path.startswith(beginning)]
        assert found, f"„{self.subject}“ has no link to {beginning}:\n{part(self.message)}"
        return found[0]

    def paths(self) -> list[str]:
        return [path.rstrip(".") for path in ADDRESS.findall(part(self.message))]


@dataclass
class PostOffice:
    port: int
    boxes: dict[str, list[Letter]] = field(default_factory=lambda: defaultdict(list))
    nobody: set[str] = field(default_factory=set)  # addresses that are refused for good
    slow_once: set[str] = field(default_factory=set)  # "come again later", once each
    after_take: Callable[[int], None] = lambda _: None  # the content is here, 250 not yet
    taken: int = 0
    _controller: Controller | None = None

    @property
    def url(self) -> str:
        return f"smtp://127.0.0.1:{self.port}"

    def open(self) -> None:
        self._controller = Controller(self, hostname="127.0.0.1", port=self.port)
        self._controller.start()

    def close(self) -> None:
        if self._controller:
            self._controller.stop()
            self._controller = None

    async def handle_RCPT(self, _server: Any, _session: Any, envelope: Any, address: str, _options: list[str]) -> str:  # noqa: N802 - aiosmtpd  # fmt: skip
        if address in self.nobody:
            return "550 5.1.1 User unknown"
        if address in self.slow_once:
            self.slow_once.discard(address)
            return "451 4.7.1 Greylisted, come again"
        envelope.rcpt_tos.append(address)
        return "250 2.1.5 OK"

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Any) -> str:  # noqa: N802 - aiosmtpd
        raw: bytes = envelope.original_content
        for address in envelope.rcpt_tos:
            self.boxes[address].append(Letter(envelope.mail_from, address, raw, read_mail(raw)))
        self.taken += 1
        self.after_take(self.taken)
        return "250 2.0.0 OK"

    def all(self) -> list[Letter]:
        return [letter for box in self.boxes.values() for letter in box]

    def to(self, address: str, subject: str = "") -> list[Letter]:
        """Oldest first, with these words in the subject."""
        return [each for each in self.boxes[address] if subject in each.subject]

    def wait_for(self, address: str, subject: str, count: int = 1) -> Letter:
        """The newest, as soon as there are so many."""
        deadline = time.monotonic() + WAIT_SECONDS
        while time.monotonic() < deadline:
            if len(found := self.to(address, subject)) >= count:
                return found[-1]
            time.sleep(0.02)
        subjects = [each.subject for each in self.boxes[address]]
        raise AssertionError(f"{address} got {subjects}, not {count} × „{subject}“")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
