"""Inviting to a whole series, and one person invited to it."""

from typing import Any
from uuid import UUID

from litestar import Response, get, post
from litestar.params import FromPath

from app.core import clock
from app.core.errors import NotFound
from app.invitations import rules
from app.invitations.forms import InviteForm, OncePressedForm
from app.invitations.mails.contexts import words_of
from app.invitations.operations.series import invite
from app.invitations.queries.candidates import series_candidates
from app.invitations.queries.recipients import recipients_of_series
from app.invitations.queries.sending import sending
from app.invitations.routes.frame import AREA
from app.invitations.routes.leading import on_their_way
from app.invitations.scopes import Scope, next_start
from app.people.queries.bodies import stored_body
from app.series.access import WholeSeries, series_to_lead
from app.series.rules import original_start
from app.web.forms import form_data
from app.web.sessions import AnyRequest, CurrentActor
from app.web.templates import address_of, go_to, go_to_path, page

ONE = "/serien/{series_id:uuid}/einladungen/{series_invitation_id:uuid}"


async def _frame(
    request: AnyRequest, template: str, whole: WholeSeries, status: int = 200, **context: Any
) -> Response[str]:
    body = await stored_body(whole.group.body)
    return page(
        request, template, status=status, area=AREA, body_name=body.name, series=whole.series,
        group=whole.group, words=words_of(whole.series), **context,
    )  # fmt: skip


@get("/serien/{series_id:uuid}/einladen", name="series:invite")
async def guest_list(
    request: AnyRequest, actor: CurrentActor, series_id: FromPath[UUID]
) -> Response[str]:
    return await _guest_list(request, await series_to_lead(actor, series_id), None)


async def _guest_list(
    request: AnyRequest, whole: WholeSeries, form: InviteForm | None
) -> Response[str]:
    """`form`: what came back with an error."""
    coming = rules.coming_of(whole.meetings, clock.now())
    rules.check_can_invite_to_series(whole.series, coming)
    people = await series_candidates(whole.series.id, whole.group, coming)
    free = [each for each in people if not each.invited]
    shown = form.offer(free) if form else InviteForm.preselected(free)
    return await _frame(
        request, "invitations/invite_series.html", whole, 422 if form else 200, form=shown,
        free=free, coming=coming, count=len(shown.person.data or ()),
        invited=await recipients_of_series(whole.series.id),
        sending=await sending(None, whole.series.id),
        notes={str(each.person_id): each.note for each in free},
    )  # fmt: skip


@post("/serien/{series_id:uuid}/einladen", name="series:invite:send")
async def invite_people(
    request: AnyRequest, actor: CurrentActor, series_id: FromPath[UUID]
) -> Response[Any]:
    whole = await series_to_lead(actor, series_id)
    coming = rules.coming_of(whole.meetings, clock.now())
    rules.check_can_invite_to_series(whole.series, coming)
    people = await series_candidates(series_id, whole.group, coming)
    form = InviteForm(await form_data(request)).offer(people)
    if not form.validate():
        return await _guest_list(request, whole, form)
    count = await invite.invite_people(actor, series_id, form.cleaned(), now=clock.now())
    return go_to(request, "series:invite", message=on_their_way(count), series_id=series_id)


@get(ONE, name="series:invitation")
async def one_person(
    request: AnyRequest,
    actor: CurrentActor,
    series_id: FromPath[UUID],
    series_invitation_id: FromPath[UUID],
) -> Response[str]:
    whole = await series_to_lead(actor, series_id)
    for to in await recipients_of_series(series_id):
        if to.invitation_id == series_invitation_id:
            form = OncePressedForm.fresh()
            return await _frame(request, "invitations/person_series.html", whole, to=to, form=form)
    raise NotFound


@post(f"{ONE}/erneut", name="series:invitation:again")
async def send_again(
    request: AnyRequest,
    actor: CurrentActor,
    series_id: FromPath[UUID],
    series_invitation_id: FromPath[UUID],
) -> Response[Any]:
    await series_to_lead(actor, series_id)
    form = OncePressedForm(await form_data(request))
    if form.validate():
        await invite.send_again(
            actor, series_id, series_invitation_id, form.new_id, now=clock.now()
        )
    return go_to(request, "series:invite", message=on_their_way(1), series_id=series_id)


@post(f"{ONE}/ausladen", name="series:invitation:withdraw")
async def withdraw(
    request: AnyRequest,
    actor: CurrentActor,
    series_id: FromPath[UUID],
    series_invitation_id: FromPath[UUID],
) -> Response[Any]:
    await invite.uninvite(actor, series_id, series_invitation_id, now=clock.now())
    return go_to(
        request, "series:invite", message="Die Einladung ist zurückgenommen.", series_id=series_id
    )


@get("/serien/{series_id:uuid}/bearbeiten", name="series:edit")
async def edit(
    request: AnyRequest, actor: CurrentActor, series_id: FromPath[UUID]
) -> Response[Any]:
    """A series is changed at its next meeting."""
    return await _at_the_next(request, await series_to_lead(actor, series_id), "meetings:edit")


@get("/serien/{series_id:uuid}/absage", name="series:cancel")
async def cancel(
    request: AnyRequest, actor: CurrentActor, series_id: FromPath[UUID]
) -> Response[Any]:
    return await _at_the_next(request, await series_to_lead(actor, series_id), "meetings:cancel")


async def _at_the_next(request: AnyRequest, whole: WholeSeries, route: str) -> Response[Any]:
    start = next_start(whole.meetings, clock.now())
    meeting = next(each for each in whole.meetings if original_start(each) == start)
    path = address_of(request.app, route, meeting_id=meeting.id)
    return go_to_path(request, f"{path}?umfang={Scope.ALL}")


ROUTES = [guest_list, invite_people, one_person, send_again, withdraw, edit, cancel]
