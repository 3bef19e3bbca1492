import sys
from datetime import UTC, datetime
from uuid import UUID

import click

from app.cli.group import database, main, run_async

Told = tuple[str, int, int]  # committee, people with news, people


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

    now = at.replace(tzinfo=UTC) if at else clock.now()
    with database():
        for name, told, people in run_async(lambda: _run(committee, now, dry_run=dry_run)):
            click.echo(f"{name}: {told} von {people} mit Neuem")


async def _run(committee_id: UUID | None, now: datetime, *, dry_run: bool) -> list[Told]:
    """The bar is only drawn on a terminal. Raises RuleViolation, which the group of commands prints."""
    from app.digest import jobs
    from app.digest.queries.people import number_of

    found = await jobs.committees_to_tell(committee_id, now, dry_run=dry_run)
    people = await number_of([each.id for each in found])
    hidden = not sys.stderr.isatty()
    with click.progressbar(
        length=people, label="Zusammenfassungen", file=sys.stderr, hidden=hidden
    ) as bar:
        return [
            (each.name, *await jobs.run(each, now, dry_run=dry_run, tell=bar.update, people=people))
            for each in found
        ]
