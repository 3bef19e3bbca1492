import json
from datetime import datetime
from uuid import UUID

from app.audit import operations as audit
from app.core import clock
from app.core.actor import Actor
from app.core.db import opens_transaction
from app.minutes import access, mails, queries, rules
from app.minutes.tables import Minutes, MinutesRevision, MinutesStatus
from app.outbox import operations as outbox
from app.people.tables import Body


@opens_transaction
async def send_minutes(actor: Actor, meeting_id: UUID, *, now: datetime) -> int:
    """To every member, with the own tasks on top; the objection period begins today (Berlin).

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
    body = await Body.objects().where(Body.id == group.body).first()
    assert body is not None
    letter = mails.Letter(
        minutes_id=minutes.id, record=record, body=body, until=minutes.objections_until
    )
    people = await queries.recipients(group, today)
    return await outbox.enqueue([mails.minutes_sent(letter, person) for person in people])
