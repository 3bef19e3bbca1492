"""How the text of others appears while they write."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any
from uuid import UUID

from litestar import Request, Response, get
from litestar.params import FromPath
from litestar.response import Stream

from app.core.errors import NotFound
from app.groups.access import may_write_minutes
from app.minutes import access, queries
from app.minutes.listening import BELL, Message, Queue
from app.minutes.sheet import sheet_of
from app.minutes.tables import MinutesStatus
from app.web.sessions import CurrentActor
from app.web.templates import go_to, is_partial, page

AnyRequest = Request[Any, Any, Any]
PATH = "/sitzungen/{meeting_id:uuid}/protokoll"
STILL_THERE = 20  # seconds between signs of life, before a proxy gives up
LIVES = 600  # seconds; then the browser asks again, and its rights are asked again
HEADERS = {"X-Accel-Buffering": "no"}


@get(f"{PATH}/geschehen", name="minutes:events")
async def events(actor: CurrentActor, meeting_id: FromPath[UUID]) -> Response[Any] | Stream:
    """text/event-stream; each message is "<agenda item> <version>", first for all that stands there."""
    _, _, minutes = await access.minutes_to_read(actor, meeting_id)
    if minutes is None or minutes.status == MinutesStatus.APPROVED:
        return Response(None, status_code=204)  # tells the browser not to ask again
    return Stream(_stream(meeting_id), media_type="text/event-stream", headers=HEADERS)


async def _stream(meeting_id: UUID) -> AsyncIterator[str]:
    with BELL.heard(meeting_id) as queue:
        yield "retry: 2000\n\n"
        for stands in await queries.versions_of(meeting_id):
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
    meeting, group, minutes = await access.minutes_to_read(actor, meeting_id)
    if minutes is None:
        raise NotFound
    if not is_partial(request):
        await access.item_of(meeting, agenda_item_id)
        anchor = f"top-{agenda_item_id}"
        return go_to(request, "minutes:show", anchor=anchor, meeting_id=meeting_id)
    if minutes.status == MinutesStatus.APPROVED:
        record = await queries.frozen_record(minutes.id)
    else:
        record = await queries.record_of(meeting_id, decisions=False)
    item = record.item(agenda_item_id)
    writes = minutes.status != MinutesStatus.APPROVED and may_write_minutes(actor, group)
    block = "writing" if writes else "reading"
    sheet = sheet_of(item) if writes else None
    return page(request, "minutes/_answers.html", block=block, item=item, sheet=sheet)


ROUTES = [events, show_item]
