import asyncio
import contextlib
from collections.abc import AsyncIterator
from dataclasses import dataclass, field

import pytest

from app.core.settings import settings


@dataclass
class Receiver:
    """Another program on loopback that keeps what it gets and answers as it is told."""

    port: int = 0
    status: int = 204
    got: list[tuple[dict[str, str], bytes]] = field(default_factory=list)

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}/spurwerk"

    async def handle(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with contextlib.suppress(OSError, asyncio.IncompleteReadError):
            head = (await reader.readuntil(b"\r\n\r\n")).decode().strip().split("\r\n")
            headers = dict(line.lower().split(": ", 1) for line in head[1:])
            exact = dict(line.split(": ", 1) for line in head[1:])
            named = {name.lower(): value for name, value in exact.items()}
            content = await reader.readexactly(int(headers["content-length"]))
            self.got.append((named, content))
            writer.write(f"HTTP/1.1 {self.status} x\r\nContent-Length: 0\r\n\r\n".encode())
            await writer.drain()
        writer.close()


@pytest.fixture
async def receiver(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Receiver]:
    there = Receiver()
    server = await asyncio.start_server(there.handle, "127.0.0.1", 0)
    there.port = server.sockets[0].getsockname()[1]
    monkeypatch.setenv("SPURWERK_OUTGOING_INTRANET", f"http://127.0.0.1:{there.port}")
    settings.cache_clear()
    yield there
    server.close()
    settings.cache_clear()
