"""The clock of an agenda item, and text blocks for who writes without JavaScript."""

from typing import Any
from uuid import UUID

from litestar import Response, post
from litestar.params import FromPath

from app.core import clock
from app.core.actor import Actor
from app.core.errors import StaleVersion
from app.minutes import access, queries
from app.minutes.desk import faces_of
from app.minutes.forms import ItemForm, note_conflict
from app.minutes.inserting import InsertForm, append, fits
from app.minutes.operations import clocks, writing
from app.minutes.routes.writing import PATH, again
from app.minutes.sheet import Typed
from app.textblocks.queries import Block, blocks_of
from app.web.forms import form_data
from app.web.sessions import AnyRequest, CurrentActor
from app.web.templates import go_to, is_partial, page

ITEM = f"{PATH}/punkte/{{agenda_item_id:uuid}}"


@post(f"{ITEM}/baustein", name="minutes:block:insert")
async def insert_block(
    request: AnyRequest,
    actor: CurrentActor,
    meeting_id: FromPath[UUID],
    agenda_item_id: FromPath[UUID],
) -> Response[Any]:
    """Saves what was typed, with the block behind it."""
    meeting, group, _ = await access.minutes_to_write(actor, meeting_id)
    await access.item_of(meeting, agenda_item_id)
    sent, blocks = await form_data(request), await blocks_of(group)
    form, insert = ItemForm(sent), InsertForm(sent).offer(blocks)
    typed, status = Typed(agenda_item_id, text=form, insert=insert), 422
    if all([form.validate(), insert.validate()]):
        words = _words(blocks, insert)
        if fits(form, words):
            status = await _write(actor, meeting_id, agenda_item_id, form, words)
    if status != 200:
        return await again(request, actor, meeting_id, status, typed=typed)
    return go_to(
        request, "minutes:show", message="Der Baustein steht am Ende des Textes.",
        anchor=f"top-{agenda_item_id}", meeting_id=meeting_id,
    )  # fmt: skip


def _words(blocks: tuple[Block, ...], insert: InsertForm) -> str:
    return next(block.text for block in blocks if str(block.id) == insert.block.data)


async def _write(actor: Actor, meeting_id: UUID, item_id: UUID, form: ItemForm, words: str) -> int:
    """The answer's status; after a conflict the block stands in the text that comes back."""
    try:
        await writing.write_item(
            actor, meeting_id, item_id, form.cleaned(), now=clock.now(), block=words
        )
    except StaleVersion as other:
        append(form, words)
        note_conflict(form, other)
        return 409
    return 200


@post(f"{ITEM}/uhr", name="minutes:clock:start")
async def start_clock(
    request: AnyRequest,
    actor: CurrentActor,
    meeting_id: FromPath[UUID],
    agenda_item_id: FromPath[UUID],
) -> Response[Any]:
    await clocks.start_clock(actor, meeting_id, agenda_item_id, now=clock.now())
    return await _faces(request, actor, meeting_id, agenda_item_id)


@post(f"{ITEM}/uhr/ende", name="minutes:clock:stop")
async def stop_clock(
    request: AnyRequest,
    actor: CurrentActor,
    meeting_id: FromPath[UUID],
    agenda_item_id: FromPath[UUID],
) -> Response[Any]:
    await clocks.stop_clock(actor, meeting_id, agenda_item_id, now=clock.now())
    return await _faces(request, actor, meeting_id, agenda_item_id)


async def _faces(
    request: AnyRequest, actor: Actor, meeting_id: UUID, item_id: UUID
) -> Response[Any]:
    """For htmx the clock of this item and, out of band, of every other that ever ran."""
    if not is_partial(request):
        anchor = f"top-{item_id}"
        return go_to(request, "minutes:show", anchor=anchor, meeting_id=meeting_id)
    _, _, minutes = await access.minutes_to_write(actor, meeting_id)
    record = await queries.record_of(meeting_id, decisions=False)
    known = await queries.clocks_of(meeting_id)
    faces = faces_of(record, minutes, known)
    others = [item for item in record.items if item.id != item_id and known[item.id].spans]
    return page(
        request, "minutes/_answers.html", block="clocks", record=record, faces=faces,
        items=[record.item(item_id), *others],
    )  # fmt: skip


ROUTES = [insert_block, start_clock, stop_clock]
