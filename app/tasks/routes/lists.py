from itertools import groupby
from typing import Any
from uuid import UUID

from litestar import Request, Response, get
from litestar.params import FromPath, FromQuery

from app.core import clock
from app.core.paging import page_number, pages_of
from app.groups import access as groups
from app.tasks import forms, queries, rules
from app.web.forms import with_empty
from app.web.sessions import CurrentActor
from app.web.templates import page

AnyRequest = Request[Any, Any, Any]


@get("/aufgaben", name="tasks:mine")
async def mine(
    request: AnyRequest,
    actor: CurrentActor,
    stand: FromQuery[str] = "offen",
    seite: FromQuery[str] = "1",
) -> Response[str]:
    chosen = forms.GroupFilter(request.query_params)
    closed, number = stand == "erledigt", page_number(seite)
    group_id = chosen.gruppe.data or None
    found = await queries.my_tasks(actor, closed=closed, group_id=group_id, page=number)
    chosen.gruppe.choices = with_empty(found.groups, "alle Gruppen")
    today = clock.today()
    sections = [
        (heading, list(rows))
        for heading, rows in groupby(
            found.rows, lambda row: "" if closed else rules.section(row.due_on, today)
        )
    ]
    return page(
        request, "tasks/mine.html", area="aufgaben", found=found, sections=sections,
        closed=closed, form=chosen, group_id=group_id, number=number,
        pages=pages_of(found.closed if closed else found.open),
    )  # fmt: skip


@get("/gruppen/{group_id:uuid}/aufgaben", name="tasks:group")
async def of_group(
    request: AnyRequest, actor: CurrentActor, group_id: FromPath[UUID], seite: FromQuery[str] = "1"
) -> Response[str]:
    group = await groups.group_to_read(actor, group_id)
    form = forms.StatusFilter(request.query_params)
    state = form.stand.data if form.stand.data in queries.STATES else "offen"
    number = page_number(seite)
    found = await queries.tasks_of_group(actor, group_id, state, number)
    return page(
        request, "tasks/group.html", area="gruppen", group=group, found=found, form=form,
        state=state, number=number, pages=pages_of(found.total),
        may_give=groups.may_write_minutes(actor, group),
    )  # fmt: skip


ROUTES = [mine, of_group]
