from typing import Any
from uuid import UUID

from litestar import Response, get, post
from litestar.params import FromPath, FromQuery

from app.core import clock
from app.core.errors import RuleViolation, StaleVersion
from app.groups.tables import Group
from app.mandates.queries.mandates import mandate_choices
from app.tasks import access, forms, operations, queries
from app.web.forms import form_data, with_empty
from app.web.sessions import AnyRequest, CurrentActor
from app.web.templates import go_to, page


async def _with_choices(form: Any, group: Group, row: queries.TaskRow | None = None) -> Any:
    """People, Träger and mandates to choose from; what the task has already stays among them."""
    people = await queries.assignees(group, clock.today())
    names = {str(row.person_id): row.person_name} if row and row.person_id else {}
    names |= {str(p.person_id): f"{p.name}{f', {p.traeger}' if p.traeger else ''}" for p in people}
    beside = {str(id_): name for id_, name in row.beside} if row else {}
    all_traeger = {str(row.traeger_id): row.traeger_name} if row and row.traeger_id else {}
    all_traeger |= {str(p.traeger_id): p.traeger for p in people if p.traeger_id}
    mandates = await mandate_choices(group.id, row.mandate_id if row else None)
    form.person_id.choices = with_empty(beside | names, "– noch niemand –")
    form.others.choices = beside | names
    form.traeger_id.choices = with_empty(all_traeger, "– keiner –")
    form.mandate_id.choices = with_empty(mandates, "– keiner –")
    return form


@get("/gruppen/{group_id:uuid}/aufgaben/neu", name="tasks:new")
async def new(
    request: AnyRequest,
    actor: CurrentActor,
    group_id: FromPath[UUID],
    auftrag: FromQuery[UUID | None] = None,
) -> Response[str]:
    """`auftrag`: the mandate that the task serves; its due date is proposed."""
    group = await access.group_for_tasks(actor, group_id)
    served = await queries.mandate_of(group_id, auftrag) if auftrag else {}
    form = await _with_choices(forms.NewTaskForm.fresh(**served), group)
    return page(request, "tasks/new.html", area="gruppen", group=group, form=form)


@post("/gruppen/{group_id:uuid}/aufgaben", name="tasks:create")
async def create(
    request: AnyRequest, actor: CurrentActor, group_id: FromPath[UUID]
) -> Response[Any]:
    group = await access.group_for_tasks(actor, group_id)
    form = await _with_choices(forms.NewTaskForm(await form_data(request)), group)
    if form.validate():
        try:
            task = await operations.give_task(actor, group_id, form.cleaned(), now=clock.now())
            return go_to(
                request, "tasks:show", message="Die Aufgabe ist angelegt.", task_id=task.id
            )
        except RuleViolation as refusal:
            form.form_errors.append(str(refusal))
    return page(
        request, "tasks/new.html", block="formular", status=422, area="gruppen", group=group,
        form=form,
    )  # fmt: skip


@get("/aufgaben/{task_id:uuid}/bearbeiten", name="tasks:edit")
async def edit(request: AnyRequest, actor: CurrentActor, task_id: FromPath[UUID]) -> Response[str]:
    seen = await access.task_to_edit(actor, task_id)
    row = await queries.task_row(actor, task_id)
    others = [id_ for id_, _ in row.beside]
    form = forms.EditTaskForm(obj=row, data={"version": seen.task.version, "others": others})
    await _with_choices(form, seen.group, row)
    return page(request, "tasks/edit.html", area="aufgaben", task=row, form=form, theirs=None)


@post("/aufgaben/{task_id:uuid}/bearbeiten", name="tasks:update")
async def update(
    request: AnyRequest, actor: CurrentActor, task_id: FromPath[UUID]
) -> Response[Any]:
    seen = await access.task_to_edit(actor, task_id)
    row, status = await queries.task_row(actor, task_id), 422
    form = await _with_choices(forms.EditTaskForm(await form_data(request)), seen.group, row)
    if form.validate():
        try:
            await operations.edit_task(actor, task_id, form.cleaned(), now=clock.now())
            return go_to(
                request, "tasks:show", message="Die Aufgabe ist geändert.", task_id=task_id
            )
        except StaleVersion as refusal:
            # The next click saves the own text knowingly over the other one.
            form.form_errors.append(str(refusal))
            form.version.data, status = str(seen.task.version), 409
        except RuleViolation as refusal:
            form.form_errors.append(str(refusal))
    return page(
        request, "tasks/edit.html", block="formular", status=status, area="aufgaben", task=row,
        form=form, theirs=row if status == 409 else None,
    )  # fmt: skip


ROUTES = [new, create, edit, update]
