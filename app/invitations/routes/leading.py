"""Inviting, moving, cancelling: for the office and who leads the group."""

from typing import Any
from uuid import UUID, uuid4

from litestar import Request, Response, get, post
from litestar.params import FromPath

from app.core import clock
from app.core.actor import Actor
from app.core.errors import RuleViolation, StaleVersion
from app.groups.tables import Group
from app.invitations import queries, rules
from app.invitations.forms import CancelForm, InviteForm, OncePressedForm
from app.invitations.operations import change, invite
from app.meetings.access import meeting_to_lead
from app.meetings.forms import MeetingForm
from app.meetings.queries import MeetingHead, agenda_of, meeting_head, notice_for
from app.meetings.rules import check_can_be_cancelled
from app.meetings.tables import Meeting
from app.web.forms import form_data
from app.web.sessions import CurrentActor
from app.web.templates import go_to, page

AnyRequest = Request[Any, Any, Any]
AREA = "sitzungen"


def _page(
    request: AnyRequest, template: str, meeting: MeetingHead, *, status: int = 200, **context: Any
) -> Response[str]:
    return page(
        request, template, status=status, area=AREA, body_name=meeting.body_name, meeting=meeting,
        **context,
    )  # fmt: skip


@get("/sitzungen/{meeting_id:uuid}/einladen", name="meetings:invite")
async def guest_list(
    request: AnyRequest, actor: CurrentActor, meeting_id: FromPath[UUID]
) -> Response[str]:
    meeting, group = await meeting_to_lead(actor, meeting_id)
    rules.check_can_invite(meeting, clock.now())
    people = await queries.candidates(meeting, group)
    return await _guest_list(request, group, meeting_id, people, None)


async def _guest_list(
    request: AnyRequest,
    group: Group,
    meeting_id: UUID,
    people: list[queries.Candidate],
    form: InviteForm | None,
) -> Response[str]:
    """`form`: what came back with an error."""
    head = await meeting_head(meeting_id)
    free = [each for each in people if not each.invited]
    shown = form.offer(free) if form else InviteForm.preselected(free)
    return _page(
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
    people = await queries.candidates(meeting, group)
    form = InviteForm(await form_data(request)).offer(people)
    if form.validate():
        count = await invite.invite_people(actor, meeting_id, form.cleaned(), now=clock.now())
        return go_to(request, "meetings:show", message=_on_their_way(count), meeting_id=meeting_id)
    return await _guest_list(request, group, meeting_id, people, form)


def _on_their_way(count: int) -> str:
    fate = "Ob sie ankommen, sehen Sie bei jeder Person."
    if count == 1:
        return f"Eine Einladung ist auf dem Weg. {fate}"
    return f"{count} Einladungen sind auf dem Weg. {fate}" if count else fate


@get("/sitzungen/{meeting_id:uuid}/bearbeiten", name="meetings:edit")
async def edit(
    request: AnyRequest, actor: CurrentActor, meeting_id: FromPath[UUID]
) -> Response[str]:
    meeting, group = await meeting_to_lead(actor, meeting_id)
    head, form = await meeting_head(meeting_id), MeetingForm.of(meeting)
    notice = await notice_for(group, form.day.data)
    return _page(request, "invitations/edit.html", head, form=form, notice=notice)


@post("/sitzungen/{meeting_id:uuid}/bearbeiten", name="meetings:change")
async def change_meeting(
    request: AnyRequest, actor: CurrentActor, meeting_id: FromPath[UUID]
) -> Response[Any]:
    """First the form, then, when somebody is invited, the page that says who is told."""
    meeting, group = await meeting_to_lead(actor, meeting_id)
    head = await meeting_head(meeting_id)
    sent = await form_data(request)
    form, choice = MeetingForm(sent), str(sent.get("versand", ""))
    notice = await notice_for(group, form.day.data)
    if form.validate() and choice != "zurueck":
        data = form.cleaned()
        invited = await queries.count_to_tell(meeting_id)
        if invited and not choice and not rules.is_same(meeting, data):
            return _page(
                request, "invitations/change.html", head, form=form, invited=invited, data=data,
                significant=rules.is_significant(meeting, data),
            )  # fmt: skip
        return await _save(request, actor, meeting, form, notify=choice == "senden")
    return _page(
        request, "invitations/edit.html", head, status=422 if form.errors else 200, form=form,
        notice=notice,
    )  # fmt: skip


async def _save(
    request: AnyRequest, actor: Actor, meeting: Meeting, form: MeetingForm, *, notify: bool
) -> Response[Any]:
    head = await meeting_head(meeting.id)
    try:
        count = await change.change_meeting(
            actor, meeting.id, form.known_version, form.cleaned(), notify=notify, now=clock.now()
        )
    except StaleVersion as stale:
        form.form_errors.append(str(stale))
        form.version.data = str(meeting.version)
        return _page(
            request, "invitations/edit.html", head, status=409, form=form, theirs=head, notice=None
        )
    except RuleViolation as refusal:
        form.form_errors.append(str(refusal))
        return _page(request, "invitations/edit.html", head, status=422, form=form, notice=None)
    message = f"Gespeichert. {_told(count)}" if count else "Gespeichert."
    return go_to(request, "meetings:show", message=message, meeting_id=meeting.id)


def _told(count: int) -> str:
    return "Eine E-Mail ist auf dem Weg." if count == 1 else f"{count} E-Mails sind auf dem Weg."


@get("/sitzungen/{meeting_id:uuid}/mitteilung", name="meetings:tell")
async def news(
    request: AnyRequest, actor: CurrentActor, meeting_id: FromPath[UUID]
) -> Response[str]:
    meeting, _group = await meeting_to_lead(actor, meeting_id)
    rules.check_can_invite(meeting, clock.now())
    return _page(
        request,
        "invitations/tell.html",
        await meeting_head(meeting_id),
        form=OncePressedForm.fresh(),
        agenda=await agenda_of(meeting_id),
        invited=await queries.count_to_tell(meeting_id),
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
    return go_to(request, "meetings:show", message=_told(count), meeting_id=meeting_id)


@get("/sitzungen/{meeting_id:uuid}/absage", name="meetings:cancel")
async def confirm_cancel(
    request: AnyRequest, actor: CurrentActor, meeting_id: FromPath[UUID]
) -> Response[str]:
    meeting, _group = await meeting_to_lead(actor, meeting_id)
    check_can_be_cancelled(meeting)
    return await _cancel_page(request, meeting_id, CancelForm())


async def _cancel_page(
    request: AnyRequest, meeting_id: UUID, form: CancelForm, status: int = 200
) -> Response[str]:
    invited = await queries.recipients_of(meeting_id)
    head = await meeting_head(meeting_id)
    return _page(
        request, "invitations/cancel.html", head, status=status, form=form, invited=invited
    )


@post("/sitzungen/{meeting_id:uuid}/absage", name="meetings:cancel:send")
async def cancel_meeting(
    request: AnyRequest, actor: CurrentActor, meeting_id: FromPath[UUID]
) -> Response[Any]:
    await meeting_to_lead(actor, meeting_id)
    form = CancelForm(await form_data(request))
    if form.validate():
        try:
            await change.cancel_meeting(actor, meeting_id, form.reason.data or "", now=clock.now())
            return go_to(
                request, "meetings:show", message="Die Sitzung ist abgesagt.", meeting_id=meeting_id
            )
        except RuleViolation as refusal:
            form.form_errors.append(str(refusal))
    return await _cancel_page(request, meeting_id, form, status=422)


@get("/sitzungen/{meeting_id:uuid}/einladungen/{invitation_id:uuid}", name="invitations:show")
async def one_person(
    request: AnyRequest,
    actor: CurrentActor,
    meeting_id: FromPath[UUID],
    invitation_id: FromPath[UUID],
) -> Response[str]:
    await meeting_to_lead(actor, meeting_id)
    row = await queries.answer_of(meeting_id, invitation_id)
    head = await meeting_head(meeting_id)
    form = OncePressedForm(data={"id": str(uuid4())})
    return _page(request, "invitations/person.html", head, row=row, form=form)


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
    return go_to(request, "meetings:show", message=_on_their_way(1), meeting_id=meeting_id)


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
    guest_list, invite_people, edit, change_meeting, news, tell, confirm_cancel, cancel_meeting,
    one_person, send_again, withdraw,
]  # fmt: skip
