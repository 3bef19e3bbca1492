"""What a person sees, as the interface says it. The filters of rights are those of the pages."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from uuid import UUID

from app.api.rules.shapes import (
    MandatePage,
    MandateShape,
    MeetingPage,
    MeetingShape,
    Named,
    Pagination,
    TaskPage,
    TaskShape,
)
from app.boards.access import Scope
from app.boards.queries.rows import Entry, entries
from app.boards.rules import Wanted
from app.core import clock
from app.core.actor import Actor
from app.core.paging import pages_of
from app.core.settings import settings
from app.invitations.access import attended_meetings
from app.mandates.queries.lists import MandateRow, mandates_for
from app.mandates.queries.lists import Wanted as WantedMandates
from app.mandates.tables import MandateStatus
from app.meetings.queries.meetings import MeetingHead, meetings_between
from app.tasks.tables import TaskStatus


async def own_tasks(actor: Actor, states: Sequence[TaskStatus], page: int) -> TaskPage:
    found = await entries(Scope(actor), Wanted(states=states), page)
    return TaskPage(
        data=[_task(each) for each in found.rows],
        pagination=_pagination(page, found.total),
    )


async def own_meetings(actor: Actor, since: date, until: date) -> MeetingPage:
    """From the first to the last of these days, in Berlin."""
    found = await meetings_between(
        actor, _begin(since), _begin(until + timedelta(days=1)), also=await attended_meetings(actor)
    )
    return MeetingPage(data=[_meeting(each) for each in found])


async def own_mandates(actor: Actor, states: Sequence[MandateStatus], page: int) -> MandatePage:
    found = await mandates_for(actor, WantedMandates(statuses=tuple(states), page=page))
    return MandatePage(
        data=[_mandate(each) for each in found.rows], pagination=_pagination(page, found.found)
    )


def _begin(day: date) -> datetime:
    return clock.from_wall_clock(day, time())


def _pagination(page: int, total: int) -> Pagination:
    return Pagination(page=page, pages=pages_of(total), total=total)


def _web(path: str, row_id: UUID) -> str:
    return f"{settings().base_url}/{path}/{row_id}"


def _task(each: Entry) -> TaskShape:
    return TaskShape(
        id=each.id, title=each.title, state=each.status, priority=each.priority,
        due=each.due_on, starts_on=each.starts_on, done_at=each.done_at, done_note=each.done_note,
        responsible=each.responsible, group=Named(id=each.group_id, name=each.group_name),
        origin=each.origin, web=_web("aufgaben", each.id),
    )  # fmt: skip


def _meeting(each: MeetingHead) -> MeetingShape:
    return MeetingShape(
        id=each.id, title=each.title, state=each.status, start=clock.berlin(each.starts_at),
        end=clock.berlin(each.ends_at), where=each.where, video_url=each.video_url,
        cancel_reason=each.cancel_reason, group=Named(id=each.group_id, name=each.group_name),
        web=_web("sitzungen", each.id),
    )  # fmt: skip


def _mandate(each: MandateRow) -> MandateShape:
    return MandateShape(
        id=each.id, title=each.title, kind=each.kind, state=each.status,
        due=each.due_on, last_sentence=each.last_sentence, last_on=each.last_on,
        group=Named(id=each.group_id, name=each.group_name), web=_web("auftraege", each.id),
    )  # fmt: skip
