"""Loads the demo into an empty database and prints who may log in."""

import asyncio

import click

from app.accounts.operations import requests
from app.core import clock
from app.core.db import opens_transaction
from app.core.errors import RuleViolation
from app.core.settings import settings
from app.demo import (
    agenda,
    attachments,
    beispielau,
    inbox,
    interface,
    lately,
    musterland,
    paper_work,
    past_days,
    polls,
    reports,
    work,
    writing,
)
from app.demo.beispielau import Spurgruppe
from app.demo.history import History
from app.demo.musterland import Loaded
from app.demo.papers import Reading
from app.demo.work import Done
from app.people.tables import Body

LOGINS = (
    ("Koordination", "claudia.brandt@example.org"),
    ("Mitglied", "tobias.krueger@example.org"),
    ("JHA-Mitglied", "bernd.ohlsen@example.org"),
    ("Gast", "sina.petersen@example.org"),
    ("Betrieb", "torben.vogt@example.org"),
)


async def load_if_empty() -> None:
    """The rows whole or not at all; then, one transaction each, what people did with buttons."""
    if await Body.exists():
        return
    history = History(clock.today())
    papers = await asyncio.to_thread(lambda: (musterland.read(history), beispielau.read(history)))
    loaded, done, spurgruppe = await _load(history, *papers)
    await paper_work.load(history, loaded)
    await lately.load(history, loaded, done)
    await agenda.load(loaded, done)
    await writing.load(loaded, done)
    await attachments.load(history, loaded.county, done.coming)
    await inbox.load(loaded.county, done.coming)
    await polls.load(loaded)
    await reports.load(history, loaded)
    await beispielau.cancel(history, spurgruppe)
    await past_days.load()


@opens_transaction
async def _load(
    history: History, first: Reading, second: Reading
) -> tuple[Loaded, Done, Spurgruppe]:
    loaded = await musterland.load(history, first)
    done = await work.load(history, loaded)
    await interface.load(history, loaded)
    return loaded, done, await beispielau.load(history, second)


async def print_links() -> None:
    """Only people of the demo; in a database of one's own nothing is printed."""
    click.echo(f"Spurwerk läuft unter {settings().base_url}")
    for role, email in LOGINS:
        try:
            link = await requests.login_link_by_email(email, now=clock.now())
        except RuleViolation:
            return
        click.echo(f"  {role:<13} {link}")
    click.echo("Die Links gelten zehn Minuten. Neue druckt: spurwerk login-link ADRESSE")
