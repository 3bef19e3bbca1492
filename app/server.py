"""uvicorn around the application, and the worker alone."""

import asyncio
import signal

import uvicorn

from app import worker
from app.core import db, log
from app.core.settings import settings


def serve() -> None:
    """Blocks until SIGINT or SIGTERM; the proxy's address headers count only from loopback."""
    uvicorn.run(
        "app.main:create_settled_app",
        factory=True,
        host=settings().host,
        port=settings().port,
        workers=settings().workers,
        loop="uvloop",
        http="httptools",
        access_log=False,
        log_config=None,
        server_header=False,
        timeout_graceful_shutdown=10,
    )


def work() -> None:
    asyncio.run(_work())


async def _work() -> None:
    log.configure()
    stop = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    await db.start_pool(4)
    try:
        await worker.run(stop)
    finally:
        await db.close_pool()
