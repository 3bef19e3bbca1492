"""The group `spurwerk`, and what its commands need: a database, a loop, German errors."""

import asyncio
import errno
import gc
import signal
import socket
import sys
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from importlib import import_module
from typing import Any, TypeVar

import click

R = TypeVar("R")
NO_PORT = "Spurwerk kann unter {host}, Port {port}, nicht laufen: {why}"
WHY = {
    errno.EADDRINUSE: "Der Port ist schon belegt. Läuft Spurwerk dort schon? Sonst wählen Sie mit"
    " SPURWERK_PORT einen anderen.",
    errno.EACCES: "Dieses Benutzerkonto darf den Port nicht öffnen; unter 1024 darf das meist nur"
    " root. Wählen Sie mit SPURWERK_PORT einen anderen.",
}
OTHERWISE = "Es lässt sich hier nicht öffnen. Bitte prüfen Sie SPURWERK_HOST und SPURWERK_PORT."


@contextmanager
def database() -> Iterator[None]:
    """The operator's server, or the embedded one for as long as this command runs."""
    from app.core.postgres import EmbeddedPostgres
    from app.core.settings import settings

    if settings().database_url:
        yield
        return
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))  # so that the server below is stopped
    with EmbeddedPostgres(settings().data_dir / "postgres"):
        yield


def check_port() -> None:
    """Before anything is started that could not serve; RuntimeError where somebody else does."""
    from app.core.settings import settings

    host, port = settings().host, settings().port
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as problem:
            why = WHY.get(problem.errno or 0, OTHERWISE)
            raise RuntimeError(NO_PORT.format(host=host, port=port, why=why)) from None


def import_for_good(module: str) -> None:
    """What it brings is never garbage: looking through it takes a fifth of the start."""
    gc.disable()
    try:
        import_module(module)
        gc.freeze()
    finally:
        gc.enable()


def run_async(work: Callable[[], Awaitable[R]]) -> R:
    """With a small pool, closed afterwards."""
    from app.core import db

    async def inside() -> R:
        await db.start_pool(2)
        try:
            return await work()
        finally:
            await db.close_pool()

    return asyncio.run(inside())


class GermanErrors(click.Group):
    """One clear sentence instead of a traceback for what an operator can mend."""

    def main(self, *args: Any, **kwargs: Any) -> Any:
        from app.core.errors import RuleViolation
        from app.core.settings import BadSettings

        try:
            return super().main(*args, **kwargs)
        except (BadSettings, RuleViolation, RuntimeError) as problem:
            click.echo(str(problem), err=True)
            sys.exit(1)


@click.group(cls=GermanErrors, help="Spurwerk: von der Vorlage bis zum Bericht.")
def main() -> None:
    pass
