"""Text in, preview, confirmed paper in the database; between the steps the form holds everything."""

import asyncio
import json
from typing import Any
from uuid import UUID

from litestar import Response, get, post
from litestar.params import FromPath

from app.core import clock
from app.core.actor import Actor, check_any_office
from app.core.errors import RuleViolation, StaleVersion
from app.people.access import check_office
from app.reading.result import Unreadable
from app.vorlagen import access
from app.vorlagen.forms.confirm import ConfirmForm, confirm_form
from app.vorlagen.forms.read import ReadForm, read, source_of
from app.vorlagen.operations import fassungen, imports
from app.vorlagen.queries import bodies, steps
from app.vorlagen.queries.fassungen import Existing, existing_with
from app.vorlagen.queries.hints import hints_of
from app.vorlagen.rules.actions import act
from app.vorlagen.rules.as_read import as_read
from app.vorlagen.rules.committees import doubts
from app.vorlagen.rules.differences import differences
from app.vorlagen.rules.drafts import source_of_draft
from app.vorlagen.rules.paper import confirmed_paper
from app.vorlagen.rules.provenance import Preview
from app.vorlagen.rules.sent import Sent
from app.vorlagen.rules.source import Source, draft_id_of
from app.web.forms import form_data
from app.web.sessions import AnyRequest, CurrentActor
from app.web.templates import go_to, page

AREA = "vorlagen"
STORING = {"", "store", "edition"}


@get("/vorlagen/einlesen", name="vorlagen:import")
async def show_import(request: AnyRequest, actor: CurrentActor) -> Response[str]:
    check_any_office(actor)
    return await _ask_for_text(request, actor, ReadForm())


@post("/vorlagen/einlesen", name="vorlagen:import:read", status_code=200)
async def read_text(request: AnyRequest, actor: CurrentActor) -> Response[str]:
    check_any_office(actor)
    form = ReadForm(await form_data(request, "file"))
    form.body.choices = await bodies.offices_of(actor)
    found = await read(form) if form.validate() else None
    if found is None:
        return await _ask_for_text(request, actor, form, status=422)
    body_id = UUID(form.body.data)
    committees = await steps.committees_of(body_id)
    sent = as_read(found.source, committees, body_id=body_id, file=found.file)
    return await _preview(request, sent, found.source)


@post("/vorlagen/einlesen/uebernahme", name="vorlagen:import:store", status_code=200)
async def store(request: AnyRequest, actor: CurrentActor) -> Response[Any]:
    """`do` says which button was pressed; all but two only show the form again, changed."""
    check_any_office(actor)
    sent = Sent.of((await form_data(request)).items())
    do = sent.fields.pop("do", "")
    text, file = sent.fields.get("source", ""), sent.fields.get("file", "")
    try:
        source = await _source(actor, text, file)
        body_id = UUID(sent.fields.get("body", ""))
    except (Unreadable, ValueError) as refusal:
        again = ReadForm(data={"text": text})
        again.text.errors = [str(refusal)]
        return await _ask_for_text(request, actor, again, status=422)
    check_office(actor, body_id)
    if do in STORING:
        return await _store(request, actor, sent, source, as_fassung=do == "edition")
    act(sent, do, source)
    return await _preview(request, sent, source, judged=do == "check")


@get("/vorlagen/einlesen/entwurf/{draft_id:uuid}", name="vorlagen:import:draft")
async def show_draft(
    request: AnyRequest, actor: CurrentActor, draft_id: FromPath[UUID]
) -> Response[str]:
    """What was read elsewhere, for instance from an OParl server."""
    draft = await access.draft_to_read(actor, draft_id)
    source, committees = source_of_draft(draft), await steps.committees_of(draft.body)
    sent = as_read(source, committees, body_id=draft.body, file=draft.origin)
    return await _preview(request, sent, source)


async def _source(actor: Actor, key: str, file: str) -> Source:
    """Raises Unreadable for a text that is no Vorlage, NotFound for a draft of others."""
    if draft_id := draft_id_of(key):
        return source_of_draft(await access.draft_to_read(actor, draft_id))
    return await asyncio.to_thread(source_of, key, file=file)


async def _store(
    request: AnyRequest, actor: Actor, sent: Sent, source: Source, *, as_fassung: bool
) -> Response[Any]:
    form = await _form(sent, source)
    if not form.validate():
        return await _preview(request, sent, source, judged=True)
    given, base = form.cleaned(), form.compared_to
    try:
        if as_fassung:
            arrival = fassungen.Arrival(base, form.note.data or "", clock.now())
            vorlage_id = await fassungen.add_fassung(actor, given, source, arrival)
            message = "Die neue Fassung ist übernommen."
        else:
            vorlage_id = await imports.import_vorlage(actor, given, source, now=clock.now())
            message = "Die Vorlage ist übernommen."
    except RuleViolation as refusal:
        status = 409 if isinstance(refusal, StaleVersion) else 422
        return await _preview(request, sent, source, status=status, refusal=str(refusal))
    offers = any(hint.is_open for hint in await hints_of(vorlage_id))
    next_page = "vorlagen:hints" if offers else "vorlagen:show"
    return go_to(request, next_page, vorlage_id=vorlage_id, message=message)


async def _form(sent: Sent, source: Source) -> ConfirmForm:
    body_id = UUID(sent.fields["body"])
    return confirm_form(sent, source, await steps.committees_of(body_id))


async def _ask_for_text(
    request: AnyRequest, actor: Actor, form: ReadForm, *, status: int = 200
) -> Response[str]:
    form.body.choices = await bodies.offices_of(actor)
    return page(
        request,
        "vorlagen/import.html",
        block="formular",
        status=status,
        area=AREA,
        body_name=await bodies.body_name(actor, list(actor.office_of)),
        form=form,
    )


async def _preview(
    request: AnyRequest, sent: Sent, source: Source, *,
    status: int = 200, judged: bool = False, refusal: str = "",
) -> Response[str]:  # fmt: skip
    committees = await steps.committees_of(UUID(sent.fields["body"]))
    existing = await _existing(sent, source)
    sent.fields["base"] = str(existing.version) if existing else ""
    form = confirm_form(sent, source, committees)
    if judged and not form.validate():
        status = 422
    if refusal:
        form.form_errors.append(refusal)
    names = [row.get("committee_name", "") for row in sent.rows["steps"]]
    return page(
        request, "vorlagen/preview.html", status=status, area=AREA, form=form,
        view=Preview(source, sent), paper=source.result.paper,
        doubts=doubts(names, committees), existing=existing,
    )  # fmt: skip


async def _existing(sent: Sent, source: Source) -> Existing | None:
    """The Vorlage with the same number, and what the form would change in it."""
    form = await _form(sent, source)
    body_id, reference = UUID(sent.fields["body"]), (form.reference.data or "")[:80]
    found = await existing_with(body_id, reference)
    if found is None or str(found["id"]) == form.id.data:
        return None
    changes = None
    if form.validate():
        paper = confirmed_paper(source.result.paper, form.cleaned())
        changes = await asyncio.to_thread(differences, json.loads(found["paper"]), paper)
    label = f"{found['reference']} {found['title']}"
    return Existing(found["id"], label, found["version"], found["next"], changes)


ROUTES = [show_import, read_text, show_draft, store]
