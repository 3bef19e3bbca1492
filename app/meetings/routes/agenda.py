from typing import Any
from uuid import UUID, uuid4

from litestar import Response, get, post
from litestar.params import FromPath

from app.core import clock
from app.core.actor import Actor
from app.core.errors import RuleViolation
from app.meetings import access
from app.meetings.forms.agenda import AgendaItemForm, Offered
from app.meetings.operations import agenda
from app.meetings.order import movable
from app.meetings.queries import agenda as queries
from app.meetings.queries.preparing import Preparing, preparing_of
from app.meetings.timetable import in_words, timetable
from app.web.forms import form_data, uuid_of
from app.web.sessions import AnyRequest, CurrentActor
from app.web.templates import go_to, page

AREA = "sitzungen"


async def _offer(
    actor: Actor, desk: Preparing, form: AgendaItemForm, item_id: UUID | None = None
) -> list[queries.AgendaRow]:
    """Fills the choices; returns the agenda, which is among them."""
    rows = await queries.agenda_of(desk.head.id)
    form.offer(
        Offered(
            parents=queries.parent_choices(rows, item_id),
            vorlagen=await queries.vorlage_choices(actor, desk.head.body_id),
            traeger=desk.traeger,
            earlier=desk.earlier,
        )
    )
    return rows


@get("/sitzungen/{meeting_id:uuid}/tagesordnung", name="meetings:agenda")
async def show_agenda(
    request: AnyRequest, actor: CurrentActor, meeting_id: FromPath[UUID]
) -> Response[str]:
    await access.meeting_to_prepare(actor, meeting_id)
    desk = await preparing_of(meeting_id)
    form = AgendaItemForm(data={"id": str(uuid4())})
    rows = await _offer(actor, desk, form)
    return _agenda_page(request, desk, rows, form)


def _agenda_page(
    request: AnyRequest,
    desk: Preparing,
    rows: list[queries.AgendaRow],
    form: AgendaItemForm,
    status: int = 200,
) -> Response[str]:
    head = desk.head
    plan = timetable(head.starts_at, rows)
    return page(
        request, "meetings/agenda.html", status=status, area=AREA, body_name=head.body_name,
        meeting=head, agenda=rows, plan=plan, plan_words=in_words(plan, head.ends_at),
        ups=movable(rows), downs=movable(rows[::-1]), form=form, notes=desk.notes,
        unmailed=any(row.supplement_on and not row.supplement_mailed for row in rows),
    )  # fmt: skip


@post("/sitzungen/{meeting_id:uuid}/tagesordnung", name="meetings:agenda:add")
async def add_item(
    request: AnyRequest, actor: CurrentActor, meeting_id: FromPath[UUID]
) -> Response[Any]:
    await access.meeting_to_prepare(actor, meeting_id)
    desk = await preparing_of(meeting_id)
    form = AgendaItemForm(await form_data(request))
    rows = await _offer(actor, desk, form)
    if form.validate():
        try:
            await agenda.add_item(actor, meeting_id, form.new_id, form.cleaned(), now=clock.now())
            return go_to(request, "meetings:agenda", meeting_id=meeting_id)
        except RuleViolation as refusal:
            form.form_errors.append(str(refusal))
    return _agenda_page(request, desk, rows, form, status=422)


@get("/sitzungen/{meeting_id:uuid}/tagesordnung/{agenda_item_id:uuid}", name="meetings:item")
async def edit_item(
    request: AnyRequest,
    actor: CurrentActor,
    meeting_id: FromPath[UUID],
    agenda_item_id: FromPath[UUID],
) -> Response[str]:
    await access.meeting_to_prepare(actor, meeting_id)
    desk = await preparing_of(meeting_id)
    form = AgendaItemForm.of(await queries.agenda_item(meeting_id, agenda_item_id))
    await _offer(actor, desk, form, agenda_item_id)
    return page(
        request, "meetings/item.html", area=AREA, body_name=desk.head.body_name, meeting=desk.head,
        form=form, item_id=agenda_item_id, named=desk.notes.named.get(agenda_item_id),
    )  # fmt: skip


@post(
    "/sitzungen/{meeting_id:uuid}/tagesordnung/{agenda_item_id:uuid}", name="meetings:item:change"
)
async def change_item(
    request: AnyRequest,
    actor: CurrentActor,
    meeting_id: FromPath[UUID],
    agenda_item_id: FromPath[UUID],
) -> Response[Any]:
    await access.meeting_to_prepare(actor, meeting_id)
    desk = await preparing_of(meeting_id)
    await queries.agenda_item(meeting_id, agenda_item_id)  # of another meeting: 404 before 422
    form = AgendaItemForm(await form_data(request))
    await _offer(actor, desk, form, agenda_item_id)
    if form.validate():
        try:
            await agenda.change_item(
                actor, meeting_id, agenda_item_id, form.cleaned(), now=clock.now()
            )
            return go_to(request, "meetings:agenda", meeting_id=meeting_id)
        except RuleViolation as refusal:
            form.form_errors.append(str(refusal))
    return page(
        request, "meetings/item.html", block="formular", status=422, area=AREA,
        body_name=desk.head.body_name, meeting=desk.head, form=form, item_id=agenda_item_id,
        named=desk.notes.named.get(agenda_item_id),
    )  # fmt: skip


@post(
    "/sitzungen/{meeting_id:uuid}/tagesordnung/{agenda_item_id:uuid}/verschieben",
    name="meetings:item:move",
)
async def move_item(
    request: AnyRequest,
    actor: CurrentActor,
    meeting_id: FromPath[UUID],
    agenda_item_id: FromPath[UUID],
) -> Response[Any]:
    """`richtung`: hoch or runter by button, vor:<item> or ende by drag."""
    to = str((await form_data(request)).get("richtung", ""))
    if to == "ende" or to.startswith("vor:"):
        before = uuid_of(to.removeprefix("vor:")) if to != "ende" else None
        await agenda.place_item(actor, meeting_id, agenda_item_id, before, now=clock.now())
    else:
        up = to == "hoch"
        await agenda.move_item(actor, meeting_id, agenda_item_id, up=up, now=clock.now())
    return go_to(
        request, "meetings:agenda", anchor=f"punkt-{agenda_item_id}", meeting_id=meeting_id
    )


@post(
    "/sitzungen/{meeting_id:uuid}/tagesordnung/{agenda_item_id:uuid}/entfernen",
    name="meetings:item:remove",
)
async def remove_item(
    request: AnyRequest,
    actor: CurrentActor,
    meeting_id: FromPath[UUID],
    agenda_item_id: FromPath[UUID],
) -> Response[Any]:
    await agenda.remove_item(actor, meeting_id, agenda_item_id, now=clock.now())
    return go_to(
        request, "meetings:agenda", message="Der Punkt ist entfernt.", meeting_id=meeting_id
    )


ROUTES = [show_agenda, add_item, edit_item, change_item, move_item, remove_item]
