"""What the agenda takes over from earlier, and what its items lead to."""

from typing import Any
from uuid import UUID

from litestar import Response, get, post
from litestar.params import FromPath

from app.agenda.forms import LinksForm, TakeOverForm
from app.agenda.operations import carrying, linking
from app.agenda.queries.carrying import offer_for
from app.agenda.queries.linking import linkable, title_of
from app.agenda.routes.frame import MEETING, frame
from app.core import clock
from app.meetings.access import meeting_to_prepare
from app.meetings.queries.meetings import meeting_head
from app.web.forms import form_data
from app.web.sessions import AnyRequest, CurrentActor
from app.web.templates import go_to

TAKE_OVER = f"{MEETING}/tagesordnung/uebernahme"
LINKS = f"{MEETING}/tagesordnung/{{agenda_item_id:uuid}}/verknuepfungen"


@get(TAKE_OVER, name="agenda:carry")
async def show_offer(
    request: AnyRequest, actor: CurrentActor, meeting_id: FromPath[UUID]
) -> Response[str]:
    """Everything is ticked: one more click takes it over."""
    meeting, group = await meeting_to_prepare(actor, meeting_id)
    offer = await offer_for(meeting, group, clock.now())
    form = TakeOverForm(data={"chosen": list(offer.choices())})
    form.chosen.choices = offer.choices()
    return frame(
        request, "carry", await meeting_head(meeting_id), form=form, notes=offer.notes(),
        count=len(offer.choices()),
    )  # fmt: skip


@post(TAKE_OVER, name="agenda:carry:take")
async def take_over(
    request: AnyRequest, actor: CurrentActor, meeting_id: FromPath[UUID]
) -> Response[Any]:
    """Keys that are no longer on offer count for nothing: somebody was quicker."""
    await meeting_to_prepare(actor, meeting_id)
    picked = set((await form_data(request)).getall("chosen", []))
    count = await carrying.take_over(actor, meeting_id, picked, now=clock.now())
    words = "Ein Eintrag ist übernommen." if count == 1 else f"{count} Einträge sind übernommen."
    return go_to(
        request, "meetings:agenda", meeting_id=meeting_id,
        message=words if count else "Es ist nichts übernommen.",
    )  # fmt: skip


@get(LINKS, name="agenda:links")
async def show_links(
    request: AnyRequest,
    actor: CurrentActor,
    meeting_id: FromPath[UUID],
    agenda_item_id: FromPath[UUID],
) -> Response[str]:
    _, group = await meeting_to_prepare(actor, meeting_id)
    title = await title_of(meeting_id, agenda_item_id)
    offered, linked = await linkable(agenda_item_id, group.id)
    form = LinksForm(data={"chosen": linked})
    form.chosen.choices = offered
    return frame(
        request, "links", await meeting_head(meeting_id), form=form, title=title,
        item_id=agenda_item_id,
    )  # fmt: skip


@post(LINKS, name="agenda:links:set")
async def set_links(
    request: AnyRequest,
    actor: CurrentActor,
    meeting_id: FromPath[UUID],
    agenda_item_id: FromPath[UUID],
) -> Response[Any]:
    await meeting_to_prepare(actor, meeting_id)
    picked = set((await form_data(request)).getall("chosen", []))
    await linking.link_item(actor, meeting_id, agenda_item_id, picked)
    return go_to(
        request, "meetings:agenda", anchor=f"punkt-{agenda_item_id}", meeting_id=meeting_id,
        message="Die Verknüpfungen sind gespeichert.",
    )  # fmt: skip


ROUTES = [show_offer, take_over, show_links, set_links]
