"""Who may see and delete everything about somebody: the office that keeps the entry, and oneself."""

from datetime import datetime, timedelta
from uuid import UUID

from app.accounts.tables import Session
from app.core.actor import Actor
from app.core.errors import RuleViolation, existing
from app.people.access import person_to_change
from app.people.tables import Person

FRESH = timedelta(minutes=10)
NOT_FRESH = (
    "Ihre Anmeldung liegt länger als zehn Minuten zurück. Bitte melden Sie sich ab und neu an: Wer nur "
    "Ihr offenes Gerät benutzt, soll das hier nicht können."
)


async def own_entry(actor: Actor) -> Person:
    return existing(await Person.objects().where(Person.id == actor.person_id).first())


async def person_to_erase(actor: Actor, person_id: UUID) -> Person:
    """Locked. The command line and the worker (no person) act for the operator."""
    if actor.person_id.int:
        return await person_to_change(actor, person_id)
    return existing(
        await Person.objects().where(Person.id == person_id).lock_rows("UPDATE").first()
    )


async def is_fresh(actor: Actor, now: datetime) -> bool:
    """The login is at most ten minutes old (docs/datenschutz/massnahmen.md)."""
    return await Session.exists().where(
        Session.id == actor.session_id, Session.created_at >= now - FRESH
    )


async def check_fresh(actor: Actor, now: datetime) -> None:
    if not await is_fresh(actor, now):
        raise RuleViolation(NOT_FRESH)
