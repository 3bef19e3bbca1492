"""Aufbewahrung: what is past its term, the run, and the terms for the deletion concept."""

from pathlib import Path

import click

from app.cli.group import database, main, run_async

DOCUMENTS = Path(__file__).parents[2] / "docs" / "datenschutz"


@main.group(help="Aufbewahrung: was nach Ablauf seiner Frist gelöscht wird.")
def retention() -> None:
    pass


@retention.command(name="run", help="Löscht und leert, was seine Frist überschritten hat.")
@click.option("--dry-run", is_flag=True, help="nur zeigen, was geschähe")
@click.option("--list", "with_ids", is_flag=True, help="auch die Kennungen zeigen")
def retention_run(*, dry_run: bool, with_ids: bool) -> None:
    from app.core import clock
    from app.core.settings import settings
    from app.privacy import retention as privacy
    from app.privacy.rules.terms import TERMS, kept_for

    work = privacy.due_now if dry_run else privacy.run
    with database():
        lines = {line.key: line.ids for line in run_async(lambda: work(clock.now()))}
    for term in TERMS:
        if term.key in lines:
            kept = kept_for(term, settings().keep)
            click.echo(f"{len(lines[term.key]):>7}  {term.data} ({kept}): {term.then}")
            for row in lines[term.key] if with_ids else ():
                click.echo(f"         {row}")
    click.echo("Nur gezeigt, nichts geändert." if dry_run else "Erledigt und im Audit vermerkt.")


@retention.command(name="terms", help="Druckt die Fristen als Tabelle für das Löschkonzept.")
def retention_terms() -> None:
    from app.core.settings import settings
    from app.privacy.rules.terms import as_markdown

    click.echo(as_markdown(settings().keep))


@retention.command(
    name="papers", help="Schreibt die Datenschutz-Unterlagen mit den eingestellten Fristen."
)
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
def retention_papers(folder: Path) -> None:
    from app.core.settings import settings
    from app.privacy.rules.terms import with_numbers

    folder.mkdir(parents=True, exist_ok=True)
    papers = sorted(DOCUMENTS.glob("*.md"))
    for paper in papers:
        text = with_numbers(paper.read_text(encoding="utf-8"), settings().keep)
        (folder / paper.name).write_text(text, encoding="utf-8")
    click.echo(f"{len(papers)} Dokumente liegen in {folder}.")
