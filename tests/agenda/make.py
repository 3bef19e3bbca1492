from datetime import date
from typing import Any
from uuid import UUID

from app.agenda.tables import AgendaProposal
from app.core.clock import now, today
from app.mandates.tables import Mandate
from app.meetings.tables import AgendaItem, Meeting, MeetingStatus
from app.minutes.tables import Minutes, MinutesItem
from app.tasks.tables import Task
from tests.cast import Cast
from tests.meetings.make import in_two_weeks, make_item, make_meeting


async def make_proposal(cast: Cast, meeting: Meeting, **columns: Any) -> AgendaProposal:
    """By Carla."""
    values = {
        "person": cast.carla.id, "person_name": "Carla Cordes", "title": "Fahrtkosten",
        "minutes": 15, **columns,
    }  # fmt: skip
    proposal = AgendaProposal(meeting=meeting.id, **values)
    await proposal.save()
    return proposal


async def make_last_meeting(cast: Cast, texts: dict[str, str]) -> dict[str, AgendaItem]:
    """A month before the coming one, with minutes: title → what they say."""
    starts_at = in_two_weeks().replace(year=in_two_weeks().year - 1)
    meeting = await make_meeting(
        cast.group, items=(), starts_at=starts_at, status=MeetingStatus.HELD, title="4. Sitzung"
    )
    minutes = Minutes(meeting=meeting.id)
    await minutes.save()
    items: dict[str, AgendaItem] = {}
    for position, (title, text) in enumerate(texts.items(), start=1):
        items[title] = await make_item(meeting, title=title, position=position)
        await MinutesItem(
            minutes=minutes.id, agenda_item=items[title].id, text=text, changed_at=now()
        ).save()
    return items


async def make_task(cast: Cast, title: str, due_on: date | None) -> Task:
    task = Task(group=cast.group.id, title=title, due_on=due_on, person=cast.carla.id)
    await task.save()
    return task


async def make_mandate(cast: Cast, title: str, **columns: Any) -> Mandate:
    mandate = Mandate(group=cast.group.id, title=title, **columns)
    await mandate.save()
    return mandate


async def build_world(cast: Cast, world: dict[str, str]) -> None:
    meeting = await Meeting.objects().get(Meeting.id == UUID(world["meeting_id"]))
    assert meeting is not None
    world["proposal_id"] = str((await make_proposal(cast, meeting)).id)


def yesterday() -> date:
    return date.fromordinal(today().toordinal() - 1)
