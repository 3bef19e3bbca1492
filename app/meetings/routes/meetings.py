from typing import Any
from uuid import UUID

from litestar import Response, get, post
from litestar.params import FromPath

from app.core import clock
from app.core.actor import Actor
from app.groups.access import group_to_lead, group_to_read, may_lead
from app.groups.tables import Group
from app.meetings.clashes import Asked, Slot, warnings_for
from app.meetings.forms.meetings import NewMeetingForm, SlotForm
from app.meetings.operations import meetings
from app.meetings.queries import meetings as queries
from app.web.flash import Kind
from app.web.forms import form_data
from app.web.sessions import AnyRequest, CurrentActor
from app.web.templates import go_to, page

AREA = "sitzungen"
CREATED = "Die Sitzung ist angelegt. Eingeladen ist noch niemand."


@get("/gruppen/{group_id:uuid}/sitzungen", name="meetings:of_group")
async def of_group(
    request: AnyRequest, actor: CurrentActor, group_id: FromPath[UUID]
) -> Response[str]:
    group = await group_to_read(actor, group_id)
    coming, past = queries.parted(await queries.meetings_of_group(group_id))
    return page(
        request,
        "meetings/of_group.html",
        area="gruppen",
        group=group,
        coming=coming,
        past=past,
        may_lead=may_lead(actor, group),
    )


@get("/gruppen/{group_id:uuid}/sitzungen/neu", name="meetings:new")
async def new(request: AnyRequest, actor: CurrentActor, group_id: FromPath[UUID]) -> Response[str]:
    group = await group_to_lead(actor, group_id)
    proposal = await queries.proposal_for(group)
    form = NewMeetingForm.fresh(title=proposal.title, agenda="\n".join(proposal.agenda))
    notice = await queries.notice_for(group, None)
    return page(
        request, "meetings/new.html", area=AREA, group=group, form=form, notice=notice, warnings=[]
    )


@get("/gruppen/{group_id:uuid}/ladungsfrist", name="meetings:notice")
async def show_notice(
    request: AnyRequest, actor: CurrentActor, group_id: FromPath[UUID]
) -> Response[str]:
    """`?day=2026-12-01&begins=10:00…`: what inviting today would mean for a meeting on that day,
    and what else speaks against it.
    """
    group = await group_to_lead(actor, group_id)
    form = SlotForm(request.query_params)
    notice = await queries.notice_for(group, form.chosen())
    return page(
        request, "meetings/notice.html", block="frist", area=AREA, group=group, notice=notice,
        warnings=await _warnings(actor, group, form.slot(), form.asked()),
    )  # fmt: skip


async def _warnings(actor: Actor, group: Group, slot: Slot | None, asked: Asked) -> list[str]:
    return (await warnings_for(actor, group, [slot], asked))[slot] if slot else []


@post("/gruppen/{group_id:uuid}/sitzungen/neu", name="meetings:create")
async def create(
    request: AnyRequest, actor: CurrentActor, group_id: FromPath[UUID]
) -> Response[Any]:
    group = await group_to_lead(actor, group_id)
    sent = await form_data(request)
    form = NewMeetingForm(sent)
    if form.validate():
        data = form.cleaned()
        await meetings.create_meeting(actor, group_id, form.new_id, data, form.items())
        asked = Asked(where=data.where, leaving_out=[form.new_id])
        told = [form.remark(), *await _warnings(actor, group, form.slot(), asked)]
        message = " ".join([CREATED, *filter(None, told)])
        kind: Kind = "warning" if any(told) else "success"
        # Whom to invite is asked before any mail leaves, so that this is no way around the list.
        target = "meetings:invite" if sent.get("weiter") == "einladen" else "meetings:show"
        return go_to(request, target, message=message, kind=kind, meeting_id=form.new_id)
    return page(
        request,
        "meetings/new.html",
        block="formular",
        status=422,
        area=AREA,
        group=group,
        form=form,
        notice=await queries.notice_for(group, form.day.data),
        warnings=[],
    )


@post("/sitzungen/{meeting_id:uuid}/beginn", name="meetings:begin")
async def begin(
    request: AnyRequest, actor: CurrentActor, meeting_id: FromPath[UUID]
) -> Response[Any]:
    await meetings.begin_meeting(actor, meeting_id, now=clock.now())
    return go_to(request, "meetings:show", message="Die Sitzung läuft.", meeting_id=meeting_id)


@post("/sitzungen/{meeting_id:uuid}/ende", name="meetings:end")
async def end(
    request: AnyRequest, actor: CurrentActor, meeting_id: FromPath[UUID]
) -> Response[Any]:
    await meetings.end_meeting(actor, meeting_id, now=clock.now())
    return go_to(
        request, "meetings:show", message="Die Sitzung ist beendet.", meeting_id=meeting_id
    )


ROUTES = [of_group, new, show_notice, create, begin, end]
