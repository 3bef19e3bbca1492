"""One change of many tasks of a group, for whoever may edit them."""

from typing import Any
from uuid import UUID

from litestar import Request, Response, get, post
from litestar.params import FromPath

from app.boards.access import Scope
from app.boards.forms.finding import Offered, find_form
from app.boards.forms.many import MOST, ManyForm
from app.boards.operations.many import change_many
from app.boards.queries.counts import people_of
from app.boards.queries.rows import Entry, entries
from app.core import clock
from app.core.actor import Actor
from app.core.errors import RuleViolation, StaleVersion
from app.groups.tables import Group
from app.tasks.access import group_for_tasks
from app.tasks.queries import assignees
from app.web.filters import datum
from app.web.forms import form_data, with_empty
from app.web.sessions import CurrentActor
from app.web.templates import go_to, page

AnyRequest = Request[Any, Any, Any]
PATH = "/gruppen/{group_id:uuid}/aufgaben/mehrere"


@get(PATH, name="boards:many")
async def show(request: AnyRequest, actor: CurrentActor, group_id: FromPath[UUID]) -> Response[str]:
    """With the filter of the list in the address."""
    group = await group_for_tasks(actor, group_id)
    return await _page(request, actor, group, ManyForm.fresh())


async def _page(
    request: AnyRequest, actor: Actor, group: Group, form: ManyForm, status: int = 200
) -> Response[str]:
    find = find_form(request, Offered(of_group=True, people=await people_of(group)))
    found = await entries(Scope(actor, group), find.wanted, 1, MOST)
    people = await assignees(group, clock.today())
    form.person_id.choices = with_empty({str(p.person_id): p.name for p in people}, "– niemand –")
    form.aufgaben.choices = {f"{row.id}:{row.version}": row.title for row in found.rows}
    if status == 409:
        ticked = {value.partition(":")[0] for value in form.aufgaben.data or ()}
        form.aufgaben.data = [
            value for value in form.aufgaben.choices if value.partition(":")[0] in ticked
        ]
    notes = {f"{row.id}:{row.version}": _facts(row) for row in found.rows}
    return page(
        request, "boards/many.html", status=status, area="gruppen", group=group, form=form,
        find=find, notes=notes, total=found.total, most=MOST,
    )  # fmt: skip


def _facts(row: Entry) -> str:
    due = f"bis {datum(row.due_on)}" if row.due_on else "ohne Termin"
    return f"{row.status.label}, {due}, Dringlichkeit {row.priority.label}, {row.responsible or 'noch niemand'}"


@post(PATH, name="boards:many:change")
async def change(
    request: AnyRequest, actor: CurrentActor, group_id: FromPath[UUID]
) -> Response[Any]:
    group, status = await group_for_tasks(actor, group_id), 422
    form = ManyForm(await form_data(request))
    people = await assignees(group, clock.today())
    form.person_id.choices = with_empty({str(p.person_id): p.name for p in people}, "– niemand –")
    if form.validate():
        try:
            count = await change_many(actor, group_id, form.cleaned(), now=clock.now())
            return go_to(request, "tasks:group", message=_done(count), group_id=group_id)
        except RuleViolation as refusal:
            form.form_errors.append(str(refusal))
            status = 409 if isinstance(refusal, StaleVersion) else 422
    return await _page(request, actor, group, form, status)


def _done(count: int) -> str:
    if count == 0:
        return "Die Aufgaben waren schon so."
    return "Eine Aufgabe ist geändert." if count == 1 else f"{count} Aufgaben sind geändert."


ROUTES = [show, change]
