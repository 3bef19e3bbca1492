"""How a mail server hands mail over: one message by a pipe, or many by LMTP."""

import asyncio
import json
import os
import signal
import sys
import warnings
from typing import NoReturn

import click

from app.cli.group import database, main, run_async

TEMPORARY = os.EX_TEMPFAIL  # 75: the mail server keeps the mail and tries again (sysexits.h)


class Slip(click.UsageError):
    exit_code = TEMPORARY


class Patient(click.Command):
    """A slip in master.cf, too, must not send mail back: click alone would end with 2."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        try:
            return super().parse_args(ctx, args)
        except click.UsageError as slip:
            raise Slip(slip.format_message(), ctx) from slip


@main.command(
    cls=Patient,
    help="Nimmt eine E-Mail von der Standardeingabe an und druckt als JSON, was aus ihr wurde. "
    "Endet mit 75, wenn sie nicht gespeichert werden konnte: Der Mailserver versucht es wieder.",
)
@click.option(
    "--recipient", default="", metavar="ADRESSE",
    help="Empfänger laut Umschlag, in Postfix ${original_recipient}; ohne Angabe gilt der Kopf der E-Mail",
)  # fmt: skip
def inbound(recipient: str) -> None:
    warnings.simplefilter("ignore")  # what stands on stderr goes into the mail server's reports
    try:
        from app.replies.jobs.door import take_in
        from app.replies.rules.mime import MOST_BYTES

        raw = sys.stdin.buffer.read(MOST_BYTES + 1)
        with database():
            outcome = run_async(lambda: take_in(raw, recipient=recipient, came_by="pipe"))
    except Exception as problem:  # noqa: BLE001 - any other exit code would send the mail back
        _later(problem)
    click.echo(json.dumps({"outcome": outcome.value}))


def _later(problem: Exception) -> NoReturn:
    """The kind only: the mail server writes this into its log and its reports."""
    kind = type(problem.__cause__ or problem).__name__
    click.echo(f"Die E-Mail ist nicht gespeichert, bitte später wieder ({kind}).", err=True)
    sys.exit(TEMPORARY)


@main.command(
    help="Nimmt E-Mails per LMTP an, bis es beendet wird: nur an sitzung+… und bounce+… der Domain."
)
@click.option(
    "--listen", required=True, metavar="RECHNER:PORT",
    help="zum Beispiel 127.0.0.1:8024, oder unix:/pfad/zum/socket",
)  # fmt: skip
def lmtp(listen: str) -> None:
    with database():
        asyncio.run(_serve(listen))


async def _serve(listen: str) -> None:
    from app.core import db, log
    from app.replies.jobs.lmtp import serve

    log.configure()
    stop = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    try:
        await serve(listen, stop, lambda where: click.echo(f"LMTP lauscht auf {where}."))
    finally:
        if db.engine().pool is not None:
            await db.close_pool()
