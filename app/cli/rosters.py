"""`spurwerk person import`: a list of people without a browser, for the first filling."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import uuid4

import click

from app.cli.group import database, run_async
from app.cli.person import person

if TYPE_CHECKING:
    from app.rosters.queries.known import Scope
    from app.rosters.rules.plan import Plan
    from app.rosters.rules.rows import Row

MOST_SHOWN = 50  # errors
HELP = """Liest Personen, Träger und Mitgliedschaften aus DATEI ein: CSV, Excel oder vCard.

Die Spalten werden an ihren Überschriften erkannt. Eingelesen werden alle Zeilen oder keine;
niemand bekommt eine E-Mail. Ende mit 0, wenn alles in Ordnung ist, mit 1, wenn die Datei nicht
zu lesen ist, mit 2, wenn Zeilen einen Fehler haben."""


@person.command(name="import", help=HELP)
@click.argument("file", metavar="DATEI", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--dry-run", is_flag=True, help="nur prüfen, nichts speichern")
@click.option("--body", default="", help="Name der Körperschaft, wenn es mehrere gibt")
def person_import(file: Path, body: str, *, dry_run: bool) -> None:
    with database():
        sys.exit(run_async(lambda: _import(file, body, dry_run=dry_run)))


async def _import(file: Path, body: str, *, dry_run: bool) -> int:
    from app.rosters.operations.taking_over import taken
    from app.rosters.queries.imports import planned

    scope, rows = await _read(file, body)
    plan = await planned(rows, scope)
    if plan.wrong:
        _show_errors(plan)
        return 2
    if dry_run:
        found = taken(plan)
        click.echo(f"Prüfung: {found.new} neu, {found.extended} ergänzt, {found.same} unverändert.")
        return 0
    await _take(scope, rows)
    return 0


async def _read(file: Path, body: str) -> "tuple[Scope, list[Row]]":
    """Raises RuleViolation, which the group of commands prints."""
    from app.core import clock
    from app.core.errors import RuleViolation
    from app.rosters.forms.upload import read_file
    from app.rosters.queries.known import Scope
    from app.rosters.rules.fields import check_mapping, check_rows, first_mapping, head_of
    from app.rosters.rules.rows import rows_of
    from app.vorlagen.queries.bodies import body_named

    try:
        content = file.read_bytes()  # noqa: ASYNC240 - nobody else waits here
    except OSError:
        raise RuleViolation(f"Die Datei {file} lässt sich nicht öffnen.") from None
    upload = await read_file(file.name, content)
    if len(upload.sheets) > 1:
        names = ", ".join(name for name, _ in upload.sheets)
        raise RuleViolation(f"Die Datei hat mehrere Blätter mit Daten: {names}. Bitte nur eines.")
    cells = upload.sheets[0][1]
    check_rows(cells)
    mapping = first_mapping(cells[head_of(cells)])
    check_mapping(mapping, of_one_group=False)
    scope = Scope(await body_named(body), None, uuid4(), is_office=True, today=clock.today())
    return scope, list(rows_of(cells, mapping))


def _show_errors(plan: "Plan") -> None:
    sentences = [
        f"Zeile {step.number}, {which.label}: {sentence}"
        for step in plan.wrong
        for which, sentence in step.problems.items()
    ]
    for sentence in sentences[:MOST_SHOWN]:
        click.echo(sentence, err=True)
    if len(sentences) > MOST_SHOWN:
        click.echo(f"und {len(sentences) - MOST_SHOWN} weitere", err=True)
    click.echo("Es ist nichts übernommen.", err=True)


async def _take(scope: "Scope", rows: "list[Row]") -> None:
    """The bar is only drawn on a terminal."""
    from app.core import clock
    from app.rosters.operations.taking_over import read_in
    from app.vorlagen.operations.imports import console

    hidden = not sys.stderr.isatty()
    with click.progressbar(
        length=len(rows), label="Einlesen", file=sys.stderr, hidden=hidden
    ) as bar:

        async def tell(done: int) -> None:
            bar.update(done - bar.pos)

        found = await read_in(console(scope.body), scope, rows, now=clock.now(), tell=tell)
        bar.update(len(rows) - bar.pos)
    click.echo(f"{found.new} neu, {found.extended} ergänzt, {found.same} unverändert.")
