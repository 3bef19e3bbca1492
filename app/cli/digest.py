from datetime import UTC, datetime
from uuid import UUID

import click

from app.cli.group import database, main, run_async


@main.group(help="Zusammenfassungen an die Mitglieder von Ausschüssen.")
def digest() -> None:
    pass


@digest.command(
    name="run", help="Sendet jetzt, was seit der jeweils letzten Zusammenfassung neu ist."
)
@click.option("--committee", type=click.UUID, help="Kennung des Ausschusses; sonst alle")
@click.option("--at", type=click.DateTime(), help="so tun, als wäre es dieser Zeitpunkt (ISO, UTC)")
@click.option("--dry-run", is_flag=True, help="nur zählen, nichts senden")
def digest_run(committee: UUID | None, at: datetime | None, *, dry_run: bool) -> None:
    from app.core import clock
    from app.digest import jobs

    now = at.replace(tzinfo=UTC) if at else clock.now()
    with database():
        for name, told, people in run_async(lambda: jobs.run_all(committee, now, dry_run=dry_run)):
            click.echo(f"{name}: {told} von {people} mit Neuem")
