"""A small HTTP/1.1 client for this machine, so that the measuring costs less than the measured."""

import asyncio
import re
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import count

LENGTH = re.compile(rb"\r\ncontent-length: *(\d+)", re.IGNORECASE)
MOST_SECONDS = 2.0  # of one call, however slow the page is


@dataclass
class Measured:
    """Seconds of each request; `elapsed` is their wall-clock time with all connections at work."""

    seconds: list[float] = field(default_factory=list)
    elapsed: float = 0.0

    def add(self, other: "Measured") -> None:
        self.seconds += other.seconds
        self.elapsed += other.elapsed

    @property
    def rate(self) -> float:
        """Requests in a second."""
        return len(self.seconds) / self.elapsed

    def percentile(self, share: float) -> float:
        """Milliseconds."""
        ordered = sorted(self.seconds)
        return ordered[min(len(ordered) - 1, int(len(ordered) * share))] * 1000


class Connection:
    def __init__(self, port: int, path: str, cookie: str) -> None:
        self.port = port
        head = f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nCookie: {cookie}\r\n\r\n"
        self.request = head.encode()

    async def open(self) -> None:
        """With one request that nobody counts."""
        self.reader, self.writer = await asyncio.open_connection(
            "127.0.0.1", self.port, limit=2**20
        )
        await self.ask()

    async def ask(self) -> int:
        """Bytes of the content; RuntimeError for any answer but 200."""
        self.writer.write(self.request)
        head = await self.reader.readuntil(b"\r\n\r\n")
        length = LENGTH.search(head)
        if not head.startswith(b"HTTP/1.1 200 ") or length is None:
            raise RuntimeError(f"{self.request[:80]!r} was answered by {head[:80]!r}")
        return len(await self.reader.readexactly(int(length[1])))

    async def keep_asking(self, numbers: Iterator[int], most: int, measured: Measured) -> None:
        until = time.perf_counter() + MOST_SECONDS
        while next(numbers) < most and (begun := time.perf_counter()) < until:
            await self.ask()
            measured.seconds.append(time.perf_counter() - begun)


async def measure(port: int, path: str, cookie: str, *, connections: int, most: int) -> Measured:
    """`most` requests over so many connections, or what two seconds allow."""
    clients = [Connection(port, path, cookie) for _ in range(connections)]
    await asyncio.gather(*(client.open() for client in clients))
    measured, numbers, begun = Measured(), count(), time.perf_counter()
    await asyncio.gather(*(client.keep_asking(numbers, most, measured) for client in clients))
    measured.elapsed = time.perf_counter() - begun
    for client in clients:
        client.writer.close()
    return measured
