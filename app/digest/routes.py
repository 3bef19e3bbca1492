import json
from typing import Any
from uuid import UUID

from litestar import Request, Response, get, post
from litestar.params import FromPath, FromQuery

from app.core import clock
from app.core.actor import Actor
from app.digest import access, operations, queries, rules
from app.digest.forms import NONE, RegisterForm, RhythmForm
from app.digest.mails import summary_sentence
from app.groups.tables import Group
from app.web.forms import form_data
from app.web.sessions import CurrentActor
from app.web.templates import go_to, page

AnyRequest = Request[Any, Any, Any]


@get("/digests", name="digest:list")
async def show_own(request: AnyRequest, actor: CurrentActor) -> Response[str]:
    choices = await queries.choices_of(actor)
    forms = [(choice, RhythmForm(data={"rhythm": choice.rhythm or NONE})) for choice in choices]
    return await _own_page(request, actor, forms)


async def _own_page(
    request: AnyRequest, actor: Actor, forms: Any, status: int = 200
) -> Response[str]:
    return page(
        request,
        "digest/own.html",
        status=status,
        area="digests",
        forms=forms,
        sent=await queries.sent_to(actor),
        committees=await queries.committees_of(actor),
    )


@post("/digests/ausschuss/{committee_id:uuid}/rhythmus", name="digest:choose")
async def choose(
    request: AnyRequest, actor: CurrentActor, committee_id: FromPath[UUID]
) -> Response[Any]:
    await access.own_committee(actor, committee_id)
    form = RhythmForm(await form_data(request))
    if not form.validate():
        choices = await queries.choices_of(actor)
        forms = [(choice, form) for choice in choices if choice.committee_id == committee_id]
        return await _own_page(request, actor, forms, status=422)
    rhythm = form.cleaned()
    await operations.choose_rhythm(actor, committee_id, rhythm, now=clock.now())
    said = (
        f"Sie erhalten die Zusammenfassung {rhythm.label}."
        if rhythm
        else "Sie erhalten keine Zusammenfassung mehr."
    )
    return go_to(request, "digest:list", message=said)


@get("/digests/{digest_id:uuid}", name="digest:show")
async def show(
    request: AnyRequest, actor: CurrentActor, digest_id: FromPath[UUID]
) -> Response[str]:
    digest = await access.own_digest(actor, digest_id)
    content = rules.from_json(json.loads(digest.content))
    return page(
        request, "digest/show.html", area="digests", content=content,
        summary=summary_sentence(content), digest=digest,
    )  # fmt: skip


@get("/digests/ausschuss/{committee_id:uuid}", name="digest:committee")
async def committee(
    request: AnyRequest,
    actor: CurrentActor,
    committee_id: FromPath[UUID],
    person: FromQuery[UUID | None] = None,
) -> Response[str]:
    group = await access.committee_to_inform(actor, committee_id)
    return await _committee_page(request, group, RegisterForm(), person)


async def _committee_page(
    request: AnyRequest,
    group: Group,
    form: RegisterForm,
    person: UUID | None = None,
    status: int = 200,
) -> Response[str]:
    members = await queries.members_of(group.id, clock.today())
    form.people.choices = {str(m.person_id): m.name for m in members if m.recipient is None}
    news, people = await queries.news_and_recipients(group, clock.now())
    until = clock.now() - rules.SETTLED
    contents = [(p, rules.build(news, since=p.watermark, until=until)) for p in people]
    shown = next(
        (c for p, c in contents if p.person_id == person), contents[0][1] if contents else None
    )
    return page(
        request,
        "digest/committee.html",
        status=status,
        area="digests",
        group=group,
        form=form,
        contents=contents,
        going_out=[p for p, content in contents if not content.is_empty],
        shown=shown,
        summary=summary_sentence(shown) if shown else "",
        may_register=bool(form.people.choices),
    )


@post("/digests/ausschuss/{committee_id:uuid}/anmeldung", name="digest:register")
async def register(
    request: AnyRequest, actor: CurrentActor, committee_id: FromPath[UUID]
) -> Response[Any]:
    group = await access.committee_to_inform(actor, committee_id)
    form = RegisterForm(await form_data(request))
    members = await queries.members_of(group.id, clock.today())
    form.people.choices = {str(m.person_id): m.name for m in members if m.recipient is None}
    if not form.validate():
        return await _committee_page(request, group, form, status=422)
    chosen = [UUID(person_id) for person_id in form.people.data or []]
    count = await operations.register_members(actor, committee_id, chosen, now=clock.now())
    said = "Eine Person ist eingetragen." if count == 1 else f"{count} Personen sind eingetragen."
    return go_to(request, "digest:committee", committee_id=committee_id, message=said)


@post("/digests/ausschuss/{committee_id:uuid}/versand", name="digest:send")
async def send(
    request: AnyRequest, actor: CurrentActor, committee_id: FromPath[UUID]
) -> Response[Any]:
    group, now = await access.committee_to_inform(actor, committee_id), clock.now()
    news, people = await queries.news_and_recipients(group, now)
    sent = 0
    for person in people:
        sent += await operations.send_digest(actor, person, news, until=now - rules.SETTLED)
    if not sent:
        return go_to(request, "digest:committee", committee_id=committee_id, kind="info",
                     message="Es gibt nichts Neues, also geht keine E-Mail hinaus.")  # fmt: skip
    said = "Eine Zusammenfassung ist" if sent == 1 else f"{sent} Zusammenfassungen sind"
    return go_to(
        request, "digest:committee", committee_id=committee_id, message=f"{said} auf dem Weg."
    )


@get("/abmelden/{token:str}", name="digest:unsubscribe", public=True)
async def unsubscribe_page(request: AnyRequest, token: FromPath[str]) -> Response[str]:
    """Shows a button and nothing more, the same for every token: scanners open it too."""
    return page(request, "digest/unsubscribe.html", token=token, done=False)


@post(
    "/abmelden/{token:str}",
    name="digest:unsubscribe:do",
    public=True,
    no_csrf=True,
    status_code=200,
)
async def unsubscribe(request: AnyRequest, token: FromPath[str]) -> Response[str]:
    """RFC 8058 §3.1: no cookie, no login, the same answer for a known and an unknown token."""
    await operations.unsubscribe(token, now=clock.now())
    return page(request, "digest/unsubscribe.html", token=token, done=True)


ROUTES = [
    show_own, choose, show, committee, register, send, unsubscribe_page, unsubscribe,
]  # fmt: skip
