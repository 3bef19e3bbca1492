"""The way to the test database, which can be closed and opened again."""

import asyncio
import shutil
import tempfile
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Self
from urllib.parse import quote

from app.core.postgres import PORT, EmbeddedPostgres

NAME = f".s.PGSQL.{PORT}"


class DatabaseDoor:
    """`async with DatabaseDoor(server) as door`: open; programs reach the database by `door.dsn`."""

    def __init__(self, server: EmbeddedPostgres) -> None:
        self.behind = server.socket / NAME
        self.folder = Path(tempfile.mkdtemp(prefix="spurwerk-door-"))
        self.dsn = f"postgresql://app@/app?host={quote(str(self.folder))}&port={PORT}"
        self.is_open = False
        self.through: set[asyncio.StreamWriter] = set()

    async def __aenter__(self) -> Self:
        await self.open()
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        value: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        await self.close()
        shutil.rmtree(self.folder)

    async def open(self) -> None:
        self.server = await asyncio.start_unix_server(self._pass, self.folder / NAME)
        self.is_open = True

    async def close(self) -> None:
        """Connections break, and nobody listens any more."""
        self.server.close()
        self.is_open = False
        for writer in list(self.through):
            writer.transport.abort()
        while self.through:
            await asyncio.sleep(0.01)
        (self.folder / NAME).unlink(missing_ok=True)

    async def _pass(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        inner, outer = await asyncio.open_unix_connection(self.behind)
        ends = {writer, outer}
        if not self.is_open:  # closed while this one was on its threshold
            for end in ends:
                end.transport.abort()
            return
        self.through |= ends
        with suppress(OSError):
            await asyncio.gather(_copy(reader, outer), _copy(inner, writer))
        for end in ends:
            end.close()
            with suppress(OSError):
                await end.wait_closed()
        self.through -= ends


async def _copy(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    while piece := await reader.read(65_536):
        writer.write(piece)
        await writer.drain()
    writer.close()
