import gzip
from typing import Any
from uuid import UUID

from litestar import Response, get, post, route
from litestar.params import FromPath, FromQuery

from app.core import clock
from app.core.errors import NotFound, RuleViolation
from app.core.tokens import hash_of, is_use_to_note
from app.feeds import access, operations, rules, states
from app.feeds.content import content_of, etag_of, same_again
from app.feeds.forms import FeedForm
from app.feeds.queries import own
from app.web.forms import form_data
from app.web.sessions import AnyRequest, CurrentActor
from app.web.templates import go_to, page

CALENDAR = "text/calendar"  # Litestar adds the charset
PACKED = "-gzip"


@get("/kalender", name="feeds:list")
async def show_all(request: AnyRequest, actor: CurrentActor) -> Response[str]:
    form = FeedForm.fresh().with_choices(await own.choices_for(actor))
    feeds = await own.feeds_of(actor)
    return page(request, "feeds/list.html", area="kalender", feeds=feeds, form=form)


@post("/kalender", name="feeds:create")
async def create(request: AnyRequest, actor: CurrentActor) -> Response[str]:
    """The address stands in this answer and nowhere else: no redirect could carry it."""
    form = FeedForm(await form_data(request)).with_choices(await own.choices_for(actor))
    if form.validate():
        try:
            token = await operations.create_feed(actor, now=clock.now(), data=form.cleaned())
        except RuleViolation as refusal:
            form.form_errors.append(str(refusal))
        else:
            address = rules.address_of(token, as_days=form.as_days)
            return page(
                request, "feeds/created.html", area="kalender", address=address,
                webcal=rules.webcal(address), device=form.device.data,
            )  # fmt: skip
    feeds = await own.feeds_of(actor)
    return page(request, "feeds/list.html", status=422, area="kalender", feeds=feeds, form=form)


@post("/kalender/adressen/{feed_id:uuid}/ende", name="feeds:revoke")
async def revoke(
    request: AnyRequest, actor: CurrentActor, feed_id: FromPath[UUID]
) -> Response[Any]:
    await operations.revoke_feed(actor, feed_id, now=clock.now())
    return go_to(request, "feeds:list", message="Die Adresse ist abgeschaltet.")


@route("/kalender/{name:str}", http_method=["GET", "HEAD"], name="feeds:calendar", public=True)
async def calendar(
    request: AnyRequest, name: FromPath[str], aufgaben: FromQuery[str] = ""
) -> Response[bytes]:
    """What calendar programs fetch, about once an hour."""
    token, dot, ending = name.rpartition(".")
    if (dot, ending) != (".", "ics"):
        raise NotFound
    now, as_days = clock.now(), aufgaben == "termin"
    key = hash_of(token)
    state = states.state_of(key, clock.berlin(now).date(), as_days=as_days)
    subscriber = await access.subscriber_by_token(token, state)
    if is_use_to_note(subscriber.last_used_at, now):
        await operations.note_use(subscriber.feed_id, now=now)
    if state and subscriber.unchanged and state.etag in _known(request):
        return _not_modified(request, state.etag)
    content = same_again(subscriber, token, state, as_days=as_days)
    if content is None:
        content, state = await content_of(subscriber, token, now, as_days=as_days)
        if state:
            states.keep(key, state, as_days=as_days)
    etag = state.etag if state else etag_of(content)
    if _known(request) & {etag, "*"}:
        return _not_modified(request, etag)
    return _whole(request, etag, content)


def _known(request: AnyRequest) -> set[str]:
    """Of If-None-Match, without quotes and marks (RFC 9110 §13.1.2)."""
    tags = request.headers.get("if-none-match", "").split(",")
    return {tag.strip().removeprefix("W/").strip('"').removesuffix(PACKED) for tag in tags}


def _takes_gzip(request: AnyRequest) -> bool:
    """RFC 9110 §12.5.3, as far as calendar programs use it."""
    offers = [
        each.strip().lower() for each in request.headers.get("accept-encoding", "").split(",")
    ]
    return any(
        coding in {"gzip", "*"} and weight.strip() not in {"q=0", "q=0.0"}
        for coding, _, weight in (offer.partition(";") for offer in offers)
    )


def _headers(etag: str, *, packed: bool) -> dict[str, str]:
    return {
        "ETag": f'"{etag}{PACKED if packed else ""}"',
        "Cache-Control": "private, max-age=900",
        "Content-Disposition": 'inline; filename="spurwerk.ics"',
        "Vary": "Accept-Encoding",
    }


def _not_modified(request: AnyRequest, etag: str) -> Response[bytes]:
    headers = _headers(etag, packed=_takes_gzip(request))
    return Response(b"", status_code=304, headers=headers, media_type=CALENDAR)


def _whole(request: AnyRequest, etag: str, content: bytes) -> Response[bytes]:
    """Packed at the lowest level: a feed is text that repeats itself, more would take longer."""
    packed = _takes_gzip(request)
    headers = _headers(etag, packed=packed)
    if packed:
        headers["Content-Encoding"] = "gzip"
        content = gzip.compress(content, compresslevel=1, mtime=0)
    return Response(content, headers=headers, media_type=CALENDAR)


ROUTES = [show_all, create, revoke, calendar]
