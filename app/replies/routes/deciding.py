"""One button, one decision; what sends nothing may be taken back."""

from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from litestar import Response, post
from litestar.params import FromPath

from app.core import clock
from app.core.errors import RuleViolation
from app.replies import queries
from app.replies.forms import NameForm, RejectForm
from app.replies.operations import reopening, settle
from app.replies.queries import InboxRow
from app.replies.routes.inbox import mail_page
from app.replies.tables import Outcome
from app.web.forms import form_data
from app.web.sessions import AnyRequest, CurrentActor
from app.web.templates import address_of, go_to, go_to_path

PATH = "/posteingang/{inbound_id:uuid}"


@post(f"{PATH}/uebernehmen", name="replies:take")
async def take(
    request: AnyRequest, actor: CurrentActor, inbound_id: FromPath[UUID]
) -> Response[Any]:
    """A held answer counts; a proposed date is put into the meeting's form, where it is saved."""
    row = (await queries.inbox_mail(actor, inbound_id)).row
    if row.outcome != Outcome.PROPOSAL:
        await settle.take_over(actor, inbound_id, now=clock.now())
        return go_to(request, "replies:list", message=f"Übernommen: {row.person} {row.says}.")
    if row.meeting_id is None or row.proposed_starts_at is None:
        raise RuleViolation("Der Vorschlag nennt keinen Termin, der sich übernehmen lässt.")
    await settle.note_proposal(actor, inbound_id, now=clock.now())
    path = address_of(request.app, "meetings:edit", meeting_id=row.meeting_id)
    said = "Der vorgeschlagene Termin ist eingetragen. Gespeichert wird er erst unten."
    return go_to_path(request, f"{path}?{urlencode(proposed(row))}", message=said, kind="info")


def proposed(row: InboxRow) -> dict[str, str]:
    """Wall clock in Berlin, for the fields of the meeting's form."""
    assert row.proposed_starts_at is not None
    starts_at = clock.berlin(row.proposed_starts_at)
    when = {"tag": f"{starts_at:%Y-%m-%d}", "beginn": f"{starts_at:%H:%M}"}
    if row.proposed_ends_at is not None:
        when["ende"] = f"{clock.berlin(row.proposed_ends_at):%H:%M}"
    return when


@post(f"{PATH}/einladen", name="replies:invite")
async def invite(
    request: AnyRequest, actor: CurrentActor, inbound_id: FromPath[UUID]
) -> Response[Any]:
    row = (await queries.inbox_mail(actor, inbound_id)).row
    form = NameForm(await form_data(request))
    if row.known_as:
        form = NameForm.of(*row.other_parts)
    elif not form.validate():
        return await mail_page(request, actor, inbound_id, name=form)
    asked = settle.accept_delegation if row.outcome == Outcome.DELEGATION else settle.invite_asker
    try:
        count = await asked(actor, inbound_id, settle.Name(*form.cleaned()), now=clock.now())
    except RuleViolation as refusal:
        form.form_errors.append(str(refusal))
        return await mail_page(request, actor, inbound_id, name=form)
    said = "Die Einladung ist auf dem Weg." if count else "Die Person war schon eingeladen."
    return go_to(request, "replies:list", message=said)


@post(f"{PATH}/ablehnen", name="replies:refuse")
async def refuse(
    request: AnyRequest, actor: CurrentActor, inbound_id: FromPath[UUID]
) -> Response[Any]:
    """A proposal is answered; whoever is not proven to have written gets no mail."""
    row = (await queries.inbox_mail(actor, inbound_id)).row
    form = RejectForm(await form_data(request))
    if row.outcome != Outcome.PROPOSAL:
        await settle.refuse(actor, inbound_id, now=clock.now())
        return go_to(request, "replies:list", message="Verworfen. Unter „Erledigt“ lässt es sich wieder öffnen.")  # fmt: skip
    if not form.validate():
        return await mail_page(request, actor, inbound_id, reject=form)
    await settle.reject_proposal(actor, inbound_id, form.words.data or "", now=clock.now())
    said = f"Abgelehnt. {row.person or 'Die Person'} bekommt eine Nachricht, der Termin bleibt."
    return go_to(request, "replies:list", message=said)


@post(f"{PATH}/gelesen", name="replies:read")
async def read(
    request: AnyRequest, actor: CurrentActor, inbound_id: FromPath[UUID]
) -> Response[Any]:
    await settle.mark_read(actor, inbound_id, now=clock.now())
    return go_to(
        request, "replies:list", message="Erledigt. Unter „Erledigt“ lässt es sich wieder öffnen."
    )


@post(f"{PATH}/zurueck", name="replies:reopen")
async def reopen(
    request: AnyRequest, actor: CurrentActor, inbound_id: FromPath[UUID]
) -> Response[Any]:
    await reopening.open_again(actor, inbound_id)
    return go_to(request, "replies:list", message="Wieder offen.")


ROUTES = [take, invite, refuse, read, reopen]
