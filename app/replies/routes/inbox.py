"""/posteingang: what needs a person first, what was done apart from it."""

from uuid import UUID

from litestar import Response, get
from litestar.params import FromPath, FromQuery

from app.core.actor import Actor
from app.core.paging import page_number
from app.replies import queries
from app.replies.forms import NameForm, RejectForm
from app.replies.rules.inbox import settled_word
from app.replies.tables import Outcome
from app.web.sessions import AnyRequest, CurrentActor
from app.web.templates import page

AREA = "posteingang"
DOWNLOAD = {
    "Content-Disposition": 'attachment; filename="eingang.eml"',
    "Content-Security-Policy": "sandbox; default-src 'none'",
    "X-Content-Type-Options": "nosniff",
    "Cache-Control": "private, no-store",
}


@get("/posteingang", name="replies:list")
async def show_all(
    request: AnyRequest,
    actor: CurrentActor,
    liste: FromQuery[str] = "",
    art: FromQuery[str] = "",
    seite: FromQuery[str] = "1",
) -> Response[str]:
    chosen = Outcome(art) if art in set(Outcome) else None
    waits = liste != "erledigt"
    inbox = await queries.inbox(actor, waits=waits, outcome=chosen, number=page_number(seite))
    return page(
        request, "replies/list.html", area=AREA, inbox=inbox, waits=waits, chosen=chosen,
        kinds=list(Outcome), settled_word=settled_word,
    )  # fmt: skip


@get("/posteingang/zahl", name="replies:count")
async def count(request: AnyRequest, actor: CurrentActor) -> Response[str]:
    """Behind the entry of the menu, asked for when the menu opens."""
    number = await queries.count_waiting(actor)
    return page(request, "replies/count.html", block="zahl", area=AREA, number=number)


@get("/posteingang/{inbound_id:uuid}", name="replies:show")
async def show(
    request: AnyRequest, actor: CurrentActor, inbound_id: FromPath[UUID]
) -> Response[str]:
    return await mail_page(request, actor, inbound_id)


async def mail_page(
    request: AnyRequest,
    actor: Actor,
    inbound_id: UUID,
    *,
    name: NameForm | None = None,
    reject: RejectForm | None = None,
) -> Response[str]:
    shown = await queries.inbox_mail(actor, inbound_id)
    form = name or reject
    return page(
        request,
        "replies/show.html",
        status=422 if form else 200,
        area=AREA,
        shown=shown,
        row=shown.row,
        form=form,
        name=name or NameForm.of(*shown.row.other_parts),
        reject=reject or RejectForm(),
        settled_word=settled_word,
    )


@get("/posteingang/{inbound_id:uuid}/nachricht.eml", name="replies:download")
async def download(actor: CurrentActor, inbound_id: FromPath[UUID]) -> Response[bytes]:
    content = await queries.original_of(actor, inbound_id)
    return Response(content, media_type="message/rfc822", headers=DOWNLOAD)


ROUTES = [show_all, count, show, download]
