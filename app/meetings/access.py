from typing import Any
from uuid import UUID

from piccolo.table import Table

from app.core.actor import Actor
from app.core.errors import Forbidden, NotFound, existing
from app.groups import access as groups
from app.groups.tables import Group
from app.meetings.tables import Meeting


def columns_of(table: type[Table], alias: str) -> str:
    """For a statement about several tables, which `values_of` takes apart again."""
    names = [column._meta.name for column in table._meta.columns]  # noqa: SLF001 - Piccolo's own name for it
    return ", ".join(f'{alias}."{name}" AS "{alias}.{name}"' for name in names)


# Piccolo's own way, objects(Meeting.group), spends two milliseconds on writing this statement.
WITH_GROUP = f"""
SELECT {columns_of(Meeting, "m")}, {columns_of(Group, "g")}
FROM meeting m JOIN steering_group g ON g.id = m."group" WHERE m.id = {{}}
"""


async def meeting_with_group(meeting_id: UUID) -> tuple[Meeting, Group] | None:
    """For access functions, which ask who may see it; the meeting holds the group as `group`."""
    rows = await Meeting.raw(WITH_GROUP, meeting_id)
    if not rows:
        return None
    return both_of(rows[0])


def both_of(row: dict[str, Any]) -> tuple[Meeting, Group]:
    """row: with the columns of a meeting as m and of its group as g."""
    group = Group(_exists_in_db=True, **values_of(row, "g."))
    meeting = Meeting(_exists_in_db=True, **{**values_of(row, "m."), "group": group})
    return meeting, group


def values_of(row: dict[str, Any], alias: str) -> dict[str, Any]:
    return {name.removeprefix(alias): row[name] for name in row if name.startswith(alias)}


async def _locked_meeting_with_group(actor: Actor, meeting_id: UUID) -> tuple[Meeting, Group]:
    locked = existing(
        await Meeting.objects().where(Meeting.id == meeting_id).lock_rows("UPDATE").first()
    )
    group = await Group.objects().where(Group.id == locked.group).first()
    if group is None or not groups.may_read(actor, group):
        raise NotFound
    return locked, group


async def meeting_to_read(actor: Actor, meeting_id: UUID) -> tuple[Meeting, Group]:
    """For members and the office; guests read through invitations.access.meeting_to_attend."""
    found = await meeting_with_group(meeting_id)
    if found is None or not groups.may_read(actor, found[1]):
        raise NotFound
    return found


async def meeting_to_lead(actor: Actor, meeting_id: UUID) -> tuple[Meeting, Group]:
    """For pages that only the leading may open; locks nothing."""
    meeting, group = await meeting_to_read(actor, meeting_id)
    if not groups.may_lead(actor, group):
        raise Forbidden
    return meeting, group


async def meeting_to_change(actor: Actor, meeting_id: UUID) -> tuple[Meeting, Group]:
    """The meeting is locked; inside a transaction."""
    locked, group = await _locked_meeting_with_group(actor, meeting_id)
    if not groups.may_lead(actor, group):
        raise Forbidden
    return locked, group


async def meeting_to_prepare(actor: Actor, meeting_id: UUID) -> tuple[Meeting, Group]:
    """For the agenda's pages: also who keeps the minutes; locks nothing."""
    meeting, group = await meeting_to_read(actor, meeting_id)
    if not groups.may_write_minutes(actor, group):
        raise Forbidden
    return meeting, group


async def meeting_to_run(actor: Actor, meeting_id: UUID) -> tuple[Meeting, Group]:
    """Agenda, begin and end: also who keeps the minutes. Locked; inside a transaction."""
    locked, group = await _locked_meeting_with_group(actor, meeting_id)
    if not groups.may_write_minutes(actor, group):
        raise Forbidden
    return locked, group
