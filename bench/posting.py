"""One connection that sends forms and keeps the answer, as small as the client in load.py."""

import asyncio
from urllib.parse import urlencode

from bench.load import LENGTH

PARTIAL = "HX-Request: true\r\nHX-Request-Type: partial\r\n"


class Talk:
    """RuntimeError for any answer but 200."""

    def __init__(self, port: int, cookie: str) -> None:
        self.port, self.common = port, f"Host: 127.0.0.1:{port}\r\nCookie: {cookie}\r\n"

    async def open(self) -> None:
        self.reader, self.writer = await asyncio.open_connection(
            "127.0.0.1", self.port, limit=2**20
        )

    def close(self) -> None:
        self.writer.close()

    async def get(self, path: str, *, partial: bool = False) -> bytes:
        return await self._ask(
            f"GET {path} HTTP/1.1\r\n{self.common}{PARTIAL if partial else ''}\r\n".encode()
        )

    async def post(self, path: str, form: dict[str, str]) -> bytes:
        """As the browser does it by itself: a part of the page comes back."""
        body = urlencode(form).encode()
        head = (
            f"POST {path} HTTP/1.1\r\n{self.common}{PARTIAL}Content-Length: {len(body)}\r\n"
            "Content-Type: application/x-www-form-urlencoded\r\n\r\n"
        )
        return await self._ask(head.encode() + body)

    async def listen(self, path: str) -> None:
        """A stream; its lines then come by `line`."""
        self.writer.write(f"GET {path} HTTP/1.1\r\n{self.common}\r\n".encode())
        self._check(await self.reader.readuntil(b"\r\n\r\n"))

    async def line(self) -> str:
        return (await self.reader.readline()).decode().strip()

    async def _ask(self, request: bytes) -> bytes:
        if self.reader.at_eof():  # the server has ended what was idle; so does a browser go on
            self.close()
            await self.open()
        self.writer.write(request)
        head = await self.reader.readuntil(b"\r\n\r\n")
        length = LENGTH.search(head)
        if length is None:
            raise RuntimeError(f"{head[:80]!r} has no length")
        content = await self.reader.readexactly(int(length[1]))
        self._check(head)
        return content

    def _check(self, head: bytes) -> None:
        if not head.startswith(b"HTTP/1.1 200 "):
            raise RuntimeError(f"answered by {head[:200]!r}")
