from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from app.core import clock
from app.core.actor import Actor
from app.groups.access import readable_by
from app.groups.rules.notice import holiday_names
from app.groups.tables import Group, GroupStatus
from app.invitations.access import attended_meetings
from app.meetings.queries.meetings import MeetingHead, meetings_between
from app.meetings.tables import Meeting, SchoolHoliday
from app.planning.rules import Holiday, names_on

HOLIDAYS = """
SELECT b.land, s.name, s.since, s.until FROM body b
LEFT JOIN school_holiday s ON s.body = b.id AND s.since <= {} AND s.until >= {}
WHERE b.id = ANY({}::uuid[])
"""


@dataclass(frozen=True)
class CalendarDay:
    """A Berlin day; public and school: names of what falls on it in the reader's bodies.

    Hashable: a cell of the month is drawn once for equal days.
    """

    day: date
    meetings: tuple[MeetingHead, ...]
    public: tuple[str, ...]
    school: tuple[str, ...]

    @property
    def free(self) -> bool:
        """Nothing to tell."""
        return not (self.meetings or self.public or self.school)


async def days_between(
    actor: Actor, since: date, until: date, group_id: UUID | None
) -> dict[date, CalendarDay]:
    """Both days inclusive, with all meetings the actor may open; three statements at most."""
    meetings = await _meetings(actor, since, until, group_id)
    lands, school = await _holidays(actor, since, until)
    days = [since + timedelta(days=n) for n in range((until - since).days + 1)]
    return {
        day: CalendarDay(
            day, tuple(meetings[day]), _public(day, lands), tuple(names_on(day, school)),
        )
        for day in days
    }  # fmt: skip


async def _meetings(
    actor: Actor, since: date, until: date, group_id: UUID | None
) -> dict[date, list[MeetingHead]]:
    found: dict[date, list[MeetingHead]] = defaultdict(list)
    also = await attended_meetings(actor)
    for head in await meetings_between(
        actor, _midnight(since), _midnight(until + timedelta(days=1)), also=also
    ):
        if group_id in {None, head.group_id}:
            found[clock.berlin(head.starts_at).date()].append(head)
    return found


def _midnight(day: date) -> datetime:
    return clock.from_wall_clock(day, time(0))


def _public(day: date, lands: Sequence[str]) -> tuple[str, ...]:
    names = {holiday_names(land, day.year).get(day) for land in lands}
    return tuple(sorted(filter(None, names)))


async def _holidays(actor: Actor, since: date, until: date) -> tuple[list[str], list[Holiday]]:
    rows = await Meeting.raw(HOLIDAYS, until, since, list(actor.bodies))
    school = [Holiday(row["name"], row["since"], row["until"]) for row in rows if row["name"]]
    return sorted({row["land"] for row in rows}), school


async def groups_to_choose(actor: Actor) -> dict[UUID, str]:
    """Own groups by name, for the filter; who comes by invitation alone needs none."""
    rows = (
        await Group.select(Group.id, Group.name)
        .where(readable_by(actor), Group.status != GroupStatus.DISSOLVED)
        .order_by(Group.name)
    )
    return {row["id"]: row["name"] for row in rows}


async def school_holidays(body_id: UUID) -> list[dict[str, Any]]:
    """For the page of the office, the latest first."""
    return list(
        await SchoolHoliday.select(
            SchoolHoliday.id, SchoolHoliday.name, SchoolHoliday.since, SchoolHoliday.until
        )
        .where(SchoolHoliday.body == body_id)
        .order_by(SchoolHoliday.since, ascending=False)
    )
