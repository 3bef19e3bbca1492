from typing import Any
from uuid import UUID

from app.decisions.tables import Decision, RegisterEntry
from app.groups.tables import Group
from app.meetings.tables import AgendaItem, Meeting
from app.minutes.tables import MinutesStatus
from tests.cast import Cast
from tests.meetings.make import first_item
from tests.minutes.make import make_decision, make_held, make_minutes


async def decided(
    group: Group, status: MinutesStatus = MinutesStatus.SENT, **columns: Any
) -> RegisterEntry:
    """A decision of yesterday's meeting, with its minutes."""
    meeting = await make_held(group)
    await make_minutes(meeting, status=status)
    return await decided_at(await first_item(meeting), **columns)


async def decided_at(item: AgendaItem, **columns: Any) -> RegisterEntry:
    return await entry_of(await make_decision(item, **columns))


async def entry_of(decision: Decision) -> RegisterEntry:
    entry = await RegisterEntry.objects().where(RegisterEntry.decision == decision.id).first()
    assert entry is not None
    return entry


async def numbers(group: Group) -> list[tuple[int, int]]:
    rows = await RegisterEntry.select(RegisterEntry.number, RegisterEntry.year).where(
        RegisterEntry.group == group.id
    ).order_by(RegisterEntry.year, RegisterEntry.number)  # fmt: skip
    return [(row["number"], row["year"]) for row in rows]


async def build_world(_cast: Cast, world: dict[str, str]) -> None:
    """The entry of the decision that the minutes' world has."""
    decision = await Decision.objects().where(Decision.id == UUID(world["decision_id"])).first()
    assert decision is not None
    world["register_entry_id"] = str((await entry_of(decision)).id)


async def year_of(meeting: Meeting, year: int) -> None:
    """Moves the meeting into that year."""
    await Meeting.update({Meeting.starts_at: meeting.starts_at.replace(year=year)}).where(
        Meeting.id == meeting.id
    )
