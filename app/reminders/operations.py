from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from app.audit import operations as audit
from app.core import clock
from app.core.actor import Actor
from app.core.db import inside_transaction, opens_transaction
from app.meetings.paper import Agenda
from app.notifications.operations import take
from app.outbox import operations as outbox
from app.outbox.tables import PeriodicRun
from app.people.queries.bodies import stored_body
from app.reminders import mails
from app.reminders.queries.bundles import said
from app.reminders.rules.bundle import Bundle, person_key, run_key


@opens_transaction
async def remind(
    actor: Actor, bundle: Bundle, agendas: Mapping[UUID, Agenda], *, now: datetime
) -> bool:
    """One mail per person and day; what was said before is not said again.

    What was collected is taken here: it stands in this mail, or waits on for another.
    """
    day = clock.berlin(now).date()
    fresh = bundle.without(await said(bundle.keys))
    if fresh.is_empty or not await _claim(person_key(bundle.person_id, day)):
        return False
    taken = await take([told.id for told in fresh.told], now=now)
    fresh = replace(fresh, told=[told for told in fresh.told if told.id in taken])
    if fresh.is_empty:
        return False
    for key in fresh.keys:
        await _claim(key)
    body = await stored_body(bundle.body_id)
    await outbox.enqueue([mails.reminder_sent(fresh, body, agendas, day)])
    await audit.record(actor, "reminder.sent", bundle.person_id, body_id=body.id)
    return True


@opens_transaction
async def note_run(now: datetime) -> None:
    """Today's work is done; until then a crash means that the rest goes out after the restart."""
    await _claim(run_key(clock.berlin(now).date()))


@inside_transaction
async def _claim(key: str) -> bool:
    claimed = (
        await PeriodicRun.insert(PeriodicRun(key=key))
        .on_conflict(target=PeriodicRun.key, action="DO NOTHING")
        .returning(PeriodicRun.key)
    )
    return bool(claimed)
