"""The event that a Spurgruppe prepares: its data, who takes part, a list to print."""

from typing import Any
from uuid import UUID, uuid4

from litestar import Response, get, post
from litestar.params import FromPath

from app.core import clock
from app.core.actor import Actor
from app.core.errors import NotFound, RuleViolation, StaleVersion
from app.files.downloads import bytes_for_download
from app.files.uploads import MAX_BODY, UploadsForm, received
from app.groups.queries.heads import group_head
from app.groups.rules.life import ENDED
from app.groups.tables import Group, GroupEvent
from app.people.queries.choices import person_choices, traeger_choices
from app.succession import access
from app.succession.forms.event import EventForm, ParticipantForm
from app.succession.operations import event as operations
from app.succession.queries.event import event_page
from app.succession.queries.story import is_over
from app.web.downloads import download
from app.web.forms import form_data
from app.web.sessions import AnyRequest, CurrentActor
from app.web.templates import go_to, page

PATH = "/gruppen/{group_id:uuid}/veranstaltung"
PEOPLE = f"{PATH}/teilnehmende"
FILES = f"{PATH}/dateien"


async def _page(
    request: AnyRequest,
    template: str,
    group: Group,
    *,
    status: int = 200,
    **context: Any,
) -> Response[str]:
    head = await group_head(group)
    return page(
        request, template, status=status, area="gruppen", body_name=head.body_name, head=head,
        **context,
    )  # fmt: skip


async def _show(
    request: AnyRequest,
    actor: Actor,
    found: tuple[Group, GroupEvent | None],
    *,
    people: ParticipantForm | None = None,
    files: UploadsForm | None = None,
) -> Response[str]:
    """`people`, `files`: what came back with an error."""
    group, event = found
    shown = await event_page(actor, group, event)
    form = people or ParticipantForm(data={"id": str(uuid4()), "number": 1})
    if shown.may_lead:
        form.offer(await person_choices(group.body), await traeger_choices(group.body))
    return await _page(
        request, "succession/event.html", group, status=422 if people or files else 200,
        page=shown, form=form, upload=files or UploadsForm.fresh(),
        over=event is not None and group.status not in ENDED and is_over(event, clock.today()),
        may_end=group.body in actor.office_of,
    )  # fmt: skip


@get(PATH, name="succession:event")
async def show_event(
    request: AnyRequest, actor: CurrentActor, group_id: FromPath[UUID]
) -> Response[str]:
    return await _show(request, actor, await access.event_to_read(actor, group_id))


@get(PEOPLE, name="succession:event:list")
async def print_list(
    request: AnyRequest, actor: CurrentActor, group_id: FromPath[UUID]
) -> Response[str]:
    """For printing: names, Träger, part and a column to sign."""
    group, event = await access.event_to_lead(actor, group_id)
    if event is None:
        raise NotFound
    shown = await event_page(actor, group, event)
    return await _page(request, "succession/event_list.html", group, page=shown)


@get(f"{PATH}/bearbeiten", name="succession:event:form")
async def event_form(
    request: AnyRequest, actor: CurrentActor, group_id: FromPath[UUID]
) -> Response[str]:
    group, event = await access.event_to_lead(actor, group_id)
    form = EventForm.of(event)
    return await _page(request, "succession/event_edit.html", group, form=form, theirs=None)


@post(f"{PATH}/bearbeiten", name="succession:event:save")
async def save_event(
    request: AnyRequest, actor: CurrentActor, group_id: FromPath[UUID]
) -> Response[Any]:
    group, _ = await access.event_to_lead(actor, group_id)
    form, status, theirs = EventForm(await form_data(request)), 422, None
    if form.validate():
        try:
            await operations.save_event(actor, group_id, form.seen_version, form.cleaned())
            message = "Die Veranstaltung ist gespeichert."
            return go_to(request, "succession:event", group_id=group_id, message=message)
        except StaleVersion as conflict:
            _, stored = await access.event_to_lead(actor, group_id)
            form.form_errors.append(str(conflict))
            theirs, status = form.beside(EventForm.of(stored)) if stored else [], 409
    return await _page(
        request, "succession/event_edit.html", group, form=form, theirs=theirs, status=status
    )


@post(PEOPLE, name="succession:event:join")
async def add_participant(
    request: AnyRequest, actor: CurrentActor, group_id: FromPath[UUID]
) -> Response[Any]:
    found = await access.event_to_lead(actor, group_id)
    body_id = found[0].body
    form = ParticipantForm(await form_data(request))
    form.offer(await person_choices(body_id), await traeger_choices(body_id))
    if form.validate():
        try:
            await operations.add_participant(actor, group_id, form.cleaned())
            return go_to(
                request, "succession:event", anchor="teilnehmende", group_id=group_id,
                message="Auf der Liste eingetragen.",
            )  # fmt: skip
        except RuleViolation as refusal:
            form.form_errors.append(str(refusal))
    return await _show(request, actor, found, people=form)


@post(f"{PEOPLE}/{{participant_id:uuid}}/entfernen", name="succession:event:leave")
async def remove_participant(
    request: AnyRequest,
    actor: CurrentActor,
    group_id: FromPath[UUID],
    participant_id: FromPath[UUID],
) -> Response[Any]:
    await operations.remove_participant(actor, group_id, participant_id)
    return go_to(
        request, "succession:event", anchor="teilnehmende", group_id=group_id,
        message="Von der Liste genommen.",
    )  # fmt: skip


@post(FILES, name="succession:event:files:add", request_max_body_size=MAX_BODY)
async def add_files(
    request: AnyRequest, actor: CurrentActor, group_id: FromPath[UUID]
) -> Response[Any]:
    found = await access.event_to_lead(actor, group_id)
    form = UploadsForm(await form_data(request, "files"))
    if form.validate():
        try:
            uploads = await received(form, form.new_id)
            await operations.add_files(actor, group_id, uploads, now=clock.now())
            return go_to(
                request, "succession:event", anchor="dokumentation", group_id=group_id,
                message="Die Dokumentation ist hinterlegt.",
            )  # fmt: skip
        except RuleViolation as refusal:
            form.files.errors = [str(refusal)]
    return await _show(request, actor, found, files=form)


@get(f"{FILES}/{{event_file_id:uuid}}/datei", name="succession:event:file")
async def download_file(
    actor: CurrentActor, group_id: FromPath[UUID], event_file_id: FromPath[UUID]
) -> Response[bytes]:
    file = await access.file_to_read(actor, group_id, event_file_id)
    return download(await bytes_for_download(file), file.name, file.media_type)


@post(f"{FILES}/{{event_file_id:uuid}}/entfernen", name="succession:event:file:remove")
async def remove_file(
    request: AnyRequest,
    actor: CurrentActor,
    group_id: FromPath[UUID],
    event_file_id: FromPath[UUID],
) -> Response[Any]:
    await operations.remove_file(actor, group_id, event_file_id)
    return go_to(
        request, "succession:event", anchor="dokumentation", group_id=group_id,
        message="Die Datei ist entfernt.",
    )  # fmt: skip


ROUTES = [
    show_event, print_list, event_form, save_event, add_participant, remove_participant, add_files,
    download_file, remove_file,
]  # fmt: skip
