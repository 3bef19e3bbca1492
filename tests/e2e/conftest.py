"""The application as its users meet it: own process, real mail server, real Chromium."""

import os
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from playwright.sync_api import BrowserContext, ConsoleMessage, Page

from tests.mails import read_mail

ROOT = Path(__file__).parents[2]
FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
]  # fmt: skip


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    return {**browser_type_launch_args, "executable_path": shutil.which("chromium"), "args": FLAGS}


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args: dict[str, Any]) -> dict[str, Any]:
    return {**browser_context_args, "locale": "de-DE", "timezone_id": "Europe/Berlin"}


@dataclass
class Sink:
    """A mail server that keeps what it gets."""

    messages: list[tuple[str, list[str], bytes]] = field(default_factory=list)

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Any) -> str:  # noqa: N802 - aiosmtpd
        self.messages.append((envelope.mail_from, envelope.rcpt_tos, envelope.original_content))
        return "250 OK"

    def to(self, address: str, subject: str = "") -> list[EmailMessage]:
        """What this address got, oldest first, with the words in the subject."""
        found = [
            read_mail(content) for _, recipients, content in self.messages if address in recipients
        ]
        return [m for m in found if subject in str(m["subject"])]

    def wait_for(self, address: str, subject: str, count: int = 1) -> EmailMessage:
        deadline = time.monotonic() + 30
        while time.monotonic() < deadline:
            if len(found := self.to(address, subject)) >= count:
                return found[-1]
            time.sleep(0.1)
        subjects = [str(m["subject"]) for m in self.to(address)]
        raise AssertionError(f"{address} got {subjects}, not {count} × „{subject}“")


@contextmanager
def running_sink() -> Iterator[Sink]:
    handler = Sink()
    controller = Controller(handler, hostname="127.0.0.1", port=free_port())
    controller.start()
    handler.url = f"smtp://127.0.0.1:{controller.port}"  # type: ignore[attr-defined]
    yield handler
    controller.stop()


@pytest.fixture(scope="session")
def sink() -> Iterator[Sink]:
    with running_sink() as found:
        yield found


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@dataclass
class Server:
    base: str
    home: Path
    env: dict[str, str]
    process: "subprocess.Popen[bytes] | None" = None

    def start(self) -> None:
        with (self.home / "server.log").open("a") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "app.cli", "run"],
                cwd=ROOT,
                env=self.env,
                stdout=log,
                stderr=log,
            )
        wait_until_ready(self.base, self.process)

    def kill(self) -> None:
        """As the machine would when memory runs out: nothing is tidied up."""
        assert self.process
        self.process.kill()
        self.process.wait(30)

    def stop(self) -> None:
        assert self.process
        self.process.terminate()
        self.process.wait(30)

    def cli(self, *words: str) -> str:
        done = subprocess.run(
            [sys.executable, "-m", "app.cli", *words],
            cwd=ROOT, env=self.env, capture_output=True, text=True, check=True, timeout=60,
        )  # fmt: skip
        return done.stdout.strip()

    def login_link(self, email: str) -> str:
        return self.cli("login-link", email).splitlines()[-1]


@contextmanager
def running_server(sink: Sink) -> Iterator[Server]:
    home = Path(tempfile.mkdtemp(prefix="spurwerk-e2e-"))
    port = free_port()
    env = {key: value for key, value in os.environ.items() if not key.startswith("SPURWERK_")} | {
        "SPURWERK_DATA_DIR": str(home),
        "SPURWERK_PORT": str(port),
        "SPURWERK_SMTP_URL": sink.url,  # type: ignore[attr-defined]
        "PYTHONPATH": str(ROOT),
    }
    found = Server(f"http://127.0.0.1:{port}", home, env)
    try:
        found.start()
        yield found
    finally:
        found.stop()
        shutil.rmtree(home, ignore_errors=True)


@pytest.fixture(scope="session")
def server(sink: Sink) -> Iterator[Server]:
    with running_server(sink) as found:
        yield found


def wait_until_ready(base: str, process: "subprocess.Popen[bytes]") -> None:
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline and process.poll() is None:
        try:
            with urllib.request.urlopen(f"{base}/bereit", timeout=2):
                return
        except OSError:
            time.sleep(0.2)
    raise AssertionError("the server did not start")


def watch(page: Page) -> list[str]:
    """Console messages that must not be there; answered 4xx lines are expected."""
    found: list[str] = []

    def note(message: ConsoleMessage) -> None:
        if message.type == "error" and "Failed to load resource" not in message.text:
            found.append(message.text)

    page.on("console", note)
    page.on("pageerror", lambda error: found.append(str(error)))
    page.on(
        "request",
        lambda request: (
            found.append(f"foreign request: {request.url}")
            if not re.match(r"(http://127\.0\.0\.1:|data:)", request.url)
            else None
        ),
    )
    return found


@pytest.fixture
def log_in(context: BrowserContext, server: Server) -> Callable[[str], Page]:
    """log_in("claudia.brandt@example.org"): a page in which she has pressed the button."""

    def as_person(email: str) -> Page:
        page = context.new_page()
        page.goto(server.login_link(email))
        page.get_by_role("button", name="anmelden").click()
        page.wait_for_url(f"{server.base}/")
        return page

    return as_person
