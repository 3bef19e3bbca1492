"""One task behind a link from a mail, without login. GET shows, POST changes: mail scanners open links."""

from typing import Any
from uuid import UUID

from litestar import Response, get, post
from litestar.params import FromPath

from app.core import clock
from app.core.errors import RuleViolation
from app.tasks import access, forms, operations, rules, substeps
from app.tasks.detail import behind_link
from app.tasks.tables import TaskStatus
from app.web.forms import form_data
from app.web.sessions import AnyRequest
from app.web.templates import go_to, page

BUTTONS = {
    "erledigt": (TaskStatus.DONE, "Danke. Die Aufgabe ist als erledigt gemeldet."),
    "in-arbeit": (TaskStatus.IN_PROGRESS, "Danke. Die Aufgabe ist in Arbeit."),
    "offen": (TaskStatus.OPEN, "Die Aufgabe ist wieder offen."),
    "kommentar": (None, "Danke. Ihr Kommentar ist gespeichert."),
}


async def _show(
    request: AnyRequest, token: str, form: forms.LinkForm, status: int = 200
) -> Response[str]:
    linked = await access.task_by_link(token)
    behind = await behind_link(linked.task.id, linked.group.body)
    return page(
        request, "tasks/link.html", block="formular", status=status, token=token, form=form,
        task=linked.task, group=linked.group, person_name=linked.actor.name,
        possible=rules.NEXT[TaskStatus(linked.task.status)],
        task_status=linked.task.status,
        body_name=behind.body_name, contact_name=behind.contact_name,
        contact_mail=behind.contact_mail, substeps=behind.substeps,
    )  # fmt: skip


@get("/t/{token:str}", name="tasks:link", public=True)
async def link(request: AnyRequest, token: FromPath[str]) -> Response[str]:
    return await _show(request, token, forms.LinkForm.fresh())


@post("/t/{token:str}", name="tasks:link:report", public=True)
async def report(request: AnyRequest, token: FromPath[str]) -> Response[Any]:
    form = forms.LinkForm(await form_data(request))
    if form.tun.data not in BUTTONS:
        form.form_errors.append("Bitte wählen Sie, was Sie melden möchten.")
    elif form.validate():
        to, message = BUTTONS[form.tun.data]
        try:
            await operations.report_by_link(token, form.note(), to, now=clock.now())
            return go_to(request, "tasks:link", message=message, token=token)
        except RuleViolation as refusal:
            form.form_errors.append(str(refusal))
    return await _show(request, token, form, 422)


@post("/t/{token:str}/teilschritte/{substep_id:uuid}", name="tasks:link:substep", public=True)
async def tick(
    request: AnyRequest, token: FromPath[str], substep_id: FromPath[UUID]
) -> Response[Any]:
    """`stand`: "erledigt" or "offen"."""
    done = (await form_data(request)).get("stand") == "erledigt"
    await substeps.tick_by_link(token, substep_id, done=done, now=clock.now())
    return go_to(request, "tasks:link", token=token)


ROUTES = [link, report, tick]
