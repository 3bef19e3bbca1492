from pathlib import Path

import click

from app.cli.group import database, main, run_async


@main.group(help="Personen: Auskunft und Löschung.")
def person() -> None:
    pass


@person.command(
    name="export", help="Schreibt alles, was zu einer Person gespeichert ist, in eine ZIP-Datei."
)
@click.argument("email")
@click.argument("file", type=click.Path(dir_okay=False, writable=True, path_type=Path))
def person_export(email: str, file: Path) -> None:
    from app.core import clock
    from app.privacy.operations import exporting

    with database():
        export = run_async(lambda: exporting.export_person(email, now=clock.now()))
        file.write_bytes(export.content)
    click.echo(f"Die Auskunft liegt in {file}.")


@person.command(
    name="erase",
    help="Löscht eine Person endgültig; wo ihr Name bleiben müsste, steht dann ein Pseudonym.",
)
@click.argument("email")
@click.option("--yes", "confirmed", is_flag=True, help="nicht nachfragen")
def person_erase(email: str, *, confirmed: bool) -> None:
    from app.core import clock
    from app.core.actor import system
    from app.core.errors import RuleViolation
    from app.privacy.erasing import erase
    from app.privacy.queries.people import person_by_address
    from app.privacy.rules.erasing import CONFIRMATION, is_confirmed
    from app.privacy.rules.names import pseudonym

    if not confirmed:
        typed = click.prompt(f"Das lässt sich nicht zurücknehmen. Bitte {CONFIRMATION} eingeben")
        if not is_confirmed(typed):
            raise RuleViolation("Nichts gelöscht.")

    async def work() -> int:
        found = await person_by_address(email)
        if found is None:
            raise RuleViolation(f"Zu {email} gibt es niemanden.")
        return await erase(system("Kommandozeile"), found.id, now=clock.now())

    with database():
        number = run_async(work)
    click.echo(f"Gelöscht. Wo der Name stehen musste, steht jetzt „{pseudonym(number)}“.")
