import json
import sys
from dataclasses import asdict
from pathlib import Path
from typing import NoReturn

import click

from app.cli.group import database, main, run_async
from app.cli.papers import paper_at, read_paper


@main.group(help="Vorlagen lesen und übernehmen.")
def vorlage() -> None:
    pass


@vorlage.command(name="parse", help="Liest eine Vorlage und druckt sie als JSON; ohne Datenbank.")
@click.argument("file", metavar="DATEI|-")
@click.option("--json", "_json", is_flag=True, help="als JSON; eine andere Form gibt es nicht")
@click.option("--evidence", is_flag=True, help="dazu Fundstellen und Hinweise")
def parse_command(file: str, *, _json: bool, evidence: bool) -> None:
    from app.core.errors import RuleViolation
    from app.reading.parse import parse
    from app.reading.result import Unreadable

    try:
        result = parse(read_paper(file), file=None if file == "-" else Path(file).name)
    except OSError:
        refuse(f"Die Datei {file} lässt sich nicht öffnen.")
    except (Unreadable, RuleViolation) as problem:
        refuse(str(problem))
    found = asdict(result) if evidence else result.paper
    click.echo(json.dumps(found, ensure_ascii=False, indent=2).encode())


def refuse(sentence: str) -> NoReturn:
    click.echo(sentence, err=True)
    sys.exit(2)


@vorlage.command(name="import", help="Übernimmt Vorlagen, bei denen nichts zu klären ist.")
@click.argument("files", metavar="DATEI|ADRESSE…", nargs=-1, required=True)
@click.option("--body", default="", help="Name der Körperschaft, wenn es mehrere gibt")
def import_command(files: tuple[str, ...], *, body: str) -> None:
    from app.core import clock
    from app.vorlagen.forms.unattended import certain
    from app.vorlagen.operations.imports import console, import_vorlage
    from app.vorlagen.queries import bodies, steps

    async def import_all() -> None:
        body_id = await bodies.body_named(body)
        for file in files:
            name, text = await paper_at(file)
            known = await steps.committees_of(body_id)
            given, source = certain(text, known, body_id=body_id, file=name)
            await import_vorlage(console(body_id), given, source, now=clock.now())
            click.echo(f"{name}: übernommen")

    with database():
        run_async(import_all)
