import json
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from app.audit import operations as audit
from app.core import clock
from app.core.actor import Actor
from app.core.db import opens_transaction
from app.files.operations import StoredFile, add_file
from app.minutes import access, queries, rules
from app.minutes.record import Record
from app.minutes.tables import Minutes, MinutesRevision, MinutesStatus


def signed(record: Record, actor: Actor, *, now: datetime) -> Record:
    """As it will stand in the PDF and in the frozen revision."""
    return replace(record, approved_on=clock.berlin(now).date(), approved_by=actor.name)


@opens_transaction
async def approve_minutes(
    actor: Actor, meeting_id: UUID, record: Record, pdf: StoredFile, *, now: datetime
) -> None:
    """Freezes what the PDF was made from; a second press changes nothing.

    Raises RuleViolation if anything was changed after the PDF was made.
    """
    _, group, minutes = await access.minutes_to_approve(actor, meeting_id)
    if minutes.status == MinutesStatus.APPROVED:
        return
    rules.check_can_be_approved(minutes)
    rules.check_unchanged(record.fingerprint, (await queries.record_of(meeting_id)).fingerprint)

    file = await add_file(pdf, body_id=group.body, owner_id=minutes.id)
    await MinutesRevision.insert(
        MinutesRevision(
            minutes=minutes.id,
            status=MinutesStatus.APPROVED,
            content=json.dumps(record.content()),
            created_by_name=actor.name,
            created_at=now,
        )
    )
    minutes.status, minutes.approved_at = MinutesStatus.APPROVED, now
    minutes.approved_by, minutes.approved_by_name = actor.person_id, actor.name
    minutes.pdf = file.id
    await minutes.save(
        [
            Minutes.status,
            Minutes.approved_at,
            Minutes.approved_by,
            Minutes.approved_by_name,
            Minutes.pdf,
        ]
    )
    await audit.record(actor, "minutes.approved", minutes.id, body_id=group.body, sha256=pdf.sha256)
