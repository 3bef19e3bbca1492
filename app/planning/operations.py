from collections.abc import Sequence
from uuid import UUID

from app.audit import operations as audit
from app.core.actor import Actor
from app.core.db import opens_transaction
from app.core.errors import existing
from app.meetings.tables import SchoolHoliday
from app.people.access import body_to_change, check_office
from app.planning.rules import Holiday


@opens_transaction
async def add_holidays(actor: Actor, body_id: UUID, holidays: Sequence[Holiday]) -> int:
    """What is there already stays as it is; returns how many are new."""
    check_office(actor, body_id)
    await body_to_change(actor, body_id)
    rows = {each.id_in(body_id): each for each in holidays}
    known = await SchoolHoliday.select(SchoolHoliday.id).where(SchoolHoliday.id.is_in(list(rows)))
    for row in known:
        del rows[row["id"]]
    new = [
        SchoolHoliday(id=id_, body=body_id, name=each.name, since=each.since, until=each.until)
        for id_, each in rows.items()
    ]
    if new:
        await SchoolHoliday.insert(*new)
        await audit.record(actor, "school_holidays.added", body_id, body_id=body_id, rows=len(new))
    return len(new)


@opens_transaction
async def remove_holiday(actor: Actor, holiday_id: UUID) -> UUID:
    """Returns whose it was; 404 for what is gone already."""
    row = existing(await SchoolHoliday.objects().where(SchoolHoliday.id == holiday_id).first())
    check_office(actor, row.body)
    await SchoolHoliday.delete().where(SchoolHoliday.id == holiday_id)
    await audit.record(actor, "school_holiday.removed", holiday_id, body_id=row.body)
    body_id: UUID = row.body
    return body_id
