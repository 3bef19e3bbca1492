"""Tasks by state in columns: own ones and those of a group."""

from typing import Any
from uuid import UUID, uuid4

from litestar import Response, get, post
from litestar.params import FromPath

from app.boards.access import Scope, scope_of
from app.boards.forms.finding import Offered, find_form
from app.boards.forms.moving import Move, MoveForm
from app.boards.queries.cards import MOST, board
from app.boards.queries.counts import own_counts, people_of
from app.core import clock
from app.core.actor import Actor
from app.core.errors import RELOAD, NotFound, RuleViolation
from app.tasks.access import task_for
from app.tasks.forms import Note
from app.tasks.operations import start_task
from app.tasks.tables import TaskStatus
from app.web.forms import form_data
from app.web.sessions import AnyRequest, CurrentActor
from app.web.templates import address_of, go_to, go_to_path, page

# Every other column asks for a sentence.
ASKS = {
    TaskStatus.OPEN: "tasks:reopen:ask", TaskStatus.DONE: "tasks:finish:ask",
    TaskStatus.DROPPED: "tasks:drop:ask",
}  # fmt: skip


@get("/aufgaben/tafel", name="boards:mine")
async def mine(request: AnyRequest, actor: CurrentActor) -> Response[str]:
    counts = await own_counts(Scope(actor))
    return await _board(
        request,
        Scope(actor),
        Offered(of_group=False, groups=counts.groups, states=False),
        counts=counts,
    )


@get("/gruppen/{group_id:uuid}/aufgaben/tafel", name="boards:group")
async def of_group(
    request: AnyRequest, actor: CurrentActor, group_id: FromPath[UUID]
) -> Response[str]:
    scope = await scope_of(actor, group_id)
    assert scope.group
    offered = Offered(of_group=True, people=await people_of(scope.group), states=False)
    return await _board(request, scope, offered, counts=None)


async def _board(
    request: AnyRequest, scope: Scope, offered: Offered, **context: Any
) -> Response[str]:
    find = find_form(request, offered)
    return page(
        request, "boards/board.html", area="gruppen" if scope.group else "aufgaben",
        group=scope.group, find=find, columns=await board(scope, find.on_board()), most=MOST,
        move_id=uuid4(), **context,
    )  # fmt: skip


@post("/aufgaben/tafel", name="boards:mine:move")
async def move_mine(request: AnyRequest, actor: CurrentActor) -> Response[Any]:
    return await _move(request, actor, address_of(request.app, "boards:mine"))


@post("/gruppen/{group_id:uuid}/aufgaben/tafel", name="boards:group:move")
async def move_of_group(
    request: AnyRequest, actor: CurrentActor, group_id: FromPath[UUID]
) -> Response[Any]:
    await scope_of(actor, group_id)
    back = address_of(request.app, "boards:group", group_id=group_id)
    return await _move(request, actor, back, group_id)


async def _move(
    request: AnyRequest, actor: Actor, back: str, group_id: UUID | None = None
) -> Response[Any]:
    """Of a group's board only its own cards."""
    form = MoveForm(await form_data(request))
    if not form.validate():
        return go_to_path(request, back, message=RELOAD, kind="danger")
    move = form.cleaned()
    seen = await task_for(actor, move.task_id, move.to)
    if group_id not in (None, seen.group.id):
        raise NotFound
    if move.to in ASKS:
        return go_to(request, ASKS[move.to], task_id=move.task_id)
    return await _start(request, actor, move, back)


async def _start(request: AnyRequest, actor: Actor, move: Move, back: str) -> Response[Any]:
    """The card keeps the focus where it lands."""
    here = f"{back}#karte-{move.task_id}"
    try:
        await start_task(actor, move.task_id, Note(move.step_id), now=clock.now())
    except RuleViolation as refusal:
        return go_to_path(request, here, message=str(refusal), kind="danger")
    return go_to_path(request, here, message="Die Aufgabe ist jetzt in Arbeit.")


ROUTES = [mine, of_group, move_mine, move_of_group]
