"""The states of a Vorlage side by side, and what its wording offers."""

import asyncio
from typing import Any
from uuid import UUID

from litestar import Response, get, post
from litestar.params import FromPath, FromQuery

from app.core import clock
from app.core.errors import Forbidden
from app.vorlagen.forms.hints import HintForm
from app.vorlagen.operations.hints import decide_hint
from app.vorlagen.queries import fassungen
from app.vorlagen.queries.head import VorlageHead, paper_of, vorlage_head
from app.vorlagen.queries.hints import hints_of
from app.vorlagen.rules.differences import Difference, differences
from app.web.forms import form_data
from app.web.sessions import AnyRequest, CurrentActor
from app.web.templates import go_to, page


@get("/vorlagen/{vorlage_id:uuid}/fassungen", name="vorlagen:fassungen")
async def show_fassungen(
    request: AnyRequest,
    actor: CurrentActor,
    vorlage_id: FromPath[UUID],
    alt: FromQuery[str] = "",
    neu: FromQuery[str] = "",
) -> Response[str]:
    """`alt` and `neu` are numbers; without them the newest is compared to the one before."""
    head = await vorlage_head(actor, vorlage_id)
    rows = await fassungen.fassungen_of(vorlage_id)
    numbers = [row.number for row in rows]
    new = int(neu) if neu in map(str, numbers) else max(numbers, default=1)
    old = int(alt) if alt in map(str, numbers) else max((n for n in numbers if n < new), default=1)
    return page(
        request, "vorlagen/fassungen.html", area="vorlagen", body_name=head.body_name,
        vorlage=head, fassungen=rows, old=old, new=new,
        found=await _differences(head, old, new) if rows and old != new else [],
    )  # fmt: skip


async def _differences(head: VorlageHead, old: int, new: int) -> list[Difference]:
    """Names of those who worked on the paper are for the office only."""
    papers = await fassungen.papers_of(head.id, [old, new])
    if await fassungen.last_number(head.id) == new:
        papers[new] = await paper_of(head.id)  # with what was put right since
    found = await asyncio.to_thread(differences, papers[old], papers[new])
    personal = set() if head.may_change else {"Verantwortlich", "Bearbeitung"}
    return [row for row in found if row.label not in personal]


async def _hints(request: AnyRequest, head: VorlageHead, status: int = 200) -> Response[str]:
    return page(
        request, "vorlagen/hints.html", block="vorschlaege", area="vorlagen", status=status,
        body_name=head.body_name, vorlage=head, hints=await hints_of(head.id),
    )  # fmt: skip


@get("/vorlagen/{vorlage_id:uuid}/vorschlaege", name="vorlagen:hints")
async def show_hints(
    request: AnyRequest, actor: CurrentActor, vorlage_id: FromPath[UUID]
) -> Response[str]:
    return await _hints(request, await vorlage_head(actor, vorlage_id))


@post("/vorlagen/{vorlage_id:uuid}/vorschlaege/{hint_id:uuid}", name="vorlagen:hint:decide")
async def decide(
    request: AnyRequest, actor: CurrentActor, vorlage_id: FromPath[UUID], hint_id: FromPath[UUID]
) -> Response[Any]:
    head = await vorlage_head(actor, vorlage_id)
    if not head.may_change:
        raise Forbidden
    form = HintForm(await form_data(request))
    if not form.validate():
        return await _hints(request, head, status=422)
    state = form.cleaned()
    await decide_hint(actor, vorlage_id, hint_id, state, now=clock.now())
    return go_to(
        request, "vorlagen:hints", vorlage_id=vorlage_id, anchor=f"vorschlag-{hint_id}",
        message=f"Der Vorschlag ist {state.label}.",
    )  # fmt: skip


ROUTES = [show_fassungen, show_hints, decide]
