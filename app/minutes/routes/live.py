"""How what others write, decide and note appears while they do it."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from litestar import Response, get
from litestar.params import FromPath
from litestar.response import Stream

from app.core import clock
from app.core.actor import Actor
from app.core.errors import NotFound
from app.groups.access import may_write_minutes
from app.groups.tables import Group
from app.meetings.tables import Meeting
from app.minutes import access, queries
from app.minutes.listening import BELL, Message, Queue
from app.minutes.presence import presence_in, presence_of
from app.minutes.record import Record
from app.minutes.sheet import Sheet
from app.minutes.tables import Minutes, MinutesStatus
from app.web.sessions import AnyRequest, CurrentActor
from app.web.templates import go_to, is_partial, page

PATH = "/sitzungen/{meeting_id:uuid}/protokoll"
ANSWERS = "minutes/_answers.html"
STILL_THERE = 20  # seconds between signs of life, before a proxy gives up
LIVES = 600  # seconds; then the browser asks again, and its rights are asked again
HEADERS = {"X-Accel-Buffering": "no"}


@get(f"{PATH}/geschehen", name="minutes:events")
async def events(actor: CurrentActor, meeting_id: FromPath[UUID]) -> Response[Any] | Stream:
    """text/event-stream; messages as in app/minutes/listening.py, first for all that stands there."""
    _, _, minutes = await access.minutes_to_read(actor, meeting_id)
    if minutes is None or minutes.status == MinutesStatus.APPROVED:
        return Response(None, status_code=204)  # tells the browser not to ask again
    return Stream(_stream(meeting_id), media_type="text/event-stream", headers=HEADERS)


async def _stream(meeting_id: UUID) -> AsyncIterator[str]:
    with BELL.heard(meeting_id) as queue:
        yield "retry: 2000\n\n"
        for stands in await queries.stands_of(meeting_id):
            yield f"data: {stands}\n\n"
        loop = asyncio.get_running_loop()
        end = loop.time() + LIVES
        while loop.time() < end:
            message, over = await _next(queue)
            if over:
                return
            yield f"data: {message}\n\n" if message else ": \n\n"


async def _next(queue: Queue) -> tuple[Message | None, bool]:
    """Nothing for a while is no end."""
    try:
        message = await asyncio.wait_for(queue.get(), STILL_THERE)
    except TimeoutError:
        return None, False
    return message, message is None


@get(f"{PATH}/punkte/{{agenda_item_id:uuid}}", name="minutes:item:show")
async def show_item(
    request: AnyRequest,
    actor: CurrentActor,
    meeting_id: FromPath[UUID],
    agenda_item_id: FromPath[UUID],
) -> Response[Any]:
    """The text of one agenda item as it stands, as the page around it shows it."""
    seen = await _seen(actor, meeting_id)
    if not is_partial(request):
        return await _in_the_page(request, seen, agenda_item_id)
    item = (await _record(seen, decisions=False)).item(agenda_item_id)
    if item.is_empty:  # only then it matters whether something was decided
        item = (await _record(seen)).item(agenda_item_id)
    block = "writing" if seen.writes else "reading"
    sheet = Sheet(item) if seen.writes else None
    return page(request, ANSWERS, block=block, item=item, sheet=sheet)


@get(f"{PATH}/punkte/{{agenda_item_id:uuid}}/ergebnisse", name="minutes:item:results")
async def show_results(
    request: AnyRequest,
    actor: CurrentActor,
    meeting_id: FromPath[UUID],
    agenda_item_id: FromPath[UUID],
) -> Response[Any]:
    """Decisions and tasks of one agenda item; nothing of it replaces what somebody is typing."""
    seen = await _seen(actor, meeting_id)
    if not is_partial(request):
        return await _in_the_page(request, seen, agenda_item_id)
    record = await _record(seen)
    item = record.item(agenda_item_id)
    block = "results_writing" if seen.writes else "results_reading"
    return page(request, ANSWERS, block=block, record=record, item=item)


@get(f"{PATH}/anwesend", name="minutes:people")
async def show_people(
    request: AnyRequest, actor: CurrentActor, meeting_id: FromPath[UUID]
) -> Response[Any]:
    """Who is there: for the strip of who writes, or the list of who reads."""
    seen = await _seen(actor, meeting_id)
    if not is_partial(request):
        return go_to(request, "minutes:show", meeting_id=meeting_id)
    record = await _record(seen)
    return page(
        request,
        ANSWERS,
        block="people_writing" if seen.writes else "people_reading",
        record=record,
        here=presence_of(record, seen.group, now=clock.now()),
        presence=presence_in(record),
    )


@dataclass(frozen=True)
class Seen:
    meeting: Meeting
    group: Group
    minutes: Minutes
    writes: bool


async def _seen(actor: Actor, meeting_id: UUID) -> Seen:
    meeting, group, minutes = await access.minutes_to_read(actor, meeting_id)
    if minutes is None:
        raise NotFound
    is_open = minutes.status != MinutesStatus.APPROVED
    return Seen(meeting, group, minutes, is_open and may_write_minutes(actor, group))


async def _record(seen: Seen, *, decisions: bool = True) -> Record:
    """Without decisions it is one statement less, for what every viewer asks at every save."""
    if seen.minutes.status == MinutesStatus.APPROVED:
        return await queries.frozen_record(seen.minutes.id)
    return await queries.record_of(UUID(str(seen.meeting.id)), decisions=decisions)


async def _in_the_page(request: AnyRequest, seen: Seen, item_id: UUID) -> Response[Any]:
    item = await access.item_of(seen.meeting, item_id)
    return go_to(
        request, "minutes:show", anchor=f"top-{item.id}", meeting_id=UUID(str(seen.meeting.id))
    )


ROUTES = [events, show_item, show_results, show_people]
