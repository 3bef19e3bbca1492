"""The page minutes are read and written on. Every form works alone: a whole page without htmx."""

from typing import Any
from uuid import UUID

from litestar import Response, get, post
from litestar.params import FromPath

from app.core import clock
from app.core.actor import Actor
from app.core.errors import RuleViolation, StaleVersion
from app.groups.access import may_lead, may_write_minutes
from app.groups.tables import Group
from app.meetings.tables import Meeting, MeetingStatus
from app.minutes import access, objections, queries, rules
from app.minutes.desk import desks_of
from app.minutes.forms import (
    ItemForm,
    LineForm,
    TakerForm,
    note_conflict,
)
from app.minutes.lines import Doubtful
from app.minutes.operations import results, writing
from app.minutes.presence import presence_in, presence_of
from app.minutes.record import Record
from app.minutes.sheet import NOTHING, Sheet, Typed, sheets_of
from app.minutes.tables import Minutes, MinutesStatus
from app.web.editor import editor_page
from app.web.forms import form_data
from app.web.helping import chapter_of
from app.web.sessions import AnyRequest, CurrentActor
from app.web.templates import go_to, is_partial, page, part

AREA = "sitzungen"
ANSWERS = "minutes/_answers.html"
PATH = "/sitzungen/{meeting_id:uuid}/protokoll"


@get(PATH, name="minutes:show")
async def show(
    request: AnyRequest, actor: CurrentActor, meeting_id: FromPath[UUID]
) -> Response[str]:
    meeting, group, minutes = await access.minutes_to_expect(actor, meeting_id)
    beside = await queries.beside(actor, group, meeting)
    if not access.may_read(actor, group, minutes):
        return _not_yet(request, meeting, group, beside.previous)
    if minutes and minutes.status != MinutesStatus.APPROVED and may_write_minutes(actor, group):
        more = {**vars(beside), **await _for_writers(actor, group, minutes)}
        return _editor(request, await queries.record_of(meeting_id), minutes, more)
    if minutes and minutes.status == MinutesStatus.APPROVED:
        record = await queries.frozen_record(minutes.id)
    else:
        record = await queries.record_of(meeting_id)
    return page(
        request,
        "minutes/show.html" if minutes else "minutes/start.html",
        area=AREA,
        body_name=record.body_name,
        record=record,
        minutes=minutes,
        may_prepare=may_write_minutes(actor, group),
        may_lead=may_lead(actor, group),
        closing=await objections.closing_of(minutes, today=clock.today()),
        **vars(beside),
        presence=presence_in(record),
    )


def _not_yet(
    request: AnyRequest, meeting: Meeting, group: Group, previous: queries.Earlier | None
) -> Response[str]:
    """A member knows the meeting: a sentence instead of a refusal."""
    return page(
        request,
        "minutes/not_yet.html",
        area=AREA,
        meeting=meeting,
        group=group,
        previous=previous,
        is_over=meeting.status == MeetingStatus.HELD or meeting.ends_at <= clock.now(),
    )


def _editor(
    request: AnyRequest, record: Record, minutes: Minutes, more: dict[str, Any], status: int = 200
) -> Response[str]:
    typed: Typed = more.pop("typed", NOTHING)
    here = presence_of(record, more.pop("group"), now=clock.now())
    return page(
        request,
        "minutes/edit.html",
        block="kopf",
        status=status,
        area=AREA,
        body_name=record.body_name,
        record=record,
        here=here,
        minutes=minutes,
        sheets=sheets_of(record, typed),
        desks=desks_of(record, minutes, more, typed),
        form=more.get("taker") or typed.form,
        help_here=chapter_of("minutes:times"),
        **editor_page(),
        **{"taker": TakerForm(data={"taken_by": record.taken_by}), **more},
    )


async def _for_writers(actor: Actor, group: Group, minutes: Minutes) -> dict[str, Any]:
    return {
        "group": group,
        "may_approve": may_lead(actor, group),
        "closing": await objections.closing_of(minutes, today=clock.today()),
    }


async def again(
    request: AnyRequest, actor: Actor, meeting_id: UUID, status: int, **more: Any
) -> Response[str]:
    """The page as it stands, with the form that came back; the head alone for htmx."""
    meeting, group, minutes = await access.minutes_to_write(actor, meeting_id)
    rules.check_open(minutes)
    more |= vars(await queries.beside(actor, group, meeting))
    more |= await _for_writers(actor, group, minutes)
    return _editor(request, await queries.record_of(meeting_id), minutes, more, status)


async def _part(
    request: AnyRequest, actor: Actor, meeting_id: UUID, typed: Typed, block: str, **more: Any
) -> Response[Any]:
    """After a form of one agenda item: its part for htmx, else the page, or on to it."""
    status = more.pop("status", 200)
    if not is_partial(request):
        if status == 200:
            anchor = f"top-{typed.item_id}"
            message = more.get("done") or "Gespeichert."
            return go_to(
                request, "minutes:show", message=message, anchor=anchor, meeting_id=meeting_id
            )
        return await again(request, actor, meeting_id, status, typed=typed)
    record = await queries.record_to_write(actor, meeting_id)
    sheet = Sheet(record.item(typed.item_id), typed)
    context = {"done": "", **more, "record": record, "sheet": sheet}
    return page(request, ANSWERS, block=block, status=status, **context)


@post(PATH, name="minutes:begin")
async def begin(
    request: AnyRequest, actor: CurrentActor, meeting_id: FromPath[UUID]
) -> Response[Any]:
    await writing.begin_minutes(actor, meeting_id, now=clock.now())
    return go_to(request, "minutes:show", meeting_id=meeting_id)


@post(f"{PATH}/fuehrung", name="minutes:taker:name")
async def name_taker(
    request: AnyRequest, actor: CurrentActor, meeting_id: FromPath[UUID]
) -> Response[Any]:
    form = TakerForm(await form_data(request))
    if not form.validate():
        return await again(request, actor, meeting_id, 422, taker=form)
    await writing.name_taker(actor, meeting_id, form.taken_by.data or "")
    return await head(request, actor, meeting_id)


async def head(request: AnyRequest, actor: Actor, meeting_id: UUID) -> Response[Any]:
    if is_partial(request):
        return await again(request, actor, meeting_id, 200)
    return go_to(request, "minutes:show", message="Gespeichert.", meeting_id=meeting_id)


@post(f"{PATH}/punkte/{{agenda_item_id:uuid}}", name="minutes:item:save")
async def save_item(
    request: AnyRequest,
    actor: CurrentActor,
    meeting_id: FromPath[UUID],
    agenda_item_id: FromPath[UUID],
) -> Response[Any]:
    form = ItemForm(await form_data(request))
    typed, status = Typed(agenda_item_id, text=form), 422
    if form.validate():
        try:
            given = (actor, meeting_id, agenda_item_id, form.cleaned())
            stand = await writing.write_over(*given, now=clock.now())
            stand = stand or await writing.write_item(*given, now=clock.now())
            if is_partial(request):  # autosave, every few seconds: nothing more is asked for
                form.version.data = str(stand.version)
                return part(ANSWERS, "stand", sheet=Sheet(stand, typed))
            typed, status = Typed(agenda_item_id), 200
        except StaleVersion as other:
            note_conflict(form, other)
            status = 409
    return await _part(request, actor, meeting_id, typed, "stand", status=status)


@post(f"{PATH}/punkte/{{agenda_item_id:uuid}}/zeilen", name="minutes:line:take")
async def take_line(
    request: AnyRequest,
    actor: CurrentActor,
    meeting_id: FromPath[UUID],
    agenda_item_id: FromPath[UUID],
) -> Response[Any]:
    """A line that needs a second look comes back with what it was taken for, and counts at the next press."""
    form = LineForm(await form_data(request))
    typed, status, done = Typed(agenda_item_id, line=form), 422, ""
    if form.validate():
        try:
            done = await results.take_line(
                actor, meeting_id, agenda_item_id, form.cleaned(), now=clock.now()
            )
            typed, status = Typed(agenda_item_id), 200
        except Doubtful as doubt:
            form.understood.data, form.doubt = doubt.said, str(doubt)
        except RuleViolation as refusal:
            form.line.errors = [str(refusal)]
    return await _part(request, actor, meeting_id, typed, "line", status=status, done=done)


ROUTES = [show, begin, name_taker, save_item, take_line]
