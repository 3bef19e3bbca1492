"""A small HTTP/1.1 client for this machine, so that the measuring costs less than the measured."""

import asyncio
import re
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import count

ETAG = re.compile(rb"\r\netag: *([^\r]+)", re.IGNORECASE)
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
    def __init__(self, port: int, path: str, cookie: str, *, unchanged: bool = False) -> None:
        self.port, self.unchanged = port, unchanged
        head = f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nCookie: {cookie}\r\n\r\n"
        self.request = head.encode()

    async def open(self) -> None:
        """With requests that nobody counts: one, or one for the ETag and one for 304."""
        self.reader, self.writer = await asyncio.open_connection(
            "127.0.0.1", self.port, limit=2**20
        )
        head = await self.ask()
        if self.unchanged:
            found = ETAG.search(head)
            if found is None:
                raise RuntimeError(f"{self.request[:80]!r} has no ETag")
            tag = b"\r\nIf-None-Match: " + found[1] + b"\r\n\r\n"
            self.request = self.request.removesuffix(b"\r\n\r\n") + tag
            await self.ask()

    async def ask(self) -> bytes:
        """The head; RuntimeError for any answer but 200, or 304 where that is asked for."""
        self.writer.write(self.request)
        head = await self.reader.readuntil(b"\r\n\r\n")
        if self.unchanged and head.startswith(b"HTTP/1.1 304 "):
            return head
        length = LENGTH.search(head)
        if not head.startswith(b"HTTP/1.1 200 ") or length is None:
            raise RuntimeError(f"{self.request[:80]!r} was answered by {head[:80]!r}")
        await self.reader.readexactly(int(length[1]))
        return head

    async def keep_asking(self, numbers: Iterator[int], most: int, measured: Measured) -> None:
        until = time.perf_counter() + MOST_SECONDS
        while next(numbers) < most and (begun := time.perf_counter()) < until:
            await self.ask()
            measured.seconds.append(time.perf_counter() - begun)


async def measure(
    port: int, path: str, cookie: str, *, connections: int, most: int, unchanged: bool = False
) -> Measured:
    """`most` requests over so many connections, or what two seconds allow."""
    clients = [Connection(port, path, cookie, unchanged=unchanged) for _ in range(connections)]
    await asyncio.gather(*(client.open() for client in clients))
    measured, numbers, begun = Measured(), count(), time.perf_counter()
    await asyncio.gather(*(client.keep_asking(numbers, most, measured) for client in clients))
    measured.elapsed = time.perf_counter() - begun
    for client in clients:
        client.writer.close()
    return measured
