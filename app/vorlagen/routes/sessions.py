"""Sessions of the committees that deliberate on papers."""

from datetime import date
from typing import Any
from uuid import UUID

from litestar import Response, get, post
from litestar.params import FromPath, FromQuery

from app.core.actor import Actor
from app.core.errors import Forbidden, StaleVersion
from app.core.paging import page_number
from app.groups.tables import Group
from app.vorlagen import access
from app.vorlagen.forms.session import SessionForm
from app.vorlagen.operations import sessions as operations
from app.vorlagen.queries import sessions
from app.web.forms import form_data
from app.web.sessions import AnyRequest, CurrentActor
from app.web.templates import go_to, page

DAY = "/gremien/{gremium_id:uuid}/sitzungen/{held_on:date}"


def _page(
    request: AnyRequest, template: str, committee: Group, *, status: int = 200, **context: Any
) -> Response[str]:
    return page(
        request, f"vorlagen/{template}.html", block="formular" if "form" in context else None,
        status=status, area="vorlagen", committee=committee, **context,
    )  # fmt: skip


@get("/gremien/{gremium_id:uuid}/sitzungen", name="vorlagen:sessions")
async def show_list(
    request: AnyRequest,
    actor: CurrentActor,
    gremium_id: FromPath[UUID],
    seite: FromQuery[str] = "1",
) -> Response[str]:
    committee = await access.committee_to_read(actor, gremium_id)
    number = page_number(seite)
    found = await sessions.sessions_of(actor, gremium_id, number)
    return _page(request, "sessions", committee, sessions=found, number=number)


@get(DAY, name="vorlagen:session")
async def show(
    request: AnyRequest, actor: CurrentActor, gremium_id: FromPath[UUID], held_on: FromPath[date]
) -> Response[str]:
    committee = await access.committee_to_read(actor, gremium_id)
    session = await sessions.session_on(actor, gremium_id, held_on)
    may_change = committee.body in actor.office_of
    return _page(request, "session", committee, session=session, may_change=may_change)


async def _to_change(
    actor: Actor, gremium_id: UUID, held_on: date
) -> tuple[Group, sessions.Session]:
    committee = await access.committee_to_read(actor, gremium_id)
    session = await sessions.session_on(actor, gremium_id, held_on)
    if committee.body not in actor.office_of:
        raise Forbidden
    return committee, session


@get(f"{DAY}/angaben", name="vorlagen:session:form")
async def show_form(
    request: AnyRequest, actor: CurrentActor, gremium_id: FromPath[UUID], held_on: FromPath[date]
) -> Response[str]:
    committee, session = await _to_change(actor, gremium_id, held_on)
    form = SessionForm(obj=session)
    return _page(request, "session_form", committee, session=session, form=form, theirs="")


@post(f"{DAY}/angaben", name="vorlagen:session:describe")
async def describe(
    request: AnyRequest, actor: CurrentActor, gremium_id: FromPath[UUID], held_on: FromPath[date]
) -> Response[Any]:
    committee, session = await _to_change(actor, gremium_id, held_on)
    form = SessionForm(await form_data(request))
    status, theirs = 422, ""
    if form.validate():
        try:
            await operations.describe_session(actor, gremium_id, held_on, form.cleaned())
        except StaleVersion as stale:
            form.form_errors.append(str(stale))
            form.version.data = str(session.version)
            status, theirs = 409, stale.theirs
        else:
            return go_to(
                request, "vorlagen:session", gremium_id=gremium_id,
                held_on=held_on.isoformat(), message="Die Sitzung ist gespeichert.",
            )  # fmt: skip
    return _page(
        request, "session_form", committee, status=status, session=session, form=form, theirs=theirs
    )


ROUTES = [show_list, show, show_form, describe]
