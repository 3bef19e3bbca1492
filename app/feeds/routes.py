import hashlib
from typing import Any
from uuid import UUID

from litestar import Request, Response, get, post, route
from litestar.params import FromPath

from app.core import clock
from app.core.errors import NotFound, RuleViolation
from app.feeds import access, operations, queries, rules
from app.feeds.forms import FeedForm
from app.ical.feed import feed as written
from app.web.forms import form_data
from app.web.sessions import CurrentActor
from app.web.templates import go_to, page

AnyRequest = Request[Any, Any, Any]
CALENDAR = "text/calendar"  # Litestar adds the charset


@get("/kalender", name="feeds:list")
async def show_all(request: AnyRequest, actor: CurrentActor) -> Response[str]:
    feeds = await queries.feeds_of(actor)
    return page(request, "feeds/list.html", area="kalender", feeds=feeds, form=FeedForm.fresh())


@post("/kalender", name="feeds:create")
async def create(request: AnyRequest, actor: CurrentActor) -> Response[str]:
    """The address stands in this answer and nowhere else: no redirect could carry it."""
    form = FeedForm(await form_data(request))
    if form.validate():
        try:
            token = await operations.create_feed(actor, now=clock.now(), data=form.cleaned())
        except RuleViolation as refusal:
            form.form_errors.append(str(refusal))
        else:
            address = rules.address_of(token)
            return page(
                request, "feeds/created.html", area="kalender", address=address,
                webcal=rules.webcal(address), device=form.device.data,
            )  # fmt: skip
    feeds = await queries.feeds_of(actor)
    return page(request, "feeds/list.html", status=422, area="kalender", feeds=feeds, form=form)


@post("/kalender/adressen/{feed_id:uuid}/ende", name="feeds:revoke")
async def revoke(
    request: AnyRequest, actor: CurrentActor, feed_id: FromPath[UUID]
) -> Response[Any]:
    await operations.revoke_feed(actor, feed_id, now=clock.now())
    return go_to(request, "feeds:list", message="Die Adresse ist abgeschaltet.")


@route("/kalender/{name:str}", http_method=["GET", "HEAD"], name="feeds:calendar", public=True)
async def calendar(request: AnyRequest, name: FromPath[str]) -> Response[bytes]:
    """What calendar programs fetch, about once an hour."""
    token, dot, ending = name.rpartition(".")
    if (dot, ending) != (".", "ics"):
        raise NotFound
    now = clock.now()
    subscriber = await access.subscriber_by_token(token)
    if rules.is_use_to_note(subscriber.last_used_at, now):
        await operations.note_use(subscriber.feed_id, now=now)
    entries = await queries.entries_for(subscriber.person_id, now)
    return _unless_known(request, written(rules.NAME, entries, source=rules.address_of(token)))


def _unless_known(request: AnyRequest, content: bytes) -> Response[bytes]:
    """304 for who has these bytes already (RFC 9110 §13.1.2)."""
    etag = f'"{hashlib.sha256(content).hexdigest()[:32]}"'
    headers = {
        "ETag": etag,
        "Cache-Control": "private, max-age=900",
        "Content-Disposition": 'inline; filename="spurwerk.ics"',
    }
    known = [tag.strip().removeprefix("W/") for tag in request.headers.get("if-none-match", "").split(",")]  # fmt: skip
    if etag in known or "*" in known:
        return Response(b"", status_code=304, headers=headers, media_type=CALENDAR)
    return Response(content, headers=headers, media_type=CALENDAR)


ROUTES = [show_all, create, revoke, calendar]
