from typing import Any
from uuid import UUID

from litestar import Response, get, post
from litestar.params import FromPath, FromQuery

from app.core import clock
from app.core.paging import page_number
from app.core.settings import settings
from app.outbox import bounces, operations, queries
from app.outbox.tables import MailState
from app.web.sessions import AnyRequest, CurrentActor
from app.web.templates import go_to, page

DOWNLOAD = {
    "Content-Disposition": 'attachment; filename="nachricht.eml"',
    "Content-Security-Policy": "sandbox; default-src 'none'",
}


@get("/postausgang", name="outbox:list")
async def show_all(
    request: AnyRequest,
    actor: CurrentActor,
    stand: FromQuery[str] = "",
    seite: FromQuery[str] = "1",
) -> Response[str]:
    state = MailState(stand) if stand in set(MailState) else None
    return page(
        request,
        "outbox/list.html",
        area="postausgang",
        mails=await queries.mails_of(actor, state=state, number=page_number(seite)),
        states=list(MailState),
        suspended=len(await queries.suspended(actor)),
        delivers=settings().smtp_url is not None,
    )


@get("/postausgang/{mail_id:uuid}", name="outbox:show")
async def show(request: AnyRequest, actor: CurrentActor, mail_id: FromPath[UUID]) -> Response[str]:
    letter = await queries.letter(actor, mail_id)
    return page(request, "outbox/show.html", area="postausgang", letter=letter, mail=letter.head)


@get("/postausgang/{mail_id:uuid}/nachricht.eml", name="outbox:download")
async def download(actor: CurrentActor, mail_id: FromPath[UUID]) -> Response[bytes]:
    content = await queries.raw_message(actor, mail_id)
    return Response(content, media_type="message/rfc822", headers=DOWNLOAD)


@post("/postausgang/{mail_id:uuid}/erneut", name="outbox:send-again")
async def send_again(
    request: AnyRequest, actor: CurrentActor, mail_id: FromPath[UUID]
) -> Response[Any]:
    await operations.send_again(actor, mail_id, now=clock.now())
    return go_to(
        request, "outbox:show", mail_id=mail_id, message="Die E-Mail geht noch einmal hinaus."
    )


@get("/postausgang/adressen", name="outbox:addresses")
async def addresses(request: AnyRequest, actor: CurrentActor) -> Response[str]:
    rows = await queries.suspended(actor)
    return page(request, "outbox/addresses.html", area="postausgang", rows=rows)


@get("/postausgang/adressen/person/{person_id:uuid}", name="outbox:addresses:person")
async def addresses_of(
    request: AnyRequest, actor: CurrentActor, person_id: FromPath[UUID]
) -> Response[str]:
    """A piece of the person's page; by itself the list with this person alone."""
    rows = await queries.suspended(actor, person_id)
    return page(request, "outbox/addresses.html", block="zeilen", area="postausgang", rows=rows)


@post("/postausgang/adressen/{suspended_id:uuid}/freigabe", name="outbox:addresses:release")
async def release(
    request: AnyRequest, actor: CurrentActor, suspended_id: FromPath[UUID]
) -> Response[Any]:
    await bounces.release(actor, suspended_id)
    return go_to(request, "outbox:addresses", message="An diese Adresse wird wieder gesendet.")


ROUTES = [show_all, show, download, send_again, addresses, addresses_of, release]
