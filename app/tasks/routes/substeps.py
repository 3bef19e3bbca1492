"""Buttons on the page of a task: its sub-steps, and whether the reader watches it."""

from typing import Any
from uuid import UUID

from litestar import Response, post
from litestar.params import FromPath

from app.core import clock
from app.tasks import access, forms, substeps
from app.tasks.routes.reports import show_task
from app.web.forms import form_data
from app.web.sessions import AnyRequest, CurrentActor
from app.web.templates import go_to

ONE = "/aufgaben/{task_id:uuid}/teilschritte/{substep_id:uuid}"


def _back(request: AnyRequest, task_id: UUID, message: str = "") -> Response[Any]:
    return go_to(request, "tasks:show", message=message, anchor="teilschritte", task_id=task_id)


@post("/aufgaben/{task_id:uuid}/teilschritte", name="tasks:substep:create")
async def add(request: AnyRequest, actor: CurrentActor, task_id: FromPath[UUID]) -> Response[Any]:
    seen = await access.task_to_read(actor, task_id)
    access.check_may_work(seen)
    form = forms.SubstepForm(await form_data(request))
    if not form.validate():
        return await show_task(request, actor, seen, substep_form=form, status=422)
    await substeps.add_substep(actor, task_id, form.new_id, form.text.data or "", now=clock.now())
    return _back(request, task_id)


@post(f"{ONE}/stand", name="tasks:substep:tick")
async def tick(
    request: AnyRequest, actor: CurrentActor, task_id: FromPath[UUID], substep_id: FromPath[UUID]
) -> Response[Any]:
    """`stand`: "erledigt" or "offen"."""
    done = (await form_data(request)).get("stand") == "erledigt"
    await substeps.tick_substep(actor, task_id, substep_id, done=done, now=clock.now())
    return _back(request, task_id)


@post(f"{ONE}/platz", name="tasks:substep:move")
async def move(
    request: AnyRequest, actor: CurrentActor, task_id: FromPath[UUID], substep_id: FromPath[UUID]
) -> Response[Any]:
    """`platz`: the place from 1; what is no number changes nothing."""
    typed = str((await form_data(request)).get("platz") or "")
    is_number = typed.isascii() and typed.isdecimal() and len(typed) < 4
    await substeps.move_substep(actor, task_id, substep_id, int(typed) if is_number else None)
    return _back(request, task_id)


@post(f"{ONE}/entfernung", name="tasks:substep:remove")
async def remove(
    request: AnyRequest, actor: CurrentActor, task_id: FromPath[UUID], substep_id: FromPath[UUID]
) -> Response[Any]:
    await substeps.remove_substep(actor, task_id, substep_id, now=clock.now())
    return _back(request, task_id, "Der Teilschritt ist entfernt.")


@post("/aufgaben/{task_id:uuid}/beobachtung", name="tasks:watch")
async def watch(request: AnyRequest, actor: CurrentActor, task_id: FromPath[UUID]) -> Response[Any]:
    """`an`: "ja" or anything else."""
    on = (await form_data(request)).get("an") == "ja"
    await substeps.watch_task(actor, task_id, on=on)
    said = (
        "Sie bekommen eine E-Mail, wenn andere etwas an der Aufgabe tun."
        if on
        else "Sie beobachten die Aufgabe nicht mehr."
    )
    return go_to(request, "tasks:show", message=said, task_id=task_id)


ROUTES = [add, tick, move, remove, watch]
