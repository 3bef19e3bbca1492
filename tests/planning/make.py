from datetime import date
from typing import Any

from app.meetings.tables import SchoolHoliday
from app.people.tables import Body
from tests.cast import Cast


async def make_holiday(body: Body, **columns: Any) -> SchoolHoliday:
    values = {
        "name": "Osterferien", "since": date(2027, 3, 22), "until": date(2027, 4, 3), **columns,
    }  # fmt: skip
    row = SchoolHoliday(body=body.id, **values)
    await row.save()
    return row


async def build_world(cast: Cast, world: dict[str, str]) -> None:
    world["holiday_id"] = str((await make_holiday(cast.body)).id)
