"""Addresses of other programs that a body has told what happens (Standard Webhooks)."""

from typing import Any
from uuid import UUID, uuid4

from litestar import Response, get, post
from litestar.params import FromPath

from app.core import clock
from app.core.errors import RELOAD, RuleViolation
from app.people.access import body_to_read
from app.web.flash import Kind
from app.web.forms import form_data
from app.web.sessions import AnyRequest, CurrentActor
from app.web.templates import go_to, page
from app.webhooks import access, operations, queries, rules
from app.webhooks.forms import ProbeForm, WebhookForm

AREA = "koerperschaften"
PATH = "/koerperschaften/{body_id:uuid}/webhooks"
ONE = f"{PATH}/{{webhook_id:uuid}}"


@get(PATH, name="webhooks:list")
async def show_all(
    request: AnyRequest, actor: CurrentActor, body_id: FromPath[UUID]
) -> Response[str]:
    body = await body_to_read(actor, body_id)
    return await _list(request, body, WebhookForm.fresh())


async def _list(
    request: AnyRequest, body: Any, form: WebhookForm, status: int = 200
) -> Response[str]:
    return page(
        request, "webhooks/list.html", status=status, area=AREA, body=body, form=form,
        webhooks=await queries.webhooks_of(body.id), secret_of=rules.secret_of, probe_id=uuid4,
    )  # fmt: skip


@post(PATH, name="webhooks:add")
async def add(request: AnyRequest, actor: CurrentActor, body_id: FromPath[UUID]) -> Response[Any]:
    body = await body_to_read(actor, body_id)
    form = WebhookForm(await form_data(request))
    if form.validate():
        try:
            await operations.add_webhook(actor, body_id, form.cleaned(), now=clock.now())
            return _back(request, body_id, "Die Adresse wird von jetzt an benachrichtigt.")
        except RuleViolation as refusal:
            form.form_errors.append(str(refusal))
    return await _list(request, body, form, 422)


@post(f"{ONE}/probe", name="webhooks:probe")
async def probe(
    request: AnyRequest, actor: CurrentActor, body_id: FromPath[UUID], webhook_id: FromPath[UUID]
) -> Response[Any]:
    form = ProbeForm(await form_data(request))
    if not form.validate():
        await access.webhook_to_read(actor, body_id, webhook_id)
        return _back(request, body_id, RELOAD, kind="danger")
    await operations.probe(actor, body_id, webhook_id, form.new_id, now=clock.now())
    return _back(request, body_id, "Die Probe geht in den nächsten Sekunden hinaus.")


@post(f"{ONE}/weiter", name="webhooks:resume")
async def resume(
    request: AnyRequest, actor: CurrentActor, body_id: FromPath[UUID], webhook_id: FromPath[UUID]
) -> Response[Any]:
    await operations.resume_webhook(actor, body_id, webhook_id)
    return _back(request, body_id, "Die Adresse wird wieder benachrichtigt.")


@post(f"{ONE}/ende", name="webhooks:end")
async def end(
    request: AnyRequest, actor: CurrentActor, body_id: FromPath[UUID], webhook_id: FromPath[UUID]
) -> Response[Any]:
    await operations.end_webhook(actor, body_id, webhook_id, now=clock.now())
    return _back(request, body_id, "Die Adresse wird nicht mehr benachrichtigt.")


def _back(
    request: AnyRequest, body_id: UUID, message: str, kind: Kind = "success"
) -> Response[Any]:
    return go_to(request, "webhooks:list", message=message, kind=kind, body_id=body_id)


ROUTES = [show_all, add, probe, resume, end]
