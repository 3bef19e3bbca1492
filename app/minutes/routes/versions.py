"""Every save of a text: two compared, one restored."""

from functools import partial
from typing import Any
from uuid import UUID

from litestar import Response, get, post
from litestar.params import FromPath

from app.core import clock
from app.core.errors import StaleVersion
from app.minutes import access, queries, rules
from app.minutes.differences import differences
from app.minutes.forms import CompareForm, ItemText, RestoreForm
from app.minutes.operations import writing
from app.minutes.tables import MinutesStatus
from app.web.forms import form_data
from app.web.sessions import AnyRequest, CurrentActor
from app.web.templates import go_to, page

AREA = "sitzungen"
PATH = "/sitzungen/{meeting_id:uuid}/protokoll/punkte/{agenda_item_id:uuid}/fassungen"


@get(PATH, name="minutes:versions")
async def show_versions(
    request: AnyRequest,
    actor: CurrentActor,
    meeting_id: FromPath[UUID],
    agenda_item_id: FromPath[UUID],
) -> Response[str]:
    """?alt=3&neu=5 compares; without them the last two."""
    meeting, group, minutes = await access.minutes_to_write(actor, meeting_id)
    item = await access.item_of(meeting, agenda_item_id)
    saves = rules.worth_showing(await queries.saves_of(minutes.id, item.id))
    form = CompareForm(request.query_params).offer(saves)
    older, newer = await queries.two_texts(minutes.id, item.id, form.chosen)
    return page(
        request,
        "minutes/versions.html",
        area=AREA,
        meeting=meeting,
        group=group,
        item=item,
        saves=saves,
        form=form,
        older=older,
        newer=newer,
        changes=differences(older.text, newer.text) if older and newer else (),
        changed=await queries.changed_information(item.id),
        is_open=minutes.status != MinutesStatus.APPROVED,
    )


@post(PATH, name="minutes:versions:restore")
async def restore(
    request: AnyRequest,
    actor: CurrentActor,
    meeting_id: FromPath[UUID],
    agenda_item_id: FromPath[UUID],
) -> Response[Any]:
    """An old text becomes the newest one; what stood there meanwhile stays among the versions."""
    meeting, _, minutes = await access.minutes_to_write(actor, meeting_id)
    item = await access.item_of(meeting, agenda_item_id)
    form = RestoreForm(await form_data(request))
    old, _ = await queries.two_texts(minutes.id, item.id, (form.number_of("old"), 0))
    back = partial(
        go_to, request, "minutes:versions", meeting_id=meeting_id, agenda_item_id=agenda_item_id
    )
    if old is None:
        return back()
    data = ItemText(old.text, form.number_of("version"), old.rich)
    try:
        await writing.write_item(actor, meeting_id, agenda_item_id, data, now=clock.now())
    except StaleVersion as other:
        message = str(other).split(". ")[0] + ". Bitte vergleichen Sie noch einmal."
        return back(message=message, kind="danger")
    message = f"Fassung {old.version} steht wieder im Protokoll."
    anchor = f"top-{item.id}"
    return go_to(request, "minutes:show", message=message, anchor=anchor, meeting_id=meeting_id)


ROUTES = [show_versions, restore]
