"""Start, migrate, log in."""

from threading import Thread

import click

from app.cli.group import check_port, database, import_for_good, main, run_async


@main.command(
    help="Startet alles Nötige: Datenbank, Migrationen, Demo in einer leeren Datenbank, Server."
)
def run() -> None:
    check_port()
    web = Thread(target=import_for_good, args=["app.main"])
    web.start()  # while PostgreSQL starts
    with database():
        web.join()
        from app import migrate, server
        from app.demo import start as demo

        migrate.forwards()
        run_async(demo.load_if_empty)
        run_async(demo.print_links)
        server.serve()


@main.command(help="Startet nur den Server (mit eingebautem Arbeiter).")
def serve() -> None:
    check_port()
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
    from app import migrate
    from app.demo import start as demo

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
