"""The worker as a test sees it: alive until the point where it dies."""

import asyncio
import os
import signal
import sys
from asyncio.subprocess import PIPE, Process
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from app.core.crash import KILLED
from app.core.postgres import EmbeddedPostgres
from app.outbox.tables import OutgoingMail
from tests.outbox.mailserver import MailServer

AFTER_DATA = "after_data"  # in the other process: the server has the mail, the worker no answer
LEASES_OVER = "UPDATE outgoing_mail SET due_at = now() WHERE done_at IS NULL AND due_at > now()"
DEAD = {KILLED, -signal.SIGKILL}


class Worker:
    def __init__(self, program: Process, mail_server: MailServer) -> None:
        self.program, self.mail_server = program, mail_server

    async def live(self, dies_at: str) -> int:
        """One life: "after_250:3", "after_data:2", or "" to the end of the work. How it ended."""
        await OutgoingMail.raw(LEASES_OVER)
        point, _, number = dies_at.partition(":")
        await self._say("" if point == AFTER_DATA else dies_at)
        pid = await self._hear()
        if point == AFTER_DATA:
            self._kill_at(pid, int(number))
        ended = await self._hear()
        self.mail_server.before_answer = lambda: None
        return ended

    def _kill_at(self, pid: int, number: int) -> None:
        last = len(self.mail_server.received) + number

        def kill() -> None:
            if len(self.mail_server.received) == last:
                os.kill(pid, signal.SIGKILL)

        self.mail_server.before_answer = kill

    async def _say(self, line: str) -> None:
        assert self.program.stdin
        self.program.stdin.write(f"{line}\n".encode())
        await self.program.stdin.drain()

    async def _hear(self) -> int:
        assert self.program.stdout
        return int(await self.program.stdout.readline())


@asynccontextmanager
async def running(server: EmbeddedPostgres, mail_server: MailServer) -> AsyncIterator[Worker]:
    environment = {
        **os.environ, "SPURWERK_DATABASE_URL": server.dsn, "SPURWERK_SMTP_URL": mail_server.url,
        "SPURWERK_BASE_URL": "http://127.0.0.1:8000", "SPURWERK_MAIL_DOMAIN": "example.org",
    }  # fmt: skip
    program = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "tests.faults.lives", stdin=PIPE, stdout=PIPE, env=environment
    )
    try:
        yield Worker(program, mail_server)
    finally:
        if program.stdin:
            program.stdin.close()
        await program.wait()
