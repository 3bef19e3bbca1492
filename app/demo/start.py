"""Loads the demo into an empty database and prints who may log in."""

import asyncio

import click

from app.accounts.operations import requests
from app.core import clock
from app.core.db import opens_transaction
from app.core.errors import RuleViolation
from app.core.settings import settings
from app.demo import beispielau, musterland, work
from app.demo.history import History, Reading, read_paper
from app.people.tables import Body

LOGINS = (
    ("Koordination", "claudia.brandt@example.org"),
    ("Mitglied", "tobias.krueger@example.org"),
    ("JHA-Mitglied", "bernd.ohlsen@example.org"),
    ("Gast", "sina.petersen@example.org"),
)


async def load_if_empty() -> None:
    """Whole or not at all: one transaction."""
    if await Body.exists():
        return
    papers = await asyncio.to_thread(
        lambda: [read_paper(f"vorlage_2025_{number}.txt") for number in ("012", "077")]
    )
    await _load(History(clock.today()), papers)


@opens_transaction
async def _load(history: History, papers: list[Reading]) -> None:
    county = await musterland.load(history, papers[0])
    await work.load(history, county)
    await beispielau.load(history, papers[1])


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
