"""What a mail server says over LMTP, line by line."""

import asyncio
from types import TracebackType
from typing import Self


class Client:
    """`async with Client(port)`: greeted and ready for MAIL."""

    def __init__(self, port: int = 0, path: str = "") -> None:
        self.port, self.path = port, path

    async def __aenter__(self) -> Self:
        way = (
            asyncio.open_unix_connection(self.path)
            if self.path
            else asyncio.open_connection("127.0.0.1", self.port)
        )
        self.reader, self.writer = await way
        assert (await self.line()).startswith("220")
        assert (await self.say("LHLO mx.example.org")).startswith("250")
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        value: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        self.writer.close()

    async def line(self) -> str:
        return (await asyncio.wait_for(self.reader.readline(), 20)).decode().rstrip()

    async def answer(self) -> str:
        """The last line of an answer that may have several."""
        while (line := await self.line())[3:4] == "-":
            pass
        return line

    async def say(self, command: str) -> str:
        self.writer.write(f"{command}\r\n".encode())
        return await self.answer()

    async def begin(self, *recipients: str, sender: str = "") -> list[str]:
        """MAIL and RCPT; one answer per recipient."""
        assert (await self.say(f"MAIL FROM:<{sender}>")).startswith("250")
        return [await self.say(f"RCPT TO:<{recipient}>") for recipient in recipients]

    async def data(self, raw: bytes) -> None:
        """The content, dots stuffed; what the server answers is not awaited."""
        assert (await self.say("DATA")).startswith("354")
        stuffed = raw.replace(b"\n.", b"\n..")
        self.writer.write((b"." + stuffed if stuffed.startswith(b".") else stuffed) + b"\r\n.\r\n")
        await self.writer.drain()

    async def deliver(self, raw: bytes, *recipients: str) -> list[str]:
        """One status line per accepted recipient."""
        told = await self.begin(*recipients)
        await self.data(raw)
        return [await self.answer() for line in told if line.startswith("250")]
