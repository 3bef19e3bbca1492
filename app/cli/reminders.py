from datetime import UTC, datetime

import click

from app.cli.group import database, main, run_async


@main.group(help="Erinnerungen an Antworten, Sitzungen, Protokolle und Aufgaben.")
def reminders() -> None:
    pass


@reminders.command(
    name="run",
    help="Sendet jetzt, was heute fällig und noch nicht gesagt ist; an freien Tagen nichts.",
)
@click.option("--at", type=click.DateTime(), help="so tun, als wäre es dieser Zeitpunkt (ISO, UTC)")
@click.option("--dry-run", is_flag=True, help="nur zählen, nichts senden")
def reminders_run(at: datetime | None, *, dry_run: bool) -> None:
    from app.core import clock
    from app.reminders import jobs

    now = at.replace(tzinfo=UTC) if at else clock.now()
    with database():
        told = run_async(lambda: jobs.run(now, dry_run=dry_run))
        click.echo("Eine Person erinnert" if told == 1 else f"{told} Personen erinnert")
