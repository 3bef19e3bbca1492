from pathlib import Path

import click

from app.cli.group import database, main, run_async


@main.group(help="Personen: Auskunft.")
def person() -> None:
    pass


@person.command(
    name="export", help="Schreibt alles, was zu einer Person gespeichert ist, in eine ZIP-Datei."
)
@click.argument("email")
@click.argument("file", type=click.Path(dir_okay=False, writable=True, path_type=Path))
def person_export(email: str, file: Path) -> None:
    from app.privacy import operations

    with database():
        file.write_bytes(run_async(lambda: operations.export_person(email)))
    click.echo(f"Die Auskunft liegt in {file}.")
