import json
from datetime import datetime
from uuid import UUID

from app.audit import operations as audit
from app.core import clock
from app.core.actor import Actor
from app.core.db import opens_transaction
from app.minutes import access, queries, rules
from app.minutes.operations.telling import tell_sent
from app.minutes.tables import Minutes, MinutesRevision, MinutesStatus


@opens_transaction
async def send_minutes(actor: Actor, meeting_id: UUID, *, now: datetime) -> int:
    """The objection period begins today (Berlin); every member gets a mail where the group wants it.

    Returns how many mails are new: none at the second press.
    """
    meeting, group, minutes = await access.minutes_to_change(actor, meeting_id)
    rules.check_can_be_sent(minutes, meeting, now=now)
    if minutes.status == MinutesStatus.SENT:
        return 0
    today = clock.berlin(now).date()
    minutes.status, minutes.sent_at = MinutesStatus.SENT, now
    minutes.objections_until = rules.objections_until(today, group.objection_days)
    await minutes.save([Minutes.status, Minutes.sent_at, Minutes.objections_until])

    record = await queries.record_of(meeting_id)
    await MinutesRevision.insert(
        MinutesRevision(
            minutes=minutes.id,
            status=MinutesStatus.SENT,
            content=json.dumps(record.content()),
            created_by_name=actor.name,
            created_at=now,
        )
    )
    await audit.record(actor, "minutes.sent", minutes.id, body_id=group.body)
    return await tell_sent(group, minutes, record, now=now)
