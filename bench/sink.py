"""A mail server in a process of its own that takes everything and keeps nothing."""

import asyncio
import os

from aiosmtpd.smtp import SMTP, Envelope, Session


class Sink:
    async def handle_DATA(self, _server: SMTP, _session: Session, _envelope: Envelope) -> str:  # noqa: N802 - aiosmtpd's name
        return "250 2.0.0 taken"


async def listen() -> None:
    port = int(os.environ["SPURWERK_PORT"])
    server = await asyncio.get_running_loop().create_server(
        lambda: SMTP(Sink(), hostname="mx.example.org"), "127.0.0.1", port
    )
    async with server:
        await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(listen())
