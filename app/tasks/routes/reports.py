from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid4

from litestar import Response, get, post
from litestar.params import FromPath

from app.core import clock
from app.core.actor import Actor
from app.tasks import access, forms, operations, queries, rules
from app.tasks.detail import detail_of
from app.tasks.readers import readers_of
from app.tasks.tables import TaskStatus
from app.web.forms import form_data
from app.web.sessions import AnyRequest, CurrentActor
from app.web.templates import go_to, page


async def show_task(
    request: AnyRequest,
    actor: Actor,
    seen: access.Seen,
    *,
    form: forms.CommentForm | None = None,
    substep_form: forms.SubstepForm | None = None,
    status: int = 200,
) -> Response[str]:
    """A form that came back stands in place of an empty one."""
    row = await queries.task_row(actor, seen.task.id)
    detail = await detail_of(actor, seen.task.id)
    form = form or forms.CommentForm.fresh()
    form.mention.choices = detail.readers
    return page(
        request, "tasks/show.html", status=status, area="aufgaben", body_name=row.body_name,
        task=row, detail=detail, form=form, start_id=uuid4(),
        substep_form=substep_form or forms.SubstepForm.fresh(),
        may={to for to in rules.NEXT[row.status] if seen.may_become(to)},
        may_edit=seen.may_edit, may_work=seen.may_work, reads_group=seen.reads_group,
    )  # fmt: skip


@get("/aufgaben/{task_id:uuid}", name="tasks:show")
async def show(request: AnyRequest, actor: CurrentActor, task_id: FromPath[UUID]) -> Response[str]:
    seen = await access.task_to_read(actor, task_id)
    return await show_task(request, actor, seen)


@post("/aufgaben/{task_id:uuid}/kommentare", name="tasks:comment:create")
async def comment(
    request: AnyRequest, actor: CurrentActor, task_id: FromPath[UUID]
) -> Response[Any]:
    seen = await access.task_to_read(actor, task_id)
    form = forms.CommentForm(await form_data(request))
    form.mention.choices = {str(i): each.name for i, each in (await readers_of(task_id)).items()}
    if not form.validate():
        return await show_task(request, actor, seen, form=form, status=422)
    await operations.comment_on_task(
        actor, task_id, form.note(), now=clock.now(), mention=form.mention.data or ()
    )
    return go_to(
        request, "tasks:show", message="Ihr Kommentar ist gespeichert.", anchor="verlauf",
        task_id=task_id,
    )  # fmt: skip


@post("/aufgaben/{task_id:uuid}/beginn", name="tasks:start")
async def start(request: AnyRequest, actor: CurrentActor, task_id: FromPath[UUID]) -> Response[Any]:
    await access.task_for(actor, task_id, TaskStatus.IN_PROGRESS)
    form = forms.StartForm(await form_data(request))
    if not form.validate():
        return go_to(request, "tasks:show", task_id=task_id)
    await operations.start_task(actor, task_id, forms.Note(form.new_id), now=clock.now())
    return go_to(request, "tasks:show", message="Die Aufgabe ist in Arbeit.", task_id=task_id)


@dataclass(frozen=True, kw_only=True)
class Report:
    """A change of state that needs a sentence has a small page of its own."""

    to: TaskStatus
    form: type[forms.NoteForm]
    save: Callable[..., Awaitable[None]]
    route: str  # where the page sends its form
    heading: str
    button: str
    message: str
    kind: str = "primary"


FINISH = Report(
    to=TaskStatus.DONE, form=forms.FinishForm, save=operations.finish_task,
    route="tasks:finish", heading="Aufgabe als erledigt melden", button="Als erledigt melden",
    message="Danke. Die Aufgabe ist als erledigt gemeldet.",
)  # fmt: skip
DROP = Report(
    to=TaskStatus.DROPPED, form=forms.DropForm, save=operations.drop_task, route="tasks:drop",
    heading="Aufgabe verwerfen", button="Aufgabe verwerfen", message="Die Aufgabe ist verworfen.",
)  # fmt: skip
REOPEN = Report(
    to=TaskStatus.OPEN, form=forms.ReopenForm, save=operations.reopen_task, route="tasks:reopen",
    heading="Aufgabe wieder öffnen", button="Wieder öffnen",
    message="Die Aufgabe ist wieder offen.",
)  # fmt: skip


async def _ask(
    request: AnyRequest, actor: Actor, task_id: UUID, report: Report, form: Any, status: int = 200
) -> Response[str]:
    row = await queries.task_row(actor, task_id)
    rules.check_may_become(row.status, report.to)
    return page(
        request, "tasks/report.html", block="formular", status=status, area="aufgaben", task=row,
        report=report, form=form, body_name=row.body_name,
    )  # fmt: skip


async def _report(
    request: AnyRequest, actor: Actor, task_id: UUID, report: Report
) -> Response[Any]:
    await access.task_for(actor, task_id, report.to)
    form = report.form(await form_data(request))
    if not form.validate():
        return await _ask(request, actor, task_id, report, form, 422)
    await report.save(actor, task_id, form.note(), now=clock.now())
    return go_to(request, "tasks:show", message=report.message, task_id=task_id)


@get("/aufgaben/{task_id:uuid}/erledigung", name="tasks:finish:ask")
async def ask_finish(
    request: AnyRequest, actor: CurrentActor, task_id: FromPath[UUID]
) -> Response[str]:
    await access.task_for(actor, task_id, FINISH.to)
    return await _ask(request, actor, task_id, FINISH, FINISH.form.fresh())


@post("/aufgaben/{task_id:uuid}/erledigung", name="tasks:finish")
async def finish(
    request: AnyRequest, actor: CurrentActor, task_id: FromPath[UUID]
) -> Response[Any]:
    return await _report(request, actor, task_id, FINISH)


@get("/aufgaben/{task_id:uuid}/verwerfung", name="tasks:drop:ask")
async def ask_drop(
    request: AnyRequest, actor: CurrentActor, task_id: FromPath[UUID]
) -> Response[str]:
    await access.task_for(actor, task_id, DROP.to)
    return await _ask(request, actor, task_id, DROP, DROP.form.fresh())


@post("/aufgaben/{task_id:uuid}/verwerfung", name="tasks:drop")
async def drop(request: AnyRequest, actor: CurrentActor, task_id: FromPath[UUID]) -> Response[Any]:
    return await _report(request, actor, task_id, DROP)


@get("/aufgaben/{task_id:uuid}/wiederaufnahme", name="tasks:reopen:ask")
async def ask_reopen(
    request: AnyRequest, actor: CurrentActor, task_id: FromPath[UUID]
) -> Response[str]:
    await access.task_for(actor, task_id, REOPEN.to)
    return await _ask(request, actor, task_id, REOPEN, REOPEN.form.fresh())


@post("/aufgaben/{task_id:uuid}/wiederaufnahme", name="tasks:reopen")
async def reopen(
    request: AnyRequest, actor: CurrentActor, task_id: FromPath[UUID]
) -> Response[Any]:
    return await _report(request, actor, task_id, REOPEN)


ROUTES = [show, comment, start, ask_finish, finish, ask_drop, drop, ask_reopen, reopen]
