"""`spurwerk …` as a mail server or an operator starts it; each is a program of its own."""

import asyncio
import os
import sys
from asyncio.subprocess import PIPE, Process

NOWHERE = "postgresql://app@127.0.0.1:1/app"  # a database that is away


async def started(dsn: str, *arguments: str, **environment: str) -> Process:
    return await asyncio.create_subprocess_exec(
        sys.executable, "-m", "app.cli", *arguments, stdin=PIPE, stdout=PIPE, stderr=PIPE,
        env={**os.environ, "SPURWERK_DATABASE_URL": dsn, **environment},
    )  # fmt: skip


async def piped(raw: bytes, dsn: str, *arguments: str, **environment: str) -> tuple[int, str, str]:
    """`spurwerk inbound`: exit code, output and errors."""
    program = await started(dsn, "inbound", *arguments, **environment)
    output, errors = await asyncio.wait_for(program.communicate(raw), 120)
    return program.returncode or 0, output.decode(), errors.decode()


async def lmtp_server(dsn: str) -> tuple[Process, int]:
    """`spurwerk lmtp` and its port."""
    program = await started(dsn, "lmtp", "--listen", "127.0.0.1:0")
    assert program.stdout
    line = (await asyncio.wait_for(program.stdout.readline(), 60)).decode()
    return program, int(line.rstrip(".\n").rpartition(":")[2])
