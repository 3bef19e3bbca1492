"""What is noted after the minutes stand; they themselves and their PDF stay as they are."""

from datetime import datetime
from uuid import UUID

from app.audit import operations as audit
from app.core.actor import Actor
from app.core.db import opens_transaction
from app.minutes import access, rules
from app.minutes.tables import Addendum


@opens_transaction
async def add_addendum(
    actor: Actor, meeting_id: UUID, addendum_id: UUID, text: str, *, now: datetime
) -> None:
    """By who leads; dated today (Berlin). The same id a second time changes nothing."""
    _, group, minutes = await access.minutes_to_approve(actor, meeting_id)
    rules.check_has_addenda(minutes)
    addendum = Addendum(
        id=addendum_id, minutes=minutes.id, text=text, person=actor.person_id,
        person_name=actor.name, created_at=now,
    )  # fmt: skip
    if await Addendum.insert(addendum).on_conflict(action="DO NOTHING"):
        await audit.record(
            actor, "minutes.addendum_added", minutes.id, body_id=group.body, addendum=addendum_id
        )
