import json
import sys
from dataclasses import asdict
from pathlib import Path

import click

from app.cli.group import database, main, run_async
from app.cli.papers import paper_at, read_paper


@main.group(help="Vorlagen lesen und übernehmen.")
def vorlage() -> None:
    pass


@vorlage.command(name="parse", help="Liest Vorlagen und druckt sie als JSON; ohne Datenbank.")
@click.argument("files", metavar="DATEI|-…", nargs=-1, required=True)
@click.option("--json", "_json", is_flag=True, help="als JSON; eine andere Form gibt es nicht")
@click.option("--evidence", is_flag=True, help="dazu Fundstellen und Hinweise")
def parse_command(files: tuple[str, ...], *, _json: bool, evidence: bool) -> None:
    """Several files: one object a line; one that cannot be read is named, and the exit code is 2."""
    several, refused = len(files) > 1, False
    for file in files:
        try:
            found = _parsed(file, evidence=evidence)
        except _Refused as problem:
            click.echo(f"{file}: {problem}" if several else str(problem), err=True)
            refused = True
        else:
            indent = None if several else 2
            click.echo(json.dumps(found, ensure_ascii=False, indent=indent).encode())
    sys.exit(2 if refused else 0)


class _Refused(Exception):
    """str() is a German sentence for the terminal."""


def _parsed(file: str, *, evidence: bool) -> object:
    from app.core.errors import RuleViolation
    from app.reading.parse import parse
    from app.reading.result import Unreadable

    try:
        result = parse(read_paper(file), file=None if file == "-" else Path(file).name)
    except OSError:
        raise _Refused(f"Die Datei {file} lässt sich nicht öffnen.") from None
    except (Unreadable, RuleViolation) as problem:
        raise _Refused(str(problem)) from None
    return asdict(result) if evidence else result.paper


@vorlage.command(name="import", help="Übernimmt Vorlagen, bei denen nichts zu klären ist.")
@click.argument("files", metavar="DATEI|ADRESSE…", nargs=-1, required=True)
@click.option("--body", default="", help="Name der Körperschaft, wenn es mehrere gibt")
def import_command(files: tuple[str, ...], *, body: str) -> None:
    from app.core import clock
    from app.importers.jobs.single import oparl_paper
    from app.vorlagen.forms.unattended import certain, unchanged
    from app.vorlagen.operations.imports import console, import_vorlage
    from app.vorlagen.queries import bodies, steps

    async def import_all() -> None:
        body_id = await bodies.body_named(body)
        for file in files:
            name, text = await paper_at(file)
            known = await steps.committees_of(body_id)
            source = await oparl_paper(file, text)
            if source:
                given = unchanged(source, known, body_id=body_id, file=name)
            else:
                given, source = certain(text, known, body_id=body_id, file=name)
            await import_vorlage(console(body_id), given, source, now=clock.now())
            click.echo(f"{name}: übernommen")

    with database():
        run_async(import_all)
