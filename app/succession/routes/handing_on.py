"""Nachfolge: first the questions, then what would happen, then it happens."""

from typing import Any
from uuid import UUID, uuid4

from litestar import Response, get, post
from litestar.datastructures import FormMultiDict
from litestar.params import FromPath

from app.core import clock
from app.core.actor import Actor
from app.core.errors import RuleViolation
from app.groups.access import group_of_office
from app.groups.rules.life import ENDED
from app.groups.tables import Group
from app.succession.forms.handing_on import HandOnForm
from app.succession.operations import handing_on as operations
from app.succession.operations.ending import OVER
from app.succession.queries import papers
from app.succession.queries.heirs import plan_of, successor_choices
from app.succession.queries.leftovers import Leftovers, leftovers_of
from app.succession.routes.ending import settling_page
from app.web.forms import form_data
from app.web.sessions import AnyRequest, CurrentActor
from app.web.templates import go_to

PATH = "/gruppen/{group_id:uuid}/nachfolge"
DONE = "Die Nachfolge ist eingetragen. Prüfen Sie hier, ob Mitglieder und Regeln stimmen."


async def _form(
    actor: Actor, group: Group, left: Leftovers, sent: FormMultiDict | None = None
) -> HandOnForm:
    usual = {"id": str(uuid4()), "on_day": clock.today(), "tasks": "move", "mandates": "move"}
    form = HandOnForm(sent, data={**usual, "members": True, "rules": True, "cancel": True})
    form.offer(await successor_choices(group), await papers.choices(actor, group.body))
    form.ask(tasks=bool(left.tasks), mandates=bool(left.mandates))
    if not left.meetings:
        del form["cancel"]
    return form


async def _loaded(actor: Actor, group_id: UUID) -> tuple[Group, Leftovers]:
    group = await group_of_office(actor, group_id)
    if group.status in ENDED:
        raise RuleViolation(OVER)
    return group, await leftovers_of(group_id, clock.now())


@get(PATH, name="succession:hand-on:form")
async def hand_on_form(
    request: AnyRequest, actor: CurrentActor, group_id: FromPath[UUID]
) -> Response[str]:
    group, left = await _loaded(actor, group_id)
    form = await _form(actor, group, left)
    return await settling_page(request, "succession/hand_on.html", group, left, form)


@post(PATH, name="succession:hand-on")
async def hand_on(
    request: AnyRequest, actor: CurrentActor, group_id: FromPath[UUID]
) -> Response[Any]:
    """`gesehen`: what the preview showed; without it the preview comes first."""
    group, left = await _loaded(actor, group_id)
    sent = await form_data(request)
    form = await _form(actor, group, left, sent)
    if not form.validate() or "zurueck" in sent:
        status = 422 if form.errors else 200
        return await settling_page(
            request, "succession/hand_on.html", group, left, form, status=status
        )
    if seen := str(sent.get("gesehen", "")):
        try:
            successor = await operations.hand_on(
                actor, group_id, form.cleaned(seen), now=clock.now()
            )
        except RuleViolation as refusal:
            form.form_errors.append(str(refusal))
            return await settling_page(
                request, "succession/hand_on.html", group, left, form, status=422
            )
        return go_to(request, "groups:show", group_id=successor, message=DONE)
    return await _preview(request, group, left, form)


async def _preview(
    request: AnyRequest, group: Group, left: Leftovers, form: HandOnForm
) -> Response[str]:
    data = form.cleaned(left.seen)
    known = dict(form.successor_id.choices).get(str(data.successor_id), "")  # type: ignore[arg-type]
    return await settling_page(
        request, "succession/hand_on_preview.html", group, left, form, data=data,
        successor=known or data.name, plan=await plan_of(group, data.successor_id, data.on_day),
    )  # fmt: skip


ROUTES = [hand_on_form, hand_on]
