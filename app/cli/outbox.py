import json
import logging

import click

from app.cli.group import database, main, run_async


@main.group(help="Der Postausgang: was wartet, was versandt ist, was nicht ankam.")
def outbox() -> None:
    pass


@outbox.command(
    name="list", help="Zeigt alle E-Mails mit ihrem Stand, ohne Inhalt; neueste zuerst."
)
@click.option("--json", "as_json", is_flag=True, help="als JSON-Liste")
def outbox_list(*, as_json: bool) -> None:
    from app.outbox import queries

    with database():
        mails = run_async(queries.all_mails)
    if as_json:
        click.echo(json.dumps([mail.envelope() for mail in mails], ensure_ascii=False, indent=2))
        return
    for mail in mails:
        click.echo(f"{mail.state.label:<17} {mail.recipient_address:<40} {mail.subject}")


@outbox.command(name="drain", help="Versendet alles Fällige und endet.")
def outbox_drain() -> None:
    from app.core import log
    from app.outbox import jobs

    log.configure(logging.WARNING)
    with database():
        sent, waiting = run_async(jobs.drain)
    click.echo(f"Versandt: {sent}. Noch nicht versandt: {waiting}.")
