"""One change of many tasks: of a group for whoever may edit them, or of the reader's own."""

from typing import Any
from uuid import UUID

from litestar import Response, get, post
from litestar.params import FromPath

from app.boards.access import Scope
from app.boards.forms.finding import Offered, find_form
from app.boards.forms.many import MOST, ManyForm
from app.boards.operations.many import change_many
from app.boards.queries.counts import own_counts, people_of
from app.boards.queries.rows import Entry, entries
from app.core import clock
from app.core.actor import Actor
from app.core.errors import RuleViolation, StaleVersion
from app.groups.tables import Group
from app.tasks.access import group_for_tasks
from app.tasks.queries import assignees
from app.web.filters import datum
from app.web.forms import form_data, with_empty
from app.web.sessions import AnyRequest, CurrentActor
from app.web.templates import go_to, page

PATH = "/gruppen/{group_id:uuid}/aufgaben/mehrere"
OWN = "/aufgaben/mehrere"


@get(PATH, name="boards:many")
async def show(request: AnyRequest, actor: CurrentActor, group_id: FromPath[UUID]) -> Response[str]:
    """With the filter of the list in the address."""
    group = await group_for_tasks(actor, group_id)
    return await _page(request, Scope(actor, group), await _form_of(group, ManyForm.fresh()))


@get(OWN, name="boards:many:own")
async def show_own(request: AnyRequest, actor: CurrentActor) -> Response[str]:
    return await _page(request, Scope(actor), _own_form(actor, ManyForm.fresh()))


async def _form_of(group: Group, form: ManyForm) -> ManyForm:
    people = await assignees(group, clock.today())
    form.person_id.choices = with_empty({str(p.person_id): p.name for p in people}, "– niemand –")
    return form


def _own_form(actor: Actor, form: ManyForm) -> ManyForm:
    form.for_own(may_edit=bool(actor.office_of or actor.leads or actor.writes))
    return form


async def _page(
    request: AnyRequest, scope: Scope, form: ManyForm, status: int = 200
) -> Response[str]:
    find = find_form(request, await _offered(scope))
    found = await entries(scope, find.wanted, 1, MOST)
    form.aufgaben.choices = {f"{row.id}:{row.version}": row.title for row in found.rows}
    if status == 409:
        ticked = {value.partition(":")[0] for value in form.aufgaben.data or ()}
        form.aufgaben.data = [
            value for value in form.aufgaben.choices if value.partition(":")[0] in ticked
        ]
    notes = {f"{row.id}:{row.version}": _facts(row, own=not scope.group) for row in found.rows}
    return page(
        request, "boards/many.html", status=status, area="gruppen" if scope.group else "aufgaben",
        group=scope.group, form=form, find=find, notes=notes, total=found.total, most=MOST,
    )  # fmt: skip


async def _offered(scope: Scope) -> Offered:
    if scope.group:
        return Offered(of_group=True, people=await people_of(scope.group))
    return Offered(of_group=False, groups=(await own_counts(scope, None)).groups)


def _facts(row: Entry, *, own: bool) -> str:
    due = f"bis {datum(row.due_on)}" if row.due_on else "ohne Termin"
    who = row.group_name if own else row.responsible or "noch niemand"
    return f"{row.status.label}, {due}, Dringlichkeit {row.priority.label}, {who}"


@post(PATH, name="boards:many:change")
async def change(
    request: AnyRequest, actor: CurrentActor, group_id: FromPath[UUID]
) -> Response[Any]:
    group = await group_for_tasks(actor, group_id)
    form = await _form_of(group, ManyForm(await form_data(request)))
    return await _changed(request, Scope(actor, group), form)


@post(OWN, name="boards:many:own:change")
async def change_own(request: AnyRequest, actor: CurrentActor) -> Response[Any]:
    form = _own_form(actor, ManyForm(await form_data(request)))
    return await _changed(request, Scope(actor), form)


async def _changed(request: AnyRequest, scope: Scope, form: ManyForm) -> Response[Any]:
    status = 422
    if form.validate():
        try:
            count = await change_many(scope.actor, scope.group_id, form.cleaned(), now=clock.now())
            if scope.group_id:
                return go_to(request, "tasks:group", message=_done(count), group_id=scope.group_id)
            return go_to(request, "tasks:mine", message=_done(count))
        except RuleViolation as refusal:
            form.form_errors.append(str(refusal))
            status = 409 if isinstance(refusal, StaleVersion) else 422
    return await _page(request, scope, form, status)


def _done(count: int) -> str:
    if count == 0:
        return "Die Aufgaben waren schon so."
    return "Eine Aufgabe ist geändert." if count == 1 else f"{count} Aufgaben sind geändert."


ROUTES = [show, change, show_own, change_own]
