"""Keys for programs: made, shown once, locked."""

from datetime import datetime
from uuid import UUID

from app.api import access
from app.api.forms import KeyData
from app.api.rules import keys as rules
from app.api.tables import AccessKey
from app.audit import operations as audit
from app.core import clock
from app.core.actor import Actor
from app.core.db import inside_transaction, opens_transaction
from app.core.errors import NotFound, RuleViolation
from app.core.tokens import SHOWN_AGAIN, hash_of
from app.people.tables import Person

ALREADY_SHOWN = "Dieser Schlüssel ist schon angelegt und wird nur einmal gezeigt. Wenn Sie ihn nicht mehr haben, sperren Sie ihn und legen Sie einen neuen an."


@opens_transaction
async def create_key(actor: Actor, data: KeyData, *, now: datetime) -> str:
    """The token. The same form again gets it again for two minutes. Raises RuleViolation."""
    await Person.objects().where(Person.id == actor.person_id).lock_rows("UPDATE").first()
    token = rules.token_of(data.id)
    if await _is_there(actor, data.id, now):
        return token
    rules.check_room_for_another(
        await AccessKey.count()
        .where(AccessKey.person == actor.person_id, AccessKey.ended_at.is_null())
        .where(AccessKey.expires_on >= clock.berlin(now).date())
    )
    await AccessKey.insert(
        AccessKey(
            id=data.id, person=actor.person_id, program=data.program, token_hash=hash_of(token),
            expires_on=data.expires_on, created_at=now,
        )
    )  # fmt: skip
    await audit.record(actor, "access_key.created", data.id)
    return token


@inside_transaction
async def _is_there(actor: Actor, key_id: UUID, now: datetime) -> bool:
    existing = await AccessKey.objects().where(AccessKey.id == key_id).first()
    if existing is None:
        return False
    if existing.person != actor.person_id:
        raise NotFound
    if existing.ended_at is not None or existing.created_at < now - SHOWN_AGAIN:
        raise RuleViolation(ALREADY_SHOWN)
    return True


@opens_transaction
async def end_key(actor: Actor, key_id: UUID, *, now: datetime) -> None:
    key = await access.key_to_change(actor, key_id)
    if key.ended_at is not None:
        return
    key.ended_at = now
    await key.save([AccessKey.ended_at])
    await audit.record(actor, "access_key.ended", key_id)
