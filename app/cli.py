"""The command `spurwerk`; every command is a few lines around an operation."""

import asyncio
import signal
import sys
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from typing import Any, TypeVar

import click

R = TypeVar("R")


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


@main.command(
    help="Startet alles Nötige: Datenbank, Migrationen, Demo in einer leeren Datenbank, Server."
)
def run() -> None:
    from app import demo, migrate, server

    with database():
        migrate.forwards()
        run_async(demo.load_if_empty)
        run_async(demo.print_links)
        server.serve()


@main.command(help="Startet nur den Server (mit eingebautem Arbeiter).")
def serve() -> None:
    from app import server

    with database():
        server.serve()


@main.command(help="Startet nur den Arbeiter: E-Mails und wiederkehrende Läufe.")
def worker() -> None:
    from app import server

    with database():
        server.work()


@main.command(name="migrate", help="Bringt die Datenbank auf den Stand dieser Fassung.")
def migrate_command() -> None:
    from app import migrate

    with database():
        migrate.forwards()


@main.command(help="Legt eine neue Migration an (für die Entwicklung).")
@click.argument("name")
@click.option("--empty", is_flag=True, help="ohne Vergleich der Tabellen")
def migration(name: str, *, empty: bool) -> None:
    from app import migrate

    with database():
        migrate.new(name, auto=not empty)


@main.command(
    name="demo", help="Lädt die Demo in eine leere Datenbank und zeigt Adressen zum Anmelden."
)
def demo_command() -> None:
    from app import demo, migrate

    with database():
        migrate.forwards()
        run_async(demo.load_if_empty)
        run_async(demo.print_links)


@main.command(name="login-link", help="Druckt einen Anmeldelink für eine E-Mail-Adresse.")
@click.argument("email")
def login_link(email: str) -> None:
    from app.accounts.operations import requests
    from app.core import clock

    with database():
        click.echo(run_async(lambda: requests.login_link_by_email(email, now=clock.now())))


if __name__ == "__main__":
    main()
