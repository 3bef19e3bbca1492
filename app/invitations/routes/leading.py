"""Inviting, and one invited person: for the office and who leads the group."""

from typing import Any
from uuid import UUID, uuid4

from litestar import Response, get, post
from litestar.params import FromPath

from app.core import clock
from app.groups.tables import Group
from app.invitations import rules
from app.invitations.forms import InviteForm, OncePressedForm
from app.invitations.operations import change, invite
from app.invitations.queries.answers import answer_of
from app.invitations.queries.candidates import Candidate, candidates
from app.invitations.queries.recipients import names_to_tell
from app.invitations.routes.frame import meeting_frame
from app.meetings.access import meeting_to_lead
from app.meetings.queries.agenda import agenda_of
from app.meetings.queries.meetings import meeting_head, notice_for
from app.outbox.rules import told
from app.web.forms import form_data
from app.web.sessions import AnyRequest, CurrentActor
from app.web.templates import go_to


@get("/sitzungen/{meeting_id:uuid}/einladen", name="meetings:invite")
async def guest_list(
    request: AnyRequest, actor: CurrentActor, meeting_id: FromPath[UUID]
) -> Response[str]:
    meeting, group = await meeting_to_lead(actor, meeting_id)
    rules.check_can_invite(meeting, clock.now())
    people = await candidates(meeting, group)
    return await _guest_list(request, group, meeting_id, people, None)


async def _guest_list(
    request: AnyRequest,
    group: Group,
    meeting_id: UUID,
    people: list[Candidate],
    form: InviteForm | None,
) -> Response[str]:
    """`form`: what came back with an error."""
    head = await meeting_head(meeting_id)
    free = [each for each in people if not each.invited]
    shown = form.offer(free) if form else InviteForm.preselected(free)
    return meeting_frame(
        request, "invitations/invite.html", head, status=422 if form else 200, form=shown,
        free=free, invited=len(people) - len(free), count=len(shown.person.data or ()),
        answer_until=rules.answer_until(head.starts_at, clock.now()),
        notes={str(each.person_id): each.note for each in free},
        notice=await notice_for(group, clock.berlin(head.starts_at).date()),
    )  # fmt: skip


@post("/sitzungen/{meeting_id:uuid}/einladen", name="meetings:invite:send")
async def invite_people(
    request: AnyRequest, actor: CurrentActor, meeting_id: FromPath[UUID]
) -> Response[Any]:
    meeting, group = await meeting_to_lead(actor, meeting_id)
    people = await candidates(meeting, group)
    form = InviteForm(await form_data(request)).offer(people)
    if form.validate():
        count = await invite.invite_people(actor, meeting_id, form.cleaned(), now=clock.now())
        return go_to(request, "meetings:show", message=on_their_way(count), meeting_id=meeting_id)
    return await _guest_list(request, group, meeting_id, people, form)


def on_their_way(count: int) -> str:
    fate = "Ob sie ankommen, sehen Sie bei jeder Person."
    if count == 1:
        return f"Eine Einladung ist auf dem Weg. {fate}"
    return f"{count} Einladungen sind auf dem Weg. {fate}" if count else fate


@get("/sitzungen/{meeting_id:uuid}/mitteilung", name="meetings:tell")
async def news(
    request: AnyRequest, actor: CurrentActor, meeting_id: FromPath[UUID]
) -> Response[str]:
    meeting, _group = await meeting_to_lead(actor, meeting_id)
    rules.check_can_invite(meeting, clock.now())
    agenda, names = await agenda_of(meeting_id), await names_to_tell(meeting_id)
    return meeting_frame(
        request,
        "invitations/tell.html",
        await meeting_head(meeting_id),
        form=OncePressedForm.fresh(),
        agenda=agenda,
        supplements=sum(
            row.supplement_on is not None for row in agenda if not row.supplement_mailed
        ),
        names=names,
    )


@post("/sitzungen/{meeting_id:uuid}/mitteilung", name="meetings:tell:send")
async def tell(
    request: AnyRequest, actor: CurrentActor, meeting_id: FromPath[UUID]
) -> Response[Any]:
    await meeting_to_lead(actor, meeting_id)
    form = OncePressedForm(await form_data(request))
    if not form.validate():
        return go_to(request, "meetings:tell", meeting_id=meeting_id)
    count = await change.tell_agenda(actor, meeting_id, form.new_id, now=clock.now())
    return go_to(request, "meetings:show", message=told(count), meeting_id=meeting_id)


@get("/sitzungen/{meeting_id:uuid}/einladungen/{invitation_id:uuid}", name="invitations:show")
async def one_person(
    request: AnyRequest,
    actor: CurrentActor,
    meeting_id: FromPath[UUID],
    invitation_id: FromPath[UUID],
) -> Response[str]:
    await meeting_to_lead(actor, meeting_id)
    row = await answer_of(meeting_id, invitation_id)
    head = await meeting_head(meeting_id)
    form = OncePressedForm(data={"id": str(uuid4())})
    return meeting_frame(request, "invitations/person.html", head, row=row, form=form)


@post(
    "/sitzungen/{meeting_id:uuid}/einladungen/{invitation_id:uuid}/erneut",
    name="invitations:send_again",
)
async def send_again(
    request: AnyRequest,
    actor: CurrentActor,
    meeting_id: FromPath[UUID],
    invitation_id: FromPath[UUID],
) -> Response[Any]:
    await meeting_to_lead(actor, meeting_id)
    form = OncePressedForm(await form_data(request))
    if form.validate():
        await invite.send_again(actor, meeting_id, invitation_id, form.new_id, now=clock.now())
    return go_to(request, "meetings:show", message=on_their_way(1), meeting_id=meeting_id)


@post(
    "/sitzungen/{meeting_id:uuid}/einladungen/{invitation_id:uuid}/ausladen",
    name="invitations:withdraw",
)
async def withdraw(
    request: AnyRequest,
    actor: CurrentActor,
    meeting_id: FromPath[UUID],
    invitation_id: FromPath[UUID],
) -> Response[Any]:
    await invite.uninvite(actor, meeting_id, invitation_id, now=clock.now())
    return go_to(
        request, "meetings:show", message="Die Einladung ist zurückgenommen.", meeting_id=meeting_id
    )


ROUTES = [
    guest_list, invite_people, news, tell, one_person, send_again, withdraw,
]  # fmt: skip
