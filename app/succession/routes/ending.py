"""A group ends: first the questions, then what would happen, then it happens."""

from typing import Any
from uuid import UUID

from litestar import Response, get, post
from litestar.datastructures import FormMultiDict
from litestar.params import FromPath

from app.core import clock
from app.core.actor import Actor
from app.core.errors import RuleViolation
from app.groups.access import group_of_office
from app.groups.queries.heads import group_head
from app.groups.rules.life import ENDED
from app.groups.tables import Group, GroupStatus
from app.mandates.queries.origins import working_groups
from app.succession.forms.ending import EndForm
from app.succession.operations import ending as operations
from app.succession.queries.leftovers import Leftovers, leftovers_of, outside_of
from app.web.forms import GermanForm, form_data, optional_uuid
from app.web.sessions import AnyRequest, CurrentActor
from app.web.templates import go_to, page

PATH = "/gruppen/{group_id:uuid}/abschluss"


async def _form(group: Group, left: Leftovers, sent: FormMultiDict | None = None) -> EndForm:
    form = EndForm(sent, data={"status": GroupStatus.FINISHED, "last_day": clock.today()})
    targets = await working_groups(group.body)
    targets.pop(str(group.id), None)
    form.offer(targets)
    form.ask(tasks=bool(left.tasks), mandates=bool(left.mandates))
    return form


async def settling_page(
    request: AnyRequest,
    template: str,
    group: Group,
    left: Leftovers,
    form: GermanForm,
    **context: Any,
) -> Response[str]:
    head = await group_head(group)
    return page(
        request, template, area="gruppen", body_name=head.body_name, head=head, left=left,
        form=form, **context,
    )  # fmt: skip


@get(PATH, name="succession:end:form")
async def end_form(
    request: AnyRequest, actor: CurrentActor, group_id: FromPath[UUID]
) -> Response[str]:
    group = await group_of_office(actor, group_id)
    _check_living(group)
    left = await leftovers_of(group_id, clock.now())
    return await settling_page(
        request, "succession/end.html", group, left, await _form(group, left)
    )


def _check_living(group: Group) -> None:
    if group.status in ENDED:
        raise RuleViolation(operations.OVER)


@post(PATH, name="succession:end")
async def end(request: AnyRequest, actor: CurrentActor, group_id: FromPath[UUID]) -> Response[Any]:
    """`gesehen`: what the preview showed; without it the preview comes first."""
    group = await group_of_office(actor, group_id)
    _check_living(group)
    sent = await form_data(request)
    left = await leftovers_of(group_id, clock.now())
    form = await _form(group, left, sent)
    if not form.validate() or "zurueck" in sent:
        status = 422 if form.errors else 200
        return await settling_page(request, "succession/end.html", group, left, form, status=status)
    if seen := str(sent.get("gesehen", "")):
        try:
            return await _end(request, actor, group, form, seen)
        except RuleViolation as refusal:
            form.form_errors.append(str(refusal))
            return await settling_page(
                request, "succession/end.html", group, left, form, status=422
            )
    return await _preview(request, group, left, form)


async def _end(
    request: AnyRequest, actor: Actor, group: Group, form: EndForm, seen: str
) -> Response[Any]:
    told = await operations.end_group(actor, group.id, form.cleaned(seen), now=clock.now())
    mails = f" {absences(told)}" if told else ""
    message = f"{group.name} ist {GroupStatus(form.status.data).label}.{mails}"
    return go_to(request, "groups:show", group_id=group.id, message=message)


def absences(told: int) -> str:
    return "Eine Absage ist auf dem Weg." if told == 1 else f"{told} Absagen sind auf dem Weg."


async def _preview(
    request: AnyRequest, group: Group, left: Leftovers, form: EndForm
) -> Response[str]:
    target_id = optional_uuid(form.target_id.data) if form.moves else None
    strangers = await outside_of(group, target_id, clock.today()) if target_id else []
    return await settling_page(
        request, "succession/end_preview.html", group, left, form,
        target=dict(form.target_id.choices).get(str(target_id), ""),  # type: ignore[arg-type]
        strangers=strangers,
    )  # fmt: skip


ROUTES = [end_form, end]
