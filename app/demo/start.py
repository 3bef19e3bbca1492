"""Loads the demo into an empty database and prints who may log in."""

import click

from app.accounts.operations import requests
from app.core import clock
from app.core.errors import RuleViolation
from app.core.settings import settings
from app.people.tables import Body

LOGINS = (
    ("Koordination", "claudia.brandt@example.org"),
    ("Mitglied", "tobias.krueger@example.org"),
    ("JHA-Mitglied", "bernd.ohlsen@example.org"),
    ("Gast", "sina.petersen@example.org"),
    ("Betrieb", "torben.vogt@example.org"),
)


async def load_if_empty() -> None:
    if not await Body.exists():
        from app.demo.loading import load  # here, for a second start needs nothing of it

        await load()


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
